"""Annotated texts, and those in the ledger's own scheme: gold ledgers and our stand-off annotations; PolNeAR.

Texts that mark only mentions, coreference or types of events are read in training/corpora.py.
"""

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


Range = tuple[int, int]
Swap = tuple[int, int, str]
"""Where words that are exchanged begin and end, and the words in their place."""


@dataclass
class Named:
    """A mention: code points, the types it may have (empty: not told), and the cluster it belongs to (None: not told)."""

    begin: int
    end: int
    types: frozenset[str] = frozenset()
    cluster: str | None = None


@dataclass
class Happening:
    """An event: its trigger, and for each role the clusters of actors or the spans that fill it."""

    trigger: Range
    type: str
    factuality: str
    actors: dict[str, list[str]] = field(default_factory=dict)
    spans: dict[str, list[Range]] = field(default_factory=dict)


@dataclass
class Related:
    """A relation between two clusters of actors, and where it is said."""

    subject: str
    relation: str
    object: str
    evidence: Range


@dataclass
class Text:
    """An annotated text. What a text does not mark is None and teaches nothing.

    ``columns`` says for each scheme of mentions which spans are marked; ``clusters`` whether coreference is marked;
    ``weak`` is the type and mode of an event that the text tells somewhere; ``attack`` the spans of each attack role;
    ``choice`` is a pronoun with the candidates it may and does not mean; ``before`` is the text before its names were exchanged,
    and what was put in place of what.
    """

    name: str
    text: str
    scheme: int
    statements: list[Marked] | None = field(default_factory=list)
    columns: dict[str, list[Range]] = field(default_factory=dict)
    mentions: list[Named] = field(default_factory=list)
    clusters: bool = False
    events: list[Happening] | None = None
    relations: list[Related] | None = None
    weak: tuple[str, str | None] | None = None
    attack: dict[str, list[Range]] | None = None
    choice: tuple[Range, list[tuple[Range, bool]]] | None = None
    before: "tuple[Text, list[Swap]] | None" = None


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
        made = Text(path.stem, text, HOUSE, statements)
        _add_events(made, ledger)
        texts.append(made)
    return texts


def _add_events(text: Text, ledger: dict) -> None:
    """Mentions, events and relations of a gold ledger."""
    named: dict[Range, Named] = {}

    def add(span: list, types: set[str], cluster: str | None) -> None:
        key = (span[0], span[1])
        old = named.get(key)
        named[key] = Named(*key, frozenset(types | (old.types if old else set())), (old and old.cluster) or cluster)

    for a in ledger["actors"]:
        for span in a["mentions"]:
            add(span, {a["type"]}, a["id"])
    events = []
    for e in ledger["events"]:
        happening = Happening(
            (e["trigger"][0][0], e["trigger"][-1][1]), e["type"], e["factuality"],
            {"initiator": e["initiators"], "recipient": e["recipients"]},
        )  # fmt: skip
        for p in e["places"]:
            for span in p["span"]:
                add(span, {"PLACE", "FACILITY"}, "place " + p.get("name", "").casefold())
                happening.spans.setdefault(p["role"], []).append((span[0], span[1]))
        for role, key, type_ in (("time", "times", "TIME"), ("count", "counts", "QUANTITY")):
            for x in e[key]:
                for span in x["span"]:
                    add(span, {type_}, None)
                    happening.spans.setdefault(role, []).append((span[0], span[1]))
        events.append(happening)
    text.mentions = sorted(named.values(), key=lambda m: (m.begin, m.end))
    text.columns = {"ledger": list(named)}
    text.clusters = True
    text.events = events
    text.relations = [
        Related(r["subject"], r["relation"], r["object"], (r["evidence"][0][0], r["evidence"][-1][1]))
        for r in ledger["relations"]
        if r["evidence"]
    ]


def stand_off(folder: Path, reports: Path) -> list[Text]:
    """Our own annotations (``NAME.json``: offsets only, with the text's hash) of texts that lie in ``reports``.

    One with a ``part`` [begin, end) is of these code points of the text ``doc``; its offsets count from there.
    """
    texts = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf8"))
        file = reports / f"{data['doc']}.json"
        if not file.exists():
            print(f"no text for {path.name}, left out", file=sys.stderr)
            continue
        text = json.loads(file.read_text(encoding="utf8"))["text"][slice(*data.get("part", (None,)))]
        if hashlib.sha256(text.encode("utf8")).hexdigest() != data["text_sha256"]:
            print(f"another text than the one annotated: {path.name}, left out", file=sys.stderr)
            continue
        made = Text(path.stem, text, HOUSE)
        made.statements = [_marked(s, None) for s in data["statements"]] if "statements" in data else None
        if "events" in data:
            _add_events(made, data)
        texts.append(made)
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
