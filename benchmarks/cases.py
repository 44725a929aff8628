"""Speed and size of a case with many reports: adding, finding, verifying.

usage: python benchmarks/cases.py SHARED [--reports N] [--case FILE] [--keep]

Makes N reports (100,000) from the sentences of SHARED/data/reports, shuffled, names and numbers exchanged, with readings
made by simple rules and as dense as those that people made (per 1,000 characters about 5 statements, 12 events, 25
mentions). Nothing is read by the model: what is measured is the store. FILE (in a temporary folder when not named; an
existing one with N reports is used again) is deleted unless --keep. Writes results/cases.json.
"""

import argparse
import contextlib
import json
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from according.cases import Case, Filters, Original, Tools, open_case
from according.ledger import (
    EVENT_TYPES,
    FACTUALITIES,
    STANCES,
    Actor,
    Count,
    Document,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Mention,
    Place,
    Reading,
    Relation,
    Statement,
    Time,
    make_id,
)
from record import write

SEGMENT = re.compile(r"(?:[A-Z]\w+)(?: [A-Z]\w+){0,2}|\d[\d,]*|[a-z]+ed\b|[^A-Z\d]+?(?=\b[A-Z\d]|\b[a-z]+ed\b|$)|.")
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
TOOLS = Tools("rules", "made")
OUTLETS = [f"{a} {b}" for a in ("Harbour", "Meridian", "Northern", "City", "Daily") for b in ("Wire", "Post", "Voice")]


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences in segments, and the names found in them."""

    sentences: list[list[str]]
    names: list[str]


def gather(folder: Path) -> Words:
    """The sentences and names of real reports."""
    sentences, names = [], set()
    for path in sorted(folder.glob("*.json")):
        for sentence in SENTENCE.split(json.loads(path.read_text(encoding="utf8"))["text"]):
            segments = SEGMENT.findall(sentence[:600])
            sentences.append(segments)
            names |= {s for s in segments[1:] if s[0].isupper() and len(s) > 3}
    return Words(sentences, sorted(names))


class Made:
    """One report as it is put together."""

    def __init__(self, number: int, words: Words, rng: random.Random) -> None:
        self.rng, self.words, self.number = rng, words, number
        self.text = ""
        self.named: dict[str, list[tuple[int, int]]] = {}
        self.events: list[tuple[int, int, list[str], list[tuple[int, int]], str | None]] = []
        self.statements: list[tuple[tuple[int, int], tuple[int, int], tuple[int, int], str]] = []
        self.numbers: list[tuple[int, int]] = []
        for sentence in rng.choices(words.sentences, k=rng.randint(15, 55)):
            self.add(sentence)

    def add(self, segments: list[str]) -> None:
        """Put a sentence to the end."""
        rng, begin = self.rng, len(self.text)
        here: list[str] = []
        verbs: list[tuple[int, int]] = []
        numbers: list[tuple[int, int]] = []
        parts: list[str] = []
        at = begin
        for segment in segments:
            if segment[0].isupper() and len(segment) > 3 and parts:
                if rng.random() < 0.6:
                    segment = rng.choice(self.words.names)
                self.named.setdefault(segment, []).append((at, at + len(segment)))
                here.append(segment)
            elif segment[0].isdigit():
                segment = str(rng.randint(2, 3000))
                numbers.append((at, at + len(segment)))
            elif segment.endswith("ed") and segment.isalpha():
                verbs.append((at, at + len(segment)))
            parts.append(segment)
            at += len(segment)
        self.text += "".join(parts) + " "
        held = None
        if here and rng.random() < 0.65:
            source = self.named[here[0]][-1]
            cue = (source[1], min(source[1] + 5, at))
            self.statements.append((source, cue, (begin, at), here[0]))
            held = here[0]
        spare = [self.named[name][-1] for name in here[:2]]
        for b, e in verbs or spare:
            self.events.append((b, e, here, numbers, held))
        self.numbers += numbers

    def reading(self) -> tuple[Original, Reading]:
        """The bytes and the reading."""
        rng, text = self.rng, self.text
        data = json.dumps({"text": text, "n": self.number}).encode()
        found = Original(f"https://news.example/{self.number}", f"r{self.number:06}", data)
        id_ = make_id("d", found.sha256, 0)
        year, month, day = rng.randint(2014, 2019), rng.randint(1, 12), rng.randint(1, 28)
        d = Document(id_, found.name, text, found.sha256, "application/json", text[:60], rng.choice(OUTLETS), None,
                     f"{year}-{month:02}-{day:02}", None, "en", found.address)  # fmt: skip
        names = list(self.named)
        in_places = set(names[::4])
        actors = {n: make_id("a", id_, n) for n in names if n not in in_places}
        places = {n: make_id("p", id_, n) for n in in_places}
        types = ("PERSON", "ARMED_GROUP", "STATE", "ORG", "PEOPLE")
        kinds = {n: types[hash_of(n) % 5] for n in names}
        s_ids = [make_id("s", id_, i) for i in range(len(self.statements))]
        by_span = {c: s for (_, _, c, _), s in zip(self.statements, s_ids, strict=True)}
        statements = tuple(
            Statement(s, (source,), (cue,), (content,), actors.get(n), "said", rng.choice(["direct", "indirect"]),
                      rng.choice(STANCES), None, (actors[n],) if n in actors else (), round(rng.random(), 4))
            for s, (source, cue, content, n) in zip(s_ids, self.statements, strict=True)
        )  # fmt: skip
        events = []
        for i, (b, e, here, numbers, _) in enumerate(self.events):
            who = [actors[n] for n in here if n in actors]
            where = [n for n in here if n in places][:1]
            told = rng.random() < 0.3
            date = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            events.append(
                Event(
                    make_id("e", id_, i), ((b, e),), EVENT_TYPES[hash_of(text[b:e]) % len(EVENT_TYPES)], None,
                    rng.choice(FACTUALITIES), tuple(who[:1]), tuple(who[1:2]),
                    tuple(EventPlace(places[n], "at", (self.named[n][-1],)) for n in where),
                    (EventTime(((b, e),), date, date, date, "day"),) if told else (),
                    tuple(EventCount((s,), "people killed", int(text[s[0] : s[1]]), None) for s in numbers[:1]),
                    next((by_span[c] for _, _, c, _ in self.statements if c[0] <= b < c[1]), None),
                    round(rng.random(), 4),
                )
            )  # fmt: skip
        placed = tuple(
            Place(
                p,
                n,
                tuple(self.named[n]),
                hash_of(n),
                30 + hash_of(n) % 700 / 100,
                35 + hash_of(n) % 900 / 100,
                "XX",
                "town",
            )
            for n, p in places.items()
        )
        times = tuple(
            Time(make_id("t", id_, i), s, "DATE", t.value, None, t.value, t.earliest, t.latest, "day", "published")
            for i, (s, t) in enumerate((e.trigger, t) for e in events for t in e.times)
        )
        counts = tuple(Count(make_id("c", id_, i), (s,), "people", 3, None) for i, s in enumerate(self.numbers))
        mentions = tuple(
            Mention((s,), "PLACE" if n in places else kinds[n], places.get(n) or actors.get(n))  # type: ignore[arg-type]
            for n in names for s in self.named[n]
        )  # fmt: skip
        relations = tuple(
            Relation(one, "supports", other, None, ((0, 4),)) for one, other in zip(list(actors.values())[:4], list(actors.values())[4:8], strict=False)
        )  # fmt: skip
        people = tuple(Actor(a, n, kinds[n], tuple(self.named[n]), (n.split()[-1],) if " " in n else ()) for n, a in actors.items())  # type: ignore[arg-type] # fmt: skip
        return found, Reading(d, statements, people, placed, times, counts, mentions, tuple(events), relations)


def hash_of(name: str) -> int:
    """The same number for the same name in every run."""
    return int(make_id("n", name)[1:8], 16)


def reports(words: Words, count: int, start: int = 0) -> Iterator[tuple[Original, Reading]]:
    """Made reports with their readings; number n is the same in every run."""
    for number in range(start, count):
        yield Made(number, words, random.Random(number)).reading()


def queries(words: Words) -> list[tuple[str, Filters]]:
    """Fifty queries: common and rare words, phrases, each filter, several together, and one that finds nothing."""
    rng = random.Random(7)
    common = "killed said army city people government forces syrian children hospital".split()
    rare = ["chlorine", "convoy", "mortar", "evacuated", "ceasefire", "smugglers", "rubble", "checkpoint"]
    names = rng.sample(words.names, 12)
    made: list[tuple[str, Filters]] = [(w, Filters()) for w in common + rare]
    made += [(f"{rng.choice(common)} {w}", Filters()) for w in rare]
    made += [('"air strikes"', Filters()), ("bomb*", Filters()), ("army -government", Filters()), ("zzyzx", Filters())]
    made += [("", Filters(speaker=[n])) for n in names[:3]] + [("killed", Filters(actor=[n])) for n in names[3:6]]
    made += [("", Filters(types=[t], since="2017-10", until="2017-12")) for t in ("RETREAT", "ASSAULT")]
    made += [("killed", Filters(types=["ASSAULT"], factualities=["did-not-happen"], stances=["deny"]))]
    made += [("", Filters(place=[n])) for n in names[6:8]]
    made += [("", Filters(box=(33.0, 36.0, 33.2, 36.2))), ("city", Filters(box=(32.0, 36.0, 35.0, 41.0)))]
    made += [("people", Filters(publisher=["Harbour Wire"], published_since="2018-06"))]
    made += [
        ("", Filters(documents=["r000017"])),
        ("army", Filters(speaker=[names[8]], types=["RETREAT"], since="2017-10")),
    ]
    made += [("children", Filters(kinds=["statement"], stances=["accuse"])), ("hospital", Filters(since="2019-12-30"))]
    made += [("forces", Filters(since="2031")), ("said", Filters(published_until="2014-01-05"))]
    assert len(made) >= 50
    return made[:50]


def parts(path: Path) -> dict[str, int]:
    """Bytes of each table and index."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY 1 ORDER BY 2 DESC")
        return {name: size for name, size in rows if size > 1_000_000}


