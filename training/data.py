"""Training data: annotated texts from PolNeAR, from gold ledgers, and from our own stand-off annotations."""

import glob
import hashlib
import json
import os
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

POLNEAR, HOUSE = 0, 1
"""Annotation schemes: PolNeAR marks outermost statements only; the house scheme is that of the ledger."""


@dataclass
class Marked:
    """One statement: spans in code points; labels None where the scheme has none."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    nested: bool = False
    kind: str | None = None
    stance: str | None = None
    type: str | None = None
    mode: str | None = None


@dataclass
class Text:
    """An annotated text."""

    name: str
    text: str
    scheme: int
    statements: list[Marked] = field(default_factory=list)


def polnear(folder: Path) -> list[Text]:
    """The articles of one PolNeAR split; of several annotators the first by file name."""
    texts = []
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted((folder / "attributions").glob(glob.escape(path.stem) + "_*.ann"))
        if not annotations:
            continue
        text = path.open(encoding="utf8", newline="").read()
        texts.append(Text(path.stem, text, POLNEAR, _brat(annotations[0])))
    return texts


def _brat(path: Path) -> list[Marked]:
    marks: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in path.open(encoding="utf8", newline="\n"):
        cells = line.rstrip("\n").split("\t")
        if cells[0].startswith("T") and len(cells) > 1 and " " in cells[1]:
            offsets = cells[1].split(" ", 1)[1]
            marks[cells[0]] = [(int(b), int(e)) for b, e in (o.split() for o in offsets.split(";"))]
        elif cells[0].startswith("E") and len(cells) > 1:
            events.append([a.split(":") for a in cells[1].split()])
    out = []
    for event in events:
        statement = Marked([], [], [])
        for role, ref in event:
            key = role.rstrip("0123456789").lower()
            if key in ("source", "cue", "content") and ref in marks:
                getattr(statement, key).extend(marks[ref])
        if statement.cue and statement.content:
            out.append(statement)
    return out


def gold(folder: Path) -> list[Text]:
    """Gold ledgers: ``ledger/NAME.json`` beside ``input/NAME.json``."""
    texts = []
    for path in sorted((folder / "ledger").glob("*.json")):
        ledger = json.loads(path.read_text(encoding="utf8"))
        text = json.loads((folder / "input" / path.name).read_text(encoding="utf8"))["text"]
        types = {a["id"]: a["type"] for a in ledger["actors"]}
        statements = [_marked(s, types.get(s["speaker"])) for s in ledger["statements"]]
        texts.append(Text(path.stem, text, HOUSE, statements))
    return texts


def stand_off(folder: Path, reports: Path) -> list[Text]:
    """Our own annotations (``NAME.json``: offsets only, with the text's hash) of texts that lie in ``reports``."""
    texts = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf8"))
        file = reports / path.name
        if not file.exists():
            print(f"no text for {path.name}, left out", file=sys.stderr)
            continue
        text = json.loads(file.read_text(encoding="utf8"))["text"]
        if hashlib.sha256(text.encode("utf8")).hexdigest() != data["text_sha256"]:
            print(f"another text than the one annotated: {path.name}, left out", file=sys.stderr)
            continue
        texts.append(Text(path.stem, text, HOUSE, [_marked(s, None) for s in data["statements"]]))
    return texts


def _marked(s: dict, type_: str | None) -> Marked:
    spans = {key: [tuple(x) for x in s[key] or []] for key in ("source", "cue", "content")}
    return Marked(**spans, nested=bool(s["within"]), kind=s["kind"], stance=s["stance"], type=type_, mode=s["mode"])


def wrapped(text: Text, rng: random.Random, frames: list[tuple[str, str]]) -> Text | None:
    """One paragraph of a PolNeAR article made the content of another statement, so that its own become nested.

    PolNeAR marks no nested statements; this makes some: "Police announced" + "that" + the paragraph. None where the
    drawn paragraph will not do.
    """
    lines, begin = [], 0
    for line in text.text.split("\n"):
        if 60 < len(line) < 500:
            lines.append((begin, begin + len(line)))
        begin += len(line) + 1
    if not lines:
        return None
    b, e = rng.choice(lines)
    inner = [s for s in text.statements if all(b <= x and y <= e for k in (s.source, s.cue, s.content) for x, y in k)]
    touching = [s for s in text.statements if any(x < e and y > b for k in (s.source, s.cue, s.content) for x, y in k)]
    words = text.text[b:e]
    if not inner or len(inner) != len(touching) or words[0] in "\"“'‘":
        return None
    source, cue = rng.choice(frames)
    lead = f"{source} {cue} that "
    body = words.rstrip().rstrip(".")
    shift = len(lead) - b
    move = lambda spans: [(x + shift, min(y + shift, len(lead) + len(body))) for x, y in spans]  # noqa: E731
    made = [Marked(move(s.source), move(s.cue), move(s.content), nested=True) for s in inner]
    outer = Marked(
        [(0, len(source))], [(len(source) + 1, len(source) + 1 + len(cue))], [(len(lead) - 5, len(lead) + len(body))]
    )
    return Text(text.name + "+", lead + body + ".", HOUSE, [outer, *made])


def frames_of(texts: list[Text]) -> list[tuple[str, str]]:
    """Short sources followed at once by a cue and a content that begins with "that", to wrap paragraphs in."""
    out = []
    for t in texts:
        for s in t.statements:
            if len(s.source) == 1 and len(s.cue) == 1 and t.text[s.content[0][0] :].startswith("that "):
                (a, b), (c, d) = s.source[0], s.cue[0]
                if c == b + 1 and b - a < 60 and t.text[a].isupper():
                    out.append((t.text[a:b], t.text[c:d]))
    return out


def os_seed() -> int:
    """The seed of every run, fixed unless ACCORDING_SEED says otherwise."""
    return int(os.environ.get("ACCORDING_SEED", "20240229"))
