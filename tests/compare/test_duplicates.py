"""Near-duplicate passages, by what was done to the copy."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.compare.duplicates import copies, near_duplicates, signatures, tokens

A = (
    "The river ferry between Tirrin and Aldevar stopped running on Tuesday after shells fell near the northern landing. "
    "Harbour master Ilse Marro told reporters that two deckhands had been hurt by splinters. "
    "She expected the crossing to open again once the council had cleared the quay of debris."
)
B = (
    "Farmers around Tessim brought in the largest olive harvest for a decade, the growers' union reported. "
    "Prices at the weekly auction fell by a third, and several presses stayed open through the night."
)


def found(*texts: str) -> set[tuple[int, int]]:
    return set(near_duplicates([tokens(t) for t in (*texts, *others())]))


def others() -> list[str]:
    rng = random.Random(3)
    words = [f"w{i}" for i in range(400)]
    return [" ".join(rng.choices(words, k=30)) for _ in range(20)]


@pytest.mark.parametrize(
    "copy",
    [
        A,
        A.partition(". ")[2],
        ". ".join(reversed(A.split(". "))),
        A[:200] + " " + B[:90],
        A.replace("stopped running", "was suspended").replace("hurt", "injured").replace("expected", "hoped for"),
        A.upper(),
    ],
)
def test_copies(copy: str) -> None:
    assert (0, 1) in found(A, copy)


def test_another_text_is_no_copy() -> None:
    assert found(A, B) == set()


def test_only_other_documents_count_and_runs_are_shared() -> None:
    got = copies(
        [(0, A), (0, A), (1, A), (2, B), (3, "He said the ferry between Tirrin and Aldevar stopped running on Tuesday")]
    )
    assert not got.copied(0, 1)
    assert got.copied(2, 0) and got.copied(1, 2)
    assert not got.copied(0, 3) and not got.shared(0, 3)
    assert got.shared(0, 4)


def test_signatures_estimate_the_share_of_common_triples() -> None:
    words = tokens(A)
    half = signatures([words, words[: len(words) // 2]])
    assert 0.3 < np.mean(half[0] == half[1]) < 0.7


@settings(deadline=None)
@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_text(texts: list[str]) -> None:
    for (i, j), share in near_duplicates([tokens(t) for t in texts]).items():
        assert i < j and 0 < share <= 1
