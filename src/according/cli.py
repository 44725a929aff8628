"""The command line: ``according read`` and ``according demo``."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from according import __version__
from according.ledger import Problem

if TYPE_CHECKING:
    from according.config import Recipe
    from according.output import Sink

READ, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: everything read; something could not be read or written; wrong use; Ctrl-C."""


def main() -> None:
    """Run the command line."""
    app()


@click.group(name="according", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="according", message="%(prog)s %(version)s")
def app() -> None:
    """Read reports of armed conflict and keep a ledger of what each claims and by whose account."""


@app.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "-f", help="json, csv or html; without it, a ledger for the terminal.")
@click.option("--output", "-o", type=click.Path(), help="A file, or a folder that gets one file a report.")
@click.option("--brief", is_flag=True, help="One screen a report: who says what happened, and where the accounts part.")
@click.option("--published", metavar="DATE", help="When the reports were published: 2017, 2017-10 or 2017-10-14.")
@click.option("--publisher", metavar="NAME", help="Who published the reports.")
@click.option("--title", metavar="TEXT", help="The title of the report.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=0),
    default=0,
    help="Processes; 0, the default, is one a core where there is enough to read.",
)
@click.option("--resume", is_flag=True, help="With a folder as output: leave out inputs whose file is already there.")
@click.option(
    "--max-chars",
    type=click.IntRange(min=1),
    default=20_000_000,
    show_default=True,
    help="Refuse a report with more characters of text than this.",
)
@click.option(
    "--actors",
    type=click.Path(exists=True, dir_okay=False),
    multiple=True,
    help="Names of actors, FollowTheMoney JSON lines; may be given more than once.",
)
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False),
    help="An index of places made by according gazetteer build.",
)
@click.option(
    "--scheme", default="ledger", help="How to mark: ledger (default), or polnear to compare with that corpus."
)
def read(
    paths: tuple[str, ...],
    format: str | None,
    output: str | None,
    brief: bool,
    published: str | None,
    publisher: str | None,
    title: str | None,
    jobs: int,
    resume: bool,
    max_chars: int,
    actors: tuple[str, ...],
    gazetteer: str | None,
    scheme: str,
) -> None:
    """Read reports and show who says what, by whose account.

    PATH is a file, a folder, a glob pattern, or - for standard input. Reads plain text, HTML, PDF with a text layer,
    DOCX, JSON and JSON Lines.
    """
    from according.config import Recipe
    from according.exporters import EXPORTERS
    from according.model import SCHEMES
    from according.output import Sink, SinkError
    from according.readers import Given, Limits, parse_published

    if format is not None and format not in EXPORTERS:
        _stop(f"--format {format}: choose one of {', '.join(EXPORTERS)}.")
    if scheme not in SCHEMES:
        _stop(f"--scheme {scheme}: choose one of {', '.join(SCHEMES)}.")
    date = None
    if published is not None:
        date = parse_published(published)
        if date is None:
            _stop(f"--published {published}: give a date as 2017, 2017-10 or 2017-10-14.")
    _check_gazetteer(gazetteer)
    recipe = Recipe(
        Given(title, publisher, date), Limits(text_chars=max_chars), gazetteer=Path(gazetteer) if gazetteer else None,
        actors=tuple(Path(a) for a in actors), scheme=scheme,
    )  # fmt: skip
    try:
        sink = Sink.choose(format, output, list(paths), resume, brief)
    except SinkError as error:
        _stop(str(error))
    sys.exit(_read_into(sink, list(paths), recipe, jobs))


@app.group()
def gazetteer() -> None:
    """Make an index of places from GeoNames dumps that you have downloaded."""


