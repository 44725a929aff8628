import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.model.windows import OVERLAP_PIECES, WINDOW_PIECES, Window, cut_windows
from according.model.words import Words


def made(pieces: list[int], stops: list[bool] | None = None) -> Words:
    """Words of which only the number of pieces and the stops matter."""
    n = len(pieces)
    at = np.arange(n, dtype=np.int32)
    first = np.concatenate(([0], np.cumsum(pieces))).astype(np.int32)
    ends = np.array(stops if stops is not None else [False] * n, dtype=np.bool_)
    return Words(at, at + 1, np.zeros((n, 3), dtype=np.int8), np.zeros(int(first[-1]), dtype=np.int32), first, ends)


def width(words: Words, window: Window) -> int:
    return int(words.first[window.end] - words.first[window.begin])


def drawn(most_pieces: int) -> st.SearchStrategy[Words]:
    rows = st.lists(st.tuples(st.integers(1, most_pieces), st.booleans()), max_size=300)
    return rows.map(lambda drawn_rows: made([p for p, _ in drawn_rows], [s for _, s in drawn_rows]))


WORDS, SHORT_WORDS = drawn(9), drawn(2)


@settings(max_examples=300)
@given(WORDS, st.integers(10, 60), st.integers(0, 9))
def test_windows_own_each_word_once_and_keep_the_limit(words: Words, size: int, overlap: int) -> None:
    windows = cut_windows(words, size, overlap)
    owned = [i for w in windows for i in range(w.own_begin, w.own_end)]
    assert owned == list(range(len(words)))
    for w in windows:
        assert w.begin <= w.own_begin <= w.own_end <= w.end
        assert w.begin < w.end and width(words, w) <= size
    assert all(a.begin < b.begin <= a.end <= b.end for a, b in pairwise(windows))


@settings(max_examples=200)
@given(SHORT_WORDS, st.integers(40, 80), st.integers(1, 9))
def test_a_word_is_owned_by_a_window_that_sees_around_it(words: Words, size: int, overlap: int) -> None:
    windows = cut_windows(words, size, overlap)
    for a, b in pairwise(windows):
        if a.end - b.begin >= 2:
            assert b.begin < b.own_begin < a.end, "the border lies within what both see"


def test_windows_overlap() -> None:
    words = made([1] * 1_000)
    for a, b in pairwise(cut_windows(words)):
        assert a.end - b.begin >= OVERLAP_PIECES


def test_a_short_text_is_one_window() -> None:
    assert cut_windows(made([1] * WINDOW_PIECES)) == [Window(0, WINDOW_PIECES, 0, WINDOW_PIECES)]
    assert len(cut_windows(made([1] * (WINDOW_PIECES + 1)))) == 2
    assert cut_windows(made([])) == []


def test_windows_begin_and_end_at_sentences() -> None:
    words = made([1] * 1_000, [i % 20 == 19 for i in range(1_000)])
    for w in cut_windows(words):
        assert w.begin % 20 == 0 and w.end % 20 == 0


def test_a_word_wider_than_a_window_is_read_alone() -> None:
    words = made([3, 40, 3])
    windows = cut_windows(words, size=10, overlap=2)
    assert [i for w in windows for i in range(w.own_begin, w.own_end)] == [0, 1, 2]


@pytest.mark.parametrize("every", [10**9, 1, 25])
def test_time_is_linear(every: int) -> None:
    def seconds(n: int) -> float:
        words = made([1] * n, [i % every == every - 1 for i in range(n)])
        begun = time.process_time()
        cut_windows(words)
        return time.process_time() - begun

    seconds(20_000)
    assert seconds(400_000) < 40 * max(
        seconds(40_000), 0.002
    )  # ten times the words; four times that would be quadratic
