"""Arguments and options that several commands have, and the recipe that they make."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from according.commands.ending import stop

if TYPE_CHECKING:
    from according.config import Recipe

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

CASE = click.argument("case", metavar="CASE")

_GIVEN: tuple[Decorator, ...] = (
    click.option("--published", metavar="DATE", help="When the reports were published: 2017, 2017-10 or 2017-10-14."),
    click.option("--publisher", metavar="NAME", help="Who published the reports."),
    click.option("--title", metavar="TEXT", help="The title of the report."),
)
_HOW: tuple[Decorator, ...] = (
    click.option(
        "--jobs", "-j", type=click.IntRange(min=0), default=0,
        help="Processes; 0, the default, is one a core where there is enough to read.",
    ),
    click.option(
        "--max-chars", type=click.IntRange(min=1), default=20_000_000, show_default=True,
        help="Refuse a report with more characters of text than this.",
    ),
    click.option(
        "--actors", type=click.Path(exists=True, dir_okay=False), multiple=True,
        help="Names of actors, FollowTheMoney JSON lines; may be given more than once.",
    ),
    click.option(
        "--gazetteer", type=click.Path(exists=True, dir_okay=False),
        help="An index of places made by according gazetteer build.",
    ),
)  # fmt: skip


def given_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What the user says of the reports: --published, --publisher, --title."""
    return _all(_GIVEN, function)


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """How reports are read: --jobs, --max-chars, --actors, --gazetteer."""
    return _all(_HOW, function)


def recipe_of(
    *,
    max_chars: int,
    actors: tuple[str, ...],
    gazetteer: str | None,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    scheme: str = "ledger",
) -> "Recipe":
    """The recipe that the options ask for. Stops with a message where one of them is wrong."""
    from according.config import Recipe
    from according.model import SCHEMES
    from according.readers import Given, Limits, parse_published

    if scheme not in SCHEMES:
        stop(f"--scheme {scheme}: choose one of {', '.join(SCHEMES)}.")
    date = None
    if published is not None:
        date = parse_published(published)
        if date is None:
            stop(f"--published {published}: give a date as 2017, 2017-10 or 2017-10-14.")
    _check_gazetteer(gazetteer)
    return Recipe(
        Given(title, publisher, date), Limits(text_chars=max_chars), gazetteer=Path(gazetteer) if gazetteer else None,
        actors=tuple(Path(a) for a in actors), scheme=scheme,
    )  # fmt: skip


def _all(decorators: tuple[Decorator, ...], function: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def _check_gazetteer(path: str | None) -> None:
    """Stop with a message where an index of places cannot be used."""
    if path is not None:
        from according.resolve.places import GazetteerError, open_gazetteer

        try:
            open_gazetteer(Path(path))
        except (GazetteerError, OSError) as error:
            stop(str(error))
