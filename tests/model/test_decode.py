from itertools import chain, combinations, pairwise, product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.model import Model
from according.model.decode import (
    SURE,
    _likeliest_apart,
    attack_spans,
    best_paths,
    cue_spans,
    mention_spans,
    runs,
    trigger_spans,
)
from according.model.labels import COLUMNS, WIDEST

Floats = npt.NDArray[np.float32]
NEVER = -10_000.0


def random(seed: int, *shape: int) -> Floats:
    return np.random.default_rng(seed).normal(0, 2, shape).astype(np.float32)


def score(tags: tuple[int, ...], logits: Floats, transitions: Floats, start: Floats) -> float:
    total = float(start[tags[0]]) + float(logits[0, tags[0]])
    for i in range(1, len(tags)):
        total += float(transitions[tags[i - 1], tags[i]]) + float(logits[i, tags[i]])
    return total


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(2, 4))
def test_the_best_path_is_the_best_of_all_paths(seed: int, lengths: list[int], k: int) -> None:
    logits = random(seed, len(lengths), max(lengths), k)
    transitions, start = random(seed + 1, k, k), random(seed + 2, k)
    tags, log_probability = best_paths(logits, np.array(lengths), transitions, start)
    for row, n in enumerate(lengths):
        scores = {path: score(path, logits[row], transitions, start) for path in product(range(k), repeat=n)}
        everything = np.logaddexp.reduce(list(scores.values()))
        best = max(scores.values())
        found = tuple(int(t) for t in tags[row, :n])
        assert scores[found] == pytest.approx(best, abs=1e-3)
        assert log_probability[row] == pytest.approx(best - everything, abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_probabilities_of_all_paths_sum_to_one(seed: int, n: int) -> None:
    """Each path is made the best in turn by a bonus, which its probability then tells."""
    k = 3
    logits, transitions, start = random(seed, 1, n, k), random(seed + 1, k, k), random(seed + 2, k)
    _, best = best_paths(logits, np.array([n]), transitions, start)
    tags, _ = best_paths(logits, np.array([n]), transitions, start)
    winner = score(tuple(int(t) for t in tags[0]), logits[0], transitions, start)
    paths = [score(p, logits[0], transitions, start) for p in product(range(k), repeat=n)]
    assert sum(np.exp(p - winner + best[0]) for p in paths) == pytest.approx(1, abs=1e-3)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_forbidden_steps_are_never_taken(seed: int, n: int) -> None:
    logits = random(seed, 3, n, 5) * 5
    transitions, start = random(seed + 1, 5, 5), random(seed + 2, 5)
    transitions[0, 2] = transitions[0, 4] = transitions[3, 2] = transitions[4, 2] = transitions[1, 4] = NEVER
    start[2] = start[4] = NEVER
    tags, log_probability = best_paths(logits, np.full(3, n), transitions, start)
    assert np.isfinite(log_probability).all() and (log_probability <= 1e-3).all()
    for row in tags:
        assert row[0] not in (2, 4)
        assert all(transitions[a, b] != NEVER for a, b in pairwise(row.tolist()))


@pytest.mark.parametrize("sure", [1, 20])
def test_long_and_sure_paths_keep_their_probability(sure: int) -> None:
    logits, transitions, start = random(1, 3, 400, 5) * sure, random(2, 5, 5), random(3, 5)
    transitions[0, 2] = transitions[0, 4] = transitions[3, 2] = transitions[4, 2] = transitions[1, 4] = NEVER
    lengths = np.array([400, 1, 399])
    tags, log_probability = best_paths(logits, lengths, transitions, start)
    for row, n in enumerate(lengths.tolist()):
        alpha = (start + logits[row, 0]).astype(np.float64)
        for i in range(1, n):
            alpha = np.logaddexp.reduce(alpha[:, None] + transitions, axis=0) + logits[row, i]
        best = score(tuple(tags[row, :n].tolist()), logits[row], transitions, start)
        assert log_probability[row] == pytest.approx(best - np.logaddexp.reduce(alpha), abs=1e-2)


def test_the_packaged_model_never_begins_within_a_span(model: Model) -> None:
    names = model.table["role_tags"]
    for j, name in enumerate(names):
        if name.startswith("I-"):
            assert model.start[j] <= NEVER
            for i, before in enumerate(names):
                if before == "O":
                    assert model.transitions[i, j] <= NEVER


def test_what_follows_the_length_does_not_count() -> None:
    logits, transitions, start = random(1, 1, 6, 3), random(2, 3, 3), random(3, 3)
    alone, p = best_paths(logits[:, :4], np.array([4]), transitions, start)
    padded, q = best_paths(logits, np.array([4]), transitions, start)
    assert padded[0, :4].tolist() == alone[0].tolist()
    assert q[0] == pytest.approx(p[0], abs=1e-4)


@pytest.mark.parametrize("shape", [(0, 0, 5), (0, 3, 5), (2, 0, 5)])
def test_nothing_to_decode(shape: tuple[int, int, int]) -> None:
    tags, log_probability = best_paths(
        np.zeros(shape, dtype=np.float32), np.zeros(shape[0], dtype=np.int64), random(1, 5, 5), random(2, 5)
    )
    assert tags.shape == shape[:2] and log_probability.shape == shape[:1]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([1], [(0, 1)]),
        ([1, 2, 2, 0], [(0, 3)]),
        ([1, 1, 2], [(0, 1), (1, 3)]),
        ([0, 1, 2, 0, 0, 1], [(1, 3), (5, 6)]),
        ([1, 2, 3, 4, 2], [(0, 2), (4, 5)]),  # broken off by another role: not joined across it
        ([2, 2], [(0, 2)]),
    ],
)
def test_runs(tags: list[int], expected: list[tuple[int, int]]) -> None:
    assert runs(np.array(tags, dtype=np.int64), 1, 2) == expected


