"""Looking names up: from a name to the places that bear it, with what is known of each."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from according.resolve.places.countries import countries
from according.resolve.places.index_file import (
    BLOCK,
    GazetteerError,
    degrees,
    open_index,
    unpacked_names,
)
from according.resolve.places.spelling import loose, loose_hash, strict, strict_hash, without_article

BUNDLED = Path(__file__).parent / "data" / "places.index"
_THE = re.compile(r"\s*the ", re.IGNORECASE)
NAME = {"own": 0, "alternate": 1, "short": 2, "loose": 3}
"""How a key names its row: its own name, another name, an abbreviation (told in capitals or with a full stop), a loose key."""
FEATURES = (
    "", "PCLI", "PCLD", "PCLS", "PCLF", "PCLIX", "PCLH", "TERR", "CONT", "ADM1", "ADM2", "ADM3", "ADM4", "ADM5", "ADMD",
    "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADMDH", "ADMF", "ZN", "ZNB", "PRSH", "LTER", "PPLC", "PPLA", "PPLA2", "PPLA3",
    "PPLA4", "PPLA5", "PPL", "PPLX", "PPLL", "PPLF", "PPLG", "PPLS", "PPLR", "PPLH", "PPLQ", "PPLW", "PPLCH", "STLMT",
    "RGN", "RGNE", "RGNH", "RGNL", "AREA", "CST", "MILB", "MNCR", "RESV", "PRK", "INDS", "OAS", "CMN", "FRST", "DSRT",
    "ISL", "ISLS", "MT", "MTS", "PEN", "VAL", "PLN", "PLAT", "HLL", "PASS", "UPLD", "CAPE", "SEA", "OCN", "GULF", "BAY",
    "STRT", "LK", "LKS", "RSV", "STM", "STMI", "WAD", "CNL", "CHN", "DAM", "CMP", "CMPRF", "CMPQ", "AIRP", "AIRB", "AIRF",
    "BDG", "BLDG", "CH", "CTRB", "FRM", "HSP", "MSQE", "MNMT", "OILR", "PRN", "PS", "PSTB", "PRT", "RSTN", "SCH", "UNIV",
    "BDRY", "CSTM", "HTL", "MKT", "MUS", "RUIN", "OILF", "MN", "GOVL", "INSM", "TMB", "CTRM", "FT", "GATE", "TOWR", "ST",
    "RD", "TNL", "BCH", "HBR", "SPNG", "FLLS", "WTRH", "SWMP", "WLL", "SHOL",
    "?A", "?H", "?L", "?P", "?R", "?S", "?T", "?U", "?V",
)  # fmt: skip
"""GeoNames feature codes by number; a code not listed is kept as its class ("?S")."""
COUNTRY_CODES = ("PCLI", "PCLD", "PCLS", "PCLF", "PCLIX", "TERR")
_NUMBERS = {code: number for number, code in enumerate(FEATURES)}


def feature_number(feature_class: str, code: str) -> int:
    """The number of a feature code, or of its class where the code is not listed."""
    return _NUMBERS.get(code) or _NUMBERS.get("?" + feature_class, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. ``population`` is to within about ten percent. ``admin1`` is GeoNames' ("SY.04").

    ``id`` is the GeoNames id, None where the source gave none. ``how`` says how the name looked up names it (``NAME``).
    """

    row: int
    id: int | None
    lat: float
    lon: float
    population: int
    feature: str
    country: str | None
    admin1: str | None
    how: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that an index was made from: its name, its date (ISO 8601), its SHA-256."""

    name: str
    date: str
    sha256: str


class Gazetteer:
    """An open index. Look-ups are cached; nothing is read but the pages they touch."""

    def __init__(self, path: Path) -> None:
        index = open_index(path)
        self.path = path
        self.header: Mapping[str, Any] = index.header
        self.sources = tuple(Source(**s) for s in index.header["sources"])
        self.columns = index.arrays
        self._areas: list[str] = index.header["areas"]
        self.size = len(index.arrays["id"])
        self.find = functools.lru_cache(maxsize=20_000)(self._find)
        self._entry = functools.lru_cache(maxsize=50_000)(self._read)
        self._block = functools.lru_cache(maxsize=256)(self._names)

    def _find(self, name: str, with_loose: bool = False) -> tuple[Entry, ...]:
        """The places that a name may mean, most populous first; ``with_loose`` also those that share its loose key.

        A name without its Arabic article ("al-Hol", "Hol") counts only where names are transliterated.
        """
        key = strict(name)
        if not key or len(key) > 80:
            return ()
        rows = dict(self._rows(strict_hash(key)))
        loosely: list[tuple[int, int]] = []
        bare = without_article(key)
        if bare != key and not rows:
            loosely += self._rows(strict_hash(bare))
        if with_loose and len(folded := loose(key)) > 2:
            loosely += self._rows(loose_hash(folded))
        for row, how in loosely:
            if row not in rows and self._entry(row, how).country in countries().spelt_loosely:
                rows[row] = how
        letters = _THE.sub("", name).replace(".", "").strip()
        shortened = letters.isupper() or "." in name
        initials = letters.isupper() and len(letters) <= 3  # "EU" is not the town of Eu
        entries = [
            self._entry(row, how)
            for row, how in rows.items()
            if (how == NAME["short"] if initials else shortened or how != NAME["short"])
        ]
        return tuple(sorted(entries, key=lambda e: (-e.population, e.row)))

    @functools.cached_property
    def countries(self) -> tuple[Entry, ...]:
        """Every independent state and territory of the index, in the order of its rows."""
        rows = np.flatnonzero(np.isin(self.columns["feature"], [feature_number("A", c) for c in COUNTRY_CODES]))
        return tuple(self.entry(int(row)) for row in rows)

    def _rows(self, hashed: int) -> list[tuple[int, int]]:
        """Rows with a 38-bit key, each once, with the best way that it names them."""
        arrays = self.columns
        bucket = hashed >> 22
        begin, end = int(arrays["bucket"][bucket]), int(arrays["bucket"][bucket + 1])
        middle, low = hashed >> 6 & 0xFFFF, hashed & 0x3F
        part = arrays["key_middle"][begin:end]
        first = begin + int(part.searchsorted(middle, "left"))
        last = begin + int(part.searchsorted(middle, "right"))
        best: dict[int, int] = {}
        for i in range(first, last):
            mark = int(arrays["key_low"][i])
            if mark >> 2 == low:
                row, how = int(arrays["row_high"][i]) << 16 | int(arrays["row_low"][i]), mark & 3
                best[row] = min(how, best.get(row, how))
        return list(best.items())

    def _read(self, row: int, how: int) -> Entry:
        a = self.columns
        area = self._areas[int(a["area"][row])]
        country, dot, _ = area.partition(".")
        return Entry(
            row=row,
            id=int(a["id"][row]) or None,
            lat=degrees(int(a["lat_high"][row]), int(a["lat_low"][row]), 180),
            lon=degrees(int(a["lon_high"][row]), int(a["lon_low"][row]), 360),
            population=int(2 ** (int(a["population"][row]) / 8)) - 1,
            feature=FEATURES[int(a["feature"][row])],
            country=country or None,
            admin1=area if dot else None,
            how=how,
        )

    def entry(self, row: int) -> Entry:
        """The place of one row. Raises IndexError for a row that is not there."""
        if not 0 <= row < self.size:
            raise IndexError(row)
        return self._entry(row, NAME["own"])

    def name(self, row: int) -> str:
        """The display name of one row."""
        return self._block(row // BLOCK)[row % BLOCK]

    def _names(self, block: int) -> list[str]:
        starts = self.columns["block"]
        return unpacked_names(self.columns["names"][int(starts[block]) : int(starts[block + 1])].tobytes())


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The bundled gazetteer, or the index at ``path``. Raises GazetteerError where it cannot be used."""
    return Gazetteer(path or BUNDLED)


__all__ = ["Entry", "Gazetteer", "GazetteerError", "Source", "open_gazetteer"]
