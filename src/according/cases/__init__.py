"""Cases: many reports and everything read from them, kept, found and judged, in SQLite or PostgreSQL."""

from according.cases.errors import CaseError
from according.cases.find import KINDS, Filters, Hit
from according.cases.judgements import VERBS
from according.cases.records import (
    Anchor,
    Judgement,
    Kept,
    Listed,
    Original,
    Subject,
    Sums,
    Tools,
    Version,
)
from according.cases.store import Case, open_case
from according.cases.transfer import FORMAT
from according.cases.verify import Alteration

__all__ = [
    "FORMAT",
    "KINDS",
    "VERBS",
    "Alteration",
    "Anchor",
    "Case",
    "CaseError",
    "Filters",
    "Hit",
    "Judgement",
    "Kept",
    "Listed",
    "Original",
    "Subject",
    "Sums",
    "Tools",
    "Version",
    "open_case",
]
