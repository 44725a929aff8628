import json
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from according.ledger import make_id

CELLS = st.recursive(
    st.none() | st.integers() | st.text(max_size=8), lambda cells: st.lists(cells, max_size=3), max_leaves=8
)


def test_ids_stay_what_they_were() -> None:
    # Ledgers kept by users refer to these ids: if this test fails, their references break.
    assert make_id("d", "report") == "d149ef056ffcb5219"
    assert make_id("s", "d1", ((0, 5),), (), ((6, 9), (12, 20))) == "s9f69ed950797328c"


def test_ids_are_a_letter_and_sixteen_hexadecimal_digits() -> None:
    made = make_id("a", "d1", "Ilse Marro", "PERSON")
    assert made[0] == "a" and len(made) == 17
    assert int(made[1:], 16) >= 0


@given(st.lists(CELLS, max_size=4), st.lists(CELLS, max_size=4))
def test_ids_are_the_same_only_for_the_same_cells(one: list[object], other: list[object]) -> None:
    # Compared as JSON: 1 and True, or a tuple and a list, are told apart or not as JSON does.
    assert (make_id("e", *one) == make_id("e", *other)) == (json.dumps(one) == json.dumps(other))


def test_cells_are_not_run_together() -> None:
    assert make_id("a", "bc") != make_id("a", "b", "c")
    assert make_id("a", "b") != make_id("b", "a")
    assert make_id("a", ["b"], "c") != make_id("a", ["b", "c"])


def test_spans_may_be_tuples_or_lists() -> None:
    assert make_id("s", ((0, 1), (2, 3))) == make_id("s", [[0, 1], [2, 3]])


def test_any_text_has_an_id() -> None:
    assert make_id("a", "\ud800\x00\u202e💥") == make_id("a", "\ud800\x00\u202e💥")


def test_another_process_makes_the_same_id() -> None:
    script = "from according.ledger import make_id; print(make_id('a', 'd1', 'Kéb Orrin', 'PERSON', ((1, 2),)))"
    out = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    ).stdout
    assert out.strip() == make_id("a", "d1", "Kéb Orrin", "PERSON", ((1, 2),))
