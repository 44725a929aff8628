"""Entities of re3d: strict span and type F1, on documents that the model was not trained on.

usage: python benchmarks/entities.py SHARED [--fold K [--weights FOLDER]] [--all] [--check]

Mentions are read as re3d marks them (scheme re3d), and as the ledger does. Annotations of confidence 0.5 and more; of those of one type that overlap the longest, in gold and prediction alike.
training/re3d.py makes five folds by document, near duplicates together; the packaged model is trained without fold 0,
which is measured unless --fold says another (then --weights has to be trained without that one). Some of re3d's pages
are also in gold/train, annotated otherwise: ``unseen`` leaves those out. --all measures every document, which is no
held-out figure for a model that was trained on some. Writes results/entities.json (with another fold entities-K.json);
--check scores gold against gold.
"""

import importlib.util
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from clusters import Ratio
from record import write

Entity = tuple[int, int, str]
TYPES = {
    "PERSON": "Person", "ORG": "Organisation", "ARMED_GROUP": "Organisation", "STATE": "Organisation",
    "PEOPLE": "Organisation", "PLACE": "Location", "FACILITY": "Location", "NATIONALITY": "Nationality",
    "WEAPON": "Weapon", "PLATFORM": "MilitaryPlatform", "VEHICLE": "Vehicle", "DOCUMENT": "DocumentReference",
    "MONEY": "Money", "QUANTITY": "Quantity", "TIME": "Temporal",
}  # fmt: skip
"""re3d's type by the ledger's. re3d calls every group Organisation ("civilians", "ISIL fighters", "we")."""


def predicted(ledger: Mapping[str, Any]) -> list[Entity]:
    """The ledger's mentions as re3d's entities (first begin to last end)."""
    out = {
        (min(b for b, _ in m["span"]), max(e for _, e in m["span"]), TYPES[m["type"]])
        for m in ledger["mentions"]
        if m["span"]
    }
    return longest(out)


def longest(entities: Iterable[Entity]) -> list[Entity]:
    """Of entities of one type that overlap the longest (the first of equals); sorted."""
    kept: list[Entity] = []
    for b, e, kind in sorted(set(entities), key=lambda a: (a[0] - a[1], a)):
        if not any(b < e2 and b2 < e for b2, e2, other in kept if other == kind):
            kept.append((b, e, kind))
    return sorted(kept)


def score(documents: Iterable[tuple[Sequence[Entity], Sequence[Entity]]]) -> dict[str, Any]:
    """F1 over all (gold, predicted) documents, by type, and of spans whatever their type."""
    totals: dict[str, Ratio] = {}
    spans = Ratio()
    for gold, said in documents:
        for kind in {k for _, _, k in (*gold, *said)}:
            g, p = ({x for x in side if x[2] == kind} for side in (gold, said))
            totals[kind] = totals.get(kind, Ratio()) + Ratio(len(g & p), len(p), len(g & p), len(g))
        g2, p2 = ({x[:2] for x in side} for side in (gold, said))
        spans += Ratio(len(g2 & p2), len(p2), len(g2 & p2), len(g2))
    table = {kind: {**total.table(), "gold": int(total.gold)} for kind, total in sorted(totals.items())}
    whole = sum(totals.values(), Ratio())
    return {"all": {**whole.table(), "gold": int(whole.gold)}, "spans": spans.table(), **table}


def corpus() -> Any:
    """training/re3d.py."""
    path = Path(__file__).resolve().parents[1] / "training/re3d.py"
    spec = importlib.util.spec_from_file_location("re3d", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure and write."""
    options = sys.argv[2:]
    re3d = corpus()
    documents = re3d.documents(Path(sys.argv[1]) / "data/re3d")
    fold = int(options[options.index("--fold") + 1]) if "--fold" in options else 0
    if "--all" not in options:
        documents = [d for d, k in zip(documents, re3d.folds(documents), strict=True) if k == fold]
    if "--check" in options:
        print(score((gold, gold) for _, _, gold in documents))
        return
    from ledgers import read_texts

    weights = Path(options[options.index("--weights") + 1]) if "--weights" in options else None
    seen = set()
    for path in (Path(sys.argv[1]) / "data/gold/train/input").glob("*.json"):
        at = re3d.report_of(json.loads(path.read_text(encoding="utf8"))["text"], documents)
        seen |= set() if at is None else {documents[at][0]}
    figures: dict[str, Any] = {"documents": len(documents), "unseen documents": len(documents) - len(seen)}
    for scheme in ("re3d", "ledger"):
        read = dict(read_texts(((name, text) for name, text, _ in documents), weights=weights, scheme=scheme))
        pairs = [(name, gold, predicted(read[name])) for name, _, gold in documents]
        figures[f"scheme {scheme}"] = {
            "unseen": score((g, p) for name, g, p in pairs if name not in seen),
            "fold": score((g, p) for _, g, p in pairs),
        }
    name = "entities" + ("-all" if "--all" in options else f"-{fold}" if fold else "")
    write(name, " ".join(["python benchmarks/entities.py SHARED", *options]), figures)


if __name__ == "__main__":
    main()
