import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.exporters.plain import (
    RELATION_WORDS,
    count_words,
    event_words,
    interval_words,
    names_of,
    pieces_within,
    relation_words,
    time_words,
    value_words,
)
from according.ledger import RELATION_TYPES, Event, EventCount, EventPlace, EventTime, Relation

from .reports import told

TEXT = "dozens of fighters left"


def test_an_event_reads_as_one_line() -> None:
    event = Event(
        "e", ((19, 23),), "RETREAT", None, "planned", ("a1",), (), (EventPlace("p1", "from", ()),),
        (EventTime((), "2031-10-14"),), (EventCount((), "fighters", None, 500),),
    )  # fmt: skip
    names = {"a1": "Harrow Front", "p1": "Tarsa"}
    words = "RETREAT, planned: Harrow Front, from Tarsa (up to 500 fighters; 14 October 2031)"
    assert event_words(event, names, TEXT) == words


def test_an_event_without_cells_is_told_by_its_words() -> None:
    assert event_words(Event("e", ((19, 23),), "RETREAT", None, "happened"), {}, TEXT) == "RETREAT: “left”"
    asked = Event("e", ((19, 23),), "AID", "food", "demanded", (), ("a1", "a2"))
    assert event_words(asked, {"a1": "Ana"}, TEXT) == "AID (food), demanded: unnamed → Ana, a2"


def test_places_of_one_role_share_its_word() -> None:
    told_places = (EventPlace("p", "at", ()), EventPlace(None, "via", ((10, 18),)), EventPlace("q", "at", ()))
    event = Event("e", (), "MOBILIZE", None, "general", places=told_places)
    assert event_words(event, {"p": "Orsk", "q": "Besk"}, TEXT) == "MOBILIZE, in general: at Orsk, Besk, via fighters"


@pytest.mark.parametrize(
    ("low", "high", "of", "words"),
    [
        (None, 500, "fighters", "up to 500 fighters"),
        (24, None, "killed", "at least 24 killed"),
        (14, 14, "killed", "14 killed"),
        (300, 400, "fighters", "300–400 fighters"),
        (5_000, 5_000, "", "5,000"),
        (0.5, 0.5, "kilometres", "0.5 kilometres"),
        (10**30, None, "", "at least " + "1" + ",000" * 10),
        (None, None, "fighters", "dozens of fighters"),
        (None, None, "killed", "dozens of fighters killed"),
        (0, 0, "injured", "0 injured"),
    ],
)
def test_counts(low: float | None, high: float | None, of: str, words: str) -> None:
    assert count_words(EventCount(((0, 18),), of, low, high), TEXT) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2031-04-05", "5 April 2031"),
        ("2031-04", "April 2031"),
        ("2031", "2031"),
        ("2031-04-05T06:30", "5 April 2031, 06:30"),
        ("2031-W07", "week 7 of 2031"),
        ("2031-Q3", "quarter 3 of 2031"),
        ("2029/2031-04", "2029 to April 2031"),
        ("2031-13-05", "2031-13-05"),
        ("2031-00", "2031-00"),
        ("-0044", "-0044"),
        ("P3D", "P3D"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_values(value: str, words: str) -> None:
    assert value_words(value) == words


def test_a_time_without_a_value_keeps_its_bounds_or_its_words() -> None:
    assert time_words(EventTime(((0, 6),)), TEXT) == "dozens"
    assert time_words(EventTime((), None, "2031-04-01", None), TEXT) == "from 1 April 2031 on"
    assert interval_words(None, "2031-04-01") == "until 1 April 2031"
    assert interval_words("2031-04-01", "2031-04-30") == "between 1 April 2031 and 30 April 2031"
    assert interval_words("2031-04-01", "2031-04-01") == "1 April 2031"


def test_every_relation_has_words() -> None:
    assert set(RELATION_WORDS) == set(RELATION_TYPES)
    relation = Relation("a1", "leads", "a2", "governor", ())
    assert relation_words(relation, {"a1": "Imre Solvay"}) == "Imre Solvay: leader of a2 (“governor”)"
    assert len(names_of(told())) == 11


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4).map(tuple)


@given(SPANS, SPANS)
def test_pieces_within_lie_in_both(inner: tuple[tuple[int, int], ...], outer: tuple[tuple[int, int], ...]) -> None:
    found = {at for b, e in pieces_within(inner, outer) for at in range(b, e)}
    in_both = [{at for b, e in spans for at in range(b, e)} for spans in (inner, outer)]
    assert found == in_both[0] & in_both[1]


@given(st.text(max_size=12))
def test_any_value_is_told(value: str) -> None:
    assert isinstance(value_words(value), str)
