"""Judgements: what a reviewer decided, appended to the log, found again after every new reading."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select, update

from according.cases import log, readings
from according.cases.errors import CaseError
from according.cases.packing import Damaged, storable
from according.cases.records import Anchor, Judgement, Subject
from according.cases.tables import document as documents
from according.cases.tables import log as log_table
from according.ledger import words_of

VERBS: tuple[str, ...] = ("accept", "reject", "merge", "split", "remove", "restore")
"""``remove`` leaves a document in the case and takes it out of every view; ``restore`` takes that back."""

_SPANS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("statements", ("content", "source", "cue")),
    ("events", ("trigger",)),
    ("actors", ("mentions",)),
    ("places", ("mentions",)),
    ("times", ("span",)),
    ("counts", ("span",)),
)
"""The kinds of record that have ids, and the spans that say where one lies, the telling ones first."""

_SAME = 0.5
"""Share of two records' code points that must be common for a later reading's record to be the same one."""


def new_id() -> str:
    """An id for a judgement, made before it is written, so that a write tried again is written once."""
    return "j" + uuid4().hex[:16]


def judge(
    connection: Connection,
    id_: str,
    verb: str,
    subjects: Sequence[Subject],
    by: str,
    value: Mapping[str, Any],
    note: str,
) -> Judgement:
    """Append a judgement. Raises CaseError for a verb, document or record that is not known."""
    if verb not in VERBS:
        raise CaseError("unknown_verb", f"There is no judgement {verb!r}. Use one of: {', '.join(VERBS)}.")
    if not subjects:
        raise CaseError("no_subject", "A judgement needs something that it is about.")
    if written := _written(connection, id_):
        return written
    anchors = [_anchor_now(connection, s) for s in subjects]
    content = {
        "id": id_,
        "subjects": [[s.document, s.record] for s in subjects],
        "anchors": [[a.kind, [list(span) for span in a.spans], a.words] if a else None for a in anchors],
        "value": dict(value),
        "note": note,
    }
    if verb in ("remove", "restore"):
        for s in subjects:
            _show(connection, s.document, verb == "restore")
    return _of_row(log.append(connection, verb, subjects[0].document, content, storable(by) or "unknown"))


def judgements(connection: Connection, document: str | None = None, verb: str | None = None) -> Iterator[Judgement]:
    """All judgements in order, or those with this verb or about this document."""
    for row in log.rows(connection, *([verb] if verb else VERBS)):
        made = _of_row(row)
        if document is None or any(s.document == document for s in made.subjects):
            yield made


def find_again(reading: Mapping[str, Any], record: str, anchor: Anchor | None) -> str | None:
    """The id that a judged record has in ``reading``: its own, or that of the record of its kind at its place."""
    for kind, _ in _SPANS:
        if any(r["id"] == record for r in reading.get(kind, ())):
            return record
    if anchor is None:
        return None
    keys = dict(_SPANS)[anchor.kind]
    best, share = None, _SAME
    for r in reading.get(anchor.kind, ()):
        common = _overlap(anchor.spans, [(b, e) for b, e in r[keys[0]]])
        if common >= share:
            best, share = r["id"], common
    return best


def _anchor_now(connection: Connection, subject: Subject) -> Anchor | None:
    if subject.record is None:
        if connection.scalar(select(documents.c.key).where(documents.c.id == storable(subject.document))) is None:
            raise CaseError("unknown_document", f"There is no document {subject.document} in this case.")
        return None
    data = readings.current(connection, subject.document)
    if data is None:
        raise CaseError("unknown_document", f"There is no document {subject.document} in this case.")
    for kind, keys in _SPANS:
        for r in data.get(kind, ()):
            if r["id"] == subject.record:
                spans = tuple((b, e) for b, e in r[keys[0]])
                return Anchor(kind, spans, words_of(spans, data["document"]["text"])[:1000])
    return None  # a relation, a difference, an identity: named by the caller's own id


def _overlap(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> float:
    """Code points common to both, as a share of those in either. Spans of one record do not overlap one another."""
    common = sum(max(0, min(e, f) - max(b, c)) for b, e in one for c, f in other)
    either = sum(e - b for b, e in one) + sum(e - b for b, e in other) - common
    return common / either if either > 0 else 0.0


def _show(connection: Connection, id_: str, shown: bool) -> None:
    row = connection.execute(select(documents).where(documents.c.id == storable(id_))).first()
    if row is None:
        raise CaseError("unknown_document", f"There is no document {id_} in this case.")
    if row.removed != shown:
        return  # as asked already
    connection.execute(update(documents).where(documents.c.key == row.key).values(removed=not shown))


def _written(connection: Connection, id_: str) -> Judgement | None:
    wanted = f'%"id":"{id_}"%'
    query = select(log_table.c.number).where(log_table.c.action.in_(VERBS), log_table.c.content.like(wanted))
    number = connection.scalar(query)
    return next((_of_row(r) for r in log.rows(connection, after=number - 1)), None) if number else None


def _of_row(row: log.Row) -> Judgement:
    try:
        return _of_content(row, row.content)
    except (LookupError, TypeError, ValueError) as error:
        raise Damaged(f"row {row.number} of the log is no judgement") from error


def _of_content(row: log.Row, c: Mapping[str, Any]) -> Judgement:
    return Judgement(
        c["id"], row.number, row.at, row.by, row.action,
        tuple(Subject(d, r) for d, r in c["subjects"]),
        tuple(Anchor(a[0], tuple((b, e) for b, e in a[1]), a[2]) if a else None for a in c["anchors"]),
        c["value"], c["note"],
    )  # fmt: skip
