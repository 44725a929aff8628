"""What stands under and after the statements on a terminal: events, differences, a timeline, relations.

Each gives no line where there is nothing to tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from according.exporters.holders import Side, differences, timeline
from according.exporters.lines import clean, shortened, wrapped
from according.exporters.outline import STANCE_VERBS, Entry
from according.exporters.plain import (
    NARRATOR,
    VERDICT_WORDS,
    event_words,
    names_of,
    one_line,
    plural,
    relation_words,
)
from according.ledger import Document, Event, Factuality, Reading, Verdict, words_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

VERDICT_COLOURS: dict[Verdict, str] = {
    "contradict": "red", "update": "yellow", "corroborate": "green", "repeat": "cyan",
}  # fmt: skip
FACTUALITY_COLOURS: dict[Factuality, str] = {
    "happened": "", "did-not-happen": "red", "ongoing": "", "planned": "blue", "possible": "magenta",
    "demanded": "yellow", "general": "dim",
}  # fmt: skip

_BESIDE = 72  # columns from which two accounts stand side by side
_LONGEST_ACCOUNT = 240  # code points of one side's words
_MOST_RELATIONS = 24  # a list for the eye; all of them are in the JSON


def event_lines(
    events: Iterable[Event], names: dict[str, str], text: str, console: Console, indent: str
) -> Iterator[Text]:
    """One event a bullet: its cells in plain words, then the words that tell it."""
    from rich.text import Text

    for event in events:
        words = clean(event_words(event, names, text))
        head, _, cells = words.partition(": ")
        line = Text(head, f"bold {FACTUALITY_COLOURS[event.factuality]}").append(": ").append(cells)
        trigger = f"“{clean(words_of(event.trigger, text))}”"
        if not cells.startswith(trigger):
            line.append(f" {trigger}", "dim")
        yield from wrapped(line, console, f"{indent}• ", f"{indent}  ")


def narrator_lines(
    events: tuple[Event, ...], names: dict[str, str], document: Document, console: Console
) -> Iterator[Text]:
    """The events that no statement holds."""
    from rich.text import Text

    if not events:
        return
    yield Text()
    who = f" ({clean(document.publisher)})" if document.publisher else ""
    heading = Text.assemble(
        (NARRATOR.capitalize(), "bold"), (who, "dim"), (f" · {plural(len(events), 'event')}", "dim")
    )
    yield from wrapped(heading, console, "", "   ")
    yield from event_lines(events, names, document.text, console, "   ")


def difference_lines(reading: Reading, entries: tuple[Entry, ...], console: Console) -> Iterator[Text]:
    """Each difference: verdict, cell and values, and below both accounts, side by side where there is room."""
    from rich.text import Text

    if not reading.differences:
        return
    counts = Counter(d.verdict for d in reading.differences)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICT_WORDS if counts[verdict])
    yield from _title("Differences", told, console)
    for difference, *sides in differences(reading, entries):
        heading = Text(difference.verdict, f"bold {VERDICT_COLOURS[difference.verdict]}")
        heading.append(" · ", "dim").append(clean(difference.about))
        yield from wrapped(heading, console, "", "   ")
        accounts = [_account(side, entries, reading.document.text) for side in sides]
        if console.width < _BESIDE:
            for account in accounts:
                yield from wrapped(account, console, "   ", "   ")
        else:
            yield from _beside(accounts, console)


def _account(side: Side, entries: tuple[Entry, ...], text: str) -> Text:
    """Who, what they do, and the words; those the verdict rests on stand out, and alone where the content is long."""
    from rich.text import Text

    if side.index is None:
        return Text("a statement that this ledger does not hold", "italic")
    entry = entries[side.index]
    content = words_of(entry.statement.content, text)
    words = side.rests_on and words_of(side.rests_on, text)
    shown = Text(clean(entry.who(text)), "bold").append(f" {STANCE_VERBS[entry.statement.stance]}: ", "dim")
    if words and len(one_line(content)) > _LONGEST_ACCOUNT:
        return shown.append(shortened(clean(words), _LONGEST_ACCOUNT))
    at = len(shown)
    shown.append(shortened(clean(content), _LONGEST_ACCOUNT))
    for begin, end in side.rests_on:
        rests_on = clean(text[begin:end])
        found = shown.plain.find(rests_on, at) if rests_on else -1
        if found >= 0:
            shown.stylize("underline", found, found + len(rests_on))
    return shown.append(f" (line {entry.line})", "dim")


def _beside(accounts: list[Text], console: Console) -> Iterator[Text]:
    """Two accounts in two columns."""
    from rich.text import Text

    width = (console.width - 9) // 2
    left, right = (list(account.wrap(console, width)) for account in accounts)
    for a, b in zip_longest(left, right):
        one, other = a or Text(), b or Text()
        one.rstrip()
        other.rstrip()
        padding = " " * max(0, width - one.cell_len)
        line = Text.assemble("   ", one, padding, (" │ ", "dim"), other)
        line.rstrip()
        yield line


def timeline_lines(reading: Reading, entries: tuple[Entry, ...], console: Console) -> Iterator[Text]:
    """The dated events in order, each with its holder; how many have no date."""
    from rich.text import Text

    dated = timeline(reading)
    if not dated:
        return
    without = len(reading.events) - len(dated)
    yield from _title("Timeline", f"{len(dated)} dated, {without} without a date" if without else "", console)
    names, text = names_of(reading), reading.document.text
    who = {entry.statement.id: entry.who(text) for entry in entries}
    before = None
    for found in dated:
        if found.when != before:
            yield from wrapped(Text(clean(found.when), "bold"), console, "", "")
            before = found.when
        holder = who.get(found.event.statement or "", NARRATOR)
        line = Text(clean(event_words(found.event, names, text))).append(f" — {clean(holder)}", "dim")
        yield from wrapped(line, console, "   ", "     ")


def relation_lines(reading: Reading, entries: tuple[Entry, ...], console: Console) -> Iterator[Text]:
    """Who is what to whom, and by whose account where it is not the narrator's."""
    from rich.text import Text

    if not reading.relations:
        return
    yield from _title("Relations", "", console)
    names, text = names_of(reading), reading.document.text
    who = {entry.statement.id: entry.who(text) for entry in entries}
    for relation in reading.relations[:_MOST_RELATIONS]:
        line = Text(clean(relation_words(relation, names)))
        if relation.statement in who:
            line.append(f" — {clean(who[relation.statement])}", "dim")
        yield from wrapped(line, console, "", "   ")
    if more := len(reading.relations) - _MOST_RELATIONS:
        yield from wrapped(Text(f"and {more:,} more, in the JSON", "dim"), console, "", "") if more > 0 else ()


def _title(words: str, more: str, console: Console) -> Iterator[Text]:
    from rich.text import Text

    yield Text()
    yield from wrapped(Text.assemble((words, "bold underline"), (f"  {more}" if more else "", "dim")), console, "", "")
