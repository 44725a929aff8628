"""Against the library's own validation where it is installed, and against what its schemata hold (4.11.2) everywhere."""

import csv
import json
from pathlib import Path

import pytest

from according.exporters.followthemoney import STATEMENT_COLUMNS, Entity, entities, write
from according.ledger import Reading
from cases.reports import bridge, harbour
from exporters.reports import siege

_THING = {"name", "alias", "summary", "notes", "description", "sourceUrl", "publisher", "keywords", "proof", "retrievedAt",
          "modifiedAt"}  # fmt: skip
_INTERVAL = {"startDate", "endDate", "date", "summary", "description", "recordId", "sourceUrl", "proof", "publisher",
             "modifiedAt", "retrievedAt"}  # fmt: skip
PROPERTIES = {
    "Article": _THING | {"fileName", "title", "author", "publishedAt", "language", "mimeType", "date"},
    "Person": _THING, "Organization": _THING, "PublicBody": _THING, "LegalEntity": _THING,
    "Event": _THING | _INTERVAL | {"location", "organizer", "involved"},
    "Mention": {"document", "name", "resolved", "detectedSchema"},
    "Membership": _INTERVAL | {"member", "organization", "role"},
    "UnknownLink": _INTERVAL | {"subject", "object", "role"},
}  # fmt: skip
"""Those of the library's properties that are used, by schema."""
REQUIRED = {
    "Article": {"fileName"}, "Mention": {"document", "name"}, "Membership": {"member", "organization"},
    "UnknownLink": {"subject", "object"},
}  # fmt: skip
ACTORS = {"Person", "Organization", "PublicBody", "LegalEntity"}
READINGS = [bridge(), harbour(), siege()]


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: r.document.name)
def test_every_property_is_one_of_its_schema(reading: Reading) -> None:
    for entity in entities(reading):
        assert set(entity.properties) <= PROPERTIES[entity.schema]
        assert REQUIRED.get(entity.schema, {"name"}) <= set(entity.properties)
        assert all(values and all(values) for values in entity.properties.values())


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: r.document.name)
def test_links_lead_to_what_the_schema_wants(reading: Reading) -> None:
    made = {e.id: e for e in entities(reading)}
    for entity in made.values():
        for name, schemata in (
            ("organizer", ACTORS), ("involved", ACTORS), ("resolved", ACTORS), ("member", ACTORS), ("proof", {"Article"}),
            ("organization", {"Organization", "PublicBody"}), ("document", {"Article"}), ("subject", ACTORS),
            ("object", ACTORS | {"Event"}),
        ):  # fmt: skip
            assert {made[id_].schema for id_ in entity.properties.get(name, ())} <= schemata


def test_the_library_finds_nothing_wrong(tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    statement = pytest.importorskip("followthemoney.statement.serialize")
    write(READINGS, tmp_path)
    lines = (tmp_path / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    assert lines
    for data in map(json.loads, lines):
        schema = model.get(data["schema"])
        assert set(data["properties"]) <= set(schema.properties)
        assert set(schema.required) <= set(data["properties"]), data
        schema.validate(data)
    read = list(statement.read_path_statements(tmp_path / "statements.csv", "csv"))
    assert read
    assert all(s.id == s.generate_key() for s in read)
    with (tmp_path / "statements.csv").open(newline="", encoding="utf-8") as stream:
        assert [(s.prop_type, s.prop) for s in read] == [(r["prop_type"], r["prop"]) for r in csv.DictReader(stream)]


def test_two_speakers_never_share_a_dataset() -> None:
    events = [e for e in entities(bridge()) if e.schema == "Event"]
    assert len({e.dataset for e in events}) == 2
    assert all(e.dataset.startswith(bridge().document.id) for e in events)


def test_who_says_it_is_a_link_with_a_role() -> None:
    made = {e.id: e for e in entities(bridge())}
    said = {
        (made[e.properties["subject"][0]].properties["name"][0], e.properties["role"][0])
        for e in made.values()
        if e.schema == "UnknownLink"
    }
    assert said == {("Imre Solvay", "asserts"), ("Harrow Front", "denies")}


def test_statements_have_the_columns_of_the_library(tmp_path: Path) -> None:
    write([bridge()], tmp_path)
    with (tmp_path / "statements.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == STATEMENT_COLUMNS
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("date", "2031-10-14T07:52", ["2031-10-14"]), ("date", "2031/2032", []), ("date", "-0044", []),
        ("sourceUrl", "wire.example", []), ("sourceUrl", "https://wire.example/1", ["https://wire.example/1"]),
        ("name", "…", []), ("name", "  two\n drivers ", ["two drivers"]), ("summary", "a\ud800b", ["a\ufffdb"]),
    ],
)  # fmt: skip
def test_what_the_library_would_not_take_is_left_out(name: str, value: str, kept: list[str]) -> None:
    made = Entity("e", "Event", "d")
    made.put(name, value)
    assert made.properties.get(name, []) == kept
