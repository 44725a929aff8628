"""Codes of sentences as PLOVER types, and what counts as right."""

from pathlib import Path

import pytest

from benchmarks import DATA, load, with_data

plover = load("benchmarks/plover.py")

TABLE = {"04": "CONSULT", "042": "CONSULT", "19": "ASSAULT", "112": "ACCUSE", "084": "RETREAT"}
RECORDS = """\
# not XML & never was
<Sentence category="X" date="20310801" id="one" evaluate="true"/>
<EventCoding eventcode="042" sourcecode="A" targetcode="B" />
<EventCoding eventcode="195" sourcecode="B" targetcode="A" />
<Text>
Solvay met Marro &amp; her
brother.
</Text>
</Sentence>
<Sentence category="X" date="20310801" id="two" evaluate="true">
<EventCoding noevents="True" />
<Text>
</Text>
<Parse>
1	Bells	bell
2	rang	ring
3	.	.
</Parse></Sentence>
"""


def test_records(tmp_path: Path) -> None:
    path = tmp_path / "records.xml"
    path.write_text(RECORDS)
    one, two = plover.sentences(path, TABLE)
    assert (one.id, one.text) == ("one", "Solvay met Marro & her brother.")
    assert one.types == (frozenset({"CONSULT"}), frozenset({"ASSAULT"}))
    assert (two.text, two.types) == ("Bells rang.", ())


def test_types_of_codes() -> None:
    assert plover.types_of("0841", TABLE) == {"RETREAT"}
    assert plover.types_of("193", TABLE) == {"ASSAULT"}
    assert plover.types_of("023", TABLE) == {"REQUEST"}
    assert plover.types_of("015", TABLE) == {"ASSAULT", "CONCEDE"}
    assert plover.types_of("999", TABLE) == frozenset()


def test_mapping_names_todays_types(tmp_path: Path) -> None:
    path = tmp_path / "map.txt"
    path.write_text("# remark\n04: CONSULT\n1712: FIGHT, seize\n")
    assert plover.mapping(path) == {"04": "CONSULT", "1712": "ASSAULT"}
    path.write_text("04: DANCE\n")
    with pytest.raises(ValueError, match="DANCE"):
        plover.mapping(path)


def test_score() -> None:
    gold = [
        plover.Sentence("a", "", (frozenset({"AID"}),)), plover.Sentence("b", "", (frozenset({"AGREE"}),)),
        plover.Sentence("c", "", ()), plover.Sentence("d", "", ()),
    ]  # fmt: skip
    table = plover.score(gold, {"a": ["COERCE", "AID"], "b": ["ASSAULT"], "c": ["AID"]})
    assert (table["right"], table["first right"], table["of"]) == (1, 0, 2)
    assert (table["none where none"], table["of none"]) == (1, 2)


@with_data
def test_gold_against_gold_is_a_hundred() -> None:
    gold = plover.sentences(
        DATA / "plover/PETR2_GSR_validation.xml", plover.mapping(DATA / "plover/CAMEO2PLOVER-2021.txt")
    )
    table = plover.score(gold, {s.id: [t for types in s.types for t in types] for s in gold})
    assert (table["right"], table["of"], table["none where none"], table["of none"]) == (66, 66, 12, 12)
    assert all(s.text and all(s.types) for s in gold)
