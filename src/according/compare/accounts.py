"""Readings laid out for comparing: each event with its cells, each claim with the events it holds and who stands behind it.

A claim is what one holder says in one breath: the content of a statement, or one sentence of the narrator.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from according.compare.identities import Identities
from according.compare.lexicon import CONCEPTS, STOPWORDS
from according.compare.matter import stem, words_in
from according.ledger.records import Event, EventCount, EventTime, Reading, Statement
from according.ledger.spans import Span, Spans

_SENTENCE = re.compile(r"[.!?][\"”’')\]]*\s+|\n[ \t]*\n")
_LONGEST = 700  # code points of a sentence, and of a content that is taken whole
_ENDED = frozenset("~end ~defeat elimin defeat ended finish over complet vanish liberat empty emptie".split())
_LASTS = frozenset("contin remain ongoin still yet persis linger last rage resum".split())
_LONGER = frozenset(("longer", "anymore", "outside", "lost", "loses", "losing"))
_NOT = frozenset(("not", "no", "never", "without"))
_CLAUSE_END = re.compile(r"[.,;:!?“”()\n]")
_LEAD = 60  # code points before a trigger in which its negation may stand
_CAPITAL = re.compile(r"\b[^\W\d_a-z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its cells, keyed across documents.

    ``index`` numbers the events of all documents. ``words`` are the stems of its trigger and their groups; ``terms`` those of
    the sentence around it. ``earliest`` and ``latest`` (ISO 8601 days) are None where no date is given. ``names`` are the
    words of its places, ``sides`` the bodies above its actors, ``near`` the named actors that its claim and its sentence mention.
    """

    index: int
    document: int
    event: Event
    claim: int
    words: frozenset[str]
    concepts: frozenset[str]
    terms: frozenset[str]
    initiators: frozenset[str]
    recipients: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]
    earliest: str | None
    latest: str | None
    spans: Spans
    published: str | None
    sides: frozenset[str]
    near: frozenset[str]
    phase: str
    untrue: bool
    no_longer: bool


@dataclass(slots=True)
class Claim:
    """What one holder says in one breath. ``statement`` None is the narrator; ``told`` are indices of its events."""

    index: int
    document: int
    statement: Statement | None
    spans: Spans
    terms: frozenset[str]
    published: str | None
    told: list[int]


def _alone(key: str) -> frozenset[str]:
    return frozenset((key,))


@dataclass(frozen=True, slots=True)
class Laid:
    """All readings laid out. ``text`` of a document by its number."""

    readings: tuple[Reading, ...]
    identities: Identities
    told: tuple[Told, ...]
    claims: tuple[Claim, ...]

    def text(self, document: int) -> str:
        """The text of a document by its number."""
        return self.readings[document].document.text


def lay(readings: Sequence[Reading], identities: Identities, above: Callable[[str], frozenset[str]] = _alone) -> Laid:
    """Lay out readings; ``above`` gives an actor's key and those of the bodies above it. Linear in text and records."""
    told: list[Told] = []
    claims: list[Claim] = []
    for number, reading in enumerate(readings):
        _lay_one(number, reading, identities, above, told, claims)
    return Laid(tuple(readings), identities, tuple(told), tuple(claims))


def _lay_one(
    number: int,
    reading: Reading,
    identities: Identities,
    above: Callable[[str], frozenset[str]],
    told: list[Told],
    claims: list[Claim],
) -> None:
    text, document = reading.document.text, reading.document
    begins = [0, *(found.end() for found in _SENTENCE.finditer(text))]
    statements = {s.id: s for s in reading.statements}
    places = {p.id: p for p in reading.places}
    by_claim: dict[tuple[str | None, int], Claim] = {}
    terms_of: dict[int, frozenset[str]] = {}
    near_of: dict[tuple[int, int], frozenset[str]] = {}
    named = sorted(
        (begin, key)
        for actor in reading.actors
        if (key := identities.actors[document.id, actor.id]) in identities.named
        for begin, _ in actor.mentions
    )
    named_at = [begin for begin, _ in named]

    def sentence(at: int) -> Span:
        i = bisect_right(begins, at) - 1
        end = begins[i + 1] if i + 1 < len(begins) else len(text)
        begin = max(begins[i], at - _LONGEST)
        return begin, min(end, begin + 2 * _LONGEST)

    def open_claim(statement: Statement | None, at: int) -> Claim:
        key = (statement.id, -1) if statement else (None, sentence(at)[0])
        found = by_claim.get(key)
        if found is None:
            spans = _content(statement, text) if statement else (_trim(sentence(at), text),)
            found = Claim(
                len(claims), number, statement, spans, _terms(text, spans), document.published, []
            )  # fmt: skip
            by_claim[key] = found
            claims.append(found)
        return found

    for s in reading.statements:
        if s.content:
            open_claim(s, s.content[0][0])
    for event in reading.events:
        if not event.trigger:
            continue
        at = event.trigger[0][0]
        claim = open_claim(statements.get(event.statement or ""), at)
        around = sentence(at)
        if around[0] not in terms_of:
            terms_of[around[0]] = _terms(text, (around,))
        stems = frozenset(w for w in map(stem, words_in(text, event.trigger)) if w not in STOPWORDS)
        keys, names = set(), set()
        for p in event.places:
            if p.place and (document.id, p.place) in identities.places:
                keys.add(identities.places[document.id, p.place])
                names |= _name_words(places[p.place].name)
            names |= _name_words(" ".join(text[b:e] for b, e in p.span))
        earliest, latest = interval(event.times)
        initiators = _keys(document.id, event.initiators, identities)
        recipients = _keys(document.id, event.recipients, identities)
        here = (claim.index, around[0])
        if here not in near_of:
            near_of[here] = frozenset(
                key
                for b, e in (*claim.spans, around)
                for _, key in named[bisect_left(named_at, b) : bisect_left(named_at, e)]
            )
        told.append(
            Told(
                len(told), number, event, claim.index, stems, frozenset(CONCEPTS.get(w, w) for w in stems),
                terms_of[around[0]], initiators, recipients, frozenset(keys), frozenset(names), earliest, latest,
                _tidy(_rests_on(event)), document.published, frozenset().union(*map(above, initiators | recipients)),
                near_of[here], *phase(event, stems, before(text, at), after(text, event.trigger[-1][1])),
            )
        )  # fmt: skip
        claim.told.append(told[-1].index)


