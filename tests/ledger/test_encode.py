import json
from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from according.ledger import (
    SCHEMA,
    Actor,
    Count,
    Difference,
    Document,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Mention,
    Place,
    Problem,
    Reading,
    Relation,
    Statement,
    Time,
    decode,
    encode,
)
from ledger.drawn import READINGS

DOCUMENT = Document("d1", "kethra", "Marro said so.", "ab" * 32, "text/plain", title="Kethra", published="2031-05")
STATEMENT = Statement(
    "s1", ((0, 5),), ((6, 10),), ((11, 13),), "a1", "said", "indirect", "assert", None, ("a1",), 0.83
)  # fmt: skip
READING = Reading(
    DOCUMENT,
    (STATEMENT,),
    (Actor("a1", "Marro", "PERSON", ((0, 5),), ("I. Marro",)),),
    (Place("p1", "Tarsa", ((0, 5),), 7, 1.5, -2.25, "VE", "town"),),
    (Time("t1", ((0, 5),), "DATE", "2031-05", "START", "2031-05", "2031-05-01", "2031-05-31", "month", "published"),),
    (Count("c1", ((6, 10),), "killed", 24, None),),
    (Mention(((0, 5),), "PERSON", "a1"),),
    (
        Event(
            "e1", ((6, 10),), "ASSAULT", "aerial", "planned", ("a1",), (), (EventPlace("p1", "at", ((0, 5),)),),
            (EventTime(((0, 5),), "2031-05", "2031-05-01", "2031-05-31", "month"),),
            (EventCount(((6, 10),), "killed", 24, None),), "s1", 0.5,
        ),
    ),
    (Relation("a1", "leads", "a2", "head", ((0, 5),), None),),
    (Difference("s1", "s2", "contradict", "killed: 24 / 5", ((6, 10),)),),
    (Problem("language", "The model is for English."),),
    {"model": "m1"},
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(READINGS)
def test_what_is_written_is_read_back_the_same(reading: Reading) -> None:
    assert decode(json.loads(json.dumps(encode(reading)))) == reading


def test_the_contract() -> None:
    """The keys of ``according/ledger/1``, in order: users' programs rely on each. Add to them, never take away."""
    expected = {
        "schema": "according/ledger/1",
        "document": {
            "id": "d1", "name": "kethra", "title": "Kethra", "publisher": None, "author": None,
            "published": "2031-05", "updated": None, "language": None, "media_type": "text/plain", "url": None,
            "sha256": "ab" * 32, "retrieved": None, "text": "Marro said so.",
        },
        "statements": [
            {
                "id": "s1", "source": [[0, 5]], "cue": [[6, 10]], "content": [[11, 13]], "speaker": "a1",
                "kind": "said", "mode": "indirect", "stance": "assert", "within": None, "chain": ["a1"],
                "confidence": 0.83,
            }
        ],
        "actors": [
            {
                "id": "a1", "name": "Marro", "type": "PERSON", "mentions": [[0, 5]], "aliases": ["I. Marro"],
                "links": {},
            }
        ],
        "places": [
            {
                "id": "p1", "name": "Tarsa", "mentions": [[0, 5]], "geonames": 7, "lat": 1.5, "lon": -2.25,
                "country": "VE", "precision": "town",
            }
        ],
        "times": [
            {
                "id": "t1", "span": [[0, 5]], "timex3": {"type": "DATE", "value": "2031-05", "mod": "START"},
                "value": "2031-05", "earliest": "2031-05-01", "latest": "2031-05-31", "precision": "month",
                "anchor": "published",
            }
        ],
        "counts": [{"id": "c1", "span": [[6, 10]], "of": "killed", "low": 24, "high": None}],
        "mentions": [{"span": [[0, 5]], "type": "PERSON", "ref": "a1"}],
        "events": [
            {
                "id": "e1", "trigger": [[6, 10]], "type": "ASSAULT", "mode": "aerial", "factuality": "planned",
                "initiators": ["a1"], "recipients": [],
                "places": [{"place": "p1", "role": "at", "span": [[0, 5]]}],
                "times": [
                    {
                        "span": [[0, 5]], "value": "2031-05", "earliest": "2031-05-01", "latest": "2031-05-31",
                        "precision": "month",
                    }
                ],
                "counts": [{"span": [[6, 10]], "of": "killed", "low": 24, "high": None}],
                "statement": "s1", "confidence": 0.5,
            }
        ],
        "relations": [
            {
                "subject": "a1", "relation": "leads", "object": "a2", "label": "head", "evidence": [[0, 5]],
                "statement": None,
            }
        ],
        "differences": [
            {"a": "s1", "b": "s2", "verdict": "contradict", "about": "killed: 24 / 5", "evidence": [[6, 10]]}
        ],
        "problems": [
            {"code": "language", "message": "The model is for English.", "span": None, "fatal": False}
        ],
        "made_with": {"model": "m1"},
    }  # fmt: skip
    assert json.dumps(encode(READING)) == json.dumps(expected)


def test_no_cell_of_a_record_is_lost() -> None:
    data = encode(READING)
    kinds = {
        "statements": Statement, "actors": Actor, "places": Place, "counts": Count, "mentions": Mention,
        "events": Event, "relations": Relation, "differences": Difference,
    }  # fmt: skip
    assert set(data["document"]) == {f.name for f in fields(Document)}
    assert set(data["times"][0]) | {"type", "timex", "mod"} == {f.name for f in fields(Time)} | {"timex3"}
    for record, kind in ((data[key][0], kind) for key, kind in kinds.items()):
        assert set(record) == {f.name for f in fields(kind)}
    assert set(data["problems"][0]) == {f.name for f in fields(Problem)}


def test_unknown_keys_are_ignored() -> None:
    data = encode(READING)
    data["weather"] = "rain"
    for record in (data["document"], data["statements"][0], data["actors"][0], data["problems"][0]):
        record["added_later"] = [1]
    assert decode(data) == READING


def test_what_a_ledger_does_not_tell_is_not_made_up() -> None:
    data = encode(READING)
    del data["document"]["published"], data["problems"][0]["fatal"]
    read = decode(data)
    assert read.document.published is None and not read.problems[0].fatal


@pytest.mark.parametrize(
    "data", [{}, {"schema": None}, {"schema": ""}, {"schema": "according/ledger/2"}, {"schema": SCHEMA + " "}]
)
def test_another_schema_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a ledger of schema according/ledger/1"):
        decode(data)


@pytest.mark.parametrize("record", [DOCUMENT, READING, *READING.statements, *READING.actors, *READING.problems])
def test_records_cannot_be_changed(record: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(record, fields(record)[0].name, "other")
