"""The gazetteer's file: one header in JSON, then plain arrays that are memory-mapped and never read as a whole.

Layout: 8 bytes of magic, header length (u32), header (UTF-8 JSON), arrays, each at a multiple of 16. A *row* is a place,
a *key* one of its names as a 38-bit hash (:mod:`according.resolve.places.spelling`), sorted; ``bucket`` tells where the
keys of each first 16 bits begin. Latitude and longitude are 24 bits each: steps of 0.00001 and 0.00002 degrees.
Display names lie in compressed blocks of ``BLOCK`` rows.
"""

import json
import math
import mmap
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"ACCGAZ\x01\n"
BLOCK = 128
BUCKETS = 1 << 16
STEPS = (1 << 24) - 1
ARRAYS: Mapping[str, str] = {
    "id": "<u4", "lat_high": "<u2", "lat_low": "u1", "lon_high": "<u2", "lon_low": "u1", "population": "u1",
    "feature": "u1", "area": "<u2", "bucket": "<u4", "key_middle": "<u2", "key_low": "u1", "row_low": "<u2",
    "row_high": "u1", "block": "<u4", "names": "u1",
}  # fmt: skip
"""Every array and its type. The two lowest bits of ``key_low`` say how a key names its row: see ``gazetteer.NAME``."""


class GazetteerError(Exception):
    """A gazetteer or a GeoNames dump that cannot be used; the message says which and why, in plain words."""


@dataclass(frozen=True, slots=True)
class IndexFile:
    """An open index: ``header`` as it was written, ``arrays`` mapped from the file."""

    path: Path
    header: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]


def open_index(path: Path) -> IndexFile:
    """Map an index. Raises GazetteerError where the file is missing, of another kind or cut short."""
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC) + 4)
            if len(start) < len(MAGIC) + 4 or start[:6] != MAGIC[:6]:
                raise GazetteerError(f"{path}: not a gazetteer index; make one with: according gazetteer build")
            if start[: len(MAGIC)] != MAGIC:
                raise GazetteerError(f"{path}: made by another version of According; build it again")
            size = struct.unpack("<I", start[len(MAGIC) :])[0]
            encoded = file.read(size)
            header = json.loads(encoded) if len(encoded) == size else None
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise GazetteerError(f"{path}: {error.strerror or error}") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: its header is damaged; build it again") from error
    if not isinstance(header, dict) or header.get("size") != len(whole):
        wanted = f", {len(whole)} of {header['size']} bytes" if isinstance(header, dict) and "size" in header else ""
        raise GazetteerError(f"{path}: cut short or damaged{wanted}; copy or build it again")
    arrays = {
        name: np.frombuffer(whole, dtype=ARRAYS[name], count=count, offset=offset)
        for name, (offset, count) in header["arrays"].items()
    }
    return IndexFile(path, header, arrays)


def write_index(
    path: Path, header: Mapping[str, Any], arrays: Mapping[str, Iterable[bytes]], counts: Mapping[str, int]
) -> None:
    """Write an index beside ``path`` and move it there: ``arrays`` gives each array's bytes in pieces."""
    sizes = {name: counts[name] * np.dtype(kind).itemsize for name, kind in ARRAYS.items()}
    spare = len(json.dumps({**header, "arrays": {n: [1 << 48, c] for n, c in counts.items()}, "size": 1 << 48})) + 64
    offset, places = _aligned(len(MAGIC) + 4 + spare), {}
    for name in ARRAYS:
        places[name] = [offset, counts[name]]
        offset = _aligned(offset + sizes[name])
    encoded = json.dumps({**header, "arrays": places, "size": offset}).encode("ascii").ljust(spare)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(MAGIC + struct.pack("<I", len(encoded)) + encoded)
            for name in ARRAYS:
                _pad(file, places[name][0])
                for piece in arrays[name]:
                    file.write(piece)
            _pad(file, offset)
        part.replace(path)
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _aligned(offset: int) -> int:
    return (offset + 15) // 16 * 16


def _pad(file: IO[bytes], offset: int) -> None:
    file.write(b"\0" * (offset - file.tell()))


def packed_names(names: Sequence[str]) -> bytes:
    """One block of display names."""
    return zlib.compress("\n".join(n.replace("\n", " ") for n in names).encode("utf-8", "replace"), 9)


def unpacked_names(block: bytes) -> list[str]:
    """The display names of one block."""
    return zlib.decompress(block).decode("utf-8").split("\n")


def steps(degrees: float, span: float) -> int:
    """Degrees as the index keeps them; ``span`` is 180 for latitudes, 360 for longitudes."""
    return min(max(round((degrees + span / 2) / span * STEPS), 0), STEPS)


def degrees(high: int, low: int, span: float) -> float:
    """Degrees back from what the index keeps, to five places."""
    return round((high << 8 | low) / STEPS * span - span / 2, 5)


def population_step(population: int) -> int:
    """Population on a scale of eight steps for each power of two, in one byte."""
    return min(round(math.log2(population + 1) * 8), 255) if population > 0 else 0
