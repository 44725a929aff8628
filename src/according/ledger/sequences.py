"""Long sequences of records in little memory: blocks of pickled, compressed bytes, unpacked when they are asked for.

A record of a few cells takes some 500 bytes as Python objects and some 20 in a packed block. A book of two million words
holds a million records; the sequences of a report of ordinary length stay plain objects.
"""

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar, overload

T = TypeVar("T")
BLOCK = 256
"""Records in a block: enough to compress well, few enough to unpack fast."""
HELD = 1024
"""The newest records are not packed until there are so many of them."""
_AT_HAND = 6
"""Blocks that stay unpacked: what is looked up lies near what was looked up before."""


class Packed(Sequence[T]):
    """A sequence that grows at its end; all but its newest records are packed. Equal to any sequence of equal records.

    Large records want a smaller ``block``, and fewer of them ``held`` as they are.
    Records are pickled: what is looked up twice may be two objects that are equal, not one.
    """

    __slots__ = ("_at_hand", "_block", "_blocks", "_held", "_open")

    def __init__(self, records: Iterable[T] = (), held: int = HELD, block: int = BLOCK) -> None:
        self._blocks: list[bytes] = []
        self._open: list[T] = []
        self._at_hand: dict[int, list[T]] = {}
        self._held, self._block = held, block
        for record in records:
            self.append(record)

    def append(self, record: T) -> None:
        """Add a record at the end."""
        self._open.append(record)
        if len(self._open) >= self._held + self._block:
            self._pack_oldest()

    def extend(self, records: Iterable[T]) -> None:
        """Add records at the end."""
        for record in records:
            self.append(record)

    def settled(self) -> Sequence[T]:
        """The records as a tuple where they are few; else this sequence, packed but for the last few."""
        if not self._blocks:
            return tuple(self._open)
        while len(self._open) >= self._block:
            self._pack_oldest()
        self._at_hand.clear()
        return self

    def __len__(self) -> int:
        return len(self._blocks) * self._block + len(self._open)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        """One record, or a tuple of some."""
        if isinstance(at, slice):
            begin, end, step = at.indices(len(self))
            if step != 1:
                return tuple(self[k] for k in range(begin, end, step))
            return tuple(
                islice(
                    self._from(begin // self._block), begin % self._block, max(begin, end) - begin + begin % self._block
                )
            )
        if at < 0:
            at += len(self)
        block, place = divmod(at, self._block)
        if 0 <= block < len(self._blocks):
            return self._unpacked(block)[place]
        if at < 0:
            raise IndexError(at)
        return self._open[at - len(self._blocks) * self._block]

    def __setitem__(self, at: int, record: T) -> None:
        block, place = divmod(at, self._block)
        if block < len(self._blocks):
            records = self._unpacked(block)
            records[place] = record
            self._blocks[block] = _packed(records)
        else:
            self._open[at - len(self._blocks) * self._block] = record

    def __iter__(self) -> Iterator[T]:
        return self._from(0)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, (str, bytes)):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return f"Packed({list(self)!r})"

    def __getstate__(self) -> tuple[list[bytes], list[T], int, int]:
        return self._blocks, self._open, self._held, self._block

    def __setstate__(self, state: tuple[list[bytes], list[T], int, int]) -> None:
        self._blocks, self._open, self._held, self._block = state
        self._at_hand = {}

    def _from(self, first: int) -> Iterator[T]:
        for block in self._blocks[first:]:
            yield from _unpacked(block)
        yield from self._open[max(0, first - len(self._blocks)) * self._block :]

    def _pack_oldest(self) -> None:
        self._blocks.append(_packed(self._open[: self._block]))
        del self._open[: self._block]

    def _unpacked(self, number: int) -> list[T]:
        records = self._at_hand.get(number)
        if records is None:
            while len(self._at_hand) >= _AT_HAND:
                del self._at_hand[next(iter(self._at_hand))]  # the one unpacked first
            records = self._at_hand[number] = _unpacked(self._blocks[number])
        return records


def packed(records: Iterable[T]) -> Sequence[T]:
    """``records`` as a tuple where they are few, packed where they are many."""
    return Packed(records).settled()


class _Pickler(pickle.Pickler):
    """Writes a record as its class and its cells, which is read faster than the way dataclasses have of their own."""

    def reducer_override(self, record: Any) -> Any:
        if isinstance(record, type) or not is_dataclass(record):
            return NotImplemented
        kind: type = type(record)
        return kind, _cells(kind)(record)


@cache
def _cells(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [f.name for f in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _packed(records: Sequence[Any]) -> bytes:
    written = BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(records)
    return zlib.compress(written.getbuffer(), 1)


def _unpacked(block: bytes) -> list[Any]:
    records: list[Any] = pickle.loads(zlib.decompress(block))
    return records
