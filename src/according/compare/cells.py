"""Two statements side by side, cell by cell: polarity, numbers with their bounds, dates, places, participants."""

from collections.abc import Iterator
from dataclasses import dataclass

from according.compare.lexicon import CONCEPTS, DENY_CUES
from according.compare.matter import Matter, stem, words_at
from according.ledger.records import Count, EventCount, EventTime
from according.ledger.spans import Spans, words_of

_WORDS_SHOWN = 4
_LARGE, _ROUNDED = 100, 1.02  # from 100 on, figures within a fiftieth are taken for one


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of both statements: whether the values agree, in words, and the words on each side."""

    name: str
    agree: bool
    a: str
    b: str
    evidence: Spans


def compatible(a: Count | EventCount, b: Count | EventCount) -> bool | None:
    """Whether two counts can both be right: "at least 10" and 12 can, 10 and 12 cannot; None where one is vague."""
    if (a.low is None and a.high is None) or (b.low is None and b.high is None):
        return None
    return not (_above(a.low, b.high) or _above(b.low, a.high))


def _above(low: float | None, high: float | None) -> bool:
    """Whether a lower bound is clearly above an upper one: 503 is not above 500, which may be 503 rounded."""
    if low is None or high is None:
        return False
    return low > (high * _ROUNDED if high >= _LARGE else high)


def disjoint(a: EventTime, b: EventTime) -> bool:
    """Whether two times cannot be the same: their intervals are known and do not meet."""
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.latest < b.earliest or b.latest < a.earliest


def count_cells(text: str, a: Matter, b: Matter) -> Iterator[Cell]:
    """Counts of the same thing on both sides, each with its nearest of the other side."""
    ours: list[Count | EventCount] = [*a.counts, *(c for h in a.happenings for c in h.event.counts)]
    theirs: list[Count | EventCount] = [*b.counts, *(c for h in b.happenings for c in h.event.counts)]
    seen = set()
    for x in ours[:24]:
        for y in theirs[:24]:
            if x.of != y.of or x.of == "unknown" or (x.span, y.span) in seen or x.span == y.span:
                continue
            seen.add((x.span, y.span))
            agree = compatible(x, y)
            if agree is not None:
                yield Cell(x.of, agree, words_of(x.span, text), words_of(y.span, text), (*x.span, *y.span))


def event_cells(text: str, a: Matter, b: Matter) -> Iterator[Cell]:
    """Events of one type that share a word or a participant: whether they happened, when, where, who."""
    for x in a.happenings[:16]:
        for y in b.happenings[:16]:
            e, f = x.event, y.event
            if e.type != f.type or e.trigger == f.trigger:
                continue
            if not (x.words & y.words or x.initiators & y.initiators or x.recipients & y.recipients):
                continue
            matter = words_of(e.trigger, text)
            both = (*e.trigger, *f.trigger)
            if (e.factuality == "did-not-happen") != (f.factuality == "did-not-happen"):
                yield Cell(matter, False, e.factuality, f.factuality, both)
            for s in e.times:
                for t in f.times:
                    if disjoint(s, t):
                        spans = (*s.span, *t.span)
                        yield Cell(f"{matter}, when", False, words_of(s.span, text), words_of(t.span, text), spans)
            if x.words & y.words:
                yield Cell(matter, True, matter, words_of(f.trigger, text), both)


def denies(matter: Matter) -> bool:
    """Whether the statement says that another's claim is not so."""
    return matter.statement.stance == "deny" or bool(matter.cue & DENY_CUES)


def describe(text: str, a: Matter, b: Matter, verdict: str) -> tuple[str, Spans]:
    """In a few plain words, which cell it is with both values; and the words each side rests on."""
    cells = [*count_cells(text, a, b), *event_cells(text, a, b)]
    differing = [c for c in cells if not c.agree]
    shared = frozenset(t for t in a.terms.keys() & b.terms.keys() if t[0] != "@")
    topic, evidence = _topic(text, a, b, shared)
    if verdict == "contradict":
        if differing:
            cell = differing[0]
            return f"{cell.name}: {cell.a} / {cell.b}", cell.evidence
        if denies(a) != denies(b):
            cue_a, cue_b = (words_of(m.statement.cue, text) or m.statement.stance for m in (a, b))
            return f"{topic}: {cue_a} / {cue_b}", (*evidence, *a.statement.cue, *b.statement.cue)
        return f"{topic}: accounts differ", evidence
    numbers = [c for c in count_cells(text, a, b) if c.agree]
    if numbers:
        cell = numbers[0]
        return f"{cell.name}: {cell.a} / {cell.b}", cell.evidence
    return topic, evidence


def _topic(text: str, a: Matter, b: Matter, shared: frozenset[str]) -> tuple[str, Spans]:
    """The rarest words that both sides share, as the first side writes them, with their places on both sides."""
    best = frozenset(sorted(shared, key=lambda t: (-a.terms[t], t))[: 2 * _WORDS_SHOWN])
    ours, theirs = words_at(text, a.statement.content, best), words_at(text, b.statement.content, best)
    if not ours or not theirs:
        spans = (*a.statement.content, *b.statement.content)
        return "the same matter", spans
    shown: dict[str, str] = {}
    for begin, end in ours:
        term = stem(text[begin:end].lower())
        shown.setdefault(CONCEPTS.get(term, term), text[begin:end])
    return " ".join(list(shown.values())[:_WORDS_SHOWN]), (*ours, *theirs)
