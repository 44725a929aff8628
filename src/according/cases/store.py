"""A case: reports, everything read from them, and what reviewers decided, in one SQLite file or PostgreSQL database."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, func, select

from according.cases import find, index, judgements, log, readings, transfer
from according.cases.database import Database, open_database
from according.cases.packing import Damaged, reading_json, storable, unpack
from according.cases.packing import sha256 as hash_of
from according.cases.records import Judgement, Kept, Listed, Original, Subject, Sums, Tools, Version
from according.cases.tables import body, document, original, reading, source
from according.cases.tables import log as log_table
from according.cases.verify import Alteration, Progress, verify
from according.ledger import Reading, decode


def open_case(where: str | os.PathLike[str], create: bool = True, write: bool = True) -> "Case":
    """The case at ``where``: a SQLite file, made when missing and ``create``, or a PostgreSQL URL.

    With ``write`` False the case is never changed, and may lie in a file that cannot be written.
    Raises CaseError, here and in every method, where the database cannot do what is asked; its message says what to do.
    """
    return Case(open_database(where, create and write, write))


class Case(AbstractContextManager["Case"]):
    """An open case. Every method is one transaction unless it says otherwise; several processes may write."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.where = database.shown

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the case. What was kept stays kept whether it is closed or not."""
        self._database.close()

    # Adding

    def missing(self, originals: Iterable[Original]) -> Iterator[Original]:
        """Those of ``originals`` that still have to be read, as they come; one at a time is held.

        Bytes that were read before are not read again, but where their address is new, or had other bytes, they are noted
        as its newest version.
        """
        for found in originals:
            known, newest = self._database.read(partial(readings.state, found=found))
            if not known:
                yield found
            elif not newest:
                self._database.write(partial(readings.see, found=found))

    def keep(self, found: Original, made: Sequence[Reading], tools: Tools) -> Kept:
        """Keep the readings of all reports of one input, each in a transaction of its own, so that it is there or not.

        ``made`` has one reading a report, in order. Those with a fatal problem are counted and left out; where all are,
        nothing is kept, and the input counts as missing still. Done twice it is as done once. A reading of a document
        that the case has with another reading becomes the current one; the former stays. Raises ValueError where a
        reading was not made from these bytes.
        """
        sums = {"added": 0, "again": 0, "unread": 0, "removed": 0}
        good = [(n, each) for n, each in enumerate(made) if not any(p.fatal for p in each.problems)]
        sums["unread"] = len(made) - len(good)
        for position, each in good:
            if each.document.sha256 != found.sha256:
                raise ValueError(f"{found.address}: read from other bytes; it changed while it was read")
            last = position == good[-1][0]
            work = partial(readings.keep, found=found, position=position, made=each, tools=tools, last=last)
            sums[self._database.write(work)] += 1
        return Kept(**sums)

    def to_reread(self, tools: Tools) -> Iterator[Original]:
        """The originals last read with other tools, to be read again and handed to :meth:`keep`. Not one transaction."""
        told = self._database.read(readings.given)
        for sha in self._database.read(lambda c: readings.unfinished(c, tools)):
            found = self.original(sha)
            if found is not None:
                yield replace(found, given=told.get(sha, {}))

    # Reading back

    def original(self, sha256: str) -> Original | None:
        """The bytes with this hash and the address where they were seen last."""

        def work(connection: Connection) -> Original | None:
            data = connection.scalar(select(original.c.bytes).where(original.c.sha256 == sha256))
            if data is None:
                return None
            seen = select(source).where(source.c.sha256 == sha256).order_by(source.c.retrieved.desc()).limit(1)
            row = connection.execute(seen).first()
            address, name, retrieved = (row.address, row.name, row.retrieved) if row else ("", sha256, "")
            unpacked = unpack(data)
            if hash_of(unpacked) != sha256:
                raise Damaged(f"the original {sha256} does not have its hash")
            return Original(address, name, unpacked, retrieved, sha256)

        return self._database.read(work)

    def versions(self, address: str | None = None) -> list[Version]:
        """Every version of an address, or of all, oldest first."""
        query = select(source).order_by(source.c.address, source.c.number)
        if address is not None:
            query = query.where(source.c.address == storable(address))
        return self._database.read(
            lambda c: [Version(r.address, r.number, r.sha256, r.name, r.retrieved) for r in c.execute(query)]
        )

    def documents(self, removed: bool = False) -> list[Listed]:
        """The documents in the order they came, those that were removed only where asked for."""
        counts = select(reading.c.document, func.count().label("n")).group_by(reading.c.document).subquery()
        query = (
            select(document, reading.c.model, reading.c.gazetteer, counts.c.n)
            .join(reading, reading.c.key == document.c.current)
            .join(counts, counts.c.document == document.c.key)
            .order_by(document.c.key)
        )
        if not removed:
            query = query.where(document.c.removed.is_(False))

        def work(connection: Connection) -> list[Listed]:
            return [
                Listed(
                    r.id, r.name, r.title, r.publisher, r.published, r.original, r.position, bool(r.removed), r.model,
                    r.gazetteer, r.n,
                )
                for r in connection.execute(query)
            ]  # fmt: skip

        return self._database.read(work)

    def reading(self, id_: str) -> Reading | None:
        """The current reading of a document, removed or not; None where there is no such document."""
        data = self._database.read(lambda c: readings.current(c, id_))
        return decode(data) if data is not None else None

    def readings(self) -> Iterator[Reading]:
        """The current readings of all documents that were not removed, in the order they came; not one transaction."""
        ids = [d.id for d in self.documents()]
        for begin in range(0, len(ids), 100):
            some = ids[begin : begin + 100]
            for data in self._database.read(partial(readings.load_all, ids=some)):
                yield decode(data)

    def history(self, id_: str) -> list[tuple[Tools, str, Reading]]:
        """Every reading of a document, oldest first: what made it, when (UTC), and the reading."""
        query = (
            select(reading, body.c.text)
            .join(document, document.c.key == reading.c.document)
            .join(body, body.c.sha256 == reading.c.body)
            .where(document.c.id == storable(id_))
            .order_by(reading.c.key)
        )
        return self._database.read(
            lambda c: [
                (Tools(r.model, r.gazetteer), r.made, decode(reading_json(r.packed, r.text))) for r in c.execute(query)
            ]
        )

    def find(self, query: str = "", filters: find.Filters | None = None, limit: int = 20) -> list[find.Hit]:
        """Statements, events and passages that match; see :func:`according.cases.find.parse` and ``Filters``."""
        return self._database.read(lambda c: find.find(c, query, filters or find.Filters(), limit))

    def sums(self) -> Sums:
        """How much is in the case."""

        def work(c: Connection) -> Sums:
            def count(table: Any, *where: Any) -> int:
                return c.scalar(select(func.count()).select_from(table).where(*where)) or 0

            return Sums(
                count(original), count(document, document.c.removed.is_(False)),
                count(document, document.c.removed.is_(True)), count(reading),
                count(log_table, log_table.c.action.in_(judgements.VERBS)), log.head(c),
            )  # fmt: skip

        return self._database.read(work)

    # Judging

    def judge(
        self, verb: str, subjects: Sequence[Subject], by: str, value: Mapping[str, Any] | None = None, note: str = ""
    ) -> Judgement:
        """Append a judgement; ``value`` is any JSON that says more (the parts of a split, a corrected cell)."""
        id_ = judgements.new_id()
        return self._database.write(lambda c: judgements.judge(c, id_, verb, subjects, by, value or {}, note))

    def judgements(self, document: str | None = None, verb: str | None = None) -> list[Judgement]:
        """Judgements in the order they were made, all or of one verb or about one document."""
        return self._database.read(lambda c: list(judgements.judgements(c, document, verb)))

    def subjects_now(self, judgement: Judgement) -> list[Subject | None]:
        """What a judgement is about in the current readings: its records, or those now at their place, or None."""

        def work(connection: Connection) -> list[Subject | None]:
            now: list[Subject | None] = []
            for subject, anchor in zip(judgement.subjects, judgement.anchors, strict=True):
                if subject.record is None or anchor is None:
                    now.append(subject)
                    continue
                data = readings.current(connection, subject.document)
                again = judgements.find_again(data, subject.record, anchor) if data else None
                now.append(Subject(subject.document, again) if again else None)
            return now

        return self._database.read(work)

    def log(self, *actions: str) -> list[log.Row]:
        """The log, or its rows with these actions."""
        return self._database.read(lambda c: list(log.rows(c, *actions)))

    # Checking and moving

    def verify(self, progress: Progress | None = None) -> list[Alteration]:
        """What was altered since it was kept: nothing where all is well."""
        return self._database.read(lambda c: verify(c, progress), once=True)

    def reindex(self, progress: Progress | None = None) -> None:
        """Make the full text index again, after an update of According or many new readings. One transaction."""
        self._database.write(lambda c: _reindex(c, progress))

    def export_jsonl(self, write: Callable[[str], object]) -> None:
        """Hand the whole case to ``write``, line by line; :meth:`import_jsonl` makes the same case of it."""

        def work(connection: Connection) -> None:
            for line in transfer.export_lines(connection):
                write(line)

        self._database.read(work, once=True)

    def import_jsonl(self, lines: Iterable[str | bytes], progress: Callable[[], None] | None = None) -> None:
        """Put an exported case into this one, which must be empty: all of it, or nothing. ``progress`` after each line."""

        def work(connection: Connection) -> None:
            transfer.import_lines(connection, lines, progress or (lambda: None))
            _reindex(connection, None)

        self._database.write(work, once=True)


def _reindex(connection: Connection, progress: Progress | None) -> None:
    index.clear(connection)
    query = select(document, reading.c.packed, body.c.text).join(reading, reading.c.key == document.c.current)
    keys = connection.scalars(select(document.c.key).order_by(document.c.key)).all()
    for number, key in enumerate(keys, 1):
        row = connection.execute(query.join(body, body.c.sha256 == reading.c.body).where(document.c.key == key)).first()
        if row is not None:
            readings.make_current(connection, row, row.current, row.slot, reading_json(row.packed, row.text))
        if progress:
            progress(number, len(keys))
