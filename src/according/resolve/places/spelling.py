"""How place names are compared: two keys for a name, one strict and one that forgives transliteration.

``strict`` levels case, accents, apostrophes, hyphens and common abbreviations. ``loose`` also drops the Arabic article,
levels vowels by class and consonants that Latin spellings of Arabic, Persian, Kurdish, Hebrew and Cyrillic names mix
up (Deir Ezzor, Deir ez-Zor, Dayr az-Zawr). Two names that differ may share a loose key, so a match by it needs more.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "a", "ħ": "h",
        "ŋ": "ng", "‘": "", "’": "", "'": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "`": "", "´": "", "ʹ": "", "ʺ": "",
        "″": "", "′": "", "“": "", "”": "", '"': "",
    }
)  # fmt: skip
_LETTER_STOPS = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?")
_WORD = re.compile(r"[a-z0-9]+")
_LEVEL = {
    "saint": "st", "sainte": "st", "mount": "mt", "fort": "ft", "and": "&",
    "northern": "north", "southern": "south", "eastern": "east", "western": "west",
    "nord": "north", "sud": "south", "ouest": "west",
}  # fmt: skip
"""Words that stand for each other in names: "Southern Darfur" and "South Darfur", "Nord-Kivu" and "North Kivu"."""
_ARTICLE = re.compile(r"(?:a|e|u|i)(?:l|[dnrstz]|dh|sh|th|dj|j)")
_DOUBLED = re.compile(r"[aeiu](?=([bdhlnrstz])\1[aeiou]|shsh|dhdh|thth)")
_CONSONANTS = (
    ("ph", "f"), ("sch", "s"), ("tch", "s"), ("ch", "s"), ("sh", "s"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("dzh", "g"), ("dj", "g"), ("zh", "g"), ("j", "g"), ("tz", "ts"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"),
)  # fmt: skip
_DOUBLE = re.compile(r"([a-z])\1+")
_SILENT_H = re.compile(r"(?<=[aeiou])h(?=[^aeiouy]|$)")
_VOWELS = re.compile(r"[aeiou](?:[aeiouy]|w(?![aeiou]))*|(?<!^)y[aeiouy]*")


@lru_cache(maxsize=100_000)
def strict(name: str) -> str:
    """``name`` in lower-case ASCII words with single spaces; empty where no letter of it is Latin."""
    text = name.casefold()
    if not text.isascii() or "'" in text or "`" in text or '"' in text:
        decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
        if not text.isascii() and any(c.isalpha() and c > "\u02ff" for c in text):
            return ""
    if "." in text:
        text = _LETTER_STOPS.sub(lambda m: m[0].replace(".", "") + " ", text)
    words = _WORD.findall(text)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join([_LEVEL.get(w, w) for w in words])


def without_article(key: str) -> str:
    """A strict key without its Arabic articles: "ar raqqah" is "raqqah", "deir ez zor" is "deir zor"."""
    words = key.split(" ")
    kept = [w for i, w in enumerate(words) if i + 1 == len(words) or not _is_article(w, words[i + 1])]
    return " ".join(kept)


def _is_article(word: str, following: str) -> bool:
    """Whether ``word`` is al-, el- or a form of it made like the next word's first consonant (ash-Sham)."""
    if not _ARTICLE.fullmatch(word):
        return False
    return word[1:] == "l" or following.startswith(word[1:])


@lru_cache(maxsize=100_000)
def loose(key: str) -> str:
    """The loose key of a strict key: no spaces, no articles, one letter for each class of sounds."""
    return "".join([_loose_word(w) for w in without_article(key).split(" ")])


@lru_cache(maxsize=100_000)
def _loose_word(word: str) -> str:
    word = _DOUBLED.sub("", word, count=1) if _DOUBLED.match(word) else word
    for pair, letter in _CONSONANTS:
        if pair in word:
            word = word.replace(pair, letter)
    word = _SILENT_H.sub("", word)
    word = _VOWELS.sub(_vowel_class, word).replace("w", "v")
    return _DOUBLE.sub(r"\1", word)


def _vowel_class(m: re.Match[str]) -> str:
    group = m[0]
    if m.start() == 0 or m.end() == len(m.string):
        return "a"
    if "i" in group or "y" in group or "ee" in group:
        return "i"
    return "u" if "u" in group or "o" in group or "w" in group else "a"


def hashed(key: str) -> int:
    """The first 38 bits of the BLAKE2b digest of a key: what the index stores in place of the name."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big") >> 2


def strict_hash(key: str) -> int:
    """The 38-bit hash of a strict key."""
    return hashed(key)


def loose_hash(key: str) -> int:
    """The 38-bit hash of a loose key; the mark keeps the two kinds apart."""
    return hashed("~" + key)
