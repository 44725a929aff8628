"""What is known of two mentions, or of a trigger and a mention, besides their states. Pure numpy; used in training too.

Positions are words of the text. Features are the same for every language of names: no actor is known by name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NEAR, STEP, FAR = 24, 8, 40
NEAR_FEATURES = 8
PRONOUNS = (
    frozenset("i me my mine myself".split()), frozenset("we us our ours ourselves".split()),
    frozenset("you your yours yourself yourselves".split()), frozenset("he him his himself".split()),
    frozenset("she her hers herself".split()), frozenset("it its itself".split()),
    frozenset("they them their theirs themselves themself".split()), frozenset("this that these those".split()),
    frozenset("who whom whose which".split()),
)  # fmt: skip
PERSONAL = 7
"""How many of PRONOUNS are personal ones."""
HE = 3
"""Which of PRONOUNS are masculine; the next are feminine."""
TITLES = (frozenset({"mr", "sir", "lord"}), frozenset({"mrs", "ms", "miss", "lady", "dame"}))
ALIKE, LIKENESS = 7, 14
"""Features of a pair that tell of words in common, and those and of how far apart it is."""
COREFERENCE_FEATURES = LIKENESS + 2 * (len(PRONOUNS) + 4)
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_EMPTY = frozenset("the a an this that these those his her its their our my your of and".split())
_INDEFINITE = frozenset("a an some several many one two three another".split())


def bucket(distance: Ints) -> Ints:
    """Signed distances in words as classes: single words up to 24, steps of eight beyond, 0 to 80."""
    far = np.sign(distance) * (NEAR + (np.abs(distance) - NEAR) // STEP)
    return np.clip(np.where(np.abs(distance) <= NEAR, distance, far), -FAR, FAR) + FAR


def gaps(begins: Ints, ends: Ints, begins2: Ints, ends2: Ints) -> Ints:
    """How many words after the first span the second begins (before: negative; 0 where they overlap)."""
    return np.where(begins2 >= ends, begins2 - ends + 1, np.where(ends2 <= begins, ends2 - begins - 1, 0))


def near_features(sentence: Ints, sentence2: Ints, begins: Ints, ends: Ints, begins2: Ints, ends2: Ints) -> Floats:
    """Features [p, 8] of pairs: sentences between them, which comes first, whether one lies in the other, widths."""
    apart = np.clip(sentence2 - sentence, -2, 2)
    columns = [(apart == k) for k in (-2, -1, 0, 1, 2)]
    inside = (begins2 <= begins) & (ends <= ends2)
    around = (begins <= begins2) & (ends2 <= ends)
    return np.stack([*columns, inside, around, np.log1p(ends2 - begins2) / 3], 1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Form:
    """The words of a mention as coreference compares them; ``gender`` is 2 for "he" and "Mr", 1 for "John ...", the
    same below 0 for "she", "Ms" and "Mary ...", and 0 where it is not told.
    """

    plain: str
    words: frozenset[str]
    head: str
    initials: str
    code: tuple[float, ...]
    gender: int = 0


@lru_cache(maxsize=4096)
def form_of(mention: str) -> Form:
    """The form of a mention's words."""
    found = _WORD.findall(mention[:300])
    lower = [w.casefold().removesuffix("’s").removesuffix("'s") for w in found]
    pronoun = [1.0 if len(lower) == 1 and lower[0] in group else 0.0 for group in PRONOUNS]
    named = any(w[:1].isupper() for w in found[1:]) or (
        bool(found) and found[0][:1].isupper() and lower[0] not in _EMPTY
    )
    first = lower[0] if lower else ""
    kept = [w for w in lower if w not in _EMPTY]
    cut = next(
        (i for i, w in enumerate(lower) if i and w in ("of", "in", "for", "from", "who", "which", "that")), len(lower)
    )
    heads = [w for w in lower[:cut] if w not in _EMPTY] or kept
    code = (*pronoun, float(named and not any(pronoun)), float(first == "the"), float(first in _INDEFINITE),
            float((len(heads) > 1 and heads[-1].endswith("s")) or "and" in lower))  # fmt: skip
    capitals = "".join(w[0] for w in found if w[0].isupper()).casefold()
    return Form(" ".join(kept), frozenset(kept), heads[-1] if heads else "", capitals, code, _gender(found, lower))


