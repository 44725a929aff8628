from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from according.exporters.holders import differences, events_by_holder, timeline
from according.exporters.outline import outline
from according.ledger import Difference, Event, EventTime, Reading

from .reports import REPORT, document, told


def dated(*values: tuple[str | None, str | None, str | None]) -> Reading:
    events = [
        Event(f"e{n}", ((n, n + 1),), "ASSAULT", None, "happened", times=(EventTime((), *value),))
        for n, value in enumerate(values)
    ]
    return Reading(document("x" * len(values)), events=tuple(events))


def test_events_lie_with_their_statement_and_the_rest_with_the_narrator() -> None:
    reading = told()
    held = events_by_holder(reading, outline(reading))
    assert sum(map(len, held.values())) == len(reading.events)
    assert [event.id for event in held[None]] == ["e-close"]
    lost = replace(reading.events[0], statement="s-nowhere")
    held = events_by_holder(replace(reading, events=(lost,)), outline(reading))
    assert held == {None: (lost,)}, "nothing is lost"


def test_the_timeline_is_in_the_order_of_dates() -> None:
    reading = dated(
        ("2031-04-15", "2031-04-15", "2031-04-15"), ("2029", "2029-01-01", "2029-12-31"), (None, None, None),
        ("2031-04", None, None), (None, None, "1999-05-01"), ("PXW", None, None), ("20000-01-01", None, None),
        ("-0044", None, None), ("2031-04-15T09:00", None, None),
    )  # fmt: skip
    assert [found.event.id for found in timeline(reading)] == ["e7", "e4", "e1", "e3", "e0", "e8", "e6"]


def test_what_begins_together_is_ordered_by_its_end() -> None:
    days, whole = ("2031-04-15", "2031-04-15", "2031-04-15"), ("2031-04-15/2031-04-17", "2031-04-15", "2031-04-17")
    assert [found.event.id for found in timeline(dated(whole, days, whole))] == ["e1", "e0", "e2"]


def test_an_event_with_several_times_stands_at_the_first() -> None:
    event = Event("e", (), "AID", None, "happened", times=(EventTime((), "2031-05"), EventTime((), "2030")))
    (found,) = timeline(Reading(document(""), events=(event,)))
    assert found.when == "2030"


@given(st.lists(st.tuples(*[st.none() | st.text("0123456789-/TWPX:", max_size=12)] * 3), max_size=6))
def test_any_times_can_be_ordered(values: list[tuple[str | None, str | None, str | None]]) -> None:
    assert len(timeline(dated(*values))) <= len(values)


def test_contradictions_come_first_and_each_side_has_its_words() -> None:
    reading = told()
    entries = outline(reading)
    (first, a, b), (second, c, _) = differences(reading, entries)
    assert (first.verdict, second.verdict) == ("contradict", "update")
    assert a.index is not None and entries[a.index].who(REPORT) == "two drivers"
    assert [REPORT[slice(*span)] for span in a.rests_on + b.rests_on + c.rests_on] == [
        "was hit", "No flight", "nine children",
    ]  # fmt: skip


def test_a_side_that_is_missing() -> None:
    reading = replace(told(), differences=(Difference("s-nowhere", "s-gone", "repeat", "toll", ((0, 4),)),))
    ((_, a, b),) = differences(reading, outline(reading))
    assert (a.index, b.index, a.rests_on, b.rests_on) == (None, None, (), ())
