"""Ranks that do not fit: full lists of what came before, and one rank for two places."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.compare import differences_within
from according.compare.order import order_conflicts
from according.ledger import Statement


def said(text: str, *contents: str) -> list[Statement]:
    """Statements with these contents."""
    spans = [(text.index(c), text.index(c) + len(c)) for c in contents]
    return [
        Statement(f"s{i}", (), (), (span,), None, "said", "indirect", "assert", None, (), 1.0)
        for i, span in enumerate(spans)
    ]


def test_a_first_place_that_a_full_list_leaves_out_conflicts() -> None:
    text = (
        "He said that Orsa was not the first town given up under the truce. It was the third, after Velm and Tarrin. "
        "Later he said that the first truce between the two was in Kesh."
    )
    first, second = (
        "Orsa was not the first town given up under the truce",
        "the first truce between the two was in Kesh",
    )
    (found,) = order_conflicts(text, said(text, first, second))
    assert (found.a, found.b) == (0, 1)
    assert [text[b:e] for b, e in found.evidence] == [
        "was the third, after Velm and Tarrin", "the first truce between the two was in Kesh"
    ]  # fmt: skip
    assert found.about == ("order: was the third, after Velm and Tarrin / the first truce between the two was in Kesh")


def test_a_first_place_that_is_in_the_list_does_not() -> None:
    text = (
        "He said Orsa fell late under the truce. It was the third, after Velm and Tarrin. "
        "She said that the first truce was in Velm."
    )
    assert not order_conflicts(text, said(text, "Orsa fell late under the truce", "the first truce was in Velm"))


def test_a_list_that_is_not_full_tells_nothing() -> None:
    text = "He said the raid was the fourth, after Velm and Tarrin. She said the first raid was in Kesh."
    assert not order_conflicts(
        text, said(text, "the raid was the fourth, after Velm and Tarrin", "the first raid was in Kesh")
    )


def test_one_rank_for_two_places_conflicts_where_the_thing_is_the_same() -> None:
    text = "He said the first shelling took place in Velm. She said the first shelling happened in Kesh."
    a, b = "the first shelling took place in Velm", "the first shelling happened in Kesh"
    assert [(c.a, c.b) for c in order_conflicts(text, said(text, a, b))] == [(0, 1)]
    other = text.replace("first shelling happened", "first meeting happened")
    assert not order_conflicts(other, said(other, a, "the first meeting happened in Kesh"))


def test_a_denied_rank_a_month_and_a_pronoun_hold_no_rank() -> None:
    text = "He said the first raid was not in Velm. She said the first raid was in October. They said the first raid was in Kesh."
    contents = "the first raid was not in Velm", "the first raid was in October", "the first raid was in Kesh"
    assert not order_conflicts(text, said(text, *contents))
    text = "He said the raid was not the third, after Velm and Tarrin. She said the first raid was in Kesh."
    denied, first = "the raid was not the third, after Velm and Tarrin", "the first raid was in Kesh"
    assert not order_conflicts(text, said(text, denied, first))


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 320), st.integers(0, 320)), max_size=6))
def test_odd_text_and_spans_never_raise(text: str, spans: list[tuple[int, int]]) -> None:
    statements = [
        Statement(f"s{i}", (), (), ((min(a, b), max(a, b)),), None, "said", "indirect", "assert", None, (), 1.0)
        for i, (a, b) in enumerate(spans)
    ]
    order_conflicts(text, statements)


@pytest.mark.parametrize(
    "words", ["it was the first, after Velm and the third raid was near ", "Velm was the first raid "]
)
def test_a_very_long_line_takes_linear_time(words: str) -> None:
    text = words * 20_000
    statement = Statement("s0", (), (), ((0, len(text)),), None, "said", "indirect", "assert", None, (), 1.0)
    began = time.process_time()
    order_conflicts(text, [statement, statement])
    assert time.process_time() - began < 20


def test_the_differences_of_a_report_hold_it_once() -> None:
    text = (
        "Orsa was not the first town given up under the truce, Hale said. Hale said that the first truce between the "
        "two was in Kesh, and that the town of Orsa was the third, after Velm and Tarrin, under that truce."
    )
    contents = (
        "Orsa was not the first town given up under the truce",
        "the first truce between the two was in Kesh",
        "the town of Orsa was the third, after Velm and Tarrin, under that truce",
    )
    found = differences_within(text, said(text, *contents))
    assert [(d.a, d.b, d.verdict) for d in found if d.about.startswith("order: ")] == [("s1", "s2", "contradict")]
    assert len({(d.a, d.b) for d in found}) == len(found)
