"""``according compare``: the accounts of a case side by side."""

import json
from typing import TYPE_CHECKING, Any

import click

from according.commands.opening import opened_case
from according.commands.options import CASE
from according.commands.writing import write_text

if TYPE_CHECKING:
    from according.cases import Case
    from according.ledger import Reading

FORMATS = ("terminal", "csv", "json")


@click.command(short_help="Lay the accounts of a case side by side.")
@CASE
@click.option(
    "--limit",
    "-n",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="On the terminal, at most so many incidents: those that most reports tell of, then those in which accounts part most.",
)
@click.option(
    "--format",
    "-f",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
    metavar="FORMAT",
    help="terminal, csv or json.",
)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="A file for csv or json; else it is printed.")
def compare(case: str, limit: int, format: str, output: str | None) -> None:
    """Group what the reports tell into incidents, and show where their accounts part.

    For each incident: who says what, every figure with its holder (none is chosen or averaged), where the accounts
    contradict or update one another, and how many independent sources there are. What reviewers removed or rejected
    is left out.
    """
    with opened_case(case, interrupted="Interrupted: nothing was written.") as opened:
        readings, comparison = compared(opened)
        if format == "terminal" and output is None:
            from rich.console import Console

            from according.exporters.comparison_terminal import print_comparison

            print_comparison(comparison, readings, Console(highlight=False), limit)
        elif format == "csv":
            from according.exporters.comparison_csv import comparison_csv

            write_text(comparison_csv(comparison), output)
        else:
            from according.exporters.json import escaped

            write_text([escaped(json.dumps(comparison, ensure_ascii=False, separators=(",", ":"))), "\n"], output)


def compared(case: "Case") -> "tuple[dict[str, Reading], dict[str, Any]]":
    """The readings of a case as reviewers left them, by the ids of their documents, and their comparison as JSON."""
    from according.compare import compare_readings, comparison_json
    from according.judging import judged

    readings = {r.document.id: r for r in judged(case)}
    return readings, comparison_json(compare_readings(list(readings.values())))
