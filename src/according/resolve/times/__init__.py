"""Temporal expressions: found, typed as TIMEX3, and reckoned to days."""

from according.resolve.times.find import find_times

__all__ = ["find_times"]