def fill(case: Case, words: Words, count: int) -> tuple[float, float]:
    """Seconds of making reports and of keeping them."""
    making = keeping = 0.0
    began = time.perf_counter()
    for found, reading in reports(words, count, case.sums().documents):
        made = time.perf_counter()
        case.keep(found, [reading], TOOLS)
        making, keeping = making + made - began, keeping + time.perf_counter() - made
        began = time.perf_counter()
    return making, keeping


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    words = gather(given.shared / "data/reports")
    with tempfile.TemporaryDirectory() as folder:
        path = given.case or Path(folder) / "made.case"
        figures: dict[str, object] = {"reports": given.reports}
        with open_case(path) as case:
            before = case.sums().documents
            making, keeping = fill(case, words, given.reports)
            if before < given.reports:
                figures["reports kept per second, one writer"] = round((given.reports - before) / keeping, 1)
                print(f"made in {making:.0f} s, kept in {keeping:.0f} s", flush=True)
        with open_case(path, write=False) as case:
            case.find("warm")
            took = []
            for query, filters in queries(words):
                began = time.perf_counter()
                hits = case.find(query, filters)
                took.append((time.perf_counter() - began, query, filters, len(hits)))
            figures["find: median of 50 queries, ms"] = round(statistics.median(t[0] for t in took) * 1000, 1)
            figures["find: worst of 50 queries, ms"] = round(max(t[0] for t in took) * 1000, 1)
            for seconds, query, filters, count in sorted(took, key=lambda t: -t[0])[:8]:
                told = {
                    k: getattr(filters, k)
                    for k in Filters.__dataclass_fields__
                    if getattr(filters, k) not in ((), None)
                }
                print(f"{seconds * 1000:8.1f} ms  {count:3}  {query!r} {told}", flush=True)
            with contextlib.closing(sqlite3.connect(path)) as raw:
                originals = raw.execute("SELECT sum(length(bytes)) FROM original").fetchone()[0]
                texts = raw.execute("SELECT sum(length(text)) FROM body").fetchone()[0]
            sample = [len(r.document.text.encode()) for _, r in reports(words, min(given.reports, 300))]
            whole = statistics.mean(sample) * given.reports
            size = path.stat().st_size
            figures["text, MB"] = round(whole / 1e6, 1)
            figures["case, MB"] = round(size / 1e6, 1)
            figures["case beyond texts and originals as kept, times text"] = round(
                (size - originals - texts) / whole, 2
            )
            figures["parts, MB"] = {name: round(part / 1e6, 1) for name, part in parts(path).items()}
            began = time.perf_counter()
            wrong = case.verify()
            figures["verify, seconds"] = round(time.perf_counter() - began, 1)
            assert not wrong, wrong[:3]
        if given.case and not given.keep:
            path.unlink()
    write("cases", f"python benchmarks/cases.py SHARED --reports {given.reports}", figures)


if __name__ == "__main__":
    main()