TAGS = {"o": [0.9, 0.1, 0, 0, 0], "b": [0.05, 0.9, 0.05, 0, 0], "i": [0.05, 0.05, 0.9, 0, 0]} | {
    "n": [0.04, 0.06, 0, 0.9, 0], "j": [0.05, 0.05, 0, 0, 0.9], "O": [0.99, 0.01, 0, 0, 0]
}  # fmt: skip


@pytest.mark.parametrize(
    ("word_tags", "expected"),
    [
        ("", []),
        ("oooO", []),
        ("obio", [(1, 3)]),
        ("bb", [(0, 1), (1, 2)]),
        ("OnjjO", [(1, 4)]),
        ("bOi", [(0, 1), (2, 3)]),  # a word surely no cue parts two cues
    ],
)
def test_cues(word_tags: str, expected: list[tuple[int, int]]) -> None:
    probabilities = np.array([TAGS[t] for t in word_tags], dtype=np.float32).reshape(-1, 5)
    assert [c[:2] for c in cue_spans(probabilities, 0.0, 0.0)] == expected


def test_a_cue_tells_its_probability_and_whether_it_is_nested() -> None:
    probabilities = np.array([[0.2, 0.2, 0, 0.6, 0]], dtype=np.float32)
    [(begin, end, probability, nested)] = cue_spans(probabilities, 0.0, 0.0)
    assert (begin, end) == (0, 1)
    assert probability == pytest.approx(0.8) and nested == pytest.approx(0.75)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 7), st.floats(-1, 1), st.floats(-1, 1))
