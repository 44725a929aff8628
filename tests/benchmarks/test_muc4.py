"""MUC-4: the measure of GRIT on its paper's cases (other words), keys, slots, and incidents of a ledger."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks import load

muc4 = load("benchmarks/muc4.py")
keys = load("benchmarks/muc4_keys.py")

GOLD = {"Target": [["the Ost-Kareem mill", "mill", "mill buildings"], ["water main"], ["a phone box"]]}

KEY = """\
;;; a remark of the annotators
0.  MESSAGE: ID                     TST9-MUC9-0001
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  (02 FEB 90) / (- 04 FEB 90)
3.  INCIDENT: LOCATION              ALDEVAR: TIRRIN (CITY): OLD PORT (NEIGHBORHOOD)
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         "MINE"
7.  INCIDENT: INSTRUMENT TYPE       MINE: "MINE"
8.  PERP: INCIDENT CATEGORY         TERRORIST ACT
9.  PERP: INDIVIDUAL ID             ? "DRIVER"
10. PERP: ORGANIZATION ID           "HARROW FRONT" /
                                    "THE FRONT"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED BY AUTHORITIES: "HARROW FRONT" / "THE FRONT"
18. HUM TGT: NAME                   "ILSE MARRO"
19. HUM TGT: DESCRIPTION            "MAYOR": "ILSE MARRO"
                                    "PASSENGERS"
21. HUM TGT: NUMBER                 1: "ILSE MARRO"
                                    PLURAL: "PASSENGERS"
24. HUM TGT: TOTAL NUMBER           -

0.  MESSAGE: ID                     TST9-MUC9-0001
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
2.  INCIDENT: DATE                  -
4.  INCIDENT: TYPE                  ARSON
5.  INCIDENT: STAGE OF EXECUTION    ATTEMPTED

