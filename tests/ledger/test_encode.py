import json
from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest
from hypothesis import given

from according.ledger import SCHEMA, Actor, Document, Problem, Reading, Statement, decode, encode
from ledger.drawn import READINGS

DOCUMENT = Document("d1", "kethra", "Marro said so.", "ab" * 32, "text/plain", title="Kethra", published="2031-05")
STATEMENT = Statement(
    "s1", ((0, 5),), ((6, 10),), ((11, 13),), "a1", "said", "indirect", "assert", None, ("a1",), 0.83
)  # fmt: skip
READING = Reading(
    DOCUMENT,
    (STATEMENT,),
    (Actor("a1", "Marro", "PERSON", ((0, 5),), ("I. Marro",)),),
    (Problem("language", "The model is for English."),),
)


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
        "places": [], "times": [], "counts": [], "mentions": [], "events": [], "relations": [], "differences": [],
        "problems": [
            {"code": "language", "message": "The model is for English.", "span": None, "fatal": False}
        ],
    }  # fmt: skip
    assert json.dumps(encode(READING)) == json.dumps(expected)


def test_no_cell_of_a_record_is_lost() -> None:
    data = encode(READING)
    for record, kind in ((data["document"], Document), (data["statements"][0], Statement), (data["actors"][0], Actor)):
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
