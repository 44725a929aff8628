"""The ledger's records in plain words: events, times, counts, relations, verdicts.

Used by every view for the eye, so that an event reads the same on the terminal, on the page and in the brief.
"""

import re
from collections.abc import Iterable

from according.ledger import (
    ActorType,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Factuality,
    PlaceRole,
    Reading,
    Relation,
    RelationType,
    Spans,
    Verdict,
    words_of,
)

NARRATOR = "the narrator"
"""Who holds what no statement holds: the report itself."""

FACTUALITY_WORDS: dict[Factuality, str] = {
    "happened": "", "did-not-happen": "did not happen", "ongoing": "ongoing", "planned": "planned",
    "possible": "possible", "demanded": "demanded", "general": "in general",
}  # fmt: skip
"""How a factuality reads after an event's type; what happened needs no word."""

ROLE_WORDS: dict[PlaceRole, str] = {"at": "at", "from": "from", "to": "to", "via": "via"}

RELATION_WORDS: dict[RelationType, str] = {
    "part_of": "part of", "member_of": "member of", "leads": "leader of", "role_in": "role in",
    "supports": "supporter of", "allied_with": "ally of", "opposed_to": "opponent of", "same_as": "same as",
    "designated_by": "designated by", "from_place": "from",
}  # fmt: skip
"""What the subject of a relation is to its object, without a verb that would have to agree."""

VERDICT_WORDS: dict[Verdict, str] = {
    "contradict": "contradict each other", "update": "one updates the other", "corroborate": "agree",
    "repeat": "one repeats the other",
}  # fmt: skip
"""What two accounts do, in the order in which they are shown."""

ACTOR_WORDS: dict[ActorType, str] = {
    "PERSON": "person", "ARMED_GROUP": "armed group", "STATE": "state", "ORG": "organisation", "PEOPLE": "people",
}  # fmt: skip

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def names_of(reading: Reading) -> dict[str, str]:
    """The name of every actor and place, by id."""
    return {a.id: a.name for a in reading.actors} | {p.id: p.name for p in reading.places}


def event_words(event: Event, names: dict[str, str], text: str) -> str:
    """An event's cells: "RETREAT, planned: Islamic State, from Raqqa (up to 500 fighters; 14 October 2017)".

    Where neither actor nor place is known, the words of the trigger stand for them.
    """
    type_ = f"{event.type} ({event.mode})" if event.mode else event.type
    factuality = FACTUALITY_WORDS[event.factuality]
    head = f"{type_}, {factuality}" if factuality else type_
    body = ", ".join(filter(None, (participants_words(event, names), *places_words(event.places, names, text))))
    more = [*(count_words(c, text) for c in event.counts), *(time_words(t, text) for t in event.times)]
    cells = [body or f"“{one_line(words_of(event.trigger, text))}”", f"({'; '.join(_unique(more))})" if more else ""]
    return f"{head}: {' '.join(filter(None, cells))}"


def participants_words(event: Event, names: dict[str, str]) -> str:
    """ "A, B → C": who is said to have done it, and to whom; either side may be unnamed."""
    did, got = (", ".join(names.get(i, i) for i in side) for side in (event.initiators, event.recipients))
    return f"{did or 'unnamed'} → {got}" if got else did


def places_words(places: Iterable[EventPlace], names: dict[str, str], text: str) -> list[str]:
    """The places of each role: "at Raqqa, Tabqa", "from Manbij"."""
    by_role: dict[str, list[str]] = {}
    for place in places:
        name = (names.get(place.place) if place.place else None) or words_of(place.span, text)
        by_role.setdefault(ROLE_WORDS[place.role], []).append(name)
    return [f"{role} {', '.join(_unique(found))}" for role, found in by_role.items()]


def count_words(count: EventCount, text: str) -> str:
    """ "up to 500 fighters", "at least 24 killed", "300–400 fighters"; a vague one in its own words."""
    number = number_words(count.low, count.high)
    if number is None:
        words = words_of(count.span, text)
        return words if not count.of or count.of.casefold() in words.casefold() else f"{words} {count.of}"
    return f"{number} {count.of}".rstrip()


def number_words(low: float | None, high: float | None) -> str | None:
    """Bounds as words, None where there are none."""
    if low is None and high is None:
        return None
    if low is None or high is None:
        return f"up to {_number(high)}" if low is None else f"at least {_number(low)}"
    return _number(low) if low == high else f"{_number(low)}–{_number(high)}"


def time_words(time: EventTime, text: str) -> str:
    """ "14 October 2017", "June 2017 to October 2017"; one without a value in its own words."""
    if time.value:
        return value_words(time.value)
    return interval_words(time.earliest, time.latest) or words_of(time.span, text)


def interval_words(earliest: str | None, latest: str | None) -> str:
    """ "between 1 October 2017 and 31 October 2017", or open at one end; empty where nothing is known."""
    if earliest and latest:
        first, last = value_words(earliest), value_words(latest)
        return first if first == last else f"between {first} and {last}"
    if earliest:
        return f"from {value_words(earliest)} on"
    return f"until {value_words(latest)}" if latest else ""


def value_words(value: str) -> str:
    """An ISO 8601 date or interval as it is spoken; what is neither stays as it is."""
    if value.count("/") == 1:
        return " to ".join(value_words(part) for part in value.split("/") if part) or value
    if found := _DAY.fullmatch(value):
        year, month, day, clock = found.groups()
        if 1 <= int(month) <= 12:
            return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" + (f", {clock}" if clock else "")
    if (found := _MONTH.fullmatch(value)) and 1 <= int(found[2]) <= 12:
        return f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
    if found := _WEEK.fullmatch(value):
        return f"week {int(found[2])} of {found[1]}"
    if found := _QUARTER.fullmatch(value):
        return f"quarter {found[2]} of {found[1]}"
    return value


def relation_words(relation: Relation, names: dict[str, str]) -> str:
    """ "Adaeze Lindqvist: role in Ministry of Defence (“spokeswoman”)"."""
    subject, other = names.get(relation.subject, relation.subject), names.get(relation.object, relation.object)
    label = f" (“{relation.label}”)" if relation.label else ""
    return f"{subject}: {RELATION_WORDS[relation.relation]} {other}{label}"


def pieces_within(inner: Spans, outer: Spans) -> Spans:
    """Those parts of ``inner`` that lie in ``outer``, cut at its edges, in text order."""
    cut = {(max(b, ob), min(e, oe)) for b, e in inner for ob, oe in outer}
    return tuple(sorted((b, e) for b, e in cut if b < e))


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def plural(n: int, one: str, many: str = "") -> str:
    """ "1 event", "2 events"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def _number(n: float | None) -> str:
    assert n is not None
    return f"{n:,}" if isinstance(n, int) else f"{n:,.10g}"


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
