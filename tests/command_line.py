"""The command line as its users start it: real processes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from texts import REPORT

PATIENCE = 300
"""Seconds after which a command hangs, however busy the machine."""

ACCORDING = [sys.executable, "-c", "from according.cli import main; main()"]


def according(*arguments: str | Path, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run ``according`` to its end. ``options`` are those of subprocess.run; both outputs are captured as text."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | options
    if "input" in options:
        del options["stdin"]
    return subprocess.run([*ACCORDING, *map(str, arguments)], text=True, encoding="utf-8", timeout=PATIENCE, **options)


def started(*arguments: str | Path, **options: Any) -> "subprocess.Popen[str]":
    """Start ``according`` in a process group of its own, as a shell does."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | options
    return subprocess.Popen(
        [*ACCORDING, *map(str, arguments)], text=True, encoding="utf-8", start_new_session=True, **options
    )


def workers_of(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent, state = _parent_and_state(folder)
            except (OSError, IndexError):
                continue
            if parent == pid and state != "Z":
                found.append(int(folder.name))
    return found


def _parent_and_state(process: Path) -> tuple[int, str]:
    state, parent = (process / "stat").read_text().rpartition(")")[2].split()[:2]
    return int(parent), state


def write_reports(folder: Path, count: int, times: int = 1) -> list[Path]:
    """``count`` fictional reports, 00.txt and so on, each of ``times`` times the same words."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{n:02}.txt" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_text(f"Report {n}.\n\n" + REPORT * times, encoding="utf-8")
    return paths


def no_traceback(stderr: str) -> None:
    """Whatever went wrong is told in words."""
    assert "Traceback" not in stderr and "Exception ignored" not in stderr, stderr


IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
