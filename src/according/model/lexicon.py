"""What a cue's own words tell of its stance: "confirmed", "denied", "accused".

The network judges cue, source and content together and misses rare cues; the counts of training cues do not. Both are
added: log P(stance | network) + half the mean over the cue's words of log P(stance | word) / P(stance), a product of
experts (Hinton 2002). :func:`stems_of` cuts words; the table itself is in ``model.json``, made by training/calibrate.py.
"""

import re
from collections.abc import Mapping, Sequence

WEIGHT = 0.5
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    "have has had been be is are was were will would could should may might did do does not also again then now "
    "already and or of in on by with that a an the it its as for about at his her their".split()
)


def stems_of(cue: str) -> list[str]:
    """The words of a cue that carry meaning, without their endings ("has repeatedly denied" -> repeatedly, deni)."""
    return [_stem(word) for word in dict.fromkeys(_WORD.findall(cue.casefold())) if word not in _EMPTY]


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word.rstrip("e")


def leaning(cue: str, table: Mapping[str, Sequence[float]], classes: int) -> list[float]:
    """What to add to the log odds of each stance for this cue; zeros where no word of it is known."""
    known = [table[stem] for stem in stems_of(cue) if stem in table]
    if not known:
        return [0.0] * classes
    return [WEIGHT * sum(column) / len(known) for column in zip(*known, strict=True)]
