import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.extract.phrases import stated_relations
from according.extract.stated import Stated, evidence_of, is_part
from according.ledger import ACTOR_TYPES, MENTION_TYPES, ActorType, FoundMention, FoundRelation
from texts import any_text

_MARK = re.compile(r"\[|\|([A-Z_]+)\]")


def read(marked: str) -> tuple[str, list[FoundMention]]:
    """A text whose mentions stand as [words|TYPE], nested ones too."""
    text, at = "", 0
    opened: list[int] = []
    mentions: list[FoundMention] = []
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        if m.group(1):
            mentions.append(FoundMention((opened.pop(), len(text)), m.group(1), 0.9))  # type: ignore[arg-type]
        else:
            opened.append(len(text))
    return text + marked[at:], mentions


def stated(text: str, mentions: list[FoundMention]) -> list[FoundRelation]:
    """The relations that phrases state, without their words."""
    return [s.found for s in stated_relations(text, mentions)]


def told(
    marked: str, relations: Callable[[str, list[FoundMention]], list[FoundRelation]] = stated
) -> list[tuple[str, str, str]]:
    """Relations of a text with marked mentions."""
    text, mentions = read(marked)
    words = [text[slice(*m.span)] for m in mentions]
    return [(words[r.subject], r.relation, words[r.object]) for r in relations(text, mentions)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[[Veldra|STATE]-led coalition|ORG]", [("Veldra", "leads", "Veldra-led coalition")]),
        ("[Veldra|STATE]-backed [rebels|ARMED_GROUP]", [("Veldra", "supports", "rebels")]),
        ("[Veldra|STATE]-backed talks. [The Front|ARMED_GROUP] left", []),
        ("[[Veldra|STATE]-led airstrikes|ARMED_GROUP]", []),
        ("[a pro-[Kell|PERSON] force|ARMED_GROUP]", [("a pro-Kell force", "supports", "Kell")]),
        ("[a pro-[Veldra|STATE] force|ARMED_GROUP]", [("a pro-Veldra force", "supports", "Veldra")]),
        ("[[Veldran|STATE] officials|PEOPLE] left", []),
        ("[members of [the Front|ARMED_GROUP]|PEOPLE]", []),
        ("[the Front|ARMED_GROUP], which is backed by [Veldra|STATE],", [("Veldra", "supports", "the Front")]),
        ("[The Front|ARMED_GROUP] is an ally of [Veldra|STATE]", [("The Front", "allied_with", "Veldra")]),
        ("[Ilse Marro|PERSON], who leads [the Front|PERSON],", [("Ilse Marro", "leads", "the Front")]),
        ("[Ilse Marro, who leads [the Front|ARMED_GROUP]|PERSON]", [("Ilse Marro, who leads the Front", "leads", "the Front")]),
        ("[the [Marro|PERSON] regime|STATE]", [("Marro", "leads", "the Marro regime")]),
        ("[Ilse Marro|PERSON] of [the Front|ARMED_GROUP] said", [("Ilse Marro", "member_of", "the Front")]),
        ("[Ilse Marro|PERSON] said. The leader of [the Front|ARMED_GROUP] left.", []),
    ],
)  # fmt: skip
def test_phrases(marked: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(marked) == expected


@pytest.mark.parametrize(
    ("stated", "unstated"),
    [
        ("[the Front|ORG], backed by [Veldra|STATE]", "[the Front|ORG] is not backed by [Veldra|STATE]"),
        ("[the Front|ORG] backed by the [Union|ORG] said", "[the Front|ORG] backed by the [Veldran|STATE] opposition"),
        ("[the Front|ORG], an ally of [Veldra|STATE]", "[the Front|ORG], an ally of the [Veldran|STATE] president"),
        ("[Ilse Marro|PERSON], who leads [the Front|ORG]", "[Ilse Marro|PERSON], who led [the Front|ORG] until 2012"),
        ("[Ilse Marro|PERSON] heads [the Front|ORG]", "[Ilse Marro|PERSON] heads [the Front|ORG]'s media office"),
        ("[Ilse Marro|PERSON], who runs [the bakery|ORG]", "[Ilse Marro|PERSON], who runs [Veldra|STATE]'s biggest bakery"),
        ("[Ilse Marro|PERSON], who later joined [the Front|ORG]", "[Ilse Marro|PERSON], who never joined [the Front|ORG]"),
        ("[Ilse Marro|PERSON], who has joined [the Front|ORG]", "[Ilse Marro|PERSON], who would have joined [the Front|ORG]"),
        ("[Ilse Marro|PERSON], who joined [the Front|ORG]", "[Ilse Marro|PERSON], who joined [Ado Bem|PERSON]"),
        ("[Veldra|STATE]-backed [rebels|ARMED_GROUP]", "[non-[Veldra|STATE]-backed rebels|ARMED_GROUP]"),
        ("[the [Veldra|STATE]-backed U.N. mission|ORG]", "[Veldra|STATE]-backed men. [The Front|ORG] left"),
        ("[the [Marro|PERSON] government|STATE]", "[rebels fighting the [Marro|PERSON] government|PEOPLE]"),
        ("[[Marro|PERSON]'s government|STATE]", "[[Marro|PERSON]'s former government|STATE]"),
        ("[Ilse Marro|PERSON] of [the Front|ORG]", "[Marro|PERSON] of [the Front|ORG]"),
        ("[Abu Omar al-Kelli|PERSON] of [the Front|ORG]", "[a tall man|PERSON] of [the Front|ORG]"),
        ("met [Ilse Marro|PERSON] of [the Front|ORG]", "he warned [Ilse Marro|PERSON] of [the Front|ORG]"),
        ("with [Ilse Marro|PERSON] of [the Front|ORG]", "the capture by [Ilse Marro|PERSON] of [the Front|ORG]"),
        ("[Şahin Özgür|PERSON] of [the Front|ORG]", "[Şahin Özgür|PERSON] of [the Front|ORG]'s office"),
        ("[Veldra|STATE] considers the [Front|ORG] a terrorist group", "[Veldra|STATE] considers [Kell|STATE] a friend"),
        ("[Veldra|STATE] declared the [Front|ORG] an enemy", "[Veldra|STATE] declared [Kell|STATE] a no-fly zone"),
    ],
)  # fmt: skip
def test_what_states_a_relation_and_what_does_not(stated: str, unstated: str) -> None:
    assert len(told(stated)) == 1
    assert told(unstated) == []


@pytest.mark.parametrize(
    "marked",
    [
        "[Veldra|STATE]-backed and [Kell|STATE]-armed [rebels|PEOPLE]",
        "[Veldra|STATE]- and [Kell|STATE]-backed [rebels|PEOPLE]",
    ],
)
def test_two_back_one(marked: str) -> None:
    assert told(marked) == [("Veldra", "supports", "rebels"), ("Kell", "supports", "rebels")]


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        ("[the [Veldran|STATE] army|ORG]", True),
        ("[the [Veldran|STATE] Navy|ORG]", True),
        ("[two former [Veldran|STATE] soldiers|PEOPLE]", True),
        ("[the [Veldran|STATE] army, which left|ORG]", True),
        ("[[Veldran|STATE] army defectors|PEOPLE]", False),
        ("[[Veldran|STATE] government opponents|PEOPLE]", False),
        ("[rebels near the [Veldran|STATE] army|PEOPLE]", False),
    ],
)
def test_who_is_a_force_of_whom(marked: str, part: bool) -> None:
    text, mentions = read(marked)
    assert is_part(text, mentions[0].span, mentions[1].span) == part


