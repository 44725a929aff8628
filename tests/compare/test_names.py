"""Names: what stands before them, spellings that are one and spellings that are not, namesakes."""

import pytest
from hypothesis import given, settings

from according.compare.names import plain_body, plain_person
from according.compare.spellings import alike, body_key, person_key
from texts import any_text


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ostrian foreign minister Ilse Marro", "ilse marro"), ("Senior General Ilse Marro", "ilse marro"),
        ("Sheikh Oren Tavish", "oren tavish"), ("Oren Sheikh Tavish", "oren sheikh tavish"), ("Gen. Marro", "marro"),
        ("UN envoy Ilse de Marro", "ilse de marro"), ("", ""),
    ],
)  # fmt: skip
def test_what_stands_before_a_person(name: str, person: str) -> None:
    assert plain_person(name) == person


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("the Sons of Tessim group", "sons of tessim"), ("Tessim Group", "tessim group"),
        ("Ostria-backed Tirrin Front", "tirrin front"), ("Ostrian-Kellish Tirrin Democratic Forces", "tirrin democratic forces"),
    ],
)  # fmt: skip
def test_what_is_added_to_a_body(name: str, body: str) -> None:
    assert plain_body(name) == body


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("abdel karim sahl", "abdulkarim sahl", True), ("abd al karim sahl", "abdul karim sahl", True),
        ("mohamed qadri", "muhammad kadri", True), ("oren al tavish", "oren tavish", True),
        ("hassan sahl", "hasan sahl", True), ("hassan sahl", "hussein sahl", False), ("saad sahl", "said sahl", False),
        ("said sahl", "saeed sahl", True), ("ivan sahl", "ivana sahl", False), ("rashid sahl", "rashad sahl", False),
    ],
)  # fmt: skip
def test_spellings_of_a_person(a: str, b: str, one: bool) -> None:
    (coarse, fine), (other, finer) = person_key(a), person_key(b)
    assert (coarse == other and alike(fine, finer)) is one


def test_spellings_of_a_body() -> None:
    assert body_key("tirrin defence organisation") == body_key("tirrin defense organization")
    assert body_key("nigerian army") != body_key("nigerien army")


@settings(deadline=None)
@given(any_text, any_text)
def test_any_text(a: str, b: str) -> None:
    for text in (a, b):
        assert isinstance(body_key(plain_body(text)), str)
    assert alike(person_key(plain_person(a))[1], person_key(plain_person(a))[1])
    assert alike(person_key(a)[1], person_key(b)[1]) == alike(person_key(b)[1], person_key(a)[1])
