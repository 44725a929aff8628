"""The one path from bytes to a Reading: whatever goes in, what comes out holds together."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.config import Recipe
from according.ledger import (
    Document,
    Findings,
    FoundMention,
    Problem,
    Reading,
    Statement,
    decode,
    encode,
    inside,
    make_id,
    words_of,
)
from according.pipeline import Noted, Opened, failed, open_recipe, read_document, read_input, resolve, unread
from according.readers import Given, Input, Limits
from texts import REPORT, any_text

ATTRIBUTING = st.sampled_from(
    [
        "The mayor said ", "Ilse Marro told reporters ", "that the bridge had fallen. ", "“We saw it,” ", "Marro said. ",
        "according to two drivers, ", "Residents denied ", "the Harrow Front claimed ", "\n\n", "he believes ", "🚌 ",
    ]
)  # fmt: skip
reports = st.lists(ATTRIBUTING | any_text, min_size=1, max_size=20).map("".join)


def document(text: str) -> Document:
    return Document(make_id("d", text), "report", text, "0" * 64, "text/plain")


def holds_together(reading: Reading) -> None:
    """Every span is words of the text, every id means something, every chain ends with its speaker."""
    text = reading.document.text
    by_id = {s.id: s for s in reading.statements}
    actors = {a.id for a in reading.actors}
    assert len(by_id) == len(reading.statements) and len(actors) == len(reading.actors), "ids are unique"
    for s in reading.statements:
        for begin, end in (*s.source, *s.cue, *s.content):
            assert 0 <= begin < end <= len(text) and text[begin:end] == text[begin:end].strip()
        assert len(s.cue) == 1 and s.content == tuple(sorted(s.content)) != ()
        assert 0 <= s.confidence <= 1
        assert s.speaker is None or (s.source and s.speaker in actors and s.chain[-1] == s.speaker)
        outer = by_id[s.within] if s.within else None
        assert set(s.chain) <= actors
        assert s.chain[: len(outer.chain)] == outer.chain if outer else len(s.chain) <= 1
        assert outer is None or inside(s.cue[0], outer.content)
        held: list[Statement] = []
        while s.within:
            assert s not in held, "statements lie within one another in a circle"
            held.append(s)
            s = by_id[s.within]
    for a in reading.actors:
        assert a.mentions and all(text[b:e].strip() for b, e in a.mentions)
    events_hold_together(reading)
    assert decode(encode(reading)) == reading


def events_hold_together(reading: Reading) -> None:
    """Every mention, event and relation is words of the text and means what the reading holds."""
    text = reading.document.text
    actors, places = {a.id for a in reading.actors}, {p.id for p in reading.places}
    statements = {s.id: s for s in reading.statements}
    times, counts = {t.span for t in reading.times}, {c.span for c in reading.counts}
    for spans in (
        *(m.span for m in reading.mentions), *(e.trigger for e in reading.events), *times, *counts,
        *(r.evidence for r in reading.relations), *(p.mentions for p in reading.places),
    ):  # fmt: skip
        assert spans and all(0 <= b < e <= len(text) and text[b:e].strip() for b, e in spans)
    assert all(m.ref is None or m.ref in actors | places for m in reading.mentions)
    assert len({e.id for e in reading.events}) == len(reading.events)
    for e in reading.events:
        assert {*e.initiators, *e.recipients} <= actors and not set(e.initiators) & set(e.recipients)
        assert all(p.place is None or p.place in places for p in e.places)
        assert {t.span for t in e.times} <= times and {c.span for c in e.counts} <= counts
        holder = statements[e.statement] if e.statement else None
        assert holder is None or inside(e.trigger[0], holder.content)
        smaller = [s for s in reading.statements if inside(e.trigger[0], s.content) and s is not holder]
        assert holder is not None or not smaller, "the narrator holds only what no statement holds"
    for r in reading.relations:
        assert {r.subject, r.object} <= actors and r.subject != r.object
        assert r.statement is None or r.statement in statements
    assert all({d.a, d.b} <= statements.keys() and d.a != d.b for d in reading.differences)


@settings(max_examples=60, deadline=None)
@given(reports)
def test_no_text_is_refused_and_every_reading_holds_together(opened: Opened, text: str) -> None:
    holds_together(read_document(document(text), Recipe(), opened))


@settings(max_examples=10, deadline=None)
@given(reports)
def test_the_same_text_gives_the_same_reading(opened: Opened, text: str) -> None:
    assert read_document(document(text), Recipe(), opened) == read_document(document(text), Recipe(), opened)


def test_reports_far_apart_in_one_text_are_read_alike(opened: Opened) -> None:
    again = 40
    reading = read_document(document(REPORT * again), Recipe(), opened)
    holds_together(reading)
    cues = [s.cue[0][0] % len(REPORT) for s in reading.statements]
    if cues:  # what a window sees around a cue differs, so some may be found in one place and missed in another
        assert len(cues) > again * len(set(cues)) // 4


def test_problems_of_the_reader_stay_with_the_reading(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"The mayor said\0 that the gate was shut on Monday.")
    [reading] = read_input(Input("report", path), Recipe(), opened)
    assert [(p.code, p.span) for p in reading.problems] == [("nul_bytes", (14, 15))]
    assert not failed(reading)


def test_what_cannot_be_read_is_a_reading_that_says_why(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b" \n")
    [reading] = read_input(Input("report", path), Recipe(), opened)
    assert failed(reading) and reading.document.name == "report"
    assert (reading.document.text, reading.statements, reading.actors) == ("", (), ())
    assert reading == unread("report", reading.problems)
    assert not failed(unread("report", (Problem("odd", "Something is odd."),)))


def test_every_record_of_an_input_is_a_reading(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    records = [{"text": REPORT, "title": "One"}, {"title": "no text"}, {"text": "Two words.", "title": "Three"}]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    readings = read_input(Input("wire", path), Recipe(), opened)
    assert [(r.document.name, failed(r)) for r in readings] == [
        ("wire-0001", False), ("wire-0002", True), ("wire-0003", False),
    ]  # fmt: skip
    assert len({r.document.id for r in readings}) == 3


def test_the_recipe_decides(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    given_title = Recipe(Given(title="A bridge falls", published="2031-04"))
    [reading] = read_input(Input("report", path), given_title, opened)
    assert (reading.document.title, reading.document.published) == ("A bridge falls", "2031-04")
    [reading] = read_input(Input("report", path), Recipe(limits=Limits(text_chars=10)), opened)
    assert [p.code for p in reading.problems] == ["too_long"]
    with pytest.raises(OSError, match=r"model\.json"):
        open_recipe(Recipe(weights=tmp_path))


def test_progress_is_told_in_code_points_of_all(opened: Opened) -> None:
    told: list[tuple[int, int]] = []
    text = REPORT * 160
    read_document(document(text), Recipe(), opened, progress=lambda done, all_: told.append((done, all_)))
    assert told == sorted(told) and {all_ for _, all_ in told} == {len(text)} and 0 < told[-1][0] <= len(text)


# What follows judges what the model finds: it needs trained weights.


def statement(reading: Reading, cue: str) -> Statement:
    """The statement with this cue."""
    [found] = [s for s in reading.statements if words_of(s.cue, reading.document.text) == cue]
    return found


def speaker(reading: Reading, s: Statement) -> str | None:
    return next((a.name for a in reading.actors if a.id == s.speaker), None)


@pytest.mark.trained
@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "name", "mode"),
    [
        (
            "Ilse Marro, the mayor of Harrow, said on Monday that the bridge had fallen.",
            "said", "Ilse Marro, the mayor of Harrow,", "that the bridge had fallen", "Ilse Marro", "indirect",
        ),
        (
            "“The bridge has fallen,” Colonel Tomas Kell told reporters on Monday.",
            "told", "Colonel Tomas Kell", "“The bridge has fallen,”", "Tomas Kell", "direct",
        ),
        (
            "Residents denied that the army had left the town.",
            "denied", "Residents", "that the army had left the town", "Residents", "indirect",
        ),
        (
            "Two buses were hit before dawn, according to the Harrow Relief Committee.",
            "according to", "the Harrow Relief Committee", "Two buses were hit before dawn", "Harrow Relief Committee",
            "indirect",
        ),
    ],
    ids=["indirect", "direct", "denial", "according to"],
)  # fmt: skip
def test_plain_statements(opened: Opened, text: str, cue: str, source: str, content: str, name: str, mode: str) -> None:
    reading = read_document(document(text), Recipe(), opened)
    found = statement(reading, cue)
    assert (words_of(found.source, text), words_of(found.content, text)) == (source, content)
    assert (speaker(reading, found), found.mode, found.within) == (name, mode, None)
    assert found.confidence > 0.5


@pytest.mark.trained
def test_a_statement_within_a_statement(opened: Opened) -> None:
    text = "The Harbour Wire said on Monday that Ilse Marro had told reporters that the bridge was lost."
    reading = read_document(document(text), Recipe(), opened)
    outer, inner = statement(reading, "said"), statement(reading, "had told")
    assert (outer.within, inner.within) == (None, outer.id)
    assert inner.chain == (outer.speaker, inner.speaker)
    assert [speaker(reading, s) for s in (outer, inner)] == ["Harbour Wire", "Ilse Marro"]


@pytest.mark.trained
def test_swapping_names_changes_no_label(opened: Opened) -> None:
    text = "{} denied on Monday that its men had fired on the convoy. {} said that the road was open."
    one, other = (
        read_document(document(text.format(a, b)), Recipe(), opened)
        for a, b in (("The Harrow Front", "The Veldran League"), ("The Veldran League", "The Harrow Front"))
    )
    assert (
        [(s.kind, s.mode, s.stance) for s in one.statements]
        == [(s.kind, s.mode, s.stance) for s in other.statements]
        != []
    )


@pytest.mark.trained
def test_an_event_with_its_cells(opened: Opened) -> None:
    text = (
        "At least 24 civilians were killed on 12 March 2031 when the Harrow Front shelled the town of Tarsa, "
        "the Veldran army said."
    )
    reading = read_document(document(text), Recipe(), opened)
    names = {a.id: a.name for a in reading.actors}
    found = {words_of(e.trigger, text): e for e in reading.events}
    assert {e.type for e in reading.events} == {"ASSAULT"} and {"killed", "shelled"} & found.keys()
    e = found.get("shelled") or found["killed"]
    assert e.factuality == "happened" and "Harrow Front" in [names[i] for i in e.initiators]
    assert e.statement == statement(reading, "said").id
    assert [t.value for t in reading.times] == ["2031-03-12"]
    assert [(c.of, c.low, c.high) for c in reading.counts] == [("killed", 24, None)]


def test_a_list_of_names_is_no_place_unless_it_is_one(opened: Opened) -> None:
    text = "He left Aleppo and Raqqa for Bosnia and Herzegovina."
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("Aleppo and Raqqa", "Raqqa", "Bosnia and Herzegovina")]
    found = Findings(mentions=tuple(FoundMention(span, "PLACE", 1.0) for span in spans))
    resolution = resolve(Noted(document(text), (), (), found), opened)
    assert [words_of((p.mentions[0],), text) for p in resolution.places] == ["Raqqa", "Bosnia and Herzegovina"]
    assert resolution.meant.places[0] is None


def test_the_house_of_a_government_is_no_town_of_another_name(opened: Opened) -> None:
    text = "He left the White House for Syria."
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("the White House", "Syria")]
    found = Findings(mentions=tuple(FoundMention(span, "PLACE", 1.0) for span in spans))
    assert [p.country for p in resolve(Noted(document(text), (), (), found), opened).places] == ["SY"]


@pytest.mark.trained
def test_no_event_takes_the_day_of_publication(opened: Opened) -> None:
    text = "The Harrow Front shelled the town of Tarsa. Its men left the road."
    reading = read_document(replace(document(text), published="2031-03-14"), Recipe(), opened)
    assert reading.events and not any(e.times for e in reading.events) and not reading.times
