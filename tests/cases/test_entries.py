from hypothesis import given
from hypothesis import strategies as st

from according.cases.entries import MAX_DAY, MIN_DAY, day, entries, tag, years, years_asked
from according.ledger import EVENT_TYPES, FACTUALITIES, STANCES, Reading, encode
from cases.reports import bridge
from ledger.drawn import READINGS

DAYS = st.sampled_from([MIN_DAY, MAX_DAY]) | st.builds(
    lambda year, month: year * 10_000 + month * 100 + 1, st.integers(1850, 2150), st.integers(1, 12)
)


@given(DAYS, DAYS, DAYS, DAYS)
def test_an_entry_that_overlaps_with_the_days_asked_for_has_one_of_their_tokens(
    earliest: int, latest: int, since: int, until: int
) -> None:
    if latest >= since and earliest <= until:
        assert set(years(earliest, latest)) & set(years_asked(since, until))


def test_an_entry_of_another_year_has_none_of_their_tokens() -> None:
    assert not set(years(20161201, 20171130)) & set(years_asked(20180101, MAX_DAY))


def test_days_are_the_first_and_last_that_a_date_may_mean() -> None:
    assert (day("2031-10", False), day("2031-10", True)) == (20311001, 20311031)
    assert (day("2031", False), day("2031", True)) == (20310101, 20311231)
    assert (day("2031-10-14", False), day("2031-10-14", True)) == (20311014, 20311014)
    assert (day("soon", False), day(None, True)) == (None, None)


def test_tags_differ() -> None:
    values = [("t", v) for v in EVENT_TYPES] + [("f", v) for v in FACTUALITIES] + [("s", v) for v in STANCES]
    assert len({tag(kind, value) for kind, value in values}) == len(values)


@given(READINGS)
def test_any_reading_has_entries_with_positions_of_their_own(made: Reading) -> None:
    found = list(entries(encode(made), made.document.id, made.document.publisher))
    assert [e.position for e in found] == sorted({e.position for e in found})


def test_a_sentence_with_an_event_is_no_passage_too() -> None:
    found = [e for e in entries(encode(bridge()), "d1", None) if tag("k", "passage") in e.tags]
    assert all("shelled" not in e.words for e in found)
