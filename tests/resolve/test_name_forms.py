import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.resolve.name_forms import FullNames, NameForms, Places, apart, fullest_names, places_of

NAMES = st.sets(st.lists(st.sampled_from("ilse jan tom marro kell".split()), max_size=4).map(" ".join), max_size=8)


@given(NAMES)
def test_a_name_is_the_one_fullest_name_that_holds_its_words(names: set[str]) -> None:
    words = {name: frozenset(name.split()) for name in names}
    for name, fullest in fullest_names(names).items():
        kin = [other for other in names if other.rpartition(" ")[2] == name.rpartition(" ")[2]]
        full = [other for other in kin if not any(words[other] < words[longer] for longer in kin)]
        fitting = sorted(other for other in full if words[name] <= words[other])
        assert fullest == (fitting[0] if len({words[f] for f in fitting}) == 1 else name)


def found(text: str, *names: tuple[str, bool, set[str]]) -> dict[str, list[str]]:
    """The words found of each name, by name."""
    places = places_of([NameForms(name, name, person, forms) for name, person, forms in names], text)
    return {name: [text[b:e] for b, e in spans] for name, spans in places.items()}


def test_the_longest_form_stands_wherever_it_begins() -> None:
    text = (
        "Jan Marro met Ilse Marro. Marro and Jan left the Harrow Front; the Harrow Frontier is not Harrow. “Jan Marro”"
    )
    jan, ilse = ("Jan Marro", True, {"Jan Marro", "Jan"}), ("Ilse Marro", True, {"Ilse Marro"})
    front = ("Harrow Front", False, {"Harrow Front", "Harrow"})
    assert found(text, jan, ilse, front) == {
        "Jan Marro": ["Jan Marro", "Jan", "Jan Marro"],
        "Ilse Marro": ["Ilse Marro"],
        "Harrow Front": ["Harrow Front", "Harrow", "Harrow"],
    }
    assert found(text, jan)["Jan Marro"] == ["Jan Marro", "Marro", "Marro", "Jan", "Jan Marro"]


@pytest.mark.parametrize("text", ["", "Jan", "Jan Marro", "JanMarro Jan-Marro Jan  Marro", "Marro Jan"])
def test_short_texts(text: str) -> None:
    places = found(text, ("Jan Marro", True, {"Jan Marro"})).get("Jan Marro", [])
    assert set(places) <= {"Jan Marro", "Marro"} and ("Jan Marro" in places) == ("Jan Marro" in text)


def test_thousands_of_namesakes_cost_no_more_than_their_number() -> None:
    names = [f"N{k} Marro" for k in range(20_000)]
    text = " said. ".join(names)
    began = time.process_time()
    assert fullest_names({name.lower() for name in names} | {"marro"})["marro"] == "marro"
    FullNames(text, 1_000)
    places_of([NameForms(name, name, True, {name}) for name in names], text)
    assert time.process_time() - began < 5


def test_places_are_kept_in_order() -> None:
    places = Places()
    for span in ((5, 9), (1, 3), (2, 8)):
        places.add(*span)
    assert list(places) == [(5, 9), (1, 3), (2, 8)] and list(places) == list(places)
    assert apart(places) == ((1, 3), (5, 9))
