"""Events and relations out of what the model found: which to keep, who takes part, and whose claim each is."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from according.extract.designations import designation
from according.extract.labels_of_relations import label_of
from according.extract.phrases import stated_relations
from according.extract.stated import Stated, evidence_of, is_part
from according.ledger import (
    PLACE_ROLES,
    Actor,
    Count,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Findings,
    FoundEvent,
    FoundRelation,
    Packed,
    Relation,
    Span,
    Spans,
    Statement,
    Time,
    inside,
    length,
    make_id,
    packed,
)

Told = TypeVar("Told", Time, Count)
SPARSE, SPARSE_TOLD = 3.6, 7.0
"""Likely events in a hundred words, and events and statements together. Reports of conflict hold about seven and ten; where
little happens they tell at least who says so, which a tale of old wars or a lecture does not."""
_OFFICES = frozenset({"leads", "role_in"})
"""Offices: told once, since whoever else names them takes them as known."""
_BETWEEN_TWO = frozenset({"supports", "allied_with", "opposed_to"})
"""Relations that nobody has with a part of its own."""
_BLOCK = 256
"""Code points of a stretch by which phrases are looked up."""
_NEIGHBOURS = 6
"""Records before a span that may still overlap it: ranges are records beside their ends."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """The least probability of an event, of each role of an argument and of each relation that is kept.

    ``event_sparse`` is that of an event in a text that holds few of them and few statements: most of its words being about
    something else, a word that looks like an event is less likely one.
    """

    event: float
    arguments: Mapping[str, float]
    relations: Mapping[str, float]
    event_sparse: float = 0.96


@dataclass(frozen=True, slots=True)
class Meant:
    """What each mention of the findings means: ids of actors and of places, by index; times and counts by span."""

    actors: Sequence[str | None]
    places: Sequence[str | None]
    times: Sequence[Time]
    counts: Sequence[Count]


class Holders:
    """Finds the innermost statement whose content holds a span. Built in one sweep, asked in logarithmic time."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        pieces = sorted((b, e, length(s.content), s.id) for s in statements for b, e in s.content)
        self._begins = [p[0] for p in pieces]
        self._pieces = pieces
        furthest, self._furthest = 0, []
        for _, end, _, _ in pieces:
            furthest = max(furthest, end)
            self._furthest.append(furthest)

    def of(self, span: Span) -> str | None:
        """The id of the statement, None where the narrator speaks."""
        best: tuple[int, str] | None = None
        k = bisect_right(self._begins, span[0]) - 1
        while k >= 0 and self._furthest[k] >= span[1]:
            _, end, size, id_ = self._pieces[k]
            if end >= span[1] and (best is None or size < best[0]):
                best = (size, id_)
            k -= 1
        return best[1] if best else None


def events(
    document_id: str, words: int, findings: Findings, meant: Meant, holders: Holders, cuts: Cuts
) -> Sequence[Event]:
    """The events of ``findings`` that are likely enough, in the order of a text of so many words."""
    likely = sum(found.probability >= cuts.event for found in findings.events)
    dense = 100 * likely >= SPARSE * words or 100 * (likely + len(findings.statements)) >= SPARSE_TOLD * words
    least = cuts.event if dense else max(cuts.event, cuts.event_sparse)
    times, counts = _Nearest(meant.times), _Nearest(meant.counts)
    out: Packed[Event] = Packed()
    for found in findings.events:
        if found.probability < least:
            continue
        told_by_another = _Wholes(findings, found, meant, cuts)
        takers: dict[str, tuple[float, str]] = {}
        places: dict[Span, tuple[float, EventPlace]] = {}
        when: dict[str, EventTime] = {}
        many: dict[str, EventCount] = {}
        for role, k, probability in found.arguments:
            if probability < cuts.arguments[role]:
                continue
            span, actor, place = findings.mentions[k].span, meant.actors[k], meant.places[k]
            if role in ("initiator", "recipient"):
                if actor and probability > takers.get(actor, (0.0, ""))[0] and not told_by_another(role, k):
                    takers[actor] = (probability, role)
            elif role == "time":
                if t := times(span):
                    when[t.id] = EventTime(t.span, t.value, t.earliest, t.latest, t.precision)
            elif role == "count":
                if c := counts(span):
                    many[c.id] = EventCount(c.span, c.of, c.low, c.high)
            elif role in PLACE_ROLES and probability > places.get(span, (0.0, None))[0]:
                places[span] = (probability, EventPlace(place, role, (span,)))
        statement = holders.of(found.trigger)
        ranked = sorted(takers.items(), key=lambda t: (-t[1][0], t[0]))
        out.append(
            Event(
                make_id("e", document_id, found.trigger, found.type), (found.trigger,), found.type, found.mode,
                found.factuality,
                tuple(actor for actor, (_, role) in ranked if role == "initiator"),
                tuple(actor for actor, (_, role) in ranked if role == "recipient"),
                tuple(p for _, (_, p) in sorted(places.items())), tuple(when.values()), tuple(many.values()), statement,
                round(found.probability, 2),
            )
        )  # fmt: skip
    return out.settled()


