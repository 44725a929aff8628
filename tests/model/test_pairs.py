import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.model.pairs import (
    COREFERENCE_FEATURES,
    NEAR_FEATURES,
    bucket,
    coreference_features,
    first_names,
    form_of,
    gaps,
    likeness,
    near_features,
)
from texts import any_text


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 500), st.integers(1, 9), st.integers(0, 500), st.integers(1, 9))
def test_gaps_turn_their_sign_with_the_order(b: int, n: int, b2: int, n2: int) -> None:
    one, other = (np.array([b]), np.array([b + n])), (np.array([b2]), np.array([b2 + n2]))
    assert gaps(*one, *other) == -gaps(*other, *one)
    assert (gaps(*one, *other)[0] == 0) == (b < b2 + n2 and b2 < b + n)


def test_near_distances_are_told_apart_and_far_ones_in_steps() -> None:
    near = bucket(np.arange(-24, 25))
    assert len(set(near.tolist())) == 49
    assert bucket(np.array([-10_000, 10_000])).tolist() == [0, 80]
    assert bucket(np.array([40]))[0] == bucket(np.array([41]))[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(any_text, min_size=2, max_size=5))
def test_any_words_have_features(texts: list[str]) -> None:
    forms = [form_of(t) for t in texts]
    later, earlier = np.array([1, len(texts) - 1]), np.array([0, 0])
    at = np.arange(len(texts))
    found = coreference_features(forms, later, earlier, at, at)
    assert found.shape == (2, COREFERENCE_FEATURES) and np.isfinite(found).all()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Ilse Marro", "Marro", "IM", "im", "the Harrow Front", "HF", "front", "", "of"]), min_size=2
    )
)
def test_no_pair_that_shares_words_or_initials_is_passed_over(texts: list[str]) -> None:
    forms, at = [form_of(t) for t in texts], np.arange(len(texts))
    later, earlier = np.tril_indices(len(texts), -1)
    rows = likeness(forms, later, earlier, at, at)
    for row, a, b in zip(rows, (forms[k] for k in later), (forms[k] for k in earlier), strict=True):
        assert bool(row[4]) == bool(a.words & b.words)
        initials = bool(b.words and a.words) and len(a.plain) > 1 and len(b.plain) > 1
        assert bool(row[6]) == (not row[4] and initials and (a.plain == b.initials or b.plain == a.initials))


@pytest.mark.parametrize(
    ("one", "other", "exact", "initial"),
    [
        ("Harrow Relief Front", "the HRF", 0, 1),
        ("the Harrow Front", "Harrow Front", 1, 0),
        ("the Harrow Front’s", "Harrow Front", 1, 0),
        ("Ilse Marro", "Marro", 0, 0),
        ("the army", "Tomas Kell", 0, 0),
    ],
)
def test_words_shared(one: str, other: str, exact: int, initial: int) -> None:
    forms = [form_of(one), form_of(other)]
    row = coreference_features(forms, np.array([1]), np.array([0]), np.zeros(2, dtype=int), np.arange(2))[0]
    assert (row[0], row[6]) == (exact, initial)


def test_near_features_tell_order_and_sentence() -> None:
    rows = near_features(
        np.array([3, 3]),
        np.array([3, 9]),
        np.array([10, 10]),
        np.array([12, 12]),
        np.array([10, 40]),
        np.array([13, 41]),
    )
    assert rows.shape == (2, NEAR_FEATURES)
    assert rows[0, 2] == 1 and rows[1, 4] == 1, "the same sentence; two or more later"
    assert rows[0, 5] == 1 and rows[1, 5] == 0, "the first lies in the second"


@pytest.mark.parametrize(
    ("mention", "gender"),
    [
        ("he", 2), ("Her", -2), ("it", 0), ("they", 0), ("Mary Robinson", -1), ("Sergei Orlov", 1), ("Mr Robinson", 2),
        ("Ms Robinson", -2), ("Mr al-Kell", 2), ("Robinson", 0), ("Mary", 0), ("Kelly Robinson", 0), ("mary robinson", 0),
        ("Mary Robinson’s", -1), ("Mary Robinson’s brother", 0), ("Major Anna Kell", 0), ("Royal Navy", 0), ("", 0), ("…", 0),
    ],
)  # fmt: skip
def test_what_a_mention_tells_of_gender(mention: str, gender: int) -> None:
    assert form_of(mention).gender == gender


def test_no_first_name_is_of_both() -> None:
    masculine, feminine = first_names()
    assert not masculine & feminine and min(len(masculine), len(feminine)) > 1000
