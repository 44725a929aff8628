"""How a command ends: exit statuses, and messages that say what to do."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TextIO

import click

from according.ledger import Problem

READ, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: everything done; something could not be read or written; wrong use; Ctrl-C."""


def stop(message: str, status: int = USAGE) -> NoReturn:
    """End with a message."""
    click.echo(f"according: {message}", err=True)
    sys.exit(status)


def report(problem: Problem, name: str = "") -> None:
    """Tell of a problem on standard error."""
    click.echo(f"according: {name}: {problem.message}" if name else f"according: {problem.message}", err=True)


def as_utf8() -> TextIO:
    """Standard output for a format whose line ends are part of it."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    return sys.stdout


def mute_output() -> None:
    """Let what is still buffered for a standard output that can't take it go nowhere, instead of failing at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def plain_ends(interrupted: str) -> Iterator[None]:
    """End a command that Ctrl-C or a closed output breaks off without a traceback; ``interrupted`` says what is left."""
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        click.echo(f"\n{interrupted}", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error.
        mute_output()
        sys.exit(READ)
