import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.extract.phrases import stated_relations
from according.ledger import MENTION_TYPES, FoundMention, FoundRelation
from texts import any_text

_MARK = re.compile(r"\[|\|([A-Z_]+)\]")


def told(
    marked: str, relations: Callable[[str, list[FoundMention]], list[FoundRelation]] = stated_relations
) -> list[tuple[str, str, str]]:
    """Relations of a text whose mentions stand as [words|TYPE], nested ones too."""
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
    text += marked[at:]
    words = [text[slice(*m.span)] for m in mentions]
    return [(words[r.subject], r.relation, words[r.object]) for r in relations(text, mentions)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[[Veldra|STATE]-led coalition|ORG]", [("Veldra", "leads", "Veldra-led coalition")]),
        ("[Veldra|STATE]-backed [rebels|ARMED_GROUP]", [("Veldra", "supports", "rebels")]),
        ("[a pro-[Kell|PERSON] force|ARMED_GROUP]", []),
        ("[a pro-[Veldra|STATE] force|ARMED_GROUP]", [("a pro-Veldra force", "supports", "Veldra")]),
        ("[the [Veldran|STATE] army|ARMED_GROUP]", [("the Veldran army", "part_of", "Veldran")]),
        ("[[Veldran|STATE] officials|PEOPLE] left", [("Veldran officials", "role_in", "Veldran")]),
        ("[[HRF|ARMED_GROUP] forces|ARMED_GROUP]", []),
        ("[members of [the Front|ARMED_GROUP]|PEOPLE]", [("members of the Front", "member_of", "the Front")]),
        ("[Ilse Marro|PERSON], the spokeswoman of [the Front|ARMED_GROUP], said", [("Ilse Marro", "role_in", "the Front")]),
        ("[Ilse Marro|PERSON], the leader of [the Front|ARMED_GROUP], said", [("Ilse Marro", "leads", "the Front")]),
        ("[Ilse Marro|PERSON], a former leader of [the Front|ARMED_GROUP], said", [("Ilse Marro", "role_in", "the Front")]),
        ("[Veldra|STATE]’s foreign minister, [Ilse Marro|PERSON], said", [("Ilse Marro", "role_in", "Veldra")]),
        ("[Ilse Marro|PERSON], who left [Veldra|STATE], said", []),
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
    for r in stated_relations(text, mentions):
        assert r.subject != r.object and max(r.subject, r.object) < len(mentions)
