"""Differences within one report: pairs of statements about the same matter that contradict, corroborate or repeat.

Two logistic regressions over comparable cells (:mod:`according.compare.features`) decide: whether a pair is about the
same matter, and whether it contradicts. What does not contradict is a repeat where one speaker says both; else it
corroborates, unless one speaker quotes the other or both. Figures of the same thing whose bounds do not meet always
contradict, and so do ranks that do not fit (:mod:`according.compare.order`). The weights lie beside this file;
``training/differences.py`` fits them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from according.compare.cells import describe
from according.compare.features import FEATURES, features
from according.compare.matter import Matter, in_order, matters_of
from according.compare.neighbours import Neighbours, neighbours
from according.compare.order import order_conflicts
from according.ledger.records import Actor, Count, Difference, Event, Statement, Verdict
from according.ledger.sequences import Packed
from according.ledger.spans import Spans

WEIGHTS = Path(__file__).with_name("within.json")
_CONFLICT = FEATURES.index("counts_conflict")
_SURE = 0.75  # of a contradiction where both count the same thing and their bounds do not meet

_TOGETHER = 2048  # pairs judged at once
_AT_HAND = 4096  # statements held at once, of either side of the pairs

Pair = tuple[int, int]


def differences_within(
    text: str,
    statements: Sequence[Statement],
    events: Sequence[Event] = (),
    actors: Sequence[Actor] = (),
    counts: Sequence[Count] = (),
) -> Sequence[Difference]:
    """The differences of one report, in the order of its statements, ``a`` before ``b``.

    ``events``, ``actors`` and ``counts`` may be empty: they only sharpen. A pair is looked at where the two stand near
    each other or share rare words, so that the cost grows with the number of statements, not with its square. Never
    raises on odd spans.
    """
    if len(statements) < 2:
        return ()
    table = weights()
    matters = matters_of(text, statements, events, actors, counts)
    ordered = [statements[k] for k in in_order(statements)]
    ranks = {(c.a, c.b): c for c in order_conflicts(text, ordered)}
    out: Packed[Difference] = Packed()
    for judged in _judged(text, matters, table):
        found: list[tuple[Pair, Difference]] = []
        for a, b, row, pair, against in judged:
            if pair < table["threshold"] or (a.index, b.index) in ranks:
                continue
            if row[_CONFLICT]:
                against = max(against, _SURE)
            verdict: Verdict = "contradict" if against > table["contradict_from"] else _agreement(a, b)
            if verdict == "corroborate" and _share_a_voice(a, b):
                continue
            sure = against if verdict == "contradict" else 1.0 - against
            if pair * (0.5 + 0.5 * sure) < table["threshold"]:
                continue
            about, evidence = describe(text, a, b, verdict)
            told = Difference(a.statement.id, b.statement.id, verdict, about, _tidy(evidence))
            found.append(((a.index, b.index), told))
        out.extend(told for _, told in sorted(found, key=lambda x: x[0]))
    if not ranks:
        return out.settled()
    out.extend(
        Difference(ordered[i].id, ordered[j].id, "contradict", c.about, _tidy(c.evidence))
        for (i, j), c in ranks.items()
    )
    place = {s.id: i for i, s in enumerate(ordered)}
    return tuple(sorted(out.settled(), key=lambda d: (place[d.a], place[d.b])))


def pair_features(text: str, matters: Sequence[Matter]) -> dict[Pair, list[float]]:
    """The features of every candidate pair ``(i, j)``, ``i < j``."""
    found = {(a.index, b.index): row for some in _featured(text, matters) for a, b, row in some}
    return dict(sorted(found.items()))


def _featured(text: str, matters: Sequence[Matter]) -> Iterator[Iterator[tuple[Matter, Matter, list[float]]]]:
    """Candidate pairs, each with its features: those of the first statements, of the next and so on.

    Of a very long text only ``_AT_HAND`` statements are held on either side, whatever the pairs.
    """
    near = neighbours(matters)
    for first in range(0, len(matters), _AT_HAND):
        yield _featured_from(text, matters, near, first)


def _featured_from(
    text: str, matters: Sequence[Matter], near: Neighbours, first: int
) -> Iterator[tuple[Matter, Matter, list[float]]]:
    """The pairs whose first statement is one of ``_AT_HAND`` from ``first`` on."""
    earlier = matters[first : first + _AT_HAND]
    pairs, cosines, ranks = near.pairs(first, first + _AT_HAND)
    for begin in range(first, len(matters), _AT_HAND):
        here = (pairs[:, 1] >= begin) & (pairs[:, 1] < begin + _AT_HAND)
        if not here.any():
            continue
        later = earlier if begin == first else matters[begin : begin + _AT_HAND]
        told = zip(pairs[here].tolist(), cosines[here].tolist(), ranks[here].tolist(), strict=True)
        for (i, j), cosine, (one, other) in told:
            a, b = earlier[i - first], later[j - begin]
            yield a, b, features(text, a, b, cosine, (one, other), len(matters))


def _judged(
    text: str, matters: Sequence[Matter], table: Mapping[str, Any]
) -> Iterator[Iterator[tuple[Matter, Matter, list[float], float, float]]]:
    """Candidate pairs with their features and both probabilities; a few at a time, so that memory stays flat."""
    for pairs in _featured(text, matters):
        yield _judge(pairs, table)


def _judge(
    pairs: Iterator[tuple[Matter, Matter, list[float]]], table: Mapping[str, Any]
) -> Iterator[tuple[Matter, Matter, list[float], float, float]]:
    while some := list(islice(pairs, _TOGETHER)):
        rows = np.array([row for _, _, row in some], dtype=np.float64)
        chances = zip(some, logistic(rows, table["pair"]), logistic(rows, table["contradict"]), strict=True)
        for (a, b, row), same, against in chances:
            yield a, b, row, same, against


def logistic(rows: npt.NDArray[np.float64], table: Mapping[str, Any]) -> list[float]:
    """The probabilities of ``rows`` [n, features] under a table of ``weights`` and a ``bias``."""
    z = rows @ np.array(table["weights"]) + table["bias"]
    chances: list[float] = (1.0 / (1.0 + np.exp(-np.clip(z, -60.0, 60.0)))).tolist()
    return chances


@cache
def weights() -> dict[str, Any]:
    """The table that ``training/differences.py`` wrote. Raises ValueError where it is of other features."""
    table: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf8"))
    if tuple(table["features"]) != FEATURES:
        raise ValueError(f"{WEIGHTS.name} was fitted on other features; run training/differences.py")
    return table


def _agreement(a: Matter, b: Matter) -> Verdict:
    speaker = a.statement.speaker
    return "repeat" if speaker is not None and speaker == b.statement.speaker else "corroborate"


def _share_a_voice(a: Matter, b: Matter) -> bool:
    """Whether one speaker stands behind both: what he quotes others with does not corroborate what he says."""
    return not set(a.statement.chain).isdisjoint(b.statement.chain)


def _tidy(spans: Spans) -> Spans:
    """Sorted, each once, and those that meet or overlap joined."""
    out: list[tuple[int, int]] = []
    for begin, end in sorted(set(spans)):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((begin, end))
    return tuple(out)
