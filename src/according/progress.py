"""A progress bar on standard error, only where that is a terminal and the work is long enough to watch."""

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from according.readers import Input

if TYPE_CHECKING:
    from rich import progress as rich_progress

_LONG = 200_000
"""Code points from which a single report gets a bar of its own."""


class Bar:
    """Counts inputs that are done and, while one long report is read by itself, its code points."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self._total = len(inputs)
        self._shown: rich_progress.Progress | None = None
        self._task: rich_progress.TaskID | None = None
        self._part: rich_progress.TaskID | None = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._shown = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                redirect_stdout=False,  # rich would print the ledger here instead of where it goes
                transient=True,
            )
            if self._total > 1:
                self._task = self._shown.add_task("reports", total=self._total)

    def __enter__(self) -> "Bar":
        if self._shown and self._task is not None:
            self._shown.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._shown.stop()

    def within(self, item: Input, done: int, total: int) -> None:
        """Tell how much of one report is read (code points)."""
        if self._shown and total >= _LONG:
            if self._part is None:
                self._shown.start()
                self._part = self._shown.add_task(item.name, total=total)
            self._shown.update(self._part, completed=done)

    def done(self, item: Input) -> None:
        """Tell that one input is done."""
        if self._shown:
            if self._part is not None:
                self._shown.remove_task(self._part)
                self._part = None
            if self._task is not None:
                self._shown.advance(self._task)
                self._shown.start()

    def pause(self) -> None:
        """Clear the bar while something else is printed on the terminal."""
        if self._shown and sys.stdout.isatty():
            self._shown.stop()


class StepBar:
    """A bar for one piece of work that tells how much of how much is done."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown: rich_progress.Progress | None = None
        self._task: rich_progress.TaskID | None = None

    def __enter__(self) -> "StepBar":
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            self._shown = Progress(
                TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._shown.add_task(self._what, total=None)
            self._shown.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._shown.stop()

    def to(self, done: int, total: int) -> None:
        """Tell how much of how much is done."""
        if self._shown and self._task is not None:
            self._shown.update(self._task, completed=done, total=total)
