"""What comparing across documents gives: incidents, accounts, differences with their independence, proposals.

Spans are code points of the text of the document that is named beside them.
"""

from dataclasses import dataclass
from typing import Literal

from according.ledger.records import Verdict
from according.ledger.spans import Spans

Independence = Literal["independent", "affiliated", "same", "unknown"]
INDEPENDENCES: tuple[Independence, ...] = ("independent", "affiliated", "same", "unknown")


@dataclass(frozen=True, slots=True)
class Compared:
    """A document that was compared."""

    id: str
    name: str
    text: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: whose words, and where. ``statement`` None is the narrator's own voice.

    ``holder`` is the name of the speaker, or the publisher for the narrator; None where unknown.
    """

    document: str
    statement: str | None
    spans: Spans
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class CrossDifference:
    """Two accounts side by side. ``about`` names the cell with both values; ``why`` the ground for the independence.

    ``evidence`` has the words of each side that the verdict rests on, ``a``'s then ``b``'s.
    """

    a: Side
    b: Side
    verdict: Verdict
    about: str
    independence: Independence
    why: str
    evidence: tuple[Spans, Spans] = ((), ())


@dataclass(frozen=True, slots=True)
class IncidentEvent:
    """An event as part of an incident, with the words it rests on."""

    document: str
    event: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Account:
    """One holder's events about one incident. ``originator`` is the deepest named source of its chain, None if unnamed."""

    document: str
    statement: str | None
    holder: str | None
    originator: str | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as one account gives it, in its words. ``published`` is the date of the report (ISO 8601)."""

    of: str
    low: int | float | None
    high: int | float | None
    by: str | None
    document: str
    words: str
    spans: Spans
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """How many accounts stand on a source independent of all others counted, an affiliated one, a repeated one, or unknown."""

    independent: int = 0
    affiliated: int = 0
    repeat: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Incident:
    """Events of several holders that are about the same happening.

    ``earliest`` and ``latest`` (ISO 8601 days) hold every date given for it. Figures are as each account gives them, low
    to high; none is chosen.
    """

    id: str
    title: str
    earliest: str | None
    latest: str | None
    places: tuple[str, ...]
    actors: tuple[str, ...]
    events: tuple[IncidentEvent, ...]
    accounts: tuple[Account, ...]
    figures: tuple[Figure, ...]
    sources: Sources


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two records of different documents that may mean the same: for a reviewer to decide, never joined by itself."""

    kind: Literal["actor", "place"]
    a: tuple[str, str]
    b: tuple[str, str]
    names: tuple[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that comparing some documents gave. Incidents are in order of time, differences by documents."""

    documents: tuple[Compared, ...] = ()
    incidents: tuple[Incident, ...] = ()
    differences: tuple[CrossDifference, ...] = ()
    proposals: tuple[Proposal, ...] = ()
