"""``according find``: statements, events and passages of a case, with their words and their holder."""

import dataclasses
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from according.commands.ending import as_utf8, stop
from according.commands.opening import opened_case
from according.commands.options import CASE
from according.ledger import EVENT_TYPES, FACTUALITIES, STANCES

if TYPE_CHECKING:
    from according.cases import Hit

FORMATS = ("terminal", "csv", "json")
KINDS = ("statement", "event", "passage")
_BOX = re.compile(r"\s*,\s*".join([r"\s*(-?\d+(?:\.\d+)?)\s*"] * 4))


def _one_of(values: Iterable[str]) -> click.Choice[str]:
    return click.Choice(list(values), case_sensitive=False)


@click.command(short_help="Find statements and events in a case.")
@CASE
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--speaker", multiple=True, metavar="NAME", help="By this holder's account; any of its names.")
@click.option("--actor", multiple=True, metavar="NAME", help="With this actor in it; any of its names.")
@click.option(
    "--type",
    "types",
    multiple=True,
    type=_one_of(EVENT_TYPES),
    metavar="TYPE",
    help="Events of this type: " + ", ".join(EVENT_TYPES) + ".",
)
@click.option(
    "--factuality",
    "factualities",
    multiple=True,
    type=_one_of(FACTUALITIES),
    metavar="LABEL",
    help="Events that are, by their holder: " + ", ".join(FACTUALITIES) + ".",
)
@click.option(
    "--stance",
    "stances",
    multiple=True,
    type=_one_of(STANCES),
    metavar="LABEL",
    help="What the holder does: " + ", ".join(STANCES) + ".",
)
@click.option("--place", multiple=True, metavar="NAME", help="At or about this place.")
@click.option("--box", metavar="W,S,E,N", help="At a place within these degrees: west, south, east, north.")
@click.option("--since", metavar="DATE", help="Said to have been on or after this day: 2017, 2017-10 or 2017-10-14.")
@click.option("--until", metavar="DATE", help="Said to have been on or before this day.")
@click.option("--published-since", metavar="DATE", help="In reports published on or after this day.")
@click.option("--published-until", metavar="DATE", help="In reports published on or before this day.")
@click.option("--publisher", multiple=True, metavar="NAME", help="In reports of this publisher.")
@click.option("--document", "documents", multiple=True, metavar="NAME", help="In this report; its name or id.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=_one_of(KINDS),
    metavar="KIND",
    help="Only this kind: statement, event, or passage (text that is neither).",
)
@click.option("--limit", "-n", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@click.option(
    "--format",
    "-f",
    type=_one_of(FORMATS),
    default="terminal",
    show_default=True,
    metavar="FORMAT",
    help="terminal, csv, or json (one line a hit).",
)
def find(case: str, words: tuple[str, ...], box: str | None, limit: int, format: str, **filters: Any) -> None:
    """Find what was said in a case: statements and events, each with its words and its holder.

    All WORDS must occur; case, accents and endings do not count. "words in a row" in quotation marks of their own,
    beginn* of a word, -without a word (after --). Every option narrows down; one that is given twice is met by either.
    What was read last comes first; nothing is ranked.
    """
    with opened_case(case) as opened:
        from according.cases import Filters

        chosen = {key: value for key, value in filters.items() if value}
        asked = Filters(**chosen, box=_box(box) if box else None)
        hits = opened.find(" ".join(words), asked, limit + 1)
        more = len(hits) > limit
        _PRINTERS[format](hits[:limit])
        if not hits:
            click.echo(f"according: nothing found in {opened.where}.", err=True)
        elif more:
            click.echo(f"according: there is more; -n {limit * 5} shows more of it.", err=True)


def _box(words: str) -> tuple[float, float, float, float]:
    """South, west, north, east of "W,S,E,N", the order that GeoJSON has."""
    found = _BOX.fullmatch(words)
    west, south, east, north = map(float, found.groups()) if found else (0.0, 1.0, 0.0, 0.0)
    if south > north or not (south >= -90 and north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        stop(f"--box {words}: give degrees as west,south,east,north: 35.5,32.3,42.4,37.3")
    return south, west, north, east


def _csv(hits: "list[Hit]") -> None:
    from according.exporters.hits import hits_csv

    as_utf8().writelines(hits_csv(map(_cells, hits)))


def _json(hits: "list[Hit]") -> None:
    from according.exporters.hits import hits_json

    as_utf8().writelines(hits_json(map(_cells, hits)))


def _terminal(hits: "list[Hit]") -> None:
    from rich.console import Console

    from according.exporters.hits import print_hits

    print_hits(list(map(_cells, hits)), Console(highlight=False))


_PRINTERS: dict[str, Callable[["list[Hit]"], None]] = {"csv": _csv, "json": _json, "terminal": _terminal}


def _cells(hit: "Hit") -> dict[str, Any]:
    return dataclasses.asdict(hit)
