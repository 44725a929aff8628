import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.ledger import ActorType
from according.resolve import packaged_actors, read_known, resolve_actors, with_file
from resolve.marked import marked
from texts import any_text


def entity(id_: str, schema: str = "Organization", **properties: list[str]) -> str:
    return json.dumps({"id": id_, "schema": schema, "properties": properties})


@pytest.mark.parametrize(
    ("form", "type_", "expected"),
    [
        ("the Islamic State", "ARMED_GROUP", "actor-islamic-state"),
        ("Daesh", "ARMED_GROUP", "actor-islamic-state"),
        ("ISIS", "ARMED_GROUP", "actor-islamic-state"),
        ("IS", "ARMED_GROUP", "actor-islamic-state"),
        ("is", "ARMED_GROUP", None),
        ("IS", "PERSON", None),
        ("YPG", "ARMED_GROUP", "actor-people-protection-units"),
        ("PYD", "ORG", "actor-democratic-union-party"),
        ("Moscow", "STATE", "country-ru"),
        ("Moscow", "ORG", None),
        ("Turkish government", "STATE", "country-tr"),
        ("Georgia", "PERSON", None),
        ("Harrow Front", "ARMED_GROUP", None),
    ],
)
def test_packaged_names(form: str, type_: ActorType, expected: str | None) -> None:
    assert packaged_actors().find(form, type_) == expected


def test_a_name_of_two_actors_decides_for_neither_and_is_told() -> None:
    known, problems = read_known([entity("a", name=["Harrow Front"]), entity("b", name=["The Harrow Front"])], "mine")
    assert known.find("Harrow Front", "ARMED_GROUP") is None
    assert [p.message for p in problems] == [
        "mine, line 2: 'harrow front' is a name of a as well, so it decides for neither."
    ]


def test_bad_lines_and_ids_that_come_twice_are_told_and_the_rest_is_kept() -> None:
    lines = [
        "no json",
        "[]",
        entity("a", name=["Harrow Front"]),
        "",
        entity("a", name=["Kell Guard"]),
        '{"id": 1}',
        "[" * 100_000,
    ]
    known, problems = read_known(lines, "mine")
    assert known.find("Harrow Front", "ORG") == "a" and known.find("Kell Guard", "ORG") is None
    assert [p.message.split(":")[0] for p in problems] == [f"mine, line {n}" for n in (1, 2, 5, 6, 7)]
    assert not any(p.fatal for p in problems)


def test_the_users_names_win(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(entity("mine", name=["Islamic State"], wikidataId=["Q1"]) + "\n", encoding="utf-8")
    known, problems = with_file(packaged_actors(), path)
    assert not problems
    assert known.find("Islamic State", "ARMED_GROUP") == "mine"
    assert known.find("Daesh", "ARMED_GROUP") == "actor-islamic-state"
    assert known.links("mine") == {"id": "mine", "schema": "Organization", "wikidataId": "Q1"}


@settings(max_examples=60, deadline=None)
@given(st.lists(any_text | st.builds(entity, st.sampled_from("abc"), name=st.lists(any_text)), max_size=6))
def test_no_file_is_refused(lines: list[str]) -> None:
    known, problems = read_known(lines, "mine")
    assert all(p.code == "bad_actor_file" for p in problems)
    assert set(known.strong.values()) | set(known.weak.values()) <= set(known.types)


def test_a_known_person_is_found_by_every_name() -> None:
    line = '{"id": "q1", "schema": "Person", "properties": {"name": ["Ilse Marro"], "alias": ["Abu Kell"], "wikidataId": ["Q1"]}}'
    known, problems = read_known([line], "file")
    text, statements = marked("[Ilse Marro] spoke. [Gen Marro] left. [Abu Kell] came. [Jan Brask] too.")
    resolved = resolve_actors("d", text, statements, known=known)
    one, other = resolved.actors
    assert not problems
    assert (one.name, one.type, one.links["wikidataId"]) == ("Ilse Marro", "PERSON", "Q1")
    assert (other.name, other.links) == ("Jan Brask", {})
    assert resolved.speakers == (one.id, one.id, one.id, other.id)


def test_a_strong_name_means_its_actor_whatever_the_type() -> None:
    lines = [
        '{"id": "q1", "schema": "Country", "properties": {"name": ["Tarsa"], "alias": ["Great Tarsa"], "weakAlias": ["Kell"]}}'
    ]
    known, _ = read_known(lines, "file")
    assert known.find("Tarsa", "STATE") == known.find("Tarsa", "ORG") == known.find("Great Tarsa", "PERSON") == "q1"
    assert known.find("Tarsa", "PERSON") is None  # a first name, perhaps
    assert known.find("Kell", "STATE") == "q1" and known.find("Kell", "ORG") is None
    text, statements = marked("[Tarsa|STATE] spoke. [Great Tarsa|PERSON] left. [Tarsa|ORG] came. [Tarsa|STATE] too.")
    (actor,) = resolve_actors("d", text, statements, known=known).actors
    assert (actor.name, actor.type) == ("Tarsa", "STATE")
