import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.model import Model
from according.model.heads import gelu, sigmoid, softmax


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=20))
def test_probabilities(values: list[float]) -> None:
    x = np.array(values, dtype=np.float32)
    assert softmax(x).sum() == pytest.approx(1, abs=1e-4)
    assert ((sigmoid(x) >= 0) & (sigmoid(x) <= 1)).all()
    assert sigmoid(np.zeros(1, dtype=np.float32))[0] == 0.5


def test_gelu_is_the_published_one() -> None:
    assert gelu(np.array([-1.0, 0.0, 1.0], dtype=np.float32)) == pytest.approx([-0.1588, 0, 0.8412], abs=2e-3)


def test_pairs_are_scored_alike_one_by_one_and_together(model: Model) -> None:
    rng = np.random.default_rng(7)
    head = model.heads.relation
    vectors = rng.normal(size=(6, head.weights["left.weight"].shape[0])).astype(np.float32)
    i, j = (x.ravel() for x in np.meshgrid(np.arange(6), np.arange(6)))
    features = rng.normal(size=(36, head.weights["features.weight"].shape[0])).astype(np.float32)
    distance = rng.integers(0, 80, 36)
    together = head(head.left(vectors, {}), head.right(vectors, {}), i, j, distance, features)
    for k in (0, 7, 35):
        alone = head(head.left(vectors[i[k : k + 1]], {}), head.right(vectors[j[k : k + 1]], {}), np.array([0]),
                     np.array([0]), distance[k : k + 1], features[k : k + 1])  # fmt: skip
        assert together[k] == pytest.approx(alone[0], abs=1e-3)


def test_features_of_one_side_count_as_if_each_pair_had_them(model: Model) -> None:
    rng = np.random.default_rng(8)
    head, size = model.heads.relation, 5
    vectors = rng.normal(size=(6, head.weights["left.weight"].shape[0])).astype(np.float32)
    i, j = (x.ravel() for x in np.meshgrid(np.arange(6), np.arange(6)))
    rest = head.weights["features.weight"].shape[0] - 2 * size
    own, pair = rng.normal(size=(6, size)).astype(np.float32), rng.normal(size=(36, rest)).astype(np.float32)
    distance = rng.integers(0, 80, 36)
    apart = head(head.left(vectors, {rest: own}), head.right(vectors, {rest + size: own}), i, j, distance, pair)
    every = np.concatenate([pair, own[i], own[j]], 1)
    together = head(head.left(vectors, {}), head.right(vectors, {}), i, j, distance, every)
    assert apart == pytest.approx(together, abs=1e-3)
