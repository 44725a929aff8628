"""A reading as entries of the index: its statements, its events, and the passages that hold neither.

Position of an entry within its reading: statements first, then events, then passages, each in order. The index holds
five columns: ``words``, the names of the ``speaker``, of all ``actors``, ``places`` (names and tokens), and ``tags``.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from according.cases.tables import ENTRY_BITS
from according.cases.words import passages, plain, telling

_LIMIT = (1 << ENTRY_BITS) - 1
_LONGEST = 20_000
"""Code points of a statement that are indexed; PostgreSQL refuses very long ones. Passages hold the rest."""

BETWEEN = " qq "
"""Between names, so that no phrase is found across two of them."""

MIN_DAY, MAX_DAY = -10_000_000, 999_999_999
FIRST_YEAR, LAST_YEAR, _MANY_YEARS = 1900, 2100, 30
_DATE = re.compile(r"(-?\d{1,5})(?:-(\d\d)(?:-(\d\d))?)?")

STATEMENT, EVENT, PASSAGE = "statement", "event", "passage"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the index. ``earliest`` and ``latest`` are days as numbers (20171014), None where no time is told."""

    position: int
    words: str
    speaker: str
    actors: str
    places: str
    tags: str
    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates (WGS 84 degrees), by the tokens under which entries name it and its square degree."""

    token: str
    cell: str
    lat: float
    lon: float


def tag(kind: str, value: str) -> str:
    """The token that stands for ``value`` of ``kind``. The digit at its end keeps stemmers off it."""
    if value.isascii() and value.replace("-", "").isalpha() and len(value) < 20:
        return f"x{kind}{value.replace('-', '').lower()}0"
    return f"x{kind}{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}0"


def years(earliest: int, latest: int) -> list[str]:
    """Tokens for the years of an entry whose days these are: one for all that is open, long or far from our time."""
    first, last = earliest // 10_000, latest // 10_000
    if first < FIRST_YEAR or last > LAST_YEAR or not 0 <= last - first <= _MANY_YEARS:
        return [tag("y", "far")]
    return [f"xy{year}0" for year in range(first, last + 1)]


def years_asked(since: int, until: int) -> list[str]:
    """Tokens of which every entry has one whose days overlap with these."""
    first, last = max(since // 10_000, FIRST_YEAR), min(until // 10_000, LAST_YEAR)
    return [*(f"xy{year}0" for year in range(first, last + 1)), tag("y", "far")]


def day(value: str | None, last: bool) -> int | None:
    """The first or ``last`` day that an ISO 8601 date of any precision may mean, as a number: 20171001 of "2017-10"."""
    found = _DATE.match(value) if value else None
    if not found:
        return None
    year, month, of_month = int(found[1]), found[2], found[3]
    return year * 10_000 + int(month or (12 if last else 1)) * 100 + int(of_month or (31 if last else 1))


def spots(reading: Json) -> list[Spot]:
    """The places of a reading that are located."""
    found = []
    for p in reading.get("places", ()):
        lat, lon = p["lat"], p["lon"]
        if lat is not None and lon is not None and -90 <= lat <= 90 and -180 <= lon <= 180:
            found.append(Spot(tag("g", f"{lat:.4f} {lon:.4f}"), _cell(lat, lon), float(lat), float(lon)))
    return found


def entries(reading: Json, document: str, publisher: str | None) -> Iterator[Entry]:
    """The entries of a reading (its JSON form, with text)."""
    view = _View(reading, document, publisher)
    made = (e for part in (view.statements(), view.events(), view.passages()) for e in part)
    return (e for e in made if e.position <= _LIMIT)


def cut_passages(reading: Json) -> list[tuple[int, int]]:
    """The passages of a reading's text, those with statements and events in them included."""
    return passages(reading["document"]["text"])


