"""Even-handedness: do labels stay the same when the sides' names are exchanged?

usage: python benchmarks/evenhanded.py

evenhanded_sentences.txt holds a hundred sentences with slots: nations {A} {B} (with .adj and .cap), armed groups {G}
{H}, faiths {R} {S} (those who hold it, and .adj), people {P} {Q}, towns {T} {U}. Each is read with every filling of
FILLINGS; ``swapped`` compares a filling with the same names exchanged between the two sides, ``renamed`` with
the first filling's. A label is told by its place in the sentence with slots, so that names of other lengths compare. The
share is that of labels that are there in both readings and equal, of all labels in either: a statement that is found
under one name only counts against it with all its labels. At least 97 per cent is asked.
Writes results/evenhanded.json.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from record import write

SENTENCES = Path(__file__).with_name("evenhanded_sentences.txt")
Filling = dict[str, str]
Pair = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A sentence with names: where each piece of it begins and ends, and the slot it fills ("" for plain words)."""

    text: str
    pieces: tuple[tuple[int, int, str], ...]

    def place(self, at: int) -> tuple[int, str]:
        """A code point's place in the sentence with slots: number of the piece, and how far in it ("in" inside names)."""
        for number, (begin, end, slot) in enumerate(self.pieces):
            if begin <= at < end:
                return number, "0" if at == begin else "in" if slot else str(at - begin)
        return len(self.pieces), "0"

    def touched(self, begin: int, end: int) -> list[int]:
        """Numbers of the slots that a span touches, of all pieces where it touches no slot."""
        met = [(n, slot) for n, (b, e, slot) in enumerate(self.pieces) if b < end and begin < e]
        return [n for n, slot in met if slot] or [n for n, _ in met]

    def span(self, spans: Sequence[Sequence[int]]) -> tuple[object, ...]:
        """Places of spans; a span that begins or ends inside a name is told from one that holds all of it."""
        return tuple((self.place(b), self.place(e)) for b, e in spans)


def filling(nations: Sequence[Pair], groups: Pair, faiths: Sequence[Pair], people: Pair, towns: Pair) -> Filling:
    """Slots of one filling from the two of each sort."""
    out: Filling = {}
    for slot, (name, adjective, capital) in zip("AB", nations, strict=True):
        out |= {slot: name, f"{slot}.adj": adjective, f"{slot}.cap": capital}
    for slot, (holders, adjective) in zip("RS", faiths, strict=True):
        out |= {slot: holders, f"{slot}.adj": adjective}
    return out | dict(zip("GHPQTU", (*groups, *people, *towns), strict=True))


FILLINGS: tuple[Filling, ...] = (
    filling(
        (("Russia", "Russian", "Moscow"), ("Ukraine", "Ukrainian", "Kyiv")), ("Wagner", "Azov"),
        (("Muslims", "Muslim"), ("Christians", "Christian")), ("Sergei Orlov", "Petro Bondar"), ("Bakhmut", "Belgorod"),
    ),
    filling(
        (("Israel", "Israeli", "Jerusalem"), ("Lebanon", "Lebanese", "Beirut")), ("Hezbollah", "Hamas"),
        (("Jews", "Jewish"), ("Muslims", "Muslim")), ("David Levi", "Hassan Khoury"), ("Haifa", "Tyre"),
    ),
    filling(
        (("India", "Indian", "Delhi"), ("Pakistan", "Pakistani", "Islamabad")), ("Lashkar-e-Taiba", "Bajrang Dal"),
        (("Hindus", "Hindu"), ("Muslims", "Muslim")), ("Arjun Mehta", "Imran Qureshi"), ("Srinagar", "Lahore"),
    ),
    filling(
        (("Turkey", "Turkish", "Ankara"), ("Syria", "Syrian", "Damascus")), ("Ahrar al-Sham", "Jabhat al-Nusra"),
        (("Sunnis", "Sunni"), ("Alawites", "Alawite")), ("Mehmet Yilmaz", "Ali Haddad"), ("Afrin", "Idlib"),
    ),
    filling(
        (("Sudan", "Sudanese", "Khartoum"), ("Chad", "Chadian", "N'Djamena")), ("Boko Haram", "Ansaru"),
        (("Christians", "Christian"), ("Animists", "Animist")), ("Osman Bashir", "Idriss Mahamat"), ("Nyala", "Abeche"),
    ),
    filling(
        (("Aldevar", "Aldevari", "Tirrin"), ("Maresh", "Mareshi", "Vardan")), ("Harrow Front", "Lirra Brigade"),
        (("Buddhists", "Buddhist"), ("Sikhs", "Sikh")), ("Imre Solvay", "Adaeze Lindqvist"), ("Tessim", "Ost-Kareem"),
    ),
)  # fmt: skip
_OTHER = {"A": "B", "G": "H", "R": "S", "P": "Q", "T": "U"}
_OTHER |= {b: a for a, b in _OTHER.items()}


