"""GAP: what counts as the name, and the paper's counts."""

from pathlib import Path

import pytest

from benchmarks import load

gap = load("benchmarks/gap.py")

TEXT = "Captain Ilse Marro met Adaeze Lindqvist's brother before she left."
HEAD = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
A = (8, 18)
B = (23, 39)


def example(id_: str, pronoun: str, gold: tuple[bool, bool]) -> object:
    text = TEXT.replace(" she ", f" {pronoun} ")
    begin = text.index(f" {pronoun} ") + 1
    return gap.Example(id_, text, (begin, begin + len(pronoun)), (A, B), gold)


def test_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "gap.tsv"
    row = f"v-1\t{TEXT}\tshe\t57\tIlse Marro\t8\tTRUE\tAdaeze Lindqvist\t23\tFALSE\thttp://example.org\n"
    path.write_text(HEAD + row, encoding="utf8")
    (read,) = gap.examples(path)
    assert (read.pronoun, read.names, read.gold, read.feminine) == ((57, 60), (A, B), (True, False), True)
    path.write_text(HEAD + row.replace("\t57\t", "\t56\t"), encoding="utf8")
    with pytest.raises(ValueError, match="'she' is not at 56"):
        gap.examples(path)


@pytest.mark.parametrize(
    ("words", "name", "right"),
    [
        ("Captain Ilse Marro", A, True), ("Ilse Marro", A, True), ("Marro", A, True),
        ("Adaeze Lindqvist's", B, True), ("Adaeze Lindqvist's brother", B, False),
        ("Captain Ilse Marro met Adaeze Lindqvist", A, False), ("Captain", A, False),
    ],
)  # fmt: skip
def test_mentions_of_the_named(words: str, name: tuple[int, int], right: bool) -> None:
    begin = TEXT.index(words)
    assert gap.names((begin, begin + len(words)), name, TEXT) is right


def test_two_named_together_are_not_one() -> None:
    text = "Ilse Marro and Imre Solvay said that he would go."
    assert not gap.names((0, 26), (15, 26), text)


def test_predicted_from_clusters() -> None:
    one = example("1", "she", (True, False))
    assert gap.predict(one, [{A, (57, 60)}, {B}]) == (True, False)
    assert gap.predict(one, [{A}, {B, (0, 5)}]) == (False, False)


def test_counts_by_gender() -> None:
    gold = [
        example("f1", "she", (True, False)), example("f2", "she", (False, True)),
        example("m1", "he", (True, False)), example("m2", "he", (False, False)),
    ]  # fmt: skip
    predicted = {"f1": (True, False), "f2": (True, False), "m1": (True, False), "m2": (False, True)}
    table = gap.score(gold, predicted)
    assert table["overall"] == {"f1": 57.1, "p": 50.0, "r": 66.7}
    assert table["feminine"] == {"f1": 50.0, "p": 50.0, "r": 50.0}
    assert table["masculine"] == {"f1": 66.7, "p": 50.0, "r": 100.0}
    assert table["feminine / masculine"] == 0.75
    assert gap.score(gold, {})["feminine / masculine"] is None


def test_gold_against_gold_is_a_hundred() -> None:
    gold = [example("f1", "she", (True, False)), example("m1", "he", (False, True))]
    table = gap.score(gold, {e.id: e.gold for e in gold})  # type: ignore[attr-defined]
    assert table["overall"]["f1"] == table["feminine"]["f1"] == 100.0
    assert table["feminine / masculine"] == 1.0
