"""``according verify``: whether a case is as it was kept."""

import sys

import click

from according.commands.ending import SOME_FAILED
from according.commands.opening import opened_case
from according.commands.options import CASE


@click.command(short_help="Check that nothing in a case was altered.")
@CASE
def verify(case: str) -> None:
    """Check that nothing in a case was altered since it was kept, and name what was.

    Computes every hash again, and the chain of the log, in which each row holds the hash of the one before. Note the
    hash that is printed somewhere else: if the case shows another at that row later, its log was rewritten.
    """
    with opened_case(case) as opened:
        from according.exporters.plain import plural
        from according.progress import StepBar

        with StepBar("checking") as bar:
            altered = opened.verify(bar.to)
        for each in altered:
            click.echo(f"{each.kind} {each.name}: {each.message}")
        if altered:
            click.echo(f"according: {opened.where} is not as it was kept: {len(altered):,} found.", err=True)
            sys.exit(SOME_FAILED)
        sums = opened.sums()
        number, hash_ = sums.head
        removed = f" ({sums.removed:,} removed)" if sums.removed else ""
        told = [
            plural(sums.originals, "original"), plural(sums.documents, "report") + removed,
            plural(sums.readings, "reading"), plural(sums.judgements, "judgement"),
        ]  # fmt: skip
        click.echo(f"{opened.where}: unaltered. {', '.join(told)}.\nRow {number:,} of its log has the hash {hash_}")
