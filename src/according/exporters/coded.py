"""What the event data sets of conflict research code by hand, gathered from claims: one row an incident.

An incident is what the comparison found several accounts of, or one event that only one account tells, where that has a
place or a date. Nothing is decided: sides are all who are named, and figures are the lowest and the highest that anyone
gives.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from according.exporters.comparison import Json
from according.exporters.plain import names_of
from according.exporters.told import Told, told
from according.ledger import EventCount, EventType, Place, Reading, words_of

T = TypeVar("T")

_DEATHS = re.compile(r"\b(?:kill\w*|dead|deaths?|died|fatal\w*|slain|bod(?:y|ies))\b", re.IGNORECASE)
_REAL = ("happened", "ongoing")
_PRECISIONS = ("site", "town", "district", "region", "country")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of deaths as one holder gives it, in its words."""

    low: int | float | None
    high: int | float | None
    holder: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One incident. ``independent`` counts sources that are independent of one another; dates are ISO 8601 days.

    ``place`` is the one that most events are said to be at, of those that are located; ``places`` are the names of all.
    """

    id: str
    members: tuple[tuple[Reading, Told], ...]
    independent: int
    types: tuple[EventType, ...]
    modes: tuple[str, ...]
    earliest: str | None
    latest: str | None
    place: Place | None
    places: tuple[str, ...]
    initiators: tuple[str, ...]
    recipients: tuple[str, ...]
    deaths: tuple[Figure, ...]
    holders: tuple[str, ...]

    @property
    def low(self) -> int | float | None:
        """The lowest number of deaths that anyone gives, bounds taken as numbers."""
        return min((b for f in self.deaths for b in (f.low, f.high) if b is not None), default=None)

    @property
    def high(self) -> int | float | None:
        """The highest."""
        return max((b for f in self.deaths for b in (f.low, f.high) if b is not None), default=None)

    @property
    def days(self) -> int | None:
        """How many days the dates span; None where they are not known."""
        if not self.earliest or not self.latest:
            return None
        try:
            return (date.fromisoformat(self.latest[:10]) - date.fromisoformat(self.earliest[:10])).days + 1
        except ValueError:
            return None


def coded(readings: Mapping[str, Reading], comparison: Json, types: Collection[EventType]) -> Iterator[Row]:
    """The rows whose events are of ``types`` and are said to have happened: incidents first, then lone events."""
    events = {(document, t.event.id): (reading, t) for document, reading in readings.items() for t in told(reading)}
    taken = set()
    for incident in comparison["incidents"]:
        keys = [(e["document"], e["event"]) for e in incident["events"]]
        taken.update(keys)
        members = tuple(m for key in keys if (m := events.get(key)) and _fits(m[1], types))
        if members:
            yield _row(incident["id"], members, incident["sources"]["independent"])
    for key, member in events.items():
        event = member[1].event
        if key not in taken and _fits(member[1], types) and (event.times or event.places):
            yield _row(event.id, (member,), 1 if member[1].holder else 0)


def _fits(found: Told, types: Collection[EventType]) -> bool:
    return found.event.type in types and found.event.factuality in _REAL


def _row(id_: str, members: tuple[tuple[Reading, Told], ...], independent: int) -> Row:
    names = {
        document: {a.id: a.name for a in r.actors} for document, r in {r.document.id: r for r, _ in members}.items()
    }

    def called(reading: Reading, ids: tuple[str, ...]) -> list[str]:
        return [names[reading.document.id].get(i, i) for i in ids]

    times = [(t.earliest, t.latest) for _, m in members for t in m.event.times if t.earliest and t.latest]
    deaths = [
        Figure(c.low, c.high, m.holder, words_of(c.span, r.document.text))
        for r, m in members
        for c in m.event.counts
        if _counts_deaths(c)
    ]
    return Row(
        id_, members, independent,
        _unique(m.event.type for _, m in members),
        _unique(m.event.mode for _, m in members if m.event.mode),
        min((a for a, _ in times), default=None), max((b for _, b in times), default=None), _place(members),
        _unique(
            (names_of(r).get(p.place or "") or words_of(p.span, r.document.text)) for r, m in members for p in m.event.places
        ),
        _unique(n for r, m in members for n in called(r, m.event.initiators)),
        _unique(n for r, m in members for n in called(r, m.event.recipients)),
        _unique(deaths), _unique(m.holder for _, m in members if m.holder),
    )  # fmt: skip


def _counts_deaths(count: EventCount) -> bool:
    return bool(_DEATHS.search(count.of)) and not (count.low is None and count.high is None)


def _place(members: tuple[tuple[Reading, Told], ...]) -> Place | None:
    found: Counter[tuple[str, float, float]] = Counter()
    places: dict[tuple[str, float, float], Place] = {}
    for reading, m in members:
        known = {p.id: p for p in reading.places}
        for at in m.event.places:
            place = known.get(at.place or "")
            if place and place.lat is not None and place.lon is not None and at.role == "at":
                key = (place.name, place.lat, place.lon)
                places.setdefault(key, place)
                found[key] += 1
    if not found:
        return None
    return places[min(found, key=lambda key: (-found[key], _exactness(places[key]), key))]


def _exactness(place: Place) -> int:
    return _PRECISIONS.index(place.precision) if place.precision in _PRECISIONS else len(_PRECISIONS)


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
