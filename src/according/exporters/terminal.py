"""The ledger on a terminal: who, stance, cue and words, nested statements under their outer one.

Colour is for the eye only: everything is also told in words. The report's text is data: control characters are shown
or dropped, and markup in it is never read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from according.exporters.outline import STANCE_VERBS, Entry, outline, tally
from according.exporters.visible import visible
from according.ledger import Reading, Stance, words_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

LONGEST = 400
"""Content longer than this many code points is shortened on the screen."""

STANCE_COLOURS: dict[Stance, str] = {
    "assert": "cyan", "confirm": "green", "deny": "red", "accuse": "bright_red", "predict": "blue",
    "propose": "bright_cyan", "demand": "yellow", "question": "magenta", "believe": "bright_blue",
    "feel": "bright_magenta",
}  # fmt: skip

_DEEPEST = 8  # indentation stops here; deeper statements say how deep they lie
_NARROWEST = 24  # columns that words get at least, however narrow the terminal
_BIDI_CONTROLS = re.compile("[\u202a-\u202c\u2066-\u2069]")  # embeddings may spill over the rest of a terminal's line
_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "·": "-", "…": "...", "–": "-", "—": "-"})
_UNICODE_GUIDES = {"branch": "├─ ", "last": "└─ ", "through": "│  ", "blank": "   "}
_ASCII_GUIDES = {"branch": "|- ", "last": "`- ", "through": "|  ", "blank": "   "}


def print_reading(reading: Reading, console: Console) -> None:
    """Print one reading on ``console``, as wide as it is."""
    for line in _lines(reading, console):
        if not _speaks_unicode(console):
            # What the terminal cannot encode is written as on a typewriter, or becomes "?", instead of an error.
            line.plain = line.plain.translate(_TYPED).encode(console.encoding, "replace").decode(console.encoding)
        # Wrapped already: rich must not wrap or crop again.
        console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _lines(reading: Reading, console: Console) -> Iterator[Text]:
    from rich.text import Text

    document, entries = reading.document, outline(reading)
    facts = [_clean(fact) for fact in (document.publisher, document.published, document.name) if fact]
    yield from _wrapped(Text(" · ".join(facts), "dim"), console, "", "")
    if document.title:
        yield from _wrapped(Text(_clean(document.title), "bold"), console, "", "")
    counts = ", ".join(tally(entries)) if entries else "No statements found."
    yield from _wrapped(Text(counts, "dim"), console, "", "")

    guides = _UNICODE_GUIDES if _speaks_unicode(console) else _ASCII_GUIDES
    indents = _indents(entries, guides)
    for entry, (first, rest) in zip(entries, indents, strict=True):
        if entry.depth == 0:
            yield Text()
        yield from _wrapped(_heading(entry, document.text), console, first, rest)
        content = _shortened(_clean(words_of(entry.statement.content, document.text)))
        yield from _wrapped(Text(content), console, rest, rest)

    if reading.problems:
        yield Text()
        for problem in reading.problems:
            where = f" (line {document.text.count(chr(10), 0, problem.span[0]) + 1})" if problem.span else ""
            note = Text.assemble(("note: ", "bold"), _clean(problem.message), (where, "dim"))
            yield from _wrapped(note, console, "", "      ")


def _speaks_unicode(console: Console) -> bool:
    return console.encoding.lower().startswith("utf")


def _heading(entry: Entry, text: str) -> Text:
    """Speaker (the source's own words), stance, cue, place: on one line where it fits."""
    from rich.text import Text

    s = entry.statement
    who, source, cue = _clean(entry.who(text)), _clean(words_of(s.source, text)), _clean(words_of(s.cue, text))
    heading = Text(who, "bold" if s.source or s.speaker else "italic")
    if source and source != who:
        heading.append(f" ({source})", "dim")
    heading.append(" · ", "dim").append(STANCE_VERBS[s.stance], STANCE_COLOURS[s.stance])
    if cue:
        heading.append(" · ", "dim").append(f"“{cue}”")
    deep = f" · {entry.depth} deep" if entry.depth > _DEEPEST else ""
    return heading.append(f" · line {entry.line}, offset {entry.begin}{deep}", "dim")


def _indents(entries: tuple[Entry, ...], guides: dict[str, str]) -> list[tuple[str, str]]:
    """For each entry what its first line and its other lines begin with, tree lines included."""
    last_of = {entry.outer: index for index, entry in enumerate(entries)}
    with_nested = {entry.outer for entry in entries}
    indents: list[tuple[str, str]] = []
    below: list[str] = []  # for each entry, what the first lines of those nested in it begin with, before their branch
    for index, entry in enumerate(entries):
        if entry.outer is None:
            first = behind = ""
        elif entry.depth > _DEEPEST:
            first = behind = below[entry.outer]
        else:
            is_last = last_of[entry.outer] == index
            first = below[entry.outer] + guides["last" if is_last else "branch"]
            behind = below[entry.outer] + guides["blank" if is_last else "through"]
        below.append(behind)
        leads_on = index in with_nested and entry.depth < _DEEPEST
        indents.append((first, behind + guides["through" if leads_on else "blank"]))
    return indents


def _wrapped(words: Text, console: Console, first: str, rest: str) -> Iterable[Text]:
    from rich.text import Text

    width = max(_NARROWEST, console.width - max(len(first), len(rest)))
    for n, line in enumerate(words.wrap(console, width)):
        line.rstrip()
        yield Text.assemble((first if n == 0 else rest, "dim"), line)


def _clean(text: str) -> str:
    """``text`` on one line, with nothing in it that a terminal obeys."""
    return visible(" ".join(_BIDI_CONTROLS.sub("", text).split()))


def _shortened(text: str) -> str:
    """``text``, cut at a space where it is longer than LONGEST."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0] + " …"
