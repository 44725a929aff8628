"""Strict entity F1, and the types of re3d."""

from according.ledger import MENTION_TYPES
from benchmarks import load

entities = load("benchmarks/entities.py")


def test_every_type_of_the_ledger_has_one_of_re3d() -> None:
    assert set(entities.TYPES) == set(MENTION_TYPES)


def test_strict_f1() -> None:
    gold = [(0, 5, "Person"), (10, 15, "Location"), (20, 25, "Organisation")]
    said = [(0, 5, "Person"), (10, 16, "Location"), (20, 25, "Person"), (30, 31, "Money")]
    table = entities.score([(gold, said)])
    assert table["all"] == {"f1": 28.6, "p": 25.0, "r": 33.3, "gold": 3}
    assert table["spans"] == {"f1": 57.1, "p": 50.0, "r": 66.7}
    assert table["Person"] == {"f1": 66.7, "p": 50.0, "r": 100.0, "gold": 1}


def test_gold_against_gold_is_a_hundred() -> None:
    gold = [(0, 5, "Person"), (10, 15, "Location")]
    assert entities.score([(gold, gold), ([], [])])["all"]["f1"] == 100.0


def test_of_nested_mentions_of_one_type_the_longest() -> None:
    ledger = {
        "mentions": [
            {"span": [[0, 20]], "type": "ORG"}, {"span": [[4, 9]], "type": "STATE"}, {"span": [[4, 9]], "type": "PLACE"},
            {"span": [[30, 33], [40, 44]], "type": "PERSON"}, {"span": [], "type": "PERSON"},
        ]
    }  # fmt: skip
    assert entities.predicted(ledger) == [(0, 20, "Organisation"), (4, 9, "Location"), (30, 44, "Person")]
