"""What a run of tokens says as a number: digits with their suffixes, number words, fractions and vague quantities."""

from dataclasses import dataclass

from according.resolve.counts.lexicon import FRACTIONS, SCALES, SMALL_VAGUE, SUFFIXES, TENS, UNITS, VAGUE
from according.resolve.counts.tokens import Tokens

Number = int | float
_LONGEST = 15  # digits; longer runs are codes, not counts
_STACKED = 4  # scale words after one another ("three hundred thousand million")
_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens ``[first, after)`` say ``value``; None where they are vague. ``plain`` is a run of digits without a comma."""

    first: int
    after: int
    value: Number | None
    plain: bool = False


def number_at(tokens: Tokens, i: int) -> Reading | None:
    """The longest number that begins at token ``i``."""
    word = tokens.word(i)
    if not word:
        return None
    if word[0].isdigit():
        return _digits(tokens, i)
    if word in VAGUE or word in SMALL_VAGUE or (word == "a" and tokens.word(i + 1) in ("few", "handful")):
        return _vague(tokens, i)
    if word in ("a", "an", "half"):
        return _article(tokens, i)
    if word in UNITS or word in TENS:
        return _words(tokens, i)
    return None


def _digits(tokens: Tokens, i: int) -> Reading | None:
    word = tokens.word(i)
    if not word.isascii() or len(word) > _LONGEST:
        return None
    value: Number = float(word.replace(",", "")) if "." in word else int(word.replace(",", ""))
    after, plain = i + 1, "," not in word and "." not in word
    following = tokens.word(after)
    if tokens.touching(after) and following in SUFFIXES:
        value, after, plain = value * SUFFIXES[following], after + 1, False
    hop = 1 if tokens.word(after) in _HYPHENS and tokens.word(after + 1) in SCALES else 0
    while (scale := tokens.word(after + hop)) in SCALES and after - i < _STACKED:
        value, after, plain, hop = value * SCALES[scale], after + 1 + hop, False, 0
    return Reading(i, after, _whole(value), plain)


def _words(tokens: Tokens, i: int) -> Reading:
    total, part, at = 0, 0, i
    while True:
        word = tokens.word(at)
        if word in UNITS and part % 10 == 0 and (part == 0 or at > i):
            part += UNITS[word]
        elif word in TENS and part % 100 == 0:
            part += TENS[word]
        elif word in SCALES and part and at - i < 4 * _STACKED:
            if SCALES[word] in (12, 100):
                part *= SCALES[word]
            else:
                total, part = total + part * SCALES[word], 0
        else:
            break
        at += 1
        joint = tokens.word(at)
        joined = joint in _HYPHENS or (joint == "and" and tokens.word(at - 1) in SCALES)
        if joined and (tokens.word(at + 1) in UNITS or tokens.word(at + 1) in TENS or tokens.word(at + 1) in SCALES):
            at += 1
    if tokens.word(at - 1) in _HYPHENS or tokens.word(at - 1) == "and":
        at -= 1
    fraction = at + 1 if tokens.word(at) in _HYPHENS else at
    if tokens.word(fraction) in FRACTIONS:
        return Reading(i, fraction + 1, None)
    return Reading(i, at, total + part)


def _article(tokens: Tokens, i: int) -> Reading | None:
    """ "a dozen", "a hundred", "half a million", "a third", "half"; None for any other article."""
    at, value = i, 1.0
    if tokens.word(at) == "half":
        value, at = 0.5, at + 1
        if tokens.word(at) not in ("a", "an") or tokens.word(at + 1) not in SCALES:
            return Reading(i, i + 1, None)
    at += 1
    if value == 1.0 and tokens.word(at) == "single":
        return Reading(i, at + 1, 1)
    if value == 1.0 and tokens.word(at) == "half" and tokens.word(at + 1) in SCALES:
        value, at = 0.5, at + 1
    if value == 1.0 and tokens.word(at) in FRACTIONS and tokens.word(at) != "half":
        return Reading(i, at + 1, None) if tokens.word(at + 1) == "of" else None
    if tokens.word(at) == "couple" and value == 1.0:
        return Reading(i, at + 1, None)
    start = at
    while tokens.word(at) in SCALES and at - start < _STACKED:
        value, at = value * SCALES[tokens.word(at)], at + 1
    return Reading(i, at, _whole(value)) if at > start else None


def _vague(tokens: Tokens, i: int) -> Reading:
    at = i + 2 if tokens.word(i) == "a" else i + 1
    while tokens.word(at) in SCALES or tokens.word(at) in VAGUE:
        at += 1
    while tokens.word(at) == "of" and tokens.word(at + 1) in VAGUE:
        at += 2
    if tokens.word(at) in ("and", "or") and tokens.word(i) in VAGUE:  # "hundreds and possibly thousands"
        second = at + 2 if tokens.word(at + 1) in ("possibly", "perhaps", "even", "maybe") else at + 1
        if tokens.word(second) in VAGUE:
            at = second + 1
    return Reading(i, at, None)


def _whole(value: Number) -> Number:
    if isinstance(value, float):
        value = round(value, 6)
        return int(value) if value.is_integer() else value
    return value
