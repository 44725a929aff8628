"""Spans: half-open ``[begin, end)`` ranges of code points in a document's text."""

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]


def words_of(spans: Spans, text: str, gap: str = " … ") -> str:
    """The exact words under ``spans``, pieces joined by ``gap``."""
    return gap.join(text[begin:end] for begin, end in spans)


def inside(inner: Span, outer: Spans) -> bool:
    """Whether ``inner`` lies wholly in one piece of ``outer``."""
    return any(begin <= inner[0] and inner[1] <= end for begin, end in outer)


def trimmed(span: Span, text: str) -> Span | None:
    """``span`` without white space at its edges; None where nothing is left."""
    begin, end = span
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return (begin, end) if begin < end else None


def length(spans: Iterable[Span]) -> int:
    """How many code points lie under ``spans``."""
    return sum(end - begin for begin, end in spans)
