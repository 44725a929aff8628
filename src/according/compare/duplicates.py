"""Near-duplicate passages: copies that were cut, merged or rewritten, and runs of words that two passages share.

Candidates come from MinHash over word shingles (Broder 1997) in bands, and from rare words that two passages share, which
finds copies whose words were exchanged one by one. A candidate is kept by the share of the weight of the shorter
passage's pairs of close words that the other one holds.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import numpy as np

from according.compare.lexicon import STOPWORDS
from according.compare.matter import stem

Pair = tuple[int, int]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MOST_WORDS = 2000  # of one passage
_LEAST_WORDS = 8  # below, a passage is too short to tell a copy from a coincidence
_FUNCTIONS, _SHINGLE = 96, 3
_RUN = 7  # words in a row that two passages do not share by chance
_SHARED = 3  # rare words that make a candidate
_APART = 3  # words between which pairs are formed
_TOGETHER = 1 << 14  # shingles hashed at once
COPY_FROM = 0.13
"""The share of the shorter passage's weight from which it is a copy or holds a part of one."""
CLAIM_FROM = 0.35
"""The same for single claims, which share words by their matter."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How wide candidates are sought.

    ``rows`` of a band of the signature, ``bucket`` passages of one band that are compared with each; a word in more than
    ``common`` passages tells nothing, and ``rarest`` words of each are looked up.
    """

    rows: int
    bucket: int
    common: int
    rarest: int


THOROUGH, QUICK = Effort(2, 60, 40, 24), Effort(6, 6, 8, 6)
"""For passages, of which some are rewritten; for the many single claims of a case."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Near-duplicates among numbered passages, and the hashes of long runs of words of each."""

    pairs: frozenset[Pair] = frozenset()
    runs: tuple[frozenset[int], ...] = ()
    seen: Counter[int] = field(default_factory=Counter)

    def copied(self, a: int, b: int) -> bool:
        """Whether two passages are near-duplicates."""
        return ((a, b) if a < b else (b, a)) in self.pairs

    def shared(self, a: int, b: int) -> bool:
        """Whether two passages share a run of words that few others have."""
        if self.runs[a].isdisjoint(self.runs[b]):
            return False
        return any(self.seen[run] <= 4 for run in self.runs[a] & self.runs[b])


def copies(passages: Sequence[tuple[int, str]]) -> Copies:
    """The near-duplicates among ``(document, words)``, in different documents only."""
    words = [tokens(text) for _, text in passages]
    runs = tuple(frozenset(_hashes(w, _RUN)) for w in words)
    seen: Counter[int] = Counter()
    for run in runs:
        seen.update(run)
    found = near_duplicates(words, CLAIM_FROM, QUICK)
    return Copies(frozenset(p for p in found if passages[p[0]][0] != passages[p[1]][0]), runs, seen)


def tokens(text: str) -> list[str]:
    """The lower-case words of a passage, at most 2,000."""
    out = []
    for found in _WORD.finditer(text):
        out.append(found.group().lower())
        if len(out) == _MOST_WORDS:
            break
    return out


def near_duplicates(
    words: Sequence[Sequence[str]], least: float = COPY_FROM, effort: Effort = THOROUGH
) -> dict[Pair, float]:
    """Pairs ``(i, j)``, ``i < j``, of passages (as words) of which one is a copy of the other or of a part, with the share.

    The share is that of the weight of the shorter one's pairs of words, at most three apart and in either order, which the
    other one holds: words left out, put in or exchanged between two others cost little.
    """
    stems = [[stem(w) for w in ws if w not in STOPWORDS] for ws in words]
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(s, len(numbers)) for s in row] for row in stems]
    begins, pairs, weight = _weighed([_close_pairs(row) for row in rows])
    totals = [float(weight[pairs[b:e]].sum()) or 1.0 for b, e in pairwise(begins)]
    bags: dict[int, frozenset[int]] = {}
    out = {}
    for i, j in sorted(candidates(words, stems, effort)):
        if min(len(words[i]), len(words[j])) < _LEAST_WORDS:
            continue
        for k in (i, j):
            if k not in bags:
                bags[k] = frozenset(pairs[begins[k] : begins[k + 1]].tolist())
        share = float(weight[list(bags[i] & bags[j])].sum()) / min(totals[i], totals[j])
        if share >= least:
            out[i, j] = round(share, 3)
    return out


