"""How well temporal expressions are found and reckoned, by TempEval-3's measure: spans, types and values.

python benchmarks/times.py DATA... [--ledgers GOLD]    folders of TimeML files (searched in all their folders)

Nothing of the markup is used but the date of publication. The measure is that of TempEval-3 (UzZaman et al. 2013): a
system's expression matches a gold one if they share a character (relaxed) or are the same words (strict); type and value
are right if they equal the gold's on a relaxed match; precision and recall count over all system and all gold ones.
"""

import argparse
import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from record import write  # the script runs from any folder

_TAG = re.compile(r"<(/?)([A-Za-z][\w]*)([^>]*)>")
_CELL = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3: a span of the plain text, type, value, mod."""

    begin: int
    end: int
    type: str
    value: str
    mod: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """One TimeML document: its plain text, its date of publication, its expressions."""

    name: str
    text: str
    published: str
    times: tuple[Timex, ...]


def read_timeml(path: Path) -> Marked:
    """The text inside ``TEXT`` without markup, the value of the ``DCT``, and the TIMEX3 of the text."""
    source = path.read_text(encoding="utf-8", errors="replace")
    created = re.search(r"<DCT>.*?\bvalue=\"([^\"]*)\"", source, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL)
    inside = body.group(1) if body else ""
    pieces: list[str] = []
    length, place = 0, 0
    open_at: list[tuple[int, dict[str, str]]] = []
    times: list[Timex] = []
    for tag in _TAG.finditer(inside):
        words = html.unescape(inside[place : tag.start()])
        pieces.append(words)
        length += len(words)
        place = tag.end()
        if tag.group(2) != "TIMEX3":
            continue
        if not tag.group(1):
            if not tag.group(3).endswith("/"):
                open_at.append((length, dict(_CELL.findall(tag.group(3)))))
        elif open_at:
            begin, cells = open_at.pop()
            times.append(Timex(begin, length, cells.get("type", ""), cells.get("value", ""), cells.get("mod", "")))
    pieces.append(html.unescape(inside[place:]))
    return Marked(path.stem, "".join(pieces), (created.group(1) if created else "")[:10], tuple(times))


@dataclass(slots=True)
class Tally:
    """Counts over all documents."""

    gold: int = 0
    system: int = 0
    strict: int = 0
    relaxed: int = 0
    type: int = 0
    value: int = 0
    mod: int = 0
    with_mod: int = 0
    mod_of_gold: int = 0

    def add(self, gold: Sequence[Timex], system: Sequence[Timex]) -> None:
        """Match one document's expressions, each at most once, in the order of the text."""
        self.gold += len(gold)
        self.system += len(system)
        used: set[int] = set()
        exact = {(item.begin, item.end): place for place, item in enumerate(system)}
        for item in gold:
            place = exact.get((item.begin, item.end), -1)
            if place < 0 or place in used:
                shared = (
                    spot
                    for spot, other in enumerate(system)
                    if spot not in used and other.begin < item.end and item.begin < other.end
                )
                place = next(shared, -1)
            if item.mod:
                self.with_mod += 1
            if place < 0:
                continue
            used.add(place)
            other = system[place]
            self.relaxed += 1
            self.strict += (item.begin, item.end) == (other.begin, other.end)
            self.type += item.type == other.type
            self.value += item.value == other.value
            self.mod += item.mod == other.mod
            self.mod_of_gold += bool(item.mod) and item.mod == other.mod

    def figures(self) -> dict[str, float]:
        """F1 of each measure in percent; ``mod``: share of matched expressions whose mod equals gold's, none included."""
        total = self.gold + self.system
        f1 = {
            name: round(200 * getattr(self, name) / total, 1) if total else 0.0
            for name in ("strict", "relaxed", "type", "value")
        }
        f1["precision"] = round(100 * self.relaxed / self.system, 1) if self.system else 0.0
        f1["recall"] = round(100 * self.relaxed / self.gold, 1) if self.gold else 0.0
        f1["mod"] = round(100 * self.mod / self.relaxed, 1) if self.relaxed else 0.0
        f1["mod_where_gold_has_one"] = round(100 * self.mod_of_gold / self.with_mod, 1) if self.with_mod else 0.0
        return f1


def ours(text: str, published: str) -> list[Timex]:
    """According's expressions, but for ranges, which TimeML marks by their ends alone."""
    from according.resolve.times import find_times

    found = find_times("benchmark", text, published)
    spans = [item.span[0] for item in found]
    return [
        Timex(*item.span[0], item.type, item.timex or "", item.mod or "")
        for place, item in enumerate(found)
        if not (place + 1 < len(found) and spans[place + 1][0] < spans[place][1])
    ]


