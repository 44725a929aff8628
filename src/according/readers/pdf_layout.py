"""Lines on pages to paragraphs: line breaks joined, words split by a hyphen made whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_BULLET = re.compile(r"(?:[•▪●‣–—*]|\(?[0-9]{1,2}[.)])\s")
_SPLIT_WORD = re.compile(r"([^\W\d_]+)-$")
_REST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and its box on the page, in points, the origin at the bottom left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """The text of a document, a paragraph a line. Headers and footers stay where they stand."""
    words = {match[0].lower() for page in pages for line in page for match in _WORD.finditer(line.text)}
    joined: list[str] = []
    last: Line | None = None
    for page in pages:
        lines = [line for line in page if line.text.strip()]
        spacing = _usual_spacing(lines)
        right = max((line.right for line in lines), default=0.0)
        for number, line in enumerate(lines):
            new = last is None or (
                _breaks(last, line, spacing, right) if number else not _goes_on(last.text, line.text)
            )
            if new:
                joined.append(line.text.strip())
            else:
                joined[-1] = _join(joined[-1], line.text.strip(), words)
            last = line
    return "\n".join(joined)


def _usual_spacing(lines: Sequence[Line]) -> float:
    """The distance from one line to the next that is usual on this page, in points."""
    drops = [above.bottom - below.bottom for above, below in pairwise(lines)]
    return median([drop for drop in drops if drop > 0] or [0.0])


def _breaks(above: Line, below: Line, spacing: float, right: float) -> bool:
    """Whether ``below`` begins a paragraph of its own."""
    drop, height = above.bottom - below.bottom, max(above.top - above.bottom, 1.0)
    if drop < -height or abs(drop) < 0.3 * height:  # another column, or a cell beside it
        return not _goes_on(above.text, below.text)
    if drop > 1.4 * max(spacing, height):
        return True
    if abs((below.top - below.bottom) / height - 1) > 0.2 or _BULLET.match(below.text.lstrip()):
        return True
    indented = 0.7 * height < below.left - above.left < 6 * height
    ended = bool(_SENTENCE_END.search(above.text.rstrip()))
    short = right - above.right > 0.15 * max(right - above.left, 1.0)
    return ended and (indented or short)


def _goes_on(above: str, below: str) -> bool:
    """Whether a sentence plainly runs from one page or column to the next."""
    return not _SENTENCE_END.search(above.rstrip()) and below.lstrip()[:1].islower()


def _join(above: str, below: str, words: Iterable[str]) -> str:
    """Two lines as one. A hyphen between two halves of a word goes, one within a compound stays."""
    if above.endswith(("\xad", "\ufffe")):
        return above[:-1] + below
    if not above.endswith("-"):
        return f"{above} {below}"
    half, rest = _SPLIT_WORD.search(above), _REST.match(below)
    if half is None or rest is None:
        return above + below if below[:1].isalnum() and above[-2:-1].isalnum() else f"{above} {below}"
    whole, compound = (half[1] + rest[0]).lower(), f"{half[1]}-{rest[0]}".lower()
    if rest[0][0].isupper() or (compound in words and whole not in words):
        return above + below
    return above[:-1] + below
