"""Make the outlines on the page's maps: land and borders from Natural Earth 1:50m, simplified.

``npm pack world-atlas@2.0.2``, unpack it, then ``python training/outlines.py package/countries-50m.json``. Natural Earth
is in the public domain; world-atlas, which packs it as TopoJSON, is under the ISC licence. Borders are drawn as Natural
Earth draws them: who controls the land, not who should.
"""

import argparse
import itertools
import json
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src/according/exporters/outlines.json"
UNITS = 20
"""Units a degree: coordinates are whole numbers, 0.05 degrees or about 5 km."""

Point = tuple[float, float]


def main() -> None:
    """Read the TopoJSON named on the command line and write the outlines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topology", type=Path)
    parser.add_argument("--tolerance", type=float, default=0.13, help="degrees that a line may be off")
    parser.add_argument("--smallest", type=float, default=0.12, help="square degrees; smaller islands are left out")
    given = parser.parse_args()
    topology = json.loads(given.topology.read_text(encoding="utf-8"))
    arcs = [simplified(arc, given.tolerance) for arc in decoded(topology)]
    land = [joined(ring, arcs) for polygon in polygons(topology["objects"]["land"]) for ring in polygon]
    land = [ring for ring in land if abs(area(ring)) >= given.smallest]
    owners = owners_of(topology["objects"]["countries"])
    borders = [arc for index, arc in enumerate(arcs) if len(owners.get(index, set())) > 1]
    coasts = [path for ring in land if (path := drawn(ring, closed=True))]
    lines = [path for arc in borders if (path := drawn(arc, closed=False))]
    written = {
        "source": "Natural Earth 1:50m (public domain), by way of world-atlas 2.0.2; simplified",
        "units": UNITS,
        "land": coasts,
        "borders": lines,
    }
    OUT.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.stat().st_size} bytes, {len(coasts)} rings, {len(lines)} borders")


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a geometry, each a list of rings, each a list of arcs."""
    if geometry["type"] == "GeometryCollection":
        return [polygon for part in geometry["geometries"] for polygon in polygons(part)]
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def owners_of(countries: dict[str, Any]) -> dict[int, set[int]]:
    """For each arc the countries whose outline it is part of."""
    owners: dict[int, set[int]] = {}
    for number, country in enumerate(countries["geometries"]):
        for polygon in polygons(country):
            for ring in polygon:
                for arc in ring:
                    owners.setdefault(arc if arc >= 0 else ~arc, set()).add(number)
    return owners


def joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring."""
    points: list[Point] = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += part[1:] if points else part
    return points


def area(ring: list[Point]) -> float:
    """Square degrees, by the shoelace formula."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise(ring)) / 2


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """The points without which the line would be off by more than ``tolerance`` (Douglas and Peucker 1973)."""
    if len(points) > 3 and points[0] == points[-1]:  # a ring: cut it at the point farthest from its beginning
        far = max(range(len(points)), key=lambda n: distance(points[n], points[0], points[0]))
        return simplified(points[: far + 1], tolerance)[:-1] + simplified(points[far:], tolerance)
    kept = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        off, at = max((distance(points[n], points[first], points[last]), n) for n in range(first + 1, last))
        if off > tolerance:
            kept.add(at)
            todo += [(first, at), (at, last)]
    return [points[n] for n in sorted(kept)]


def distance(point: Point, a: Point, b: Point) -> float:
    """How far a point lies from the line through ``a`` and ``b``, or from ``a`` where they are one."""
    (x, y), (ax, ay), (bx, by) = point, a, b
    along = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    if along == 0:
        return float(((x - ax) ** 2 + (y - ay) ** 2) ** 0.5)
    return float(abs((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / along)


def drawn(points: list[Point], closed: bool) -> str:
    """A line as SVG path data, relative after its first point, in whole units, x to the east, y to the south; empty where nothing is left."""
    whole = [(round(x * UNITS), round(-y * UNITS)) for x, y in points]
    steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in itertools.pairwise(whole)]
    steps = [step for step in steps if step != (0, 0)]
    if closed:
        steps = steps[:-1]
    if len(steps) < (2 if closed else 1):
        return ""
    numbers = "".join(f"{' ' if n >= 0 else ''}{n}" for step in steps for n in step).strip()
    return f"M{whole[0][0]} {whole[0][1]}l{numbers}{'z' if closed else ''}"


if __name__ == "__main__":
    main()
