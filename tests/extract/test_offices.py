import pytest

from according.extract.offices import offices
from according.extract.stated import Beside
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


@pytest.mark.parametrize(
    "marked",
    [
        "[Ilse Marro|PERSON], who left [Veldra|STATE], said",
        "[a [Veldran|STATE] fighter|PERSON]",
        "[a [Veldran|STATE] leader|PERSON]",
        "[Ilse Marro|PERSON], the envoy to [Veldra|STATE]",
        "[It|ORG] prompted secretary [Ilse Marro|PERSON]",
        "[The [Front|ARMED_GROUP]’s chief of staff|PERSON] said",
    ],
)
def test_other_words_state_none(marked: str) -> None:
    assert told(marked) == []
