"""Types of mentions in the same words."""

import numpy as np

from according.ledger import MENTION_TYPES
from according.model.joining import alike


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
