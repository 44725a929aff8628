"""What was found in a case: on the terminal, as CSV, as JSON Lines.

A hit comes as a mapping with the cells of ``according.cases.Hit``; the same keys are those of the JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from according.exporters.csv import csv_lines
from according.exporters.json import escaped
from according.exporters.lines import clean, shortened, speaks_unicode, typewritten, wrapped
from according.exporters.outline import NO_SOURCE, STANCE_VERBS
from according.exporters.plain import FACTUALITY_WORDS, NARRATOR, interval_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Hit = Mapping[str, Any]

HIT_COLUMNS: dict[str, str] = {
    "kind": "statement, event or passage",
    "record": "id of the statement or event; empty for a passage",
    "document": "id of the document",
    "name": "name of the document",
    "title": "its title",
    "publisher": "who published it",
    "published": "when, ISO 8601, as precisely as known",
    "holder": "name of the speaker; empty for the narrator",
    "source": "exact words that name the speaker",
    "chain": "names of all holders, outermost first, joined by “ > ”",
    "stance": "what the holder does: assert, deny, ...",
    "type": "type of the event",
    "factuality": "what it is by its holder's account: happened, planned, ...",
    "actors": "names of those in the event, joined by “; ”",
    "places": "its places, likewise",
    "earliest": "first day that its times may mean",
    "latest": "last day, likewise",
    "words": "the exact words: content of a statement, trigger of an event, a passage; pieces joined by “ … ”",
    "around": "the sentence or so in which they begin",
    "spans": "offsets of the words, b-e;b-e",
}
"""Every column of the CSV in order."""

_JOINED = {"chain": " > ", "actors": "; ", "places": "; "}


def hits_json(hits: Iterable[Hit]) -> Iterator[str]:
    """One line a hit."""
    for hit in hits:
        yield escaped(json.dumps(hit, ensure_ascii=False, separators=(",", ":"))) + "\n"


def hits_csv(hits: Iterable[Hit]) -> Iterator[str]:
    """A row of column names, then one row a hit."""
    yield csv_lines([list(HIT_COLUMNS)])
    for hit in hits:
        yield csv_lines([[_cell(hit, column) for column in HIT_COLUMNS]])


def _cell(hit: Hit, column: str) -> str:
    value = hit[column]
    if column == "spans":
        return ";".join(f"{begin}-{end}" for begin, end in value)
    return _JOINED[column].join(value) if column in _JOINED else value or ""


def print_hits(hits: Sequence[Hit], console: Console) -> None:
    """Who says it, what, and where it stands; the words found stand out in their sentence."""
    for hit in hits:
        for line in _lines(hit, console):
            if not speaks_unicode(console):
                line.plain = typewritten(line.plain, console.encoding)
            console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _lines(hit: Hit, console: Console) -> Iterator[Text]:
    from rich.text import Text

    nobody = NO_SOURCE if hit["stance"] else NARRATOR
    heading = Text(clean(hit["holder"] or nobody), "bold" if hit["holder"] else "italic")
    if len(hit["chain"]) > 1:
        heading.append(f" (by way of {clean(' > '.join(hit['chain'][:-1]))})", "dim")
    if hit["stance"]:
        heading.append(" · ", "dim").append(STANCE_VERBS[hit["stance"]])
    if hit["type"]:
        factuality = FACTUALITY_WORDS[hit["factuality"]]
        heading.append(" · ", "dim").append(hit["type"] + (f", {factuality}" if factuality else ""), "bold")
        cells = [", ".join(hit["actors"]), f"at {', '.join(hit['places'])}" if hit["places"] else "",
                 interval_words(hit["earliest"], hit["latest"])]  # fmt: skip
        heading.append("".join(f" · {clean(cell)}" for cell in cells if cell))
    yield from wrapped(heading, console, "", "  ")
    yield from wrapped(_words(hit), console, "  ", "  ")
    facts = (hit["publisher"], hit["published"], hit["name"], f"offset {hit['spans'][0][0]}" if hit["spans"] else None)
    yield from wrapped(Text(" · ".join(clean(fact) for fact in facts if fact), "dim"), console, "  ", "  ")
    yield Text()


def _words(hit: Hit) -> Text:
    """A statement's words; an event's in their sentence."""
    from rich.text import Text

    words = clean(hit["words"])
    if hit["kind"] != "event" or hit["words"] not in hit["around"]:
        return Text(shortened(words))
    around = Text(shortened(clean(hit["around"])))
    begin = around.plain.find(words)
    if begin >= 0:
        around.stylize("underline", begin, begin + len(words))
    return around
