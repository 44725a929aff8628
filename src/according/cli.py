"""The command line: every command in the order in which help lists it. What they do is in :mod:`according.commands`."""

import os

import click

from according import __version__
from according.commands.add import add, reread
from according.commands.compare import compare
from according.commands.ending import INTERRUPTED, READ, SOME_FAILED, USAGE
from according.commands.find import find
from according.commands.gazetteer import gazetteer
from according.commands.judge import judge, list_
from according.commands.read import demo, read
from according.commands.transfer import export, import_
from according.commands.verify import verify

__all__ = ["INTERRUPTED", "READ", "SOME_FAILED", "USAGE", "app", "main"]


class _InOrder(click.Group):
    """Lists its commands in the order in which they were put in: as one comes to need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def main() -> None:
    """Run the command line."""
    # Each process reads for itself: threads of numpy's own would only wait for one another's cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app()


@click.group(name="according", cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="according", message="%(prog)s %(version)s")
def app() -> None:
    """Read reports of armed conflict and keep a ledger of what each claims and by whose account.

    Look at reports with read. Keep many in a case, a file that add makes: find what was said, compare the accounts.
    """


for _command in (read, demo, add, list_, find, compare, judge, reread, verify, export, import_, gazetteer):
    app.add_command(_command)
