import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.ledger import inside, length, make_id, trimmed, words_of
from texts import any_text


def test_words_of_pieces_are_exact_and_joined() -> None:
    text = "“We,” she said, “saw it 🚌.”"
    assert words_of(((0, 5), (16, 28)), text) == "“We,” … “saw it 🚌.”"
    assert words_of((), text) == ""
    assert words_of(((0, 3), (3, 5)), text, gap="") == "“We,”"


@pytest.mark.parametrize(
    ("inner", "outer", "is_inside"),
    [
        ((2, 4), ((2, 4),), True),
        ((2, 4), ((0, 9),), True),
        ((2, 5), ((2, 4),), False),
        ((1, 4), ((2, 4),), False),
        ((2, 6), ((2, 4), (4, 6)), False),
        ((5, 6), ((0, 1), (4, 8)), True),
        ((0, 1), (), False),
    ],
)
def test_inside_means_wholly_in_one_piece(
    inner: tuple[int, int], outer: tuple[tuple[int, int], ...], is_inside: bool
) -> None:
    assert inside(inner, outer) is is_inside


@given(any_text, st.data())
def test_trimmed_leaves_out_white_space_and_nothing_else(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    span = trimmed((begin, end), text)
    assert (text[slice(*span)] if span else "") == text[begin:end].strip()
    assert span is None or begin <= span[0] < span[1] <= end


def test_length_counts_code_points() -> None:
    assert length([(0, 3), (5, 6)]) == 4
    assert length([]) == 0


def test_ids_are_the_same_everywhere_and_depend_on_every_cell() -> None:
    assert make_id("s", "d1", ((0, 3),)) == "s45b9443cb0cc4bfc", "ids are kept in files"
    cells: list[tuple[object, ...]] = [("a",), ("a", "b"), ("ab",), ("a", None), (["a", "b"],), (1,), ("1",), ("é",)]
    ids = {make_id("s", *c) for c in cells} | {make_id("d", *c) for c in cells}
    assert len(ids) == 2 * len(cells)
    assert make_id("s", ((0, 3),)) == make_id("s", [[0, 3]]), "spans as tuples or as JSON are the same cell"
    assert make_id("s", "\ud800").startswith("s")
