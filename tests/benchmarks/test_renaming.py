"""Other names in an annotated report: every span still holds its words, whatever was exchanged."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import load

data, renaming = load("training/data.py"), load("training/renaming.py")
WORDS = (
    "Marla Vance of the Lirra Brigade told Norway that the brigade had left Tessim , Norwegian officials said".split()
)
POOL = renaming.Pool(
    {"PERSON": [("Ada Quill",)], "ARMED_GROUP": [("Grey Column", "GC")], "ORG": [("Relief Now",)], "PLACE": [("Ost",)]},
    [("Norway", ("Norwegian", "Norwegians")), ("Chad", ("Chadian", "Chadians"))],
)


def report() -> Any:
    """A sentence with a person, a group, a place, a state, an event and a statement."""
    text = " ".join(WORDS)

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    named = [
        data.Named(*at("Marla Vance"), frozenset({"PERSON"}), "A1"),
        data.Named(*at("Lirra Brigade"), frozenset({"ARMED_GROUP"}), "A2"),
        data.Named(*at("the brigade"), frozenset({"ARMED_GROUP"}), "A2"),
        data.Named(*at("Tessim"), frozenset({"PLACE", "FACILITY"}), "place tessim"),
        data.Named(*at("Norway"), frozenset({"STATE"}), "A3"),
    ]
    left = data.Happening(at("left"), "RETREAT", "happened", {"initiator": ["A2"]}, {"from": [at("Tessim")]})
    told = data.Marked([at("Marla Vance of the Lirra Brigade")], [at("told")], [at("that the brigade had left Tessim")])
    return data.Text(
        "t", text, data.HOUSE, [told], {"ledger": [(m.begin, m.end) for m in named]}, named, True, [left], []
    )


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_spans_keep_their_words(seed: int) -> None:
    old = report()
    new = renaming.renamed(old, random.Random(seed), POOL)

    def word(span: tuple[int, int]) -> str:
        return str(new.text[span[0] : span[1]])

    assert word((new.mentions[0].begin, new.mentions[0].end)) in ("Marla Vance", "Ada Quill")
    assert word((new.mentions[1].begin, new.mentions[1].end)) in ("Lirra Brigade", "Grey Column")
    assert word((new.mentions[2].begin, new.mentions[2].end)) == "the brigade"
    assert word(new.events[0].trigger) == "left"
    assert word(new.events[0].spans["from"][0]) in ("Tessim", "Ost")
    assert word(new.statements[0].cue[0]) == "told"
    content = word(new.statements[0].content[0])
    assert content.startswith("that the brigade had left ")
    assert content.endswith(("Tessim", "Ost"))


def test_a_country_and_its_adjective_go_together() -> None:
    for seed in range(40):
        new = renaming.renamed(report(), random.Random(seed), POOL).text
        assert ("Norwegian" in new) == ("Norway" in new)


def test_a_text_without_names_is_left_alone() -> None:
    plain = data.Text("p", "nothing is named here", data.HOUSE)
    assert renaming.renamed(plain, random.Random(1), POOL) is plain


def test_a_person_called_by_a_title_alone_may_be_drawn() -> None:
    pool = renaming.Pool({**POOL.names, "PERSON": [("President",)]}, POOL.countries)
    assert any("President" in renaming.renamed(report(), random.Random(seed), pool).text for seed in range(5))
