"""Clusters of a ledger, and reading texts at hand."""

from typing import Any

import pytest

from benchmarks import load
from texts import REPORT

ledgers = load("benchmarks/ledgers.py")


def test_clusters_of_actors_places_and_loose_mentions() -> None:
    ledger: dict[str, Any] = {
        "actors": [
            {"id": "a1", "name": "Tarsa", "type": "STATE", "mentions": [[0, 5]]},
            {"id": "a2", "name": "Ilse Marro", "type": "PERSON", "mentions": [[10, 15]]},
        ],
        "places": [
            {"id": "p1", "name": "tarsa", "mentions": [[20, 25]]}, {"id": "p2", "name": "Lirra", "mentions": [[30, 35]]},
        ],
        "mentions": [
            {"span": [[40, 43]], "type": "PERSON", "ref": "a2"}, {"span": [[50, 52]], "type": "PLACE", "ref": "p1"},
            {"span": [[60, 62], [66, 70]], "type": "ORG", "ref": None}, {"span": [], "type": "ORG", "ref": None},
            {"span": [[10, 15]], "type": "PERSON", "ref": "a2"}, {"span": [[0, 5]], "type": "PLACE", "ref": None},
        ],
    }  # fmt: skip
    assert ledgers.clusters(ledger) == [
        {(0, 5), (20, 25), (50, 52)}, {(10, 15), (40, 43)}, {(30, 35)}, {(60, 70)},
    ]  # fmt: skip


@pytest.mark.trained
def test_texts_are_read_under_their_names() -> None:
    ((name, ledger),) = ledgers.read_texts([("r", REPORT)], {"r": "2031-04-15"})
    assert name == "r"
    assert (ledger["document"]["text"], ledger["document"]["published"]) == (REPORT, "2031-04-15")
    assert ledger["statements"]