@gazetteer.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False))
@click.option("--output", "-o", type=click.Path(dir_okay=False), required=True, help="Where to write the index.")
def build(files: tuple[str, ...], output: str) -> None:
    """Build an index from country dumps (SY.zip), allCountries.zip and alternateNamesV2.zip, zipped or not.

    What the bundled index knows beyond them is kept. Use the index with: according read --gazetteer INDEX.
    """
    from according.progress import StepBar
    from according.resolve.places import GazetteerError
    from according.resolve.places import build as build_index

    try:
        with StepBar("reading the dumps") as bar:
            built = build_index([Path(f) for f in files], Path(output), bar.to)
    except (GazetteerError, OSError) as error:
        click.echo(f"according: {error}", err=True)
        sys.exit(SOME_FAILED)
    except KeyboardInterrupt:
        click.echo("\nInterrupted: no index was written.", err=True)
        sys.exit(INTERRUPTED)
    click.echo(f"{output}: {built.places:,} places, {built.carried:,} of them from the bundled index.")


@app.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(),
    default="according-demo",
    show_default=True,
    help="Folder for the pages.",
)
def demo(output: str) -> None:
    """Read a bundled fictional case: the ledger on the terminal, and a page for each report."""
    from contextlib import ExitStack
    from importlib.resources import as_file

    from according.config import Recipe
    from according.demo import reports
    from according.output import Sink, SinkError

    with ExitStack() as stack:
        paths = [str(stack.enter_context(as_file(report))) for report in reports()]
        try:
            sink = Sink.choose(None, None, paths, resume=False).beside(
                Sink.choose("html", f"{output}/", paths, resume=False)
            )
        except SinkError as error:
            _stop(str(error))
        status = _read_into(sink, paths, Recipe(), 0)
    if status == READ:
        click.echo(f"\nThe same as pages: open {output}/index.html in a browser.")
    sys.exit(status)


def _read_into(sink: "Sink", paths: list[str], recipe: "Recipe", jobs: int) -> int:
    """Read everything and hand it to the sink. Problems go to standard error; returns the exit status."""
    from according.output import SinkError
    from according.pipeline import failed
    from according.progress import Bar
    from according.readers import find_inputs
    from according.runners import read_all

    inputs, problems = find_inputs(paths)
    for problem in problems:
        _report(problem)
    status = SOME_FAILED if problems else READ
    sink.protect(inputs)
    inputs = [item for item in inputs if sink.wants(item)]
    done = 0
    try:
        with Bar(inputs) as bar:
            for item, readings in read_all(inputs, recipe, jobs, bar.within):
                for reading in readings:
                    if failed(reading):
                        status = SOME_FAILED
                    bar.pause()
                    sink.write(reading)
                    for problem in reading.problems:
                        if problem.fatal or not sink.shows_problems:
                            _report(problem, reading.document.name)
                done += 1
                bar.done(item)
        sink.close()
    except SinkError as error:
        sink.discard()
        _mute_output()
        click.echo(f"according: {error}", err=True)
        return SOME_FAILED
    except KeyboardInterrupt:
        try:
            sink.close()
        except (SinkError, BrokenPipeError):
            sink.discard()
            _mute_output()
        left = f" {sink.resume_hint}" if sink.resume_hint else ""
        click.echo(f"\nInterrupted: {done} of {len(inputs)} inputs were read and written.{left}", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error.
        sink.discard()
        _mute_output()
        return READ
    return status


def _check_gazetteer(path: str | None) -> None:
    """Stop with a message where an index of places cannot be used."""
    if path is not None:
        from according.resolve.places import GazetteerError, open_gazetteer

        try:
            open_gazetteer(Path(path))
        except (GazetteerError, OSError) as error:
            _stop(str(error))


def _mute_output() -> None:
    """Let what is still buffered for a standard output that can't take it go nowhere, instead of failing at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(problem: Problem, name: str = "") -> None:
    click.echo(f"according: {name}: {problem.message}" if name else f"according: {problem.message}", err=True)


def _stop(message: str) -> NoReturn:
    click.echo(f"according: {message}", err=True)
    sys.exit(USAGE)