class _Wholes:
    """Tells whether a mention that only a rule asked about stands in one that takes the same part in an event.

    "Veldran" in "the Veldran army", "his" in "his men"; only what is kept takes part.
    """

    def __init__(self, findings: Findings, event: FoundEvent, meant: Meant, cuts: Cuts) -> None:
        self._mentions = findings.mentions
        self._spans = [
            (role, findings.mentions[k].span)
            for role, k, probability in event.arguments
            if role in ("initiator", "recipient") and probability >= cuts.arguments[role] and meant.actors[k]
        ]

    def __call__(self, role: str, k: int) -> bool:
        mention = self._mentions[k]
        return mention.asked and any(
            other == role and span != mention.span and inside(mention.span, (span,)) for other, span in self._spans
        )


class _Nearest(Generic[Told]):
    """Finds the record that shares most words with a span."""

    def __init__(self, records: Sequence[Told]) -> None:
        self._records: Sequence[Told] = records
        spans = [r.span[0] for r in records]
        self._order = sorted(range(len(spans)), key=spans.__getitem__)
        self._begins = [spans[k][0] for k in self._order]

    def __call__(self, span: Span) -> Told | None:
        k = bisect_right(self._begins, span[1] - 1)
        near = [self._records[i] for i in self._order[max(0, k - _NEIGHBOURS) : k]]
        best = max(near, key=lambda r: _likeness(r.span[0], span), default=None)
        return best if best and _likeness(best.span[0], span) > 0 else None


def _likeness(one: Span, other: Span) -> float:
    """Shared code points over all (Jaccard); nothing where they are apart."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0]))


def relations(
    text: str, findings: Findings, meant: Meant, actors: Sequence[Actor], holders: Holders, cuts: Cuts
) -> Sequence[Relation]:
    """The relations of ``findings`` that are likely enough, each pair of actors and relation once by one holder.

    An office is told once of all: by the narrator, if the narrator tells of it. Of several places a phrase that states the
    relation goes before what the model found, then the likelier, then the first.
    """
    known = {a.id for a in actors}

    def ends(found: FoundRelation) -> tuple[str, str] | None:
        subject, object_ = meant.actors[found.subject], meant.actors[found.object]
        if found.probability < cuts.relations[found.relation] or not subject or not object_ or subject == object_:
            return None
        return (subject, object_) if subject in known and object_ in known else None

    by_phrase = [(s, pair) for s in stated_relations(text, findings.mentions) if (pair := ends(s.found))]
    best: dict[tuple[str, str, str, str | None], tuple[tuple[float, ...], Relation]] = {}
    for rank, told in ((1.0, by_phrase), (0.0, _told(text, findings, by_phrase, ends))):
        for stated, (subject, object_) in told:
            found, statement = stated.found, holders.of(stated.evidence)
            key = (subject, found.relation, object_, None if found.relation in _OFFICES else statement)
            order = (float(statement is None), rank, found.probability, -float(stated.evidence[0]))
            if key not in best or order > best[key][0]:
                best[key] = (order, _relation(text, findings, stated, subject, object_, statement))
    return packed(r for _, r in sorted(best.values(), key=lambda x: x[1].evidence))


def _relation(
    text: str, findings: Findings, stated: Stated, subject: str, object_: str, statement: str | None
) -> Relation:
    found = stated.found
    one, other = findings.mentions[found.subject].span, findings.mentions[found.object].span
    evidence: Spans = (stated.evidence,)
    if found.relation == "designated_by":
        named = designation(text, one, other)
        label = named[0] if named else None
        evidence = (_around(stated.evidence, named[1]),) if named else evidence
    else:
        label = label_of(text, one, other)
    return Relation(subject, found.relation, object_, label, evidence, statement)


_Pair = tuple[str, str]


def _told(
    text: str,
    findings: Findings,
    by_phrase: Sequence[tuple[Stated, _Pair]],
    ends: Callable[[FoundRelation], _Pair | None],
) -> Iterator[tuple[Stated, _Pair]]:
    """The relations that the model found, each with its words, but for what a phrase of the same words states of either end."""
    phrases: dict[int, list[tuple[Stated, _Pair]]] = {}
    for s, pair in by_phrase:
        for block in range(s.evidence[0] // _BLOCK, s.evidence[1] // _BLOCK + 1):
            phrases.setdefault(block, []).append((s, pair))
    for found in findings.relations:
        pair_ = ends(found)
        one, other = findings.mentions[found.subject].span, findings.mentions[found.object].span
        if not pair_ or (found.relation in _BETWEEN_TWO and is_part(text, one, other)):
            continue
        evidence = evidence_of(text, one, other)
        around = [
            s
            for s, pair in phrases.get(evidence[0] // _BLOCK, ())
            if inside(evidence, (s.evidence,)) and not set(pair).isdisjoint(pair_)
        ]
        if not any(s.found.relation == found.relation or s.evidence == evidence for s in around):
            yield Stated(found, evidence), pair_


def _around(one: Span, other: Span) -> Span:
    """The span that holds both."""
    return min(one[0], other[0]), max(one[1], other[1])
