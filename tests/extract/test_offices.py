import re
import time

import pytest

from according.extract.offices import offices
from according.extract.stated import Beside
from according.ledger import FoundMention
from extract.test_phrases import read


def told(marked: str) -> list[tuple[str, str, str, str]]:
    """Subject, relation, object and evidence of the offices in a text with marked mentions."""
    text, mentions = read(marked)
    words = [text[slice(*m.span)] for m in mentions]
    return [
        (words[s.found.subject], s.found.relation, words[s.found.object], text[slice(*s.evidence)])
        for s in offices(Beside(text, mentions))
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[Ilse Marro|PERSON], [a spokeswoman for [the Front|ARMED_GROUP]|PERSON], said",
            ("Ilse Marro", "role_in", "the Front", "Ilse Marro, a spokeswoman for the Front"),
        ),
        (
            "[Ilse Marro, a spokeswoman for [the Front|PERSON]|PERSON], said",
            ("Ilse Marro, a spokeswoman for the Front", "role_in", "the Front", "Ilse Marro, a spokeswoman for the Front"),
        ),
        (
            "[A spokeswoman for [the Front|ARMED_GROUP]|PERSON] said",
            ("A spokeswoman for the Front", "role_in", "the Front", "A spokeswoman for the Front"),
        ),
        (
            "[The [Veldran|STATE] foreign minister|PERSON], [Ilse Marro|PERSON], said",
            ("Ilse Marro", "role_in", "Veldran", "The Veldran foreign minister, Ilse Marro"),
        ),
        ("[Veldra|STATE]’s president, [Ilse Marro|PERSON], said", ("Ilse Marro", "leads", "Veldra", "Veldra’s president, Ilse Marro")),
        ("the [Front|ARMED_GROUP] commander [Ilse Marro|PERSON]", ("Ilse Marro", "leads", "Front", "the Front commander Ilse Marro")),
        (
            "[Ilse Marro|PERSON], a commander of [the Front|ARMED_GROUP]",
            ("Ilse Marro", "role_in", "the Front", "Ilse Marro, a commander of the Front"),
        ),
        (
            "[Ilse Marro|PERSON], a former leader of [the Front|ARMED_GROUP], said",
            ("Ilse Marro", "role_in", "the Front", "Ilse Marro, a former leader of the Front"),
        ),
        (
            "[Ilse Marro|PERSON], a member of [the Front|ARMED_GROUP], said",
            ("Ilse Marro", "member_of", "the Front", "Ilse Marro, a member of the Front"),
        ),
        (
            "[Ilse Marro|PERSON], the media director of [the Front|ARMED_GROUP], said",
            ("Ilse Marro", "role_in", "the Front", "Ilse Marro, the media director of the Front"),
        ),
    ],
)  # fmt: skip
def test_who_holds_an_office(marked: str, expected: tuple[str, str, str, str]) -> None:
    assert told(marked) == [expected]


def held(marked: str) -> list[tuple[str, str, str]]:
    return [(subject, relation, body) for subject, relation, body, _ in told(marked)]


IM, AB = "[Ilse Marro|PERSON]", "[Ado Bem|PERSON]"


