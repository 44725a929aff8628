import csv
import json
from pathlib import Path

import pytest

from according.exporters.hits import HIT_COLUMNS
from commands.conftest import Run


def found(run: Run, case: Path, *arguments: str) -> list[tuple[str, str]]:
    outcome = run("find", case, *arguments, "-f", "json")
    assert outcome.status == 0, outcome.err
    return [(hit["kind"], hit["words"]) for hit in map(json.loads, outcome.out.splitlines())]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--type", "assault"], ["attacked", "shelled"]),
        (["--type", "ASSAULT", "--factuality", "happened"], ["shelled"]),
        (["--type", "ASSAULT", "--type", "RETREAT"], ["attacked", "shelled", "withdraw"]),
        (["--kind", "event", "--speaker", "Solvay"], ["shelled"]),
        (["--kind", "event", "--actor", "HF"], ["attacked", "shelled"]),
        (["--kind", "event", "--stance", "demand"], ["withdraw"]),
        (["--kind", "event", "--place", "ost kareem"], ["shelled"]),
        (["--kind", "event", "--box", "41,36,42,37"], ["shelled"]),
        (["--kind", "event", "--box=-78,-13,-77,-12"], ["withdraw"]),
        (["--kind", "event", "--since", "2031-10", "--until", "2031-10-20"], ["shelled"]),
        (["--kind", "event", "--published-since", "2031-10-20"], ["withdraw"]),
        (["--kind", "event", "--published-until", "2031-10-20"], ["attacked", "shelled"]),
        (["--kind", "event", "--publisher", "Vardan Post"], ["withdraw"]),
        (["--kind", "event", "--document", "harbour"], ["withdraw"]),
        (["cafe", "quay"], ["The café by the quay stayed open."]),
        (['"stayed open"'], ["The café by the quay stayed open."]),
        (["--kind", "event", "bridge"], ["shelled"]),
    ],
)
def test_every_option_narrows_down(run: Run, case: Path, arguments: list[str], words: list[str]) -> None:
    assert sorted(w for _, w in found(run, case, *arguments)) == words


def test_a_hit_has_its_words_and_holder(run: Run, case: Path) -> None:
    (hit,) = map(
        json.loads, run("find", case, "--type", "ASSAULT", "--stance", "assert", "-f", "json").out.splitlines()
    )
    assert set(hit) == set(HIT_COLUMNS)
    assert (hit["holder"], hit["words"], hit["places"], hit["earliest"]) == (
        "Imre Solvay", "shelled", ["Ost-Kareem"], "2031-10-14",
    )  # fmt: skip
    text = hit["around"]
    assert hit["words"] in text


def test_csv_has_a_row_a_hit(run: Run, case: Path) -> None:
    rows = list(csv.DictReader(run("find", case, "--kind", "event", "-f", "csv").out.splitlines()))
    assert [row["words"] for row in rows] == ["withdraw", "attacked", "shelled"]
    assert list(rows[0]) == list(HIT_COLUMNS)
    assert rows[2]["holder"] == "Imre Solvay" and rows[2]["spans"].count("-") == 1


def test_the_terminal_says_who_and_where(run: Run, case: Path) -> None:
    outcome = run("find", case, "shelled")
    words = " ".join(outcome.out.split())
    assert "Imre Solvay · asserts · ASSAULT · Harrow Front · at Ost-Kareem · 14 October 2031" in words
    assert "Harbour Wire · 2031-10-15 · bridge" in words
    assert "\x1b" not in outcome.out


def test_what_is_left_is_told(run: Run, case: Path) -> None:
    assert "there is more; -n 5 shows more of it." in run("find", case, "--kind", "event", "-n", "1").err
    nothing = run("find", case, "zeppelin", "-f", "csv")
    assert (nothing.status, len(nothing.out.splitlines())) == (0, 1)
    assert "nothing found" in nothing.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--box", "1,2,3"], "--box 1,2,3: give degrees as west,south,east,north"),
        (["--box", "0,50,10,40"], "give degrees"),
        (["--since", "soon"], "'soon' is not a date. Write 2017, 2017-10 or 2017-10-14."),
        (["--type", "FIGHT"], "FIGHT"),
        (["-f", "xml"], "xml"),
        (["-n", "0"], "0"),
    ],
)
def test_wrong_use_says_what_is_right(run: Run, case: Path, arguments: list[str], says: str) -> None:
    outcome = run("find", case, "bridge", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert says in outcome.err
