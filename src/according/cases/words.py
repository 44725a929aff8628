"""Words as the index holds them, the same for both databases: case, accents and punctuation do not count."""

import re
import unicodedata

_OTHER = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_LONG = re.compile(r"\w{65,}")

_BREAK = re.compile(r"\n\s*|[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W_a-z])")
_SHORT = re.compile(r"(?:\b[A-Z][a-z]{0,3}|\b[A-Za-z])\.$")
_COMMON = frozenset("a an and as at by for from in of on that the to was were with".split())
"""Not in the index: a third of all words, telling nothing. "is", "it", "us" and "who" are, for they are names too."""

_PASSAGE = 600
"""Code points a passage may have; longer sentences are cut at white space."""


def plain(text: str) -> str:
    """``text`` in lower case, without accents and punctuation, one space between words."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = _OTHER.sub(" ", text.casefold()).strip()
    return _LONG.sub(lambda found: found.group()[:64], text) if len(text) > 64 else text


def telling(text: str) -> str:
    """:func:`plain` words of ``text`` without the commonest."""
    return " ".join([word for word in plain(text).split() if word not in _COMMON])


def passages(text: str) -> list[tuple[int, int]]:
    """``text`` cut into sentences or parts of them, in order, as half-open code point ranges; white space is left out."""
    ends = []
    for found in _BREAK.finditer(text):
        if text[found.start()] == "." and _SHORT.search(text[max(0, found.start() - 5) : found.start() + 1]):
            continue  # a title or an initial ("Col. Ashby"), not the end of a sentence
        ends.append(found.end())
    cut: list[tuple[int, int]] = []
    begin = 0
    for end in [*ends, len(text)]:
        while end - begin > _PASSAGE:
            space = text.rfind(" ", begin + 1, begin + _PASSAGE)
            stop = space if space > begin else begin + _PASSAGE
            cut.append((begin, stop))
            begin = stop
        if end > begin:
            cut.append((begin, end))
        begin = end
    trimmed = []
    for begin, end in cut:
        part = text[begin:end]
        left = begin + len(part) - len(part.lstrip())
        right = end - (len(part) - len(part.rstrip()))
        if left < right:
            trimmed.append((left, right))
    return trimmed
