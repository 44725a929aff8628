"""Names of bodies that stand before an office or a force: "Aldevari" in "the Aldevari foreign minister".

The model finds most of them by itself, but not under every name; who is meant is asked of each, as of pronouns.
"""

import re
from collections.abc import Iterator

from according.ledger import Span

_POSSESSOR = re.compile(
    r"(?<![\w’'-])(?:[A-Z][\w’'-]*\w)"
    r"(?=\s(?:(?:defen[cs]e|foreign|prime|interior|military|intelligence|Defen[cs]e|Foreign|Prime|Interior)\s)?"
    r"(?:officials?|spokes(?:man|woman|person|people)|[Mm]inisters?|ministry|ambassadors?|envoys?|diplomats?|officers?|leaders?"
    r"|[Pp]resident|premier|government|parliament|army|police|navy|air\sforce)\b)"
)
_WORD_BEFORE = re.compile(r"(?:^|(?<=[^\w’'-]))([\w’'-]+)[^\S\n]$")
_ADJECTIVE = re.compile(r".*(?:i|an|ish|ese)$")
_ARTICLES = frozenset({"The", "A", "An"})
_LONGEST = 40


def possessors(text: str) -> Iterator[Span]:
    """The spans of such names, in order: single words with a capital that follow a small word or an article.

    Where one begins a sentence it needs an adjective's ending, for any word has a capital there.
    """
    for found in _POSSESSOR.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, found.start() - _LONGEST), found.start())
        named = not before[1][0].isupper() or before[1] in _ARTICLES if before else _ADJECTIVE.match(found[0])
        if named:
            yield found.span()
