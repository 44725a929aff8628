"""``according gazetteer``: making an index of places."""

import sys
from pathlib import Path

import click

from according.commands.ending import INTERRUPTED, SOME_FAILED


@click.group(short_help="Make an index of places.")
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
