"""A text as words, numbers and marks with their places."""

import re
from array import array
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|\n[ \t\r]*\n\s*|[^\w\s]|_+"
)
_BREAKS = frozenset(".!?;:…")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: where each token begins and ends, and its words in lower case. A blank line is one token, ``\\n``."""

    text: str
    begins: "array[int]"
    ends: "array[int]"
    lower: list[str]

    def touching(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without white space."""
        return i > 0 and i < len(self.begins) and self.begins[i] == self.ends[i - 1]

    def word(self, i: int) -> str:
        """The lower-case token, empty outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def capital(self, i: int) -> bool:
        """Whether the token begins with a capital letter."""
        return 0 <= i < len(self.begins) and self.text[self.begins[i]].isupper()

    def breaks(self, i: int) -> bool:
        """Whether a sentence ends at token ``i`` (or the text does)."""
        word = self.word(i)
        return not word or word[0] in _BREAKS or word[0] == "\n"


def tokens_of(text: str) -> Tokens:
    """Every token of ``text``, in order; linear in its length."""
    begins, ends = array("i"), array("i")
    lower: list[str] = []
    shared: dict[str, str] = {}
    for found in _TOKEN.finditer(text):
        begin, end = found.span()
        begins.append(begin)
        ends.append(end)
        word = text[begin:end].lower()
        lower.append("\n" if word[0] in "\n" else shared.setdefault(word, word))
    return Tokens(text, begins, ends, lower)
