from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from according.cases import Case, CaseError, Filters, Hit, Subject, Tools
from according.cases.words import passages, plain
from cases.raw import sql
from cases.reports import BRIDGE, NEWER, bridge, original, reading, reread
from texts import any_text


def words(hits: list[Hit]) -> set[tuple[str, str]]:
    return {(h.kind, h.words) for h in hits}


SHELLING = ("statement", "the Harrow Front shelled the bridge at Ost-Kareem on 14 October 2031")
DENIAL = ("statement", "its fighters had attacked anyone")
DEMAND = ("statement", "the navy withdraw from Lirra Bay by 2 November 2031")
EVENTS = {("event", "shelled"), ("event", "attacked"), ("event", "withdraw")}
NOBODY = ("passage", "Nobody crossed the river that night.")
QUAY = ("passage", "The café by the quay stayed open.")


def test_an_event_comes_with_its_words_and_its_holder(filled: Case) -> None:
    (hit,) = filled.find("bridge", Filters(kinds=("event",)))
    assert hit == Hit(
        "event", bridge().events[0].id, bridge().document.id, "bridge", None, "Harbour Wire", "2031-10-15", "shelled",
        BRIDGE.split(" Nobody")[0], bridge().events[0].trigger, "Imre Solvay", "Imre Solvay, the governor of Tarsa",
        ("Imre Solvay",), "assert", "ASSAULT", "happened", ("Harrow Front",), ("Ost-Kareem",), "2031-10-14", "2031-10-14",
    )  # fmt: skip


def test_a_statement_comes_with_its_words_and_its_holder(filled: Case) -> None:
    (hit,) = filled.find("withdraw", Filters(kinds=("statement",)))
    assert (hit.kind, hit.words) == DEMAND
    assert (hit.holder, hit.source, hit.stance) == ("Adaeze Lindqvist", "Adaeze Lindqvist", "demand")
    assert (hit.type, hit.factuality) == (None, None)


def test_text_outside_statements_and_events_is_found_as_passages(filled: Case) -> None:
    assert words(filled.find("crossed river")) == {NOBODY}
    assert words(filled.find("", Filters(kinds=("passage",)))) == {NOBODY, QUAY}
    (hit,) = filled.find("crossed")
    assert (hit.record, hit.holder, hit.stance) == (None, None, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bridge shelled", {SHELLING, ("event", "shelled")}),
        ("BRIDGE, Shelled!", {SHELLING, ("event", "shelled")}),
        ("cafe", {QUAY}),
        ('"stayed open"', {QUAY}),
        ('"open stayed"', set()),
        ("quay -café", set()),
        ("quay -bridge", {QUAY}),
        ("withdr*", {DEMAND, ("event", "withdraw")}),
        ("withdr", set()),
        ("withdrawing navy", {DEMAND, ("event", "withdraw")}),  # endings do not count
        ("submarine", set()),
        ("???", set()),
        ("NEAR OR AND NOT", set()),
        ('bridge" OR words:x*', set()),
    ],
)
def test_queries(filled: Case, query: str, found: set[tuple[str, str]]) -> None:
    assert words(filled.find(query)) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"speaker": ["Imre Solvay"]}, {SHELLING, ("event", "shelled")}),
        ({"speaker": ["solvay"]}, {SHELLING, ("event", "shelled")}),
        ({"speaker": ["Governor Solvay"]}, {SHELLING, ("event", "shelled")}),  # another of the holder's names
        ({"speaker": ["Solvay Imre"]}, set()),
        ({"speaker": ["HF"]}, {DENIAL, ("event", "attacked")}),
        ({"speaker": ["HF", "Lindqvist"]}, {DENIAL, DEMAND, ("event", "attacked"), ("event", "withdraw")}),
        ({"actor": ["HF"], "kinds": ["event"]}, {("event", "shelled"), ("event", "attacked")}),
        ({"actor": ["Harrow Front"], "speaker": ["Solvay"], "kinds": ["event"]}, {("event", "shelled")}),
        ({"types": ["RETREAT"]}, {("event", "withdraw")}),
        ({"types": ["RETREAT", "ASSAULT"]}, EVENTS),
        ({"factualities": ["did-not-happen"]}, {("event", "attacked")}),
        ({"factualities": ["happened"]}, {("event", "shelled")}),
        ({"stances": ["deny"]}, {DENIAL, ("event", "attacked")}),
        ({"place": ["ost kareem"], "kinds": ["event"]}, {("event", "shelled")}),
        ({"place": ["Ost-Kareem"], "kinds": ["statement"]}, {SHELLING}),
        ({"box": (36.0, 41.0, 37.0, 42.0), "kinds": ["event"]}, {("event", "shelled")}),
        ({"box": (36.6, 41.0, 37.0, 42.0)}, set()),
        ({"box": (-20.0, 170.0, 0.0, -70.0), "kinds": ["event"]}, {("event", "withdraw")}),  # over the 180th meridian
        ({"since": "2031-11", "kinds": ["event"]}, {("event", "withdraw")}),
        ({"until": "2031-10", "kinds": ["event"]}, {("event", "shelled")}),
        ({"since": "2031-10-14", "until": "2031-10-14", "kinds": ["event"]}, {("event", "shelled")}),
        ({"since": "2031-10-15", "until": "2031-11-01"}, set()),
        ({"since": "2031", "kinds": ["statement"]}, {SHELLING, DEMAND}),
        ({"published_since": "2031-10-16", "kinds": ["event"]}, {("event", "withdraw")}),
        ({"published_until": "2031-10-15", "kinds": ["event"]}, {("event", "shelled"), ("event", "attacked")}),
        ({"published_until": "2031-10", "kinds": ["event"]}, EVENTS),
        ({"publisher": ["vardan post"], "kinds": ["event"]}, {("event", "withdraw")}),
        ({"publisher": ["Vardan"]}, set()),
        ({"documents": ["harbour"], "kinds": ["event"]}, {("event", "withdraw")}),
        ({"documents": [bridge().document.id], "kinds": ["event"]}, {("event", "shelled"), ("event", "attacked")}),
        ({"documents": ["\ud800\0"]}, set()),
        ({"speaker": ["\ud800"]}, set()),
        ({"kinds": []}, set()),
    ],
)
def test_filters(filled: Case, filters: dict[str, Any], found: set[tuple[str, str]]) -> None:
    assert words(filled.find("", Filters(**filters))) == found


