"""Counts: every number of a text that counts something, with its bounds and what it counts."""

from according.resolve.counts.find import find_counts

__all__ = ["find_counts"]
