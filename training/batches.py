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
from according.model.windows import WINDOW_PIECES, cut_windows
from according.model.words import Words, cut
from data import HOUSE, POLNEAR, Marked, Range, Text
from network import CUE_TAGS, NEVER, ROLE_TAGS, distances

START, END = 101, 102
SIZES, SHARES = ((150, WINDOW_PIECES), (30, 150), (12, 45)), (0.6, 0.25, 0.15)
"""Sizes of windows in word pieces, and how many texts are cut so: a sentence alone has to be read as well."""
UNMARKED = -100


@dataclass
class Item:
    """A window of a text: word range, and the statements whose cue lies in it."""

    words: Words
    begin: int
    end: int
    text: Text
    statements: list[Marked]
    edges: tuple[list[int], list[int]]
    """Where each word of the text begins and ends: lists, which are faster to look into one by one."""
    origin: np.ndarray | None = None
    """Of a text with exchanged names: which word of the text before that each word is (-1: none)."""

    def under(self, begin: int, end: int) -> Range:
        """The words of the text that overlap ``[begin, end)`` (``Words.under``)."""
        begins, ends = self.edges
        return bisect_right(ends, begin), bisect_left(begins, end)

    @property
    def pieces(self) -> int:
        return int(self.words.first[self.end] - self.words.first[self.begin]) + 2

    def ranges(self, spans: list[Range]) -> list[Range]:
        """Spans of code points as words of the window; those that do not lie wholly in it are left out."""
        out = []
        first, last = self.edges[0][self.begin], self.edges[1][self.end - 1]
        for span in spans:
            if span[1] > first and span[0] < last:
                a, z = self.under(*span)
                if self.begin <= a < z <= self.end:
                    out.append((a - self.begin, z - self.begin))
        return out


@dataclass
class Batch:
    """Tensors of one step; ``window`` [n] says in which window each of the n statements lies; ``items`` the windows."""

    items: list[Item]
    pieces: Tensor
    forms: Tensor
    scheme: Tensor
    first: Tensor
    bias: Tensor
    word_mask: Tensor
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
        return Batch(**{k: v.to(device, non_blocking=True) if isinstance(v, Tensor) else v for k, v in moved.items()})


class Cutter:
    """Cuts texts into words once and keeps them."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.kept: dict[str, tuple[Words, tuple[list[int], list[int]]]] = {}

    def items(self, text: Text, rng: random.Random | None) -> list[Item]:
        """The windows of a text; with ``rng``, of a size drawn anew, so that no word keeps its place over epochs."""
        words, edges = self._words(text)
        size = WINDOW_PIECES
        if rng:
            size = rng.randint(*rng.choices(SIZES, SHARES)[0])
        out = []
        for w in cut_windows(words, size, overlap=0):
            begin, end = w.begin, w.end
            inside = []
            for s in text.statements or []:
                if s.cue:
                    a, b = words.under(s.cue[0][0], s.cue[-1][1])
                    if begin <= a < b <= end:
                        inside.append(s)
            out.append(Item(words, begin, end, text, inside, edges))
        return [self._traced(item) for item in out] if text.before and text.events else out

    def _traced(self, item: Item) -> Item:
        """A window of a text whose names were exchanged, with where its words were before that."""
        text, swaps = item.text.before or (item.text, [])
        _, edges = self._words(text)
        ends, shifts, shift = [0], [0], 0
        for b, e, new in swaps:
            shift += len(new) - (e - b)
            ends.append(e)
            shifts.append(shift)
        inside = [(b, e) for b, e, _ in swaps]
        begins = item.edges[0]
        where = np.full(item.end - item.begin, -1)
        for k, (b, e) in enumerate(zip(*edges, strict=True)):
            at = bisect_right(ends, b) - 1
            if at < len(inside) and inside[at][0] < e:  # the next exchange begins in this word
                continue
            n = bisect_left(begins, b + shifts[at])
            if item.begin <= n < item.end and begins[n] == b + shifts[at]:
                where[n - item.begin] = k
        return replace(item, origin=where)

    def _words(self, text: Text) -> tuple[Words, tuple[list[int], list[int]]]:
        found = self.kept.get(text.name) or self._cut(text.text)
        if not text.name.endswith("+"):
            self.kept[text.name] = found
        return found

    def _cut(self, text: str) -> tuple[Words, tuple[list[int], list[int]]]:
        words = cut(text, self.tokenizer)
        return words, (words.begins.tolist(), words.ends.tolist())


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


def stack(items: list[Item]) -> Batch:
    """The tensors of a group of windows."""
    b, t = len(items), max(i.pieces for i in items)
    w = max(i.end - i.begin for i in items)
    n = sum(len(i.statements) for i in items)
    pieces = torch.zeros(b, t, dtype=torch.long)
    forms = torch.zeros(b, t, 3, dtype=torch.long)
    first = torch.zeros(b, w, dtype=torch.long)
    bias = torch.full((b, 1, 1, t), NEVER)
    word_mask, cue_mask = torch.zeros(b, w), torch.zeros(b, w)
    cue_tags = torch.full((b, w), UNMARKED)
    partial = torch.zeros(b, w, dtype=torch.bool)
    scheme = torch.tensor([[i.text.scheme] for i in items])
    window = torch.zeros(n, dtype=torch.long)
    cue_begin, cue_end = torch.zeros(n, dtype=torch.long), torch.zeros(n, dtype=torch.long)
    role_tags = torch.zeros(n, w, dtype=torch.long)
    labels = torch.full((n, 3), UNMARKED)
    k = 0
    for row, item in enumerate(items):
        words, begin, end = item.words, item.begin, item.end
        p0, p1 = int(words.first[begin]), int(words.first[end])
        pieces[row, : p1 - p0 + 2] = torch.tensor([START, *words.pieces[p0:p1].tolist(), END])
        bias[row, :, :, : p1 - p0 + 2] = 0
        lengths = torch.tensor(words.first[begin + 1 : end + 1] - words.first[begin:end])
        forms[row, 1 : p1 - p0 + 1] = torch.repeat_interleave(torch.tensor(words.forms[begin:end]).long(), lengths, 0)
        first[row, : end - begin] = torch.tensor(words.first[begin:end] - p0 + 1)
        word_mask[row, : end - begin] = 1
        cue_mask[row, : end - begin] = item.text.statements is not None
        cue_tags[row, : end - begin] = 0

        def clipped(span: tuple[int, int], item: Item = item, begin: int = begin, end: int = end) -> tuple[int, int]:
            a, z = item.under(*span)
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
    return Batch(items, pieces, forms, scheme, first, bias, word_mask, cue_mask, cue_tags, partial, window, cue_begin, cue_end,
                 role_tags, labels, distances(cue_begin, cue_end, w))  # fmt: skip


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
