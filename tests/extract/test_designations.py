import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.extract.designations import designation, designations
from according.extract.stated import Beside
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
        ("[rebels|PEOPLE] blacklisted as “terrorists” by [world powers|PEOPLE]", [("rebels", "world powers")]),
        ("[the HRF|ARMED_GROUP], which [Veldra|STATE] considers a terrorist group", [("the HRF", "Veldra")]),
        ("[the HRF|ARMED_GROUP], which [the Union|ORG] regards as a sect", [("the HRF", "the Union")]),
        ("[the HRF|ARMED_GROUP], which [Veldra|STATE] considers friendly", []),
        ("[The HRF|ARMED_GROUP] was seen by [Veldra|STATE]", []),
        ("[The HRF|ARMED_GROUP] fled. The road, listed by [Veldra|STATE] as closed", []),
        ("[The HRF|ARMED_GROUP] was designated by Monday", []),
        ("[The HRF|ARMED_GROUP] fought [Kell|STATE] and is classified by [Veldra|STATE] as a sect", []),
        # The active voice
        ("[Veldra|STATE] designated militias backed by [Kell|STATE]", []),
        ("[Veldra|STATE] has listed groups backed by [Kell|STATE] as terrorists", []),
        ("[Veldra|STATE] called a ceasefire brokered by [Kell|STATE] a success", []),
        ("[Veldra|STATE] called the truce by [Kell|STATE] a success", []),
        ("[Veldra|STATE]-listed groups supported by [Kell|STATE]", []),
        ("[The HRF|ARMED_GROUP] was listed among those killed by [Kell|STATE]", []),
        ("[The HRF|ARMED_GROUP] is considered close to fighters backed by [Kell|STATE]", []),
        # Of whom is spoken
        ("In [Veldra|STATE], [the HRF|ARMED_GROUP] is considered a sect by [Kell|STATE]", [("the HRF", "Kell")]),
        ("He fought [the HRF|ARMED_GROUP], [the KLA|ARMED_GROUP], which [Kell|STATE] considers a sect", [("the KLA", "Kell")]),
        ("He told [Veldra|STATE] that [Kell|STATE] considers a strike unwise", []),
        ("[The leader of [the HRF|ARMED_GROUP]|PERSON], whom [Kell|STATE] considers a spy", [("The leader of the HRF", "Kell")]),
        ("[The leader of [the HRF|ARMED_GROUP]|PERSON], which [Kell|STATE] considers a sect", [("the HRF", "Kell")]),
        # By whom
        ("[The HRF|ARMED_GROUP] is blacklisted by [[Veldra|STATE]-backed rebels|PEOPLE]", [("The HRF", "Veldra-backed rebels")]),
        ("[The HRF|ARMED_GROUP] was declared a foe by [Veldra|STATE], [Kell|STATE] said", [("The HRF", "Veldra")]),
        ("[The HRF|ARMED_GROUP] is blacklisted by [Veldra|STATE], and [Kell|STATE] has sent troops", [("The HRF", "Veldra")]),
        ("[The HRF|ARMED_GROUP] is blacklisted by [Veldra|STATE],\n\n[Kell|STATE] said", [("The HRF", "Veldra")]),
    ],
)  # fmt: skip
def test_who_calls_whom_so(marked: str, expected: list[tuple[str, str]]) -> None:
    assert [
        (one, other)
        for one, relation, other in told(marked, lambda text, mentions: designations(Beside(text, mentions)))
        if relation == "designated_by"
    ] == expected


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("HRF, designated as a terrorist organisation by Veldra", "terrorist organisation"),
        ("HRF, designated a terrorist organisation by Veldra", "terrorist organisation"),
        ("HRF is classified by Veldra as a “terrorist group”.", "terrorist group"),
        ("HRF is considered an occupier by Veldra", "occupier"),
        ("HRF, which Veldra labels a sect.", "sect"),
        ("HRF, blacklisted by Veldra", None),
        ("HRF, blacklisted by Veldra as well as Kell", None),
        ("HRF, whom Veldra regards as rebels, fled", "rebels"),
        ("HRF, hated by Veldra. As a rule they fled", None),
        ("Veldra considers HRF a sect, they say", "sect"),
        ("Veldra calls HRF terrorists.", "terrorists"),
        ("Veldra met HRF on Monday.", None),
        ("HRF is listed by Veldra as a counter-insurgency-supporting, well organised and heavily armed band.",
         "counter-insurgency-supporting"),
    ],
)  # fmt: skip
def test_as_what(words: str, what: str | None) -> None:
    spans = [(words.index(name), words.index(name) + len(name)) for name in ("HRF", "Veldra")]
    found = designation(words, *spans)
    assert (found and found[0]) == what
    assert not found or words[slice(*found[1])] == what


@given(any_text, st.data())
@settings(max_examples=30)
def test_any_text_and_mentions_do(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(1, 9)), max_size=6))
    mentions = [FoundMention((b, b + n), ACTOR_TYPES[n % 5], 0.9) for b, n in spans]
    for r in designations(Beside(text, mentions)):
        assert 0 <= r.subject < len(mentions) and 0 <= r.object < len(mentions)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Kell is designated as a sect by Kell and Kell. " * 3_000, 6_000),
        ("Kell, blacklisted by " + "Kell, " * 10_000 + "and Kell", 1),
        (" " * 200_000, 0),
        ("Kell which " * 10_000, 0),
        ("listed as a " * 10_000, 0),
    ],
)
def test_time_is_linear(text: str, least: int) -> None:
    mentions = [FoundMention((at, at + 4), "ORG", 0.9) for at in range(len(text)) if text.startswith("Kell", at)]
    began = time.process_time()
    assert len(designations(Beside(text, mentions))) >= least
    assert time.process_time() - began < 4
