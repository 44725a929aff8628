"""Events invented where there is no conflict: fifty texts of GUM on other matters.

usage: python benchmarks/false_events.py SHARED

Takes documents of genres that tell of no conflict, of dev and test, and of train where it taught nothing of events, in the
order of the file names, and counts the ledger's events per 300 words (words parted by white space). At most one is allowed. PLOVER
also codes meetings, agreements and aid, of which such texts hold some: the triggers are listed, to be read.
Writes results/false-events.json.
"""

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coreference import Marked, gum
from record import write

GENRES = ("voyage", "academic", "vlog", "conversation", "textbook", "bio", "interview")
"""Genres that tell of little or no conflict (court, speech and news do more often)."""
TAUGHT = ("voyage", "academic", "vlog", "conversation", "textbook")
"""Genres whose train texts taught the model what is no event: of these only dev and test count."""
TEXTS = 50


def chosen(folder: Path, count: int = TEXTS) -> list[Marked]:
    """``count`` documents, of each genre in turn."""
    shelves = [
        gum(folder, (g,), ("dev", "test")) + ([] if g in TAUGHT else gum(folder, (g,), ("train",))) for g in GENRES
    ]
    out: list[Marked] = []
    for rank in range(max(map(len, shelves), default=0)):
        out += [shelf[rank] for shelf in shelves if rank < len(shelf)]
    return out[:count]


def score(ledgers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Events per 300 words, over all texts and by text (the worst first), and what the events' triggers are."""
    words = {name: len(ledger["document"]["text"].split()) for name, ledger in ledgers.items()}
    rates = {n: 300 * len(ledger["events"]) / words[n] for n, ledger in ledgers.items() if words[n]}
    triggers: Counter[str] = Counter()
    for ledger in ledgers.values():
        text = ledger["document"]["text"]
        triggers.update(f"{e['type']}: {' '.join(text[b:t] for b, t in e['trigger'])}" for e in ledger["events"])
    total, events = sum(words.values()), sum(len(ledger["events"]) for ledger in ledgers.values())
    return {
        "texts": len(ledgers), "words": total, "events": events,
        "events per 300 words": round(300 * events / total, 2) if total else None,
        "texts above one per 300 words": sum(rate > 1 for rate in rates.values()),
        "worst": {n: round(r, 2) for n, r in sorted(rates.items(), key=lambda x: -x[1])[:8]},
        "triggers": dict(triggers.most_common(60)),
    }  # fmt: skip


def main() -> None:
    """Measure and write."""
    from ledgers import read_texts

    documents = chosen(Path(sys.argv[1]) / "data/gum")
    read = dict(read_texts((d.name, d.text) for d in documents))
    write("false-events", "python benchmarks/false_events.py SHARED", score(read))


if __name__ == "__main__":
    main()
