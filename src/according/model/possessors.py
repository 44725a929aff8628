"""Names of bodies that stand before an office or a force: "Aldevari" in "the Aldevari foreign minister".

The model finds most of them by itself, but not under every name; who is meant is asked of each, as of pronouns.
"""

import re
from collections.abc import Iterator

from according.ledger import Span

_NOUN = (
    r"(?:officials?|spokes(?:man|woman|person|people)|ministers?|ministry|ambassadors?|envoys?|diplomats?|officers?|leaders?|president"
    r"|premier|government|parliament|army|military|forces|troops|soldiers|police|navy|air\sforce|intelligence|warplanes|jets)"
)
_POSSESSOR = re.compile(
    rf"(?:(?<=[\w,;:’'”“\"(–-]\s)|(?<=\b[Tt]he\s)|(?<=\b[Aa]\s)|(?<=\b[Aa]n\s))"
    rf"(?P<name>[A-Z][\w’'-]*\w)(?=(?:\s(?:defen[cs]e|foreign|prime|interior|armed|special|security|military|air|intelligence))?\s{_NOUN}\b)"
    rf"|(?<!\w)(?P<first>[A-Z][\w’'-]*(?:i|an|ish|ese))(?=(?:\s(?:defen[cs]e|foreign|prime|interior|armed|special|security|military|air|intelligence))?\s{_NOUN}\b)"
)


def possessors(text: str) -> Iterator[Span]:
    """The spans of such names, in order."""
    for found in _POSSESSOR.finditer(text):
        yield found.span()
