"""Types of mentions in the same words."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from according.ledger import MENTION_TYPES
from according.model.joining import Joiner, alike
from according.model.labels import MENTION_LABELS


def chances(**types: float) -> list[float]:
    return [types.get(t, 0.0) for t in MENTION_TYPES]


def test_the_same_words_are_of_the_type_that_most_speaks_for() -> None:
    types = np.array(
        [chances(PLACE=0.4, PERSON=0.6), chances(PERSON=1.0), chances(PLACE=0.9, PERSON=0.1)], dtype=np.float32
    )
    told = alike(["Dorval", "Ilse Marro", "DORVAL"], types).argmax(1)
    assert [MENTION_TYPES[k] for k in told] == ["PLACE", "PERSON", "PLACE"]


def test_types_of_one_kind_speak_for_each_other() -> None:
    types = np.array([chances(PERSON=0.4, STATE=0.35, ORG=0.25), chances()], dtype=np.float32)
    told = alike(["the council", "Kell"], types)
    assert MENTION_TYPES[told[0].argmax()] == "STATE"
    assert not told[1].any()
    assert alike([], types[:0]).shape == (0, len(MENTION_TYPES))


@pytest.mark.parametrize(
    ("given", "probability", "likeliest", "told"),
    [
        (None, 0.8, "OTHER", "STATE"),  # what the model found itself is something
        (None, None, "OTHER", None),  # what it was asked about need not be
        (None, None, "STATE", "STATE"),
        ("ORG", None, "OTHER", "ORG"),
    ],
)
def test_what_was_asked_about_may_be_no_mention(
    given: str | None, probability: float | None, likeliest: str, told: str | None
) -> None:
    logits = [3.0 if t == likeliest else 2.0 if t == "STATE" else 0.0 for t in MENTION_LABELS]
    heads: Any = SimpleNamespace(mention=lambda vectors: np.array([logits] * len(vectors), dtype=np.float32))
    joiner = Joiner(heads, entities=True)
    joiner.add_mentions([(0, 7)], [(0, 1, 0)], np.zeros((1, 2), dtype=np.float32), ["Veldran"], [given], [probability])
    joiner._type_mentions()
    [mention] = joiner.mentions
    assert mention.type == told
    assert mention.asked == (given is None and probability is None) and mention.given == (given is not None)
