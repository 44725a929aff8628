"""Windows: a text's words cut into overlapping runs that the encoder reads one at a time.

Windows begin and end at sentence ends where there are any. Each word is *owned* by one window, the one that sees most
around it: statements are taken from the window that owns their cue, so nothing is read twice and the cost is linear.
"""

from dataclasses import dataclass

import numpy as np

from according.model.words import Words

WINDOW_PIECES = 250
OVERLAP_PIECES = 24


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[begin, end)`` to read; of them ``[own_begin, own_end)`` are this window's own."""

    begin: int
    end: int
    own_begin: int
    own_end: int


def cut_windows(words: Words, size: int = WINDOW_PIECES, overlap: int = OVERLAP_PIECES) -> list[Window]:
    """Windows of at most ``size`` word pieces that overlap by about ``overlap``; together they own every word once."""
    bounds: list[tuple[int, int]] = []
    begin, n = 0, len(words)
    while begin < n:
        end = _last_stop(words, begin, size)
        bounds.append((begin, end))
        if end >= n:
            break
        begin = max(_first_after_stop(words, begin, end, overlap), begin + 1)
    windows, own = [], 0
    for i, (begin, end) in enumerate(bounds):
        own_end = n if i + 1 == len(bounds) else (max(bounds[i + 1][0], own) + end + 1) // 2
        windows.append(Window(begin, end, own, own_end))
        own = own_end
    return windows


def _last_stop(words: Words, begin: int, size: int) -> int:
    """The end of the window that begins at ``begin``: the last sentence end that fits, or as many words as fit."""
    end = max(begin + 1, int(np.searchsorted(words.first, words.first[begin] + size, "right")) - 1)
    if end == len(words):
        return end
    for stop in range(end, begin + (end - begin) // 2, -1):
        if words.stops[stop - 1]:
            return stop
    return end


def _first_after_stop(words: Words, begin: int, end: int, overlap: int) -> int:
    """Where the window after ``[begin, end)`` begins: at a sentence, at least ``overlap`` pieces before ``end``."""
    start = max(begin + 1, int(np.searchsorted(words.first, words.first[end] - overlap, "right")) - 1)
    for candidate in range(start, max(begin, start - overlap), -1):
        if words.stops[candidate - 1]:
            return candidate
    return start
