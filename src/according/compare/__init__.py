"""Comparing accounts: differences between the statements of one report."""

from according.compare.within import differences_within

__all__ = ["differences_within"]
