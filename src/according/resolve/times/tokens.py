"""A text as a string of one-character codes, one a token, on which the patterns of times are matched."""

import re
from array import array
from functools import cache
from typing import Any

from according.resolve.times.lexicon import COUNTED, HOLIDAY_STARTS, HOLIDAYS, MONTHS, WORDS, ZONES

_SHORT = frozenset({month[:3] for month in MONTHS if month != "may"} | {"sept"})
_MARKS = {"-": "-", "–": "-", "—": "-", "/": "/", ",": ",", "(": "(", ")": ")", "'": "'", "’": "'", "&": "C", "½": "2"}


@cache
def _tokens() -> "re.Pattern[str]":
    return re.compile(
        r"(?P<stamp>\d{4}-\d{1,2}-\d{1,2}(?:T\d{2}:\d{2}(?::\d{2})?)?(?![\d-])|\d{1,4}/\d{1,2}/\d{1,4}(?![\d/])"
        r"|\d{1,2}\.\d{1,2}\.\d{4}(?!\.?\d)|\d{1,2}-\d{1,2}-\d{4}(?![\d-]))"
        r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
        r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)"
        r"|(?P<decade>\d{2,3}0['’]?s\b|['’]?\d0s\b)"
        r"|(?P<short>['’]\d\d\b)"
        r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        r"|(?P<half>(?<![^\W\d_])(?:[ap]\.m\b\.?|[ap]m\b|[AP]\.M\b\.?|[AP]M\b))"
        r"|(?P<era>(?<![^\W\d_])(?:B\.C\b\.?(?:E\b\.?)?|BCE?\b|A\.D\b\.?|AD\b|C\.E\b\.?|CE\b))"
        r"|(?P<word>[^\W\d_]+(?:['’]clock\b)?)"
        r"|(?P<break>\n[ \t\r]*\n\s*)"
        r"|(?P<mark>[^\w\s])"
    )


@cache
def _holidays() -> "re.Pattern[str]":
    names = "|".join(sorted(map(re.escape, HOLIDAYS), key=len, reverse=True)).replace("'", "['’]")
    return re.compile(rf"(?:{names})(?!\w)", re.IGNORECASE)


@cache
def _clock_letters() -> "re.Pattern[str]":
    return re.compile(r"(?:[ap]\.?m|h(?:ou)?rs?|h|bce?|ad|ce)\b", re.IGNORECASE)


@cache
def _counted() -> "re.Pattern[str]":
    return re.compile(
        r"[ -](?:(?!and |or |but |in |when |were |was |had |killed |as |after |at |by |with |the |to )\w{1,15} )?(?:"
        + "|".join(sorted(COUNTED))
        + r")\b"
    )


class Coded:
    """``codes[i]`` is the code of the token from ``begins[i]`` to ``ends[i]``; ``meanings`` holds what it means, by index."""

    __slots__ = ("begins", "codes", "ends", "meanings", "text")

    def __init__(
        self, text: str, codes: str, begins: "array[int]", ends: "array[int]", meanings: dict[int, Any]
    ) -> None:
        self.text, self.codes, self.begins, self.ends, self.meanings = text, codes, begins, ends, meanings

    def word(self, index: int) -> str:
        """The token's words."""
        return self.text[self.begins[index] : self.ends[index]]


def coded(text: str) -> Coded:
    """Every token of the text with its code; ``.`` is a token that has nothing to do with time."""
    codes: list[str] = []
    begins, ends = array("i"), array("i")
    meanings: dict[int, Any] = {}
    known, done = WORDS.get, 0
    for found in _tokens().finditer(text):
        kind = found.lastgroup
        begin, end = found.span()
        if begin < done:
            continue
        code, meaning = ".", None
        if kind == "word":
            word = found.group()
            lower = word.lower()
            entry = known(lower)
            if lower in HOLIDAY_STARTS and (not word.islower() or lower == "election"):
                code, meaning, end = _holiday(text, begin, end, entry)
            elif entry is not None:
                code, meaning, end = _word(text, word, lower, entry, begin, end)
            elif lower in ZONES and word.isupper():
                code = "$"
        elif kind == "mark":
            code = _MARKS.get(found.group(), ".")
        else:
            code, meaning = _number(text, found.group(), kind or "", begin, end, codes)
        done = end
        if meaning is not None:
            meanings[len(codes)] = meaning
        codes.append(code)
        begins.append(begin)
        ends.append(end)
    return Coded(text, "".join(codes), begins, ends, meanings)


def _holiday(text: str, begin: int, end: int, entry: tuple[str, Any] | None) -> tuple[str, Any, int]:
    found = _holidays().match(text, begin, begin + 40)
    if found:
        return "@", HOLIDAYS[found.group().lower().replace("’", "'")], found.end()
    return (*(_word(text, text[begin:end], text[begin:end].lower(), entry, begin, end) if entry else (".", None, end)),)


def _word(text: str, word: str, lower: str, entry: tuple[str, Any], begin: int, end: int) -> tuple[str, Any, int]:
    """Names of months and days are capitalised; the short ones need a full stop, a number beside them, or a comma."""
    code, meaning = entry
    if code in "MmWwV":
        if word == lower:
            return ".", None, end
        dot = text[end : end + 1] == "."
        if lower in _SHORT:
            after, before = text[end + dot : end + dot + 2].lstrip(), text[max(0, begin - 2) : begin].rstrip(" -")
            if not (dot or after[:1].isdigit() or before[-1:].isdigit()):
                return ".", None, end
            return "M", meaning, end + dot
        if code == "w":
            return (code, meaning, end + dot) if dot or text[end : end + 1] == "," else (".", None, end)
    elif code == "D" or code == "I":
        return (
            (".", None, end)
            if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
            else (code, meaning, end)
        )
    return code, meaning, end


def _number(text: str, words: str, kind: str, begin: int, end: int, codes: list[str]) -> tuple[str, Any]:
    if kind == "break":
        return "|", None
    if kind == "half":
        return "a", words.lower().startswith("p")
    if kind == "era":
        return "=", words.upper().startswith("B")
    before = text[begin - 1] if begin else " "
    if before.isalnum() or before in "$£€#_@\\" or (before in ".:" and begin > 1 and text[begin - 2].isdigit()):
        return ".", None
    if kind == "stamp":
        return "#", words
    if kind == "clock":
        return "c", _clock(words)
    if kind == "decade":
        return "E", int("".join(letter for letter in words if letter.isdigit()))
    if kind == "short":
        return "y", int(words[1:])
    if before == "-" and begin > 1 and text[begin - 2].isalpha() and len(codes) > 1 and codes[-2] == ".":
        return ".", None
    after = text[end : end + 1]
    if kind == "ordinal":
        return "O", int(words[:-2])
    if after and (after in "%°" or (after.isalpha() and not _clock_letters().match(text, end))):
        return ".", None
    if len(words) > 15:
        return ".", None
    number = float(words.replace(",", "")) if "." in words else int(words.replace(",", ""))
    if isinstance(number, int):
        if len(words) == 4 and 1000 <= number <= 2999:
            years = codes and codes[-1] in "iZ"  # in 2014, since 2014
            return ("Y" if years or not _counted().match(text, end) else "N"), number
        if len(words) <= 2 and 1 <= number <= 31:
            return "d", number
    return "N", number


def _clock(words: str) -> str | None:
    hour, minute = (int(part) for part in words.split(":")[:2])
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None
