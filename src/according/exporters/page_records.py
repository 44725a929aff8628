"""What the words of a report name, for a page: actors, places, times, counts, other mentions, events, differences.

Each record has a key by which the text, the lists and the script know it: a letter for its kind and its number.
"""

import json
import math
import re
from functools import cache
from typing import NamedTuple

from according.exporters.holders import differences
from according.exporters.markup import asset
from according.exporters.outline import Entry
from according.exporters.plain import (
    ACTOR_WORDS,
    NARRATOR,
    count_words,
    event_words,
    interval_words,
    names_of,
    number_words,
    one_line,
    participants_words,
    places_words,
    time_words,
    value_words,
)
from according.exporters.visible import visible
from according.ledger import Event, Place, Reading, Span, Spans, words_of

Rows = list[tuple[str, str]]

_ANCHORS = {
    "published": "the date of publication",
    "text": "another date in the text",
    "none": "itself: it is complete",
}
_WIDTHS = {"region": 14, "country": 26}
_WIDTH = 9
"""Degrees of longitude at the equator that a map is wide, by the precision of its place."""


class Record(NamedTuple):
    """Where a record is in the text: the words that name or tell it, and those that hold its cells."""

    words: Spans
    cells: Spans = ()


def records_of(reading: Reading, entries: tuple[Entry, ...]) -> tuple[dict[str, Record], dict[str, object]]:
    """Every record by its key, and what the script needs to know: ``records`` by key, ``map`` with the outlines."""
    text = reading.document.text
    where: dict[str, Record] = {}
    shown: dict[str, dict[str, object]] = {}

    def add(key: str, kind: str, name: str, rows: Rows, words: Spans, cells: Spans = (), **more: object) -> None:
        where[key] = Record(words, cells)
        told = [[term, visible(one_line(fact))] for term, fact in rows if fact]
        shown[key] = {"kind": kind, "name": visible(one_line(name)), "rows": told, **more}

    referring = _referring(reading)
    for n, actor in enumerate(reading.actors):
        links = ", ".join(f"{scheme} {identifier}" for scheme, identifier in actor.links.items())
        rows = [("Also called", ", ".join(actor.aliases)), ("Elsewhere", links)]
        add(f"a{n}", ACTOR_WORDS[actor.type], actor.name, rows, _merged(actor.mentions, referring.get(actor.id)))
    for n, place in enumerate(reading.places):
        rows = [
            ("Country", place.country or ""),
            ("Precision", place.precision or ""),
            ("Latitude, longitude", f"{place.lat:.3f}, {place.lon:.3f}" if _located(place) else "not known"),
            ("GeoNames", str(place.geonames or "")),
        ]
        at: dict[str, object] = {"at": [place.lon, place.lat], "wide": _width(place)} if _located(place) else {}
        words = _merged(place.mentions, referring.get(place.id))
        add(f"p{n}", "place", place.name, rows, words, (), **at)
    for n, time in enumerate(reading.times):
        rows = [
            ("Means", value_words(time.value) if time.value else ""),
            ("Interval", interval_words(time.earliest, time.latest) or "not known"),
            ("Precision", time.precision or ""),
            ("Reckoned from", _ANCHORS.get(time.anchor or "", "nothing: it could not be anchored")),
            ("TIMEX3", " ".join(filter(None, (time.type, time.timex, time.mod)))),
        ]
        add(f"t{n}", "time", words_of(time.span, text), rows, time.span)
    for n, count in enumerate(reading.counts):
        rows = [("Counts", count.of), ("Number", number_words(count.low, count.high) or "vague: no bounds are told")]
        add(f"c{n}", "count", words_of(count.span, text), rows, count.span)
    taken = {span for record in where.values() for span in record.words}
    others = [m for m in reading.mentions if not set(m.span) & taken]
    for n, mention in enumerate(others):
        kind = mention.type.replace("_", " ").lower()
        add(f"m{n}", kind, words_of(mention.span, text), [], mention.span)
    keys, names = event_keys(reading), names_of(reading)
    who = {entry.statement.id: entry.who(text) for entry in entries}
    number = {entry.statement.id: index for index, entry in enumerate(entries)}
    for event in reading.events:
        cells = [c.span for c in event.places] + [c.span for c in event.times] + [c.span for c in event.counts]
        add(
            keys[event.id], "event", event_words(event, names, text), _cells(event, names, text, who), event.trigger,
            tuple(span for spans in cells for span in spans), id=event.id, holder=number.get(event.statement or ""),
        )  # fmt: skip
    for n, (difference, a, b) in enumerate(differences(reading, entries)):
        add(f"d{n}", difference.verdict, difference.about, [], (), difference.evidence, sides=[a.index, b.index])
    located = [place for place in reading.places if _located(place)]
    return where, {"records": shown, "map": outlines(located)}


