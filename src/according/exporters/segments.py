"""Overlapping spans cut into segments that do not overlap, so that they can be marked in a text."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from according.ledger import Spans

Role = Literal["source", "cue", "content", "words", "cell"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
"""The parts of a statement. Other records have words that name them (a mention, a trigger), and cells."""
Mark = tuple[str, Role]
"""The key of a statement or another record, and the part that the words play in it."""


class Segment(NamedTuple):
    """``[begin, end)`` in code points, and the marks that lie on every one of them."""

    begin: int
    end: int
    marks: frozenset[Mark]


def segments(text: str, spans_by_statement: Mapping[str, Mapping[Role, Spans]]) -> list[Segment]:
    """``text`` cut wherever a span begins or ends: the segments joined are the text, none is empty.

    Spans are cut off at the ends of the text; empty ones are left out.
    """
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for key, parts in spans_by_statement.items():
        for role, spans in parts.items():
            for begin, end in spans:
                begin, end = max(begin, 0), min(end, len(text))
                if begin < end:
                    opening[begin].append((key, role))
                    closing[end].append((key, role))
    cut: list[Segment] = []
    lying: Counter[Mark] = Counter()  # counted, because pieces of one content may overlap
    for begin, end in pairwise(sorted({0, len(text), *opening, *closing})):
        lying.update(opening[begin])
        for mark in closing[begin]:
            lying[mark] -= 1
            if not lying[mark]:
                del lying[mark]
        cut.append(Segment(begin, end, frozenset(lying)))
    return cut
