from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.readers import parse_published
from according.readers.dates import parse_plain


@pytest.mark.parametrize("text", ["2017", "2017-10", "2017-10-14", "2016-02-29"])
def test_days_months_and_years_are_dates(text: str) -> None:
    assert parse_published(text) == text
    assert parse_plain(text) == text


@pytest.mark.parametrize("text", ["", "2017-13", "2017-02-29", "17", "0000", "2017-1", "14 October 2017", "２０１７"])
def test_nothing_else_is_a_published_date(text: str) -> None:
    assert parse_published(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-10-14T12:00:00Z", "2017-10-14"),
        ("2017-10-14T23:30:00.000-05:00", "2017-10-14"),
        ("2017-10-14 08:15", "2017-10-14"),
        ("14 October 2017", "2017-10-14"),
        ("Saturday, 14th of October 2017", "2017-10-14"),
        ("Oct. 14, 2017", "2017-10-14"),
        ("October 14, 2017 at 3:05 p.m.", "2017-10-14"),
        ("Sat, 14 Oct 2017 12:00:00 GMT", "2017-10-14"),
        ("Sept 3, 2017", "2017-09-03"),
        ("October 2017", "2017-10"),
        ("2017/10/14", "2017-10-14"),
        ("20171014", "2017-10-14"),
    ],
)
def test_plain_english_dates(text: str, expected: str) -> None:
    assert parse_plain(text) == expected


@pytest.mark.parametrize(
    "text", ["03/04/2017", "yesterday", "31 November 2017", "14 Brumaire 2017", "2017-10-14T99", "1507982400", "9" * 99]
)
def test_unclear_dates_stay_unknown(text: str) -> None:
    assert parse_plain(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_in_every_plain_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 10:00:00 +0000"):
        assert parse_plain(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_not(text: str) -> None:
    found = parse_plain(text)
    assert found is None or parse_published(found) == found
