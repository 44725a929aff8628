"""Gathering rows and keys for an index, in arrays small enough for all of GeoNames, and writing them out."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from according.resolve.places.gazetteer import NAME, Gazetteer
from according.resolve.places.index_file import (
    BLOCK,
    BUCKETS,
    GazetteerError,
    packed_names,
    population_step,
    steps,
    write_index,
)
from according.resolve.places.spelling import loose, loose_hash, strict, strict_hash, without_article

MOST_ROWS = 1 << 24
MANY_NAMES = 20
"""A place with more names than these bears names of many languages; those that begin unlike its own get no loose key."""
_PIECE = 1 << 20
Keys = Iterable[tuple[str, int]]
"""Names of a place, each with how it names it (``NAME``)."""


class Gathered:
    """Rows and keys so far: about 14 bytes a place, 8 a key, and the compressed names."""

    def __init__(self) -> None:
        self.ids = array("I")
        self._lats, self._lons = array("I"), array("I")
        self._populations, self._features = bytearray(), bytearray()
        self._areas = array("H")
        self._area_numbers: dict[str, int] = {"": 0}
        self._keys = array("Q")
        self._waiting: list[str] = []
        self._names, self._blocks = bytearray(), array("I", [0])

    def __len__(self) -> int:
        return len(self.ids)

    def add(
        self, identifier: int | None, name: str, lat: float, lon: float, population: int, feature: int, area: str
    ) -> int:
        """Add a place and return its row. ``area`` is "SY.04", "SY" or ""."""
        row = len(self.ids)
        if row >= MOST_ROWS:
            raise GazetteerError(f"more than {MOST_ROWS:,} places: build an index of fewer dumps")
        self.ids.append(identifier or 0)
        self._lats.append(steps(lat, 180))
        self._lons.append(steps(lon, 360))
        self._populations.append(population_step(population))
        self._features.append(feature)
        self._areas.append(self._area_numbers.setdefault(area, len(self._area_numbers)))
        self._waiting.append(name)
        if len(self._waiting) == BLOCK:
            self._pack()
        return row

    def name(self, row: int, names: Keys, with_loose: bool) -> None:
        """Add keys for ``row``; ``with_loose`` where its country's names come in several transliterations."""
        marks: dict[int, int] = {}
        names = list(names)
        begins = loose(strict(names[0][0]))[:1] if len(names) > MANY_NAMES else ""
        for name, how in names:
            key = strict(name)
            if not key or len(key) > 80:
                continue
            hashes = [(strict_hash(key), how)]
            if with_loose and how != NAME["short"]:
                bare = without_article(key)
                if bare != key and len(bare) > 2:
                    hashes.append((strict_hash(bare), how))
                if len(folded := loose(key)) > 2 and folded.startswith(begins):
                    hashes.append((loose_hash(folded), NAME["loose"]))
            for hashed, way in hashes:
                marks[hashed] = min(way, marks.get(hashed, way))
        self._keys.extend([hashed << 26 | how << 24 | row for hashed, how in marks.items()])

    def copy(self, other: Gazetteer, targets: Mapping[int, int | None]) -> None:
        """Take over rows of an open index with all their keys: to a row that is here, or (None) as a new row."""
        columns = other.columns
        moved = np.full(other.size, -1, dtype=np.int64)
        for old, row in targets.items():
            if row is None:
                e = other.entry(old)
                area, feature = e.admin1 or e.country or "", int(columns["feature"][old])
                row = self.add(e.id, other.name(old), e.lat, e.lon, e.population, feature, area)
            moved[old] = row
        old_rows = columns["row_high"].astype(np.int64) << 16 | columns["row_low"]
        begins = columns["bucket"].astype(np.int64)
        lengths = begins[1:] - begins[:-1]
        buckets = np.repeat(np.arange(BUCKETS, dtype=np.uint64), lengths)
        keys = (
            buckets << np.uint64(48)
            | columns["key_middle"].astype(np.uint64) << np.uint64(32)
            | columns["key_low"].astype(np.uint64) << np.uint64(24)
        )
        wanted = moved[old_rows] >= 0
        self._keys.extend((keys[wanted] | moved[old_rows[wanted]].astype(np.uint64)).tolist())

    def _pack(self) -> None:
        self._names += packed_names(self._waiting)
        self._blocks.append(len(self._names))
        self._waiting = []

    def write(self, path: Path, sources: Sequence[Mapping[str, str]]) -> None:
        """Sort the keys and write the index."""
        if self._waiting:
            self._pack()
        keys = np.frombuffer(self._keys, dtype=np.uint64) if self._keys else np.empty(0, np.uint64)
        keys.sort()
        keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
        starts = np.searchsorted(keys, np.arange(BUCKETS, dtype=np.uint64) << np.uint64(48))
        lats, lons = np.frombuffer(self._lats, np.uint32), np.frombuffer(self._lons, np.uint32)
        rows, pieces = len(self.ids), self._names
        header = {
            "made by": "according",
            "sources": list(sources),
            "areas": list(self._area_numbers),
        }
        arrays: dict[str, Iterable[bytes]] = {
            "id": [self.ids.tobytes()],
            "lat_high": _cut(lats, 8, "<u2"), "lat_low": _cut(lats, 0, "u1"),
            "lon_high": _cut(lons, 8, "<u2"), "lon_low": _cut(lons, 0, "u1"),
            "population": [bytes(self._populations)], "feature": [bytes(self._features)],
            "area": [self._areas.tobytes()],
            "bucket": [np.append(starts, len(keys)).astype("<u4").tobytes()],
            "key_middle": _cut(keys, 32, "<u2"), "key_low": _cut(keys, 24, "u1"),
            "row_low": _cut(keys, 0, "<u2"), "row_high": _cut(keys, 16, "u1"),
            "block": [self._blocks.tobytes()], "names": [bytes(pieces)],
        }  # fmt: skip
        counts = dict.fromkeys(
            ("id", "lat_high", "lat_low", "lon_high", "lon_low", "population", "feature", "area"), rows
        )
        counts |= dict.fromkeys(("key_middle", "key_low", "row_low", "row_high"), len(keys))
        counts |= {"bucket": BUCKETS + 1, "block": len(self._blocks), "names": len(pieces)}
        write_index(path, header, arrays, counts)


def _cut(values: NDArray[Any], shift: int, kind: str) -> Iterator[bytes]:
    """The bits of ``values`` from ``shift`` on, as many as ``kind`` holds, a piece at a time."""
    for begin in range(0, len(values), _PIECE):
        part = values[begin : begin + _PIECE]
        yield (part >> part.dtype.type(shift)).astype(kind).tobytes()