0.  MESSAGE: ID                     TST9-MUC9-0002
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
"""


@pytest.mark.parametrize(
    ("predicted", "p", "r", "f1"),
    [
        ([["water main"], ["Ost-Kareem mill"], ["phone box"], ["mill buildings"]], 75.0, 100.0, 85.7),
        ([["The Ost-Kareem Mill."], ["water main"], ["phone box"]], 100.0, 100.0, 100.0),
        ([["mill"], ["phone box"]], 100.0, 66.7, 80.0),
        ([["mill", "water main"], ["phone box"]], 50.0, 33.3, 40.0),
        ([["mill", "mill buildings"], []], 100.0, 33.3, 50.0),
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_ceaf_ree(predicted: list[list[str]], p: float, r: float, f1: float) -> None:
    table = muc4.ceaf_ree([(GOLD, {"Target": predicted})])
    assert table["Target"].table() == table["all"].table() == {"f1": f1, "p": p, "r": r}


def test_roles_are_not_mixed_up() -> None:
    assert muc4.ceaf_ree([(GOLD, {"Victim": GOLD["Target"]})])["all"].f1 == 0


def test_key_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(KEY)
    read = keys.templates([path])
    assert list(read) == ["TST9-MUC9-0001", "TST9-MUC9-0002"]
    assert read["TST9-MUC9-0002"] == []
    first, second = read["TST9-MUC9-0001"]
    assert first == keys.Template(
        frozenset({"BOMBING"}), frozenset({"ACCOMPLISHED"}),
        frozenset({(date(1990, 2, 2), date(1990, 2, 2)), (None, date(1990, 2, 4))}),
        frozenset({("aldevar", "tirrin", "old port")}), (1, None), ("SUSPECTED OR ACCUSED BY AUTHORITIES",),
    )  # fmt: skip
    assert (second.types, second.optional, second.dates) == (frozenset({"ARSON"}), True, frozenset())


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("30 DEC 89", (date(1989, 12, 30), date(1989, 12, 30))),
        ("- 08 JAN 90", (None, date(1990, 1, 8))),
        ("? 01 JAN 90 - 31 JAN 90", (date(1990, 1, 1), date(1990, 1, 31))),
        ("30 FEB 90", None), ("-", None), ("12 XYZ 90", None),
    ],
)  # fmt: skip
def test_dates(words: str, days: object) -> None:
    assert keys.interval(words) == days


def test_gold_against_gold_is_a_hundred(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(KEY)
    table = keys.slots((t, t) for t in keys.templates([path]).values())
    assert table["templates"] == {"gold": 2, "predicted": 2, "aligned": 2}
    assert all(table[slot]["accuracy"] == table[slot]["f1"] == 100.0 for slot in keys.SLOTS)


def test_half_credit_and_optional_templates() -> None:
    day = date(1990, 2, 2)
    gold = keys.Template(
        types=frozenset({"ATTACK"}), dates=frozenset({(day, day)}), places=frozenset({("aldevar", "tirrin")}),
        victims=(2, 3),
    )  # fmt: skip
    said = keys.Template(
        types=frozenset({"ATTACK"}), dates=frozenset({(None, day)}), places=frozenset({("aldevar",)}), victims=(3, 9, 9)
    )
    optional = keys.Template(types=frozenset({"ARSON"}), optional=True)
    table = keys.slots([([gold, optional], [said])])
    assert table["templates"] == {"gold": 1, "predicted": 1, "aligned": 1}
    assert table["date"]["accuracy"] == table["place"]["accuracy"] == 50.0
    assert (table["victim number"]["accuracy"], table["victim number"]["p"]) == (50.0, 33.3)
    other = keys.slots([([gold], [keys.Template(types=frozenset({"ROBBERY"}))])])
    assert other["templates"]["aligned"] == 0


def ledger() -> dict[str, Any]:
    """A ledger of one bombing told twice and one abduction."""
    text = (
        "Tirrin, 4 Feb 90 -- The Harrow Front set off a mine on 2 February. Mayor Ilse Marro died in the blast at the mill. "
        "The army said that two men were abducted."
    )

    def span(words: str) -> list[list[int]]:
        return [[text.index(words), text.index(words) + len(words)]]

    event: dict[str, Any] = {
        "type": "ASSAULT", "mode": None, "factuality": "happened", "initiators": [], "recipients": [], "places": [],
        "times": [], "counts": [], "statement": None, "confidence": 0.9,
    }  # fmt: skip
    day = {"span": span("2 February"), "value": "1990-02-02", "earliest": "1990-02-02", "latest": "1990-02-02"}
    return {
        "document": {"text": text, "published": "1990-02-04"},
        "statements": [{"id": "s1", "speaker": "a3", "stance": "assert"}],
        "actors": [
            {"id": "a1", "type": "ARMED_GROUP", "mentions": span("The Harrow Front")},
            {"id": "a2", "type": "PERSON", "mentions": span("Ilse Marro")},
            {"id": "a3", "type": "STATE", "mentions": span("The army")},
            {"id": "a4", "type": "PEOPLE", "mentions": span("two men")},
        ],
        "places": [{"id": "p1", "name": "Tirrin", "country": "SV"}],
        "mentions": [
            {"span": span("mine"), "type": "WEAPON", "ref": None},
            {"span": span("the mill"), "type": "FACILITY", "ref": None},
        ],
        "events": [
            event | {"trigger": span("set off a mine"), "initiators": ["a1"], "times": [day]},
            event
            | {
                "trigger": span("blast"), "recipients": ["a2"], "mode": "explosives",
                "places": [{"place": "p1", "role": "at", "span": span("the mill")}],
            },
            event
            | {
                "trigger": span("abducted"), "recipients": ["a4"], "statement": "s1", "initiators": ["a1"],
                "counts": [{"span": span("two"), "of": "men", "low": 2, "high": 2}],
            },
            event | {"trigger": span("said"), "type": "CONSULT"},
        ],
    }  # fmt: skip


def test_roles_of_a_ledger() -> None:
    assert muc4.roles(ledger()) == {
        "PerpInd": [], "PerpOrg": [["The Harrow Front"]], "Target": [["the mill"]], "Victim": [["Ilse Marro"]],
        "Weapon": [["mine"]],
    }  # fmt: skip


def test_templates_of_a_ledger() -> None:
    day = date(1990, 2, 2)
    bombing, abduction = muc4.predicted_templates(ledger())
    assert (bombing.types, bombing.dates, bombing.victims) == (frozenset({"BOMBING"}), {(day, day)}, (1,))
    assert bombing.places == {("el salvador", "tirrin", "the mill")}
    assert bombing.confidences == ("REPORTED AS FACT",)
    assert abduction.types == {"KIDNAPPING"}
    assert abduction.dates == {(None, date(1990, 2, 4))}, "without a date: on or before the dateline's"
    assert (abduction.victims, abduction.confidences) == ((2,), ("SUSPECTED OR ACCUSED BY AUTHORITIES",))


def test_fillers_of_attack_roles() -> None:
    text = "Rebels of the Harrow Front fired. The rebels fled. It hid. Two rebels and the Front were seen."

    def filler(role: str, words: str, probability: float) -> tuple[str, tuple[int, int], float]:
        return role, (text.index(words), text.index(words) + len(words)), probability

    attacks = [
        filler("PerpInd", "Rebels", 0.6), filler("PerpInd", "The rebels", 0.9), filler("PerpInd", "Two rebels", 0.4),
        filler("PerpOrg", "Harrow Front", 0.8), filler("PerpOrg", "It", 0.8), filler("PerpOrg", "Front were", 0.7),
    ]  # fmt: skip
    front = {(text.index("the Harrow"), text.index(" fired")), (text.index("Front were"), text.index(" seen"))}
    made = muc4.attack_roles(text, attacks, [front])
    assert made["PerpInd"] == [["The rebels"]]
    assert made["PerpOrg"] == [["Harrow Front"]], "the cluster holds both, and a pronoun names nothing"
    assert muc4.attack_roles(text, attacks, [], 0.85)["PerpOrg"] == []
    assert len(muc4.attack_roles(text, attacks, [])["PerpOrg"]) == 2


def test_dateline() -> None:
    assert muc4.dateline("Tirrin, 3 Jan 90 -- [TEXT] nothing") == "1990-01-03"
    assert muc4.dateline("Clandestine, no date -- on 3 Jan 90") is None
    assert muc4.dateline("") is None
