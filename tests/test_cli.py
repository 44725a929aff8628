import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from according import __version__
from according.cli import main
from according.ledger import Reading, decode


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]
Process = subprocess.Popen[bytes]
Start = Callable[..., Process]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process."""

    def run_here(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["according", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), printed.out, printed.err)

    return run_here


@pytest.fixture
def start() -> Iterator[Start]:
    """The command line as a process with a group of its own; what is left of it at the end is killed."""
    started: list[Process] = []

    def start_process(*arguments: str | Path, **options: Any) -> Process:
        call = [sys.executable, "-c", "from according.cli import main; main()", *map(str, arguments)]
        pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        started.append(subprocess.Popen(call, start_new_session=True, **(pipes | options)))
        return started[-1]

    yield start_process
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ended(process: Process, data: bytes | None = None) -> Outcome:
    out, err = process.communicate(data, timeout=60)
    return Outcome(process.returncode, (out or b"").decode(), (err or b"").decode())


def ledgers(text: str) -> list[Reading]:
    return [decode(json.loads(line)) for line in text.splitlines()]


def names(text: str) -> list[str]:
    return [reading.document.name for reading in ledgers(text)]


def many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        sentence = f"The mayor of Harrow said that {number} buses were hit. The army denied it.\n"
        (folder / f"{number:03}.txt").write_text(sentence * 6)
    return folder


# What is printed


def test_a_line_of_json_a_report_in_order(run: Run, reports: Path) -> None:
    outcome = run("read", reports, "-f", "json", "-j1")
    assert (outcome.status, outcome.err) == (0, "")
    assert names(outcome.out) == ["bridge", "convoy", "harbour", "wires-0001", "wires-0002"]


def test_inputs_keep_the_order_they_are_named_in(run: Run, reports: Path) -> None:
    outcome = run("read", reports / "convoy.txt", reports, "-f", "json", "-j2")
    assert names(outcome.out) == ["convoy", "bridge", "harbour", "wires-0001", "wires-0002"]


def test_a_text_file_is_kept_to_the_code_point(run: Run, reports: Path) -> None:
    (reading,) = ledgers(run("read", reports / "bridge.txt", "-f", "json").out)
    assert reading.document.text == (reports / "bridge.txt").read_bytes().decode()
    assert "\r\n" in reading.document.text and "🚌" in reading.document.text


@pytest.mark.trained
def test_the_terminal_shows_who_and_what(run: Run, reports: Path) -> None:
    outcome = run("read", reports / "bridge.txt")
    assert outcome.status == 0
    for words in ("Imre Solvay", "the bridge had fallen", "We lost nine houses"):
        assert words in " ".join(outcome.out.split())
    assert "\x1b" not in outcome.out  # no terminal, no colour


def test_a_brief_fits_a_screen(run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    outcome = run("read", reports / "bridge.txt", reports / "convoy.txt", "--brief")
    assert (outcome.status, outcome.err) == (0, "")
    assert max(map(len, outcome.out.splitlines())) <= 60
    assert len(outcome.out.splitlines()) <= 2 * 25
    assert "bridge" in outcome.out and "convoy" in outcome.out


@pytest.mark.trained
def test_csv_has_a_row_a_statement(run: Run, reports: Path) -> None:
    outcome = run("read", reports, "--format", "csv", "-j1")
    rows = list(csv.DictReader(outcome.out.splitlines()))
    assert {row["name"] for row in rows} == {"bridge", "convoy", "harbour", "wires-0001", "wires-0002"}
    assert "Imre Solvay" in {row["speaker"] for row in rows}


def test_what_the_user_says_goes_before_what_the_file_says(run: Run, reports: Path) -> None:
    given = ("--published", "2031-04", "--publisher", "The Lirra Mail", "--title", "Two days")
    (reading, second) = ledgers(run("read", reports / "wires.jsonl", "-f", "json", *given).out)
    for document in (reading.document, second.document):
        assert (document.published, document.publisher, document.title) == ("2031-04", "The Lirra Mail", "Two days")


def test_a_page_is_written_for_a_report(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("read", reports / "bridge.txt", "-o", tmp_path / "bridge.html") == Outcome(0, "", "")
    page = (tmp_path / "bridge.html").read_text(encoding="utf-8")
    assert page.startswith("<!") and "nine houses" in page


def test_a_folder_gets_a_file_a_report_and_two_of_one_name_are_both_kept(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    (reports / "wires-0001.txt").write_text("A witness said that the harbour burned.")
    folder = tmp_path / "out"
    assert run("read", reports / "wires.jsonl", reports, "-f", "json", "-o", f"{folder}/", "-j1").status == 0
    texts = {path.stem: ledgers(path.read_text())[0].document.text for path in folder.iterdir()}
    assert sorted(texts) == ["bridge", "convoy", "harbour", "wires-0001", "wires-0001-2", "wires-0002"]
    assert texts["wires-0001"] == "Residents said that the road to Lirra was cut."
    assert texts["wires-0001-2"] == "A witness said that the harbour burned."


def test_resuming_reads_only_what_is_left(run: Run, reports: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run("read", reports / "bridge.txt", "-f", "json", "-o", f"{folder}/")
    (folder / "bridge.json").write_text("as it was")
    assert run("read", reports, "-f", "json", "-o", f"{folder}/", "--resume", "-j1").status == 0
    assert (folder / "bridge.json").read_text() == "as it was"
    assert len(list(folder.iterdir())) == 5


def test_the_version_and_the_help(run: Run) -> None:
    assert run("--version").out == f"according {__version__}\n"
    for flag in ("--format", "--output", "--published", "--publisher", "--title", "--jobs", "--resume", "--max-chars"):
        assert flag in run("read", "--help").out


# Wrong use: status 2, one line that says what to do, nothing read


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "PATH"),
        (["read", "a.txt", "--format", "xml"], "--format xml: choose one of json, csv, html."),
        (["read", "a.txt", "--scheme", "mine"], "--scheme mine: choose one of ledger, polnear, re3d, gum."),
        (["read", "a.txt", "--published", "soon"], "--published soon: give a date as 2017, 2017-10 or 2017-10-14."),
        (["read", "a.txt", "--published", "2017-02-30"], "give a date"),
        (["read", "a.txt", "--brief", "-f", "csv"], "--brief is a view of its own: leave out --format csv."),
        (["read", "a.txt", "--jobs", "-1"], "--jobs"),
        (["read", "a.txt", "--max-chars", "0"], "--max-chars"),
        (["read", "a.txt", "--resume"], "--resume needs -o FOLDER"),
        (["read", "a.txt", "b.txt", "-o", "out.html"], "Give a folder: -o out/"),
        (["read", "a.txt", "-o", "a.txt/out.json"], "Choose another place with -o."),
        (["learn"], "learn"),
    ],
)
def test_wrong_use(arguments: list[str], says: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("The army said so.")
    (tmp_path / "b.txt").write_text("The army said so.")
    monkeypatch.chdir(tmp_path)
    outcome = run(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert says in outcome.err and "Traceback" not in outcome.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


# Bad input: status 1, said, and the rest is read


@pytest.mark.parametrize(
    ("make", "name", "says"),
    [
        (None, "gone.txt", "There is no file"),
        (b"", "empty.txt", "The file is empty."),
        (b" \r\n\t\n", "spaces.txt", "There is no text in it."),
        (bytes(range(256)) * 20, "noise.bin", ""),
        (b"%PDF-1.4 and no more", "broken.pdf", ""),
        (b"PK\x03\x04 no archive", "broken.docx", ""),
        (b'{"title": "no text"}', "bare.json", "the record has no text"),
    ],
)
def test_one_bad_file_does_not_stop_the_rest(
    make: bytes | None, name: str, says: str, run: Run, reports: Path, tmp_path: Path
) -> None:
    bad = tmp_path / name
    if make is not None:
        bad.write_bytes(make)
    outcome = run("read", reports / "bridge.txt", bad, reports / "convoy.txt", "-f", "json", "-j1")
    assert outcome.status == 1
    assert outcome.err.startswith("according: ") and len(outcome.err.splitlines()) == 1
    assert says in outcome.err
    read = [reading.document.name for reading in ledgers(outcome.out) if reading.document.text]
    assert read == ["bridge", "convoy"]


def test_too_much_text_is_refused(run: Run, reports: Path) -> None:
    outcome = run("read", reports / "convoy.txt", "--max-chars", "50")
    assert outcome.status == 1 and "the limit is 50" in outcome.err


def test_a_folder_with_nothing_readable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    outcome = run("read", tmp_path)
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith(f"according: Nothing readable in {tmp_path}. Looked for: .txt")


def test_another_language_is_read_with_a_note(run: Run, tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text(
        "Der Bürgermeister sagte am Montag, dass die Brücke in der Nacht eingestürzt sei und niemand verletzt wurde."
    )
    outcome = run("read", tmp_path / "de.txt", "-f", "json")
    assert outcome.status == 0 and "English" in outcome.err
    assert ledgers(outcome.out)[0].document.language == "de"


# Processes of their own; more of them in test_cli_stopped.py


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [(b"", 1, "according: stdin: The file is empty.\n"), (b"The army said so.", 0, "")],
)
def test_standard_input(given: bytes, status: int, says: str, start: Start) -> None:
    outcome = ended(start("read", "-", "-f", "json", stdin=subprocess.PIPE), given)
    assert (outcome.status, outcome.err) == (status, says)
    assert [(r.document.name, r.document.text) for r in ledgers(outcome.out)] == [("stdin", given.decode())]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("format", [["-f", "json"], []])
def test_standard_output_on_a_full_disk(format: list[str], start: Start, reports: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        outcome = ended(start("read", reports / "bridge.txt", *format, stdout=full))
    assert outcome.status == 1
    assert outcome.err == "according: standard output: no space left on the disk. Free some space and run again.\n"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_ctrl_c_while_the_workers_start(start: Start, tmp_path: Path) -> None:
    process = start("read", many(tmp_path / "many", 20), "-f", "json", "-o", f"{tmp_path}/out/", "-j2")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and len(children.read_text().split()) < 2:
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGINT)
    outcome = ended(process)
    assert outcome.status == 130
    assert outcome.err.startswith("\nInterrupted: 0 of 20 inputs") and len(outcome.err.splitlines()) == 2


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="no memory figures of a process here")
def test_memory_stays_bounded_on_two_megabytes_of_text(tmp_path: Path) -> None:
    # Long unbroken words keep this quick: the cost in time is by the word.
    line = "The mayor of Harrow said that the bridge had fallen " + "x" * 9_948 + "\n"
    (tmp_path / "long.txt").write_text(line * 200)
    call = [
        sys.executable,
        "-c",
        "from according.cli import main; main()",
        "read",
        f"{tmp_path}/long.txt",
        "-f",
        "json",
    ]
    # A process that forks counts its own memory as its child's at first: a small one has to start what is measured.
    starter = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], 'wb'), check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    started = [sys.executable, "-c", starter, str(tmp_path / "out"), *call]
    most = int(subprocess.run(started, check=True, capture_output=True, text=True).stdout)
    assert len(ledgers((tmp_path / "out").read_text())[0].document.text) == 2_000_200
    kibibytes = most / (1024 if sys.platform == "darwin" else 1)
    assert kibibytes < 600 * 1024
