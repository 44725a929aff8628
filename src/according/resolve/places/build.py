"""Building a full index from GeoNames dumps that the user downloaded: a line at a time, in well under 1 GB of memory.

Takes country dumps (``SY.zip``, ``allCountries.txt``, ``cities500.zip``) and ``alternateNamesV2``, each as GeoNames
publishes it at https://download.geonames.org/export/dump/ (CC BY 4.0). Places of the bundled index that no dump holds
are carried over, so that an index of one country still knows the others.
"""

import hashlib
import io
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from according.resolve.places.countries import countries
from according.resolve.places.gazetteer import NAME, Gazetteer, Source, feature_number, open_gazetteer
from according.resolve.places.index_file import GazetteerError
from according.resolve.places.writing import Gathered

Progress = Callable[[int, int], None]
"""Told bytes done and bytes in all (unpacked), now and then."""
_COLUMNS, _ALTERNATE_COLUMNS = 19, (8, 10)
_CODES = frozenset("link post wkdt iata icao faac tcid unlc abbr phon piny fr_1793 uicn".split())
"""Values of alternateNamesV2's language column that mark no name."""
_LEFT_OUT = frozenset("RU")
"""Feature classes not kept: roads and railways, the sea floor."""
_EVERY = 20_000
_MOST_IDS = 1 << 26


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: how many places, how many of them from the bundled index, from which files."""

    places: int
    carried: int
    sources: tuple[Source, ...]


@dataclass(slots=True)
class _Dump:
    path: Path
    alternates: bool
    size: int
    date: str
    sha256: str = ""


def build(files: Sequence[Path], out: Path, progress: Progress | None = None) -> Built:
    """Build an index of ``files`` at ``out``. Raises GazetteerError where a file cannot be used; ``out`` is then as before."""
    dumps = [_looked_at(path) for path in files]
    tables = [d for d in dumps if not d.alternates]
    if not tables:
        raise GazetteerError("no dump of places among the files: give a country's (SY.zip) or allCountries.zip")
    if len({d.path.resolve() for d in dumps}) < len(dumps):
        raise GazetteerError("a file is given twice")
    done, total = 0, sum(d.size for d in dumps)
    told = progress or (lambda _done, _total: None)
    told(0, total)
    gathered = Gathered()
    seen = bytearray(_MOST_IDS >> 3)
    districts: set[str] = set()
    for dump in tables:
        done = _read_places(dump, gathered, seen, districts, done, total, told)
    rows = _Rows(gathered)
    for dump in dumps:
        if dump.alternates:
            done = _read_alternates(dump, gathered, rows, done, total, told)
    bundled = open_gazetteer()
    carried = _carry_over(gathered, rows, districts, bundled)
    sources = [Source(d.path.name, d.date, d.sha256) for d in dumps]
    sources.append(Source("bundled index", "", _sha256(bundled.path)))
    gathered.write(out, [{"name": s.name, "date": s.date, "sha256": s.sha256} for s in sources])
    told(total, total)
    return Built(len(gathered), carried, tuple(sources))


def _looked_at(path: Path) -> _Dump:
    """What kind of dump a file is, by its first line, and how large and how old it is."""
    try:
        with _opened(path) as (stream, size, date):
            first = stream.readline()
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror or error}") from error
    cells = first.split(b"\t")
    if len(cells) == _COLUMNS and cells[0].isdigit():
        return _Dump(path, False, size, date, _sha256(path))
    if _ALTERNATE_COLUMNS[0] <= len(cells) <= _ALTERNATE_COLUMNS[1] and cells[0].isdigit() and cells[1].isdigit():
        return _Dump(path, True, size, date, _sha256(path))
    raise GazetteerError(f"{path}: not a GeoNames dump (a country's, allCountries or alternateNamesV2, .zip or .txt)")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int, str]]:
    """A dump's lines as bytes, its unpacked size, its date: the one in the zip, or the file's."""
    if path.is_dir() or not path.exists():
        raise GazetteerError(f"{path}: no such file")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            if file.read(2) == b"PK":
                raise GazetteerError(f"{path}: cut short: this zip file has no end; download it again")
            file.seek(0)
            stat = path.stat()
            yield file, stat.st_size, time.strftime("%Y-%m-%d", time.gmtime(stat.st_mtime))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                i for i in archive.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.casefold()
            ]
            wanted = [i for i in members if Path(i.filename).stem.casefold() == path.stem.casefold()] or members
            wanted = [i for i in wanted if i.filename != "iso-languagecodes.txt"]
            if not wanted:
                raise GazetteerError(f"{path}: holds no .txt table of GeoNames")
            member = wanted[0]
            date = "{:04}-{:02}-{:02}".format(*member.date_time[:3])
            with archive.open(member) as stream:
                yield io.BufferedReader(stream, 1 << 20), member.file_size, date  # type: ignore[type-var]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise GazetteerError(f"{path}: damaged or cut short ({error}); download it again") from error


def _lines(dump: _Dump, done: int, total: int, told: Progress, least: int, most: int) -> Iterator[list[str]]:
    """The cells of every line; GazetteerError at a line with too few or too many."""
    try:
        with _opened(dump.path) as (stream, _, _):
            read = 0
            for number, line in enumerate(stream, 1):
                read += len(line)
                cells = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
                if not least <= len(cells) <= most or not cells[0].isdigit():
                    if cells == [""]:
                        continue
                    ends = "" if line.endswith(b"\n") else "the file is cut short: download it again; "
                    raise GazetteerError(
                        f"{dump.path}: line {number:,}: {ends}{len(cells)} cells where GeoNames has {most}"
                    )
                yield cells
                if number % _EVERY == 0:
                    told(min(done + read, total), total)
    except OSError as error:
        raise GazetteerError(f"{dump.path}: {error.strerror or error}") from error


def _read_places(
    dump: _Dump, gathered: Gathered, seen: bytearray, districts: set[str], done: int, total: int, told: Progress
) -> int:
    """Add a dump's places; of a place that comes twice the first counts. ``districts`` gains countries with ADM2 rows."""
    loosely, newest = countries().spelt_loosely, ""
    for cells in _lines(dump, done, total, told, _COLUMNS, _COLUMNS):
        identifier, name, plain, others, lat, lon, kind, code, iso = int(cells[0]), *cells[1:9]
        if kind in _LEFT_OUT or identifier >= _MOST_IDS or seen[identifier >> 3] >> (identifier & 7) & 1:
            continue
        try:
            point = float(lat), float(lon)
            population = int(cells[14] or 0)
        except ValueError:
            raise GazetteerError(
                f"{dump.path}: place {identifier}: latitude, longitude or population is no number"
            ) from None
        newest = max(newest, cells[18])
        seen[identifier >> 3] |= 1 << (identifier & 7)
        if code == "ADM2":
            districts.add(iso)
        area = f"{iso}.{cells[10]}" if iso and cells[10] not in ("", "00") else iso
        row = gathered.add(identifier, name, *point, max(population, 0), feature_number(kind, code), area)
        names = [(name, NAME["own"]), (plain, NAME["own"])]
        names += [(n, NAME["alternate"]) for n in others.split(",") if n[:1].isupper() or "-" in n[:4]]
        gathered.name(row, names, with_loose=iso in loosely and kind in "AP")
    if not zipfile.is_zipfile(dump.path):
        dump.date = newest  # a bare file's own date tells when it was copied, not when it was made
    return done + dump.size


