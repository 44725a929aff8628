"""PLOVER types of single sentences: the validation records of PETRARCH-2.

usage: python benchmarks/plover.py SHARED [--check]

PETR2_GSR_validation.xml gives 66 sentences CAMEO codes and says of 12 that they hold no event. Codes become PLOVER types
by CAMEO2PLOVER-2021.txt; CAMEO's comments (01) and appeals (02), which PLOVER dropped, by DROPPED below. A sentence is
right where one of its gold types is among the types of the ledger's events; "first" asks it of the surest event alone;
"with stances" takes a statement that accuses, demands or denies for ACCUSE, REQUEST, REJECT as well, since a
ledger holds those as statements. Writes results/plover.json; --check scores gold against gold.
"""

import html
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from record import write

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
OLDER = {
    "APPEAL": "REQUEST", "DEMAND": "REQUEST", "YIELD": "CONCEDE", "INVESTIGATE": "ACCUSE", "DISAPPROVE": "ACCUSE",
    "REDUCE": "SANCTION", "EXHIBIT": "MOBILIZE", "FIGHT": "ASSAULT", "MASS-VIOLENCE": "ASSAULT", "SEIZE": "COERCE",
    "CRIME": "ASSAULT", "ENGAGE": "COOPERATE", "DIPCOOP": "SUPPORT", "MATERIALCOOP": "COOPERATE",
}  # fmt: skip
"""Names of earlier PLOVER drafts and of CAMEO's cue categories, as the manual's types of today."""
DROPPED = {"013": {"SUPPORT"}, "015": {"ASSAULT", "CONCEDE"}, "018": {"SUPPORT"}, "02": {"REQUEST"}}
"""What a reader would hold for CAMEO comments and appeals: 015 is the claim of an attack, 018 sympathy, 02 asking for."""
STANCES = {"accuse": "ACCUSE", "demand": "REQUEST", "deny": "REJECT"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A coded sentence: ``types`` has one set of acceptable types for each coded event; empty where there is none."""

    id: str
    text: str
    types: tuple[frozenset[str], ...]


def mapping(path: Path) -> dict[str, str]:
    """PLOVER's type by CAMEO code. Raises ValueError for a type that is neither in TYPES nor in OLDER."""
    out: dict[str, str] = {}
    for code, name in re.findall(r"^(\d{2,4}):\s*([A-Z-]+)", path.read_text(encoding="utf8"), re.M):
        if name not in TYPES and name not in OLDER:
            raise ValueError(f"{path}: {name}")
        out.setdefault(code, OLDER.get(name, name))
    return out


def types_of(code: str, table: Mapping[str, str]) -> frozenset[str]:
    """Types of a CAMEO code, or else of the category above it."""
    for length in range(len(code), 1, -1):
        if code[:length] in DROPPED:
            return frozenset(DROPPED[code[:length]])
        if code[:length] in table:
            return frozenset({table[code[:length]]})
    return frozenset()


def sentences(path: Path, table: Mapping[str, str]) -> list[Sentence]:
    """The records. The file is not well-formed XML, so it is read by its marks. An empty text is made of its tokens."""
    out = []
    records = re.split(r"<Sentence ", path.read_text(encoding="utf8"))[1:]
    for record in records:
        id_ = re.search(r'id="([^"]*)"', record)
        found = re.search(r"<Text>(.*?)</Text>", record, re.S)
        text = " ".join(html.unescape(found.group(1)).split()) if found else ""
        if not text:
            text = " ".join(re.findall(r"^\d+\t([^\t]+)\t", record, re.M)).replace(" .", ".")
        codes = re.findall(r'eventcode="(\d+)"', record)
        out.append(Sentence(id_.group(1) if id_ else "", text, tuple(types_of(c, table) for c in codes)))
    return out


def score(gold: Sequence[Sentence], predicted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Sentences whose type is right, and sentences without event left alone. Predicted types are surest first."""
    coded = [s for s in gold if s.types]
    empty = [s for s in gold if not s.types]
    right = [s for s in coded if any(not t.isdisjoint(predicted.get(s.id, ())) for t in s.types)]
    first = [s for s in coded if any(not t.isdisjoint(list(predicted.get(s.id, ()))[:1]) for t in s.types)]
    alone = [s for s in empty if not predicted.get(s.id)]
    return {
        "right": len(right), "right, per cent": round(100 * len(right) / len(coded), 1) if coded else None,
        "first right": len(first), "of": len(coded), "none where none": len(alone), "of none": len(empty),
        "types predicted per coded sentence": round(
            sum(len(set(predicted.get(s.id, ()))) for s in coded) / len(coded), 2) if coded else None,
    }  # fmt: skip


def main() -> None:
    """Measure and write."""
    folder = Path(sys.argv[1]) / "data/plover"
    gold = sentences(folder / "PETR2_GSR_validation.xml", mapping(folder / "CAMEO2PLOVER-2021.txt"))
    if "--check" in sys.argv:
        print(score(gold, {s.id: [t for types in s.types for t in types] for s in gold}))
        return
    from ledgers import read_texts

    events: dict[str, list[str]] = {}
    stances: dict[str, list[str]] = {}
    for name, ledger in read_texts((s.id, s.text) for s in gold):
        surest = sorted(ledger["events"], key=lambda e: -e["confidence"])
        events[name] = [e["type"] for e in surest]
        stances[name] = [STANCES[s["stance"]] for s in ledger["statements"] if s["stance"] in STANCES]
    both = {name: events[name] + stances[name] for name in events}
    missed = {
        s.id: {"gold": sorted({t for types in s.types for t in types}), "events": events[s.id]}
        for s in gold
        if not any(not t.isdisjoint(events[s.id]) for t in s.types) and (s.types or events[s.id])
    }
    figures = {"events": score(gold, events), "with stances": score(gold, both), "missed": missed}
    write("plover", "python benchmarks/plover.py SHARED", figures)


if __name__ == "__main__":
    main()
