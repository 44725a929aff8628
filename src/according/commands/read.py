"""``according read`` and ``according demo``: reports in, ledgers out."""

import sys
from typing import TYPE_CHECKING, Any

import click

from according.commands.ending import INTERRUPTED, READ, SOME_FAILED, mute_output, report, stop
from according.commands.options import given_options, reading_options, recipe_of

if TYPE_CHECKING:
    from according.config import Recipe
    from according.output import Sink


@click.command(short_help="Read reports: who says what, by whose account.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "-f", help="json, csv or html; without it, a ledger for the terminal.")
@click.option("--output", "-o", type=click.Path(), help="A file, or a folder that gets one file a report.")
@click.option("--brief", is_flag=True, help="One screen a report: who says what happened, and where the accounts part.")
@given_options
@click.option("--resume", is_flag=True, help="With a folder as output: leave out inputs whose file is already there.")
@reading_options
@click.option(
    "--scheme", default="ledger", help="How to mark: ledger (default), or polnear to compare with that corpus."
)
def read(
    paths: tuple[str, ...],
    format: str | None,
    output: str | None,
    brief: bool,
    resume: bool,
    jobs: int,
    **options: Any,
) -> None:
    """Read reports and show who says what, by whose account.

    PATH is a file, a folder, a glob pattern, or - for standard input. Reads plain text, HTML, PDF with a text layer,
    DOCX, JSON and JSON Lines.
    """
    from according.exporters import EXPORTERS
    from according.output import Sink, SinkError

    if format is not None and format not in EXPORTERS:
        stop(f"--format {format}: choose one of {', '.join(EXPORTERS)}.")
    recipe = recipe_of(**options)
    try:
        sink = Sink.choose(format, output, list(paths), resume, brief)
    except SinkError as error:
        stop(str(error))
    sys.exit(_read_into(sink, list(paths), recipe, jobs))


@click.command(short_help="Read a bundled fictional case.")
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
            stop(str(error))
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
        report(problem)
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
                            report(problem, reading.document.name)
                done += 1
                bar.done(item)
        sink.close()
    except SinkError as error:
        sink.discard()
        mute_output()
        click.echo(f"according: {error}", err=True)
        return SOME_FAILED
    except KeyboardInterrupt:
        try:
            sink.close()
        except (SinkError, BrokenPipeError):
            sink.discard()
            mute_output()
        left = f" {sink.resume_hint}" if sink.resume_hint else ""
        click.echo(f"\nInterrupted: {done} of {len(inputs)} inputs were read and written.{left}", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error.
        sink.discard()
        mute_output()
        return READ
    return status
