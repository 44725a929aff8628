r"""CSV: one row a statement, for spreadsheets (RFC 4180, lines end in ``\r\n``).

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
from collections.abc import Callable
from typing import NamedTuple

from according.exporters.outline import Entry, outline
from according.ledger import Document, Reading, Spans, words_of

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # full-width signs: some spreadsheets read them as ASCII
_SURROGATE = re.compile("[\ud800-\udfff]")


class Row(NamedTuple):
    """What a column's function is given."""

    document: Document
    entry: Entry
    within: str | None


class Column(NamedTuple):
    """What a column holds, in words and as a function of the row."""

    description: str
    cell: Callable[[Row], str | None]


def _words(spans: Spans, row: Row) -> str:
    return words_of(spans, row.document.text)


def _offsets(spans: Spans) -> str:
    return ";".join(f"{begin}-{end}" for begin, end in spans)


COLUMNS: dict[str, Column] = {
    "document": Column("id of the document", lambda r: r.document.id),
    "name": Column("name of the document: its file's stem", lambda r: r.document.name),
    "publisher": Column("who published it", lambda r: r.document.publisher),
    "published": Column("when, ISO 8601, as precisely as known", lambda r: r.document.published),
    "statement": Column("id of the statement", lambda r: r.entry.statement.id),
    "within": Column("id of the statement in whose content this one lies", lambda r: r.within),
    "depth": Column("how many statements it lies in; 0 is outermost", lambda r: str(r.entry.depth)),
    "speaker": Column("name of the speaker", lambda r: r.entry.speaker.name if r.entry.speaker else None),
    "speaker_type": Column("type of the speaker", lambda r: r.entry.speaker.type if r.entry.speaker else None),
    "source": Column("exact words that name the source", lambda r: _words(r.entry.statement.source, r)),
    "cue": Column("exact words that attribute", lambda r: _words(r.entry.statement.cue, r)),
    "content": Column("exact words attributed; pieces joined by “ … ”", lambda r: _words(r.entry.statement.content, r)),
    "kind": Column("said or thought", lambda r: r.entry.statement.kind),
    "mode": Column("direct, mixed or indirect", lambda r: r.entry.statement.mode),
    "stance": Column("what the speaker does: assert, deny, ...", lambda r: r.entry.statement.stance),
    "chain": Column("who holds it, outermost first, joined by “ > ”", lambda r: " > ".join(r.entry.chain)),
    "confidence": Column("calibrated probability, 0 to 1", lambda r: str(r.entry.statement.confidence)),
    "source_span": Column("offsets of the source, b-e;b-e", lambda r: _offsets(r.entry.statement.source)),
    "cue_span": Column("offsets of the cue, b-e;b-e", lambda r: _offsets(r.entry.statement.cue)),
    "content_span": Column("offsets of the content, b-e;b-e", lambda r: _offsets(r.entry.statement.content)),
}  # fmt: skip
"""Every column in order. What is not known is an empty cell."""


def render(reading: Reading) -> str:
    """One row for every statement of ``reading``, in text order, without the header."""
    entries = outline(reading)
    rows = [
        Row(reading.document, entry, None if entry.outer is None else entries[entry.outer].statement.id)
        for entry in entries
    ]
    return _lines([[column.cell(row) or "" for column in COLUMNS.values()] for row in rows])


def guarded(cell: str) -> str:
    """``cell`` so that no spreadsheet runs it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _lines(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[guarded(cell) for cell in row] for row in rows])
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", out.getvalue())


HEADER = _lines([list(COLUMNS)])
"""The row of column names."""
