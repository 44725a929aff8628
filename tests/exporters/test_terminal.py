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
from according.exporters.terminal import LONGEST, STANCE_COLOURS
from according.ledger import STANCES, Problem, Reading

from .reports import actor, document, matryoshka, siege, statement


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
    coloured = printed(siege(), colour=True)
    assert "\x1b[" in coloured
    assert Text.from_ansi(coloured).plain.split() == printed(siege()).split()


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_keep_to_the_width(width: int) -> None:
    text = "Ana said " + "戦争の報告 🚌 " * 40 + "é" * 90 + " قال شاهد"
    wide = Reading(document(text), (replace(statement(text, "Ana", "said"), content=((9, len(text)),)),))
    for reading in (siege(), matryoshka(4), wide):
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
        replace(document(text), title=evil, publisher="[bold]P", name=evil), (s,), (), (Problem("x", evil),)
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
