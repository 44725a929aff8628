"""A relation as a phrase states it, and the mentions of a text looked up by where they begin and end."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.ledger import ACTOR_TYPES, FoundMention, FoundRelation, Span

SURE = 0.9
"""The probability given to a relation that a phrase states."""
SPACE = r"(?:[^\S\n]|\n(?![^\S\n]*\n))"
"""Between the words of a phrase: a line may break in it, a paragraph may not."""
ARTICLE = r"(?:the|an?)"
_LONG = re.compile(r"[,;:()–—\n]|\b(?:who|which|that|whose|where|when)\b")
_ARTICLE_BEFORE = re.compile(rf"(?:^|(?<=\W)){ARTICLE}\s$", re.IGNORECASE)
_GOES_ON = re.compile(
    rf"[’'](?=s|\W)|[-–‑]\w|{SPACE}(?!(?:and|or|but|in|at|on|of|to|for|from|by|with|as|who|whom|which|that|when|where|while|after"
    r"|before|during|since|until|over|under|against|about|amid|into|if|because|is|are|was|were|be|has|have|had|will|would|can"
    r"|could|may|might|must|should|did|does|says?|said|tells|told|also|then|later|now|not|never|met|left|went|came|made|took"
    r"|gave|spoke|wrote|held|sent|fled|led|won|lost|died)\b|(?!armed\b|united\b)\w+(?:ed|ly)\b)[^\W\d_A-Z]"
)
_FORCE = re.compile(
    rf"(?:[’']s)?(?:{SPACE}[a-z-]+){{0,2}}?{SPACE}(?:army|military|forces|troops|soldiers|police|navy|air\sforce|government|officials?"
    r"|ministry)(?=\s?[,;:(–—]|\s(?:who|which|that|whose|where|when)\b|$)",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"(?:abu|al|as|ad|el|bin|ibn|de|van|von)(?!\w)")
_BARE = re.compile(
    r"(?:(?:the|an?|its|some|senior|former|most|all|many|more|local|two|three|four|five|six|seven|eight|nine|ten|[\d,.]+)\s)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation between two mentions, and the words of the phrase: the same ones whatever names stand in it."""

    found: FoundRelation
    evidence: Span


class Beside:
    """Mentions of actors and nationalities, looked up by where they begin and end: each time the whole name first.

    Of "the Front, which left the town", "the Front" is the name. Mentions are given by their index.
    """

    def __init__(self, text: str, mentions: Sequence[FoundMention]) -> None:
        self.text, self.mentions = text, mentions
        kept = [k for k, m in enumerate(mentions) if m.type in ACTOR_TYPES or m.type == "NATIONALITY"]
        self._by_begin = sorted((mentions[k].span[0], -mentions[k].span[1], k) for k in kept)
        self._by_end = sorted((mentions[k].span[1], mentions[k].span[0], k) for k in kept)

    def beginning(self, at: int) -> list[int]:
        """The mentions that begin at a code point, the longest name first."""
        first = bisect_left(self._by_begin, (at,))
        last = bisect_left(self._by_begin, (at + 1,))
        return self._names_first([k for _, _, k in self._by_begin[first:last]])

    def ending(self, at: int) -> list[int]:
        """The mentions that end at a code point, the longest name first."""
        first = bisect_left(self._by_end, (at,))
        last = bisect_left(self._by_end, (at + 1,))
        return self._names_first([k for _, _, k in self._by_end[first:last]])

    def first(self, begin: int, end: int) -> Iterator[int]:
        """Where mentions begin in a stretch, in order."""
        for at, _, _ in self._by_begin[bisect_left(self._by_begin, (begin,)) : bisect_left(self._by_begin, (end + 1,))]:
            yield at

    def last(self, begin: int, end: int) -> Iterator[int]:
        """Where mentions end in a stretch, the last first."""
        for at, _, _ in reversed(
            self._by_end[bisect_left(self._by_end, (begin,)) : bisect_left(self._by_end, (end + 1,))]
        ):
            yield at

    def over(self, span: Span, reach: int) -> list[int]:
        """The mentions that hold a span and begin not further before it than ``reach``, the longest first."""
        first = bisect_left(self._by_begin, (span[0] - reach,))
        last = bisect_right(self._by_begin, (span[0] + 1,))
        return [k for _, end, k in self._by_begin[first:last] if -end >= span[1]]

    def words(self, k: int) -> str:
        """The words of a mention."""
        return self.text[slice(*self.mentions[k].span)]

    def _names_first(self, found: list[int]) -> list[int]:
        return sorted(found, key=lambda k: bool(_LONG.search(self.words(k))))


def evidence_of(text: str, one: Span, other: Span) -> Span:
    """The words that two mentions and what stands between them are: with an article before, without a clause after.

    How far the model takes a mention to reach hangs on the names in it; what a reader is shown should not.
    """
    begin, end = min(one[0], other[0]), max(one[1], other[1])
    last = max(one, other)  # of two that are nested the inner one
    clause = _LONG.search(text, last[1], end) or _LONG.search(text, max(last[0] + 1, min(one[1], other[1])), end)
    if clause:
        end = max(last[0] + 1, begin + len(text[begin : clause.start()].rstrip()))
    article = _ARTICLE_BEFORE.search(text, max(0, begin - 5), begin)
    return closed(text, (article.start() if article else begin, end))


def goes_on(text: str, end: int) -> bool:
    """Whether words that end there only belong to what follows: "the Front" in "the Front's office", "the Veldran opposition"."""
    return bool(_GOES_ON.match(text, end))


def begins_name(words: str) -> bool:
    """Whether words may be somebody's name: "Ilse", "al-Hadi"; in scripts without capitals any may."""
    return not words[:1].islower() or bool(_PARTICLE.match(words))


def closed(text: str, span: Span) -> Span:
    """A span with the bracket that closes one opened in it."""
    begin, end = span
    return (
        (begin, end + 1)
        if text.count("(", begin, end) > text.count(")", begin, end) and text[end : end + 1] == ")"
        else span
    )


def is_part(text: str, one: Span, other: Span) -> bool:
    """Whether one of two mentions is a force or office of the other, which stands in it: "the Veldran army" and "Veldran".

    The force has to be what the mention names: "the Veldran army defectors" are none.
    """
    inner, outer = sorted((one, other), key=lambda s: s[1] - s[0])
    if not (outer[0] <= inner[0] and inner[1] < outer[1]):
        return False
    return bool(_BARE.fullmatch(text, outer[0], inner[0]) and _FORCE.match(text, inner[1], outer[1]))
