"""Whether a sentence speaks of what was or of what is to come, near one place in it."""

import re
from functools import cache
from typing import Literal

Tense = Literal["past", "future", ""]
_WINDOW = 200


@cache
def _cues() -> "re.Pattern[str]":
    return re.compile(
        r"(?P<gone>\bhad (?:been|previously) (?:due|scheduled|set|expected|planned)\b(?: to \w+)?)"
        r"|(?P<future>\b(?:will|won['’]t|shall|would|going to|expect(?:s|ed)? to|scheduled|due to|set to"
        r"|plan(?:s|ned|ning)? (?:to|for)|to (?:be|begin|start|take place|meet|resume)|(?:is|are) (?:also )?(?:expected|due|scheduled|set|planned|supposed|likely|heard)|as (?:soon|early) as|is to|are to|hopes? to|intends?|aims? to|wants? to|upcoming|payable|effective)\b"
        r"|['’]ll\b)(?:\s+(?:not|also|be|have|then|soon|only|been)\b)*(?:\s+\w+ed\b|\s+held\b)?"
        r"|\bUnited\b|(?P<past>\b(?:was|were|had|did|said|told|went|came|began|took|gave|made|held|left|fell|rose|led|won|lost|met|sent|found|got"
        r"|became|saw|ran|kept|brought|built|struck|shot|hit|fought|fled|broke|wrote|spoke|drove|since|has|have|\w{2,20}ed)\b)",
        re.IGNORECASE,
    )


@cache
def _ends() -> "re.Pattern[str]":
    return re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])|\n\s*\n")


def tense(text: str, begin: int, end: int) -> Tense:
    """The tense of the nearest cue before ``[begin, end)`` in its sentence, else of the first one after it."""
    start = max(0, begin - _WINDOW)
    before = text[start:begin]
    stops = [found.end() for found in _ends().finditer(before)]
    cues = [cue for cue in _cues().finditer(before, stops[-1] if stops else 0) if cue.lastgroup]
    if cues:
        return "future" if cues[-1].group("future") else "past"
    after = text[end : end + _WINDOW]
    stop = _ends().search(after)
    cue = _cues().search(after, 0, stop.start() if stop else len(after))
    if cue is None or not cue.lastgroup:
        return ""
    return "future" if cue.group("future") else "past"
