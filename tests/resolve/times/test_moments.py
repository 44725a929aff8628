"""Calendar arithmetic against the standard library's, and at its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.resolve.times.moments import (
    Moment,
    at,
    bounds,
    day_of,
    exists,
    iso,
    parsed,
    shifted,
    timex,
    weekday_near,
)

DAYS = st.dates(min_value=date(2, 1, 1), max_value=date(9000, 12, 31))


@given(DAYS, st.integers(-400, 400))
def test_days_shift_as_dates_do(day: date, count: int) -> None:
    moved = shifted(day_of(day), count, "day")
    assert moved is not None
    assert iso(moved) == (day + timedelta(days=count)).isoformat()


@given(DAYS, st.integers(-40, 40))
def test_months_shift_and_come_back(day: date, count: int) -> None:
    there = shifted(day_of(day), count, "month")
    if there is not None:
        assert shifted(there, -count, "month") == at(day_of(day), "month")


@given(DAYS, st.sampled_from(["week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]))
def test_a_stretch_holds_its_day(day: date, unit: str) -> None:
    stretch = at(day_of(day), unit)  # type: ignore[arg-type]
    assert stretch is not None
    first, last = bounds(stretch)
    if unit != "weekend":
        assert first <= day.isoformat() <= last


@given(DAYS, st.integers(0, 6))
def test_weekdays(day: date, weekday: int) -> None:
    near = {step: weekday_near(day_of(day), weekday, step) for step in (0, -1, 1, 2)}
    found = {step: date.fromisoformat(iso(moment)) for step, moment in near.items() if moment}
    assert all(moment.weekday() == weekday for moment in found.values())
    assert day - timedelta(6) <= found[0] <= day <= found[2] <= day + timedelta(6)
    assert day - timedelta(7) <= found[-1] < day < found[1] <= day + timedelta(7)


@pytest.mark.parametrize(
    ("moment", "form", "value"),
    [
        (Moment("day", 2017, 10, 14), "2017-10-14", "2017-10-14"),
        (Moment("week", 2018, number=10), "2018-W10", "2018-03-05/2018-03-11"),
        (Moment("weekend", 2018, number=10), "2018-W10-WE", "2018-03-10/2018-03-11"),
        (Moment("season", 2017, number=4), "2017-WI", "2017-12/2018-02"),
        (Moment("half", 1990, number=1), "1990-H1", "1990-01/1990-06"),
        (Moment("century", 1900), "19", "1900/1999"),
        (Moment("year", -145), "BC0146", "-0145"),
    ],
)
def test_written(moment: Moment, form: str, value: str) -> None:
    assert (timex(moment), iso(moment)) == (form, value)


@pytest.mark.parametrize("written", ["2018-02-30", "2018-13", "0000", "20000", "", "soon", "2018-3-1-4"])
def test_what_is_no_date(written: str) -> None:
    assert parsed(written) is None


def test_leap_days() -> None:
    assert exists(Moment("day", 2016, 2, 29))
    assert not exists(Moment("day", 2017, 2, 29))
    assert not exists(Moment("day", 1900, 2, 29))


def test_the_ends_of_the_calendar() -> None:
    assert shifted(day_of(date(9999, 12, 31)), 1, "day") is None
    assert shifted(day_of(date(1, 1, 1)), -1, "day") is None
    assert shifted(Moment("year", 9999), 1, "year") is None


def test_the_last_winter_ends_with_the_last_year() -> None:
    assert bounds(Moment("season", 9999, 1, 1, number=4)) == ("9999-12-01", "9999-12-31")
