"""Comparing accounts: differences within one report, and incidents and differences across many."""

from according.compare.across import compare_readings
from according.compare.form import comparison_json
from according.compare.records import Comparison, CrossDifference, Incident
from according.compare.within import differences_within

__all__ = [
    "Comparison",
    "CrossDifference",
    "Incident",
    "compare_readings",
    "comparison_json",
    "differences_within",
]
