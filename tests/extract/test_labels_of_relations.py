"""The words of a relation stand between the two it joins, in one sentence."""

import pytest

from according.extract.labels_of_relations import label_of


@pytest.mark.parametrize(
    ("text", "one", "other", "label"),
    [
        ("Ilse Marro, the mayor of Tarsa", "Ilse Marro", "Tarsa", "mayor"),
        ("Veldra’s foreign minister, Ilse Marro", "Ilse Marro", "Veldra", "foreign minister"),
        ("Veldra-backed Harrow Front", "Veldra", "Harrow Front", "backed"),
        ("Marro and Kell", "Marro", "Kell", None),
        ("Veldra's president, Ilse Marro, spoke.", "Veldra", "Ilse Marro", "president"),
        ("Ilse Marro, a spokeswoman for the Front, spoke.", "Ilse Marro", "the Front", "spokeswoman"),
        ("the Front spokesman Ado Bem", "the Front spokesman", "the Front", "spokesman"),
        ("The U.V. Special envoy to Veldra, Ado Bem", "The U.V.", "Ado Bem", "Special envoy to Veldra"),
        ("the Veldran League. The League is older", "Veldran League", "The League", None),
        ("Veldra carried them onto buses,” said Ilse Marro", "Veldra", "Ilse Marro", None),
    ],
)
def test_label_of(text: str, one: str, other: str, label: str | None) -> None:
    spans = [(text.index(words), text.index(words) + len(words)) for words in (one, other)]
    assert label_of(text, spans[0], spans[1]) == label
    assert label_of(text, spans[1], spans[0]) == label