class _Rows:
    """From GeoNames ids to rows, by a sorted copy of the ids."""

    def __init__(self, gathered: Gathered) -> None:
        self._ids: NDArray[np.uint32] = np.frombuffer(gathered.ids.tobytes(), dtype=np.uint32)
        self._order = np.argsort(self._ids).astype(np.uint32)
        self._sorted = self._ids[self._order]

    def row(self, identifier: int) -> int | None:
        """The row of an id, None where no dump had it."""
        at = int(np.searchsorted(self._sorted, np.uint32(identifier)))
        if at < len(self._sorted) and int(self._sorted[at]) == identifier:
            return int(self._order[at])
        return None


def _read_alternates(dump: _Dump, gathered: Gathered, rows: _Rows, done: int, total: int, told: Progress) -> int:
    """Add the names of alternateNamesV2 that begin with a Latin letter to the places that the dumps had."""
    for cells in _lines(dump, done, total, told, *_ALTERNATE_COLUMNS):
        if cells[2] in _CODES or not cells[3][:1].isalpha() or not cells[3][0] < "\u0250" or int(cells[1]) >= _MOST_IDS:
            continue
        row = rows.row(int(cells[1]))
        if row is not None:
            gathered.name(row, [(cells[3], NAME["alternate"])], with_loose=False)
    return done + dump.size


def _carry_over(gathered: Gathered, rows: _Rows, districts: set[str], bundled: Gazetteer) -> int:
    """Add what the bundled index has and no dump had, and its names for what both have ("Britain", "DRC").

    Districts that it knows without an id are left out where a dump has that country's.
    """
    targets: dict[int, int | None] = {}
    for old in range(bundled.size):
        entry = bundled.entry(old)
        row = rows.row(entry.id) if entry.id else None
        if row is not None or entry.feature != "ADM2" or entry.country not in districts:
            targets[old] = row
    gathered.copy(bundled, targets)
    return sum(row is None for row in targets.values())