def before(text: str, at: int) -> frozenset[str]:
    """The lower-case words of the clause just before a trigger, at most three."""
    lead = _CLAUSE_END.split(text[max(0, at - _LEAD) : at])[-1]
    return frozenset(words_in(lead, ((0, len(lead)),))[-3:])


def after(text: str, at: int) -> frozenset[str]:
    """The lower-case words of the clause just after a trigger, at most three."""
    rest = _CLAUSE_END.split(text[at : at + _LEAD])[0]
    return frozenset(words_in(rest, ((0, len(rest)),))[:3])


def phase(
    event: Event, stems: frozenset[str], lead: frozenset[str], follow: frozenset[str] = frozenset()
) -> tuple[str, bool, bool]:
    """Whether an event is said to be over ("ended") or to go on ("lasts"), or neither; to be untrue; to be so no longer.

    ``lead`` and ``follow`` are the words before and after the trigger: "no longer", "still" and "continued" there tell what a
    reader of text may have missed.
    """
    stems = stems | {CONCEPTS.get(s, s) for s in stems}
    no_longer = not _LONGER.isdisjoint(lead)
    going_on = not _LASTS.isdisjoint(map(stem, lead | follow)) and _NOT.isdisjoint(lead | follow)
    untrue = event.factuality == "did-not-happen" or (event.factuality in ("happened", "ongoing") and no_longer)
    lasting = not untrue and (event.factuality == "ongoing" or bool(stems & _LASTS) or going_on)
    ended = untrue or (bool(stems & _ENDED) and event.factuality == "happened")
    return "" if lasting == ended else "lasts" if lasting else "ended", untrue, no_longer


def interval(times: Iterable[EventTime]) -> tuple[str | None, str | None]:
    """First and last day of the narrowest dated time of an event; (None, None) where none is dated on both ends."""
    best: tuple[str | None, str | None] = (None, None)
    width = None
    for t in times:
        if not (t.earliest and t.latest):
            continue
        length = days(t.latest) - days(t.earliest)
        if width is None or length < width:
            best, width = (t.earliest[:10], t.latest[:10]), length
    return best


@lru_cache(maxsize=50_000)
def days(iso: str) -> int:
    """A rough ordinal of an ISO date, for comparing widths and gaps: months of 31 days."""
    cells = [int(c) if c.isdigit() else 1 for c in iso[:10].split("-")]
    year, month, day = (*cells, 1, 1)[:3]
    return year * 372 + month * 31 + day


def gap(a: Told, b: Told) -> int | None:
    """Days between the intervals of two events: 0 where they meet, None where one has no date."""
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return None
    return max(0, days(b.earliest) - days(a.latest), days(a.earliest) - days(b.latest))


def days_between(a: str | None, b: str | None) -> int | None:
    """Days from one ISO date to another (negative where ``b`` is before ``a``), None where one is unknown."""
    return days(b) - days(a) if a and b else None


def _keys(document: str, ids: Iterable[str], identities: Identities) -> frozenset[str]:
    return frozenset(identities.actors[document, i] for i in ids if (document, i) in identities.actors)


def _name_words(name: str) -> set[str]:
    return {stem(w.lower()) for w in _CAPITAL.findall(name[:300]) if w.lower() not in STOPWORDS}


def _terms(text: str, spans: Spans) -> frozenset[str]:
    stems = {stem(w) for w in words_in(text, spans)[:300] if w not in STOPWORDS}
    return frozenset(stems | {CONCEPTS[s] for s in stems if s in CONCEPTS})


def _content(statement: Statement, text: str) -> Spans:
    out = []
    for span in statement.content[:12]:
        begin, end = _trim(span, text)
        if begin < end:
            out.append((begin, min(end, begin + 2 * _LONGEST)))
    return tuple(out) or statement.content[:1]


def _trim(span: Span, text: str) -> Span:
    begin, end = span
    while end > begin and text[end - 1].isspace():
        end -= 1
    while begin < end and text[begin].isspace():
        begin += 1
    return begin, end


def _rests_on(event: Event) -> list[Span]:
    counts: Iterable[EventCount] = event.counts
    return [
        *event.trigger,
        *(s for p in event.places for s in p.span),
        *(s for t in event.times for s in t.span),
        *(s for c in counts for s in c.span),
    ]


def _tidy(spans: Iterable[Span]) -> Spans:
    """Sorted, each once, and those that overlap joined."""
    out: list[Span] = []
    for begin, end in sorted(set(spans)):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((begin, end))
    return tuple(out)
