"""The score table of README and model card, from the results kept: `python benchmarks/tables.py [--write]`.

Prints the table; ``--write`` puts it in place of the one in both pages. tests/benchmarks asks that they agree.
"""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGES = (HERE.parent / "README.md", HERE.parent / "docs/model-card.md")
HEAD = "| measure (development sets) | here | known for larger systems |\n|---|---|---|\n"


def figures(name: str) -> Any:
    """The figures of one kept result."""
    return json.loads((HERE / f"results/{name}.json").read_text(encoding="utf8"))["figures"]


def rows() -> list[tuple[str, str, str]]:
    """Measure, figure, and what is known of larger systems or of people."""
    polnear, gold, demo = figures("polnear-dev"), figures("gold-dev"), figures("demo")["all"]
    times, places, gap = figures("times"), figures("places"), figures("gap")["scheme ledger"]
    links = figures("coreference")["gum dev+test, news and interview"]["same span"]
    as_it, as_ledger = polnear["scheme polnear"], polnear["scheme ledger"]
    resolved = places["LGL resolved, gold spans, least 0.5"]

    def f1(table: Any, *keys: str, between: str = " / ") -> str:
        return between.join(f"{table[key]['f1']:.1f}" for key in keys)

    def right(*keys: str) -> str:
        return " / ".join(f"{gold[key]['accuracy']:.1f}" for key in keys)

    exact, linked = ("exact.source", "exact.cue", "exact.content"), ("linked.relaxed", "linked.exact")
    cells = ("initiators", "recipients", "places", "times", "counts")
    return [
        ("PolNeAR exact spans, F1: source / cue / content, `--scheme polnear`", f1(as_it, *exact),
         "BERT+CofeNet, 110 M parameters, test set: 83.2 / 75.3 / 72.9"),
        ("the same, marked as the ledger marks", f1(as_ledger, *exact), ""),
        ("PolNeAR linked statements, F1: relaxed / all exact, `--scheme polnear`", f1(as_it, *linked),
         "two annotators agree 74.6 / 56.0"),
        ("the same, marked as the ledger marks", f1(as_ledger, *linked), ""),
        ("reports on Syria: statements linked / nested, F1", f1(gold, "statements.linked", "statements.nested"),
         "a second annotator: 96 / 82"),
        ("stance / mode / kind / speaker of linked ones, % right",
         right(*(f"statements.{x}" for x in ("stance", "mode", "kind", "speaker"))), ""),
        ("events, whatever the type / with it, F1", f1(gold, "events.untyped", "events.typed"),
         "a second annotator, with type: 81"),
        ("of events found: type / factuality / holder, % right",
         right(*(f"events.{x}" for x in ("type", "factuality", "holder"))), "a second annotator: 89 / 98 / 94"),
        (" / ".join(cells) + ", F1", f1(gold, *(f"events.{x}" for x in cells)), ""),
        ("relations, F1", f1(gold, "relations"), "a second annotator: 87"),
        ("differences within a report / pairs whatever the verdict, F1", f1(gold, "differences", "differences.pair"),
         "a second annotator: 89"),
        ("pronouns (GAP), F1; feminine over masculine", f"{gap['overall']['f1']:.1f}; {gap['feminine / masculine']:.2f}", ""),
        ("coreference (GUM, news and interviews), CoNLL F1: with / without singletons",
         f"{links['with singletons']['conll']:.1f} / {links['without singletons']['conll']:.1f}", ""),
        ("times (TimeBank, AQUAINT): found / with the right value, F1",
         f"{times['TBAQ']['according']['relaxed']:.1f} / {times['TBAQ']['according']['value']:.1f}",
         f"dateparser {times['TBAQ']['dateparser']['relaxed']:.1f} / {times['TBAQ']['dateparser']['value']:.1f}"),
        ("times (WikiWars): with the right value, F1", f"{times['wikiwars']['according']['value']:.1f}", "HeidelTime 82.9"),
        ("places (LGL): found by name alone, F1; resolved within 161 km, % of all",
         f"{places['LGL toponyms found by name alone']['F1']:.1f}; {resolved['within 161 km']:.1f}",
         "exact name, most populous: 36.4 within 161 km"),
        ("attack roles (MUC-4), five roles, CEAF-REE F1",
         f1(figures("muc4")["ceaf-ree, fillers of attack roles"], "all"), ""),
        ("fictional case, never trained on: statements linked / nested, events typed, F1",
         f1(demo, "statements.linked", "statements.nested") + ", " + f1(demo, "events.typed"), ""),
    ]  # fmt: skip


def table() -> str:
    """Both tables as Markdown."""
    speed = "".join(f"| {name} | {figure} |\n" for name, figure in figures("speed").items())
    scores = "".join(f"| {a} | {b} | {c} |\n".replace("|  |", "| |") for a, b, c in rows())
    return f"{HEAD}{scores}\n| measure | figure |\n|---|---|\n{speed}"


def held(page: str) -> str:
    """The tables as they stand in a page. Raises ValueError where it has none."""
    begin = page.index(HEAD)
    end = page.index("\n\n", page.index("| measure | figure |", begin))
    return page[begin : end + 1]


def main() -> None:
    """Print, or write."""
    made = table()
    if "--write" not in sys.argv:
        print(made)
        return
    for path in PAGES:
        page = path.read_text(encoding="utf8")
        path.write_text(page.replace(held(page), made), encoding="utf8")


if __name__ == "__main__":
    main()
