"""Types of mentions in the same words."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from according.ledger import EVENT_TYPES, FACTUALITIES, MENTION_TYPES, RELATION_TYPES
from according.model.joining import Joiner, alike
from according.model.labels import ARGUMENTS, MENTION_LABELS, MODES


class _Told:
    """A head over pairs that tells nothing."""

    def __init__(self, side: Any, score: Any) -> None:
        self.left = self.right = side
        self.score = score

    def __call__(self, *args: Any) -> Any:
        return self.score(*args)


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
    states = np.zeros((1, 2), dtype=np.float32)
    joiner.add_mentions([(0, 7)], [(0, 1, 0)], states, states, ["Veldran"], [given], [probability])
    joiner._type_mentions()
    [mention] = joiner.mentions
    assert mention.type == told
    assert mention.asked == (given is None and probability is None) and mention.given == (given is not None)


def test_participants_and_relations_are_told_by_what_is_read_with_names_hidden() -> None:
    asked: dict[str, list[float]] = {"mention": [], "coreference": [], "relation": [], "argument": []}

    def told(head: str, columns: int) -> _Told:
        def side(x: np.ndarray, _: object) -> tuple[np.ndarray, np.ndarray]:
            asked[head] += np.unique(x).tolist()
            return x, x

        def score(left: object, right: object, i: np.ndarray, *_: object) -> np.ndarray:
            return np.zeros((len(i), columns), dtype=np.float32)

        return _Told(side, score)

    def mention(x: np.ndarray) -> np.ndarray:
        asked["mention"] += np.unique(x).tolist()
        return np.array([[5.0 if t == "ARMED_GROUP" else 0.0 for t in MENTION_LABELS]] * len(x), dtype=np.float32)

    heads: Any = SimpleNamespace(
        mention=mention,
        event=lambda x: np.zeros((len(x), len(EVENT_TYPES) + len(FACTUALITIES) + len(MODES)), dtype=np.float32),
        coreference=told("coreference", 1),
        relation=told("relation", len(RELATION_TYPES)),
        argument=told("argument", len(ARGUMENTS)),
    )
    joiner = Joiner(heads, entities=True)
    with_names, hidden = np.full((2, 2), 1, dtype=np.float32), np.full((2, 2), 2, dtype=np.float32)
    joiner.add_mentions(
        [(0, 7), (13, 19)], [(0, 1, 0), (2, 3, 0)], with_names, hidden, ["Veldran", "Mareth"], [None] * 2, [0.9] * 2
    )
    joiner.add_triggers([(8, 12)], [(1, 2, 0)], np.full((1, 2), 3, dtype=np.float32), [0.9])
    joiner.join()
    assert {head: set(x) for head, x in asked.items()} == {
        "mention": {1.0}, "coreference": {1.0}, "relation": {2.0}, "argument": {2.0, 3.0},
    }  # fmt: skip