def _weighed(bags: Sequence[np.ndarray]) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Where each bag begins (and the last ends), the numbers of all their pairs of words, and the weight of a number."""
    begins = [0, *accumulate(map(len, bags))]
    codes = np.concatenate(bags) if bags else np.empty(0, dtype=np.int64)
    _, pairs, seen = np.unique(codes, return_inverse=True, return_counts=True)
    top = math.log(len(bags) + 2.0)
    return begins, pairs.astype(np.int32), np.maximum(0.02, 1.0 - np.log(seen) / top) ** 2


def _close_pairs(row: Sequence[int]) -> np.ndarray:
    """The pairs of close words in either order, each once, as one integer."""
    codes = {
        (x << 32 | y) if x < y else (y << 32 | x)
        for k in range(1, _APART + 1)
        for x, y in zip(row, row[k:], strict=False)
    }
    return np.fromiter(codes, dtype=np.int64, count=len(codes))


def candidates(words: Sequence[Sequence[str]], stems: Sequence[Sequence[str]], effort: Effort = THOROUGH) -> set[Pair]:
    """Pairs that fall into one band of their MinHash signatures or share rare words."""
    seen = Counter(s for row in stems for s in set(row))
    out = _banded(words, effort)
    holders: dict[str, list[int]] = {}
    for i, row in enumerate(stems):
        rare = sorted((t for t in set(row) if 1 < seen[t] <= effort.common), key=lambda t: (seen[t], t))
        rare = rare[: effort.rarest]
        for t in rare:
            holders.setdefault(t, []).append(i)
    met: Counter[Pair] = Counter()
    for held in holders.values():
        for x, i in enumerate(held):
            for j in held[x + 1 :]:
                met[i, j] += 1
    out |= {pair for pair, n in met.items() if n >= _SHARED}
    return out


def signatures(words: Sequence[Sequence[str]], functions: int = _FUNCTIONS) -> np.ndarray:
    """MinHash signatures, one row a passage: the least of each hash function over its shingles; unsigned 32 bit."""
    rng = np.random.default_rng(20)
    a = rng.integers(1, 2**63, functions, dtype=np.uint64) | np.uint64(1)
    b = rng.integers(0, 2**63, functions, dtype=np.uint64)
    out = np.full((len(words), functions), np.iinfo(np.uint32).max, dtype=np.uint32)
    at = 0
    while at < len(words):  # some passages at once, so that memory stays flat
        hashes: list[int] = []
        begins, rows = [], []
        while at < len(words) and len(hashes) < _TOGETHER:
            own = _hashes(words[at], _SHINGLE)
            if own:
                begins.append(len(hashes))
                rows.append(at)
                hashes += own
            at += 1
        if rows:
            column = np.array(hashes, dtype=np.uint64)[:, None]
            with np.errstate(over="ignore"):
                mixed = ((column * a + b) >> np.uint64(32)).astype(np.uint32)
            out[rows] = np.minimum.reduceat(mixed, begins, axis=0)
    return out


def _banded(words: Sequence[Sequence[str]], effort: Effort) -> set[Pair]:
    signed = signatures(words)
    long = np.flatnonzero(np.array([len(w) >= _LEAST_WORDS for w in words], dtype=bool))
    out: set[Pair] = set()
    for at in range(0, _FUNCTIONS, effort.rows):
        band = signed[long, at : at + effort.rows]
        order = np.lexsort(band.T[::-1])
        band, numbers = band[order], long[order]
        for step in range(1, min(effort.bucket, len(long) - 1) + 1):
            same = np.flatnonzero((band[step:] == band[:-step]).all(axis=1))
            if not same.size:
                break
            out.update(zip(numbers[same].tolist(), numbers[same + step].tolist(), strict=True))
    return out


def _hashes(words: Sequence[str], size: int) -> list[int]:
    """Hashes of the runs of ``size`` words; of the whole where it is shorter."""
    if len(words) < size:
        return [zlib.crc32(" ".join(words).encode("utf8", "replace"))] if words and size == _SHINGLE else []
    runs = zip(*(words[k:] for k in range(size)), strict=False)
    return [zlib.crc32(" ".join(run).encode("utf8", "replace")) for run in runs]