class _View:
    """A reading with what its entries share."""

    def __init__(self, reading: Json, document: str, publisher: str | None) -> None:
        self.reading = reading
        self.text: str = reading["document"]["text"]
        self.base = tag("d", document) + (f" {tag('u', plain(publisher))}" if publisher else "")
        self.names = {a["id"]: _names((a["name"], *a["aliases"])) for a in reading["actors"]}
        located = {p["id"]: p for p in reading.get("places", ())}
        self.places = {id_: _place(p) for id_, p in located.items()}
        self.by_statement = {s["id"]: s for s in reading["statements"]}
        self.cut = passages(self.text)
        self.begins = [begin for begin, _ in self.cut]
        self.actor_at = sorted((b, e, a["id"]) for a in reading["actors"] for b, e in a["mentions"])
        self.place_at = sorted((b, e, p["id"]) for p in reading.get("places", ()) for b, e in p["mentions"])
        self.time_at = sorted(
            (b, e, t["earliest"], t["latest"]) for t in reading.get("times", ()) for b, e in t["span"][:1]
        )

    def statements(self) -> Iterator[Entry]:
        for position, s in enumerate(self.reading["statements"]):
            spans = [*s["source"], *s["cue"], *s["content"]]
            inside = list(_within(self.actor_at, spans))
            actors = [self.names.get(a[2], "") for a in inside]
            places = [self.places.get(p[2], "") for p in _within(self.place_at, s["content"])]
            times = [(t[2], t[3]) for t in _within(self.time_at, s["content"])]
            tags = (tag("k", STATEMENT), tag("s", s["stance"]), self.base)
            yield Entry(
                position, telling(self._words(spans)[:_LONGEST]), self._speaker(s), _joined(actors), _joined(places),
                *_tagged(" ".join(tags), times),
            )  # fmt: skip

    def events(self) -> Iterator[Entry]:
        first = len(self.reading["statements"])
        for position, e in enumerate(self.reading.get("events", ()), first):
            holder = self.by_statement.get(e["statement"])
            tags = [tag("k", EVENT), tag("t", e["type"]), tag("f", e["factuality"]), self.base]
            if holder:
                tags.append(tag("s", holder["stance"]))
            names = [self.names.get(a, "") for a in (*e["initiators"], *e["recipients"])]
            places = [self.places.get(p["place"], "") or plain(self._words(p["span"])) for p in e["places"]]
            times = [(t["earliest"], t["latest"]) for t in e["times"]]
            yield Entry(
                position, telling(self._sentence(e["trigger"])), self._speaker(holder), _joined(names), _joined(places),
                *_tagged(" ".join(tags), times),
            )  # fmt: skip

    def passages(self) -> Iterator[Entry]:
        first = len(self.reading["statements"]) + len(self.reading.get("events", ()))
        shown = set()
        for e in self.reading.get("events", ()):
            shown.add(self._passage_at(e["trigger"]))
        covered = _merged(span for s in self.reading["statements"] for span in s["content"])
        starts = [begin for begin, _ in covered]
        for index, (begin, end) in enumerate(self.cut):
            at = bisect_right(starts, begin) - 1
            if index in shown or (at >= 0 and covered[at][1] >= end):
                continue
            span = [(begin, end)]
            actors = [self.names.get(a[2], "") for a in _within(self.actor_at, span)]
            places = [self.places.get(p[2], "") for p in _within(self.place_at, span)]
            times = [(t[2], t[3]) for t in _within(self.time_at, span)]
            yield Entry(
                first + index, telling(self.text[begin:end]), "", _joined(actors), _joined(places),
                *_tagged(f"{tag('k', PASSAGE)} {self.base}", times),
            )  # fmt: skip

    def _speaker(self, statement: Json | None) -> str:
        if statement is None:
            return ""
        return self.names.get(statement["speaker"]) or plain(self._words(statement["source"])[:_LONGEST])

    def _words(self, spans: Iterable[Iterable[int]]) -> str:
        return " ".join(self.text[max(0, begin) : max(0, end)] for begin, end in spans)

    def _passage_at(self, spans: list[list[int]]) -> int:
        return bisect_right(self.begins, spans[0][0]) - 1 if spans else -1

    def _sentence(self, trigger: list[list[int]]) -> str:
        at = self._passage_at(trigger)
        if at < 0:
            return self._words(trigger)
        begin, end = self.cut[at]
        return self.text[begin:end]


def _names(names: Iterable[str]) -> str:
    return _joined([plain(name) for name in names])


def _joined(names: Iterable[str]) -> str:
    return BETWEEN.join(dict.fromkeys(name for name in names if name))[:_LONGEST]


def _place(place: Json) -> str:
    name = plain(place["name"])
    found = spots({"places": [place]})
    return f"{name}{BETWEEN}{found[0].token} {found[0].cell}" if found else name


def _cell(lat: float, lon: float) -> str:
    return f"xc{int(lat + 90)}x{int(lon + 180)}0"


def _within(sorted_marks: list[tuple[Any, ...]], spans: Iterable[Iterable[int]]) -> Iterator[tuple[Any, ...]]:
    """The marks that begin inside one of ``spans``, by bisection."""
    if not sorted_marks:
        return
    for begin, end in spans:
        at = bisect_right(sorted_marks, begin - 1, key=lambda mark: mark[0])
        while at < len(sorted_marks) and sorted_marks[at][0] < end:
            yield sorted_marks[at]
            at += 1


def _tagged(tags: str, times: list[tuple[str | None, str | None]]) -> tuple[str, int | None, int | None]:
    """Tags with those of the years, and the first and last day."""
    earliest, latest = _hull(times)
    if earliest is None or latest is None:
        return tags, None, None
    return " ".join((tags, *years(earliest, latest))), earliest, latest


def _hull(times: list[tuple[str | None, str | None]]) -> tuple[int | None, int | None]:
    """The first and last day of all ``times``; an end that one of them leaves open is open."""
    told = [(day(a, False), day(b, True)) for a, b in times if a or b]
    told = [(a, b) for a, b in told if a is not None or b is not None]
    if not told:
        return None, None
    first = min(MIN_DAY if a is None else a for a, _ in told)
    last = max(MAX_DAY if b is None else b for _, b in told)
    return max(first, MIN_DAY), min(last, MAX_DAY)


def _merged(spans: Iterable[Iterable[int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted((b, e) for b, e in spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged
