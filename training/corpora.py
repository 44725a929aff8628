"""Texts that mark mentions, coreference or types of events, but no statements: each as data.Text.

Sets and terms are listed in docs/training.md. Types are given as sets of the ledger's types that an outside label may mean:
training counts any of them as right.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import muc4
import re3d
from according.ledger import EVENT_TYPES
from according.model.labels import ATTACK_ROLES, MODES
from data import HOUSE, Named, Range, Text

GROUP = frozenset({"ORG", "ARMED_GROUP", "STATE"})
WHERE = frozenset({"PLACE", "FACILITY", "STATE"})
OTHER = frozenset({"OTHER"})
RE3D = {
    "Organisation": GROUP | {"PEOPLE"}, "Person": frozenset({"PERSON", "PEOPLE"}), "Location": WHERE,
    "Nationality": frozenset({"NATIONALITY"}), "Weapon": frozenset({"WEAPON"}), "Vehicle": frozenset({"VEHICLE"}),
    "MilitaryPlatform": frozenset({"PLATFORM"}), "Money": frozenset({"MONEY"}), "Quantity": frozenset({"QUANTITY"}),
    "Temporal": frozenset({"TIME"}), "DocumentReference": frozenset({"DOCUMENT"}), "CommsIdentifier": OTHER, "Frequency": OTHER,
}  # fmt: skip
CROSSNER = {
    "politician": frozenset({"PERSON"}), "person": frozenset({"PERSON"}), "organisation": GROUP,
    "politicalparty": frozenset({"ORG"}), "country": frozenset({"STATE", "PLACE"}), "location": WHERE,
    "event": OTHER, "election": OTHER, "misc": OTHER | {"NATIONALITY", "DOCUMENT"},
}  # fmt: skip
UNER = {"PER": frozenset({"PERSON"}), "ORG": GROUP, "LOC": WHERE}
GUM = {
    "person": frozenset({"PERSON", "PEOPLE", "ARMED_GROUP"}), "organization": GROUP | {"PEOPLE"}, "place": WHERE,
    "time": frozenset({"TIME"}), "object": OTHER | {"WEAPON", "PLATFORM", "VEHICLE", "DOCUMENT", "FACILITY"},
    "event": OTHER, "abstract": OTHER | {"MONEY", "DOCUMENT", "QUANTITY"}, "substance": OTHER, "animal": OTHER, "plant": OTHER,
}  # fmt: skip
PEACEFUL = frozenset("academic voyage whow vlog textbook reddit podcast conversation".split())
"""Genres of GUM without events of conflict, which teach what is none."""
ATTACK = dict(zip(muc4.ROLES, ATTACK_ROLES, strict=True))
_GUM_PART = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


def all_corpora(data: Path, leave_out: frozenset[str] = frozenset()) -> list[Text]:
    """Every training part of the sets in ``data`` (only those that lie there), re3d documents in ``leave_out`` excepted."""
    texts: list[Text] = []
    texts += [t for t in re3d_texts(data) if t.name not in leave_out]
    for split in ("train", "dev", "test"):
        texts += tagged(data / f"crossner_politics/{split}.txt", f"crossner-{split}", CROSSNER, 0, 1, "\t")
    for split in ("dev", "test"):
        texts += tagged(data / f"uner_ewt/en_ewt-ud-{split}.iob2", f"uner-{split}", UNER, 1, 2, "\t")
    texts += gum(data / "gum", "train")
    texts += gap(data / "gap/gap-development.tsv")
    texts += attacks(data)
    texts += weak(data / "ngec_synthetic")
    return texts


def held_out(data: Path, fold: int = 0) -> frozenset[str]:
    """The names of one of re3d's five folds, kept for measuring (benchmarks/entities.py)."""
    documents = re3d.documents(data / "re3d")
    return frozenset(d[0] for d, of in zip(documents, re3d.folds(documents), strict=True) if of == fold)


def copied(data: Path, fold: int) -> frozenset[str]:
    """The names of gold/train's ledgers whose texts are pages of one of re3d's folds."""
    documents = re3d.documents(data / "re3d")
    folds = re3d.folds(documents)
    pages = {p.stem: re3d.report_of(json.loads(p.read_text(encoding="utf8"))["text"], documents)
             for p in (data / "gold/train/input").glob("*.json")}  # fmt: skip
    return frozenset(name for name, page in pages.items() if page is not None and folds[page] == fold)


def re3d_texts(data: Path) -> list[Text]:
    """re3d's documents with the entities of confidence 0.5 and more."""
    out = []
    for name, text, entities in re3d.documents(data / "re3d"):
        named = [Named(b, e, RE3D[t]) for b, e, t in entities]
        out.append(Text(name, text, HOUSE, None, {"entity": [(m.begin, m.end) for m in named]}, named))
    return out


def tagged(path: Path, name: str, types: dict, word: int, tag: int, tab: str, together: int = 12) -> list[Text]:
    """Sentences in BIO columns, several to a text."""
    if not path.exists():
        return []
    sentences: list[list[list[str]]] = [[]]
    for line in path.open(encoding="utf8"):
        cells = line.rstrip("\n").split(tab)
        if len(cells) > tag and not (cells[0].startswith("#") and word == 1):
            sentences[-1].append(cells)
        elif sentences[-1] and not line.strip():
            sentences.append([])
    out = []
    for k in range(0, len(sentences), together):
        text, named, open_ = "", [], None
        for sentence in sentences[k : k + together]:
            for cells in sentence:
                label = cells[tag]
                if text and not text.endswith("\n") and cells[word] not in {",", ".", ")", "'s", "?", "!", ";", ":"}:
                    text += " "
                if open_ and label != "I-" + open_[1]:
                    named.append(Named(open_[0], open_[2], types.get(open_[1], OTHER)))
                    open_ = None
                begin = len(text)
                text += cells[word]
                if label.startswith("B-"):
                    open_ = (begin, label[2:], len(text))
                elif open_:
                    open_ = (open_[0], open_[1], len(text))
            if open_:
                named.append(Named(open_[0], open_[2], types.get(open_[1], OTHER)))
                open_ = None
            text += "\n"
        out.append(Text(f"{name}-{k}", text, HOUSE, None, {"name": [(m.begin, m.end) for m in named]}, named))
    return out


def gum(folder: Path, split: str) -> list[Text]:
    """GUM's documents of one split: every noun phrase with its entity."""
    listed = re.split(r"^## ", (folder / "splits.md").read_text(encoding="utf8"), flags=re.MULTILINE)
    names = {
        line[4:].strip()
        for part in listed
        if part.startswith(split + "\n")
        for line in part.splitlines()
        if line.startswith("  * ")
    }
    return [_conllu(folder / f"{name}.conllu") for name in sorted(names) if (folder / f"{name}.conllu").exists()]


def _conllu(path: Path) -> Text:
    text, named = "", []
    waiting: dict[str, list[tuple[int, str]]] = {}
    skip_until, glued = 0, False
    for line in path.open(encoding="utf8"):
        if not line.strip():
            text = text.rstrip(" ") + "\n"
            skip_until = 0
            continue
        if line.startswith("# newpar ") or line.startswith("# newpar\n"):
            text += "\n" if text else ""
        if line.startswith("#"):
            continue
        cells = line.rstrip("\n").split("\t")
        if "-" in cells[0]:  # words written together: "daughter's" is two tokens
            skip_until = int(cells[0].split("-")[1])
            glued = "SpaceAfter=No" in cells[9]
            continue
        if "." in cells[0]:
            continue
        begin = len(text)
        text += cells[1]
        end = len(text)
        number = int(cells[0])
        inside = number < skip_until
        space = not inside and not (glued if number == skip_until else "SpaceAfter=No" in cells[9])
        if number == skip_until:
            skip_until, glued = 0, False
        entity = next((x[7:] for x in cells[9].split("|") if x.startswith("Entity=")), "")
        for whole, opened, closed in _GUM_PART.findall(entity):
            if whole or opened:
                parts = (whole or opened).split("-")
                waiting.setdefault(parts[0], []).append((begin, parts[1]))
            if whole or closed:
                key = (whole or closed).split("-")[0]
                if waiting.get(key):
                    b, type_ = waiting[key].pop()
                    named.append(Named(b, end, GUM.get(type_, OTHER), key))
        text += " " if space else ""
    named.sort(key=lambda m: (m.begin, m.end))
    spans = [(m.begin, m.end) for m in named]
    peaceful = path.stem.split("_")[1] in PEACEFUL
    return Text(path.stem, text, HOUSE, None, {"phrase": spans}, named, clusters=True, events=[] if peaceful else None)


def gap(path: Path) -> list[Text]:
    """GAP's pronouns with their two candidates (Webster et al. 2018)."""
    if not path.exists():
        return []
    out = []
    for row in csv.DictReader(path.open(encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        at = int(row["Pronoun-offset"])
        span: Range = (at, at + len(row["Pronoun"]))
        options = []
        for x in "AB":
            begin = int(row[f"{x}-offset"])
            options.append(((begin, begin + len(row[x])), row[f"{x}-coref"].upper() == "TRUE"))
        named = [Named(*span)] + [Named(*s) for s, _ in options]
        out.append(Text(row["ID"], row["Text"], HOUSE, None, {}, named, choice=(span, options)))
    return out


def attacks(data: Path) -> list[Text]:
    """MUC-4's training reports with the words that fill each role."""
    out = []
    for name, text, roles in muc4.role_spans(data / "muc4"):
        spans = {ATTACK[r]: [tuple(s) for group in groups for s in group] for r, groups in roles.items()}
        out.append(Text(name, text, HOUSE, None, attack=spans))
    return out


def weak(folder: Path) -> list[Text]:
    """Generated news of which only the type and mode of one event are told."""
    out = []
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                rows = csv.DictReader(io.TextIOWrapper(archive.open(name), "utf8"))
                out += list(_weak_rows(rows))
    return out


def _weak_rows(rows: csv.DictReader) -> Iterator[Text]:
    spelled = {"primative": "primitive", "siezed": "seize", "sieze": "seize"}
    for number, row in enumerate(rows):
        type_ = row["label"].strip().upper()
        mode = row["mode"].strip().lower()
        mode = spelled.get(mode, mode)
        headline = row["prompt"].split("\n")[0].strip()
        if type_ in EVENT_TYPES and headline:
            body = row["text"].strip()[:400]
            yield Text(
                f"weak-{number}", f"{headline}\n\n{body}", HOUSE, None, weak=(type_, mode if mode in MODES else None)
            )
