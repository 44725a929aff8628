"""Cells of two statements: when numbers and dates can both be right."""

import pytest

from according.compare.cells import compatible, disjoint
from according.ledger.records import Count, EventTime

Bounds = tuple[int | None, int | None]


@pytest.mark.parametrize(
    ("a", "b", "both_right"),
    [
        ((10, None), (12, 12), True),  # "at least 10" and 12
        ((10, 10), (12, 12), False),
        ((None, 500), (300, 400), True),
        ((None, 200), (300, 400), False),
        ((24, None), (None, 20), False),
        ((3, 4), (4, 5), True),
        ((503, 503), (500, 500), True),  # rounded
        ((530, 530), (500, 500), False),
        ((None, None), (12, 12), None),  # "dozens" is not a number
    ],
)
def test_bounds(a: Bounds, b: Bounds, both_right: bool | None) -> None:
    x, y = Count("1", ((0, 1),), "killed", *a), Count("2", ((2, 3),), "killed", *b)
    assert compatible(x, y) is both_right
    assert compatible(y, x) is both_right


def test_times_differ_only_where_their_intervals_are_known_and_do_not_meet() -> None:
    monday = EventTime(((0, 1),), "2019-03-04", "2019-03-04", "2019-03-04")
    march = EventTime(((2, 3),), "2019-03", "2019-03-01", "2019-03-31")
    friday = EventTime(((4, 5),), "2019-03-08", "2019-03-08", "2019-03-08")
    unknown = EventTime(((6, 7),))
    assert disjoint(monday, friday)
    assert not disjoint(monday, march)
    assert not disjoint(monday, unknown)
