"""The small heads in numpy: perceptrons of one hidden layer over one vector, or over a pair of vectors."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_GELU = np.float32(math.sqrt(2 / math.pi))
_AT_ONCE = 4096
"""Pairs scored at once: memory stays flat whatever the number of pairs."""


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016)."""
    y: Floats = np.float32(0.5) * x * (1 + np.tanh(_GELU * (x + np.float32(0.044715) * x * x * x)))
    return y


def softmax(x: Floats) -> Floats:
    """Probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    y: Floats = e / e.sum(-1, keepdims=True)
    return y


def sigmoid(x: Floats) -> Floats:
    """Probabilities of logits."""
    y: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return y


@dataclass(frozen=True)
class Perceptron:
    """Weights [in, out] and biases of two layers."""

    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """``x`` [n, in] -> logits [n, out]."""
        y: Floats = gelu(x @ self.hidden + self.hidden_bias) @ self.out + self.out_bias
        return y


@dataclass(frozen=True)
class Pair:
    """A perceptron over two vectors, their product, their distance, and features of the pair."""

    weights: Mapping[str, Floats]

    def left(self, x: Floats) -> tuple[Floats, Floats]:
        """The first side's part: ``x`` [n, in] -> ([n, hidden], [n, product])."""
        w = self.weights
        return x @ w["left.weight"] + w["left.bias"], x @ w["left_factor.weight"] + w["left_factor.bias"]

    def right(self, x: Floats) -> tuple[Floats, Floats]:
        """The second side's part."""
        w = self.weights
        return x @ w["right.weight"] + w["right.bias"], x @ w["right_factor.weight"] + w["right_factor.bias"]

    def __call__(
        self,
        left: tuple[Floats, Floats],
        right: tuple[Floats, Floats],
        i: Ints,
        j: Ints,
        distance: Ints,
        features: Floats,
    ) -> Floats:
        """Logits [p, out] of the pairs (``i``, ``j``) [p] of ``left`` and ``right``; ``distance`` [p] as classes."""
        w = self.weights
        out = np.empty((len(i), w["out.weight"].shape[1]), dtype=np.float32)
        for k in range(0, len(i), _AT_ONCE):
            at = slice(k, k + _AT_ONCE)
            x = left[0][i[at]] + right[0][j[at]]
            x += (left[1][i[at]] * right[1][j[at]]) @ w["product.weight"]
            x += features[at] @ w["features.weight"]
            x += w["distance.weight"][distance[at]]
            x += w["product.bias"] + w["features.bias"]
            out[at] = gelu(x) @ w["out.weight"] + w["out.bias"]
        return out


@dataclass(frozen=True)
class Heads:
    """All heads of one model."""

    mention: Perceptron
    event: Perceptron
    argument: Pair
    relation: Pair
    coreference: Pair
    widths: Floats
    """Bias [columns, width] of a mention's width in words."""


def load_heads(path: Path) -> Heads:
    """The heads kept at ``path`` (an ``.npz`` of 16-bit floats named ``head.layer.weight``). Raises OSError, ValueError."""
    with np.load(path) as file:
        arrays = {name: file[name].astype(np.float32) for name in file.files}

    def perceptron(name: str) -> Perceptron:
        return Perceptron(*(arrays[f"{name}.{x}"] for x in ("hidden.weight", "hidden.bias", "out.weight", "out.bias")))

    def pair(name: str) -> Pair:
        return Pair({key[len(name) + 1 :]: value for key, value in arrays.items() if key.startswith(name + ".")})

    return Heads(
        perceptron("mention"),
        perceptron("event"),
        pair("argument"),
        pair("relation"),
        pair("coreference"),
        arrays["widths"],
    )
