"""Comparing across documents: `python benchmarks/compare.py SHARED [--predicted]`; writes results/compare.json.

The reports of SHARED/data/gold/dev are compared and scored by SHARED/score/compare.py against gold/cross.json: from the
gold ledgers (statements, actors, events, relations as annotated; counts and differences within a report by the
program), and with --predicted from what the pipeline reads. benchmarks/growth.py times many events.
"""

import calendar
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from according.compare import compare_readings, comparison_json, differences_within
from according.ledger.records import (
    Actor,
    Document,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Place,
    Reading,
    Relation,
    Statement,
)
from according.ledger.spans import Spans
from according.resolve import packaged_actors
from according.resolve.counts import find_counts
from record import write


def gold_readings(folder: Path) -> list[Reading]:
    """The gold ledgers of a folder (``input/`` and ``ledger/``) as readings; known actors get their ids as in the pipeline."""
    out = []
    for path in sorted((folder / "ledger").glob("*.json")):
        given = json.loads((folder / "input" / path.name).read_text(encoding="utf8"))
        out.append(reading(path.stem, given, json.loads(path.read_text(encoding="utf8"))))
    return out


def reading(name: str, given: dict[str, Any], ledger: dict[str, Any]) -> Reading:
    """One gold ledger as a reading."""
    known = packaged_actors()
    text = given["text"]
    document = Document(
        "d-" + name,
        name,
        text,
        "",
        "application/json",
        publisher=given.get("publisher"),
        published=given.get("published"),
    )
    actors = []
    for a in ledger["actors"]:
        id_ = known.find(a["name"].partition(" (")[0], a["type"])
        links = known.links(id_) if id_ else {}
        if id_ and known.types[id_] == {"ORG", "STATE"}:
            links["schema"] = "PublicBody"
        actors.append(Actor(a["id"], a["name"], a["type"], _spans(a["mentions"]), links=links))
    raw = {s["id"]: s for s in ledger["statements"]}
    statements = tuple(
        Statement(
            s["id"], _spans(s["source"]), _spans(s["cue"]), _spans(s["content"]), s["speaker"], s["kind"], s["mode"],
            s["stance"], s["within"], _chain(s, raw), 1.0,
        )
        for s in ledger["statements"]
    )  # fmt: skip
    events = tuple(_event(e) for e in ledger["events"])
    names = {p["name"]: _spans(p["span"]) for e in ledger["events"] for p in e["places"] if p["name"]}
    relations = tuple(
        Relation(r["subject"], r["relation"], r["object"], r.get("label"), _spans(r["evidence"]), r.get("statement"))
        for r in ledger["relations"]
    )
    counts = find_counts(document.id, text)
    return Reading(
        document, statements, tuple(actors), tuple(Place(n, n, span) for n, span in names.items()), (), counts, (), events,
        relations, differences_within(text, statements, events, actors, counts),
    )  # fmt: skip


def _chain(s: dict[str, Any], raw: dict[str, Any]) -> tuple[str, ...]:
    out: list[str] = []
    at: dict[str, Any] | None = s
    while at is not None:
        if at["speaker"] and (not out or out[0] != at["speaker"]):
            out.insert(0, at["speaker"])
        at = raw.get(at["within"])
    return tuple(out)


def _spans(value: list[list[int]] | None) -> Spans:
    return tuple((b, e) for b, e in value or ())


def _event(e: dict[str, Any]) -> Event:
    return Event(
        e["id"], _spans(e["trigger"]), e["type"], None, e["factuality"], tuple(e["initiators"]), tuple(e["recipients"]),
        tuple(EventPlace(p["name"], p["role"], _spans(p["span"])) for p in e["places"]),
        tuple(EventTime(_spans(t["span"]), t["value"], *_bounds(t["value"])) for t in e["times"]),
        tuple(EventCount(_spans(c["span"]), c["of"], c["low"], c["high"]) for c in e["counts"]),
        e["statement"],
    )  # fmt: skip


def _bounds(value: str | None) -> tuple[str | None, str | None]:
    """First and last day of a date, month, year or interval in the gold form."""
    if not value:
        return None, None
    first, _, last = value.partition("/")
    return _day(first, False), _day(last or first, True)


def _day(value: str, last: bool) -> str | None:
    cells = value[:10].split("-")
    if not all(c.isdigit() for c in cells) or len(cells[0]) != 4:
        return None
    year = int(cells[0])
    month = int(cells[1]) if len(cells) > 1 else 12 if last else 1
    day = int(cells[2]) if len(cells) > 2 else calendar.monthrange(year, month)[1] if last else 1
    return f"{year:04}-{month:02}-{day:02}"


def predicted_readings(folder: Path, weights: Path | None = None) -> list[Reading]:
    """The reports of a gold folder as the pipeline reads them."""
    from according.config import Recipe
    from according.pipeline import open_recipe, read_document

    recipe = Recipe(weights=weights)
    opened = open_recipe(recipe)
    out = []
    for path in sorted((folder / "input").glob("*.json")):
        given = json.loads(path.read_text(encoding="utf8"))
        document = Document(
            "d-" + path.stem, path.stem, given["text"], "", "application/json", publisher=given.get("publisher"),
            published=given.get("published"), language="en",
        )  # fmt: skip
        out.append(read_document(document, recipe, opened))
    return out


def scored(readings: list[Reading], shared: Path, table: bool = False) -> Any:
    """What the scorer says of a comparison of these readings."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "comparison.json"
        file.write_text(json.dumps(comparison_json(compare_readings(readings))), encoding="utf8")
        command = [sys.executable, shared / "score" / "compare.py", shared / "data" / "gold" / "cross.json", file]
        out = subprocess.run([*command, *([] if table else ["--json"])], capture_output=True, text=True, check=True)
    return out.stdout if table else json.loads(out.stdout)


def main(argv: list[str]) -> int:
    """Measure and record; 1 where the gold is absent."""
    folders = [a for a in argv if not a.startswith("--")]
    shared = Path(folders[0]) if folders else Path(__file__).resolve().parent.parent.parent / "shared"
    dev = shared / "data" / "gold" / "dev"
    if not dev.is_dir():
        print(f"{dev} is absent", file=sys.stderr)
        return 1
    figures: dict[str, Any] = {"gold ledgers": scored(gold_readings(dev), shared)}
    if "--predicted" in argv:
        figures["predicted ledgers"] = scored(predicted_readings(dev), shared)
    write("compare", "python benchmarks/compare.py SHARED --predicted", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
