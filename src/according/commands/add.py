"""``according add`` and ``according reread``: reports into a case."""

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from according.commands.ending import INTERRUPTED, READ, SOME_FAILED, report
from according.commands.opening import opened_case
from according.commands.options import CASE, given_options, reading_options, recipe_of

if TYPE_CHECKING:
    from according.cases import Case
    from according.casework import Added
    from according.ledger import Problem

_NAMED = 3
"""Reports that are named for each kind of problem; the others are counted."""


@click.command(short_help="Read reports into a case.")
@CASE
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@given_options
@reading_options
@click.option("--again", is_flag=True, help="Read known reports too, to give them another date, publisher or title.")
def add(case: str, paths: tuple[str, ...], jobs: int, again: bool, **options: Any) -> None:
    """Read reports into a case, where they are kept, found and compared.

    CASE is a file, made when it is not there, or the URL of a PostgreSQL database: postgresql://user@host/database.
    PATH is a file, a folder, a glob pattern, or - for standard input. The same bytes are not read twice, so the same
    command goes on after an interruption, and adds what is new in a folder. Of a file that has changed, both versions
    are kept.
    """
    recipe = recipe_of(**options)
    with opened_case(case, create=True, write=True) as opened:
        from according.casework import add_all
        from according.readers import find_inputs

        inputs, missing = find_inputs(list(paths))
        for problem in missing:
            report(problem)
        from according.progress import Bar

        with Bar(inputs) as bar:
            sums = _follow(add_all(opened, inputs, recipe, jobs, bar.within, again), bar, len(inputs))
        sums.end(opened, SOME_FAILED if missing else READ)


@click.command(short_help="Read the reports of a case again.")
@CASE
@reading_options
def reread(case: str, jobs: int, **options: Any) -> None:
    """Read the reports of a case again, after an update of According or with another gazetteer.

    Reads the originals that the case holds. Former readings stay beside the new ones, and judgements stay with what
    they judge. Reports that were read with the same model and gazetteer already are left out.
    """
    recipe = recipe_of(**options)
    with opened_case(case, write=True) as opened:
        from according.casework import reread_all, to_reread
        from according.progress import Bar
        from according.readers import Input

        total = to_reread(opened, recipe)
        if not total:
            click.echo(f"{opened.where}: nothing to read again; all was read with this model and gazetteer.")
            return
        with Bar([Input("", None)] * total) as bar:
            sums = _follow(reread_all(opened, recipe, jobs, bar.within), bar, total)
        sums.end(opened, READ)


def _follow(steps: "Iterable[Added]", bar: Any, total: int) -> "_Sums":
    """Count what became of each input as it comes; what cannot be read is told at once."""
    sums = _Sums(total)
    try:
        for step in steps:
            bar.pause()
            sums.take(step)
            bar.done(step.item)
    except KeyboardInterrupt:
        sums.interrupted = True
    return sums


class _Sums:
    """What became of the inputs, and what was wrong with how many."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.interrupted = False
        self._done = 0
        self._counts: Counter[str] = Counter()
        self._warned: dict[str, list[tuple[str, Problem]]] = {}

    def take(self, step: "Added") -> None:
        """Count one input."""
        self._done += 1
        kept = step.kept
        self._counts.update(added=kept.added, again=kept.again, unread=kept.unread, removed=kept.removed)
        self._counts["known"] += step.known
        for name, problem in step.problems:
            if problem.fatal:
                report(problem, name or step.item.name)
            else:
                self._warned.setdefault(problem.code, []).append((name, problem))

    def end(self, case: "Case", status: int) -> None:
        """Print the sums and the problems by kind, and end with the status that they deserve."""
        from according.exporters.plain import plural

        for found in self._warned.values():
            names = ", ".join(dict.fromkeys(name for name, _ in found[:_NAMED]))
            more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
            click.echo(f"according: {names}{more}: {found[0][1].message}", err=True)
        if self.interrupted:
            click.echo(f"\nInterrupted: {self._done} of {self.total} inputs are done. The same command does the rest.",
                       err=True)  # fmt: skip
        click.echo(f"{case.where}: {self._told()}; {plural(case.sums().documents, 'report')} in all.")
        sys.exit(INTERRUPTED if self.interrupted else SOME_FAILED if self._counts["unread"] else status)

    def _told(self) -> str:
        c = self._counts
        told = [f"{c['added']:,} added"]
        told += [f"{c['again'] + c['known']:,} known already"] if c["again"] + c["known"] else []
        told += [f"{c['removed']:,} of removed reports"] if c["removed"] else []
        return ", ".join([*told, f"{c['unread']:,} could not be read"] if c["unread"] else told)
