"""Opening a case for a command: what goes wrong with it ends the command in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from according.commands.ending import SOME_FAILED, USAGE, plain_ends, stop

if TYPE_CHECKING:
    from according.cases import Case

_WRONG_USE = frozenset(("bad_date", "bad_url", "unknown_verb", "unknown_document", "no_subject"))
"""Codes of CaseErrors that are the caller's own."""


@contextmanager
def opened_case(
    where: str, *, create: bool = False, write: bool = False, interrupted: str = "Interrupted."
) -> Iterator["Case"]:
    """The case at ``where``. Errors of it, within the block too, end the command with a message and a status."""
    try:
        from according.cases import CaseError, open_case
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "sqlalchemy":
            raise
        stop("Cases need SQLAlchemy. Install it with: pip install sqlalchemy", SOME_FAILED)
    with plain_ends(interrupted):
        try:
            with open_case(where, create=create, write=write) as case:
                yield case
        except CaseError as error:
            stop(error.message, USAGE if error.code in _WRONG_USE else SOME_FAILED)
