"""A comparison on the terminal: one incident a panel. Who says what, the figures low to high, where the accounts part.

Nothing is called true or false, and no figure is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from according.exporters.comparison import (
    PARTING,
    Json,
    LaidOut,
    Panel,
    account_spans,
    by_holder,
    chosen,
    figures_by_kind,
    lay_out,
    sources_words,
)
from according.exporters.lines import clean, shortened, speaks_unicode, typewritten, wrapped
from according.exporters.plain import (
    NARRATOR,
    VERDICT_WORDS,
    event_words,
    interval_words,
    names_of,
    number_words,
    plural,
    value_words,
)
from according.exporters.sections import VERDICT_COLOURS
from according.ledger import Reading, words_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_LONGEST = 240  # code points of one side's words
_MOST_ACCOUNTS = 12
_MOST_EVENTS = 4  # of one account
_MOST_DIFFERENCES = 8

INDEPENDENCE_WORDS = {
    "independent": "independent sources", "affiliated": "affiliated sources", "same": "one source",
    "unknown": "independence unknown",
}  # fmt: skip


def print_comparison(comparison: Json, readings: Mapping[str, Reading], console: Console, most: int) -> None:
    """Print at most ``most`` incidents, then what was left out. ``readings`` by the ids of their documents."""
    from rich.box import ASCII, ROUNDED
    from rich.console import Group
    from rich.panel import Panel as Frame
    from rich.text import Text

    laid = lay_out(comparison)
    told = Counter(d["verdict"] for d in comparison["differences"])
    counts = ", ".join(f"{told[verdict]:,} {verdict}" for verdict in VERDICT_WORDS if told[verdict])
    heads = [
        f"{plural(len(laid.texts), 'report')}, {plural(len(laid.panels), 'incident')} told by two accounts or more.",
        f"Between accounts: {counts}." if counts else "No two accounts say anything of the same.",
    ]
    for head in heads:
        console.print(Text(head, "dim"))
    shown = chosen(laid.panels, most)
    for panel in shown:
        lines = list(_lines(panel, laid, readings, console))
        title = Text(clean(panel.incident["title"]), "bold")
        if not speaks_unicode(console):
            for line in (*lines, title):
                line.plain = typewritten(line.plain, console.encoding)
        box = ROUNDED if speaks_unicode(console) else ASCII
        console.print(Frame(Group(*lines), title=title, title_align="left", box=box))
    if left := len(laid.panels) - len(shown):
        console.print(Text(f"{plural(left, 'more incident')}: -n {len(laid.panels)} shows all.", "dim"))
    if maybe := len(comparison.get("proposals", ())):
        told_apart = f"{plural(maybe, 'pair')} of names may mean the same: see proposals in --format json, then judge."
        console.print(Text(told_apart, "dim"))
    apart = [d for d in laid.apart if d["verdict"] in PARTING]
    if apart:
        console.print(
            Text(f"{plural(len(apart), 'more difference')} outside these incidents: see --format json.", "dim")
        )


def _lines(panel: Panel, laid: LaidOut, readings: Mapping[str, Reading], console: Console) -> Iterator[Text]:
    from rich.text import Text

    incident, width = panel.incident, console.width - 4
    reports = len({account["document"] for account in incident["accounts"]})
    facts = [
        interval_words(incident["earliest"], incident["latest"]),
        f"{plural(len(incident['accounts']), 'account')} in {plural(reports, 'report')}",
        f"sources: {sources_words(incident['sources'])}",
    ]
    yield from wrapped(Text(" · ".join(fact for fact in facts if fact), "dim"), console, "", "", width)
    yield from _heading("Who says what")
    holders = by_holder(incident)
    for account in holders[:_MOST_ACCOUNTS]:
        yield from _account(incident, account, laid, readings, console)
    if (more := len(holders) - _MOST_ACCOUNTS) > 0:
        yield Text(f"  and {plural(more, 'more holder')}", "dim")
    figures = list(figures_by_kind(incident))
    if figures:
        yield from _heading("Figures, low to high")
    for kind, given in figures:
        yield from wrapped(Text(clean(kind) or "of what is not said"), console, "  ", "  ", width)
        for figure in given:
            line = Text(number_words(figure["low"], figure["high"]) or "no number", "bold")
            line.append(f" “{clean(figure['words'])}”", "dim").append(f" — {clean(figure['by'] or NARRATOR)}")
            line.append(f" ({_report(figure['document'], figure['published'], laid)})", "dim")
            yield from wrapped(line, console, "    ", "      ", width)
    if panel.parting:
        yield from _heading("Where they part")
    for difference in panel.parting[:_MOST_DIFFERENCES]:
        yield from _difference(difference, laid, console)
    if (more := len(panel.parting) - _MOST_DIFFERENCES) > 0:
        yield Text(f"  and {more:,} more", "dim")
    agreeing = Counter(d["verdict"] for d in panel.differences if d["verdict"] not in PARTING)
    if agreeing:
        yield from _heading("Where they go together")
        told = ", ".join(f"{n:,} {verdict}" for verdict, n in sorted(agreeing.items()))
        yield Text(f"  {told}", "dim")


def _heading(words: str) -> Iterator[Text]:
    from rich.text import Text

    yield Text()
    yield Text(words, "bold underline")


def _account(
    incident: Json, account: Json, laid: LaidOut, readings: Mapping[str, Reading], console: Console
) -> Iterator[Text]:
    from rich.text import Text

    width = console.width - 4
    reading = readings.get(account["document"])
    line = Text(clean(account["holder"] or NARRATOR), "bold")
    if account["originator"] and account["originator"] != account["holder"]:
        line.append(f" (from {clean(account['originator'])})")
    published = reading.document.published if reading else None
    line.append(f" · {_report(account['document'], published, laid)}", "dim")
    yield from wrapped(line, console, "  ", "    ", width)
    text = laid.texts[account["document"]]
    told = _events(account, reading)
    for words in told[:_MOST_EVENTS]:
        yield from wrapped(Text(words), console, "    • ", "      ", width)
    if (more := len(told) - _MOST_EVENTS) > 0:
        yield Text(f"      and {more:,} more", "dim")
    quoted = shortened(clean(words_of(account_spans(incident, account), text)), _LONGEST)
    yield from wrapped(Text(f"“{quoted}”", "dim"), console, "      ", "      ", width)


def _events(account: Json, reading: Reading | None) -> Sequence[str]:
    """The account's events in plain words, each once."""
    if reading is None:
        return ()
    wanted, names = set(account["events"]), names_of(reading)
    told = [clean(event_words(e, names, reading.document.text)) for e in reading.events if e.id in wanted]
    return list(dict.fromkeys(told))


def _difference(d: Json, laid: LaidOut, console: Console) -> Iterator[Text]:
    from rich.text import Text

    width = console.width - 4
    line = Text(d["verdict"], f"bold {VERDICT_COLOURS[d['verdict']]}").append(" · ", "dim").append(clean(d["about"]))
    why = f" ({clean(d['why'])})" if d["why"] else ""
    line.append(f" · {INDEPENDENCE_WORDS[d['independence']]}{why}", "dim")
    yield from wrapped(line, console, "  ", "    ", width)
    for side in (d["a"], d["b"]):
        words = words_of(tuple((b, e) for b, e in side["spans"]), laid.texts[side["document"]])
        said = Text(clean(side["holder"] or NARRATOR), "bold").append(f": “{shortened(clean(words), _LONGEST)}”")
        said.append(f" ({clean(laid.names[side['document']])})", "dim")
        yield from wrapped(said, console, "    ", "      ", width)


def _report(document: str, published: str | None, laid: LaidOut) -> str:
    name = clean(laid.names[document])
    return f"{name}, {value_words(published)}" if published else name
