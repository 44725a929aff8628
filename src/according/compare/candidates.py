"""Which pairs of events are worth comparing, found in time that grows with the number of events.

Every event goes into a few blocks (place, actor or word, with type and month where known). A block is walked in order of
time and each event is set beside the few before it, so that a block of any size costs its length times the window. Of
these pairs, those go on whose likeness can reach what is asked of it: :class:`Bounds` gives a number that the log odds of
:func:`according.compare.likeness.likeness` never pass, from columns of numbers for many pairs at once.
"""

import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from according.compare.accounts import Claim, Told, days
from according.compare.likeness import OLD, WEIGHTS, Rarity, Weights, narrow, of_types, unreal

Numbers = npt.NDArray[np.int64]
_WINDOW, _WIDEST = 8, 200  # events before it in a block with which one is compared, at the least and at the most
_BUDGET = 400_000  # comparisons that a small case may have
_BLOCKS = 10  # of one event, about
_RAREST = 4  # words of its sentence by which an event is blocked
_BUCKETS, _SCALE = 256, 1024  # of a sentence's terms; steps of a squared weight
_TOGETHER, _HELD = 1 << 13, 1 << 21  # pairs bounded at once; held before they are bounded
_NEVER = -1  # a day that is not known
_PHASES, _OPPOSED = {"": 0, "ended": 1, "lasts": 2}, 3  # the sum of two that oppose


