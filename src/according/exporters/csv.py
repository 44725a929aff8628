r"""CSV: one row a statement, then one row an event, for spreadsheets (RFC 4180, lines end in ``\r\n``).

The column ``record`` tells them apart; columns that are not theirs are empty.

A cell that begins with ``= + - @``, a tab or a line end could run as a formula in a spreadsheet, so it gets an
apostrophe before it. That apostrophe is the only change to the words: take it off and they are exact (a cell that
already began with apostrophes before such a character gets one more, so taking one off is always right). The span
columns hold offsets in code points of the document's text, where the words can be read as well. A lone surrogate,
which no file can hold, is written as U+FFFD. Import the span columns as text: a spreadsheet left to guess may take a
span such as ``3-12`` for a date.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import NamedTuple

from according.exporters.holders import begin_of
from according.exporters.outline import Entry, outline
from according.exporters.plain import count_words, names_of
from according.ledger import Event, Reading, Spans, Statement, words_of

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # full-width signs: some spreadsheets read them as ASCII
_TOGETHER = 256
"""Rows in a piece."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Row(NamedTuple):
    """What a column's function is given: a statement, or an event with the statement that holds it, if any does."""

    reading: Reading
    names: dict[str, str]
    geonames: Mapping[str, int | None]
    entry: Entry | None
    within: str | None
    event: Event | None = None


class Column(NamedTuple):
    """What a column holds, in words and as a function of the row."""

    description: str
    cell: Callable[[Row], str | None]


def _words(spans: Spans, row: Row) -> str:
    return words_of(spans, row.reading.document.text)


def _offsets(spans: Spans) -> str:
    return ";".join(f"{begin}-{end}" for begin, end in spans)


def _said(cell: Callable[[Statement, Row], str | None]) -> Callable[[Row], str | None]:
    """A cell of statements only."""
    return lambda row: cell(row.entry.statement, row) if row.entry and not row.event else None


def _held(cell: Callable[[Entry, Row], str | None]) -> Callable[[Row], str | None]:
    """A cell of statements, and of events for the statement that holds them."""
    return lambda row: cell(row.entry, row) if row.entry else None


def _told(cell: Callable[[Event, Row], str | None]) -> Callable[[Row], str | None]:
    """A cell of events only."""
    return lambda row: cell(row.event, row) if row.event else None


def _confidence(row: Row) -> str | None:
    record = row.event or (row.entry.statement if row.entry else None)
    return str(record.confidence) if record else None


def _names(ids: tuple[str, ...], row: Row) -> str:
    return "; ".join(row.names.get(i, i) for i in ids)


def _places(event: Event, row: Row) -> str:
    return "; ".join(
        f"{p.role} {(row.names.get(p.place) if p.place else None) or _words(p.span, row)}" for p in event.places
    )


def _geonames(event: Event, row: Row) -> str:
    return "; ".join(str(row.geonames.get(p.place or "") or "") for p in event.places)


def _depth(row: Row) -> str:
    """Statements around the row; the one that holds an event counts."""
    return str(row.entry.depth + (row.event is not None)) if row.entry else "0"


def _bound(value: int | float | None) -> str:
    return "" if value is None else str(value)


