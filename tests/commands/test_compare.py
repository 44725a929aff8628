import csv
import json
from pathlib import Path
from subprocess import DEVNULL, TimeoutExpired
from time import monotonic
from typing import Any

import pytest

from according.exporters.comparison_csv import COMPARISON_COLUMNS
from command_line import PATIENCE, started
from commands.conftest import Run
from commands.told import make


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return make(tmp_path / "told.case")


def compared(run: Run, case: Path) -> Any:
    outcome = run("compare", case, "-f", "json")
    assert (outcome.status, outcome.err) == (0, "")
    return json.loads(outcome.out)


def test_json_has_the_shape_that_was_agreed(run: Run, told: Path) -> None:
    data = compared(run, told)
    assert [d["name"] for d in data["documents"]] == ["alpha", "beta", "gamma"]
    (incident,) = data["incidents"]
    assert {"id", "title", "earliest", "latest", "places", "actors", "events", "figures", "sources"} <= set(incident)
    assert set(incident["events"][0]) == {"document", "event", "spans"}
    assert {"of", "low", "high", "by"} <= set(incident["figures"][0])
    assert set(incident["sources"]) == {"independent", "affiliated", "repeat", "unknown"}
    texts = {d["id"]: d["text"] for d in data["documents"]}
    parted = [d for d in data["differences"] if d["verdict"] == "contradict"]
    assert len(parted) == 3
    for side in (d[key] for d in parted for key in "ab"):
        assert {"document", "statement", "spans"} <= set(side)
        assert all(texts[side["document"]][begin:end] for begin, end in side["spans"])


def test_a_panel_has_every_figure_low_to_high_with_its_holder(run: Run, told: Path) -> None:
    out = " ".join(run("compare", told).out.replace("│", " ").split())
    assert "Who says what" in out and "Where they part" in out
    five, twelve, most = (
        out.index(words) for words in ("5 “5” — Tomas Reil", "12 “12” — Ada Venn", "31 “31” — Ilse Marro")
    )
    assert five < twelve < most
    assert "3 accounts in 3 reports" in out
    assert "16" not in out  # no figure is averaged
    assert "true" not in out.lower() and "verified" not in out.lower()


def test_csv_has_rows_of_four_kinds(run: Run, told: Path, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "c.csv"
    assert run("compare", told, "-f", "csv", "-o", path).status == 0
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == list(COMPARISON_COLUMNS)
    kinds = [row["record"] for row in rows]
    assert kinds == ["incident", *["account"] * 3, *["figure"] * 3, *["difference"] * 3]
    assert {row["incident"] for row in rows} == {rows[0]["incident"]} and rows[0]["incident"]
    assert [row["low"] for row in rows if row["record"] == "figure"] == ["5", "12", "31"]
    assert not [p for p in path.parent.iterdir() if p != path]


def test_what_reviewers_removed_or_rejected_is_left_out(run: Run, told: Path) -> None:
    before = compared(run, told)["incidents"][0]
    event = next(e for e in before["events"] if e["document"] == "d-beta")
    assert run("judge", told, "remove", "alpha", "--by", "M. Sahl", "--note", "a copy").status == 0
    assert run("judge", told, "reject", f"beta:{event['event']}", "--by", "M. Sahl").status == 0
    data = compared(run, told)
    assert [d["name"] for d in data["documents"]] == ["beta", "gamma"]
    assert data["incidents"] == []
    for verb, words in (("restore", "alpha"), ("accept", f"beta:{event['event']}")):
        assert run("judge", told, verb, words, "--by", "M. Sahl").status == 0
    again = compared(run, told)["incidents"][0]
    assert {e["document"] for e in again["events"]} == {e["document"] for e in before["events"]}
    out = run("list", told, "--judgements").out
    assert "M. Sahl: remove d-alpha (a copy)" in out and out.count("\n") == 4


def test_actors_that_a_reviewer_merged_are_one(run: Run, told: Path) -> None:
    def origins() -> set[str]:
        return {d["independence"] for d in compared(run, told)["differences"]}

    assert origins() == {"independent"}
    done = run("judge", told, "merge", "alpha:Ilse Marro", "beta:Tomas Reil", "gamma:Ada Venn", "--by", "M. Sahl")
    assert done.status == 0, done.err
    assert origins() == {"same"}
    assert run("judge", told, "split", "alpha:Ilse Marro", "beta:Tomas Reil", "--by", "M. Sahl").status == 0
    assert origins() != {"same"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["remove", "delta"], "delta: no report of"),
        (["remove", "alpha:E0"], "remove needs a report."),
        (["reject", "alpha"], "reject needs a record of a report, NAME:ID."),
        (["merge", "alpha:Ilse Marro"], "merge needs two actors or more."),
        (["burn", "alpha"], "burn"),
    ],
)
def test_wrong_judgements_say_what_is_right(run: Run, told: Path, arguments: list[str], says: str) -> None:
    outcome = run("judge", told, *arguments, "--by", "M. Sahl")
    assert outcome.status == 2 and says in outcome.err
    assert run("list", told, "--judgements").out == ""


def test_an_empty_case_has_nothing_to_compare(run: Run, tmp_path: Path) -> None:
    run("add", tmp_path / "a.case", tmp_path / "none.txt")
    assert "0 reports, 0 incidents" in run("compare", tmp_path / "a.case").out


def test_a_compare_killed_at_any_moment_leaves_the_case_as_it_was(run: Run, told: Path) -> None:
    before, bytes_before = compared(run, told), told.read_bytes()
    begun = monotonic()
    whole = started("compare", told, stdout=DEVNULL, stderr=DEVNULL)
    assert whole.wait(PATIENCE) == 0
    lasts = monotonic() - begun
    killed = 0
    for number in range(12):
        process = started("compare", told, stdout=DEVNULL, stderr=DEVNULL)
        try:
            process.wait(lasts * (number + 1) / 14)
        except TimeoutExpired:
            process.kill()
            killed += 1
        process.wait(PATIENCE)
    assert killed
    assert told.read_bytes() == bytes_before
    assert run("verify", told).status == 0
    assert compared(run, told) == before
