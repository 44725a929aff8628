"""Verdicts between accounts of one incident: cell by cell, by type, and who stands behind each.

Figures, dates, polarity and phase ("ended" against "continues") contradict; a later, higher figure of the same thing is an
update; what agrees is a repeat where both rest on one source, else it corroborates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from according.compare.accounts import Claim, Laid, Told, days_between, gap
from according.compare.cells import compatible
from according.compare.duplicates import Copies
from according.compare.independence import Affiliations, Origin, judge
from according.compare.likeness import LEAST, LEAST_OPPOSED, Rarity, likeness
from according.compare.records import CrossDifference, Side
from according.ledger.records import Event, Verdict
from according.ledger.spans import Spans, words_of

Edge = tuple[int, int]
SPEAK_FROM, REPEAT_FROM, OPPOSE_FROM = 0.45, LEAST, LEAST_OPPOSED
"""The likeness of their closest events from which two claims are set side by side."""
BOUND = 0.6
"""The likeness of the closest events of two claims of which one is said to contradict, repeat or bear out the other."""
_ONE_DAY_NEWS = 4  # days within which an end and a continuation are claims of one time
_ADDED = frozenset("killed wounded injured dead displaced detained captured arrested missing".split())
_UNTRUE = "did-not-happen"
_REAL = frozenset(("happened", "ongoing"))
_LATER_NEWS = 90  # days after which a report that something lasts is of another time


@dataclass(frozen=True, slots=True)
class Finding:
    """What two events say against or with one another: the verdict, the cell in words, and the words of each side."""

    verdict: Verdict
    about: str
    a: Spans
    b: Spans
    weight: float
    of_phase: bool = False


def find(laid: Laid, edges: Mapping[Edge, float], origin: Sequence[Origin], ties: Affiliations) -> dict[Edge, Finding]:
    """The weightiest finding of each pair of claims ``(i, j)``, ``i < j``, whose events are likely one happening.

    Two that oppose in phase or polarity, and one source that says the like again, need less likeness. Claims of which events
    of one happening are both said to be over do not part in phase by others.
    """
    best: dict[Edge, Finding] = {}
    both_over = {
        _claims(laid, i, j)
        for (i, j), like in edges.items()
        if laid.told[i].phase == laid.told[j].phase == "ended" and like >= LEAST
    }
    for (i, j), like in sorted(edges.items()):
        a, b = laid.told[i], laid.told[j]
        if a.claim == b.claim:
            continue
        if a.claim > b.claim:
            a, b = b, a
        c, d = a.claim, b.claim
        same = _same(origin, c, d)
        least = REPEAT_FROM if same else OPPOSE_FROM if opposed(a, b, ties) else SPEAK_FROM
        if like < least or (a.document == b.document and _one_inside(laid.claims[c], laid.claims[d])):
            continue
        found = compare_events(laid, a, b, like, same, ties)
        if found.of_phase and (c, d) in both_over:
            continue
        if (c, d) not in best or found.weight > best[c, d].weight:
            best[c, d] = found
    _from_readings(laid, best)
    return best


def _claims(laid: Laid, i: int, j: int) -> Edge:
    c, d = laid.told[i].claim, laid.told[j].claim
    return (c, d) if c < d else (d, c)


def bound(
    laid: Laid, edges: Mapping[Edge, float], findings: Mapping[Edge, Finding], rarity: Rarity
) -> dict[Edge, float]:
    """The likenesses, raised for the closest events of claims between which there is a finding."""
    out = dict(edges)
    for c, d in findings:
        pairs = [(min(i, j), max(i, j)) for i in laid.claims[c].told[:12] for j in laid.claims[d].told[:12]]
        near = [p for p in pairs if p in edges]
        if not near:
            out |= {p: likeness(laid.told[p[0]], laid.told[p[1]], rarity) for p in pairs if p not in out}
        pairs = near or pairs
        if pairs:
            closest = max(pairs, key=lambda p: out[p])
            out[closest] = max(out[closest], BOUND)
    return out


def differences(
    laid: Laid, findings: Mapping[Edge, Finding], origin: Sequence[Origin], ties: Affiliations, copied: Copies
) -> tuple[CrossDifference, ...]:
    """The findings as differences, one for a pair of claims, in the order of the claims."""
    out = []
    for (i, j), found in sorted(findings.items()):
        a, b = laid.claims[i], laid.claims[j]
        independence, why = judge(a, b, origin, ties, copied.copied(i, j), copied.shared(i, j))
        verdict = found.verdict
        if verdict in ("corroborate", "repeat"):
            again = independence == "same" or copied.copied(i, j) or _same(origin, i, j)
            verdict = "repeat" if again else "corroborate"
        out.append(
            CrossDifference(
                _side(laid, a, origin),
                _side(laid, b, origin),
                verdict,
                found.about,
                independence,
                why,
                (found.a, found.b),
            )
        )
    return tuple(out)


def _side(laid: Laid, claim: Claim, origin: Sequence[Origin]) -> Side:
    document = laid.readings[claim.document].document.id
    return Side(document, claim.statement.id if claim.statement else None, claim.spans, origin[claim.index].name)


def opposed(a: Told, b: Told, ties: Affiliations) -> bool:
    """Whether one says that it is over with an actor, or is not so, and the other that the same goes on."""
    if {a.phase, b.phase} != {"ended", "lasts"} or abs(days_between(a.published, b.published) or 0) > _LATER_NEWS:
        return False
    over, lasts = (a, b) if a.phase == "ended" else (b, a)
    if over.untrue and not over.no_longer:
        return _denied(a, b) and same_parts(a, b, ties)
    if a.names and b.names and not (a.names & b.names or a.places & b.places):
        return False
    if over.names and not lasts.names and a.document != b.document:  # over at one place, and going on somewhere
        return False
    gone = over.initiators if over.untrue else over.recipients or (frozenset() if over.initiators else over.near)
    there = lasts.initiators | lasts.recipients
    if there and not _named(there):  # "fighters remained": whose, the sentence may tell
        there |= lasts.near
    return bool(_meet(gone, there, ties, a.document == b.document))


def _one_inside(a: Claim, b: Claim) -> bool:
    """Whether one claim's words lie inside the other's: they are the same words."""
    return any(x < f and e < y for x, y in a.spans for e, f in b.spans)


def _same(origin: Sequence[Origin], a: int, b: int) -> bool:
    return origin[a].key is not None and origin[a].key == origin[b].key


def _from_readings(laid: Laid, best: dict[Edge, Finding]) -> None:
    """The differences that each reading tells within its document, where events gave no stronger one."""
    where = {(c.document, c.statement.id): c.index for c in laid.claims if c.statement}
    for number, reading in enumerate(laid.readings):
        for d in reading.differences:
            i, j = where.get((number, d.a)), where.get((number, d.b))
            if i is None or j is None or i == j:
                continue
            key = (i, j) if i < j else (j, i)
            weight = 3.0 if d.verdict == "contradict" else 1.0
            if key not in best or best[key].weight < weight:
                best[key] = Finding(d.verdict, d.about, *_parted(d.evidence, laid.claims[key[0]].spans), weight)


def _parted(evidence: Spans, mine: Spans) -> tuple[Spans, Spans]:
    first = tuple((b, e) for b, e in evidence if any(x <= b and e <= y for x, y in mine))
    return first, tuple(s for s in evidence if s not in first)


def compare_events(laid: Laid, a: Told, b: Told, like: float, same: bool, ties: Affiliations) -> Finding:
    """What two events that are likely one happening say of it, the weightiest cell."""
    text_a, text_b = laid.text(a.document), laid.text(b.document)
    e, f = a.event, b.event
    name = words_of(e.trigger, text_a, " ")
    passed = days_between(laid.claims[a.claim].published, laid.claims[b.claim].published)
    figures = _figures(e, f, text_a, text_b, passed, same)
    if figures and figures.verdict != "corroborate":
        return figures
    if _denied(a, b) and _same_state(a, b, ties):
        about = f"{name}: {_told_as(a)} / {_told_as(b)}"
        return Finding("contradict", about, e.trigger, f.trigger, 4.0 + like)
    phases = a.phase, b.phase
    if {*phases} == {"ended", "lasts"} and (opposed(a, b, ties) or _silent(a, b, like)):
        return _phases(laid, a, b, phases, passed, like)
    days = gap(a, b)
    if days and days <= 3 and a.words & b.words and a.places & b.places and _one_day(a) and _one_day(b):
        spans = tuple(s for t in e.times for s in t.span), tuple(s for t in f.times for s in t.span)
        return Finding("contradict", f"{name}, when: {a.earliest} / {b.earliest}", *spans, 3.5 + like)
    if figures:
        return figures
    return Finding("repeat" if same else "corroborate", name, e.trigger, f.trigger, 1.0 + like)


def _told_as(t: Told) -> str:
    return _UNTRUE if t.untrue else t.event.factuality


def _silent(a: Told, b: Told, like: float) -> bool:
    """Whether one side names nobody and no place, so that likeness has to tell that both speak of one thing."""
    bare = not (a.initiators or a.recipients or a.names) or not (b.initiators or b.recipients or b.names)
    real = all(not t.untrue or t.no_longer for t in (a, b))
    return bare and real and like >= SPEAK_FROM and abs(days_between(a.published, b.published) or 0) <= _LATER_NEWS


def _denied(a: Told, b: Told) -> bool:
    """Whether one says that it is not so and the other that it happened or goes on."""
    return a.untrue != b.untrue and (b if a.untrue else a).event.factuality in _REAL


def _same_state(a: Told, b: Told, ties: Affiliations) -> bool:
    return (bool(a.concepts & b.concepts) or a.event.type == b.event.type) and same_parts(a, b, ties)


def same_parts(a: Told, b: Told, ties: Affiliations) -> bool:
    """Whether who does it, and to whom, may be the same on both sides, and one of them or the place is."""
    one = a.document == b.document
    doers, done = _meet(a.initiators, b.initiators, ties, one), _meet(a.recipients, b.recipients, ties, one)
    return False not in (doers, done) and bool(doers or done or a.places & b.places or a.names & b.names)


def _named(keys: frozenset[str]) -> frozenset[str]:
    """The keys of actors that are one across documents: those with a name of their own."""
    return frozenset(k for k in keys if not k.startswith("d:"))


def _meet(a: frozenset[str], b: frozenset[str], ties: Affiliations, one_document: bool) -> bool | None:
    """Whether two sets of actors share one or the body of one; None where one is empty.

    Actors without a name of their own ("the army", "rebels") in two documents may be one or not: they tell nothing.
    """
    if not one_document:
        a, b = _named(a), _named(b)
    if not a or not b:
        return None
    return not {k for x in a for k in ties.around(x)}.isdisjoint({k for y in b for k in ties.around(y)})


def _one_day(told: Told) -> bool:
    return told.earliest == told.latest


def _phases(laid: Laid, a: Told, b: Told, phases: tuple[str, str], passed: int | None, like: float) -> Finding:
    e, f = a.event, b.event
    about = f"{words_of(e.trigger, laid.text(a.document), ' ')}: {phases[0]} / {phases[1]}"
    later_end = passed is not None and (
        (passed > _ONE_DAY_NEWS and phases == ("lasts", "ended"))
        or (passed < -_ONE_DAY_NEWS and phases == ("ended", "lasts"))
    )
    return Finding("update" if later_end else "contradict", about, e.trigger, f.trigger, 3.0 + like, True)


def _figures(e: Event, f: Event, text_a: str, text_b: str, passed: int | None, same: bool) -> Finding | None:
    """The figures of one thing on both sides: a conflict, an update, or agreement; None where there are none."""
    agreed: Finding | None = None
    conflict: Finding | None = None
    for x in e.counts[:12]:
        for y in f.counts[:12]:
            if x.of != y.of or x.of == "unknown":
                continue
            fit = compatible(x, y)
            about = f"{x.of}: {words_of(x.span, text_a)} / {words_of(y.span, text_b)}"
            if fit:
                agreed = agreed or Finding("corroborate", about, x.span, y.span, 2.5)
            elif fit is False and conflict is None and (e.factuality in _REAL) == (f.factuality in _REAL):
                early, late = (x, y) if (passed or 0) >= 0 else (y, x)
                low, high = early.high or early.low or 0, late.low or late.high or 0
                rises = bool(passed) and x.of in _ADDED and high > low
                conflict = Finding("update" if rises else "contradict", about, x.span, y.span, 5.0)
    return agreed or conflict
