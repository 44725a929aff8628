"""The small heads in numpy: perceptrons of one hidden layer over one vector, or over a pair of vectors."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Side = tuple[Floats, Floats]

_GELU = np.float32(math.sqrt(2 / math.pi))
_AT_ONCE = 1024
"""Pairs scored at once: memory stays flat whatever their number, and what is worked on stays in the processor's cache."""


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016)."""
    y: Floats = x * x  # in place from here on: it is memory that takes the time
    y *= np.float32(0.044715)
    y += 1
    y *= x
    y *= _GELU
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= np.float32(0.5)
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

    def left(self, x: Floats, own: Mapping[int, Floats]) -> Side:
        """The first side's part: ``x`` [n, in] -> ([n, hidden], [n, product]).

        ``own`` are features [n, f] of this side alone, by the row where their weights begin: many pairs share a side.
        """
        return self._side("left", x, own)

    def right(self, x: Floats, own: Mapping[int, Floats]) -> Side:
        """The second side's part."""
        return self._side("right", x, own)

    def _side(self, name: str, x: Floats, own: Mapping[int, Floats]) -> Side:
        w = self.weights
        added: Floats = x @ w[f"{name}.weight"] + w[f"{name}.bias"]
        for row, features in own.items():
            added += features @ w["features.weight"][row : row + features.shape[1]]
        return added, x @ w[f"{name}_factor.weight"] + w[f"{name}_factor.bias"]

    def __call__(self, left: Side, right: Side, i: Ints, j: Ints, distance: Ints, features: Floats) -> Floats:
        """Logits [p, out] of the pairs (``i``, ``j``) [p] of ``left`` and ``right``; ``distance`` [p] as classes.

        ``features`` [p, f] are those of the pair, whose weights come first.
        """
        w = self.weights
        told = w["features.weight"][: features.shape[1]]
        apart = w["distance.weight"] + w["product.bias"] + w["features.bias"]
        out = np.empty((len(i), w["out.weight"].shape[1]), dtype=np.float32)
        for k in range(0, len(i), _AT_ONCE):
            at = slice(k, k + _AT_ONCE)
            product: Floats = left[1].take(i[at], 0) * right[1].take(j[at], 0)
            x: Floats = product @ w["product.weight"]
            x += features[at] @ told
            x += left[0].take(i[at], 0)
            x += right[0].take(j[at], 0)
            x += apart.take(distance[at], 0)
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