def candidates(
    told: Sequence[Told], claims: Sequence[Claim], rarity: Rarity, least: float, least_opposed: float
) -> Iterator[tuple[int, int]]:
    """Pairs ``(i, j)``, ``i < j``, in order, whose likeness may be ``least``, or ``least_opposed`` where phases oppose.

    Memory grows with the number of events and of pairs that are given.
    """
    if len(told) < 2:
        return
    blocks, events = _blocked(told, claims, rarity)
    bounds = Bounds(told, rarity)
    window = max(_WINDOW, min(_WIDEST, _BUDGET // max(1, len(told) * _BLOCKS)))
    kept: list[Numbers] = []
    held: list[Numbers] = []
    for step in range(1, window + 1):
        at = np.flatnonzero(blocks[step:] == blocks[:-step])
        i, j = events[at], events[at + step]
        held.append(np.minimum(i, j) * len(told) + np.maximum(i, j))
        last = step == window or not at.size
        if last or sum(map(len, held)) > _HELD:
            kept.append(bounds.reaching(np.unique(np.concatenate(held)), least, least_opposed))
            held = []
        if last:
            break
    for pair in np.unique(np.concatenate(kept)).tolist():
        yield divmod(pair, len(told))


def _blocked(told: Sequence[Told], claims: Sequence[Claim], rarity: Rarity) -> tuple[Numbers, Numbers]:
    """Block by block, and in order of time within one: the numbers of the blocks and of the events in them."""
    order = sorted(range(len(told)), key=lambda i: (told[i].earliest or claims[told[i].claim].published or "", i))
    numbers: dict[tuple[str, ...], int] = {}
    blocks: list[int] = []
    events: list[int] = []
    for i in order:
        for key in dict.fromkeys(_keys(told[i], rarity)):
            blocks.append(numbers.setdefault(key, len(numbers)))
            events.append(i)
    block = np.array(blocks, dtype=np.int64)
    by_block = np.argsort(block, kind="stable")
    return block[by_block], np.array(events, dtype=np.int64)[by_block]


def _keys(t: Told, rarity: Rarity) -> Iterator[tuple[str, ...]]:
    kind = t.event.type
    yield ("document", str(t.document), kind)
    month = t.earliest[:7] if t.earliest else ""
    for place in t.places | t.names:
        yield ("place", place, kind)
        if month:
            yield ("place", place, month)
    for actor in t.initiators | t.recipients:
        yield ("actor", actor, kind, month)
    if t.phase:  # an end and a continuation are often of two types
        yield ("phase", str(t.document))
        for actor in t.initiators | t.recipients | t.near:
            yield ("phase", actor)
    rarest = sorted(t.terms, key=lambda w: (-rarity[w] if rarity.seen[w] > 1 else 0.0, w))[:_RAREST]
    for word in rarest:
        yield ("word", word)
    for word in sorted(t.concepts)[:2]:
        for other in rarest[:2]:
            yield ("pair", word, other)


class Bounds:
    """Events as columns of numbers, from which a bound of the log odds that two are one happening is had.

    Sets of words, places and actors are masks of 64 bits, in which two that share something share a bit; the terms of a
    sentence are sums of squared weights in 256 buckets, of which the smaller of two is no less than what they share.
    """

    def __init__(self, told: Sequence[Told], rarity: Rarity, weights: Weights = WEIGHTS) -> None:
        w = self.weights = weights
        types = {kind: n for n, kind in enumerate(sorted({t.event.type for t in told}))}
        self.kind = _column(told, lambda t: types[t.event.type])
        self.of_types = np.array([[of_types(a, b, w) for b in types] for a in types])
        self.words, self.concepts = _masks(t.words for t in told), _masks(t.concepts for t in told)
        self.places = _masks(t.places for t in told)
        self.where = _masks(t.places | t.names for t in told)
        self.actors = _masks(t.initiators | t.recipients for t in told)
        self.sides = _masks(t.initiators | t.recipients | t.sides | t.near for t in told)
        self.counts = _masks({c.of for c in t.event.counts} - {"unknown"} for t in told)
        self.first = _column(told, lambda t: days(t.earliest) if t.earliest and t.latest else _NEVER)
        self.last = _column(told, lambda t: days(t.latest) if t.earliest and t.latest else _NEVER)
        self.published = _column(told, lambda t: days(t.published) if t.published else _NEVER)
        self.narrow = _column(told, narrow).astype(bool)
        self.unreal = _column(told, unreal).astype(bool)
        self.document = _column(told, lambda t: t.document)
        self.phase = _column(told, lambda t: _PHASES[t.phase])
        self.buckets = np.zeros((len(told), _BUCKETS), dtype=np.uint16)
        self.norms = np.array([rarity.norm(t.terms) for t in told])
        bucket: dict[str, int] = {}
        for n, t in enumerate(told):
            row = [0.0] * _BUCKETS
            for term in t.terms:
                at = bucket.get(term)
                if at is None:
                    at = bucket[term] = _hash(term) % _BUCKETS
                row[at] += rarity.square.get(term, 1.0)
            self.buckets[n] = np.ceil(np.minimum(np.array(row) * _SCALE, 2.0**16 - 1))

    def reaching(self, pairs: Numbers, least: float, least_opposed: float) -> Numbers:
        """Those of the pairs (``i * n + j``) whose bound reaches a likeness, by whether their phases oppose."""
        out = []
        floors = np.array([_log_odds(least), _log_odds(least_opposed)])
        for at in range(0, len(pairs), _TOGETHER):
            some = pairs[at : at + _TOGETHER]
            i, j = np.divmod(some, len(self.kind))
            floor = floors[(self.phase[i] + self.phase[j] == _OPPOSED).astype(np.int64)]
            cells = self.cells(i, j)
            likely = np.flatnonzero(cells + self.weights.context >= floor)
            some, i, j, floor, cells = some[likely], i[likely], j[likely], floor[likely], cells[likely]
            out.append(some[cells + self.context(i, j) >= floor])
        return np.concatenate(out) if out else np.empty(0, dtype=np.int64)

    def cells(self, i: Numbers, j: Numbers) -> npt.NDArray[np.float64]:
        """A bound of the log odds from all cells but the terms of the sentences."""
        w = self.weights
        z: npt.NDArray[np.float64] = w.bias + self.of_types[self.kind[i], self.kind[j]]
        concepts = np.where(_meet(self.concepts, i, j), w.concept, 0.0)
        z += np.where(_meet(self.words, i, j), max(w.word, w.concept), concepts)
        placed = (self.where[i] != 0) & (self.where[j] != 0)
        apart = np.where(placed, w.no_place, 0.7 * w.place)
        z += np.where(_meet(self.where, i, j), 1.4 * w.place, apart)
        sides = np.where(_meet(self.sides, i, j), max(w.same_side, w.mentioned), 0.0)
        z += np.where(_meet(self.actors, i, j), 1.5 * w.actors + w.same_role, sides)
        dated = (self.first[i] != _NEVER) & (self.first[j] != _NEVER)
        gap = np.maximum(0, np.maximum(self.first[j] - self.last[i], self.first[i] - self.last[j]))
        day = (gap == 0) & self.narrow[i] & self.narrow[j]
        near = np.where(day, w.day, np.where(gap <= 3, w.near, w.far))
        known = (self.published[i] != _NEVER) & (self.published[j] != _NEVER)
        old = known & (np.abs(self.published[i] - self.published[j]) > OLD) & ~_meet(self.places, i, j)
        z += np.where(dated, near, np.where(old, w.old, 0.0))
        z += np.where(self.unreal[i] != self.unreal[j], w.reality, 0.0)
        z += np.where(_meet(self.counts, i, j), w.counts, 0.0)
        z += np.where(self.document[i] == self.document[j], w.within, 0.0)
        return z

    def context(self, i: Numbers, j: Numbers) -> npt.NDArray[np.float64]:
        """A bound of what the terms of the sentences add."""
        shared = np.minimum(self.buckets[i], self.buckets[j]).sum(axis=1, dtype=np.uint32) / _SCALE
        bound: npt.NDArray[np.float64] = shared / np.sqrt(np.maximum(self.norms[i] * self.norms[j], 1e-9))
        return self.weights.context * np.minimum(1.0, bound) + 1e-6


def _column(told: Sequence[Told], value: Callable[[Told], int]) -> Numbers:
    return np.fromiter((value(t) for t in told), dtype=np.int64, count=len(told))


def _masks(sets: Iterable[Iterable[str]]) -> Numbers:
    """Each set as the bits of its members' hashes."""
    bits: dict[Hashable, int] = {}
    out = []
    for members in sets:
        mask = 0
        for m in members:
            bit = bits.get(m)
            if bit is None:
                bit = bits[m] = 1 << (_hash(m) % 63)
            mask |= bit
        out.append(mask)
    return np.array(out, dtype=np.int64)


def _meet(masks: Numbers, i: Numbers, j: Numbers) -> npt.NDArray[np.bool_]:
    met: npt.NDArray[np.bool_] = (masks[i] & masks[j]) != 0
    return met


def _hash(word: str) -> int:
    """The same on every run, unlike Python's own."""
    return zlib.crc32(word.encode("utf8", "replace"))


def _log_odds(likeness: float) -> float:
    return float(np.log(likeness / (1.0 - likeness)))
