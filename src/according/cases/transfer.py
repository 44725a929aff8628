"""A case as JSON Lines and back, without loss: originals in base64, texts, readings, versions and the whole log.

The first line names the format; each other line has one key that says what it is. Readings are ledgers
(``according/ledger/1``) with a key ``kept`` beside those of the contract, so that what reads ledgers reads them too.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from according.cases import log
from according.cases.errors import CaseError
from according.cases.log import Row
from according.cases.packing import pack, reading_bytes, reading_json, sha256, text_bytes, unpack
from according.cases.readings import new_key, shown_cells
from according.cases.tables import body, document, done, original, reading, source
from according.cases.verify import verify
from according.ledger import SCHEMA

FORMAT = "according/case/1"


def export_lines(connection: Connection) -> Iterator[str]:
    """The lines of the whole case, each ASCII with its line end. Raises Damaged where something cannot be unpacked."""
    number, hash_ = log.head(connection)
    yield _line({"schema": FORMAT, "head": [number, hash_]})
    for row in connection.execute(select(original).order_by(original.c.key).execution_options(yield_per=10)):
        data = base64.b64encode(unpack(row.bytes)).decode("ascii")
        yield _line({"original": {"sha256": row.sha256, "bytes": data}})
    for row in connection.execute(select(source).order_by(source.c.address, source.c.number)):
        yield _line({"source": dict(row._mapping)})
    for row in connection.execute(select(done).order_by(done.c.key)):
        yield _line({"done": {"original": row.original, "model": row.model, "gazetteer": row.gazetteer}})
    query = (
        select(reading, body.c.text, document.c.id.label("of"), document.c.original, document.c.position,
               document.c.current, document.c.slot, document.c.removed)
        .join(body, body.c.sha256 == reading.c.body)
        .join(document, document.c.key == reading.c.document)
        .order_by(reading.c.key)
        .execution_options(yield_per=50)
    )  # fmt: skip
    for row in connection.execute(query):
        ledger = reading_json(row.packed, row.text)
        kept = {
            "id": row.id, "document": row.of, "original": row.original, "position": row.position, "model": row.model,
            "gazetteer": row.gazetteer, "made": row.made, "sha256": row.sha256,
            "slot": row.slot if row.key == row.current else None, "removed": bool(row.removed),
        }  # fmt: skip
        yield _line({**ledger, "kept": kept})
    for each in log.rows(connection):
        cells = {key: getattr(each, key) for key in Row.__dataclass_fields__}
        yield _line({"log": cells})


def import_lines(connection: Connection, lines: Iterable[str | bytes], tell: Callable[[], None]) -> None:
    """Put an exported case into an empty one; ``tell`` is called after every line. Raises CaseError, naming the line.

    What is put in still has to be indexed.
    """
    if log.head(connection)[0] or connection.scalar(select(original.c.key).limit(1)) is not None:
        message = (
            "An export can only be put into a new case, so that its log stays whole. Name a file that is not there."
        )
        raise CaseError("not_empty", message)
    head: list[Any] | None = None
    keys: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            if head is None:
                if data.get("schema") != FORMAT:
                    raise ValueError(f"this is not an export of a case ({FORMAT})")
                head = data["head"]
                continue
            _take(connection, data, keys)
        except IntegrityError as error:
            message = f"Line {number} of the export says again what an earlier line said. Nothing was put in."
            raise CaseError("bad_export", message) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"Line {number} of the export cannot be read: {error}. Nothing was put in."
            raise CaseError("bad_export", message) from error
        tell()
    if head is None:
        raise CaseError("bad_export", "The export is empty. Nothing was put in.")
    if list(log.head(connection)) != list(head):
        raise CaseError("bad_export", "The export is cut short or its log was altered. Nothing was put in.")
    if wrong := verify(connection):
        first = f"{wrong[0].kind} {wrong[0].name}: {wrong[0].message}"
        raise CaseError("bad_export", f"The export was altered ({first}). Nothing was put in.")


def _take(connection: Connection, data: Mapping[str, Any], keys: dict[str, int]) -> None:
    if "original" in data:
        cells = data["original"]
        found = base64.b64decode(cells["bytes"], validate=True)
        if sha256(found) != cells["sha256"]:
            raise ValueError(f"the bytes of original {cells['sha256']} do not have their hash")
        connection.execute(insert(original).values(sha256=cells["sha256"], size=len(found), bytes=pack(found)))
    elif "source" in data:
        connection.execute(insert(source).values({c.name: data["source"][c.name] for c in source.c}))
    elif "done" in data:
        connection.execute(insert(done).values({c: data["done"][c] for c in ("original", "model", "gazetteer")}))
    elif "log" in data:
        log.put(connection, Row(**data["log"]))
    elif data.get("schema") == SCHEMA:
        _take_reading(connection, data, keys)
    else:
        raise ValueError("it is of no known kind")


def _take_reading(connection: Connection, data: Mapping[str, Any], keys: dict[str, int]) -> None:
    kept = data["kept"]
    ledger = {key: value for key, value in data.items() if key != "kept"}
    made, of_text = reading_bytes(ledger)
    if sha256(made) != kept["sha256"]:
        raise ValueError(f"the reading {kept['id']} does not have its hash")
    if connection.scalar(select(body.c.sha256).where(body.c.sha256 == of_text)) is None:
        connection.execute(insert(body).values(sha256=of_text, text=pack(text_bytes(ledger["document"]["text"]))))
    of = kept["document"]
    if of not in keys:
        row = connection.execute(
            insert(document).values(
                id=of, original=kept["original"], position=kept["position"], removed=kept["removed"], name=""
            )
        )
        keys[of] = new_key(row)
    row = connection.execute(
        insert(reading).values(
            id=kept["id"], document=keys[of], model=kept["model"], gazetteer=kept["gazetteer"], made=kept["made"],
            sha256=kept["sha256"], body=of_text, packed=pack(made, primed=True),
        )
    )  # fmt: skip
    if kept["slot"] is not None:
        connection.execute(
            update(document)
            .where(document.c.key == keys[of])
            .values(current=new_key(row), slot=kept["slot"], **shown_cells(ledger["document"]))
        )


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")) + "\n"
