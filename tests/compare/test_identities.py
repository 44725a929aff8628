"""The same actor across documents: what joins, what is only proposed, what stays apart."""

import pytest

from according.compare.identities import identify
from according.compare.names import is_named, plain
from according.ledger.records import Actor, ActorType, Document, Place, Reading


def joined(a: tuple[str, ActorType], b: tuple[str, ActorType]) -> tuple[bool, int]:
    """Whether two names in two documents are one actor, and how many proposals there are."""
    found = identify([document("one", Actor("A", a[0], a[1], ())), document("two", Actor("A", b[0], b[1], ()))])
    return found.actors["one", "A"] == found.actors["two", "A"], len(found.proposals)


def document(name: str, *actors: Actor, places: tuple[Place, ...] = ()) -> Reading:
    return Reading(Document(name, name, "", "", "text/plain"), actors=actors, places=places)


@pytest.mark.parametrize(
    ("a", "b", "type_"),
    [
        ("Ilse Marro", "Ilse Marro", "PERSON"),
        ("Gen Ilse Marro", "Ilse Marro", "PERSON"),
        ("the Tirrin Council", "Tirrin Council", "ORG"),
        ("Tirrin Defence Union (TDU)", "Tirrin Defence Union", "ARMED_GROUP"),
        ("Aldevar-based Waymark Relief", "Waymark Relief", "ORG"),
        ("Ostria", "Ostria", "STATE"),
        ("Ostrian army", "the Ostrian army", "ARMED_GROUP"),
        ("Ostrian leader Abdel-Karim Sahl", "Abdulkarim al-Sahl", "PERSON"),
        ("Kell Human Rights Centre", "the Kell Human Rights Center", "ORG"),
    ],
)
def test_one_name(a: str, b: str, type_: ActorType) -> None:
    assert joined((a, type_), (b, type_)) == (True, 0)


@pytest.mark.parametrize(
    ("a", "b", "type_"),
    [
        ("Ilse Marro", "Marro", "PERSON"),
        ("Ilse K. Marro", "Ilse Marro", "PERSON"),
        ("Tirrin Defence Union", "TDU", "ARMED_GROUP"),
        ("TDU", "TDU", "ARMED_GROUP"),
        ("Ali Hassan", "Ali Hassan", "PERSON"),  # namesakes, perhaps
    ],
)
def test_perhaps_one(a: str, b: str, type_: ActorType) -> None:
    assert joined((a, type_), (b, type_)) == (False, 1)


@pytest.mark.parametrize(
    ("a", "b", "type_"),
    [
        ("Ilse Marro", "Jan Marro", "PERSON"),
        ("Tirrin Defence Union", "Tessim Defence Union", "ARMED_GROUP"),  # one acronym
        ("Kell Protection Units", "Kell Union Party", "ARMED_GROUP"),
        ("the president", "the president", "PERSON"),  # a later holder of the office
        ("residents", "residents", "PEOPLE"),
        ("a senior official", "a senior official", "PERSON"),
        ("Ministry of Defence", "Ministry of Defence", "ORG"),  # of two countries
        ("Hassan Sahl", "Hussein Sahl", "PERSON"),
        ("Oren Tavish", "Oren Tavisham", "PERSON"),
    ],
)
def test_apart(a: str, b: str, type_: ActorType) -> None:
    assert joined((a, type_), (b, type_)) == (False, 0)


def test_a_known_id_joins_whatever_the_name() -> None:
    a = document("one", Actor("A", "TDU", "ARMED_GROUP", (), links={"id": "actor-tdu"}))
    b = document("two", Actor("A", "Tirrin Defence Union", "ARMED_GROUP", (), links={"id": "actor-tdu"}))
    c = document("three", Actor("A", "Tirrin Defence Union", "ARMED_GROUP", ()))
    found = identify([a, b, c])
    assert len(set(found.actors.values())) == 1


def test_an_acronym_joins_where_its_report_tells_the_name() -> None:
    a = document("one", Actor("A", "TDU", "ARMED_GROUP", (), ("Tirrin Defence Union",)))
    b = document("two", Actor("A", "Tirrin Defence Union", "ARMED_GROUP", ()))
    c = document("three", Actor("A", "TDU", "ORG", (), ("Tessim Dairy Union",)))
    found = identify([a, b, c]).actors
    assert found["one", "A"] == found["two", "A"] != found["three", "A"]


def test_a_third_spelling_that_fits_two_unlike_ones_joins_none() -> None:
    names = ("Hamid Sahl", "Hamad Sahl", "Hamed Sahl")
    found = identify([document(n, Actor("A", n, "PERSON", ())) for n in names])
    assert len(set(found.actors.values())) == 3 and found.proposals


def test_places_by_geonames_id_or_name() -> None:
    def at(name: str, id_: int | None) -> tuple[Place, ...]:
        return (Place("P", name, (), geonames=id_),)

    readings = [
        document("one", places=at("Tirrin", 1)), document("two", places=at("Tirrine", 1)),
        document("three", places=at("Tirrin", 2)), document("four", places=at("Tirrin", None)),
    ]  # fmt: skip
    found = identify(readings)
    keys = [found.places[d, "P"] for d in ("one", "two", "three", "four")]
    assert keys[0] == keys[1] and len(set(keys)) == 3
    assert [p.kind for p in found.proposals] == ["place"]


@pytest.mark.parametrize(
    ("name", "type_", "expected"),
    [
        ("Ilse Marro", "PERSON", True), ("a Tirrin spokesman", "PERSON", False), ("Ostrian officials", "PEOPLE", False),
        ("local sources", "ORG", False), ("Ostrian army", "ORG", True), ("rebel forces in the north", "ARMED_GROUP", False),
        ("Tessim-led forces on the ground", "ARMED_GROUP", False), ("", "ORG", False), ("three websites", "ORG", False),
    ],
)  # fmt: skip
def test_named(name: str, type_: ActorType, expected: bool) -> None:
    assert is_named(Actor("A", name, type_, ())) is expected


def test_plain() -> None:
    assert plain("The Mevlüt-Çan Group’s (MCG)") == "mevlut can group"
