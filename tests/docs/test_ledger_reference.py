"""The page on the ledger names every key and column; the guide names every problem."""

from typing import Any

import pytest

from according.exporters.csv import COLUMNS
from according.ledger import ACTOR_TYPES, KINDS, MODES, SCHEMA, STANCES, Actor, Document, Problem, Reading, Statement
from according.ledger import encode as encoded

from .pages import page, rows, section
from .problems_in_source import problems

GUIDE, LEDGER = page("docs/guide.md"), page("docs/ledger.md")
SAMPLE: dict[str, Any] = encoded(
    Reading(
        Document("d1", "note", "Aid workers left, Orla Tamm said.", "0" * 64, "text/plain"),
        (
            Statement(
                "s1", ((18, 27),), ((28, 32),), ((0, 16),), "a1", "said", "indirect", "assert", None, ("a1",), 0.9
            ),
        ),
        (Actor("a1", "Orla Tamm", "PERSON", ((18, 27),)),),
        problems=(Problem("nul_bytes", "NUL characters in the text: 1.", (0, 1)),),
    )
)
OBJECTS = {
    "Keys of a ledger": SAMPLE,
    "Keys of the document": SAMPLE["document"],
    "Keys of a statement": SAMPLE["statements"][0],
    "Keys of an actor": SAMPLE["actors"][0],
    "Keys of a problem": SAMPLE["problems"][0],
}
STOPPING, BESIDE = "Problems that stop a report", "Problems beside a ledger"


@pytest.mark.parametrize("heading", OBJECTS)
def test_every_key_has_its_row(heading: str) -> None:
    assert [row[0].strip("`") for row in rows(section(LEDGER, heading))] == list(OBJECTS[heading])


def test_keys_without_content_say_so() -> None:
    told = {row[0].strip("`") for row in rows(section(LEDGER, "Keys of a ledger")) if row[1].startswith("not read yet")}
    assert told == {key for key, value in SAMPLE.items() if value == []}


@pytest.mark.parametrize("label", (SCHEMA, *KINDS, *MODES, *STANCES, *ACTOR_TYPES))
def test_every_label_is_named(label: str) -> None:
    assert f"`{label}`" in LEDGER


def test_every_column_has_its_row() -> None:
    told = {row[0].strip("`"): row[1] for row in rows(section(LEDGER, "CSV columns"))}
    assert list(told) == list(COLUMNS)
    assert told == {name: column.description for name, column in COLUMNS.items()}


@pytest.mark.parametrize(("heading", "fatal"), [(STOPPING, True), (BESIDE, False)])
def test_every_problem_has_its_row(heading: str, fatal: bool) -> None:
    told = {(row[0].strip("`"), row[1]) for row in rows(section(GUIDE, heading))}
    reported = {problem for problem in problems() if problem.fatal == fatal}
    assert {code for code, _ in told} == {problem.code for problem in reported}
    unnamed = [
        problem
        for problem in reported
        if problem.message
        # A message may be put after something: "Line 3: not valid JSON".
        and not any(code == problem.code and message.endswith(problem.message.lstrip("… ")) for code, message in told)
    ]
    assert unnamed == []


def test_the_source_is_understood() -> None:
    """Without this, a collector that finds nothing would pass."""
    found = problems()
    assert len(found) > 30
    assert {problem.code for problem in found if problem.message is None} <= {"binary"}