@pytest.mark.parametrize(
    ("stated", "unstated"),
    [
        # Between body and office stand words of the office, no verbs
        (f"[Veldra|STATE] interim president {IM}", f"[Veldra|STATE] backs president {IM}"),
        (f"[Veldra|STATE] defence minister {IM}", f"[Veldra|STATE] arrests opposition leader {IM}"),
        (f"[the Front|ARMED_GROUP] military commander {IM}", f"[the Front|ARMED_GROUP] shot dead commander {IM}"),
        ("[VELDRA|STATE] PRESIDENT [ILSE MARRO|PERSON]", "[VELDRA|STATE] KILLS FRONT LEADER [ILSE MARRO|PERSON]"),
        (f"[Veldra|STATE]'s ousted president, {IM},", f"[Veldra|STATE] ousted president {IM}"),
        # A body is none where its words go on, and those who oppose it do not lead it
        (f"{IM}, leader of the [Front|ORG] said", f"{IM}, leader of the [Veldran|STATE] opposition"),
        (f"{IM}, head of [the Front|ORG]", f"{IM}, head of [the Front|ORG]'s media office"),
        (f"{IM}, the [Veldran|STATE] leader", f"{IM}, the [Veldran|STATE] opposition leader"),
        (f"the [Veldran|STATE] leader {IM}", f"the [Veldran|STATE] spiritual leader {IM}"),
        (f"{IM}, member of [the Front|ORG], left", f"{IM}, member of [Veldra|STATE]'s parliament"),
        # Whose office it is
        (f"[Veldra|STATE]'s president, {IM}, left", f"after meeting the leader of [Veldra|STATE], {IM} flew home"),
        (f"{IM} is president of [Veldra|STATE]", f"{IM} is not president of [Veldra|STATE]"),
        (f"{IM}, president of [Veldra|STATE]", f"{IM}, wife of the president of [Veldra|STATE]"),
        (f"{IM}, the [Veldran|STATE] president, left", f"after talks with {IM}, the [Veldran|STATE] president, {AB}, said"),
        ("[the leader of [the Front|ORG]|PERSON]", "[the wife of the leader of [the Front|ORG]|PERSON]"),
        ("the [Veldran|STATE] president [al-Hadi|PERSON]", "the [Veldran|STATE] president [my friend|PERSON]"),
        # What is no body, or no office
        (f"[US|STATE] secretary {IM}", f"it told [us|PEOPLE] secretary {IM}"),
        (f"[his|PERSON] spokesman {IM}", f"{AB} spokesman {IM}"),
        (f"[its|ORG] spokesman {IM}", f"[It|ORG] prompted secretary {IM}"),
        ("[the [Front|ORG]'s leader|PERSON]", "[The [Front|ORG]’s chief of staff|PERSON] said"),
        ("[the [Veldran|STATE] president|PERSON]", f"the [Veldran|STATE] president-elect {IM}"),
        ("[the [Veldran|STATE] leader|PERSON]", "[a [Veldran|STATE] leader|PERSON]"),
        (f"{IM}, the envoy of [Veldra|STATE]", f"{IM}, the envoy to [Veldra|STATE]"),
        (f"{IM}, a member of [the Front|ORG]", f"{IM}, a former member of [the Front|ORG]"),
        (f"[Veldra|STATE]\npresident {IM}", f"[Veldra|STATE]\n\npresident {IM}"),
    ],
)  # fmt: skip
def test_what_states_an_office_and_what_does_not(stated: str, unstated: str) -> None:
    assert len(told(stated)) == 1
    assert told(unstated) == []


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        (f"{IM}, president of [Veldra|STATE]", "leads"),
        (f"{IM} became president of [Veldra|STATE]", "leads"),
        (f"He then met [Kell|STATE] president {IM}", "leads"),
        (f"Former rebels met [Kell|STATE] president {IM}", "leads"),
        (f"the supreme leader of [Veldra|STATE], {IM}.", "leads"),
        (f"{IM}, the top commander of [the Front|ORG]", "leads"),
        (f"{IM}, a leader of [the Front|ORG]", "role_in"),
        (f"{IM}, the regional commander of [the Front|ORG]", "role_in"),
        (f"{IM}, head of the media office of [the Front|ORG]", "role_in"),
        (f"{IM}, formerly president of [Veldra|STATE]", "role_in"),
        (f"{IM}, who was once president of [Veldra|STATE]", "role_in"),
        (f"{IM}, who was president of [Veldra|STATE]", "role_in"),
        (f"{IM}, vice-president of [Veldra|STATE]", "role_in"),
        (f"{IM}, the vice president of [Veldra|STATE]", "role_in"),
        (f"the ex-[Veldran|STATE] president {IM}", "role_in"),
        (f"[Veldra|STATE]’s previous president, {IM}.", "role_in"),
    ],
)  # fmt: skip
def test_who_leads_and_who_only_has_a_part(marked: str, relation: str) -> None:
    assert [r for _, r, _ in held(marked)] == [relation]


def test_in_a_list_each_has_the_office_beside_the_name() -> None:
    marked = f"talks with {IM}, president of [Veldra|STATE], {AB}, foreign minister of [Kell|STATE], and others"
    assert held(marked) == [("Ilse Marro", "leads", "Veldra"), ("Ado Bem", "role_in", "Kell")]


def test_the_words_of_an_office_are_its_own() -> None:
    [(_, _, _, evidence)] = told(f"[Tor Lind|PERSON] and his wife met [Kell|STATE] president {AB}")
    assert evidence == "Kell president Ado Bem"
    [(_, _, _, evidence)] = told(f"{IM} (president of [Veldra|STATE]) said")
    assert evidence == "Ilse Marro (president of Veldra)"


@pytest.mark.parametrize("name", ["Ilse Marro", "Şahin Özgür", "ILSE MARRO", "al-Hadi", "abu Hamza", "李明", "أحمد"])
def test_names_hold_offices_alike(name: str) -> None:
    assert held(f"the [Veldran|STATE] president [{name}|PERSON] left") == [(name, "leads", "Veldran")]


@pytest.mark.parametrize(
    "unit",
    [
        "leader of " + "a" * 50 + " ! Xan. ", "leader of " + "a-" * 25 + "! Xan. ", "Xan president ", "president of Xan ",
        "president ", "the former ", "who was ", "\n", " ", "of the ", "Xan, ",
    ],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    mentions = [
        FoundMention(m.span(), "PERSON" if k % 2 else "ORG", 0.9) for k, m in enumerate(re.finditer("Xan", text))
    ]
    began = time.process_time()
    offices(Beside(text, mentions))
    assert time.process_time() - began < 5
