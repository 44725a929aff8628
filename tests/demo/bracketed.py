"""Bracket drafts: a span is written as its words in [square brackets], with enough of the text around to be unique.

Where the words around hold square brackets themselves, the span is marked with [[two]].
"""

import re
from typing import Any

from according.ledger import Span

SPAN_CELLS = ("source", "cue", "content", "mentions", "trigger", "span", "evidence")

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


def resolve_all(cell: str | list[str] | None, text: str) -> list[list[int]]:
    """The spans of one cell: a mark, several, or none."""
    marks = [cell] if isinstance(cell, str) else cell or []
    return [list(resolve(mark, text)) for mark in marks]


def ledger_of(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """A draft as a gold ledger: every mark becomes its spans, and a statement's speaker becomes the actor's id.

    Raises ValueError on a mark that points nowhere or twice.
    """

    def resolved(record: dict[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, cell in record.items():
            if key in SPAN_CELLS:
                out[key] = resolve_all(cell, text)
            elif key in ("places", "times", "counts"):
                out[key] = [resolved(each) for each in cell]
            else:
                out[key] = cell
        return out

    ledger: dict[str, Any] = {"doc": gold["doc"]}
    for kind in ("actors", "statements", "events", "relations", "differences"):
        ledger[kind] = [resolved(record) for record in gold[kind]]
    for statement in ledger["statements"]:
        statement["speaker"] = statement.pop("actor")
    return ledger
