from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from according.exporters import brief
from according.exporters.brief import LINES
from according.ledger import Difference, Event, Problem, Reading

from .reports import actor, document, matryoshka, siege, statement, told


def test_who_says_what_happened_and_where_the_accounts_part() -> None:
    shown = brief(told(), 120)
    head, accounts, parts = shown.split("\n\n")
    assert head.splitlines() == [
        "Ministry denies strike on Tarsa convoy",
        "Harbour Wire · 2031-04-15 · 03-vardan-post",
        "11 statements, 6 named speakers, 2 nested, 5 events; 3 without a date",
    ]
    assert [line[:26].strip() for line in accounts.splitlines()[1:]] == [
        "Ministry of Defence", "two drivers", "Adaeze Lindqvist", "no source named", "the narrator",
    ]  # fmt: skip
    assert "ASSAULT (aerial), did not happen: Ministry of Defence, at Tarsa" in accounts
    assert parts.splitlines() == [
        "Where the accounts part",
        "  two drivers / Adaeze Lindqvist: strike: was hit / no flight",
        "  Imre Solvay / no source named: people killed: 9 / at least 14 (update)",
    ]


def test_without_events_the_words_are_shown() -> None:
    shown = brief(siege(), 100)
    assert "Imre Solvay               asserts: that, according to two drivers, “the last bus" in shown
    assert "asserts: “We counted nine children,” … “and we have not finished" in shown
    assert "Where the accounts part" not in shown


def test_accounts_that_only_agree() -> None:
    reading = told()
    agreeing = tuple(replace(d, verdict="corroborate") for d in reading.differences)
    assert "The accounts do not part: 2 corroborate" in brief(replace(reading, differences=agreeing))


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("events", [0, 1, 7, 500])
@pytest.mark.parametrize("parting", [0, 1, 40])
def test_one_screen_however_much_there_is(width: int, events: int, parting: int) -> None:
    reading = told()
    ids = [s.id for s in reading.statements]
    many = tuple(
        Event(f"e{n}", ((n, n + 1),), "ASSAULT", f"mode {n}", "happened", (f"a{n}",), statement=ids[n % len(ids)])
        for n in range(events)
    )
    parts = tuple(Difference(ids[n % 11], ids[(n + 1) % 11], "contradict", f"toll {n}") for n in range(parting))
    shown = brief(replace(reading, events=many, differences=parts), width).splitlines()
    assert len(shown) <= LINES
    assert max(map(cell_len, shown)) <= max(width, 40)
    assert (parting > 0) == ("Where the accounts part" in shown)
    assert "Who says what happened" in shown
    if parting == 40:
        assert any("more" in line for line in shown[-1:]), "what is left out is counted"


def test_many_holders_and_nothing_at_all() -> None:
    assert len(brief(matryoshka(300)).splitlines()) <= LINES
    assert "more holders" in brief(matryoshka(300))
    assert "No statements found." in brief(Reading(document("")))
    broken = Reading(document(""), problems=(Problem("empty", "The file is empty.", fatal=True),))
    assert "note: The file is empty." in brief(broken)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None, categories=None), min_size=1), st.integers(1, 90))
def test_any_text_fits(text: str, width: int) -> None:
    s = replace(statement("x", "x", "x", "x"), content=((0, len(text)),))
    e = Event("e", ((0, len(text)),), "AID", text, "happened", (text,))
    for events in ((), (e,)):
        reading = Reading(replace(document("x"), text=text, title=text), (s,), (actor(text),), events=events)
        shown = brief(reading, width)
        shown.encode("utf-8")
        assert all(cell_len(line) <= max(width, 40) for line in shown.split("\n"))
