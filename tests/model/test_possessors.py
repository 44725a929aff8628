import pytest

from according.model.possessors import possessors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Veldran foreign minister said", ["Veldran"]),
        ("talks with the Veldran government and Marrish police", ["Veldran", "Marrish"]),
        ("Veldrani officials left", ["Veldrani"]),
        ("Senior officials left", []),
        ("the Middle East minister", []),
        ("the Veldran Democratic Forces", []),
    ],
)
def test_names_before_an_office(text: str, names: list[str]) -> None:
    assert [text[slice(*span)] for span in possessors(text)] == names
