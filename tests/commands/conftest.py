"""The commands in this process, and a case to use them on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from according.cases import open_case
from according.cli import app
from cases.reports import BRIDGE, HARBOUR, TOOLS, bridge, harbour, original


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run() -> Run:
    """Runs a command; anything but an orderly end fails the test."""

    def run_here(*arguments: str | Path, given: str | None = None) -> Outcome:
        done = CliRunner().invoke(app, [str(a) for a in arguments], input=given)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Outcome(done.exit_code, done.stdout, done.stderr)

    return run_here


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with two made readings: a claim and its denial, and a demand."""
    path = tmp_path / "made.case"
    with open_case(path) as opened:
        opened.keep(original(BRIDGE), [bridge()], TOOLS)
        opened.keep(original(HARBOUR, "file:///reports/harbour.txt"), [harbour()], TOOLS)
    return path