def peer(text: str, published: str) -> list[Timex]:
    """Dateparser's ``search_dates`` from the publication date, its days cut to the period that it says it read."""
    from datetime import datetime

    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    base = datetime.fromisoformat(published) if len(published) == 10 else datetime(2000, 1, 1)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    parser = DateDataParser(languages=["en"], settings=settings)
    times, place = [], 0
    for words, when in search_dates(text, languages=["en"], settings=settings) or []:
        begin = text.find(words, place)
        if begin >= 0:
            place = begin + len(words)
            length = {"year": 4, "month": 7}.get(parser.get_date_data(words).period, 10)
            times.append(Timex(begin, place, "DATE", when.date().isoformat()[:length]))
    return times


def score_ledgers(folder: Path) -> dict[str, float]:
    """Gold ledgers (``input/`` and ``ledger/``): spans of event times found, and found with the ledger's very value.

    Of several of our times that share characters with a gold span, the one that shares most counts, the shorter first.
    """
    from according.resolve.times import find_times

    gold: dict[tuple[str, int, int], str | None] = {}
    texts: dict[str, dict[str, Any]] = {}
    for path in sorted((folder / "ledger").glob("*.json")):
        texts[path.name] = json.loads((folder / "input" / path.name).read_text(encoding="utf-8"))
        for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
            for cell in event["times"]:
                if cell["span"]:
                    gold.setdefault((path.name, cell["span"][0][0], cell["span"][-1][1]), cell["value"])
    found = {name: find_times(name, each["text"], each["published"]) for name, each in texts.items()}
    matched = right = 0
    for (name, begin, end), value in gold.items():
        shared = [
            (
                min(end, time.span[0][1]) - max(begin, time.span[0][0]),
                time.span[0][0] - time.span[0][1],
                time.value or "",
            )
            for time in found[name]
            if time.span[0][0] < end and begin < time.span[0][1]
        ]
        matched += bool(shared)
        right += bool(shared) and max(shared)[2] == (value or "")
    return {
        "spans": len(gold),
        "recall": round(100 * matched / len(gold), 1),
        "value": round(100 * right / matched, 1),
        "found": sum(len(times) for times in found.values()),
    }


def score(documents: Sequence[Marked], tag: Callable[[str, str], list[Timex]]) -> dict[str, float]:
    """All figures of one tagger, with its words a second."""
    tally, words, started = Tally(), 0, time.perf_counter()
    found = []
    for document in documents:
        found.append(tag(document.text, document.published))
        words += len(document.text.split())
    seconds = time.perf_counter() - started
    for document, times in zip(documents, found, strict=True):
        tally.add(document.times, times)
    return {**tally.figures(), "words_per_second": round(words / seconds)}


def main() -> None:
    """Score According (and dateparser, where it is installed) on each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+", help="folders of TimeML files (*.tml)")
    parser.add_argument("--ledgers", type=Path, help="a folder of gold ledgers, with input/ and ledger/")
    parser.add_argument("--no-peers", action="store_true", help="leave dateparser out, which is slow")
    parser.add_argument("--no-record", action="store_true", help="print the table only")
    options = parser.parse_args()
    rows: dict[str, dict[str, dict[str, float]]] = {}
    for folder in options.data:
        documents = [read_timeml(path) for path in sorted(folder.rglob("*.tml"))]
        if not documents:
            sys.exit(f"{folder}: no TimeML files (*.tml)")
        check = Tally()
        for document in documents:
            check.add(document.times, document.times)
        figures = check.figures()
        assert all(figures[name] == 100 for name in ("strict", "relaxed", "type", "value")), (
            "gold against gold is not 100"
        )
        taggers: list[tuple[str, Callable[[str, str], list[Timex]]]] = [("according", ours)]
        if not options.no_peers:
            try:
                import dateparser  # noqa: F401

                taggers.append(("dateparser", peer))
            except ImportError:
                print("dateparser is not installed: left out", file=sys.stderr)
        rows[folder.name] = {name: score(documents, tag) for name, tag in taggers}
        rows[folder.name]["counts"] = dict(Counter(documents=len(documents), expressions=check.gold))
        for name, _ in taggers:
            print(f"{folder.name:12} {name:12}", *(f"{key} {value}" for key, value in rows[folder.name][name].items()))
    command = "python benchmarks/times.py " + " ".join(folder.name for folder in options.data)
    if options.ledgers:
        name = f"{options.ledgers.parent.name}/{options.ledgers.name}"
        rows[name] = {"according": score_ledgers(options.ledgers)}
        command += f" --ledgers {name}"
        print(name, *(f"{key} {value}" for key, value in rows[name]["according"].items()))
    if not options.no_record:
        write("times", command, rows)


if __name__ == "__main__":
    main()
