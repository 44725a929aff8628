import io
import unicodedata
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from according.exporters import print_reading
from according.exporters.outline import STANCE_VERBS
from according.exporters.plain import FACTUALITY_WORDS, VERDICT_WORDS
from according.exporters.sections import FACTUALITY_COLOURS, VERDICT_COLOURS
from according.exporters.terminal import LONGEST, STANCE_COLOURS
from according.ledger import FACTUALITIES, STANCES, Difference, Event, Problem, Reading

from .reports import actor, document, matryoshka, siege, statement, told


def printed(reading: Reading, width: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    colours: Literal["truecolor"] | None = "truecolor" if colour else None
    print_reading(reading, Console(file=out, width=width, force_terminal=colour, color_system=colours))
    return out.getvalue()


def test_plain_text_tells_everything() -> None:
    shown = printed(siege())
    assert "\x1b" not in shown
    assert "Harbour Wire · 2031-04-15 · 03-vardan-post" in shown
    assert "11 statements, 6 named speakers, 2 nested" in shown
    assert "Ministry of Defence (Ministry) · denies · “denies” · line 1, offset 0" in shown
    assert "└─ two drivers · asserts · “according to”" in shown
    assert "two drivers (two drivers)" not in shown
    assert "no source named · asserts · “reportedly”" in shown
    assert "“We counted nine children,” … “and we have not finished counting.”" in " ".join(shown.split())
    assert "note: Some of this text is not English" in shown


def test_nested_statements_are_indented_under_their_outer_one() -> None:
    lines = printed(siege(), 120).splitlines()
    people = ("Vardan Post (", "Imre Solvay (I", "two drivers ·")
    starts = [line.index(who) for who in people for line in lines if who in line]
    assert starts == [0, 3, 6]


def test_colour_only_on_a_terminal_and_the_words_are_the_same() -> None:
    for reading in (siege(), told()):
        coloured = printed(reading, colour=True)
        assert "\x1b[" in coloured
        assert Text.from_ansi(coloured).plain.split() == printed(reading).split()


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_keep_to_the_width(width: int) -> None:
    text = "Ana said " + "戦争の報告 🚌 " * 40 + "é" * 90 + " قال شاهد"
    wide = Reading(document(text), (replace(statement(text, "Ana", "said"), content=((9, len(text)),)),))
    for reading in (siege(), told(), matryoshka(4), wide):
        assert max(cell_len(line) for line in printed(reading, width).splitlines()) <= width


def test_very_long_content_is_shortened_at_a_space() -> None:
    text = "Ana said " + "word " * 200
    shown = printed(Reading(document(text), (statement(text, "Ana", "said", text[9:-1]),)))
    assert "word …" in shown
    assert LONGEST - 10 < sum(len(line.strip()) + 1 for line in shown.splitlines()[4:]) <= LONGEST + 10


def test_a_report_cannot_drive_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp\u2066 \ud83d\b\r"
    text = f"Ana{evil} said [red]no[/red] :bomb:{evil}"
    s = replace(statement(text, f"Ana{evil}", "said"), content=((text.index("[red]"), len(text)),))
    reading = Reading(
        replace(document(text), title=evil, publisher="[bold]P", name=evil), (s,), problems=(Problem("x", evil),)
    )
    for colour in (False, True):
        shown = printed(reading, colour=colour)
        body = shown if not colour else Text.from_ansi(shown).plain
        assert not [c for c in body if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
        assert not set(body) & set("\u202e\u202d\u2066")
        assert "\x1b]" not in shown and "\x1b[2J" not in shown
    assert "[red]no[/red] :bomb:" in shown
    assert "␛]0;owned␇" in shown


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None, categories=None), min_size=1), st.integers(1, 60))
def test_any_text_can_be_printed(text: str, width: int) -> None:
    s = replace(statement("x", "x", "x", "x"), content=((0, len(text)),))
    printed(Reading(replace(document("x"), text=text, title=text), (s,), (actor("x"),)), width).encode("utf-8")


def test_a_terminal_without_unicode_gets_typewriter_lines() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
    print_reading(siege(), Console(file=out, width=80))
    out.flush()
    assert b'`- two drivers - asserts - "according to"' in raw.getvalue()


def test_depth_does_not_use_up_the_width() -> None:
    shown = printed(matryoshka(40), 60)
    assert "39 deep" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 60


def test_a_ledger_without_statements_says_so() -> None:
    assert "No statements found." in printed(Reading(document("Rain.")))


def test_every_stance_has_a_word_and_a_colour() -> None:
    assert set(STANCE_VERBS) == set(STANCE_COLOURS) == set(STANCES)
    assert len(set(STANCE_COLOURS.values())) == len(STANCES)
    assert set(FACTUALITY_COLOURS) == set(FACTUALITY_WORDS) == set(FACTUALITIES)
    assert set(VERDICT_COLOURS) == set(VERDICT_WORDS)


def test_events_stand_under_their_holder() -> None:
    shown = printed(told(), 100)
    lines = shown.splitlines()
    at = next(n for n, line in enumerate(lines) if "two drivers · asserts" in line)
    assert lines[at + 2].strip() == "• ASSAULT: unnamed → two drivers, at the bridge (15 April 2031) “was hit”"
    assert "   • ASSAULT (aerial), did not happen: Ministry of Defence, at Tarsa “strike”" in lines
    at = lines.index("The narrator (Harbour Wire) · 1 event")
    assert lines[at + 1] == "   • COERCE, possible: to Ost-Kareem, from the bridge (column; again) “close”"
    assert "11 statements, 6 named speakers, 2 nested, 5 events" in shown


def test_differences_stand_side_by_side_where_there_is_room() -> None:
    lines = printed(told(), 110).splitlines()
    at = lines.index("Differences  1 contradict, 1 update")
    assert lines[at + 1] == "contradict · strike: was hit / no flight"
    assert "two drivers asserts:" in lines[at + 2] and "│ Adaeze Lindqvist denies: “No flight" in lines[at + 2]
    narrow = printed(told(), 60).splitlines()
    at = narrow.index("contradict · strike: was hit / no flight")
    assert narrow[at + 1].startswith("   two drivers asserts:") and "│" not in narrow[at + 1]


def test_the_timeline_counts_what_has_no_date() -> None:
    lines = printed(told(), 100).splitlines()
    at = lines.index("Timeline  2 dated, 3 without a date")
    assert [line for line in lines[at + 1 : at + 5] if not line.startswith(" ")] == ["April 2031", "15 April 2031"]
    assert "Harrow Front: opponent of Ministry of Defence — Adaeze Lindqvist" in lines


def test_nothing_is_said_of_what_there_is_not() -> None:
    shown = printed(siege())
    for word in ("Differences", "Timeline", "Relations", "narrator", "event"):
        assert word not in shown


def test_a_difference_about_unknown_statements_and_an_event_of_unknown_actors() -> None:
    event = Event("e", (), "AID", None, "happened", ("a-nobody",), (), statement="s-nowhere")
    reading = Reading(document("x"), events=(event,), differences=(Difference("s1", "s2", "repeat", "toll"),))
    shown = printed(reading, 100)
    assert "• AID: a-nobody" in shown and "a statement that this ledger does not hold" in shown
