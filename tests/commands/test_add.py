"""``according add`` and ``according reread``, with the packaged model."""

import signal
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from according.cases import CaseError, Kept, Tools, open_case
from according.casework import add_all, reread_all
from according.config import Recipe
from according.readers import Given, find_inputs
from cases.reports import TOOLS, bridge, original
from command_line import PATIENCE, no_traceback, started, write_reports
from commands.conftest import Run


def documents(case: Path) -> list[str]:
    with open_case(case, write=False) as opened:
        return [d.name for d in opened.documents()]


def test_reports_are_added_once(run: Run, reports: Path, tmp_path: Path) -> None:
    case = tmp_path / "a.case"
    assert run("add", case, reports, "-j1").out == f"{case}: 5 added; 5 reports in all.\n"
    assert documents(case) == ["bridge", "convoy", "harbour", "wires-0001", "wires-0002"]
    again = run("add", case, reports, "-j1")
    assert (again.status, again.out) == (0, f"{case}: 0 added, 4 known already; 5 reports in all.\n")
    assert run("verify", case).status == 0


def test_a_changed_file_is_a_new_version_and_the_old_one_stays(run: Run, tmp_path: Path) -> None:
    case, report = tmp_path / "a.case", tmp_path / "report.txt"
    for text in ("The mayor said that two were hurt.", "The mayor said that three were hurt."):
        report.write_text(text)
        assert run("add", case, report).status == 0
    with open_case(case, write=False) as opened:
        assert [v.number for v in opened.versions(str(report.resolve()))] == [1, 2]
        assert sorted(r.document.text[20:25] for r in opened.readings()) == ["three", "two w"]


def test_the_same_bytes_under_two_names_are_read_once(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "a.case"
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("The mayor said that two were hurt.")
    out = run("add", case, tmp_path / "one.txt", tmp_path / "two.txt").out
    assert out == f"{case}: 1 added, 1 known already; 1 report in all.\n"
    with open_case(case, write=False) as opened:
        assert [Path(v.address).name for v in opened.versions()] == ["one.txt", "two.txt"]
        assert opened.sums().readings == 1


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "a.case"
    (tmp_path / "good.txt").write_text("The mayor said that two were hurt.")
    (tmp_path / "empty.txt").write_text("")
    outcome = run("add", case, tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "none.txt")
    assert outcome.status == 1
    assert "1 added, 1 could not be read; 1 report in all." in outcome.out
    assert "empty: The file is empty." in outcome.err
    assert "There is no file" in outcome.err


def test_warnings_are_summed_up_by_kind(run: Run, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"The mayor said \0 that {number} were hurt.")
    outcome = run("add", tmp_path / "a.case", tmp_path, "-j1")
    assert outcome.status == 0
    assert "according: 0, 1, 2 and 2 more: NUL characters in the text" in outcome.err
    assert outcome.err.count("NUL") == 1


def test_standard_input_is_kept(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "a.case"
    for _ in range(2):
        outcome = run("add", case, "-", "--publisher", "Harbour Wire", given="The mayor said that two were hurt.")
        assert outcome.status == 0
    assert "1 known already; 1 report in all." in outcome.out
    with open_case(case, write=False) as opened:
        (listed,) = opened.documents()
        assert (listed.name, listed.publisher) == ("stdin", "Harbour Wire")


def test_what_the_user_said_is_said_again_when_it_is_read_again(tmp_path: Path) -> None:
    text = "The mayor said on Monday that two were hurt."
    case = tmp_path / "a.case"
    found = original(text, "/reports/note.txt")
    given = replace(found, given={"published": "2031-04-16", "publisher": "Harbour Wire"})
    made = replace(bridge(), document=replace(bridge().document, id="d1", text=text, sha256=found.sha256))
    with open_case(case) as opened:
        opened.keep(given, [made], TOOLS)
        opened.keep(original("A clerk said that all was well.", "/reports/other.txt"), [], TOOLS)
        (step,) = reread_all(opened, Recipe(), 1)
        assert (step.kept, step.problems) == (Kept(added=1), ())
        read = [d for d in opened.documents() if d.id != "d1"]
        assert [(d.published, d.publisher) for d in read] == [("2031-04-16", "Harbour Wire")]
        assert list(reread_all(opened, Recipe(), 1)) == []
        assert opened.verify() == []


def test_again_gives_a_known_report_another_publisher(run: Run, tmp_path: Path) -> None:
    case, report = tmp_path / "a.case", tmp_path / "report.txt"
    report.write_text("The mayor said that two were hurt.")
    run("add", case, report)
    assert "1 added" in run("add", case, report, "--publisher", "Harbour Wire", "--again").out
    with open_case(case, write=False) as opened:
        (listed,) = opened.documents()
        assert (listed.publisher, listed.readings) == ("Harbour Wire", 2)
        assert {tools.model for tools, _, _ in opened.history(listed.id)} != {""}
        assert opened.verify() == []


def test_what_is_told_of_one_input_goes_before_what_is_told_of_all(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("The mayor said that two were hurt.")
    (item,), _ = find_inputs([str(tmp_path / "report.txt")])
    with open_case(tmp_path / "a.case") as opened:
        list(add_all(opened, [replace(item, given=Given(publisher="Own"))], Recipe(Given(publisher="All")), 1))
        assert [d.publisher for d in opened.documents()] == ["Own"]


def test_there_is_nothing_to_read_again_with_the_same_tools(run: Run, tmp_path: Path) -> None:
    case, report = tmp_path / "a.case", tmp_path / "report.txt"
    report.write_text("The mayor said that two were hurt.")
    run("add", case, report)
    assert "nothing to read again" in run("reread", case).out
    with open_case(case) as opened:
        assert list(opened.to_reread(Tools("another"))) != []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_broken_off_add_loses_nothing_it_kept_and_goes_on(run: Run, tmp_path: Path, number: signal.Signals) -> None:
    case, folder = tmp_path / "a.case", tmp_path / "reports"
    write_reports(folder, 12, times=4)
    process = started("add", case, folder, "-j1")
    kept: list[str] = []
    deadline = time.monotonic() + PATIENCE
    while not kept and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
        with suppress(CaseError):  # until it is made
            kept = documents(case)
    process.send_signal(number)
    _, err = process.communicate(timeout=PATIENCE)
    no_traceback(err)
    assert kept and kept == documents(case)[: len(kept)]
    if number == signal.SIGINT and process.returncode != 0:  # else it was done already
        assert process.returncode == 130 and "The same command does the rest." in err
    assert run("add", case, folder, "-j1").status == 0
    assert documents(case) == [f"{n:02}" for n in range(12)]
    assert run("verify", case).status == 0


def test_two_commands_add_to_one_case(tmp_path: Path) -> None:
    case, folder = tmp_path / "a.case", tmp_path / "reports"
    paths = write_reports(folder, 6)
    processes = [started("add", case, *some, "-j1") for some in (paths[:4], paths[2:])]
    for process in processes:
        _, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, err) == (0, "")
    assert sorted(documents(case)) == [f"{n:02}" for n in range(6)]
