"""Who stands behind an account: chains, credits, ties."""

import pytest

from according.compare.accounts import lay
from according.compare.identities import identify
from according.compare.independence import Affiliations, affiliations, wire_credit
from according.ledger.records import ActorType, Reading, RelationType

from .told import Line, reading


def ties(read: Reading) -> Affiliations:
    return affiliations(lay([read], identify([read])))


LINE = Line("Ostria", "shells hit Tirrin", "hit")


@pytest.mark.parametrize(
    ("relations", "a", "b", "tie"),
    [
        ([("n:ilse marro", "role_in", "n:tirrin council")], "n:ilse marro", "n:tirrin council", "same body"),
        ([("X Arm", "part_of", "X Front"), ("Y Arm", "part_of", "X Front")], "n:x arm", "n:y arm", "same body"),
        ([("X Arm", "member_of", "Kell Union")], "n:x arm", "n:kell union", "member"),
        ([("X Arm", "member_of", "Kell Union"), ("Y Arm", "member_of", "Kell Union")], "n:x arm", "n:y arm", None),
        ([("Ostria", "supports", "X Front"), ("X Arm", "part_of", "X Front")], "n:ostria", "n:x arm", "backed by"),
        ([("X Front", "opposed_to", "Y Front")], "n:x front", "n:y front", None),
    ],
)
def test_ties(relations: list[tuple[str, RelationType, str]], a: str, b: str, tie: str | None) -> None:
    named = {"n:ilse marro": "Ilse Marro", "n:tirrin council": "Tirrin Council"}
    types: dict[str, ActorType] = {"Ilse Marro": "PERSON", "Ostria": "STATE"}
    told = [(named.get(x, x), r, named.get(y, y)) for x, r, y in relations]
    assert ties(reading("one", [LINE], types=types, relations=told)).tie(a, b) == tie


@pytest.mark.parametrize(
    ("body", "tied"), [("Ostrian army", True), ("Ostrian Democratic Forces", False), ("Ostrava Press", False)]
)
def test_a_body_of_a_state_is_tied_to_it(body: str, tied: bool) -> None:
    read = reading("one", [LINE, Line(body, "shells hit Tirrin", "hit")], types={"Ostria": "STATE"})
    assert (ties(read).tie("n:ostria", f"n:{body.casefold()}") is not None) is tied


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
