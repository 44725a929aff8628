"""The same actor across documents: `python benchmarks/actor_pairs.py [--errors]`; writes results/actor-pairs.json.

actor_pairs.jsonl holds 500 pairs of names as two reports write them, each with its type there and the other names that the
report gives it: half mean one actor (titles, transliterations, accents, spellings, acronyms that are told), half are near
misses (namesakes, relatives, a later holder of an office, acronyms of two bodies, arms and parents, neighbours' armies). They
were written by hand for this project from general knowledge of some twenty wars, and of an invented one. Each pair is two
reports of its own, and then all are reports of one case, where a third spelling may join or part two. A known body gets its
id by its fullest name, as in reading. Joined pairs that are one actor give the precision, of all that are one the recall.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from according.compare.identities import identify
from according.ledger.records import Actor, Document, Reading
from according.resolve import packaged_actors
from record import write

FILE = Path(__file__).with_suffix(".jsonl")


def load() -> list[dict[str, Any]]:
    """The pairs: ``{"war", "a", "b", "same"}``; a side is ``{"name", "type", "aliases"}`` and maybe ``published``."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf8").splitlines()]


def side(of: dict[str, Any], document: str) -> Reading:
    """A report that tells of the actor alone."""
    known = packaged_actors()
    names = (of["name"], *of["aliases"])
    id_ = known.find(max(names, key=len), of["type"]) if of["type"] != "PERSON" else None
    mentions = ((0, len(of["name"])),)
    actor = Actor("A", of["name"], of["type"], mentions, tuple(of["aliases"]), known.links(id_) if id_ else {})
    return Reading(
        Document(document, document, ", ".join(names), "", "text/plain", published=of.get("published")), actors=(actor,)
    )


def joined(pairs: Sequence[dict[str, Any]]) -> list[bool]:
    """Whether the program takes both sides for one, of pairs that are all in one case."""
    readings = [side(pair[s], f"{n}{s}") for n, pair in enumerate(pairs) for s in "ab"]
    keys = identify(readings).actors
    return [keys[f"{n}a", "A"] == keys[f"{n}b", "A"] for n in range(len(pairs))]


def measure(pairs: Sequence[dict[str, Any]], found: Sequence[bool]) -> dict[str, float]:
    """Precision and recall over some pairs, per cent."""
    right = sum(f and p["same"] for p, f in zip(pairs, found, strict=True))
    called, same = sum(found), sum(p["same"] for p in pairs)
    return {
        "pairs": len(pairs), "one actor": same, "joined": called,
        "precision": round(100 * right / called, 1) if called else 0.0,
        "recall": round(100 * right / same, 1) if same else 0.0,
    }  # fmt: skip


def main(argv: Sequence[str]) -> int:
    """Measure and write; with --errors only print what is wrong."""
    pairs = load()
    alone, together = [joined([p])[0] for p in pairs], joined(pairs)
    if "--errors" in argv:
        for pair, one, all_ in zip(pairs, alone, together, strict=True):
            if not one == all_ == pair["same"]:
                print("one actor" if pair["same"] else "two", (one, all_), pair["war"], pair["a"], pair["b"])
        return 0
    syria = [p["war"] == "syria" for p in pairs]
    others = [(p, f) for p, f, s in zip(pairs, alone, syria, strict=True) if not s]
    figures = {
        "each pair alone": measure(pairs, alone),
        "other wars than Syria's": measure([p for p, _ in others], [f for _, f in others]),
        "all in one case": measure(pairs, together),
    }
    write("actor-pairs", "python benchmarks/actor_pairs.py", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
