"""``according read`` stopped half way: by Ctrl-C, a full disk, a reader that went away, a killed worker, little memory."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from according.ledger import decode
from command_line import ACCORDING, according, no_traceback, started, workers_of, write_reports
from texts import REPORT


def wait_until(happened: Callable[[], object], process: "subprocess.Popen[str]", seconds: float = 30) -> None:
    """Wait until ``happened()`` is true while ``process`` runs."""
    end = time.monotonic() + seconds
    while not happened():
        assert process.poll() is None and time.monotonic() < end, process.communicate()
        time.sleep(0.005)


def interrupted(process: "subprocess.Popen[str]") -> str:
    """Press Ctrl-C: everything in the process's group is told. Returns standard error, with the status checked."""
    os.killpg(process.pid, signal.SIGINT)
    begun = time.monotonic()
    _, stderr = process.communicate(timeout=20)
    assert time.monotonic() - begun < 5, "it goes on reading"
    assert process.returncode == 130, stderr
    no_traceback(stderr)
    return stderr


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    before = set(workers_of(os.getpid()))
    yield
    assert set(workers_of(os.getpid())) <= before


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_finished_files_and_resume_reads_the_rest(jobs: int, tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    write_reports(inputs, 30, times=2)
    arguments = ("read", "-j", str(jobs), "-f", "json", "-o", f"{out}/", inputs)
    process = started(*arguments)
    wait_until(lambda: len(list(out.glob("[0-9]*.json"))) >= 3, process)
    stderr = interrupted(process)
    finished = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert 3 <= len(finished) < 30, "only finished files are there, nothing hidden or half-written"
    assert all(decode(json.loads(text)).document.text.endswith(REPORT) for text in finished.values())
    assert f"Interrupted: {len(finished)} of 30 inputs" in stderr and "--resume" in stderr

    times = {name: (out / name).stat().st_mtime_ns for name in finished}
    result = according(*arguments, "--resume")
    assert (result.returncode, result.stderr) == (0, "")
    assert len(list(out.iterdir())) == 30
    assert times == {name: (out / name).stat().st_mtime_ns for name in finished}, "what was there is not read again"


def test_ctrl_c_keeps_the_finished_lines_of_one_file(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 30, times=2)
    ledger = tmp_path / "ledger.json"
    process = started("read", "-j", "1", "-o", ledger, tmp_path / "in")
    wait_until(lambda: [p for p in tmp_path.glob(".ledger*") if p.stat().st_size > 2_000], process)
    stderr = interrupted(process)
    lines = ledger.read_text(encoding="utf-8").splitlines()
    assert f"Interrupted: {len(lines)} of 30" in stderr
    assert [decode(json.loads(line)).document.name for line in lines] == [f"{n:02}" for n in range(len(lines))]
    assert {path.name for path in tmp_path.iterdir()} == {"in", "ledger.json"}


def test_ctrl_c_while_workers_start_or_read_something_long(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 2, times=3_000)
    for seconds in (0.0, 2.0):  # at once: before the workers could say that they ignore it
        process = started("read", "-j", "2", "-o", f"{tmp_path}/out/", tmp_path / "in")
        wait_until(lambda process=process: len(workers_of(process.pid)) >= 2, process)  # type: ignore[misc]
        time.sleep(seconds)
        workers = workers_of(process.pid)
        assert "Interrupted: 0 of 2" in interrupted(process)
        end = time.monotonic() + 5
        while any(map(_command, workers)):
            assert time.monotonic() < end, "workers end with their parent"
            time.sleep(0.01)


def test_a_worker_killed_while_reading_costs_nothing(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 6, times=6)
    process = started("read", "-j", "2", "-f", "json", tmp_path / "in")
    workers: list[int] = []

    def reading() -> bool:
        workers[:] = [pid for pid in workers_of(process.pid) if b"spawn_main" in _command(pid)]
        return len(workers) == 2

    wait_until(reading, process)
    os.kill(workers[0], signal.SIGKILL)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (0, "")
    assert [decode(json.loads(line)).document.name for line in stdout.splitlines()] == [f"{n:02}" for n in range(6)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("format", [[], ["-f", "json"], ["-f", "csv"], ["-f", "html"]], ids=str)
def test_a_reader_that_went_away_is_no_error(format: list[str], tmp_path: Path) -> None:
    write_reports(tmp_path, 3)
    process = started("read", "-j", "1", *format, tmp_path)
    assert process.stdout and process.stderr
    process.stdout.close()
    stderr = process.stderr.read()
    assert (process.wait(timeout=30), stderr) == (0, "")


def test_head_takes_the_first_line_of_many(tmp_path: Path) -> None:
    write_reports(tmp_path, 3, times=120)  # more than a pipe holds
    reading = subprocess.Popen(
        [*ACCORDING, "read", "-j", "1", "-f", "json", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    head = subprocess.run(["head", "-c", "100"], stdin=reading.stdout, capture_output=True, timeout=60)
    assert reading.stdout and reading.stderr
    reading.stdout.close()
    assert head.stdout.startswith(b'{"schema":"according/ledger/1"')
    assert (reading.stderr.read(), reading.wait(timeout=30)) == (b"", 0)


@pytest.mark.parametrize("name", ["ledger.json", "ledger.csv", "ledger.txt", "folder/"])
def test_no_room_for_the_output(name: str, tmp_path: Path) -> None:
    small, big = write_reports(tmp_path / "in", 2)
    big.write_text(REPORT + "The market was closed that week. " * 400, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()

    def a_small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))

    where = f"{out}/{name}"
    result = according("read", "-j", "1", "-f", "json", "-o", where, small, big, preexec_fn=a_small_disk)
    assert result.returncode == 1
    assert where.rstrip("/") in result.stderr and "Choose another place" in result.stderr
    no_traceback(result.stderr)
    left = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()]
    assert left == (["folder/00.json"] if name == "folder/" else []), "finished files are kept, unfinished removed"


def test_devices_are_written_and_never_replaced(tmp_path: Path) -> None:
    [report] = write_reports(tmp_path / "in", 1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = started("read", "-j", "1", "-f", "json", "-o", pipe, report)
    with pipe.open(encoding="utf-8") as told:
        assert decode(json.loads(told.read())).document.name == "00"
    assert process.communicate(timeout=30) == ("", "") and process.returncode == 0
    assert pipe.is_fifo()


def test_the_bar_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    import pty

    write_reports(tmp_path / "in", 3)
    ours, theirs = pty.openpty()
    process = started(
        "read", "-j", "1", "-f", "json", tmp_path / "in", stderr=theirs, env=os.environ | {"TERM": "xterm"}
    )
    os.close(theirs)
    assert process.stdout
    assert len(process.stdout.read().splitlines()) == 3, "the bar never gets into the output"
    process.wait(timeout=30)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    assert b"reports" in shown and b"3/3" in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.slow
def test_two_megabytes_of_text_within_600_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(REPORT * (2_000_000 // len(REPORT)), encoding="utf-8")
    process = subprocess.Popen([*ACCORDING, "read", "-f", "json", "-o", str(tmp_path / "out.json"), str(path)])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    peak = usage.ru_maxrss / (1 if sys.platform == "darwin" else 1024)  # megabytes, from bytes or kilobytes
    assert peak < 600
    assert len(decode(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))).document.text) > 1_999_000
