"""Which statements of one report are compared: those that stand near each other or share rare words.

How close two statements are is the cosine of their weighted terms, over the terms that are not in too many statements. Of
each statement only the closest are kept, in arrays: some 300 bytes, however many share a word with it.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from according.compare.matter import Matter

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_NEAR = 10  # statements before and after that are always looked at
_CLOSEST = 16  # statements closest in words, of each statement
_COMMON = 64  # a term in more statements than this tells nothing apart
_RANKED = 20  # a rank is counted up to this


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Which pairs of so ``many`` statements to compare, and how close they are.

    ``beside`` [many, 10] are the cosines with the next statements; the pairs further apart are ``codes``, ``first * many +
    second``, in order, with their ``cosines``. ``highest`` [many, 20] are each statement's highest cosines, filled up with -1.
    """

    many: int
    beside: Floats
    codes: Ints
    cosines: Floats
    highest: Floats

    def pairs(self, begin: int, end: int) -> tuple[Ints, Floats, Ints]:
        """The pairs [p, 2] whose first statement lies in ``[begin, end)``, in order, their cosines [p] and ranks [p, 2].

        A rank is the number of statements that are closer to one of the pair than the other is, counted up to 20.
        """
        at = np.arange(begin, min(end, self.many), dtype=np.int64)[:, None]
        next_ = at + np.arange(1, _NEAR + 1)
        there = next_ < self.many
        far = slice(*self.codes.searchsorted((begin * self.many, end * self.many)))
        codes = np.concatenate([(at * self.many + next_)[there], self.codes[far]])
        cosines = np.concatenate([self.beside[begin:end][there], self.cosines[far]])
        order = np.argsort(codes)
        pairs, cosines = np.stack(np.divmod(codes[order], self.many), 1), cosines[order]
        least = cosines[:, None] + 1e-12
        return pairs, cosines, np.stack([(self.highest[pairs[:, k]] > least).sum(1) for k in (0, 1)], 1)


def neighbours(matters: Iterable[Matter]) -> Neighbours:
    """The pairs to compare; cost and memory grow with the number of statements, not with its square."""
    terms = _Terms(matters)
    many = len(terms.begins) - 1
    beside, highest = np.zeros((many, _NEAR)), np.full((many, _RANKED), -1.0)
    codes, far = array("q"), array("d")
    for i in range(many):
        others, cosines = terms.closeness(i)
        if not len(others):
            continue
        near = slice(*others.searchsorted((i + 1, i + _NEAR + 1)))
        beside[i, others[near] - i - 1] = cosines[near]
        best = np.lexsort((others, -cosines))[:_RANKED]
        highest[i, : len(best)] = cosines[best]
        best = best[:_CLOSEST]
        best = best[np.abs(others[best] - i) > _NEAR]
        codes.frombytes((np.minimum(others[best], i) * many + np.maximum(others[best], i)).tobytes())
        far.frombytes(cosines[best].tobytes())
    del terms
    once, where = np.unique(np.frombuffer(codes, dtype=np.int64), return_index=True)
    return Neighbours(many, beside, once, np.frombuffer(far, dtype=np.float64)[where], highest)


class _Terms:
    """The terms of all statements as arrays, and the statements of each term."""

    def __init__(self, matters: Iterable[Matter]) -> None:
        numbers: dict[str, int] = {}
        terms, weights, begins = array("i"), array("d"), array("q", [0])
        for m in matters:
            own = sorted((numbers.setdefault(term, len(numbers)), weight / m.norm) for term, weight in m.terms.items())
            terms.extend(number for number, _ in own)
            weights.extend(weight for _, weight in own)
            begins.append(len(terms))
        self.terms: npt.NDArray[np.int32] = np.array(terms, dtype=np.int32)
        self.weights: Floats = np.array(weights, dtype=np.float64)
        self.begins: Ints = np.array(begins, dtype=np.int64)
        owners = np.repeat(np.arange(len(begins) - 1, dtype=np.int32), np.diff(self.begins))
        by_term = np.argsort(self.terms, kind="stable")
        self.holders, self.holders_weights = owners[by_term], self.weights[by_term]
        self.counts: Ints = np.bincount(self.terms, minlength=len(numbers)).astype(np.int64)
        self.starts: Ints = np.cumsum(self.counts) - self.counts

    def closeness(self, i: int) -> tuple[Ints, Floats]:
        """The statements that share a term with ``i`` which is not in too many, in order, and the cosine to each."""
        own = slice(self.begins[i], self.begins[i + 1])
        counts = self.counts[self.terms[own]]
        told = (counts >= 2) & (counts <= _COMMON)
        counts, starts = counts[told], self.starts[self.terms[own][told]]
        at = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        others, place = np.unique(self.holders[at], return_inverse=True)
        products = np.repeat(self.weights[own][told], counts) * self.holders_weights[at]
        cosines = np.bincount(place, products, len(others))  # adds up in the order of the terms
        rest = others != i
        return others[rest].astype(np.int64), cosines[rest]
