"""One name in several spellings: transliterations of a person's name, and spellings of the words in a body's.

A person's name is reduced to consonants, of which those that transliterations exchange are one ("q", "k"; "dh", "d"), and to
the vowels between them. Vowels are coarse in the key by which candidates are found, and are compared more finely between
two candidates: "Hasan" and "Hassan" may be one, "Hassan" and "Hussein" or "Saad" and "Said" are not.
"""

import re
from functools import lru_cache

_APOSTROPHES = str.maketrans("", "", "'’‘ʼʿʾ`")
_LETTERS = str.maketrans({"đ": "dj", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_DROPPED = frozenset(("al", "el", "ul", "ar", "ash", "ad"))
"""Articles that are written or left out: "al-Sadr", "Sadr"."""
_SERVANT = re.compile(r"\b(?:abd|abed|abdu|abdul|abdel|abdal|abdou)[ -]+(?:(?:al|el|ul|ur|er|ar)[ -]+)?")
_SERVANT_JOINED = re.compile(r"\babd(?:ul|el|al|ur|er)(?=[a-z]{3})")
_SOUNDS = (
    ("tch", "ch"), ("dzh", "j"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("ck", "k"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_C = re.compile(r"c(?!h)")
_DOUBLE = re.compile(r"([^\W\daeiou])\1+")
_VOWELS = re.compile(r"[aeiouyw]+")
_FINAL_H = re.compile(r"(?<=[aeiou])h$")
_SPELLINGS = {
    "defence": "defense", "centre": "center", "programme": "program", "labour": "labor", "harbour": "harbor",
    "armour": "armor", "organisation": "organization", "theatre": "theater", "licence": "license", "honour": "honor",
    "neighbourhood": "neighborhood", "aeroplane": "airplane", "grey": "gray",
}  # fmt: skip


@lru_cache(maxsize=200_000)
def person_key(name: str) -> tuple[str, str]:
    """A coarse and a fine key of a plain person's name of two words or more: coarse ones differ where the names do."""
    name = _SERVANT_JOINED.sub("abd", _SERVANT.sub("abd", name.translate(_LETTERS)))
    words = [w for w in name.split() if w not in _DROPPED] or name.split()
    fine = " ".join(_folded(w) for w in words)
    return re.sub("[eiD]", "a", fine), fine


def _folded(word: str) -> str:
    if not word.isascii() or not word.isalpha():
        return word
    for sound, one in _SOUNDS:
        word = word.replace(sound, one)
    word = _FINAL_H.sub("", _DOUBLE.sub(r"\1", _C.sub("k", word)))
    return _VOWELS.sub(lambda run: _vowel(run.group()), word)


def _vowel(run: str) -> str:
    """``u`` for a run with o or u, the letter of one kind, ``D`` for two or more kinds."""
    if run[0] == "w":
        return "v" + (_vowel(run[1:]) if len(run) > 1 else "")
    run = run.replace("w", "u")
    if "o" in run or "u" in run:
        return "u"
    kinds = set(run.replace("y", "i"))
    return kinds.pop() if len(kinds) == 1 else "D"


def alike(a: str, b: str) -> bool:
    """Whether two fine keys of one coarse key may be one name: e stands for a, i and a diphthong, i for a diphthong."""
    return len(a) == len(b) and all(
        x == y or (x in "aeiD" and y in "aeiD" and ("e" in (x, y) or {x, y} == {"i", "D"}))
        for x, y in zip(a, b, strict=True)
    )


@lru_cache(maxsize=200_000)
def body_key(name: str) -> str:
    """A plain name of a body in one spelling: "Defence", "Defense"; "Mobilisation", "Mobilization"; articles left out."""
    out = []
    for word in name.split():
        word = _SPELLINGS.get(word, word)
        for british, american in (("isation", "ization"), ("ise", "ize")):
            if word.endswith(british) and len(word) > len(british) + 3:
                word = word[: -len(british)] + american
        if word not in _DROPPED:
            out.append(word if word.isascii() and len(word) < 4 else _DOUBLE.sub(r"\1", word))
    return " ".join(out) or name


def without_apostrophes(name: str) -> str:
    """A name without the marks that transliterations put in or leave out: "Hay'at", "Hayat"."""
    return name.translate(_APOSTROPHES)
