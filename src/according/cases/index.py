"""The full text index: entries in, keys of matching entries out. SQLite's FTS5 or PostgreSQL's text search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, text
from sqlalchemy.dialects import postgresql, sqlite

from according.cases.entries import Entry, Json, entries, spots
from according.cases.tables import ENTRY_BITS, place, timed

_INSERT_SQLITE = text(
    "INSERT INTO search (rowid, words, speaker, actors, places, tags)"
    " VALUES (:entry, :words, :speaker, :actors, :places, :tags)"
)
_INSERT_POSTGRESQL = text(
    "INSERT INTO search (entry, words, speaker, actors, places, tags) VALUES (:entry,"
    " to_tsvector('simple', :words) || to_tsvector('english', :words), to_tsvector('simple', :speaker),"
    " to_tsvector('simple', :actors), to_tsvector('simple', :places), to_tsvector('simple', :tags))"
    " ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that have to follow one another; ``prefix``: the last is a beginning; ``excluded``: they must not occur."""

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One column of the index has to hold at least one of ``anyof``."""

    column: str
    anyof: tuple[Term, ...]


def add(connection: Connection, slot: int, reading: Json, document: str, publisher: str | None) -> None:
    """Index a reading under ``slot``, which was never used before."""
    rows = []
    times = []
    for e in entries(reading, document, publisher):
        entry = slot << ENTRY_BITS | e.position
        rows.append(_row(entry, e))
        if e.earliest is not None:
            times.append({"entry": entry, "earliest": e.earliest, "latest": e.latest})
    if rows:
        connection.execute(_INSERT_SQLITE if _is_sqlite(connection) else _INSERT_POSTGRESQL, rows)
    if times:
        connection.execute(timed.insert(), times)
    located = {s.token: {"token": s.token, "cell": s.cell, "lat": s.lat, "lon": s.lon} for s in spots(reading)}
    if located:
        insert: Any = (sqlite if _is_sqlite(connection) else postgresql).insert(place)
        connection.execute(insert.on_conflict_do_nothing(), list(located.values()))


def drop(connection: Connection, slot: int) -> None:
    """Take what is under ``slot`` out of the index.

    FTS5 keeps its rows, at which no document points any longer, until the index is made again: to delete them it would
    need the very words that were put in, which another version may cut differently.
    """
    first, last = slot << ENTRY_BITS, (slot + 1) << ENTRY_BITS
    connection.execute(delete(timed).where(timed.c.entry >= first, timed.c.entry < last))
    if not _is_sqlite(connection):
        connection.execute(
            text("DELETE FROM search WHERE entry >= :first AND entry < :last"), {"first": first, "last": last}
        )


def clear(connection: Connection) -> None:
    """Empty the index."""
    connection.execute(delete(timed))
    connection.execute(delete(place))
    if _is_sqlite(connection):
        connection.execute(text("INSERT INTO search (search) VALUES ('delete-all')"))
    else:
        connection.execute(text("DELETE FROM search"))


def match(connection: Connection, conditions: Sequence[Condition]) -> tuple[str, dict[str, str]]:
    """The SQL condition on ``search`` that all ``conditions`` make, with its parameters.

    At least one must be a positive one (a tag, say): the index cannot list what lacks a word.
    """
    return _match_sqlite(conditions) if _is_sqlite(connection) else _match_postgresql(conditions)


def _match_sqlite(conditions: Sequence[Condition]) -> tuple[str, dict[str, str]]:
    wanted, unwanted = [], []
    for c in conditions:
        kept = [_fts5(t) for t in c.anyof if not t.excluded]
        dropped = [_fts5(t) for t in c.anyof if t.excluded]
        if kept:
            wanted.append(f"{{{c.column}}} : ({' OR '.join(kept)})")
        unwanted += [f"{{{c.column}}} : {each}" for each in dropped]
    query = " AND ".join(f"({each})" for each in wanted)
    for each in unwanted:
        query = f"({query}) NOT ({each})"
    return "search MATCH :search_query", {"search_query": query}


def _fts5(term: Term) -> str:
    # plain() leaves letters and digits only; in quotes none of them is taken for an operator
    return '"' + " ".join(term.words) + '"' + ("*" if term.prefix else "")


def _match_postgresql(conditions: Sequence[Condition]) -> tuple[str, dict[str, str]]:
    parts: list[str] = []
    values: dict[str, str] = {}
    for c in conditions:
        kept = [_tsquery(t, c.column, values) for t in c.anyof if not t.excluded]
        dropped = [_tsquery(t, c.column, values) for t in c.anyof if t.excluded]
        if kept:
            parts.append(f"search.{c.column} @@ ({' || '.join(kept)})")
        parts += [f"NOT search.{c.column} @@ {each}" for each in dropped]
    return " AND ".join(parts), values


def _tsquery(term: Term, column: str, values: dict[str, str]) -> str:
    name = f"term{len(values)}"
    if term.prefix:
        values[name] = " <-> ".join(term.words) + ":*"  # plain() leaves nothing that this syntax reads as more
        return f"to_tsquery('simple', :{name})"
    values[name] = " ".join(term.words)
    simple = f"phraseto_tsquery('simple', :{name})"
    return f"({simple} || phraseto_tsquery('english', :{name}))" if column == "words" else simple


def terms(words: Iterable[str]) -> tuple[Term, ...]:
    """One term for each of ``words`` that has any letters or digits (each already made plain)."""
    return tuple(Term(tuple(each.split())) for each in words if each)


def _row(entry: int, e: Entry) -> dict[str, object]:
    return {
        "entry": entry, "words": e.words, "speaker": e.speaker, "actors": e.actors, "places": e.places, "tags": e.tags,
    }  # fmt: skip


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
