"""Choose the least probabilities of nested statements, events, arguments and relations that are kept, by F1 on gold/dev.

usage: python training/cuts.py SHARED [--weights DIR]

SHARED holds ``data/gold/dev`` and ``score/ledger.py``. One cut after the other is moved over a grid while the others stand
still (coordinate ascent); the best are written into ``model.json`` under ``cuts``.
"""

import argparse
import importlib.util
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from according.config import Recipe
from according.extract import Cuts
from according.ledger import PLACE_ROLES, RELATION_TYPES, Document, Reading, encode
from according.model.session import WEIGHTS
from according.pipeline import Opened, Resolution, note, open_recipe, resolve

EVENT_CUT = 0.6
"""Events are kept from a little over even odds: dev's best cut moves between .35 and .7 from network to network and gains little, and
what is found in texts without a conflict falls by a fifth with every .05 from .5 to .6."""
LEAST_RELATION = 0.2
"""No relation is kept below: dev holds too few of each sort to tell that it should be."""
NESTED_SLACK = 5.0
"""Points of F1 (linked twice, nested once) given up for a lower cut of nested statements: dev holds few of them, so that small
differences are noise, and one that is left out is lost, while a doubtful one is shown with its doubt."""
GRID = [0.1, *(round(0.05 * k, 2) for k in range(3, 17))]
Read = tuple[dict[str, Any], Callable[[], Resolution]]


def scorer(shared: Path) -> ModuleType:
    """score/ledger.py as a module."""
    spec = importlib.util.spec_from_file_location("ledger_score", shared / "score/ledger.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def readings(shared: Path, opened: Opened) -> list[Read]:
    """Each gold ledger of dev with what is found in its text; the model runs once."""
    out: list[Read] = []
    for path in sorted((shared / "data/gold/dev/ledger").glob("*.json")):
        record = json.loads((shared / "data/gold/dev/input" / path.name).read_text(encoding="utf8"))
        document = Document("d", path.stem, record["text"], "", "text/plain", published=record["published"])
        again = partial(resolve, note(document, opened), opened)
        out.append((json.loads(path.read_text(encoding="utf8")), again))
    return out


def main() -> None:
    """Choose and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--check", action="store_true", help="only show; write nothing")
    options = parser.parse_args()
    opened = open_recipe(Recipe(weights=options.weights))
    score, texts = scorer(options.shared), readings(options.shared, opened)
    table = opened.model.table
    cuts = table["cuts"]
    cuts["event"] = EVENT_CUT
    resolved = [(gold, again()) for gold, again in texts]

    def report() -> dict[str, Any]:
        tally = score.Tally()
        chosen = Cuts(cuts["event"], cuts["arguments"], cuts["relations"])
        for gold, found in resolved:
            events, relations = found.events(chosen), found.relations(chosen)
            reading = Reading(found.document, found.statements, found.actors, events=events, relations=relations)
            score.score_document(gold, encode(reading), tally)
        return dict(tally.report())

    def move(table: dict[str, float], keys: tuple[str, ...], measure: Callable[[dict[str, Any]], float]) -> None:
        results = []
        for cut in GRID:
            if table is cuts["relations"] and cut < LEAST_RELATION:
                continue
            table.update(dict.fromkeys(keys, cut))
            results.append((measure(report()), cut))
        best = max(results)
        # The middle of the plateau: neighbours within half a point of the best count as well.
        near = [cut for value, cut in results if value >= best[0] - 0.5]
        chosen = min(near, key=lambda cut: abs(cut - best[1]) + abs(cut - sum(near) / len(near)))
        table.update(dict.fromkeys(keys, chosen))
        print(f"{', '.join(keys)}: {chosen} ({best[0]:.1f})", flush=True)

    nested = []
    for cut in GRID:
        table["least_nested"] = cut
        resolved = [(gold, again()) for gold, again in texts]
        figures = report()
        value = 2 * figures["statements.linked"]["f1"] + figures["statements.nested"]["f1"]
        nested.append((value, cut))
        print("nested", cut, figures["statements.linked"]["f1"], figures["statements.nested"]["f1"], flush=True)
    table["least_nested"] = min(cut for value, cut in nested if value >= max(nested)[0] - NESTED_SLACK)
    resolved = [(gold, again()) for gold, again in texts]

    f1 = lambda name: lambda r: r[name]["f1"] or 0.0  # noqa: E731
    for _ in range(2):
        move(cuts["arguments"], ("initiator",), f1("events.initiators"))
        move(cuts["arguments"], ("recipient",), f1("events.recipients"))
        move(cuts["arguments"], PLACE_ROLES, f1("events.places"))
        move(cuts["arguments"], ("time",), f1("events.times"))
        move(cuts["arguments"], ("count",), f1("events.counts"))
        move(cuts["relations"], RELATION_TYPES, f1("relations"))
    for relation in RELATION_TYPES:
        move(cuts["relations"], (relation,), f1("relations"))
    for name, row in report().items():
        print(f"{name:24}", "  ".join(f"{k} {v}" for k, v in row.items()))
    if not options.check:
        path = options.weights / "model.json"
        chosen = {"cuts": cuts, "least_nested": table["least_nested"]}
        path.write_text(json.dumps({**json.loads(path.read_text()), **chosen}, indent=1) + "\n")


if __name__ == "__main__":
    main()