def test_cues_are_the_best_of_all_ways_to_mark_them(seed: int, n: int, begin_bonus: float, inside_bonus: float) -> None:
    probabilities = np.random.default_rng(seed).dirichlet(np.full(5, 0.6), n).astype(np.float32)
    spans = [(b, e) for b, e, _, _ in cue_spans(probabilities, begin_bonus, inside_bonus)]
    rows = np.log(
        np.stack([probabilities[:, 0], probabilities[:, [1, 3]].sum(1), probabilities[:, [2, 4]].sum(1)], 1) + 1e-9
    )
    rows = rows + np.array([0, begin_bonus, inside_bonus])
    sure = probabilities[:, 0] >= SURE

    def total(tags: tuple[int, ...]) -> float:
        """The score of a marking; none where it begins with inside, or marks a word that is surely no cue."""
        if any((t == 2 and (i == 0 or tags[i - 1] == 0)) or (t and sure[i]) for i, t in enumerate(tags)):
            return -1e9
        return float(sum(rows[i, t] for i, t in enumerate(tags)))

    own = [0] * n
    for begin, end in spans:
        own[begin] = 1
        own[begin + 1 : end] = [2] * (end - begin - 1)
    assert total(tuple(own)) == pytest.approx(max(total(tags) for tags in product(range(3), repeat=n)), abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_mentions_nest_and_never_cross(seed: int, n: int) -> None:
    scores = random(seed, len(COLUMNS), n, n)
    widths = random(seed + 1, len(COLUMNS), WIDEST)
    found = mention_spans(scores, widths, ("ledger", "entity"), np.zeros(n, dtype=np.int64), (0, n))
    assert len({(b, e) for b, e, _ in found}) == len(found)
    for b, e, p in found:
        assert 0 <= b < e <= n and e - b <= WIDEST and 0.5 <= p <= 1
        assert not any(b < b2 < e < e2 for b2, e2, _ in found), "two mentions cross"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_mentions_apart_share_no_word_and_leave_no_room(seed: int, n: int) -> None:
    scores = random(seed, len(COLUMNS), n, n)
    widths = random(seed + 1, len(COLUMNS), WIDEST)
    sentences = np.zeros(n, dtype=np.int64)
    found = mention_spans(scores, widths, ("entity",), sentences, (0, n), apart=True)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    for b, e, _ in mention_spans(scores, widths, ("entity",), sentences, (0, n)):
        assert any(b < e2 and b2 < e for b2, e2, _ in found)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(1, 4)).map(lambda x: (x[0], x[0] + x[1])),
        st.integers(1, 99),
        max_size=8,
    )
)
def test_no_other_mentions_apart_are_likelier_together(gains: dict[tuple[int, int], int]) -> None:
    def fits(some: tuple[tuple[int, int], ...]) -> bool:
        return all(a[1] <= b[0] for a, b in pairwise(sorted(some)))

    all_sets = chain.from_iterable(combinations(gains, n) for n in range(len(gains) + 1))
    most = max(sum(gains[span] for span in some) for some in all_sets if fits(some))
    found = tuple(_likeliest_apart({span: float(gain) for span, gain in gains.items()}))
    assert fits(found) and sum(gains[span] for span in found) == most


def test_the_likeliest_mention_wins_where_two_cross() -> None:
    scores = np.full((len(COLUMNS), 4, 4), -9.0, dtype=np.float32)
    scores[0, 0, 1], scores[0, 1, 2], scores[0, 2, 2] = 2.0, 3.0, 1.0
    widths = np.zeros((len(COLUMNS), WIDEST), dtype=np.float32)

    def found(column: str, own: tuple[int, int], sentences: list[int]) -> list[tuple[int, int]]:
        return [(b, e) for b, e, _ in mention_spans(scores, widths, (column,), np.array(sentences), own)]

    assert found("ledger", (0, 4), [0, 0, 0, 0]) == [(1, 3), (2, 3)]
    assert found("ledger", (2, 4), [0, 0, 0, 0]) == [(2, 3)], "only those of its own"
    assert found("ledger", (0, 4), [0, 0, 1, 1]) == [(0, 2), (2, 3)], "none beyond a sentence"
    assert found("phrase", (0, 4), [0, 0, 0, 0]) == []
    apart = mention_spans(scores, widths, ("ledger",), np.zeros(4, dtype=np.int64), (0, 4), apart=True)
    assert [(b, e) for b, e, _ in apart] == [(1, 3)]


def test_triggers_and_attack_roles() -> None:
    tags = np.array([[0.9, 0.1, 0], [0.2, 0.7, 0.1], [0.3, 0.1, 0.6], [0.1, 0.8, 0.1]], dtype=np.float32)
    assert [(b, e) for b, e, _ in trigger_spans(tags, (0, 4))] == [(1, 3), (3, 4)]
    roles = np.full((4, 11), 0.01, dtype=np.float32)
    roles[0, 0], roles[1, 7], roles[2, 8], roles[3, 9] = 0.9, 0.8, 0.7, 0.6
    assert [(b, e, r) for b, e, r, _ in attack_spans(roles)] == [(1, 3, 3), (3, 4, 4)]
