"""Judgements put to use: readings as reviewers left them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from according.cases import Case, Subject
from according.ledger import Actor, Reading


def judged(case: Case) -> Iterator[Reading]:
    """The current readings as reviewers left them.

    What they rejected is out; merged actors bear one known id, split ones each their own, and a later judgement goes
    before a former one.
    """
    out: dict[str, set[str]] = {}
    links: dict[tuple[str, str], str] = {}
    for judgement in case.judgements():
        now = [s for s in case.subjects_now(judgement) if s and s.record]
        for n, subject in enumerate(now):
            assert subject.record is not None
            if judgement.verb in ("accept", "reject"):
                held = out.setdefault(subject.document, set())
                (held.add if judgement.verb == "reject" else held.discard)(subject.record)
            elif judgement.verb in ("merge", "split"):
                own = f":{n}" if judgement.verb == "split" else ""
                links[subject.document, subject.record] = f"judged:{judgement.id}{own}"
    for reading in case.readings():
        rejected = out.get(reading.document.id, set())
        linked = {record: id_ for (document, record), id_ in links.items() if document == reading.document.id}
        yield _without(reading, rejected, linked) if rejected or linked else reading


def _without(reading: Reading, rejected: set[str], linked: Mapping[str, str]) -> Reading:
    statements = tuple(
        replace(s, within=None) if s.within in rejected else s for s in reading.statements if s.id not in rejected
    )
    kept = {s.id for s in statements}
    return replace(
        reading,
        statements=statements,
        events=tuple(
            e for e in reading.events if e.id not in rejected and (e.statement is None or e.statement in kept)
        ),
        relations=tuple(r for r in reading.relations if r.statement is None or r.statement in kept),
        differences=tuple(d for d in reading.differences if d.a in kept and d.b in kept),
        actors=tuple(_linked(a, linked) for a in reading.actors),
    )


def _linked(actor: Actor, linked: Mapping[str, str]) -> Actor:
    return replace(actor, links={**actor.links, "id": linked[actor.id]}) if actor.id in linked else actor


def subject_of(case: Case, words: str) -> Subject | None:
    """What ``words`` name: a document by its id or name, or ``DOCUMENT:RECORD``; None where there is no one such."""
    listed = case.documents(removed=True)
    for document, record in ((words, None), (words.rpartition(":")[0], words.rpartition(":")[2])):
        found = {d.id for d in listed if document in (d.id, d.name)}
        if len(found) == 1:
            return Subject(found.pop(), record)
    return None