COLUMNS: dict[str, Column] = {
    "document": Column("id of the document", lambda r: r.reading.document.id),
    "name": Column("name of the document: its file's stem", lambda r: r.reading.document.name),
    "publisher": Column("who published it", lambda r: r.reading.document.publisher),
    "published": Column("when, ISO 8601, as precisely as known", lambda r: r.reading.document.published),
    "record": Column("what the row is: statement or event", lambda r: "event" if r.event else "statement"),
    "statement": Column(
        "id of the statement; of an event, of the one that holds it, empty for the narrator",
        _held(lambda e, r: e.statement.id),
    ),
    "within": Column("id of the statement in whose content this one lies", lambda r: None if r.event else r.within),
    "depth": Column("how many statements it lies in; 0 is outermost", _depth),
    "speaker": Column("name of the speaker", _held(lambda e, r: e.speaker.name if e.speaker else None)),
    "speaker_type": Column("type of the speaker", _held(lambda e, r: e.speaker.type if e.speaker else None)),
    "source": Column("exact words that name the source", _said(lambda s, r: _words(s.source, r))),
    "cue": Column("exact words that attribute", _said(lambda s, r: _words(s.cue, r))),
    "content": Column("exact words attributed; pieces joined by “ … ”", _said(lambda s, r: _words(s.content, r))),
    "kind": Column("said or thought", _said(lambda s, r: s.kind)),
    "mode": Column("direct, mixed or indirect", _said(lambda s, r: s.mode)),
    "stance": Column("what the speaker does: assert, deny, ...", _held(lambda e, r: e.statement.stance)),
    "chain": Column("who holds it, outermost first, joined by “ > ”", _held(lambda e, r: " > ".join(e.chain))),
    "confidence": Column("calibrated probability, 0 to 1", _confidence),
    "source_span": Column("offsets of the source, b-e;b-e", _said(lambda s, r: _offsets(s.source))),
    "cue_span": Column("offsets of the cue, b-e;b-e", _said(lambda s, r: _offsets(s.cue))),
    "content_span": Column("offsets of the content, b-e;b-e", _said(lambda s, r: _offsets(s.content))),
    "event": Column("id of the event", _told(lambda e, r: e.id)),
    "type": Column("type of the event: ASSAULT, RETREAT, ...", _told(lambda e, r: e.type)),
    "event_mode": Column("mode of the event, within its type", _told(lambda e, r: e.mode)),
    "factuality": Column("happened, planned, did-not-happen, ...", _told(lambda e, r: e.factuality)),
    "initiators": Column("names of those who do it, joined by “; ”", _told(lambda e, r: _names(e.initiators, r))),
    "recipients": Column("names of those it is done to, likewise", _told(lambda e, r: _names(e.recipients, r))),
    "places": Column("places, each after its role: at, from, to or via; joined by “; ”", _told(_places)),
    "place_ids": Column("GeoNames ids of the places, in the same order, empty where unknown", _told(_geonames)),
    "times": Column(
        "times, ISO 8601 where it can be told, else their words; joined by “; ”",
        _told(lambda e, r: "; ".join(t.value or _words(t.span, r) for t in e.times)),
    ),
    "earliest": Column(
        "first day each time may mean, in the same order",
        _told(lambda e, r: "; ".join(t.earliest or "" for t in e.times)),
    ),
    "latest": Column("last day, likewise", _told(lambda e, r: "; ".join(t.latest or "" for t in e.times))),
    "counts": Column(
        "numbers with what they count, in plain words, joined by “; ”",
        _told(lambda e, r: "; ".join(count_words(c, r.reading.document.text) for c in e.counts)),
    ),
    "count_low": Column(
        "least of each number, in the same order; empty where open or vague",
        _told(lambda e, r: "; ".join(_bound(c.low) for c in e.counts)),
    ),
    "count_high": Column(
        "most of each number, likewise", _told(lambda e, r: "; ".join(_bound(c.high) for c in e.counts))
    ),
    "trigger": Column("exact words that tell the event", _told(lambda e, r: _words(e.trigger, r))),
    "trigger_span": Column("offsets of the trigger, b-e;b-e", _told(lambda e, r: _offsets(e.trigger))),
    "place_span": Column(
        "offsets of the places, b-e;b-e", _told(lambda e, r: _offsets(tuple(s for p in e.places for s in p.span)))
    ),
    "time_span": Column(
        "offsets of the times", _told(lambda e, r: _offsets(tuple(s for t in e.times for s in t.span)))
    ),
    "count_span": Column(
        "offsets of the counts", _told(lambda e, r: _offsets(tuple(s for c in e.counts for s in c.span)))
    ),
}
"""Every column in order. What is not known is an empty cell."""


def pieces(reading: Reading) -> Iterator[str]:
    """One row for every statement of ``reading``, then one for every event, both in text order, without the header."""
    entries, names = outline(reading), names_of(reading)
    geonames = {p.id: p.geonames for p in reading.places}
    entry_of = {entry.statement.id: entry for entry in entries}
    rows = chain(
        (
            Row(reading, names, geonames, entry, None if entry.outer is None else entries[entry.outer].statement.id)
            for entry in entries
        ),
        (
            Row(reading, names, geonames, entry_of.get(event.statement or ""), None, event)
            for event in sorted(reading.events, key=begin_of)
        ),
    )
    while some := [[column.cell(row) or "" for column in COLUMNS.values()] for row in islice(rows, _TOGETHER)]:
        yield csv_lines(some)


def guarded(cell: str) -> str:
    """``cell`` so that no spreadsheet runs it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def csv_lines(rows: list[list[str]], guard: bool = True) -> str:
    """Rows as CSV that can always be written as UTF-8. ``guard`` every cell, but in what only programs read."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[guarded(cell) if guard else cell for cell in row] for row in rows])
    return writable(out.getvalue())


def writable(text: str) -> str:
    """``text`` with lone surrogates, which no file can hold, replaced: one code point stays one."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


HEADER = csv_lines([list(COLUMNS)])
"""The row of column names."""
