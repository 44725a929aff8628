"""Who stands behind an account: chains, credits, ties."""

import pytest

from according.compare.identities import identify
from according.compare.independence import affiliations, wire_credit
from according.ledger.records import ActorType, Reading, RelationType

from .told import Line, reading


def tied(read: Reading, a: str, b: str) -> str | None:
    """How two actors of a report are tied."""
    identities = identify([read])
    ties = affiliations([read], identities)
    keys = identities.actors
    return ties.tie(keys[read.document.id, a], keys[read.document.id, b])


LINE = Line("Ostria", "shells hit Tirrin", "hit")


@pytest.mark.parametrize(
    ("relations", "a", "b", "tie"),
    [
        ([("Ilse Marro", "role_in", "Tirrin Council")], "Ilse Marro", "Tirrin Council", "same body"),
        ([("X Arm", "part_of", "X Front"), ("Y Arm", "part_of", "X Front")], "X Arm", "Y Arm", "same body"),
        ([("X Arm", "member_of", "Kell Union")], "X Arm", "Kell Union", "member"),
        ([("X Arm", "member_of", "Kell Union"), ("Y Arm", "member_of", "Kell Union")], "X Arm", "Y Arm", None),
        ([("Ostria", "supports", "X Front"), ("X Arm", "part_of", "X Front")], "Ostria", "X Arm", "backed by"),
        ([("X Front", "opposed_to", "Y Front")], "X Front", "Y Front", None),
        (
            [("Tirrin Branch of the Kell Union", "opposed_to", "Kell Union")],
            "Tirrin Branch of the Kell Union",
            "Kell Union",
            "same body",
        ),
    ],
)
def test_ties(relations: list[tuple[str, RelationType, str]], a: str, b: str, tie: str | None) -> None:
    types: dict[str, ActorType] = {"Ilse Marro": "PERSON", "Ostria": "STATE"}
    assert tied(reading("one", [LINE], types=types, relations=relations), a, b) == tie


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ostrian army", True), ("Ostrian Air Forces Command", True), ("Ostrian Democratic Forces", False),
        ("Ostrava Press", False),
    ],
)  # fmt: skip
def test_a_body_of_a_state_is_tied_to_it(body: str, expected: bool) -> None:
    read = reading("one", [LINE, Line(body, "shells hit Tirrin", "hit")], types={"Ostria": "STATE"})
    assert (tied(read, "Ostria", body) is not None) is expected


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("TIRRIN (Meridian) - Shells fell on Sunday.", "Meridian"),
        ("Shells fell on Sunday. Meridian Wire contributed to this report.", "Meridian Wire"),
        ("Shells fell on Sunday (and on Monday) - twice.", None),
        ("", None),
        ("(" * 50_000, None),
    ],
)
def test_wire_credit(text: str, credit: str | None) -> None:
    assert wire_credit(text) == credit
