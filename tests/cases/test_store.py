import hashlib
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from according.cases import Case, CaseError, Kept, Tools, open_case
from according.ledger import Problem, Reading
from cases.reports import BRIDGE, HARBOUR, NEWER, TOOLS, bridge, bytes_of, harbour, original, reading, reread
from texts import any_text


def test_what_was_kept_is_read_back_after_reopening(where: str) -> None:
    with open_case(where) as case:
        assert case.keep(original(BRIDGE), [bridge()], TOOLS) == Kept(added=1)
    with open_case(where, create=False) as case:
        assert list(case.readings()) == [bridge()]
        assert case.reading(bridge().document.id) == bridge()
        assert case.original(bridge().document.sha256) == original(BRIDGE)
        assert case.history(bridge().document.id)[0][0] == TOOLS
        (listed,) = case.documents()
        assert (listed.name, listed.publisher, listed.published) == ("bridge", "Harbour Wire", "2031-10-15")
        assert (listed.model, listed.gazetteer, listed.readings) == ("model-1", "gazetteer-1", 1)


@settings(max_examples=30, deadline=None)
@given(text=any_text)
@example(text="\ud800\udc00")
@example(text="\udc00\ud800")
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder, open_case(Path(folder) / "a.case") as case:
        made = reading(text, name=text[:20])
        found = original(text, "file:///reports/" + text)
        case.keep(found, [made], TOOLS)
        kept = case.reading(made.document.id)
        assert kept is not None and kept.document.text == text
        held = case.original(made.document.sha256)
        assert held is not None and held.data == bytes_of(text)
        case.find(text)
        assert case.reading(text) is None and case.versions(text) == []
        assert case.verify() == []


def test_the_same_bytes_are_not_read_or_kept_twice(filled: Case) -> None:
    same = original(BRIDGE)
    before = filled.sums()
    assert list(filled.missing([same])) == []
    assert filled.keep(same, [bridge()], TOOLS) == Kept(again=1)
    assert filled.sums() == before
    assert (before.originals, before.documents, before.readings) == (2, 2, 2)


def test_the_same_bytes_at_another_address_are_noted_and_not_read_again(filled: Case) -> None:
    elsewhere = original(BRIDGE, "https://wire.example/bridge")
    assert list(filled.missing([elsewhere])) == []
    assert filled.sums().originals == 2
    assert [v.sha256 for v in filled.versions("https://wire.example/bridge")] == [elsewhere.sha256]
    assert filled.verify() == []


def test_a_changed_version_of_an_address_is_kept_beside_the_old_one(filled: Case) -> None:
    changed = BRIDGE + " Corrected."
    newer = original(changed, retrieved="2031-04-16T08:00:00Z")
    assert list(filled.missing([newer])) == [newer]
    filled.keep(newer, [reading(changed)], TOOLS)
    versions = filled.versions("file:///reports/bridge.txt")
    assert [(v.number, v.sha256, v.retrieved) for v in versions] == [
        (1, original(BRIDGE).sha256, "2031-04-15T08:00:00Z"),
        (2, newer.sha256, "2031-04-16T08:00:00Z"),
    ]
    old = filled.original(versions[0].sha256)
    assert old is not None and old.data == bytes_of(BRIDGE)
    assert filled.reading(bridge().document.id) == bridge()


def test_an_address_that_goes_back_to_old_bytes_has_a_third_version(filled: Case) -> None:
    changed = BRIDGE + " Corrected."
    filled.keep(original(changed, retrieved="2031-04-16T08:00:00Z"), [reading(changed)], TOOLS)
    assert list(filled.missing([original(BRIDGE, retrieved="2031-04-17T08:00:00Z")])) == []
    numbers = [(v.number, v.sha256) for v in filled.versions("file:///reports/bridge.txt")]
    assert numbers[2] == (3, original(BRIDGE).sha256)


def test_rereading_an_old_version_does_not_make_it_the_newest(filled: Case) -> None:
    changed = BRIDGE + " Corrected."
    filled.keep(original(changed, retrieved="2031-04-16T08:00:00Z"), [reading(changed)], TOOLS)
    before = filled.versions()
    for found in filled.to_reread(NEWER):
        made = {original(BRIDGE).sha256: bridge(), original(HARBOUR).sha256: harbour()}
        filled.keep(found, [made.get(found.sha256, reading(changed))], NEWER)
    assert filled.versions() == before
    assert list(filled.to_reread(NEWER)) == []


