import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.extract.designations import designation, designations
from according.ledger import ACTOR_TYPES, FoundMention
from extract.test_phrases import told
from texts import any_text


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[the HRF|ARMED_GROUP], a group designated as a terrorist organisation by [Veldra|STATE], [Kell|STATE] and the "
            "[Union|ORG].",
            [("the HRF", "Veldra"), ("the HRF", "Kell"), ("the HRF", "Union")],
        ),
        ("[The HRF|ARMED_GROUP], [a group|ARMED_GROUP] blacklisted by [Veldra|STATE]", [("The HRF", "Veldra")]),
        ("[The HRF|ARMED_GROUP] is considered a terrorist group by [Veldra|STATE]", [("The HRF", "Veldra")]),
        (
            "[The HRF|ARMED_GROUP] has been classified by [Veldra|STATE] and [Kell|STATE] as a sect",
            [("The HRF", "Veldra"), ("The HRF", "Kell")],
        ),
        ("[the HRF|ARMED_GROUP], which [Veldra|STATE] considers a terrorist group", [("the HRF", "Veldra")]),
        ("[the HRF|ARMED_GROUP], which [Veldra|STATE] considers friendly", []),
        ("[The HRF|ARMED_GROUP] was seen by [Veldra|STATE]", []),
        ("[The HRF|ARMED_GROUP] fled. The road, listed by [Veldra|STATE] as closed", []),
        ("[The HRF|ARMED_GROUP] was designated by Monday", []),
        ("[The HRF|ARMED_GROUP] fought [Kell|STATE] and is classified by [Veldra|STATE] as a sect", []),
    ],
)
def test_who_calls_whom_so(marked: str, expected: list[tuple[str, str]]) -> None:
    assert [
        (one, other) for one, relation, other in told(marked, designations) if relation == "designated_by"
    ] == expected


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("HRF, designated as a terrorist organisation by Veldra", "terrorist organisation"),
        ("HRF is classified by Veldra as a “terrorist group”.", "terrorist group"),
        ("HRF is considered an occupier by Veldra", "occupier"),
        ("HRF, blacklisted by Veldra", None),
        ("HRF, whom Veldra regards as rebels, fled", "rebels"),
        ("Veldra has fought HRF. It considers it a sect, they say", "sect"),
        ("HRF, hated by Veldra. As a rule they fled", None),
    ],
)
def test_as_what(words: str, what: str | None) -> None:
    assert designation(words, (0, max(words.index("Veldra"), words.index("HRF")) + 6)) == what


@given(any_text, st.data())
@settings(max_examples=30)
def test_any_text_and_mentions_do(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(1, 9)), max_size=6))
    mentions = [FoundMention((b, b + n), ACTOR_TYPES[n % 5], 0.9) for b, n in spans]
    for r in designations(text, mentions):
        assert 0 <= r.subject < len(mentions) and 0 <= r.object < len(mentions)


def test_time_is_linear() -> None:
    text = "Kell, designated as a sect by Veldra, Kell, " * 4_000
    spans = [(m, m + 4) for m in range(0, len(text), 44)]
    began = time.process_time()
    designations(text, [FoundMention(s, "ORG", 0.9) for s in spans])
    assert time.process_time() - began < 3
