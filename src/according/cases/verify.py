"""Recomputing every hash of a case and the chain of its log, and naming what was altered."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, text
from sqlalchemy.exc import DatabaseError

from according.cases import log, readings
from according.cases.judgements import VERBS
from according.cases.packing import sha256, unpack
from according.cases.tables import body, document, original, reading, source
from according.cases.tables import log as log_table
from according.ledger import make_id

_UNREADABLE = (DatabaseError, sqlite3.DatabaseError)  # SQLAlchemy does not wrap those of fetching

Progress = Callable[[int, int], None]
"""Told how many things of how many are checked."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """Something that is not as it was kept: ``kind`` of thing, its name, and what is wrong with it, in plain words."""

    kind: str
    name: str
    message: str


def verify(connection: Connection, progress: Progress | None = None) -> list[Alteration]:
    """Everything that was altered, taken away or put in past the log; nothing where the case is as it was kept.

    A log cut short at its end cannot be told from one that was never longer: compare its head with one noted before.
    """
    found: list[Alteration] = []
    told = _Told()
    total = 0
    with suppress(*_UNREADABLE):  # what cannot be counted is named below
        counts = [f"SELECT count(*) FROM {t}" for t in ("original", "body", "reading", "log")]
        total = sum(connection.scalar(text(each)) or 0 for each in counts)
    steps = (_database(connection), _chain(connection, told), _originals(connection, told), _bodies(connection, told),
             _readings(connection, told), _sources(connection, told), _documents(connection, told))  # fmt: skip
    done = 0
    for step in steps:
        try:
            for each in step:
                if each is None:
                    done += 1
                    if progress and done % 100 == 0:
                        progress(done, total)
                else:
                    found.append(each)
        except _UNREADABLE as error:
            if connection.dialect.name != "sqlite":
                raise  # a server that broke off says nothing of the case
            found.append(Alteration("database", "page", f"cannot be read: {error.args[0]}"))
    if progress:
        progress(total, total)
    return found


class _Told:
    """What the log says that the case holds."""

    def __init__(self) -> None:
        self.originals: set[str] = set()
        self.texts: set[str] = set()
        self.readings: set[tuple[str, str, str, str]] = set()  # document, hash, model, gazetteer
        self.origins: dict[str, str] = {}
        self.current: dict[str, str] = {}
        self.slots: dict[str, int] = {}
        self.sources: set[tuple[str, int, str, str, str]] = set()  # address, number, hash, name, retrieved
        self.removed: set[str] = set()


Steps = Iterator[Alteration | None]
"""None for each thing that was looked at."""


def _database(connection: Connection) -> Steps:
    """What the database itself says: SQLite checks its pages."""
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA quick_check(20)"):
        if line != "ok":
            yield Alteration("database", "page", str(line))


def _chain(connection: Connection, told: _Told) -> Steps:
    former, number = log.START, 0
    for row in connection.execute(select(log_table).order_by(log_table.c.number)):
        yield None
        name = f"row {row.number} ({row.action} {row.subject})"
        if row.number != number + 1:
            yield Alteration("log", f"row {number + 1}", f"rows {number + 1} to {row.number - 1} are missing")
        elif row.former != former:
            yield Alteration("log", name, "does not follow the row before it: one of them was altered or replaced")
        if not _has_its_hash(row):
            yield Alteration("log", name, "its content does not have its hash: it was altered")
        former, number = row.hash, row.number
        try:
            _take(told, row.number, row.action, row.subject, json.loads(row.content))
        except (ValueError, KeyError, TypeError):
            yield Alteration("log", name, "its content cannot be read")


def _has_its_hash(row: "Row[Any]") -> bool:
    try:
        made = log.digest(row.number, row.at, row.by, row.action, row.subject, row.content, row.former)
    except TypeError:  # a damaged row may hold bytes
        return False
    return bool(made == row.hash)


def _take(told: _Told, number: int, action: str, subject: str, content: dict[str, object]) -> None:
    if action == readings.ADD:
        told.originals.add(str(content["sha256"]))
        cells = [str(content[key]) for key in ("sha256", "name", "retrieved")]
        told.sources.add((subject, int(str(content["number"])), cells[0], cells[1], cells[2]))
    elif action in (readings.READ, readings.CURRENT):
        told.originals.add(str(content["original"]))
        told.texts.add(str(content["text"]))
        made, model, gazetteer = (str(content[key]) for key in ("reading", "model", "gazetteer"))
        told.readings.add((subject, made, model, gazetteer))
        told.origins.setdefault(subject, str(content["original"]))
        told.current[subject] = str(content["reading"])
        told.slots[subject] = number
    elif action in VERBS and action in ("remove", "restore"):
        for of, _ in content["subjects"]:  # type: ignore[attr-defined]
            (told.removed.add if action == "remove" else told.removed.discard)(of)


def _originals(connection: Connection, told: _Told) -> Steps:
    names = {row.sha256: row.address for row in connection.execute(select(source.c.sha256, source.c.address))}
    seen = set()
    for row in connection.execute(select(original).execution_options(yield_per=10)):
        yield None
        seen.add(row.sha256)
        name = names.get(row.sha256) or row.sha256
        if _hash_of(row.bytes) != row.sha256:
            yield Alteration("original", name, "its bytes do not have their hash: they were altered")
        if row.sha256 not in told.originals:
            yield Alteration("original", name, "the log does not know it: it was put in from outside")
    for missing in sorted(told.originals - seen):
        yield Alteration("original", names.get(missing) or missing, "is missing")


def _bodies(connection: Connection, told: _Told) -> Steps:
    seen = set()
    for row in connection.execute(select(body).execution_options(yield_per=50)):
        yield None
        seen.add(row.sha256)
        if _hash_of(row.text) != row.sha256:
            yield Alteration("text", _readers_of(connection, row.sha256), "does not have its hash: it was altered")
        if row.sha256 not in told.texts:
            yield Alteration("text", row.sha256, "the log does not know it: it was put in from outside")
    for missing in sorted(told.texts - seen):
        yield Alteration("text", _readers_of(connection, missing), "is missing")


def _readings(connection: Connection, told: _Told) -> Steps:
    seen = set()
    query = select(reading, document.c.id.label("of"), document.c.name).outerjoin(
        document, document.c.key == reading.c.document
    )
    for row in connection.execute(query.execution_options(yield_per=50)):
        yield None
        cells = (row.of, row.sha256, row.model, row.gazetteer)
        seen.add(cells)
        name = f"{row.name} ({row.of})"
        if _hash_of(row.packed) != row.sha256:
            yield Alteration("reading", name, "does not have its hash: it was altered")
        if cells not in told.readings:
            yield Alteration("reading", name, "the log does not know it: it was altered or put in from outside")
        elif row.id != make_id("r", *cells):
            yield Alteration("reading", name, "does not have the id that belongs to it")
    for of, *_ in sorted(told.readings - seen):
        yield Alteration("reading", of, "is missing or was altered")


def _sources(connection: Connection, told: _Told) -> Steps:
    rows = {(r.address, r.number, r.sha256, r.name, r.retrieved) for r in connection.execute(select(source))}
    for address, number, *_ in sorted(rows - told.sources):
        yield Alteration("version", f"{address}, version {number}", "is not what the log says")
    for address, number, *_ in sorted(told.sources - rows):
        yield Alteration("version", f"{address}, version {number}", "is missing or was altered")


def _documents(connection: Connection, told: _Told) -> Steps:
    query = select(document, reading.c.sha256, reading.c.packed).outerjoin(reading, reading.c.key == document.c.current)
    seen = set()
    for row in connection.execute(query.execution_options(yield_per=50)):
        seen.add(row.id)
        name = f"{row.name} ({row.id})"
        if bool(row.removed) != (row.id in told.removed):
            yield Alteration("document", name, "is shown or hidden against the judgements in the log")
        if (row.sha256, row.slot) != (told.current.get(row.id), told.slots.get(row.id)):
            yield Alteration("document", name, "shows another reading than the last one in the log")
        elif not _shows(row):
            yield Alteration("document", name, "its name, title, publisher or date is not that of its reading")
        if row.original != told.origins.get(row.id, row.original):
            yield Alteration("document", name, "is said to come from another original than in the log")
    for missing in sorted(set(told.current) - seen):
        yield Alteration("document", missing, "is missing")


def _shows(row: "Row[Any]") -> bool:
    try:
        cells = readings.shown_cells(json.loads(unpack(row.packed))["document"])
    except (ValueError, KeyError, TypeError):
        return True  # altered: named with the readings
    return all(getattr(row, cell) == value for cell, value in cells.items())


def _hash_of(packed: bytes) -> str | None:
    try:
        return sha256(unpack(packed))
    except ValueError:
        return None


def _readers_of(connection: Connection, sha: str) -> str:
    query = select(document.c.name).join(reading, reading.c.document == document.c.key).where(reading.c.body == sha)
    names = sorted(set(connection.scalars(query)))
    return ", ".join(names[:5]) or sha
