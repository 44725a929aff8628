"""How likely two events of different accounts are the same happening: typed cells, weighed; words only propose.

The rarity of a word or name is taken from the case itself, so that "Kell" weighs more than "army".
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from according.compare.accounts import Told, days_between, gap

_RELATED = frozenset(
    frozenset(pair)
    for pair in (
        ("ASSAULT", "COERCE"), ("ASSAULT", "MOBILIZE"), ("RETREAT", "DISPLACEMENT"), ("RETREAT", "AGREE"),
        ("COERCE", "RETREAT"), ("SUPPORT", "AID"), ("MOBILIZE", "AID"), ("AGREE", "CONSULT"), ("ACCUSE", "SUPPORT"),
    )
)  # fmt: skip
"""Types that annotators give one happening: a capture after fighting, an evacuation by a deal."""
_UNREAL = frozenset(("planned", "possible", "demanded", "general"))
LEAST, LEAST_OPPOSED = 0.35, 0.04
"""The likeness below which two events say nothing of one another; where one tells an end and the other that it lasts."""
OLD = 45  # days between two reports from which undated events are hardly news of one happening
SAME_FROM = 0.4
"""The likeness from which two events are taken for one."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each agreeing cell adds and each disagreeing one takes away; the sum is a log odds."""

    bias: float = -3.0
    type: float = 0.7
    related: float = -0.2
    other_type: float = -1.6
    word: float = 1.6
    concept: float = 1.1
    place: float = 1.2
    no_place: float = -0.9
    actors: float = 1.0
    same_role: float = 0.4
    same_side: float = 1.0
    mentioned: float = 1.0
    day: float = 1.6
    near: float = 0.7
    far: float = -2.5
    context: float = 5.0
    reality: float = -0.6
    counts: float = 0.9
    within: float = 0.6
    other_recipients: float = -0.8
    old: float = -1.5


WEIGHTS = Weights()


class Rarity:
    """How much a word, place or actor tells apart in this case: the log of the inverse share of events with it, 0 to 1."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.seen: Counter[str] = Counter()
        events = list(told)
        for t in events:
            self.seen.update(
                t.terms
                | {"@" + a for a in t.initiators | t.recipients | t.sides | t.near}
                | {"#" + p for p in t.places | t.names}
            )
        top = math.log(len(events) + 2.0)
        self.weight = {term: max(0.05, 1.0 - math.log(n + 1.0) / top) for term, n in self.seen.items()}
        self.square = {term: w * w for term, w in self.weight.items()}
        self.norms: dict[frozenset[str], float] = {}

    def __getitem__(self, term: str) -> float:
        return self.weight.get(term, 1.0)

    def norm(self, terms: frozenset[str]) -> float:
        """The sum of the squared weights of a set of terms."""
        found = self.norms.get(terms)
        if found is None:
            found = self.norms[terms] = sum(self.square.get(t, 1.0) for t in terms)
        return found


def likeness(a: Told, b: Told, rarity: Rarity, w: Weights = WEIGHTS) -> float:
    """The probability that two events are the same happening."""
    z = w.bias
    z += of_types(a.event.type, b.event.type, w)
    if a.words & b.words:
        z += w.word * max(0.4, max(rarity[t] for t in a.words & b.words))
    elif a.concepts & b.concepts:
        z += w.concept * max(0.4, max(rarity[t] for t in a.concepts & b.concepts))
    z += _places(a, b, rarity, w)
    actors_a, actors_b = a.initiators | a.recipients, b.initiators | b.recipients
    shared = actors_a & actors_b
    if shared:
        z += w.actors * max(rarity["@" + k] for k in shared) + w.actors * 0.5 * (len(shared) > 1)
        if a.initiators & b.initiators or a.recipients & b.recipients:
            z += w.same_role
    elif a.sides & b.sides:
        z += w.same_side * max(rarity["@" + k] for k in a.sides & b.sides)
    elif a.near & b.near:
        z += w.mentioned * max(rarity["@" + k] for k in a.near & b.near)
    if a.recipients and b.recipients and not a.recipients & actors_b and not b.recipients & actors_a:
        z += w.other_recipients
    days = gap(a, b)
    if days is not None:
        z += w.day if days == 0 and narrow(a) and narrow(b) else w.near if days <= 3 else w.far
    elif not a.places & b.places and abs(days_between(a.published, b.published) or 0) > OLD:
        z += w.old
    z += w.context * cosine(a.terms, b.terms, rarity)
    if unreal(a) != unreal(b):
        z += w.reality
    kinds = {c.of for c in a.event.counts} & {c.of for c in b.event.counts} - {"unknown"}
    z += w.counts * bool(kinds)
    z += w.within * (a.document == b.document)
    return 1.0 / (1.0 + math.exp(-z))


def of_types(a: str, b: str, w: Weights) -> float:
    """What two types of event add."""
    return w.type if a == b else w.related if frozenset((a, b)) in _RELATED else w.other_type


def unreal(told: Told) -> bool:
    """Whether an event is planned, possible, demanded or general: not said to have happened or not."""
    return told.event.factuality in _UNREAL


def narrow(told: Told) -> bool:
    """Whether an event is dated to within a month."""
    return bool(told.earliest and told.latest and told.earliest[:7] == told.latest[:7])


def _places(a: Told, b: Told, rarity: Rarity, w: Weights) -> float:
    shared = a.places & b.places
    names = a.names & b.names
    if shared or names:
        best = max((rarity["#" + k] for k in (*shared, *names)), default=0.0)
        return w.place * max(0.3, best) * 1.4
    if (a.places or a.names) and (b.places or b.names):
        return w.no_place
    known = a.names & b.terms or b.names & a.terms
    return w.place * 0.7 if known else 0.0


def cosine(a: frozenset[str], b: frozenset[str], rarity: Rarity) -> float:
    """The cosine of two sets of terms weighed by their rarity."""
    shared = a & b
    if not shared:
        return 0.0
    square = rarity.square
    return sum([square.get(t, 1.0) for t in shared]) / math.sqrt(rarity.norm(a) * rarity.norm(b))
