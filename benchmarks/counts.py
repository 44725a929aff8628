"""How well counts are found: `python benchmarks/counts.py [GOLD_DIR] [--errors]`; writes results/counts.json.

Gold lists only the counts that belong to an event, so precision, and F1 with it, is a lower bound: recall, the values and
`of` on matched counts are the surer figures. Spans match where they overlap, one to one. `of` agrees where the words are the
same, and loosely where one is among the words of the other.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.record import write

from according.resolve.counts import find_counts

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "gold"
ALIKE = {"detained": "captured", "per": "percent", "kilometers": "kilometres", "wounded": "injured"}


def documents(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """``(name, text, ledger)`` of each gold document."""
    for path in sorted((folder / "ledger").glob("*.json")):
        text = json.loads((folder / "input" / path.name).read_text(encoding="utf8"))["text"]
        yield path.stem, text, json.loads(path.read_text(encoding="utf8"))


def gold_counts(ledger: dict[str, Any]) -> list[dict[str, Any]]:
    """The counts of all events, each span once."""
    seen: dict[tuple[int, int], dict[str, Any]] = {}
    for event in ledger["events"]:
        for count in event.get("counts", []):
            seen.setdefault(tuple(count["span"][0]), count)
    return [seen[key] for key in sorted(seen)]


def alike(gold: str, predicted: str) -> bool:
    """Whether one `of` is among the words of the other."""
    a, b = ({ALIKE.get(w, w) for w in words.split()} for words in (gold, predicted))
    return a <= b or b <= a


def measure(folder: Path, errors: bool) -> dict[str, float]:
    """Span recall, precision and F1 by overlap, exact spans, values and `of` on matched counts, in per cent."""
    n = dict.fromkeys(("gold", "predicted", "hit", "exact", "value", "of", "loose"), 0)
    for name, text, ledger in documents(folder):
        gold, found = gold_counts(ledger), list(find_counts(name, text))
        n["gold"], n["predicted"] = n["gold"] + len(gold), n["predicted"] + len(found)
        for g in gold:
            b, e = g["span"][0]
            match = next((c for c in found if c.span[0][0] < e and b < c.span[0][1]), None)
            if match is None:
                if errors:
                    print(
                        "MISSED", name, text[max(0, b - 40) : b], "[[", text[b:e], "]]", text[e : e + 30], "|", g["of"]
                    )
                continue
            found.remove(match)
            value = (match.low, match.high) == (g["low"], g["high"])
            n["hit"] += 1
            n["exact"] += match.span[0] == (b, e)
            n["value"] += value
            n["of"] += match.of == g["of"]
            n["loose"] += alike(g["of"], match.of)
            if errors and (not value or not alike(g["of"], match.of)):
                print(
                    "OTHER", name, text[max(0, b - 50) : b], "[[", text[b:e], "]]", text[e : e + 50].replace("\n", " ")
                )
                print(
                    "      gold",
                    g["of"],
                    g["low"],
                    g["high"],
                    "found",
                    text[slice(*match.span[0])],
                    "|",
                    match.of,
                    match.low,
                    match.high,
                )
        if errors:
            for c in found:
                b, e = c.span[0]
                print(
                    "EXTRA",
                    name,
                    text[max(0, b - 30) : b].replace("\n", " "),
                    "[[",
                    text[b:e],
                    "]]",
                    text[e : e + 30].replace("\n", " "),
                    "|",
                    c.of,
                    c.low,
                    c.high,
                )

    def share(a: str, b: str) -> float:
        return round(100 * n[a] / n[b], 1) if n[b] else 0.0

    f1 = round(200 * n["hit"] / (n["gold"] + n["predicted"]), 1)
    return {
        "gold": n["gold"], "predicted": n["predicted"], "f1": f1, "precision": share("hit", "predicted"),
        "recall": share("hit", "gold"), "exact_span": share("exact", "hit"), "value": share("value", "hit"),
        "of": share("of", "hit"), "of_loosely": share("loose", "hit"),
    }  # fmt: skip


def speed(folder: Path) -> int:
    """Words a second over the gold texts, best of three."""
    texts = [text for _, text, _ in documents(folder)]
    words, best = sum(len(t.split()) for t in texts), 1e9
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            find_counts("d", text)
        best = min(best, time.perf_counter() - start)
    return int(words / best)


def main(argv: list[str]) -> int:
    """Measure and record; 1 where the gold is absent."""
    given = [a for a in argv if not a.startswith("--")]
    folder = Path(given[0]) if given else GOLD
    if not folder.is_dir():
        print(f"{folder} is absent", file=sys.stderr)
        return 1
    errors = "--errors" in argv
    figures: dict[str, Any] = {s: measure(folder / s, errors and s == "train") for s in ("train", "dev")}
    figures["words_per_second"] = speed(folder / "train")
    write("counts", "python benchmarks/counts.py", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
