import time

import pytest

from according.model.possessors import possessors


def names(text: str) -> list[str]:
    return [text[slice(*span)] for span in possessors(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Veldran foreign minister said", ["Veldran"]),
        ("talks with the Veldran government and Marrish police", ["Veldran", "Marrish"]),
        ("the Veldran\narmy", ["Veldran"]),
        ("the Veldran\n\narmy", []),
        ("Many Veldran officials left", ["Veldran"]),
        ("Yesterday Veldran police left", ["Veldran"]),
        ("Senior officials left", []),
        ("with Foreign Minister Marro", []),
        ("by Vice President Marro", []),
        ("Urban police left", []),
        ("Civilian officials left", []),
        ("the Middle East minister", []),
        ("the Veldran Democratic Forces", []),
        ("Veldra's police and the Kell-led government", []),
        ("veldran police", []),
    ],
)
def test_names_before_an_office(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "adjective",
    ["Veldrani", "Veldran", "Veldrish", "Veldrese", "Veldrench", "Veldrek", "Veldritch", "Veldriss", "Veld", "Veldriot", "Veldrasy",
     "Çeldran", "Élvedran", "Øveld", "VDF", "Veldra-Kell"],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence",
    ["{} officials left.", "Kell fell, {} officials said.", "“{} officials left.", "It left.\n\n{} police stayed.",
     "the former {} president", "with ({} leaders)"],
)  # fmt: skip
def test_peoples_are_asked_about_alike(sentence: str, adjective: str) -> None:
    assert names(sentence.format(adjective)) == [adjective]


@pytest.mark.parametrize("unit", ["Veldran army ", "A", "a-", "A’", " ", "\n", "Aa "])
def test_time_is_linear(unit: str) -> None:
    began = time.process_time()
    list(possessors(unit * (200_000 // len(unit))))
    assert time.process_time() - began < 3
