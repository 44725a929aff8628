"""Comparing readings of several reports: incidents, verdicts, sources, and their JSON form."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.compare import Comparison, compare_readings, comparison_json
from according.ledger.records import Document, Event, Problem, Reading
from texts import any_text

from .told import Line, reading

SHELLED = (
    "shells hit the market of Tirrin on Sunday and killed 12 traders",
    "12 people were killed when the crowded market in Tirrin came under artillery fire on Sunday",
)


def shelled(speaker: str | None, low: int | None = 12, high: int | None = 12, **more: Any) -> Line:
    words = SHELLED[speaker == "Waymark Relief"].replace("12", str(low if low is not None else high))
    return Line(
        speaker, words, "killed", to=("traders",), at=("Tirrin",), day="2031-05-02", count=("killed", low, high), **more
    )


def only(comparison: Comparison) -> tuple[str, str]:
    assert len(comparison.differences) == 1, comparison.differences
    return comparison.differences[0].verdict, comparison.differences[0].independence


def two(a: Line, b: Line, **more: Any) -> Comparison:
    return compare_readings([reading("one", [a], "Harbour Post", **more), reading("two", [b], "Meridian Wire", **more)])


def test_two_bodies_that_say_the_same_corroborate_independently() -> None:
    found = two(shelled("Tirrin Council"), shelled("Waymark Relief"))
    assert only(found) == ("corroborate", "independent")
    assert len(found.incidents) == 1
    assert found.incidents[0].sources.independent == 2
    assert (found.incidents[0].earliest, found.incidents[0].latest) == ("2031-05-02", "2031-05-02")


def test_one_body_quoted_by_two_outlets_is_one_source() -> None:
    found = two(shelled("Tirrin Council"), shelled("Tirrin Council"))
    assert only(found) == ("repeat", "same")
    assert found.incidents[0].sources.independent == 1
    assert found.incidents[0].sources.repeat == 1


def test_figures_that_cannot_both_be_right_contradict_and_both_are_kept() -> None:
    found = two(shelled("Tirrin Council"), shelled("Waymark Relief", 30, 30))
    assert only(found)[0] == "contradict"
    assert "12" in found.differences[0].about and "30" in found.differences[0].about
    figures = found.incidents[0].figures
    assert [(f.low, f.high, f.by) for f in figures] == [(12, 12, "Tirrin Council"), (30, 30, "Waymark Relief")]


@pytest.mark.parametrize(("low", "high"), [(10, None), (None, 15), (12, 20)])
def test_bounds_that_meet_do_not_contradict(low: int | None, high: int | None) -> None:
    assert only(two(shelled("Tirrin Council"), shelled("Waymark Relief", low, high)))[0] == "corroborate"


def test_wounded_is_not_killed() -> None:
    other = Line(
        "Waymark Relief", "shells hit the market of Tirrin on Sunday and wounded 30 traders", "wounded", to=("traders",),
        at=("Tirrin",), day="2031-05-02", count=("wounded", 30, 30),
    )  # fmt: skip
    assert all(d.verdict != "contradict" for d in two(shelled("Tirrin Council"), other).differences)


def test_a_later_higher_toll_is_an_update() -> None:
    early = reading("one", [shelled("Tirrin Council")], published="2031-05-02")
    late = reading("two", [shelled("Waymark Relief", 19, 19)], published="2031-05-04")
    assert only(compare_readings([early, late]))[0] == "update"
    assert only(compare_readings([late, early]))[0] == "update"


def test_a_denial_contradicts() -> None:
    a = Line("Tirrin Council", "the Brigade shelled the market of Tirrin", "shelled", by=("Brigade",), at=("Tirrin",))
    b = Line(
        "Ministry of Calm", "the Brigade never shelled the market of Tirrin", "shelled", factuality="did-not-happen",
        by=("Brigade",), at=("Tirrin",),
    )  # fmt: skip
    assert only(two(a, b))[0] == "contradict"


def test_an_end_contradicts_what_goes_on() -> None:
    a = Line("Ministry of Calm", "the Brigade is defeated", "defeated", to=("Red Brigade",))
    b = Line(
        "Tirrin Council", "clashes with the Brigade continue", "clashes", factuality="ongoing", by=("Red Brigade",)
    )
    assert only(two(a, b))[0] == "contradict"


def test_the_same_words_at_another_place_and_year_are_another_incident() -> None:
    a = shelled("Tirrin Council")
    b = Line(
        "Waymark Relief", "shells hit the bridge of Aldevar and killed 12 farmers", "killed", to=("farmers",),
        at=("Aldevar",), day="2029-01-08", count=("killed", 12, 12),
    )  # fmt: skip
    found = two(a, b)
    assert found.differences == () and found.incidents == ()


def test_a_spokesman_and_his_body_are_affiliated() -> None:
    relations = [("Ilse Marro", "role_in", "Tirrin Council")]
    found = two(shelled("Ilse Marro"), shelled("Tirrin Council"), types={"Ilse Marro": "PERSON"}, relations=relations)
    assert only(found) == ("repeat", "affiliated")  # the same words


@pytest.mark.parametrize("speaker", ["residents", "a senior official", "local sources", ""])
def test_unnamed_sources_are_never_independent(speaker: str) -> None:
    found = two(shelled("Tirrin Council"), shelled(speaker))
    assert {d.independence for d in found.differences} <= {"unknown"}


def test_reports_without_a_publisher_are_not_independent() -> None:
    a, b = reading("one", [shelled(None)]), reading("two", [shelled("Tirrin Council")])
    assert {d.independence for d in compare_readings([a, b]).differences} == {"unknown"}


def test_a_wire_copy_is_the_wire() -> None:
    wire = reading("one", [shelled(None)], "Meridian Wire", head="")
    copy = reading("two", [shelled(None)], "Harbour Post", head="TIRRIN (Meridian Wire) - ")
    assert only(compare_readings([wire, copy])) == ("repeat", "same")


def test_swapping_the_names_of_two_bodies_changes_no_label() -> None:
    pairs = [("Tirrin Council", "Waymark Relief"), ("Waymark Relief", "Tirrin Council")]
    assert len({only(two(shelled(a), shelled(b, 30, 30))) for a, b in pairs}) == 1


def test_json_form() -> None:
    found = comparison_json(two(shelled("Tirrin Council"), shelled("Waymark Relief", 30, 30)))
    assert list(found)[:3] == ["documents", "incidents", "differences"]
    incident, difference = found["incidents"][0], found["differences"][0]
    assert {"id", "title", "earliest", "latest", "places", "actors", "events", "figures", "sources"} <= incident.keys()
    assert {"document", "event", "spans"} == incident["events"][0].keys()
    assert {"independent", "affiliated", "repeat", "unknown"} == incident["sources"].keys()
    assert {"a", "b", "verdict", "about", "independence", "evidence"} <= difference.keys()
    texts = {d["id"]: d["text"] for d in found["documents"]}
    for side in (difference["a"], difference["b"]):
        assert all(texts[side["document"]][b:e].strip() for b, e in side["spans"])
    assert json.loads(json.dumps(found)) == found


def test_the_order_of_reports_changes_no_verdict() -> None:
    readings = [
        reading("one", [shelled("Tirrin Council")], "Harbour Post"),
        reading("two", [shelled("Waymark Relief", 30, 30)], "Meridian Wire"),
        reading("three", [shelled("residents")], "Radio Tirrin"),
    ]
    forth, back = compare_readings(readings), compare_readings(readings[::-1])

    def as_set(c: Comparison) -> set[Any]:
        return {(frozenset((d.a.document, d.b.document)), d.verdict, d.independence) for d in c.differences}

    assert as_set(forth) == as_set(back)


def test_nothing_and_unreadable_reports() -> None:
    unread = Reading(
        Document("d", "x", "", "", "text/plain"), problems=(Problem("empty", "Nothing in it.", fatal=True),)
    )
    assert compare_readings([]) == Comparison()
    assert compare_readings([unread]).documents == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(any_text, min_size=2, max_size=3))
def test_any_text(texts: list[str]) -> None:
    readings = [
        Reading(
            Document(f"d{i}", f"n{i}", text, "", "text/plain"),
            events=tuple(
                Event(f"E{k}", ((k, k + 3),), "ASSAULT", None, "happened") for k in range(0, min(30, len(text)), 5)
            ),
        )
        for i, text in enumerate(texts)
    ]
    json.dumps(comparison_json(compare_readings(readings)))
