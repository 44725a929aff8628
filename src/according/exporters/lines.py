"""Lines of a terminal: wrapped to its width, with nothing in them that it would obey."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from according.exporters.plain import one_line
from according.exporters.visible import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

LONGEST = 400
"""Content longer than this many code points is shortened on the screen."""

_NARROWEST = 24  # columns that words get at least, however narrow the terminal
_BIDI_CONTROLS = re.compile("[\u202a-\u202c\u2066-\u2069]")  # embeddings may spill over the rest of a terminal's line
_TYPED = str.maketrans({
    "“": '"', "”": '"', "‘": "'", "’": "'", "·": "-", "…": "...", "–": "-", "—": "-", "→": "->", "•": "*", "│": "|",
})  # fmt: skip


def clean(text: str) -> str:
    """``text`` on one line, with nothing in it that a terminal obeys."""
    return visible(one_line(_BIDI_CONTROLS.sub("", text)))


def shortened(text: str, longest: int = LONGEST) -> str:
    """``text``, cut at a space where it is longer than ``longest``."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0] + " …"


def wrapped(words: Text, console: Console, first: str, rest: str, width: int | None = None) -> Iterable[Text]:
    """``words`` in lines as wide as the console (or ``width``), the first after ``first``, the others after ``rest``."""
    from rich.text import Text

    room = max(_NARROWEST, (width or console.width) - max(len(first), len(rest)))
    for n, line in enumerate(words.wrap(console, room)):
        line.rstrip()
        yield Text.assemble((first if n == 0 else rest, "dim"), line)


def speaks_unicode(console: Console) -> bool:
    """Whether a console can show lines and quotation marks."""
    return console.encoding.lower().startswith("utf")


def typewritten(line: str, encoding: str) -> str:
    """What a terminal cannot encode as on a typewriter, or as "?", instead of an error."""
    return line.translate(_TYPED).encode(encoding, "replace").decode(encoding)
