import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.extract.phrases import stated_relations
from according.extract.stated import Stated
from according.ledger import MENTION_TYPES, FoundMention, FoundRelation
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