def _gender(words: list[str], lower: list[str]) -> int:
    """What a pronoun or a title (2), or the first name of a full name (1) tells: masculine, feminine (-), 0 nothing."""
    if not lower:
        return 0
    if len(lower) == 1 or lower[0] in TITLES[0] | TITLES[1]:
        masculine, feminine = (PRONOUNS[HE], PRONOUNS[HE + 1]) if len(lower) == 1 else TITLES
        return 2 if lower[0] in masculine else -2 if lower[0] in feminine else 0
    possessive = any(one != other.casefold() for one, other in zip(lower[:-1], words, strict=False))
    if possessive or not words[0][0].isupper() or not words[1][0].isupper():
        return 0
    masculine, feminine = first_names()
    return 1 if lower[0] in masculine else -1 if lower[0] in feminine else 0


@cache
def first_names() -> tuple[frozenset[str], frozenset[str]]:
    """First names of men and of women."""
    lines = Path(__file__).with_name("first_names.txt").read_text(encoding="utf8").splitlines()[1:]
    masculine, feminine = (frozenset(line.partition(": ")[2].split()) for line in lines)
    return masculine, feminine


def coreference_features(forms: Sequence[Form], later: Ints, earlier: Ints, sentence: Ints, place: Ints) -> Floats:
    """Features [p, .] of pairs of mentions: words shared, how far apart, and what kind of phrase each is.

    ``later`` and ``earlier`` [p] index ``forms``; ``sentence`` [m] is each mention's sentence, ``place`` [m] its rank.
    """
    codes = codes_of(forms)
    return np.concatenate([likeness(forms, later, earlier, sentence, place), codes[later], codes[earlier]], 1)


def codes_of(forms: Sequence[Form]) -> Floats:
    """What kind of phrase each mention is [m, .]."""
    return np.array([f.code for f in forms], dtype=np.float32).reshape(len(forms), -1)


def likeness(forms: Sequence[Form], later: Ints, earlier: Ints, sentence: Ints, place: Ints) -> Floats:
    """The features [p, 14] that both mentions of a pair have together."""
    rows = np.zeros((len(later), LIKENESS), dtype=np.float32)
    for k in np.flatnonzero(_may_share(forms, later, earlier)).tolist():
        a, b = forms[later[k]], forms[earlier[k]]
        if not a.words or not b.words:
            continue
        shared = len(a.words & b.words)
        if shared:
            alike = (
                a.plain == b.plain, a.head == b.head, a.words <= b.words, b.words <= a.words,
                shared / len(a.words | b.words), a.head in b.words or b.head in a.words,
            )  # fmt: skip
            rows[k, :6] = alike
        elif len(a.plain) > 1 and len(b.plain) > 1:
            rows[k, 6] = a.plain == b.initials or b.plain == a.initials
    apart = np.minimum(sentence[later] - sentence[earlier], 8)
    near = np.minimum(place[later] - place[earlier], 60)
    for column, values in enumerate(
        (apart == 0, apart == 1, apart == 2, apart > 2, np.log1p(apart), np.log1p(near), near <= 1), 7
    ):
        rows[:, column] = values
    return rows


def _may_share(forms: Sequence[Form], later: Ints, earlier: Ints) -> npt.NDArray[np.bool_]:
    """Which pairs may share a word or be a name and its initials: a cheap look at all, so that few are compared in full."""
    numbers: dict[str, int] = {}
    bits = np.array(
        [sum({1 << numbers.setdefault(w, len(numbers)) % 63 for w in f.words}) for f in forms], dtype=np.int64
    )
    plain, initials = (
        np.array([numbers.setdefault(x, len(numbers)) for x in texts], dtype=np.int64)
        for texts in ([f.plain for f in forms], [f.initials for f in forms])
    )
    may: npt.NDArray[np.bool_] = (bits[later] & bits[earlier]) != 0
    may |= (plain[later] == initials[earlier]) | (initials[later] == plain[earlier])
    return may
