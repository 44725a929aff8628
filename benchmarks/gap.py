"""GAP (Webster et al. 2018): which of two names a pronoun means, by gender.

usage: python benchmarks/gap.py SHARED [--check]

Reads gap-validation.tsv snippet by snippet. A name is predicted where one actor of the ledger holds both the pronoun and
the name. Measures of the paper, with mentions as the ledger marks them and as GUM does: precision, recall and F1 over all (pronoun, name) pairs, for masculine and feminine
pronouns, and feminine F1 over masculine F1. Writes results/gap.json; --check scores gold against gold.
"""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clusters import Ratio
from record import write

Span = tuple[int, int]
FEMININE = frozenset({"she", "her", "hers", "herself"})
MASCULINE = frozenset({"he", "him", "his", "himself"})


@dataclass(frozen=True, slots=True)
class Example:
    """One snippet: the pronoun, names A and B as spans, and whether each is who the pronoun means."""

    id: str
    text: str
    pronoun: Span
    names: tuple[Span, Span]
    gold: tuple[bool, bool]

    @property
    def feminine(self) -> bool:
        """Whether the pronoun is."""
        return self.text[slice(*self.pronoun)].lower() in FEMININE


def examples(path: Path) -> list[Example]:
    """The snippets of a GAP file. Raises ValueError where an offset does not hold in the text."""
    out = []
    with path.open(encoding="utf8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            spans = []
            for key in ("Pronoun", "A", "B"):
                begin = int(row[f"{key}-offset"])
                spans.append((begin, begin + len(row[key])))
                if row["Text"][slice(*spans[-1])] != row[key]:
                    raise ValueError(f"{row['ID']}: {row[key]!r} is not at {begin}")
            gold = (row["A-coref"].upper() == "TRUE", row["B-coref"].upper() == "TRUE")
            out.append(Example(row["ID"], row["Text"], spans[0], (spans[1], spans[2]), gold))
    return out


def names(mention: Span, name: Span, text: str) -> bool:
    """Whether a mention is of the one named: the name, part of it, the name after a title, or before an apposition.

    "Ellen's mother" and "Ellen and Kathleen" are not of Ellen.
    """
    (b, e), (begin, end) = mention, name
    if begin <= b and e <= end:
        return True
    if b <= begin and e == end:
        before = text[b:begin].lower().split()
        return "and" not in before and not any(w.endswith(("'s", "’s", ",")) for w in before[:-1])
    return b == begin and end < e and (text[end : end + 1] in (",", "(") or text[end:e] in ("'s", "’s", "'", "’"))


def predict(example: Example, clusters: Iterable[Iterable[Span]]) -> tuple[bool, bool]:
    """Whether one cluster holds the pronoun and A, and the pronoun and B."""
    found = [False, False]
    for cluster in clusters:
        spans = set(cluster)
        if example.pronoun in spans:
            for i, name in enumerate(example.names):
                found[i] |= any(names(m, name, example.text) for m in spans if m != example.pronoun)
    return found[0], found[1]


def score(gold: Sequence[Example], predicted: Mapping[str, tuple[bool, bool]]) -> dict[str, Any]:
    """Percentages: overall, masculine, feminine; and the ratio of the F1 (bias). A snippet not predicted counts as no."""
    totals = {"overall": Ratio(), "masculine": Ratio(), "feminine": Ratio()}
    for example in gold:
        for is_, said in zip(example.gold, predicted.get(example.id, (False, False)), strict=True):
            counted = Ratio(is_ and said, said, is_ and said, is_)
            for group in ("overall", "feminine" if example.feminine else "masculine"):
                totals[group] += counted
    masculine = totals["masculine"].f1
    ratio = round(totals["feminine"].f1 / masculine, 3) if masculine else None
    return {**{group: total.table() for group, total in totals.items()}, "feminine / masculine": ratio}


def main() -> None:
    """Measure and write."""
    gold = examples(Path(sys.argv[1]) / "data/gap/gap-validation.tsv")
    if "--check" in sys.argv:
        print(score(gold, {e.id: e.gold for e in gold}))
        return
    from ledgers import clusters, read_texts

    by_id = {e.id: e for e in gold}
    figures = {}
    for scheme in ("ledger", "gum"):
        read = read_texts(((e.id, e.text) for e in gold), scheme=scheme)
        predicted = {name: predict(by_id[name], clusters(ledger)) for name, ledger in read}
        figures[f"scheme {scheme}"] = score(gold, predicted)
    write("gap", "python benchmarks/gap.py SHARED", figures)


if __name__ == "__main__":
    main()
