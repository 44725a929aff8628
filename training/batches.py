"""Batches: annotated texts cut into windows, with a tag for every word, padded and stacked as tensors."""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from according.ledger import ACTOR_TYPES, KINDS, STANCES
from according.model.hiding import joined, lay_out, names_of, read_beside
from according.model.windows import WINDOW_PIECES, cut_windows
from according.model.words import Words, cut
from data import HOUSE, POLNEAR, Marked, Range, Text
from network import CUE_TAGS, ROLE_TAGS, distances, sight

SIZES, SHARES = ((150, WINDOW_PIECES), (30, 150), (12, 45)), (0.6, 0.25, 0.15)
"""Sizes of windows in word pieces, and how many texts are cut so: a sentence alone has to be read as well."""
UNMARKED = -100


@dataclass
class Stretch:
    """Words ``[begin, end)`` of a text. ``edges`` are where each begins and ends: lists, which are faster to look into."""

    all: Words
    edges: tuple[list[int], list[int]]
    begin: int
    end: int

    def __len__(self) -> int:
        return self.end - self.begin

    def under(self, begin: int, end: int) -> Range:
        """The words of the text that overlap ``[begin, end)`` (``Words.under``)."""
        begins, ends = self.edges
        return bisect_right(ends, begin), bisect_left(begins, end)

    def ranges(self, spans: list[Range]) -> list[Range]:
        """Spans of code points as words of the stretch; those that do not lie wholly in it are left out."""
        out = []
        first, last = self.edges[0][self.begin], self.edges[1][self.end - 1]
        for span in spans:
            if span[1] > first and span[0] < last:
                a, z = self.under(*span)
                if self.begin <= a < z <= self.end:
                    out.append((a - self.begin, z - self.begin))
        return out

    def sentences(self) -> np.ndarray:
        """Of each word the number of its sentence."""
        return np.concatenate([[0], np.cumsum(self.all.stops[self.begin : self.end])])


@dataclass
class Item:
    """A window of a text: its w words, the u of them where each name is one (``joined``), statements whose cue lies in it."""

    words: Stretch
    ones: Stretch
    begins: np.ndarray
    """Where each of u begins among w, [u + 1] with their number."""
    names: np.ndarray
    """Of which name each word of the text is part (``names_of``)."""
    beside: np.ndarray
    """Which words of the text are read beside the names (``read_beside``)."""
    text: Text
    statements: list[Marked]
    origin: np.ndarray | None = None
    """Of a text with exchanged names: which word of the text before that each word is (-1: none)."""

    @property
    def pieces(self) -> int:
        """About how many pieces are read: those of the words, without the signs in place of names."""
        first = self.words.all.first
        return int(first[self.words.end] - first[self.words.begin]) + 2

    def ones_of(self, begin: int, end: int) -> Range:
        """Words of the window as they are where each name is one."""
        first, last = self.begins.searchsorted((begin, end - 1), "right") - 1
        return int(first), int(last) + 1


@dataclass
class Reading:
    """What the encoder reads of the windows of a batch (``Encoder.forward``)."""

    pieces: Tensor
    forms: Tensor
    scheme: Tensor
    positions: Tensor
    first: Tensor
    own: Tensor
    bias: Tensor

    def to(self, device: torch.device) -> "Reading":
        """The same on ``device``."""
        return Reading(**{f.name: getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)})


@dataclass
class Batch:
    """Tensors of one step; ``window`` [n] says in which window each of the n statements lies; ``items`` the windows.

    Where each name is one word there are u of them, else w: ``mask`` [b, u], ``word_mask`` [b, w], ``heads`` [b, u] the first
    word of each, ``ones`` [b, w] which of u each word is. What is said is marked on the former.
    """

    items: list[Item]
    reading: Reading
    mask: Tensor
    word_mask: Tensor
    heads: Tensor
    ones: Tensor
    cue_mask: Tensor
    cue_tags: Tensor
    partial: Tensor
    window: Tensor
    cue_begin: Tensor
    cue_end: Tensor
    role_tags: Tensor
    labels: Tensor
    distance: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same with its tensors on ``device``."""
        moved = {f.name: getattr(self, f.name) for f in fields(self)}
        return Batch(**{k: v.to(device) if isinstance(v, Tensor | Reading) else v for k, v in moved.items()})


@dataclass
class _Cut:
    """A text's words, the names they are part of, which are read beside them, and the words where each name is one."""

    words: Words
    names: np.ndarray
    beside: np.ndarray
    ones: Words
    begins: np.ndarray
    edges: tuple[list[int], list[int]]
    one_edges: tuple[list[int], list[int]]