@pytest.mark.parametrize("date", ["yesterday", "20171014", "2017-1", "10/2017"])
def test_a_date_that_cannot_be_read_is_refused(filled: Case, date: str) -> None:
    for filters in (
        Filters(since=date),
        Filters(until=date),
        Filters(published_since=date),
        Filters(published_until=date),
    ):
        with pytest.raises(CaseError, match="2017-10-14"):
            filled.find("", filters)


def test_words_and_filters_hold_together(filled: Case) -> None:
    assert words(filled.find("bridge", Filters(types=["ASSAULT"]))) == {("event", "shelled")}
    assert filled.find("quay", Filters(types=["ASSAULT"])) == []


def test_the_newest_come_first_and_no_more_than_asked_for(filled: Case) -> None:
    hits = filled.find("", Filters(kinds=("event",)))
    assert [h.name for h in hits] == ["harbour", "bridge", "bridge"]
    assert filled.find("", Filters(kinds=("event",)), limit=2) == hits[:2]
    assert filled.find("", limit=0) == []


def test_a_rereading_is_found_by_its_own_words_only(filled: Case) -> None:
    text = BRIDGE
    plain_again = reading(text)
    filled.keep(original(BRIDGE), [plain_again], NEWER)
    assert words(filled.find("shelled")) == {("passage", text.split(" Nobody")[0])}
    filled.keep(original(BRIDGE), [reread(bridge(), "that")], Tools("model-3"))
    assert [h.kind for h in filled.find("bridge")] == ["event", "statement"]
    filled.reindex()
    assert [h.kind for h in filled.find("bridge")] == ["event", "statement"]
    assert filled.verify() == []


def test_a_rereading_without_times_leaves_none_of_the_former_ones(filled: Case, where: str) -> None:
    before = sql(where, "SELECT count(*) FROM timed")[0][0]
    filled.keep(original(BRIDGE), [reading(BRIDGE)], NEWER)
    assert before > sql(where, "SELECT count(*) FROM timed")[0][0] > 0
    assert {h.name for h in filled.find("", Filters(since="2031"))} == {"harbour"}


def test_a_removed_document_is_not_found_until_it_is_restored(filled: Case) -> None:
    subject = [Subject(bridge().document.id)]
    filled.judge("remove", subject, "Reviewer A")
    assert {h.name for h in filled.find("")} == {"harbour"}
    filled.reindex()
    assert {h.name for h in filled.find("")} == {"harbour"}
    filled.judge("restore", subject, "Reviewer A")
    assert {h.name for h in filled.find("")} == {"harbour", "bridge"}


@given(any_text)
def test_passages_hold_every_word_once(text: str) -> None:
    cut = passages(text)
    assert all(a < b for a, b in cut) and all(one[1] <= two[0] for one, two in pairwise(cut))
    assert "".join("".join(text[a:b].split()) for a, b in cut) == "".join(text.split())
    assert all(b - a <= 600 for a, b in cut)


@given(any_text)
def test_plain_words_are_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=any_text)
def test_no_query_fails(filled: Case, query: str) -> None:
    filled.find(query, Filters(documents=[query]))
    filled.find(query, Filters(speaker=[query], actor=[query], place=[query], publisher=[query], types=[query]))
