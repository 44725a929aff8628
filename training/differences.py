"""Fit the weights of `according.compare.within` on gold ledgers: `python training/differences.py [GOLD_DIR] [--write]`.

Two logistic regressions with an L2 penalty, by Newton's method: which pairs of statements are about the same matter, and
which of those contradict. Each report is seen with all its events, half of them and none, and again so with some stances and
speakers misread, so that the weights do not lean on what a model may miss. Cross-validation over reports is printed by threshold; `--write` refits on
all reports and writes `within.json`.
`differences.json` adds pairs that a second reading of the gold/train reports found (ids only, no text); cross-validation
counts only gold's own as right.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.differences import GOLD, KEPT, Report, reports  # noqa: E402

from according.compare.features import FEATURES  # noqa: E402
from according.compare.matter import matters_of  # noqa: E402
from according.compare.within import WEIGHTS, pair_features  # noqa: E402
from according.ledger.records import STANCES, Statement  # noqa: E402

Floats = npt.NDArray[np.float64]
ADDED = Path(__file__).with_suffix(".json")
PAIR_PENALTY, VERDICT_PENALTY = 60.0, 30.0
THRESHOLD = (
    0.24  # F1 in cross-validation is flat from 0.20 to 0.38; lower would cost precision, higher the misread copies
)
COPIES = (*KEPT, *KEPT)  # the shares of events of each copy of a report; the latter half with statements misread
STANCE_NOISE, SPEAKER_NOISE = 0.35, 0.1
FOLDS, ROUNDS = 5, 4
SAME, CONFLICT = FEATURES.index("same_speaker"), FEATURES.index("counts_conflict")


class Rows:
    """All candidate pairs: ``x`` [n, features], the gold verdict of each, its report, and which share of events it had."""

    def __init__(self, all_reports: Sequence[Report]) -> None:
        rows, verdicts, labels, owners, shares = [], [], [], [], []
        added = json.loads(ADDED.read_text(encoding="utf8"))
        for i, report in enumerate(all_reports):
            more = {**{frozenset((a, b)): v for a, b, v in added.get(report.name, ())}, **report.gold}
            for copy, share in enumerate(COPIES):
                statements = misread(report.statements, i) if copy >= len(KEPT) else report.statements
                matters = matters_of(report.text, statements, report.kept(share), report.actors, report.counts)
                ids = [m.statement.id for m in matters]
                for (a, b), row in pair_features(report.text, matters).items():
                    rows.append(row)
                    verdicts.append(report.gold.get(frozenset((ids[a], ids[b])), ""))
                    labels.append(more.get(frozenset((ids[a], ids[b])), ""))
                    owners.append(i)
                    shares.append(copy == 0)
        self.x = np.array(rows)
        self.gold = np.array(verdicts)
        self.verdict = np.array(labels)
        self.owner = np.array(owners)
        self.whole = np.array(shares)


def misread(statements: Sequence[Statement], seed: int) -> tuple[Statement, ...]:
    """The statements as a model may hand them over: stances mistaken, speakers not known or split in two."""
    rng = np.random.default_rng(seed)
    out = []
    for s in statements:
        stance, speaker = s.stance, s.speaker
        if rng.random() < STANCE_NOISE:
            stance = "assert" if rng.random() < 0.5 else STANCES[rng.integers(len(STANCES))]
        if speaker is not None and rng.random() < SPEAKER_NOISE:
            speaker = None if rng.random() < 0.5 else speaker + "'"
        out.append(replace(s, stance=stance, speaker=speaker))
    return tuple(out)


def fit(x: Floats, y: Floats, penalty: float, weight: float = 1 / len(COPIES)) -> tuple[Floats, float]:
    """Weights and bias on the features as they are; the penalty is on the standardised ones."""
    mean, scale = x.mean(0), x.std(0) + 1e-9
    scale[scale < 1e-6] = 1e9  # a feature that never varies gets no weight
    z = np.c_[(x - mean) / scale, np.ones(len(x))]
    ridge = np.eye(z.shape[1]) * penalty
    ridge[-1, -1] = 1e-6
    b = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ b))
        step = np.linalg.solve(
            (z * (weight * p * (1 - p))[:, None]).T @ z + ridge, weight * (z.T @ (p - y)) + ridge @ b
        )
        b -= step
        if np.abs(step).max() < 1e-8:
            break
    w = b[:-1] / scale
    return w, float(b[-1] - mean @ w)


def chance(x: Floats, table: tuple[Floats, float]) -> Floats:
    """The probabilities of rows."""
    return np.asarray(1 / (1 + np.exp(-(x @ table[0] + table[1]))))


def decide(x: Floats, pair: Floats, against: Floats) -> tuple[Floats, npt.NDArray[Any]]:
    """The score on which the threshold stands, and the verdict; as in ``differences_within``."""
    against = np.where(x[:, CONFLICT] > 0, np.maximum(against, 0.75), against)
    verdict = np.where(against > 0.5, "contradict", np.where(x[:, SAME] > 0, "repeat", "corroborate"))
    sure = np.where(against > 0.5, against, 1 - against)
    return pair * (0.5 + 0.5 * sure), verdict


def train(rows: Rows, chosen: npt.NDArray[np.bool_]) -> tuple[tuple[Floats, float], tuple[Floats, float]]:
    """Both tables, on the rows chosen."""
    x, verdict = rows.x[chosen], rows.verdict[chosen]
    is_pair = verdict != ""
    pair = fit(x, is_pair.astype(float), PAIR_PENALTY)
    against = fit(x[is_pair], (verdict[is_pair] == "contradict").astype(float), VERDICT_PENALTY)
    return pair, against


def sweep(score: Floats, verdict: npt.NDArray[Any], gold: npt.NDArray[Any], total: int) -> list[tuple[float, ...]]:
    """(threshold, F1, pair F1, precision, predicted) at each threshold."""
    out = []
    for threshold in np.arange(0.06, 0.5, 0.02):
        on = score >= threshold
        tp, pairs = (on & (verdict == gold)).sum(), (on & (gold != "")).sum()
        n = int(on.sum())
        out.append(
            (round(float(threshold), 2), 200 * tp / (n + total), 200 * pairs / (n + total), 100 * tp / max(n, 1), n)
        )
    return out


def main(argv: list[str]) -> int:
    """Cross-validate, print, and write with ``--write``."""
    given = [a for a in argv if not a.startswith("--")]
    folder = Path(given[0]) if given else GOLD
    read = list(reports(folder / "train"))
    total = sum(len(r.gold) for r in read)
    rows = Rows(read)
    tables: dict[float, list[tuple[float, ...]]] = {}
    for seed in range(ROUNDS):
        fold = np.random.default_rng(seed).permutation(len(read)) % FOLDS
        score, verdict = np.zeros(len(rows.x)), np.full(len(rows.x), "", dtype=object)
        for k in range(FOLDS):
            held = fold[rows.owner] == k
            pair, against = train(rows, ~held)
            score[held], verdict[held] = decide(rows.x[held], chance(rows.x[held], pair), chance(rows.x[held], against))
        for line in sweep(score[rows.whole], verdict[rows.whole], rows.gold[rows.whole], total):
            tables.setdefault(line[0], []).append(line[1:])
    print("threshold  f1  pair f1  precision  predicted")
    means = {t: np.mean(lines, axis=0) for t, lines in tables.items()}
    for t, m in means.items():
        print(f"{t:9.2f} " + " ".join(f"{v:6.1f}" for v in m))
    threshold = THRESHOLD
    if "--write" in argv:
        pair, against = train(rows, np.ones(len(rows.x), dtype=bool))
        table = {
            "features": list(FEATURES),
            "threshold": threshold,
            "contradict_from": 0.5,
            "pair": {"bias": round(pair[1], 5), "weights": [round(float(w), 5) for w in pair[0]]},
            "contradict": {"bias": round(against[1], 5), "weights": [round(float(w), 5) for w in against[0]]},
        }
        WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf8")
        print("written", WEIGHTS)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