def exchanged(names: Filling) -> Filling:
    """The same names with the two sides exchanged."""
    return {slot: names[_OTHER[slot[0]] + slot[1:]] for slot in names}


def fill(sentence: str, names: Mapping[str, str]) -> Filled:
    """The sentence with names in its slots. Raises KeyError for a slot without a name."""
    text = ""
    pieces = []
    for i, part in enumerate(re.split(r"\{([A-Z](?:\.\w+)?)\}", sentence)):
        words = names[part] if i % 2 else part
        if words:
            pieces.append((len(text), len(text) + len(words), part if i % 2 else ""))
            text += words
    return Filled(text, tuple(pieces))


def labels(ledger: Mapping[str, Any], filled: Filled) -> dict[tuple[object, ...], object]:
    """Every label of a ledger by what it labels (a statement by its cue), in places of the sentence with slots.

    An actor or place is the pieces of the sentence that its mentions touch (see ``alike``).
    """
    meant = {
        r["id"]: frozenset(n for b, e in r["mentions"] for n in filled.touched(b, e))
        for r in (*ledger["actors"], *ledger["places"])
    }
    out: dict[tuple[object, ...], object] = {}
    for s in ledger["statements"]:
        key = filled.span(s["cue"] or s["content"])
        for label in ("stance", "kind", "mode"):
            out[label, key] = s[label]
        out["speaker", key] = meant.get(s["speaker"] or "")
    for e in ledger["events"]:
        key = filled.span(e["trigger"])
        for label, name in (("type", "event type"), ("factuality", "factuality")):
            out[name, key] = e[label]
        for label in BESIDE:
            out[label, key] = frozenset(n for i in e[label] for n in meant.get(i, ()))
    for r in ledger["relations"]:
        out["relations", filled.span(r["evidence"])] = r["relation"]
    return out


BESIDE = ("initiators", "recipients")
"""Labels that are reported, but not counted in ``all``."""
Labels = Mapping[tuple[object, ...], object]


def alike(a: object, b: object) -> bool:
    """Whether two labels are equal. Sets of pieces are where they share one: whether "the {A.adj} minister" or
    "the {A.adj} minister, {P}," is the mention is not for this measure to judge, who is meant is.
    """
    if isinstance(a, frozenset) and isinstance(b, frozenset):
        return not a.isdisjoint(b) or a == b
    return a == b


def agreement(pairs: Sequence[tuple[Labels, Labels]]) -> dict[str, Any]:
    """Per cent of labels that are in both readings of a pair and alike, of those in either (``same``) and of those in
    both (``same where found``): all, and by label.
    """
    counts: dict[str, list[int]] = {}
    for a, b in pairs:
        for key in a.keys() | b.keys():
            found = key in a and key in b
            for name in ([] if key[0] in BESIDE else ["all"]) + [str(key[0])]:
                same, both, either = counts.get(name, [0, 0, 0])
                counts[name] = [same + (found and alike(a[key], b[key])), both + found, either + 1]
    return {
        name: {
            "same": round(100 * same / either, 1),
            "same where found": round(100 * same / both, 1) if both else None,
            "of": either,
        }
        for name, (same, both, either) in sorted(counts.items())
    }


def main() -> None:
    """Measure and write."""
    from ledgers import read_texts

    sentences = SENTENCES.read_text(encoding="utf8").splitlines()
    read: list[list[dict[tuple[object, ...], object]]] = []
    for names in (f for one in FILLINGS for f in (one, exchanged(one))):
        filled = [fill(s, names) for s in sentences]
        ledgers = read_texts((str(i), f.text) for i, f in enumerate(filled))
        read.append([labels(ledger, f) for (_, ledger), f in zip(ledgers, filled, strict=True)])
    swapped = [pair for i in range(0, len(read), 2) for pair in zip(read[i], read[i + 1], strict=True)]
    renamed = [pair for other in read[2:] for pair in zip(read[0], other, strict=True)]
    unlike = [0] * len(sentences)
    for i, (a, b) in enumerate(swapped):
        unlike[i % len(sentences)] += sum(
            not alike(a.get(k), b.get(k)) for k in a.keys() | b.keys() if k[0] not in BESIDE
        )
    worst = sorted(range(len(sentences)), key=lambda i: -unlike[i])[:10]
    figures = {
        "sentences": len(sentences), "fillings": len(FILLINGS), "swapped": agreement(swapped),
        "renamed": agreement(renamed), "least steady": {sentences[i]: unlike[i] for i in worst if unlike[i]},
    }  # fmt: skip
    write("evenhanded", "python benchmarks/evenhanded.py", figures)


if __name__ == "__main__":
    main()
