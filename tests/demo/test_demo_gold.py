"""The hand-made statements of the bundled case fit its reports: spans are there once, nested ones are nested."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from according.demo import reports
from according.ledger import KINDS, MODES, STANCES, Span, Spans, inside
from according.readers import Given, Limits, read_bytes
from demo.bracketed import resolve

GOLD = Path(__file__).parent / "gold"
NAMES = sorted(path.stem for path in GOLD.glob("*.json"))


def text_of(name: str) -> str:
    report = next(each for each in reports() if each.name.rpartition(".")[0] == name)
    [draft] = read_bytes(report.read_bytes(), name, report.name, Given(), Limits())
    assert draft.document is not None, draft.problems
    return draft.document.text


def statements_of(name: str) -> list[dict[str, Any]]:
    gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    assert gold["doc"] == name
    statements: list[dict[str, Any]] = gold["statements"]
    return statements


def spans_of(statement: dict[str, Any], text: str) -> dict[str, Spans]:
    def resolved(cell: str | list[str] | None) -> Spans:
        marks = [cell] if isinstance(cell, str) else cell or []
        return tuple(resolve(mark, text) for mark in marks)

    return {cell: resolved(statement[cell]) for cell in ("source", "cue", "content")}


def overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def test_every_report_has_its_gold() -> None:
    assert [report.name.rpartition(".")[0] for report in reports()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_span_is_found_once_and_no_piece_overlaps_another(name: str) -> None:
    text = text_of(name)
    for statement in statements_of(name):
        cells = spans_of(statement, text)
        assert len(cells["source"]) <= 1, statement
        assert len(cells["cue"]) == 1, statement
        assert cells["content"] == tuple(sorted(cells["content"])) != (), statement
        pieces = sorted(span for spans in cells.values() for span in spans)
        assert not any(overlap(a, b) for a, b in pairwise(pieces)), statement


@pytest.mark.parametrize("name", NAMES)
def test_nested_statements_lie_in_the_content_of_an_earlier_one(name: str) -> None:
    text = text_of(name)
    seen: dict[str, dict[str, Spans]] = {}
    for statement in statements_of(name):
        cells = spans_of(statement, text)
        if statement["within"] is not None:
            outer = seen[statement["within"]]["content"]
            held = cells["source"] + cells["cue"] + cells["content"]
            assert all(inside(span, outer) for span in held), statement
        seen[statement["id"]] = cells


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_those_of_the_ledger(name: str) -> None:
    statements = statements_of(name)
    ids = [statement["id"] for statement in statements]
    assert len(set(ids)) == len(ids)
    for statement in statements:
        assert statement["kind"] in KINDS, statement
        assert statement["mode"] in MODES, statement
        assert statement["stance"] in STANCES, statement
        assert (statement["speaker"] is None) == (statement["source"] is None), statement


@pytest.mark.parametrize("name", NAMES)
def test_direct_speech_stands_in_quotation_marks(name: str) -> None:
    text = text_of(name)
    for statement in statements_of(name):
        if statement["mode"] == "direct":
            first, *_, last = (*spans_of(statement, text)["content"], *spans_of(statement, text)["content"])
            assert text[first[0]] in '“"', statement
            assert text[last[1] - 1] in '”"', statement
        elif statement["mode"] == "mixed":
            assert any(mark in text[b:e] for b, e in spans_of(statement, text)["content"] for mark in '“"'), statement


@pytest.mark.parametrize("marked", ["no marks", "[two] [marks]", "[ edge] space", "[e]", "[absent]"])
def test_a_draft_span_that_points_nowhere_or_twice_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"brackets|edges|once"):
        resolve(marked, "here are two marks, edge space and more e")


def test_a_draft_span_is_found_where_its_neighbours_stand() -> None:
    text = "They [the men] said they said so."
    assert resolve("they [said] so", text) == (25, 29)
    assert resolve("[[They]] [the men]", text) == (0, 4)