def test_evidence_takes_no_time_of_what_stands_before() -> None:
    text = "x" * 5_000_000 + " Xan led the Yon, who fled."
    at = len(text)
    one, other = (at - 26, at - 23), (at - 18, at - 1)
    began = time.process_time()
    for _ in range(1000):
        begin, end = evidence_of(text, one, other)
    assert text[begin:end] == "Xan led the Yon"
    assert time.process_time() - began < 2


_WORDS = [
    "the", "a", "former", "Veldran", "Veldra", "president", "leader", "of", "for", ",", "who", "leads", "-led", "’s", "Ilse", "and",
    "backed", "by", "member", "\n", "regime", "head", "pro-", "(", ")", "media", "commander", "chief", "is", "joined", "as", "considers",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(_WORDS), min_size=4, max_size=14),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 3), st.sampled_from(ACTOR_TYPES)), max_size=6),
)
def test_no_order_of_the_words_of_phrases_is_refused(
    words: list[str], ranges: list[tuple[int, int, ActorType]]
) -> None:
    text = " ".join(words)
    begins = [sum(len(w) + 1 for w in words[:k]) for k in range(len(words))]
    spans = {
        (begins[b], begins[e] + len(words[e])): type_
        for b, n, type_ in ranges
        if b < len(words)
        for e in [min(b + n, len(words) - 1)]
    }
    mentions = [FoundMention(span, type_, 0.9) for span, type_ in spans.items()]
    found = stated_relations(text, mentions)
    for s in found:
        assert 0 <= s.evidence[0] < s.evidence[1] <= len(text)
        assert s.found.subject != s.found.object
    turned = stated_relations(text, mentions[::-1])

    def told_of(relations: list[Stated], order: list[FoundMention]) -> set[tuple[object, ...]]:
        return {
            (order[s.found.subject].span, s.found.relation, order[s.found.object].span, s.evidence) for s in relations
        }

    assert told_of(found, mentions) == told_of(turned, mentions[::-1]), "the order of mentions tells nothing"


@settings(max_examples=60, deadline=None)
@given(
    any_text, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40), st.sampled_from(MENTION_TYPES)), max_size=8)
)
def test_no_text_is_refused(text: str, spans: list[tuple[int, int, str]]) -> None:
    mentions = [
        FoundMention((b, min(b + n, len(text))), type_, 0.9)  # type: ignore[arg-type]
        for b, n, type_ in spans
        if b < len(text)
    ]
    for s in stated_relations(text, mentions):
        assert isinstance(s, Stated) and 0 <= s.evidence[0] < s.evidence[1] <= len(text)
        r = s.found
        assert r.subject != r.object and max(r.subject, r.object) < len(mentions)
