"""``according list`` and ``according judge``: what a case holds, and what reviewers decide on it."""

import json
from dataclasses import asdict

import click

from according.commands.ending import as_utf8, stop
from according.commands.opening import opened_case
from according.commands.options import CASE

_VERBS = {
    "remove": "takes a report out of every view; the log keeps it",
    "restore": "brings it back",
    "reject": "leaves a statement or event out of comparisons",
    "accept": "takes that back, or notes that it is right",
    "merge": "the named actors are one",
    "split": "they are not",
}
FORMATS = ("terminal", "json")


@click.command(name="list", short_help="List the reports of a case.")
@CASE
@click.option("--judgements", is_flag=True, help="List what reviewers decided instead.")
@click.option("--removed", is_flag=True, help="Removed reports too.")
@click.option(
    "--format",
    "-f",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
    metavar="FORMAT",
    help="terminal, or json (one line each).",
)
def list_(case: str, judgements: bool, removed: bool, format: str) -> None:
    """List the reports of a case in the order they came, or what reviewers decided."""
    with opened_case(case) as opened:
        if judgements:
            made = opened.judgements()
            rows = [asdict(each) for each in made]
            told = [
                f"{j.at}  {j.by}: {j.verb} {' '.join(s.document + (f':{s.record}' if s.record else '') for s in j.subjects)}"
                f"{f' ({j.note})' if j.note else ''}"
                for j in made
            ]
        else:
            listed = opened.documents(removed=removed)
            rows = [asdict(each) for each in listed]
            told = [
                "  ".join(
                    filter(None, (d.id, d.name, d.publisher, d.published, d.title, "(removed)" if d.removed else ""))
                )
                for d in listed
            ]
        if format == "json":
            as_utf8().writelines(json.dumps(row) + "\n" for row in rows)
            return
        from according.exporters.lines import clean

        for line in told:
            click.echo(clean(line))


@click.command(
    short_help="Decide on a report or a record.",
    help="Decide on SUBJECT: "
    + "; ".join(f"{verb} {what}" for verb, what in _VERBS.items())
    + ".\n\nSUBJECT is a report, by name or id, or one of its records: NAME:ID, with an id that find --format json or "
    "compare --format json shows. Nothing is written over: a judgement is added to the log, with your name.",
)
@CASE
@click.argument("verb", type=click.Choice(list(_VERBS)), metavar="VERB")
@click.argument("subjects", nargs=-1, required=True, metavar="SUBJECT...")
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
@click.option("--note", default="", metavar="TEXT", help="Why.")
def judge(case: str, verb: str, subjects: tuple[str, ...], by: str, note: str) -> None:
    """Decide on a report or a record."""
    with opened_case(case, write=True) as opened:
        from according.judging import subject_of

        found = []
        for words in subjects:
            subject = subject_of(opened, words)
            if subject is None:
                stop(
                    f"{words}: no report of {opened.where} has this name or id, or several have it. See: according list"
                )
            if (subject.record is None) != (verb in ("remove", "restore")):
                needs = "a report" if verb in ("remove", "restore") else "a record of a report, NAME:ID"
                stop(f"{words}: {verb} needs {needs}.")
            found.append(subject)
        if verb in ("merge", "split") and len(found) < 2:
            stop(f"{verb} needs two actors or more.")
        made = opened.judge(verb, found, by, note=note)
        click.echo(f"{opened.where}: {verb} noted as {made.id}.")
