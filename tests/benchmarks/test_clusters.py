"""The measures of coreference, on the worked example of Pradhan et al. 2014 and against slower definitions."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import load

clusters = load("benchmarks/clusters.py")

KEY = [set("abc"), set("defg")]
RESPONSE = [set("ab"), set("cd"), set("fghi")]

partitions = st.lists(st.integers(0, 4), min_size=1, max_size=12).map(
    lambda of: [{i for i, c in enumerate(of) if c == k} for k in sorted(set(of))]
)


def test_muc_of_the_paper() -> None:
    ratio = clusters.muc(KEY, RESPONSE)
    assert (ratio.recall, ratio.precision, ratio.f1) == pytest.approx((0.40, 0.40, 0.40))


def test_b_cubed_of_the_paper() -> None:
    ratio = clusters.b_cubed(KEY, RESPONSE)
    assert ratio.recall == pytest.approx(35 / 12 / 7)
    assert ratio.precision == pytest.approx(0.50)
    assert round(ratio.f1, 2) == 0.45


def test_ceaf_of_the_paper() -> None:
    ratio = clusters.ceaf_e(KEY, RESPONSE)
    assert ratio.recall == pytest.approx(0.65)
    assert ratio.precision == pytest.approx(1.3 / 3)
    assert round(ratio.f1, 2) == 0.52


def test_conll_is_the_mean() -> None:
    table = clusters.conll([(KEY, RESPONSE)])
    assert table["conll"] == round((100 * 0.4 + 100 * 2 * (5 / 12) * 0.5 / (5 / 12 + 0.5) + 52.0) / 3, 1)
    assert table["mentions"] == {"f1": 80.0, "p": 75.0, "r": 85.7}


def test_nothing_found_is_nought() -> None:
    assert clusters.conll([(KEY, [])])["conll"] == 0.0
    assert clusters.conll([([], [])])["conll"] == 0.0


def test_documents_are_summed_before_they_are_divided() -> None:
    other = [set("xyz")]
    both = clusters.muc(KEY, RESPONSE) + clusters.muc(other, other)
    assert (both.recalled, both.gold) == (2 + 2, 5 + 2)


@given(partitions)
def test_gold_against_gold_is_a_hundred(partition: list[set[int]]) -> None:
    joined = [*partition, {100, 101}]
    assert clusters.conll([(joined, joined)])["conll"] == 100.0


@given(partitions, partitions)
def test_scores_swap_with_their_sides(a: list[set[int]], b: list[set[int]]) -> None:
    for measure in clusters.MEASURES.values():
        assert measure(a, b).precision == pytest.approx(measure(b, a).recall)
        assert 0 <= measure(a, b).f1 <= 1


@given(st.lists(st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0]), min_size=4, max_size=4), min_size=1, max_size=4))
def test_align_is_the_best_of_all_assignments(matrix: list[list[float]]) -> None:
    scores = {(i, j): s for i, row in enumerate(matrix) for j, s in enumerate(row)}
    pairs = clusters.align(scores)
    best = max(sum(matrix[i][j] for i, j in enumerate(p[: len(matrix)])) for p in permutations(range(4)))
    assert sum(scores[p] for p in pairs) == pytest.approx(best)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(scores[p] > 0 for p in pairs)
