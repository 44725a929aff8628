import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from according.commands.transfer import FORMATS
from cases.server import Server, can_start
from commands.conftest import Run
from commands.told import make


def test_jsonl_makes_the_same_case_again(run: Run, case: Path, tmp_path: Path) -> None:
    run("judge", case, "remove", "harbour", "--by", "M. Sahl")
    first, second, copy = (tmp_path / name for name in ("1.jsonl", "2.jsonl", "copy.case"))
    assert run("export", case, "--to", "jsonl", "-o", first).status == 0
    assert run("import", copy, first).out == f"{copy}: 1 report, 2 readings, 1 judgement.\n"
    assert run("export", copy, "--to", "jsonl", "-o", second).status == 0
    assert first.read_bytes() == second.read_bytes()
    assert run("verify", copy).status == 0
    assert run("find", copy, "bridge", "-f", "json").out == run("find", case, "bridge", "-f", "json").out


def test_an_altered_export_puts_nothing_in(run: Run, case: Path, tmp_path: Path) -> None:
    path = tmp_path / "1.jsonl"
    run("export", case, "--to", "jsonl", "-o", path)
    path.write_text(path.read_text().replace("Harbour Wire", "Other Wire"))
    outcome = run("import", tmp_path / "copy.case", path)
    assert outcome.status == 1 and "Nothing was put in." in outcome.err
    assert not (tmp_path / "copy.case").exists()


def test_a_bad_export_leaves_no_case_behind(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{}\n", encoding="utf8")
    assert run("import", tmp_path / "new.case", path).status != 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.jsonl"]


def test_an_export_goes_into_an_empty_case_only(run: Run, case: Path, tmp_path: Path) -> None:
    run("export", case, "--to", "jsonl", "-o", tmp_path / "1.jsonl")
    assert "Name a file that is not there." in run("import", case, tmp_path / "1.jsonl").err
    assert "There is no file" in run("import", tmp_path / "b.case", tmp_path / "2.jsonl").err


@pytest.mark.parametrize("to", ["csv", "geojson", "web-annotation", "ucdp", "acled"])
def test_every_text_format_is_printed_or_written(run: Run, case: Path, tmp_path: Path, to: str) -> None:
    printed = run("export", case, "--to", to)
    assert (printed.status, printed.err) == (0, "")
    assert run("export", case, "--to", to, "-o", tmp_path / "out").status == 0
    assert (tmp_path / "out").read_bytes().decode().replace("\r\n", "\n") == printed.out
    assert "Ost-Kareem" in printed.out
    if to in ("geojson", "web-annotation"):
        json.loads(printed.out)
    else:
        assert len({len(row) for row in csv.reader(printed.out.splitlines())}) == 1


def test_rejected_records_are_not_exported(run: Run, case: Path) -> None:
    (hit,) = map(
        json.loads, run("find", case, "--type", "ASSAULT", "--stance", "assert", "-f", "json").out.splitlines()
    )
    run("judge", case, "reject", f"bridge:{hit['record']}", "--by", "M. Sahl")
    assert "Ost-Kareem" not in run("export", case, "--to", "geojson").out


def test_a_folder_of_entities(run: Run, case: Path, tmp_path: Path) -> None:
    assert run("export", case, "--to", "followthemoney", "-o", tmp_path / "ftm").status == 0
    assert sorted(p.name for p in (tmp_path / "ftm").iterdir()) == ["entities.ftm.json", "statements.csv"]


def test_a_figure_is_chosen_only_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    told = make(tmp_path / "told.case")
    for policy, fatalities in (("none", ""), ("most-conservative", "5")):
        (row,) = csv.DictReader(run("export", told, "--to", "acled", "--fatalities", policy).out.splitlines())
        assert row["fatalities"] == fatalities
        assert (row["fatalities_low"], row["fatalities_high"], row["independent_sources"]) == ("5", "31", "3")
    (row,) = csv.DictReader(run("export", told, "--to", "ucdp").out.splitlines())
    assert (row["best"], row["low"], row["high"], row["number_of_sources"]) == ("", "5", "31", "3")


def test_wrong_use(run: Run, case: Path) -> None:
    assert "make a folder" in run("export", case, "--to", "followthemoney").err.replace("makes", "make")
    assert (
        "--fatalities goes with --to acled."
        in run("export", case, "--to", "csv", "--fatalities", "most-conservative").err
    )
    outcome = run("export", case, "--to", "xml")
    assert outcome.status == 2 and all(name in outcome.err for name in FORMATS)


def test_a_missing_extra_is_named(run: Run, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    outcome = run("export", case, "--to", "parquet", "-o", tmp_path / "tables")
    assert outcome.status == 1
    assert outcome.err == "according: --to parquet needs pyarrow. Install it with: pip install 'according[parquet]'\n"
    assert list((tmp_path / "tables").iterdir()) == []


def test_what_cannot_be_written_says_so(run: Run, case: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = run("export", case, "--to", "csv", "-o", tmp_path / "file" / "out.csv")
    assert outcome.status == 1 and "Choose another place with -o." in outcome.err


@pytest.mark.skipif(not can_start(), reason="PostgreSQL is not installed")
def test_a_case_on_postgresql_moves_to_a_file_and_back(run: Run, case: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    run("export", case, "--to", "jsonl", "-o", first)
    server = Server()
    try:
        outcome = run("import", server.url, first)
        assert outcome.status == 0, outcome.err
        assert run("export", server.url, "--to", "jsonl", "-o", second).status == 0
        assert first.read_bytes() == second.read_bytes()
        assert run("find", server.url, "bridge", "-f", "json").out == run("find", case, "bridge", "-f", "json").out
        assert run("compare", server.url, "-f", "json").out == run("compare", case, "-f", "json").out
        note = tmp_path / "note.txt"
        note.write_text("The mayor said that two were hurt.")
        assert "1 added; 3 reports in all." in run("add", server.url, note).out
        assert run("verify", server.url).status == 0
    finally:
        server.remove()


def test_a_case_that_was_put_in_stays_though_nobody_reads_what_is_told(case: Path, run: Run, tmp_path: Path) -> None:
    exported, copy = tmp_path / "1.jsonl", tmp_path / "copy.case"
    run("export", case, "--to", "jsonl", "-o", exported)
    call = [sys.executable, "-c", "from according.cli import main; main()", "import", str(copy), str(exported)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        process.stdout.close()
    assert copy.exists()
    assert run("verify", copy).status == 0
