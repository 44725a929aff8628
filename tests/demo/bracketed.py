"""Bracket drafts: a span is written as its words in [square brackets], with enough of the text around to be unique.

Where the words around hold square brackets themselves, the span is marked with [[two]].
"""

import re

from according.ledger import Span

_SINGLE = re.compile(r"([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)")
_DOUBLE = re.compile(r"(.*?)\[\[(.+?)\]\](.*)", re.DOTALL)


def resolve(marked: str, text: str) -> Span:
    """The span of ``text`` that ``marked`` points to; raises ValueError unless there is exactly one."""
    pattern = _DOUBLE if "[[" in marked else _SINGLE
    match = pattern.fullmatch(marked)
    if match is None:
        raise ValueError(f"mark one span in [brackets]: {marked!r}")
    before, words, after = match.groups()
    if words != words.strip():
        raise ValueError(f"no space at the edges of a span: {marked!r}")
    found = [hit.start() for hit in re.finditer(f"(?={re.escape(before + words + after)})", text)]
    if len(found) != 1:
        raise ValueError(f"must occur once in the text, occurs {len(found)} times: {marked!r}")
    begin = found[0] + len(before)
    return begin, begin + len(words)
