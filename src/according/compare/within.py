"""Differences within one report: pairs of statements about the same matter that contradict, corroborate or repeat.

Two logistic regressions over comparable cells (:mod:`according.compare.features`) decide: whether a pair is about the
same matter, and whether it contradicts. What does not contradict is a repeat where one speaker says both, else it
corroborates. Figures of the same thing whose bounds do not meet always contradict. The weights lie beside this file; ``training/differences.py`` fits them.
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
from according.compare.matter import Matter, matters_of
from according.ledger.records import Actor, Count, Difference, Event, Statement, Verdict
from according.ledger.spans import Spans

WEIGHTS = Path(__file__).with_name("within.json")
_NEAR = 10  # statements before and after that are always looked at
_CLOSEST = 16  # statements closest in words, of each statement
_COMMON = 64  # a term in more statements than this tells nothing apart
_CONFLICT = FEATURES.index("counts_conflict")
_SURE = 0.75  # of a contradiction where both count the same thing and their bounds do not meet

_TOGETHER = 2048  # pairs judged at once

Pair = tuple[int, int]


def differences_within(
    text: str,
    statements: Sequence[Statement],
    events: Sequence[Event] = (),
    actors: Sequence[Actor] = (),
    counts: Sequence[Count] = (),
) -> tuple[Difference, ...]:
    """The differences of one report, in the order of its statements, ``a`` before ``b``.

    ``events``, ``actors`` and ``counts`` may be empty: they only sharpen. A pair is looked at where the two stand near
    each other or share rare words, so that the cost grows with the number of statements, not with its square. Never
    raises on odd spans.
    """
    if len(statements) < 2:
        return ()
    table = weights()
    matters = matters_of(text, statements, events, actors, counts)
    out = []
    for (i, j), row, pair, against in _judged(text, matters, table):
        if pair < table["threshold"]:
            continue
        a, b = matters[i], matters[j]
        if row[_CONFLICT]:
            against = max(against, _SURE)
        verdict: Verdict = "contradict" if against > table["contradict_from"] else _agreement(a, b)
        sure = against if verdict == "contradict" else 1.0 - against
        if pair * (0.5 + 0.5 * sure) < table["threshold"]:
            continue
        about, evidence = describe(text, a, b, verdict)
        out.append(Difference(a.statement.id, b.statement.id, verdict, about, _tidy(evidence)))
    return tuple(out)


def pair_features(text: str, matters: Sequence[Matter]) -> dict[Pair, list[float]]:
    """The features of every candidate pair ``(i, j)``, ``i < j``."""
    return dict(_featured(text, matters))


def _featured(text: str, matters: Sequence[Matter]) -> Iterator[tuple[Pair, list[float]]]:
    """Candidate pairs in order, each with its features."""
    closeness = _cosines(matters)
    order = [sorted(near.values(), reverse=True) for near in closeness]
    chosen = {
        (i, j) for i in range(len(matters)) for j in range(i + 1, min(i + _NEAR + 1, len(matters)))
    }  # fmt: skip
    for i, near in enumerate(closeness):
        for j in sorted(near, key=lambda k: (-near[k], k))[:_CLOSEST]:
            chosen.add((min(i, j), max(i, j)))
    for i, j in sorted(chosen):
        cosine = closeness[i].get(j, 0.0)
        ranks = (_rank(order[i], cosine), _rank(order[j], cosine))
        yield (i, j), features(text, matters[i], matters[j], cosine, ranks, len(matters))


def _judged(
    text: str, matters: Sequence[Matter], table: Mapping[str, Any]
) -> Iterator[tuple[Pair, list[float], float, float]]:
    """Candidate pairs with their features and both probabilities; a few at a time, so that memory stays flat."""
    pairs = _featured(text, matters)
    while some := list(islice(pairs, _TOGETHER)):
        rows = np.array([row for _, row in some], dtype=np.float64)
        chances = zip(some, logistic(rows, table["pair"]), logistic(rows, table["contradict"]), strict=True)
        for (pair, row), same, against in chances:
            yield pair, row, same, against


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


def _cosines(matters: Sequence[Matter]) -> list[dict[int, float]]:
    """For each statement, the cosine to every statement that shares a term which is not in too many."""
    holders: dict[str, list[int]] = {}
    for m in matters:
        for term in m.terms:
            holders.setdefault(term, []).append(m.index)
    out: list[dict[int, float]] = [{} for _ in matters]
    for term, indices in holders.items():
        if not 2 <= len(indices) <= _COMMON:
            continue
        scaled = [matters[i].terms[term] / matters[i].norm for i in indices]
        for x, i in enumerate(indices):
            near, own = out[i], scaled[x]
            for y, j in enumerate(indices):
                if i != j:
                    near[j] = near.get(j, 0.0) + own * scaled[y]
    return out


def _rank(descending: Sequence[float], value: float) -> int:
    """How many are greater than ``value``, counted up to 20."""
    rank = 0
    while rank < min(20, len(descending)) and descending[rank] > value + 1e-12:
        rank += 1
    return rank


def _tidy(spans: Spans) -> Spans:
    """Sorted, each once, and those that meet or overlap joined."""
    out: list[tuple[int, int]] = []
    for begin, end in sorted(set(spans)):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((begin, end))
    return tuple(out)
