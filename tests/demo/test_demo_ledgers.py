"""The gold ledgers of the bundled case hold together: ids exist, spans are words of the text, holders are innermost."""

import json
import re
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest

from according.ledger import ACTOR_TYPES, EVENT_TYPES, FACTUALITIES, PLACE_ROLES, RELATION_TYPES
from according.ledger.records import Verdict
from benchmarks import DATA, load, with_data
from demo.bracketed import ledger_of
from demo.test_demo_gold import GOLD, NAMES, text_of

README = Path(__file__).parents[2] / "corpus" / "README.md"
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
KINDS_OF_RECORD = ("actors", "statements", "events", "relations", "differences")

Ledger = dict[str, Any]


def ledger(name: str) -> Ledger:
    return ledger_of(json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8")), text_of(name))


@pytest.fixture(scope="module")
def ledgers() -> dict[str, Ledger]:
    return {name: ledger(name) for name in NAMES}


def test_every_draft_becomes_a_ledger_whose_spans_are_found_once(ledgers: dict[str, Ledger]) -> None:
    for name, gold in ledgers.items():
        assert list(gold) == ["doc", *KINDS_OF_RECORD], name
        for event in gold["events"]:
            assert len(event["trigger"]) == 1, (name, event)
            parts = (*event["places"], *event["times"], *event["counts"])
            assert all(len(part["span"]) == 1 for part in parts), (name, event)
        assert all(relation["evidence"] for relation in gold["relations"]), name
        for actor in gold["actors"]:
            assert actor["mentions"] == sorted(actor["mentions"]) != [], (name, actor)
            assert len({tuple(span) for span in actor["mentions"]}) == len(actor["mentions"]), (name, actor)


def test_ids_are_there_and_there_once(ledgers: dict[str, Ledger]) -> None:
    for name, gold in ledgers.items():
        for kind in ("actors", "statements", "events"):
            ids = [record["id"] for record in gold[kind]]
            assert len(set(ids)) == len(ids), (name, kind)
        actors = {actor["id"] for actor in gold["actors"]}
        statements = {statement["id"] for statement in gold["statements"]}
        named = {s["speaker"] for s in gold["statements"]} - {None}
        for event in gold["events"]:
            named |= {*event["initiators"], *event["recipients"]}
        for relation in gold["relations"]:
            named |= {relation["subject"], relation["object"]}
            assert relation["subject"] != relation["object"], (name, relation)
        assert named == actors, name
        holders = {record["statement"] for record in (*gold["events"], *gold["relations"])} - {None}
        assert holders <= statements, name
        pairs = [(difference["a"], difference["b"]) for difference in gold["differences"]]
        assert set(chain(*pairs)) <= statements, name
        assert len({frozenset(pair) for pair in pairs}) == len(pairs) == sum(a != b for a, b in pairs), name


def test_a_speaker_is_an_actor_mentioned_in_the_source(ledgers: dict[str, Ledger]) -> None:
    for name, gold in ledgers.items():
        actors = {actor["id"]: actor for actor in gold["actors"]}
        for statement in gold["statements"]:
            assert (statement["speaker"] is None) == (statement["source"] == []), (name, statement)
            if statement["speaker"]:
                [[begin, end]] = statement["source"]
                mentions = actors[statement["speaker"]]["mentions"]
                assert any(b < end and begin < e for b, e in mentions), (name, statement)


def test_one_speakers_name_is_one_actor() -> None:
    for name in NAMES:
        statements = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))["statements"]
        named = {(statement["speaker"], statement["actor"]) for statement in statements}
        assert len(named) == len({speaker for speaker, _ in named}), name


def holds(statement: dict[str, Any], span: list[int]) -> bool:
    return any(b <= span[0] and span[1] <= e for b, e in statement["content"])


def test_an_event_is_held_by_the_innermost_statement_around_its_trigger(ledgers: dict[str, Ledger]) -> None:
    for name, gold in ledgers.items():
        within = {statement["id"]: statement["within"] for statement in gold["statements"]}
        for event in gold["events"]:
            around = {s["id"] for s in gold["statements"] if holds(s, event["trigger"][0])}
            innermost = around - {within[each] for each in around}
            assert innermost == ({event["statement"]} if event["statement"] else set()), (name, event, innermost)


def test_the_evidence_of_a_relation_lies_with_its_holder(ledgers: dict[str, Ledger]) -> None:
    for name, gold in ledgers.items():
        statements = {statement["id"]: statement for statement in gold["statements"]}
        for relation in gold["relations"]:
            [[begin, end]] = relation["evidence"]
            if relation["statement"]:
                content = statements[relation["statement"]]["content"]
                assert any(b < end and begin < e for b, e in content), (name, relation)
            else:
                inside = [s["id"] for s in statements.values() if holds(s, [begin, end])]
                assert inside == [], (name, relation)


def test_labels_values_and_counts_are_of_the_ledger(ledgers: dict[str, Ledger]) -> None:
    for name, gold in ledgers.items():
        assert {actor["type"] for actor in gold["actors"]} <= set(ACTOR_TYPES), name
        assert {relation["relation"] for relation in gold["relations"]} <= set(RELATION_TYPES), name
        assert {difference["verdict"] for difference in gold["differences"]} <= set(get_args(Verdict)), name
        assert all(difference["about"] for difference in gold["differences"]), name
        for event in gold["events"]:
            assert event["type"] in EVENT_TYPES, (name, event)
            assert event["factuality"] in FACTUALITIES, (name, event)
            assert all(place["role"] in PLACE_ROLES and place["name"] for place in event["places"]), (name, event)
            for time in event["times"]:
                assert time["value"] is None or re.fullmatch(f"{DAY}(/{DAY})?", time["value"]), (name, event)
            for count in event["counts"]:
                low, high = count["low"], count["high"]
                assert count["of"], (name, event)
                assert low is None or high is None or low <= high, (name, event)


@pytest.mark.skipif(not README.exists(), reason="no corpus/README.md: this is not a checkout")
def test_the_datasheet_counts_what_is_there(ledgers: dict[str, Ledger]) -> None:
    rows = [line.strip("| ").split(" | ") for line in README.read_text(encoding="utf-8").splitlines() if " | " in line]
    counted = {row[0].strip("`"): [int(cell) for cell in row[1:]] for row in rows if row[1].isdigit()}
    expected = {
        name: [len(text_of(name).split()), *(len(gold[kind]) for kind in KINDS_OF_RECORD)]
        for name, gold in ledgers.items()
    }
    expected["all"] = [sum(column) for column in zip(*expected.values(), strict=True)]
    assert counted == expected


@with_data
def test_the_gold_scores_in_full_against_itself(ledgers: dict[str, Ledger]) -> None:
    demo = load("benchmarks/demo.py")
    scorer = demo.module(DATA.parent / "score/ledger.py")
    case = demo.documents()
    gold = demo.gold_ledgers(case)
    assert gold == ledgers
    read = {name: each | {"document": {"text": case[name].text}} for name, each in gold.items()}
    figures = demo.score(scorer, gold, read)
    for measure, row in figures["all"].items():
        assert row.get("f1", row.get("accuracy")) == 100, (measure, row)
    assert all(value == 100 for row in figures["each"].values() for value in row.values())
    assert all(name in demo.table(figures) for name in NAMES)


def test_a_draft_whose_mark_points_nowhere_is_refused() -> None:
    draft = json.loads((GOLD / f"{NAMES[0]}.json").read_text(encoding="utf-8"))
    draft["events"][0]["trigger"] = "words that [are] not there"
    with pytest.raises(ValueError, match="once"):
        ledger_of(draft, text_of(NAMES[0]))