def event_keys(reading: Reading) -> dict[str, str]:
    """The key of each event, by its id."""
    return {event.id: f"e{n}" for n, event in enumerate(reading.events)}


def mentions_of(reading: Reading) -> dict[str, int]:
    """How often each actor and place is named, by key; those never named are left out."""
    referring = _referring(reading)
    named = {f"a{n}": _merged(a.mentions, referring.get(a.id)) for n, a in enumerate(reading.actors)}
    named |= {f"p{n}": _merged(p.mentions, referring.get(p.id)) for n, p in enumerate(reading.places)}
    return {key: len(spans) for key, spans in named.items() if spans}


def _referring(reading: Reading) -> dict[str, list[Span]]:
    """The spans of the mentions that refer to an actor or place, by its id."""
    found: dict[str, list[Span]] = {}
    for mention in reading.mentions:
        if mention.ref:
            found.setdefault(mention.ref, []).extend(mention.span)
    return found


def _merged(spans: Spans, more: list[Span] | None) -> Spans:
    return tuple(sorted({*spans, *(more or ())}))


def _cells(event: Event, names: dict[str, str], text: str, who: dict[str, str]) -> Rows:
    did, arrow, got = participants_words(event, names).partition(" → ")
    return [
        ("In the words", f"“{words_of(event.trigger, text)}”"),
        ("Type", f"{event.type} ({event.mode})" if event.mode else event.type),
        ("Told as", event.factuality.replace("-", " ")),
        ("Who", "" if did == "unnamed" else did),
        ("To whom", got if arrow else ""),
        ("Where", ", ".join(places_words(event.places, names, text))),
        ("When", "; ".join(time_words(time, text) for time in event.times) or "not told"),
        ("How many", "; ".join(count_words(count, text) for count in event.counts)),
        ("By the account of", who.get(event.statement or "", NARRATOR)),
        ("Confidence", f"{event.confidence:.2f}"),
    ]


# Maps.


def _located(place: Place) -> bool:
    """Whether a place can be drawn: coordinates that are on the globe."""
    return place.lat is not None and place.lon is not None and abs(place.lat) <= 90 and abs(place.lon) <= 180


def _width(place: Place) -> int:
    return _WIDTHS.get(place.precision or "", _WIDTH)


class Piece(NamedTuple):
    """A line of the outlines as SVG path data, and the box it lies in (units; x to the east, y to the south)."""

    path: str
    box: tuple[int, int, int, int]


@cache
def _pieces() -> tuple[int, dict[str, tuple[Piece, ...]]]:
    data = json.loads(asset("outlines.json"))
    return data["units"], {
        layer: tuple(Piece(path, _box(path)) for path in data[layer]) for layer in ("land", "borders")
    }


def _box(path: str) -> tuple[int, int, int, int]:
    numbers = [int(n) for n in re.findall(r"-?\d+", path)]
    x, y = numbers[:2]
    xs, ys = [x], [y]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        xs.append(x)
        ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def outlines(places: list[Place]) -> dict[str, object] | None:
    """The land and borders that maps of ``places`` show (Natural Earth); None where there is nothing to draw."""
    if not places:
        return None
    units, layers = _pieces()
    views = []
    for place in places:
        assert place.lat is not None and place.lon is not None
        # A degree of longitude is shorter away from the equator, so a map of one width shows more of them.
        across = _width(place) / 2 / max(0.15, math.cos(math.radians(place.lat)))
        high = _width(place) / 2
        x, y = place.lon * units, -place.lat * units
        for turn in (-360, 0, 360):
            views.append((x - (across + turn) * units, y - high * units, x + (across - turn) * units, y + high * units))
    kept = {
        layer: [piece.path for piece in pieces if any(_meet(piece.box, view) for view in views)]
        for layer, pieces in layers.items()
    }
    return {"units": units, **kept}


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
