"""The ledger on a terminal: who, stance, cue and words, nested statements under their outer one, events under each.

Colour is for the eye only: everything is also told in words. The report's text is data: control characters are shown
or dropped, and markup in it is never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from according.exporters.holders import events_by_holder
from according.exporters.lines import LONGEST, clean, shortened, speaks_unicode, typewritten, wrapped
from according.exporters.outline import STANCE_VERBS, Entry, outline, tally
from according.exporters.plain import names_of
from according.exporters.sections import difference_lines, event_lines, narrator_lines, relation_lines, timeline_lines
from according.ledger import Reading, Stance, words_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["LONGEST", "STANCE_COLOURS", "print_reading"]

STANCE_COLOURS: dict[Stance, str] = {
    "assert": "cyan", "confirm": "green", "deny": "red", "accuse": "bright_red", "predict": "blue",
    "propose": "bright_cyan", "demand": "yellow", "question": "magenta", "believe": "bright_blue",
    "feel": "bright_magenta",
}  # fmt: skip

_DEEPEST = 8  # indentation stops here; deeper statements say how deep they lie
_UNICODE_GUIDES = {"branch": "├─ ", "last": "└─ ", "through": "│  ", "blank": "   "}
_ASCII_GUIDES = {"branch": "|- ", "last": "`- ", "through": "|  ", "blank": "   "}


def print_reading(reading: Reading, console: Console) -> None:
    """Print one reading on ``console``, as wide as it is."""
    for line in _lines(reading, console):
        if not speaks_unicode(console):
            line.plain = typewritten(line.plain, console.encoding)
        # Wrapped already: rich must not wrap or crop again.
        console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _lines(reading: Reading, console: Console) -> Iterator[Text]:
    from rich.text import Text

    document, entries = reading.document, outline(reading)
    names, held = names_of(reading), events_by_holder(reading, entries)
    facts = [clean(fact) for fact in (document.publisher, document.published, document.name) if fact]
    yield from wrapped(Text(" · ".join(facts), "dim"), console, "", "")
    if document.title:
        yield from wrapped(Text(clean(document.title), "bold"), console, "", "")
    counts = ", ".join(tally(entries, reading)) if entries or reading.events else "No statements found."
    yield from wrapped(Text(counts, "dim"), console, "", "")

    guides = _UNICODE_GUIDES if speaks_unicode(console) else _ASCII_GUIDES
    indents = _indents(entries, guides)
    for entry, (first, rest) in zip(entries, indents, strict=True):
        if entry.depth == 0:
            yield Text()
        yield from wrapped(_heading(entry, document.text), console, first, rest)
        content = shortened(clean(words_of(entry.statement.content, document.text)))
        yield from wrapped(Text(content), console, rest, rest)
        yield from event_lines(held.get(entry.statement.id, ()), names, document.text, console, rest)

    yield from narrator_lines(held.get(None, ()), names, document, console)
    yield from difference_lines(reading, entries, console)
    yield from timeline_lines(reading, entries, console)
    yield from relation_lines(reading, entries, console)

    if reading.problems:
        yield Text()
        for problem in reading.problems:
            where = f" (line {document.text.count(chr(10), 0, problem.span[0]) + 1})" if problem.span else ""
            note = Text.assemble(("note: ", "bold"), clean(problem.message), (where, "dim"))
            yield from wrapped(note, console, "", "      ")


def _heading(entry: Entry, text: str) -> Text:
    """Speaker (the source's own words), stance, cue, place: on one line where it fits."""
    from rich.text import Text

    s = entry.statement
    who, source, cue = clean(entry.who(text)), clean(words_of(s.source, text)), clean(words_of(s.cue, text))
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