class Cutter:
    """Cuts texts into words once and keeps them; with ``hide`` false, no word counts as a name."""

    def __init__(self, tokenizer: Tokenizer, hide: bool = True) -> None:
        self.tokenizer, self.hide = tokenizer, hide
        self.kept: dict[str, _Cut] = {}

    def items(self, text: Text, rng: random.Random | None) -> list[Item]:
        """The windows of a text; with ``rng``, of a size drawn anew, so that no word keeps its place over epochs."""
        found = self._words(text)
        size = WINDOW_PIECES
        if rng:
            size = rng.randint(*rng.choices(SIZES, SHARES)[0])
        out = []
        for w in cut_windows(found.ones, size, overlap=0):
            inside = []
            for s in text.statements or []:
                if s.cue:
                    a, b = found.ones.under(s.cue[0][0], s.cue[-1][1])
                    if w.begin <= a < b <= w.end:
                        inside.append(s)
            begin, end = int(found.begins[w.begin]), int(found.begins[w.end])
            words, ones = (
                Stretch(found.words, found.edges, begin, end),
                Stretch(found.ones, found.one_edges, w.begin, w.end),
            )
            out.append(
                Item(words, ones, found.begins[w.begin : w.end + 1] - begin, found.names, found.beside, text, inside)
            )
        return [self._traced(item) for item in out] if text.before and text.events else out

    def _traced(self, item: Item) -> Item:
        """A window of a text whose names were exchanged, with where its words were before that."""
        text, swaps = item.text.before or (item.text, [])
        edges = self._words(text).edges
        ends, shifts, shift = [0], [0], 0
        for b, e, new in swaps:
            shift += len(new) - (e - b)
            ends.append(e)
            shifts.append(shift)
        inside = [(b, e) for b, e, _ in swaps]
        begins, own = item.words.edges[0], item.words
        where = np.full(len(own), -1)
        for k, (b, e) in enumerate(zip(*edges, strict=True)):
            at = bisect_right(ends, b) - 1
            if at < len(inside) and inside[at][0] < e:  # the next exchange begins in this word
                continue
            n = bisect_left(begins, b + shifts[at])
            if own.begin <= n < own.end and begins[n] == b + shifts[at]:
                where[n - own.begin] = k
        return replace(item, origin=where)

    def _words(self, text: Text) -> _Cut:
        found = self.kept.get(text.name) or self._cut(text.text)
        if not text.name.endswith("+"):
            self.kept[text.name] = found
        return found

    def _cut(self, text: str) -> _Cut:
        words = cut(text, self.tokenizer)
        names = np.full(len(words), -1, dtype=np.int32)
        beside = names >= 0
        if self.hide:
            names = names_of(words, text)
            beside = read_beside(words, text, names)
        ones, begins = joined(words, names)
        edges, one_edges = ((w.begins.tolist(), w.ends.tolist()) for w in (words, ones))
        return _Cut(words, names, beside, ones, begins, edges, one_edges)


def batches(items: list[Item], rng: random.Random | None, budget: int = 2100) -> Iterator[list[Item]]:
    """Groups of windows of like length, about ``budget`` word pieces each; in random order with ``rng``."""
    order = sorted(items, key=lambda i: i.pieces + (rng.random() * 30 if rng else 0))
    groups: list[list[Item]] = []
    for item in order:
        if groups and (len(groups[-1]) + 1) * item.pieces <= budget:
            groups[-1].append(item)
        else:
            groups.append([item])
    if rng:
        rng.shuffle(groups)
    yield from groups


def _set(row: Tensor, begin: int, end: int, first: int, rest: int) -> None:
    if begin < end:
        row[begin] = first
        row[begin + 1 : end] = rest


