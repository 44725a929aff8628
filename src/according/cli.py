"""The command line: ``according read`` and ``according demo``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from according import __version__
from according.ledger import Problem

READ, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: everything read; something could not be read or written; wrong use; Ctrl-C."""

app = typer.Typer(
    name="according",
    help="Reads reports of armed conflict and keeps a ledger of what each claims and by whose account.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"according {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads reports of armed conflict and keeps a ledger of what each claims and by whose account."""


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders, glob patterns, or - for standard input.", show_default=False
        ),
    ],
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="json, csv or html; without it, a ledger for the terminal.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A file, or a folder that gets one file per report.", show_default=False),
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="When the reports were published: 2017, 2017-10 or 2017-10-14.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published the reports.")] = None,
    title: Annotated[str | None, typer.Option(help="The title of the report.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 is one for each core.")] = 0,
    resume: Annotated[
        bool, typer.Option("--resume", help="With a folder as output: leave out inputs whose file is already there.")
    ] = False,
    max_chars: Annotated[
        int, typer.Option(min=1, help="Refuse a report with more characters of text than this.")
    ] = 20_000_000,
    scheme: Annotated[
        str, typer.Option(help="How to mark: ledger, or polnear to compare with that corpus.")
    ] = "ledger",
) -> None:
    """Read reports and show who says what, by whose account."""
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
    recipe = Recipe(Given(title, publisher, date), Limits(text_chars=max_chars), scheme=scheme)
    try:
        sink = Sink.choose(format, output, paths, resume)
    except SinkError as error:
        _stop(str(error))
    raise typer.Exit(_read_into(sink, paths, recipe, jobs))


@app.command()
def demo(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder for the pages.", show_default="according-demo"),
    ] = None,
) -> None:
    """Read a bundled fictional case: the ledger on the terminal, and a page for each report."""
    from contextlib import ExitStack
    from importlib.resources import as_file

    from according.config import Recipe
    from according.demo import reports
    from according.output import Sink, SinkError

    folder = output or Path("according-demo")
    with ExitStack() as stack:
        paths = [str(stack.enter_context(as_file(report))) for report in reports()]
        try:
            sink = Sink.choose(None, None, paths, resume=False).beside(Sink.choose("html", folder, paths, resume=False))
        except SinkError as error:
            _stop(str(error))
        status = _read_into(sink, paths, Recipe(), 0)
    if status == READ:
        typer.echo(f"\nThe same as pages: open {folder}/index.html in a browser.")
    raise typer.Exit(status)


def _read_into(sink: "Sink", paths: list[str], recipe: "Recipe", jobs: int) -> int:  # type: ignore[name-defined]  # noqa: F821
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
        typer.echo(f"according: {error}", err=True)
        return SOME_FAILED
    except KeyboardInterrupt:
        sink.close()
        left = f" {sink.resume_hint}" if sink.resume_hint else ""
        typer.echo(f"\nInterrupted: {done} of {len(inputs)} inputs were read and written.{left}", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error, and nothing more can be said to it.
        sys.stderr.close()
        return READ
    return status


def _report(problem: Problem, name: str = "") -> None:
    typer.echo(f"according: {name}: {problem.message}" if name else f"according: {problem.message}", err=True)


def _stop(message: str) -> None:
    typer.echo(f"according: {message}", err=True)
    raise typer.Exit(USAGE)
