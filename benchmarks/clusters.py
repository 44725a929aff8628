"""Measures over clusters: MUC, B-cubed, CEAF-e and their mean (the CoNLL score), and the best one-to-one alignment.

Definitions of Pradhan et al. 2014, "Scoring coreference partitions of predicted mentions: a reference implementation":
mentions that are only in the key or only in the response stay in, and numerators and denominators are summed over
documents before they are divided.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass

Cluster = Collection[Hashable]
Partition = Sequence[Cluster]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Hits over predicted and hits over gold, which may differ (B-cubed); summable."""

    precise: float = 0.0
    predicted: float = 0.0
    recalled: float = 0.0
    gold: float = 0.0

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(
            self.precise + other.precise, self.predicted + other.predicted,
            self.recalled + other.recalled, self.gold + other.gold,
        )  # fmt: skip

    @property
    def precision(self) -> float:
        """0 where nothing was predicted."""
        return self.precise / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """0 where there is no gold."""
        return self.recalled / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def table(self) -> dict[str, float]:
        """Percentages to a tenth."""
        return {"f1": round(100 * self.f1, 1), "p": round(100 * self.precision, 1), "r": round(100 * self.recall, 1)}


def mentions(gold: Partition, predicted: Partition) -> Ratio:
    """Mentions found, whatever their clusters."""
    g, p = {m for c in gold for m in c}, {m for c in predicted for m in c}
    return Ratio(len(g & p), len(p), len(g & p), len(g))


def muc(gold: Partition, predicted: Partition) -> Ratio:
    """MUC (Vilain et al. 1995): links kept, of the fewest that hold each cluster together. Singletons weigh nothing."""
    recalled, n_gold = _links(gold, predicted)
    precise, n_predicted = _links(predicted, gold)
    return Ratio(precise, n_predicted, recalled, n_gold)


def b_cubed(gold: Partition, predicted: Partition) -> Ratio:
    """B-cubed (Bagga and Baldwin 1998) over key mentions for recall, response mentions for precision."""
    shared = _shared(gold, predicted)
    return Ratio(
        sum(n * n / len(predicted[j]) for (_, j), n in shared.items()), sum(len(c) for c in predicted),
        sum(n * n / len(gold[i]) for (i, _), n in shared.items()), sum(len(c) for c in gold),
    )  # fmt: skip


def ceaf_e(gold: Partition, predicted: Partition) -> Ratio:
    """Entity-based CEAF (Luo 2005) with phi4(K, R) = 2 |K and R| / (|K| + |R|)."""
    scores = {(i, j): 2 * n / (len(gold[i]) + len(predicted[j])) for (i, j), n in _shared(gold, predicted).items()}
    best = sum(scores[pair] for pair in align(scores))
    return Ratio(best, len(predicted), best, len(gold))


MEASURES: dict[str, Callable[[Partition, Partition], Ratio]] = {"muc": muc, "b3": b_cubed, "ceafe": ceaf_e}


def conll(documents: Sequence[tuple[Partition, Partition]]) -> dict[str, object]:
    """The CoNLL score (mean of the three F1, per cent), its parts, and mentions found, of (gold, predicted) documents."""
    totals = {
        name: sum((measure(gold, predicted) for gold, predicted in documents), Ratio())
        for name, measure in {**MEASURES, "mentions": mentions}.items()
    }
    mean = 100 * sum(totals[name].f1 for name in MEASURES) / len(MEASURES)
    return {"conll": round(mean, 1), **{name: total.table() for name, total in totals.items()}}


def without_singletons(partition: Partition) -> list[Cluster]:
    """Only the clusters of two mentions or more."""
    return [c for c in partition if len(c) > 1]


def align(scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The one-to-one pairs with the greatest sum, out of pairs with a score above 0; others count 0.

    Each connected part of the graph is solved by itself (parts are small where pairs are sparse).
    """
    rows: dict[int, list[int]] = {}
    columns: dict[int, list[int]] = {}
    for (i, j), score in scores.items():
        if score > 0:
            rows.setdefault(i, []).append(j)
            columns.setdefault(j, []).append(i)
    out, seen = [], set()
    for start in rows:
        if start in seen:
            continue
        part_i, part_j, queue = {start}, set(), [start]
        while queue:
            for j in rows[queue.pop()]:
                if j not in part_j:
                    part_j.add(j)
                    fresh = [i for i in columns[j] if i not in part_i]
                    part_i.update(fresh)
                    queue.extend(fresh)
        seen |= part_i
        left, right = sorted(part_i), sorted(part_j)
        size = max(len(left), len(right))
        cost = [
            [-scores.get((left[a], right[b]), 0.0) if a < len(left) and b < len(right) else 0.0 for b in range(size)]
            for a in range(size)
        ]
        for a, b in enumerate(_hungarian(cost)):
            if a < len(left) and b < len(right) and scores.get((left[a], right[b]), 0.0) > 0:
                out.append((left[a], right[b]))
    return sorted(out)


def _hungarian(cost: list[list[float]]) -> list[int]:
    """The column of each row in the cheapest assignment of a square matrix; O(n^3), by shortest augmenting paths."""
    n = len(cost)
    u, v = [0.0] * (n + 1), [0.0] * (n + 1)
    row_of, way = [0] * (n + 1), [0] * (n + 1)  # column 0 is a stand-in; rows and columns count from 1
    for row in range(1, n + 1):
        row_of[0], at = row, 0
        least, used = [float("inf")] * (n + 1), [False] * (n + 1)
        while row_of[at]:
            used[at] = True
            here, delta, nearest = row_of[at], float("inf"), 0
            for j in range(1, n + 1):
                if not used[j]:
                    reduced = cost[here - 1][j - 1] - u[here] - v[j]
                    if reduced < least[j]:
                        least[j], way[j] = reduced, at
                    if least[j] < delta:
                        delta, nearest = least[j], j
            for j in range(n + 1):
                if used[j]:
                    u[row_of[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            at = nearest
        while at:
            row_of[at] = row_of[way[at]]
            at = way[at]
    out = [0] * n
    for j in range(1, n + 1):
        out[row_of[j] - 1] = j - 1
    return out


def _shared(gold: Partition, predicted: Partition) -> dict[tuple[int, int], int]:
    where: dict[Hashable, list[int]] = {}
    for j, cluster in enumerate(predicted):
        for m in cluster:
            where.setdefault(m, []).append(j)
    out: dict[tuple[int, int], int] = {}
    for i, cluster in enumerate(gold):
        for m in cluster:
            for j in where.get(m, ()):
                out[i, j] = out.get((i, j), 0) + 1
    return out


def _links(key: Partition, response: Partition) -> tuple[int, int]:
    where = {m: j for j, cluster in enumerate(response) for m in cluster}
    kept = possible = 0
    for cluster in key:
        parts = {where.get(m, ("alone", m)) for m in cluster}
        kept += len(cluster) - len(parts)
        possible += len(cluster) - 1
    return kept, possible