def reading(items: list[Item], hide: bool = True) -> Reading:
    """What the encoder reads of a group of windows; names are hidden from other words if ``hide``."""
    none = np.full(max(len(i.words.all) for i in items), -1, dtype=np.int32)
    told = [(i.names, i.beside) if hide else (none, none >= 0) for i in items]
    laid = [lay_out(i.words.all, *x, i.words.begin, i.words.end) for i, x in zip(items, told, strict=True)]
    b, t, u, w = len(items), *(max(len(getattr(x, f)) for x in laid) for f in ("pieces", "first", "own"))
    pieces, positions, sorts = (torch.zeros(b, t, dtype=torch.long) for _ in range(3))
    forms, there = torch.zeros(b, t, 3, dtype=torch.long), torch.zeros(b, t)
    first, own = torch.zeros(b, u, dtype=torch.long), torch.zeros(b, w, dtype=torch.long)
    for row, x in enumerate(laid):
        n = len(x.pieces)
        for to, cells in ((pieces, x.pieces), (positions, x.positions), (sorts, x.sorts), (forms, x.forms)):
            to[row, :n] = torch.from_numpy(cells)
        first[row, : len(x.first)], own[row, : len(x.own)] = torch.from_numpy(x.first), torch.from_numpy(x.own)
        there[row, :n] = 1
    scheme = torch.tensor([[i.text.scheme] for i in items])
    return Reading(pieces, forms, scheme, positions, first, own, sight(sorts, there))


def stack(items: list[Item]) -> Batch:
    """The tensors of a group of windows."""
    b, w, most = len(items), max(len(i.ones) for i in items), max(len(i.words) for i in items)
    n = sum(len(i.statements) for i in items)
    mask, cue_mask, word_mask = torch.zeros(b, w), torch.zeros(b, w), torch.zeros(b, most)
    heads, ones = torch.zeros(b, w, dtype=torch.long), torch.zeros(b, most, dtype=torch.long)
    cue_tags = torch.full((b, w), UNMARKED)
    partial = torch.zeros(b, w, dtype=torch.bool)
    window = torch.zeros(n, dtype=torch.long)
    cue_begin, cue_end = torch.zeros(n, dtype=torch.long), torch.zeros(n, dtype=torch.long)
    role_tags = torch.zeros(n, w, dtype=torch.long)
    labels = torch.full((n, 3), UNMARKED)
    k = 0
    for row, item in enumerate(items):
        begin, end = item.ones.begin, item.ones.end
        mask[row, : end - begin] = 1
        word_mask[row, : len(item.words)] = 1
        heads[row, : end - begin] = torch.from_numpy(item.begins[:-1])
        known_by = np.repeat(np.arange(end - begin), np.diff(item.begins))
        ones[row, : len(item.words)] = torch.from_numpy(known_by)
        cue_mask[row, : end - begin] = item.text.statements is not None
        cue_tags[row, : end - begin] = 0

        def clipped(span: tuple[int, int], item: Item = item, begin: int = begin, end: int = end) -> tuple[int, int]:
            a, z = item.ones.under(*span)
            return max(a, begin) - begin, min(z, end) - begin

        for s in item.text.statements or []:
            if item.text.scheme == POLNEAR or (item.text.name.endswith("+") and s.nested):
                for piece in s.content:
                    a, z = clipped(piece)
                    if a < z:
                        partial[row, a:z] = True
        for s in item.statements:
            a, z = clipped((s.cue[0][0], s.cue[-1][1]))
            offset = 3 if s.nested else 1
            _set(cue_tags[row], a, z, offset, offset + 1)
            window[k], cue_begin[k], cue_end[k] = row, a, z
            for offset, spans in ((1, s.source), (3, s.content)):
                for x, y in _whole_pieces(spans, item.text.text):
                    _set(role_tags[k], *clipped((x, y)), offset, offset + 1)
            if s.kind:
                labels[k, 0], labels[k, 1] = KINDS.index(s.kind), STANCES.index(s.stance)
            if s.type in ACTOR_TYPES:
                labels[k, 2] = ACTOR_TYPES.index(s.type)
            k += 1
    partial &= cue_tags == 0
    return Batch(items, reading(items), mask, word_mask, heads, ones, cue_mask, cue_tags, partial, window, cue_begin, cue_end, role_tags,
                  labels, distances(cue_begin, cue_end, w))  # fmt: skip


def _whole_pieces(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Neighbouring spans with nothing but white space between them are one piece."""
    out: list[tuple[int, int]] = []
    for b, e in sorted(spans):
        if out and not text[out[-1][1] : b].strip():
            out[-1] = (out[-1][0], max(e, out[-1][1]))
        else:
            out.append((b, e))
    return out


assert CUE_TAGS[1] == "B-outer" and CUE_TAGS[3] == "B-nested" and ROLE_TAGS[1] == "B-source" and HOUSE == 1
