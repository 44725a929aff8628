"""The words of a relation: the office held, the designation given."""

import re

from according.ledger import Span

_EDGES = re.compile(
    r"^(?:[\s,;:–—()’'-]|s\b|of\b|for\b|in\b|at\b|with\b|by\b|to\b|from\b|the\b|an?\b|who\b|which\b|is\b|was\b|are\b|were\b|as\b|and\b|its\b|their\b|his\b|her\b)+"
    r"|(?:[\s,;:–—()-]|\bof|\bfor|\bin|\bat|\bwith|\bby|\bto|\bfrom|\bthe|\ba|\ban|\bwho|\bwhich|\bis|\bwas|\bas|\band|\bon|[’']s)+$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"(?<![A-Z])[.!?]\s|[“”\"]")
"""Where a sentence or a quotation begins or ends: words on both sides of it say no office."""
_LONGEST = 80


def label_of(text: str, one: Span, other: Span) -> str | None:
    """What stands between or beside the two mentions; ("Turkey's president, X": president).

    None where nothing is left, or the two stand in different sentences or quotations.
    """
    first, second = sorted((one, other))
    if first[1] <= second[0]:
        rest = text[first[1] : second[0]]
    else:  # one lies in the other: "the SDF spokesman"
        outer, inner = (one, other) if one[1] - one[0] >= other[1] - other[0] else (other, one)
        before, after = text[outer[0] : inner[0]], text[inner[1] : outer[1]]
        rest = after if len(after) >= len(before) else before
    if _ELSEWHERE.search(rest):
        return None
    label = _EDGES.sub("", " ".join(rest.split()))
    label = _EDGES.sub("", label)
    return label if 0 < len(label) <= _LONGEST else None
