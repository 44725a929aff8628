"""Fit the confidence of statements on the dev sets, choose which to keep, and show how well the figures hold.

usage: python training/calibrate.py DATA [--weights DIR] [--check]

A statement is right where it matches a gold one as the scorers' ``linked`` does: cues overlap, sources overlap or both
are absent, content character Jaccard at least 0.5. The reliability table is cross-fitted: each fold of documents is
judged by weights fitted on the others. Writes ``confidence`` and ``least`` into ``model.json`` and the
table into ``benchmarks/results/calibration.json``.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from according.extract.statements import attributions, confidence
from according.ledger import STANCES, Found
from according.model import Model, find, open_model
from according.model.lexicon import stems_of
from data import POLNEAR, Marked, Text, gold, polnear, stand_off

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src/according/model/weights"
TABLE = HERE.parent / "benchmarks/results/calibration.json"


def chars(spans: object) -> set[int]:
    """The code points under spans."""
    return {i for b, e in spans for i in range(b, e)}  # type: ignore[attr-defined]


def matches(found: Found, marked: Marked) -> float:
    """Content Jaccard where found and marked match as ``linked``, else 0."""
    if not chars(found.cue) & chars(marked.cue):
        return 0.0
    if bool(found.source) != bool(marked.source) or (found.source and not chars(found.source) & chars(marked.source)):
        return 0.0
    a, b = chars(found.content), chars(marked.content)
    jaccard = len(a & b) / len(a | b)
    return jaccard if jaccard >= 0.5 else 0.0


def rows_of(
    texts: list[Text], model: Model, weights: list[float]
) -> tuple[list[tuple[int, tuple[float, ...], bool]], int]:
    """(document, features, right) of every statement found, and how many there are in gold."""
    rows, total = [], 0
    for number, text in enumerate(texts):
        found = list(find(text.text, model, "polnear" if text.scheme == POLNEAR else "ledger").statements)
        if text.scheme == POLNEAR:  # only outermost ones are marked there
            outer = [a.within is None for a in attributions(found, text.text, weights, 0.0)]
            found = [f for f, o in zip(found, outer, strict=True) if o]
        free = list(text.statements)
        total += len(free)
        pairs = sorted(((matches(f, m), i, j) for i, f in enumerate(found) for j, m in enumerate(free)), reverse=True)
        right: set[int] = set()
        taken: set[int] = set()
        for score, i, j in pairs:
            if score and i not in right and j not in taken:
                right.add(i)
                taken.add(j)
        rows += [(number, f.features, i in right) for i, f in enumerate(found)]
    return rows, total


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method, with a small ridge."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        w -= np.linalg.solve(hessian, gradient)
    return w


def best_cut(p: np.ndarray, y: np.ndarray, total: int, slack: float = 0.002) -> tuple[float, float]:
    """The least confidence to keep whose F1 is within ``slack`` of the best, and the best F1: recall where it is free."""
    cuts = np.arange(0.0, 0.8, 0.02)
    scores = np.array([2 * y[p >= c].sum() / (total + (p >= c).sum()) for c in cuts])
    return float(cuts[int(np.argmax(scores >= scores.max() - slack))]), float(scores.max())


def cue_stances(texts: list[Text], least: int = 2) -> dict[str, list[float]]:
    """For each cue word of the training texts (``least`` times or more): log P(stance | word) / P(stance), smoothed."""
    prior: Counter[str] = Counter()
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for s in text.statements:
            if s.cue and s.stance:
                prior[s.stance] += 1
                for stem in stems_of(text.text[s.cue[0][0] : s.cue[-1][1]]):
                    seen[stem][s.stance] += 1
    total = sum(prior.values())
    share = {stance: (prior[stance] + 1) / (total + len(STANCES)) for stance in STANCES}
    return {
        stem: [round(math.log((counts[s] + share[s]) / (sum(counts.values()) + 1) / share[s]), 2) for s in STANCES]
        for stem, counts in sorted(seen.items())
        if sum(counts.values()) >= least
    }


def main() -> None:
    """Fit, choose, show, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--check", action="store_true", help="only show; write nothing")
    options = parser.parse_args()
    model = open_model(options.weights, threads=2)
    sets = {"polnear/dev": polnear(options.data / "polnear/dev"), "gold/dev": gold(options.data / "gold/dev")}
    weight = {"polnear/dev": 1.0, "gold/dev": 1.0}
    data = {name: rows_of(texts, model, model.table["confidence"]) for name, texts in sets.items()}
    x = np.array([f for rows, _ in data.values() for _, f, _ in rows])
    y = np.array([float(r) for rows, _ in data.values() for _, _, r in rows])
    fold = np.array([d % 5 for rows, _ in data.values() for d, _, _ in rows])
    which = np.array([name for name, (rows, _) in data.items() for _ in rows])
    crossed = np.zeros(len(y))
    for k in range(5):
        w = fit(x[fold != k], y[fold != k])
        crossed[fold == k] = [confidence(row, w) for row in x[fold == k]]
    table = []
    for low in np.arange(0, 1, 0.1):
        chosen = (crossed >= low) & (crossed < low + 0.1 + (low > 0.85))
        if chosen.any():
            table.append({"from": round(float(low), 1), "n": int(chosen.sum()), "confidence": round(float(crossed[chosen].mean()), 3),
                          "right": round(float(y[chosen].mean()), 3)})  # fmt: skip
            print(table[-1])
    error = float(
        np.abs(np.array([t["confidence"] - t["right"] for t in table])) @ np.array([t["n"] for t in table]) / len(y)
    )
    print(f"expected calibration error {error:.3f}")
    cuts = []
    for name, (_, total) in data.items():
        cut, f1 = best_cut(crossed[which == name], y[which == name], total)
        cuts.append((cut, weight[name]))
        print(
            f"{name}: best F1 {100 * f1:.1f} at {cut:.2f}; recall of all found {100 * y[which == name].sum() / total:.1f}"
        )
    least = round(float(np.average([c for c, _ in cuts])), 2)
    w = fit(x, y)
    print("least confidence kept", least, "weights", np.round(w, 2))
    if not options.check:
        path = options.weights / "model.json"
        model_table = json.loads(path.read_text())
        model_table |= {"confidence": [round(float(v), 4) for v in w], "least": least}
        ours = stand_off(HERE / "annotations", options.data / "reports")
        model_table["cue_stances"] = cue_stances(gold(options.data / "gold/train") + ours)
        path.write_text(json.dumps(model_table, indent=1) + "\n")
        TABLE.write_text(json.dumps({"command": "python training/calibrate.py DATA", "model": model.id, "least": least,
                                     "expected_calibration_error": round(error, 4), "table": table}, indent=1) + "\n")  # fmt: skip


if __name__ == "__main__":
    main()
