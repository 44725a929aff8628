"""Readings in and out of a case."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Row, insert, select, update

from according.cases import index, log
from according.cases.packing import pack, reading_bytes, reading_json, sha256, storable, text_bytes
from according.cases.records import Original, Tools
from according.cases.tables import body, document, done, original, reading, source
from according.ledger import Reading, encode, make_id

ADD, READ, CURRENT = "add", "read", "current"
"""What the log calls a version of an address, a new reading, and a former reading made current again."""


def state(connection: Connection, found: Original) -> tuple[bool, bool]:
    """Whether all reports of these bytes have been read, and whether their address has them as its newest version."""
    is_read = connection.scalar(select(done.c.key).where(done.c.original == found.sha256).limit(1)) is not None
    newest = _newest(connection, storable(found.address) or "")
    return is_read, newest is not None and newest.sha256 == found.sha256


def see(connection: Connection, found: Original, again: bool = False) -> None:
    """Keep the bytes, and note them as the newest version of their address, where either is new.

    ``again``: they are read, and may come out of the case itself; a sighting that it knows is not a new one.
    """
    if connection.scalar(select(original.c.key).where(original.c.sha256 == found.sha256)) is None:
        packed = pack(found.data)
        connection.execute(insert(original).values(sha256=found.sha256, size=len(found.data), bytes=packed))
    address = storable(found.address) or ""
    if again and _is_known_sighting(connection, address, found):
        return
    last = _newest(connection, address)
    if last is None or last.sha256 != found.sha256:
        number, name = (last.number + 1 if last else 1), storable(found.name) or ""
        cells = {"number": number, "sha256": found.sha256, "name": name, "retrieved": found.retrieved}
        connection.execute(insert(source).values(address=address, **cells))
        log.append(connection, ADD, address, cells)


def keep(
    connection: Connection, found: Original, position: int, made: Reading, tools: Tools, last: bool = False
) -> str:
    """Keep one reading and make it the current one: "added", "again" (it was current already) or "removed".

    ``last``: with it every report of these bytes is read.
    """
    see(connection, found, again=True)
    if last:
        finish(connection, found, tools)
    encoded = encode(made)
    data, of_text = reading_bytes(encoded)
    of_data = sha256(data)
    id_ = make_id("r", made.document.id, of_data, tools.model, tools.gazetteer)
    row = _document_row(connection, found, position, made)
    kept = connection.execute(select(reading.c.key).where(reading.c.id == id_)).first()
    if kept is not None and row.current == kept.key:
        return "again"
    content = {"reading": of_data, "text": of_text, "original": found.sha256, "model": tools.model,
               "gazetteer": tools.gazetteer, **({"given": dict(found.given)} if found.given else {})}  # fmt: skip
    if kept is None:
        if connection.scalar(select(body.c.sha256).where(body.c.sha256 == of_text)) is None:
            connection.execute(insert(body).values(sha256=of_text, text=pack(text_bytes(made.document.text))))
        added = connection.execute(
            insert(reading).values(
                id=id_, document=row.key, model=tools.model, gazetteer=tools.gazetteer, made=log.now(), sha256=of_data,
                body=of_text, packed=pack(data, primed=True),
            )
        )  # fmt: skip
        key = new_key(added)
        slot = log.append(connection, READ, made.document.id, content).number
    else:
        key = kept.key
        slot = log.append(connection, CURRENT, made.document.id, content).number
    make_current(connection, row, key, slot, encoded)
    return "removed" if row.removed else "added"


def make_current(connection: Connection, row: "Row[Any]", key: int, slot: int, data: dict[str, Any]) -> None:
    """Let the document in ``row`` show its reading ``key``, indexed under ``slot``."""
    if row.slot is not None:
        index.drop(connection, row.slot)
    cells = shown_cells(data["document"])
    connection.execute(update(document).where(document.c.key == row.key).values(current=key, slot=slot, **cells))
    index.add(connection, slot, data, row.id, cells["publisher"])


def shown_cells(of: Mapping[str, Any]) -> dict[str, str | None]:
    """The cells of ``document`` that repeat what its current reading says of the report."""
    return {"name": storable(of["name"]) or "", **{c: storable(of[c]) for c in ("title", "publisher", "published")}}


def finish(connection: Connection, found: Original, tools: Tools) -> None:
    """Note that every report of these bytes was read with ``tools``."""
    last = select(done).where(done.c.original == found.sha256).order_by(done.c.key.desc()).limit(1)
    row = connection.execute(last).first()
    if row is None or (row.model, row.gazetteer) != (tools.model, tools.gazetteer):
        connection.execute(insert(done).values(original=found.sha256, model=tools.model, gazetteer=tools.gazetteer))


def unfinished(connection: Connection, tools: Tools) -> list[str]:
    """The SHA-256 of the originals whose last whole reading was not made with ``tools``, in the order they came."""
    last: dict[str, tuple[str, str]] = {}
    for row in connection.execute(select(done).order_by(done.c.key)):
        last[row.original] = (row.model, row.gazetteer)
    wanted = (tools.model, tools.gazetteer)
    shas = connection.scalars(select(original.c.sha256).order_by(original.c.key))
    return [sha for sha in shas if sha in last and last[sha] != wanted]


def given(connection: Connection) -> dict[str, dict[str, str]]:
    """What the user said of the reports of each original (by SHA-256) when it was read last, where anything was said."""
    told: dict[str, dict[str, str]] = {}
    for row in log.rows(connection, READ, CURRENT):
        told[row.content["original"]] = dict(row.content.get("given", {}))
    return {sha: cells for sha, cells in told.items() if cells}


def current(connection: Connection, id_: str) -> dict[str, Any] | None:
    """The JSON form of the current reading of this document, removed or not."""
    return next(load(connection, [id_], removed=True), None)


def load(connection: Connection, ids: Sequence[str] | None = None, removed: bool = False) -> Iterator[dict[str, Any]]:
    """The JSON forms of current readings, in the order documents came; of ``ids`` only, where given."""
    query = (
        select(reading.c.packed, body.c.text)
        .select_from(document)
        .join(reading, reading.c.key == document.c.current)
        .join(body, body.c.sha256 == reading.c.body)
        .order_by(document.c.key)
    )
    if ids is not None:
        query = query.where(document.c.id.in_([storable(id_) for id_ in ids]))
    if not removed:
        query = query.where(document.c.removed.is_(False))
    for packed, text in connection.execute(query.execution_options(yield_per=50)):
        yield reading_json(packed, text)


def load_all(connection: Connection, ids: Sequence[str]) -> list[dict[str, Any]]:
    """As :func:`load`, all at once."""
    return list(load(connection, ids))


def new_key(inserted: "CursorResult[Any]") -> int:
    """The key that the database gave to a row just put in."""
    keys = inserted.inserted_primary_key
    assert keys is not None
    return int(keys[0])


def _document_row(connection: Connection, found: Original, position: int, made: Reading) -> "Row[Any]":
    query = select(document).where(document.c.id == made.document.id)
    row = connection.execute(query).first()
    if row is None:
        connection.execute(
            insert(document).values(
                id=made.document.id, original=found.sha256, position=position, removed=False,
                name=storable(made.document.name) or "",
            )
        )  # fmt: skip
        row = connection.execute(query).one()
    return row


def _is_known_sighting(connection: Connection, address: str, found: Original) -> bool:
    """Whether these bytes were seen at this address at this time, and were read: an older version comes to be reread."""
    seen = select(source.c.number).where(
        source.c.address == address, source.c.sha256 == found.sha256, source.c.retrieved == found.retrieved
    )
    read = select(done.c.key).where(done.c.original == found.sha256).limit(1)
    return connection.scalar(seen.limit(1)) is not None and connection.scalar(read) is not None


def _newest(connection: Connection, address: str) -> "Row[Any] | None":
    return connection.execute(
        select(source).where(source.c.address == address).order_by(source.c.number.desc()).limit(1)
    ).first()
