"""How well differences within a report are found: `python benchmarks/differences.py [GOLD_DIR]`; writes results/differences.json.

The input is gold: statements, actors and events as annotated, counts as `find_counts` finds them. The output is scored as
the ledger's scorer does: the same pair, with and without the same verdict, micro-averaged. The figures of gold/train are
of the texts trained on. Events are given whole, every second one, or none, to show what rests on them.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.record import write

from according.compare import differences_within
from according.ledger.records import (
    Actor,
    Count,
    Difference,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Statement,
)
from according.ledger.spans import Spans
from according.resolve.counts import find_counts

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "gold"
KEPT = {"all": 1, "half": 2, "none": 0}


@dataclass(frozen=True, slots=True)
class Report:
    """A gold ledger as records, with its differences by pair of statement ids."""

    name: str
    text: str
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    counts: tuple[Count, ...]
    gold: dict[frozenset[str], str]

    def kept(self, share: str) -> tuple[Event, ...]:
        """All events, every second one, or none."""
        step = KEPT[share]
        return self.events[::step] if step else ()

    def found(self, share: str) -> tuple[Difference, ...]:
        """What is found with a share of the events."""
        return differences_within(self.text, self.statements, self.kept(share), self.actors, self.counts)


def reports(folder: Path) -> Iterator[Report]:
    """The reports of a gold folder (``input/`` and ``ledger/``)."""
    for path in sorted((folder / "ledger").glob("*.json")):
        text = json.loads((folder / "input" / path.name).read_text(encoding="utf8"))["text"]
        yield records(path.stem, text, json.loads(path.read_text(encoding="utf8")))


def records(name: str, text: str, ledger: dict[str, Any]) -> Report:
    """A ledger in the gold form as records."""
    return Report(
        name,
        text,
        tuple(
            Statement(
                s["id"], _spans(s["source"]), _spans(s["cue"]), _spans(s["content"]), s["speaker"], s["kind"], s["mode"],
                s["stance"], s["within"], (), 1.0,
            )
            for s in ledger["statements"]
        ),
        tuple(_event(e) for e in ledger["events"]),
        tuple(Actor(a["id"], a["name"], a["type"], _spans(a["mentions"])) for a in ledger["actors"]),
        find_counts(name, text),
        {frozenset((d["a"], d["b"])): d["verdict"] for d in ledger.get("differences", [])},
    )  # fmt: skip


def _spans(value: list[list[int]] | None) -> Spans:
    return tuple((b, e) for b, e in value or ())


def _event(e: dict[str, Any]) -> Event:
    return Event(
        e["id"], _spans(e["trigger"]), e["type"], None, e["factuality"], tuple(e["initiators"]), tuple(e["recipients"]),
        tuple(EventPlace(p["name"], p["role"], _spans(p["span"])) for p in e["places"]),
        tuple(_time(t) for t in e["times"]),
        tuple(EventCount(_spans(c["span"]), c["of"], c["low"], c["high"]) for c in e["counts"]),
        e["statement"],
    )  # fmt: skip


def _time(t: dict[str, Any]) -> EventTime:
    day = t["value"] if t["value"] and len(t["value"]) == 10 else None
    return EventTime(_spans(t["span"]), t["value"], day, day)


def score(all_reports: list[Report], share: str) -> dict[str, float]:
    """F1, precision and recall of differences, and F1 of pairs."""
    tp = pairs = gold = predicted = 0
    for report in all_reports:
        found = report.found(share)
        gold, predicted = gold + len(report.gold), predicted + len(found)
        for d in found:
            verdict = report.gold.get(frozenset((d.a, d.b)))
            pairs += verdict is not None
            tp += verdict == d.verdict
    both = gold + predicted or 1
    return {
        "f1": round(200 * tp / both, 1), "pair_f1": round(200 * pairs / both, 1),
        "p": round(100 * tp / (predicted or 1), 1), "pair_p": round(100 * pairs / (predicted or 1), 1),
        "r": round(100 * tp / (gold or 1), 1), "gold": gold, "predicted": predicted,
    }  # fmt: skip


def speed(all_reports: list[Report]) -> int:
    """Words of report a second."""
    start = time.perf_counter()
    for report in all_reports:
        report.found("all")
    return int(sum(len(r.text.split()) for r in all_reports) / (time.perf_counter() - start))


def main(argv: list[str]) -> int:
    """Measure and record; 1 where the gold is absent."""
    folder = Path(argv[0]) if argv else GOLD
    if not folder.is_dir():
        print(f"{folder} is absent", file=sys.stderr)
        return 1
    figures: dict[str, Any] = {}
    for split in ("train", "dev"):
        read = list(reports(folder / split))
        figures[split] = {share: score(read, share) for share in KEPT}
        figures[split]["words_per_second"] = speed(read)
    write("differences", "python benchmarks/differences.py", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
