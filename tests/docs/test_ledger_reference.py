"""The page on the ledger names every key and column; the guide names every problem."""

from typing import Any

import pytest

from according.exporters.csv import COLUMNS
from according.ledger import (
    ACTOR_TYPES,
    EVENT_TYPES,
    FACTUALITIES,
    KINDS,
    MENTION_TYPES,
    MODES,
    PLACE_ROLES,
    RELATION_TYPES,
    SCHEMA,
    STANCES,
    Actor,
    Count,
    Difference,
    Document,
    Event,
    Mention,
    Place,
    Problem,
    Reading,
    Relation,
    Statement,
    Time,
)
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
        places=(Place("p1", "Tarsa", ((0, 1),)),),
        times=(Time("t1", ((0, 1),), "DATE"),),
        counts=(Count("c1", ((0, 1),), "killed"),),
        mentions=(Mention(((0, 1),), "PERSON"),),
        events=(Event("e1", ((12, 16),), "RETREAT", None, "happened"),),
        relations=(Relation("a1", "leads", "a2", None, ((0, 1),)),),
        differences=(Difference("s1", "s2", "repeat", "killed"),),
        problems=(Problem("nul_bytes", "NUL characters in the text: 1.", (0, 1)),),
    )
)
OBJECTS = {
    "Keys of a ledger": SAMPLE,
    "Keys of the document": SAMPLE["document"],
    "Keys of a statement": SAMPLE["statements"][0],
    "Keys of an actor": SAMPLE["actors"][0],
    "Keys of a place": SAMPLE["places"][0],
    "Keys of a time": SAMPLE["times"][0],
    "Keys of a count": SAMPLE["counts"][0],
    "Keys of a mention": SAMPLE["mentions"][0],
    "Keys of an event": SAMPLE["events"][0],
    "Keys of a relation": SAMPLE["relations"][0],
    "Keys of a difference": SAMPLE["differences"][0],
    "Keys of a problem": SAMPLE["problems"][0],
}
STOPPING, BESIDE = "Problems that stop a report", "Problems beside a ledger"


@pytest.mark.parametrize("heading", OBJECTS)
def test_every_key_has_its_row(heading: str) -> None:
    assert [row[0].strip("`") for row in rows(section(LEDGER, heading))] == list(OBJECTS[heading])


@pytest.mark.parametrize(
    "label",
    (SCHEMA, *KINDS, *MODES, *STANCES, *ACTOR_TYPES, *MENTION_TYPES, *FACTUALITIES, *PLACE_ROLES, *RELATION_TYPES),
)
def test_every_label_is_named(label: str) -> None:
    assert f"`{label}`" in LEDGER


@pytest.mark.parametrize("type_", EVENT_TYPES)
def test_every_type_of_event_is_explained(type_: str) -> None:
    assert f"`{type_}`" in page("docs/glossary.md")


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
