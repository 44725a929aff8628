"""``according export`` and ``according import``: a case for other programs, and whole for another place."""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from according.commands.compare import compared
from according.commands.ending import SOME_FAILED, stop
from according.commands.opening import opened_case
from according.commands.options import CASE
from according.commands.writing import folder_for, write_text, written

if TYPE_CHECKING:
    from according.cases import Case
    from according.progress import StepBar

FORMATS: dict[str, str] = {
    "jsonl": "the whole case, log and all; import makes it again",
    "csv": "one row a statement, then one an event",
    "parquet": "a folder, one table a kind of record",
    "geojson": "one feature an event and place",
    "followthemoney": "a folder, entities and statements",
    "web-annotation": "W3C annotations, JSON-LD",
    "ucdp": "one row an incident, UCDP's column names",
    "acled": "one row an incident, ACLED's column names",
}
_FATALITIES = ("none", "most-conservative")


@click.command(
    short_help="Write a case for other programs.",
    help="Write a case for other programs.\n\n\b\n"
    + "\n".join(f"{name:15} {what}" for name, what in FORMATS.items())
    + "\n\nFigures are as they are claimed; none is chosen unless a policy is asked for by name. All but jsonl leave out "
    "what reviewers removed or rejected.",
)
@CASE
@click.option(
    "--to",
    "to",
    required=True,
    type=click.Choice(list(FORMATS)),
    metavar="FORMAT",
    help="One of these formats.",
)
@click.option(
    "--output", "-o", type=click.Path(), help="A file, or for parquet and followthemoney a folder; else it is printed."
)
@click.option(
    "--fatalities",
    type=click.Choice(_FATALITIES),
    default="none",
    show_default=True,
    metavar="POLICY",
    help="With acled: none, or most-conservative, the lowest figure that anyone gives.",
)
def export(case: str, to: str, output: str | None, fatalities: str) -> None:
    """Write a case for other programs."""
    if fatalities != "none" and to != "acled":
        stop("--fatalities goes with --to acled.")
    if to in ("parquet", "followthemoney") and output is None:
        stop(f"--to {to} makes a folder: name it with -o FOLDER.")
    with opened_case(case, interrupted="Interrupted: nothing was written.") as opened:
        if to in ("parquet", "followthemoney"):
            assert output is not None
            _to_folder(opened, to, output)
        elif to == "jsonl":
            with written(output) as write:
                opened.export_jsonl(write)
        else:
            write_text(_pieces(opened, to, fatalities), output)


def _pieces(case: "Case", to: str, fatalities: str) -> Iterator[str]:
    from according.exporters import acled, csv, geojson, ucdp, web_annotation
    from according.judging import judged

    if to == "csv":
        yield csv.HEADER
        yield from chain.from_iterable(map(csv.pieces, judged(case)))
    elif to == "geojson":
        yield from geojson.render(judged(case))
    elif to == "web-annotation":
        yield from web_annotation.render(judged(case))
    elif to == "ucdp":
        yield from ucdp.render(*compared(case))
    else:
        yield from acled.render(*compared(case), fatalities)


def _to_folder(case: "Case", to: str, output: str) -> None:
    from according.exporters import followthemoney, parquet
    from according.judging import judged

    with folder_for(output) as folder:
        try:
            {"parquet": parquet.write, "followthemoney": followthemoney.write}[to](judged(case), folder)
        except ImportError as error:
            if (error.name or "").partition(".")[0] != "pyarrow":
                raise
            stop("--to parquet needs pyarrow. Install it with: pip install 'according[parquet]'", SOME_FAILED)


@click.command(name="import", short_help="Make a case of an exported one.")
@CASE
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
def import_(case: str, file: str) -> None:
    """Make the case of FILE, an export to jsonl: the same originals, readings, judgements and log.

    CASE must be new or empty. Every hash is checked; what was altered is named, and nothing is put in.
    """
    if file != "-" and not Path(file).is_file():
        stop(f"There is no file {file}. Check the name.")
    fresh = "://" not in case and not Path(case).exists()
    whole = False
    try:
        with opened_case(case, create=True, write=True, interrupted="Interrupted: nothing was put in.") as opened:
            from according.exporters.plain import plural
            from according.progress import StepBar

            with StepBar("importing") as bar:
                opened.import_jsonl(_read_lines(file, bar))
            whole = True
            sums = opened.sums()
            told = [
                plural(sums.documents, "report"),
                plural(sums.readings, "reading"),
                plural(sums.judgements, "judgement"),
            ]
            click.echo(f"{opened.where}: {', '.join(told)}.")
    except BaseException:
        if fresh and not whole:  # no empty case is left behind
            for ending in ("", "-wal", "-shm", "-journal"):
                Path(case + ending).unlink(missing_ok=True)
        raise


def _read_lines(file: str, bar: "StepBar") -> Iterator[bytes]:
    if file == "-":
        yield from sys.stdin.buffer
        return
    done, size = 0, Path(file).stat().st_size
    with Path(file).open("rb") as stream:
        for line in stream:
            yield line
            done += len(line)
            bar.to(done, size)
