"""How a content is quoted: wholly, in part, or not at all."""

import re

from according.ledger import Mode, Spans

_QUOTED = re.compile(
    r"“[^”]*(?:”|$)"  # a paragraph of a continued quotation has no closing mark of its own
    r'|"(?:[^"]+|(?<=\n)")*(?:"|$)'  # nor here: at the beginning of a line the mark opens once more
    r"|«[^»]*(?:»|$)"
    r"|(?<!\w)‘(?!\d\ds\b).*?(?:’(?!\w)|$)"  # the '90s are not quoted
    r"|(?<!\w)'(?!\d\ds\b).*?(?:'(?!\w)|$)",
    re.DOTALL,
)
_TAIL = re.compile(r"^[^”“\"]*”")
_LETTER = re.compile(r"\w")


def mode_of(content: Spans, text: str) -> Mode:
    """``direct`` where all words of the content stand in quotation marks of its own, ``mixed`` where some do.

    The pieces are read as lines of one text, so a piece that goes on after an editor's brackets is still quoted. A
    statement nested in a quotation is judged by the marks within its own content.
    """
    joined = "\n".join(text[begin:end] for begin, end in content)
    inside = sum(len(_LETTER.findall(m.group())) for m in _QUOTED.finditer(joined))
    tail = _TAIL.match(joined)  # the content was cut within a quotation: its closing mark still tells
    if tail:
        inside += len(_LETTER.findall(tail.group()))
    if not inside:
        return "indirect"
    return "direct" if inside >= len(_LETTER.findall(joined)) else "mixed"
