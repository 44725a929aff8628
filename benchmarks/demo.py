"""Accuracy on the bundled case: eight fictional reports with gold ledgers, described in corpus/README.md.

usage: python benchmarks/demo.py SCORER [--weights FOLDER] [--ledgers FOLDER]

SCORER is the ledger scorer (SHARED/score/ledger.py), whose measures are printed and written to results/demo.json, for
all reports together and, the main ones, for each. Nothing is trained on these reports. --ledgers also writes the gold
with its marks resolved: NAME.txt and NAME.json, spans in code points of that text.
"""

import argparse
import importlib.util
import json
from pathlib import Path
from typing import Any

from according.config import Recipe
from according.demo import reports
from according.ledger import Document
from according.ledger.encode import encode
from according.pipeline import open_recipe, read_document
from according.readers import Given, Limits, read_bytes
from record import write

DRAFTS = Path(__file__).resolve().parents[1] / "tests/demo"
MAIN = ("statements.linked", "statements.nested", "events.untyped", "events.typed", "relations", "differences")


def module(path: Path) -> Any:
    """The script at ``path``, imported. Raises FileNotFoundError where there is none."""
    spec = importlib.util.spec_from_file_location(f"at_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def documents() -> dict[str, Document]:
    """The reports as the program reads them, by name; one without text fails here."""
    found = {}
    for report in reports():
        name = report.name.rpartition(".")[0]
        [draft] = read_bytes(report.read_bytes(), name, report.name, Given(), Limits())
        if draft.document is None:
            raise ValueError(f"{report.name}: {draft.problems}")
        found[name] = draft.document
    return found


def gold_ledgers(case: dict[str, Document]) -> dict[str, dict[str, Any]]:
    """The gold of each report, its marks resolved to spans of the text."""
    ledger_of = module(DRAFTS / "bracketed.py").ledger_of
    return {
        name: ledger_of(json.loads((DRAFTS / f"gold/{name}.json").read_text(encoding="utf-8")), document.text)
        for name, document in case.items()
    }


def score(scorer: Any, gold: dict[str, dict[str, Any]], read: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the scorer says of all reports together, and its main measures (F1, per cent) of each."""
    together, each = scorer.Tally(), {}
    for name, ledger in gold.items():
        alone = scorer.Tally()
        scorer.score_document(ledger, read[name], together)
        scorer.score_document(ledger, read[name], alone)
        report = alone.report()
        each[name] = {measure: report[measure]["f1"] for measure in MAIN}
    return {"all": together.report(), "each": each}


def table(figures: dict[str, Any]) -> str:
    """The figures as lines of text."""
    lines = [
        f"{measure:24}" + "".join(f"  {key} {value}" for key, value in row.items())
        for measure, row in figures["all"].items()
    ]
    lines += [
        "",
        f"{'F1 of each report':28}" + "".join(f"{measure.removeprefix('statements.'):>16}" for measure in MAIN),
    ]
    lines += [f"{name:28}" + "".join(f"{row[m]!s:>16}" for m in MAIN) for name, row in figures["each"].items()]
    return "\n".join(lines)


def main() -> None:
    """Read, score, print and write."""
    parser = argparse.ArgumentParser(description="Accuracy on the bundled case.")
    parser.add_argument("scorer", type=Path, help="SHARED/score/ledger.py")
    parser.add_argument("--weights", type=Path, help="a folder of weights; the packaged ones without it")
    parser.add_argument("--ledgers", type=Path, help="a folder for the gold as text and spans")
    given = parser.parse_args()
    case = documents()
    gold = gold_ledgers(case)
    if given.ledgers:
        given.ledgers.mkdir(parents=True, exist_ok=True)
        for name, ledger in gold.items():
            (given.ledgers / f"{name}.txt").write_text(case[name].text, encoding="utf-8", newline="")
            (given.ledgers / f"{name}.json").write_text(json.dumps(ledger, ensure_ascii=False) + "\n", encoding="utf-8")
    recipe = Recipe(weights=given.weights)
    opened = open_recipe(recipe)
    read = {name: encode(read_document(document, recipe, opened)) for name, document in case.items()}
    figures = score(module(given.scorer), gold, read)
    print(table(figures))
    write("demo", "python benchmarks/demo.py SHARED/score/ledger.py", figures)


if __name__ == "__main__":
    main()
