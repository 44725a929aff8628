"""Whose events they are, when they are said to have been, and where accounts part."""

import re
from collections import defaultdict
from dataclasses import dataclass

from according.exporters.outline import Entry
from according.exporters.plain import VERDICT_WORDS, pieces_within, time_words
from according.ledger import Difference, Event, EventTime, Reading, Spans

_DATE = re.compile(r"(-?\d{1,6})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):?(\d\d)?)?(?:[^\d].*)?", re.DOTALL)
_VERDICTS = list(VERDICT_WORDS)


def events_by_holder(reading: Reading, entries: tuple[Entry, ...]) -> dict[str | None, tuple[Event, ...]]:
    """The events of each statement, by id, in text order; None is the narrator, with those of unknown statements."""
    known = {entry.statement.id for entry in entries}
    held: dict[str | None, list[Event]] = defaultdict(list)
    for event in sorted(reading.events, key=begin_of):
        held[event.statement if event.statement in known else None].append(event)
    return {holder: tuple(events) for holder, events in held.items()}


def begin_of(event: Event) -> int:
    """Where an event's trigger begins, in code points."""
    return min((begin for begin, _ in event.trigger), default=0)


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with its first date in words, and what to order it by: year, month, day, hour and minute of both ends."""

    event: Event
    when: str
    order: tuple[int, ...]


def timeline(reading: Reading) -> tuple[Dated, ...]:
    """The events that have a date, in the order of their dates, then of the text. The rest is not guessed."""
    dated = [found for event in sorted(reading.events, key=begin_of) if (found := _dated(event, reading.document.text))]
    return tuple(sorted(dated, key=lambda found: found.order))


def _dated(event: Event, text: str) -> Dated | None:
    found = [(order, time) for time in event.times if (order := _order(time)) is not None]
    if not found:
        return None
    order, time = min(found, key=lambda pair: pair[0])
    return Dated(event, time_words(time, text), order)


def _order(time: EventTime) -> tuple[int, ...] | None:
    first = _first_date(time.earliest, time.value, time.latest)
    return None if first is None else first + (_first_date(time.latest) or first)


def _first_date(*dates: str | None) -> tuple[int, ...] | None:
    for date in dates:
        if date and (found := _DATE.fullmatch(date)):
            return tuple(int(part or 0) for part in found.groups())
    return None


@dataclass(frozen=True, slots=True)
class Side:
    """One account in a difference: its statement as an entry (by index) and the words it rests on in its content.

    ``index`` is None where the ledger does not hold the statement; ``rests_on`` is empty where no evidence is given.
    """

    index: int | None
    rests_on: Spans


def differences(reading: Reading, entries: tuple[Entry, ...]) -> list[tuple[Difference, Side, Side]]:
    """Every difference with its two sides: contradictions first, then in the order of the text."""
    index_of = {entry.statement.id: index for index, entry in enumerate(entries)}

    def side(statement: str, difference: Difference) -> Side:
        index = index_of.get(statement)
        content = entries[index].statement.content if index is not None else ()
        return Side(index, pieces_within(difference.evidence, content))

    sided = [(d, side(d.a, d), side(d.b, d)) for d in reading.differences]
    far = len(entries)
    return sorted(
        sided,
        key=lambda found: (
            _VERDICTS.index(found[0].verdict),
            *(far if s.index is None else s.index for s in found[1:]),
        ),
    )
