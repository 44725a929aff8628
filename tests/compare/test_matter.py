"""Terms of a statement."""

import pytest

from according.compare.matter import matters_of, stem
from according.ledger.records import Actor, Statement


@pytest.mark.parametrize(
    ("one", "other"), [("withdrawal", "withdraw"), ("attacks", "attacked"), ("cities", "city"), ("group’s", "group")]
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_short_words_keep_their_letters() -> None:
    assert stem("gas") == "gas"
    assert stem("us") == "us"


def test_rare_words_weigh_more_and_negation_is_seen() -> None:
    text = "The town fell. The town burned. The town did not surrender to Ilse Marro."
    begin = text.rindex("The town")
    statement = Statement(
        "S1", (), (), ((begin, len(text)),), None, "said", "indirect", "assert", None, (), 1.0
    )  # fmt: skip
    name = text.index("Ilse Marro")
    (matter,) = matters_of(text, [statement], (), [Actor("A1", "Ilse Marro", "PERSON", ((name, name + 10),))])
    assert matter.terms["surren"] > matter.terms["town"]
    assert matter.negated
    assert matter.actors == {"A1"}


@pytest.mark.parametrize(("content", "points"), [("it", True), ("any such order", True), ("the town fell", False)])
def test_a_short_content_may_point_at_a_claim(content: str, points: bool) -> None:
    statement = Statement("S1", (), (), ((0, len(content)),), None, "said", "indirect", "deny", None, (), 1.0)
    (matter,) = matters_of(content, [statement])
    assert matter.points is points


def test_a_statement_knows_whose_words_it_quotes() -> None:
    text = "that the mayor had said the bridge was mined"
    outer = Statement("S1", (), (), ((0, len(text)),), "A1", "said", "indirect", "assert", None, (), 1.0)
    inner = Statement("S2", (), (), ((24, len(text)),), "A2", "said", "indirect", "assert", "S1", (), 1.0)
    assert [m.voices for m in matters_of(text, [outer, inner])] == [{"A2"}, set()]
