"""Parquet: a folder with one table a kind of record, for pandas, DuckDB, R and the like. Needs pyarrow.

The columns are the keys of the ledger; each record has the id of its ``document`` too, and where it rests on words, the
``words``. Spans are lists of [begin, end), code points of the text in ``documents``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from according.exporters.csv import writable
from according.ledger import Reading, encode

if TYPE_CHECKING:
    import pyarrow as pa

_TOGETHER = 200  # readings in a row group
_COUNT = {"span": "spans", "of": "text", "low": "number", "high": "number"}
_TIME = {"span": "spans", "value": "text", "earliest": "text", "latest": "text", "precision": "text"}

TABLES: dict[str, dict[str, Any]] = {
    "documents": {
        "id": "text", "name": "text", "title": "text", "publisher": "text", "author": "text", "published": "text",
        "updated": "text", "language": "text", "media_type": "text", "url": "text", "sha256": "text", "retrieved": "text",
        "text": "text", "model": "text", "gazetteer": "text",
    },
    "statements": {
        "document": "text", "id": "text", "source": "spans", "cue": "spans", "content": "spans", "speaker": "text",
        "kind": "text", "mode": "text", "stance": "text", "within": "text", "chain": ["text"], "confidence": "number",
        "words": "text",
    },
    "actors": {
        "document": "text", "id": "text", "name": "text", "type": "text", "mentions": "spans", "aliases": ["text"],
        "links": [{"key": "text", "value": "text"}],
    },
    "places": {
        "document": "text", "id": "text", "name": "text", "mentions": "spans", "geonames": "whole", "lat": "number",
        "lon": "number", "country": "text", "precision": "text",
    },
    "times": {
        "document": "text", "id": "text", "span": "spans", "timex3": {"type": "text", "value": "text", "mod": "text"},
        "value": "text", "earliest": "text", "latest": "text", "precision": "text", "anchor": "text", "words": "text",
    },
    "counts": {"document": "text", "id": "text", **_COUNT, "words": "text"},
    "mentions": {"document": "text", "span": "spans", "type": "text", "ref": "text", "words": "text"},
    "events": {
        "document": "text", "id": "text", "trigger": "spans", "type": "text", "mode": "text", "factuality": "text",
        "initiators": ["text"], "recipients": ["text"], "places": [{"place": "text", "role": "text", "span": "spans"}],
        "times": [_TIME], "counts": [_COUNT], "statement": "text", "confidence": "number", "words": "text",
    },
    "relations": {
        "document": "text", "subject": "text", "relation": "text", "object": "text", "label": "text", "evidence": "spans",
        "statement": "text", "words": "text",
    },
    "differences": {
        "document": "text", "a": "text", "b": "text", "verdict": "text", "about": "text", "evidence": "spans",
        "words": "text",
    },
}  # fmt: skip
"""Every table with its columns and what they hold: text, number, whole (number), spans, a list or a record of these."""

_WORDS = {
    "statements": "content", "times": "span", "counts": "span", "mentions": "span", "events": "trigger",
    "relations": "evidence", "differences": "evidence",
}  # fmt: skip
"""The spans whose words stand beside a record."""


def write(readings: Iterable[Reading], folder: Path) -> None:
    """Write a file a table into ``folder``. Raises ImportError where pyarrow is missing."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schemas = {name: pa.schema([(c, _type(pa, kind)) for c, kind in cells.items()]) for name, cells in TABLES.items()}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }
        for group in _groups(readings):
            rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
            for reading in group:
                for name, found in _rows(reading):
                    rows[name].append(found)
            for name, table in rows.items():
                if table:
                    files[name].write_table(pa.Table.from_pylist(table, schema=schemas[name]))


def _groups(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    group: list[Reading] = []
    for reading in readings:
        group.append(reading)
        if len(group) == _TOGETHER:
            yield group
            group = []
    yield group


def _rows(reading: Reading) -> Iterator[tuple[str, dict[str, Any]]]:
    data = _sane(encode(reading))
    document, text = data["document"], data["document"]["text"]
    made_with = data["made_with"]
    yield "documents", {**document, "model": made_with.get("model"), "gazetteer": made_with.get("gazetteer")}
    for name in TABLES:
        for record in data.get(name, ()):
            row = {"document": document["id"], **record}
            if name == "actors":
                row["links"] = [{"key": key, "value": value} for key, value in record["links"].items()]
            if name in _WORDS:
                row["words"] = " … ".join(text[b:e] for b, e in record[_WORDS[name]])
            yield name, row


def _type(pa: Any, kind: Any) -> pa.DataType:
    if isinstance(kind, list):
        return pa.list_(_type(pa, kind[0]))
    if isinstance(kind, Mapping):
        return pa.struct([(name, _type(pa, inner)) for name, inner in kind.items()])
    return {
        "text": pa.string(), "number": pa.float64(), "whole": pa.int64(), "spans": pa.list_(pa.list_(pa.int64())),
    }[kind]  # fmt: skip


def _sane(value: Any) -> Any:
    """``value`` with lone surrogates, which no file of text can hold, replaced."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {key: _sane(inner) for key, inner in value.items()}
    return [_sane(inner) for inner in value] if isinstance(value, list) else value
