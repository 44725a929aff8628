"""What is wrong with a case is told in words, by every command alike."""

import subprocess
import sys
from pathlib import Path

import pytest

from cases.raw import sql
from commands.conftest import Run

READING = [("list",), ("find", "bridge"), ("compare",), ("verify",), ("export", "--to", "csv")]


@pytest.mark.parametrize("command", READING, ids=lambda c: c[0])
def test_a_case_that_is_not_there_is_not_made(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    outcome = run(command[0], tmp_path / "none.case", *command[1:])
    assert (outcome.status, outcome.out) == (1, "")
    assert "There is no case" in outcome.err and "according add CASE FILE..." in outcome.err
    assert not (tmp_path / "none.case").exists()


@pytest.mark.parametrize("command", [*READING, ("reread",)], ids=lambda c: c[0])
def test_another_file_is_no_case(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("Not a case at all. " * 100)
    outcome = run(command[0], other, *command[1:])
    assert outcome.status == 1
    assert f"{other} is not a case. Name another file; nothing in it was changed." in outcome.err


def test_a_folder_is_no_case(run: Run, tmp_path: Path) -> None:
    assert "is a folder. A case is one file." in run("verify", tmp_path).err


def test_a_newer_schema_asks_for_an_update(run: Run, case: Path) -> None:
    sql(str(case), "INSERT INTO according_case VALUES (99, '2040-01-01T00:00:00Z')")
    outcome = run("find", case, "bridge")
    assert outcome.status == 1 and "Update According" in outcome.err


def test_a_missing_library_is_named(case: Path) -> None:
    hidden = "import sys; sys.modules['sqlalchemy'] = None; from according.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", hidden, "verify", str(case)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 1
    assert done.stderr == "according: Cases need SQLAlchemy. Install it with: pip install sqlalchemy\n"


def test_an_altered_case_is_named(run: Run, case: Path) -> None:
    assert run("verify", case).out.startswith(f"{case}: unaltered. 2 originals, 2 reports, 2 readings, 0 judgements.")
    sql(str(case), "UPDATE source SET name = 'other' WHERE address LIKE '%bridge%'")
    outcome = run("verify", case)
    assert outcome.status == 1
    assert "version file:///reports/bridge.txt, version 1: is missing or was altered" in outcome.out
    assert "is not as it was kept" in outcome.err
