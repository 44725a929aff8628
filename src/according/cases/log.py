"""The log of a case: every addition, reading and judgement in order, each row with the hash of the one before.

Judgements live here and nowhere else. Whoever notes the last hash elsewhere can later show that nothing before it was
altered, left out or put in.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from according.cases.packing import Damaged, canonical, sha256
from according.cases.tables import log

PROGRAM = "according"
"""Who did what no person decided."""

START = "0" * 64
"""The former hash of the first row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the log. ``at`` is UTC, ISO 8601; ``by`` a reviewer's name or :data:`PROGRAM`."""

    number: int
    at: str
    by: str
    action: str
    subject: str
    content: Mapping[str, Any]
    former: str
    hash: str


def now() -> str:
    """The time now in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def append(connection: Connection, action: str, subject: str, content: Mapping[str, Any], by: str = PROGRAM) -> Row:
    """Add a row, in a transaction that writes (which no other does meanwhile)."""
    number, former = head(connection)
    written = canonical(content).decode("ascii")
    row = Row(number + 1, now(), by, action, subject, content, former, "")
    made = digest(row.number, row.at, by, action, subject, written, former)
    put(connection, Row(row.number, row.at, by, action, subject, content, former, made))
    return Row(row.number, row.at, by, action, subject, content, former, made)


def put(connection: Connection, row: Row) -> None:
    """Write ``row`` as it is: for an import, which keeps the chain."""
    connection.execute(
        insert(log).values(
            number=row.number, at=row.at, by=row.by, action=row.action, subject=row.subject,
            content=canonical(row.content).decode("ascii"), former=row.former, hash=row.hash,
        )
    )  # fmt: skip


def head(connection: Connection) -> tuple[int, str]:
    """The number and hash of the last row; 0 and :data:`START` where there is none."""
    last = connection.execute(select(log.c.number, log.c.hash).order_by(log.c.number.desc()).limit(1)).first()
    return (last.number, last.hash) if last else (0, START)


def digest(number: int, at: str, by: str, action: str, subject: str, content: str, former: str) -> str:
    """The hash of a row: SHA-256 of the canonical JSON of its cells and the former hash."""
    return sha256(canonical([number, at, by, action, subject, content, former]))


def rows(connection: Connection, *actions: str, after: int = 0) -> Iterator[Row]:
    """The rows with these actions (all, where none is named) in order."""
    query = select(log).where(log.c.number > after).order_by(log.c.number)
    if actions:
        query = query.where(log.c.action.in_(actions))
    for r in connection.execute(query):
        yield Row(r.number, r.at, r.by, r.action, r.subject, _content(r.number, r.content), r.former, r.hash)


def _content(number: int, written: str) -> Mapping[str, Any]:
    try:
        content: Mapping[str, Any] = json.loads(written)
    except (ValueError, TypeError) as error:
        raise Damaged(f"row {number} of the log cannot be read") from error
    return content
