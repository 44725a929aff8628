import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from according.cases import FORMAT, Case, CaseError, Filters, Subject, open_case
from according.ledger import decode
from cases.reports import BRIDGE, NEWER, bridge, harbour, original, reading, reread


@pytest.fixture
def lines(filled: Case) -> list[str]:
    """The export of a case with two versions, two readings, judgements and a removed document."""
    filled.keep(original(BRIDGE), [reread(bridge(), "that")], NEWER)
    odd = "Odd \0 \ud800 \u2028 قال 🚌\r\nend"
    filled.keep(original(odd, retrieved="2031-04-16T08:00:00Z"), [reading(odd, name="odd")], NEWER)
    filled.judge("accept", [Subject(bridge().document.id, bridge().events[0].id)], "Reviewer A", note="\ud800")
    filled.judge("remove", [Subject(harbour().document.id)], "Reviewer A")
    made: list[str] = []
    filled.export_jsonl(made.append)
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Case]:
    with open_case(tmp_path / "copy.case") as opened:
        yield opened


def test_a_case_comes_back_whole(filled: Case, lines: list[str], empty: Case) -> None:
    told = []
    empty.import_jsonl(lines, lambda: told.append(1))
    again: list[str] = []
    empty.export_jsonl(again.append)
    assert again == lines
    assert len(told) == len(lines) - 1
    assert empty.verify() == []
    assert empty.sums() == filled.sums()
    assert empty.log() == filled.log()
    assert empty.versions() == filled.versions()
    assert empty.documents(removed=True) == filled.documents(removed=True)
    assert list(empty.readings()) == list(filled.readings())
    assert empty.judgements() == filled.judgements()
    for document in empty.documents(removed=True):
        assert empty.history(document.id) == filled.history(document.id)
        assert empty.original(document.original) == filled.original(document.original)
    for query, filters in (("", Filters()), ("bridge", Filters(types=["ASSAULT"])), ("", Filters(since="2031-10"))):
        assert empty.find(query, filters) == filled.find(query, filters)
    assert list(empty.to_reread(NEWER)) == list(filled.to_reread(NEWER))


def test_what_is_kept_after_an_import_goes_on_from_there(lines: list[str], empty: Case) -> None:
    empty.import_jsonl(line.encode() for line in lines)
    assert list(empty.missing([original(BRIDGE, retrieved="2031-04-17T08:00:00Z")])) == []
    empty.keep(original("New.", "file:///new.txt"), [reading("New.", name="new")], NEWER)
    assert {h.name for h in empty.find("new")} == {"new"}
    assert empty.verify() == []


def test_lines_are_plain_json_and_readings_are_ledgers(lines: list[str]) -> None:
    assert all(line.endswith("\n") and line.isascii() for line in lines)
    data = [json.loads(line) for line in lines]
    assert data[0]["schema"] == FORMAT
    ledgers = [decode(d) for d in data[1:] if "schema" in d]
    assert bridge() in ledgers and reread(bridge(), "that") in ledgers


@pytest.mark.parametrize("place", ["original", "source", "schema", "log"])
def test_a_line_left_out_is_noticed_and_nothing_is_put_in(lines: list[str], empty: Case, place: str) -> None:
    at = next(n for n, line in enumerate(lines) if n and place in json.loads(line))
    with pytest.raises(CaseError, match="Nothing was put in") as caught:
        empty.import_jsonl([*lines[:at], *lines[at + 1 :]])
    assert caught.value.code == "bad_export"
    assert empty.sums().originals == 0 and empty.find("") == []


def test_altered_lines_are_refused_and_nothing_is_put_in(lines: list[str], empty: Case) -> None:
    joined = "".join(lines)
    for wrong in (
        joined.replace("shelled", "painted", 1),
        joined.replace('"Harbour Wire"', '"Harbour Post"'),
        joined.replace("Reviewer A", "Reviewer B"),
        joined.replace("2031-04-15T08", "2031-04-15T09", 1),
        joined.replace('"removed":true', '"removed":false'),
        joined.replace('"model":"model-2"', '"model":"model-3"'),
        joined[: len(joined) // 2],
        joined + lines[1],
        joined.replace(FORMAT, "according/case/0"),
        "[]\n",
        "{}\n",
        "no json\n",
        "",
    ):
        assert wrong != joined
        with pytest.raises(CaseError, match="Nothing was put in") as caught:
            empty.import_jsonl(wrong.splitlines(keepends=True))
        assert caught.value.code == "bad_export", wrong[:100]
        assert empty.sums().head[0] == 0


def test_an_export_is_not_put_into_a_case_that_holds_something(filled: Case, lines: list[str]) -> None:
    with pytest.raises(CaseError, match="new case") as caught:
        filled.import_jsonl(lines)
    assert caught.value.code == "not_empty"