def test_a_rereading_becomes_current_and_the_former_stays(filled: Case) -> None:
    first = bridge()
    again = reread(first, "that")
    (found,) = [o for o in filled.to_reread(NEWER) if o.sha256 == first.document.sha256]
    assert found == original(BRIDGE)
    assert filled.keep(found, [again], NEWER) == Kept(added=1)
    assert filled.reading(first.document.id) == again
    assert [(tools, made) for tools, _, made in filled.history(first.document.id)] == [(TOOLS, first), (NEWER, again)]
    assert [o.name for o in filled.to_reread(NEWER)] == ["harbour.txt"]
    assert filled.keep(found, [first], TOOLS) == Kept(added=1)  # back to the former one: current, not kept twice
    assert filled.sums().readings == 3
    assert filled.reading(first.document.id) == first
    assert filled.verify() == []


def test_a_file_of_several_reports_is_missing_until_all_are_kept(case: Case) -> None:
    data = b"one\ntwo\n"
    found = replace(original("one\ntwo\n"), sha256="")
    parts = [reading(t, name=f"wires-{n}", data=data, position=n) for n, t in enumerate(("one", "two"))]
    assert case.keep(
        found, [parts[0], replace(parts[1], problems=(Problem("odd", "odd", fatal=True),))], TOOLS
    ) == Kept(added=1, unread=1)
    assert case.keep(found, parts, TOOLS) == Kept(added=1, again=1)
    assert [d.position for d in case.documents()] == [0, 1]


def test_a_file_of_which_only_the_first_report_was_kept_is_still_missing(case: Case) -> None:
    found = original("one\ntwo\n")
    parts = [reading(t, name=f"wires-{n}", data=found.data, position=n) for n, t in enumerate(("one", "two"))]
    broken = replace(parts[1], document=replace(parts[1].document, sha256="0" * 64))
    with pytest.raises(ValueError, match="other bytes"):  # as if broken off there
        case.keep(found, [parts[0], broken], TOOLS)
    assert [d.name for d in case.documents()] == ["wires-0"]
    assert list(case.missing([found])) == [found]
    assert case.keep(found, parts, TOOLS) == Kept(added=1, again=1)
    assert list(case.missing([found])) == []


def test_what_cannot_be_read_is_counted_and_stays_missing(case: Case) -> None:
    unread = replace(bridge(), problems=(Problem("no_text", "No text.", fatal=True),))
    assert case.keep(original(BRIDGE), [unread], TOOLS) == Kept(unread=1)
    assert list(case.missing([original(BRIDGE)])) == [original(BRIDGE)]
    assert case.sums().originals == 0


def test_a_reading_of_other_bytes_is_refused(case: Case) -> None:
    with pytest.raises(ValueError, match="other bytes"):
        case.keep(original(HARBOUR), [bridge()], TOOLS)
    assert case.sums().documents == 0


def test_sums_and_log_tell_what_was_done(filled: Case) -> None:
    sums = filled.sums()
    assert (sums.originals, sums.documents, sums.removed, sums.readings, sums.judgements) == (2, 2, 0, 2, 0)
    rows = filled.log()
    assert [r.action for r in rows] == ["add", "read", "add", "read"]
    assert [r.number for r in rows] == [1, 2, 3, 4]
    assert sums.head == (4, rows[-1].hash)
    assert rows[1].content["model"] == "model-1" and rows[1].content["gazetteer"] == "gazetteer-1"
    assert all(row.former == before.hash for before, row in pairwise(rows))


def test_a_case_opened_for_reading_is_never_changed(filled: Case, where: str) -> None:
    with open_case(where, write=False) as case:
        assert list(case.readings()) == [bridge(), harbour()]
        made = reading("More.")
        with pytest.raises(CaseError, match="reading only") as caught:
            case.keep(original("More."), [made], TOOLS)
        assert caught.value.code == "read_only"
    assert filled.sums().documents == 2


def test_no_case_is_made_where_none_is_asked_for(tmp_path: Path) -> None:
    for options in ({"create": False}, {"write": False}):
        with pytest.raises(CaseError, match="There is no case") as caught:
            open_case(tmp_path / "none.case", **options)
        assert caught.value.code == "no_case"
    assert list(tmp_path.iterdir()) == []


def test_tools_without_a_gazetteer_are_other_tools(filled: Case) -> None:
    assert len(list(filled.to_reread(Tools("model-1")))) == 2
    assert list(filled.to_reread(TOOLS)) == []


def test_readings_come_in_the_order_they_were_added(case: Case) -> None:
    made: list[Reading] = []
    for number in range(120):  # more than are loaded at once
        text = f"Residents said that house {number} was hit."
        made.append(reading(text, name=f"house-{number}"))
        case.keep(original(text, f"file:///{number}"), [made[-1]], TOOLS)
    assert list(case.readings()) == made
    assert {d.original for d in case.documents()} == {
        hashlib.sha256(bytes_of(m.document.text)).hexdigest() for m in made
    }
