import pytest

from according.cases import Case, CaseError, Subject
from cases.reports import BRIDGE, NEWER, TOOLS, bridge, harbour, original, reading, reread


def test_a_judgement_is_appended_to_the_log_with_its_place(filled: Case) -> None:
    subject = Subject(bridge().document.id, bridge().statements[0].id)
    made = filled.judge("accept", [subject], "Reviewer A", {"stance": "accuse"}, "Heard on the tape.")
    (read,) = filled.judgements()
    assert read == made
    assert (read.verb, read.by, read.note, read.value) == (
        "accept",
        "Reviewer A",
        "Heard on the tape.",
        {"stance": "accuse"},
    )
    (anchor,) = read.anchors
    assert anchor is not None
    assert (anchor.kind, anchor.spans) == ("statements", bridge().statements[0].content)
    assert anchor.words == "the Harrow Front shelled the bridge at Ost-Kareem on 14 October 2031"
    assert filled.log()[-1].action == "accept" and filled.log()[-1].by == "Reviewer A"
    assert filled.verify() == []


def test_judgements_survive_rereading(filled: Case) -> None:
    statement, event = bridge().statements[0], bridge().events[1]
    document = bridge().document.id
    made = filled.judge("reject", [Subject(document, statement.id), Subject(document, event.id)], "Reviewer A")
    again = reread(bridge(), "that")
    assert again.statements[0].id != statement.id and again.statements[0].content != statement.content
    filled.keep(original(BRIDGE), [again], NEWER)
    assert filled.judgements() == [made]
    assert filled.subjects_now(made) == [Subject(document, again.statements[0].id), Subject(document, event.id)]


def test_what_a_rereading_no_longer_has_is_none_and_the_judgement_stays(filled: Case) -> None:
    made = filled.judge("accept", [Subject(bridge().document.id, bridge().events[0].id)], "Reviewer A")
    filled.keep(original(BRIDGE), [reading(BRIDGE)], NEWER)
    assert filled.subjects_now(made) == [None]
    assert filled.judgements() == [made]
    filled.keep(original(BRIDGE), [bridge()], TOOLS)
    assert filled.subjects_now(made) == list(made.subjects)


def test_merges_and_splits_go_over_documents_and_survive_rereading(filled: Case) -> None:
    one = Subject(bridge().document.id, bridge().actors[1].id)
    other = Subject(harbour().document.id, harbour().actors[1].id)
    merge = filled.judge("merge", [one, other], "Reviewer A")
    split = filled.judge("split", [one, other], "Reviewer B", {"into": [[0], [1]]})
    filled.keep(original(BRIDGE), [reread(bridge(), "that")], NEWER)
    assert filled.judgements() == [merge, split]
    assert filled.judgements(verb="split") == [split]
    assert filled.judgements(document=harbour().document.id) == [merge, split]
    assert filled.subjects_now(merge) == [one, other]


def test_a_removed_document_leaves_views_and_stays_in_the_case(filled: Case) -> None:
    id_ = bridge().document.id
    filled.judge("remove", [Subject(id_)], "Reviewer A", note="Sent by mistake.")
    assert [d.name for d in filled.documents()] == ["harbour"]
    assert [d.name for d in filled.documents(removed=True)] == ["bridge", "harbour"]
    assert list(filled.readings()) == [harbour()]
    assert filled.reading(id_) == bridge()
    assert (filled.sums().documents, filled.sums().removed) == (1, 1)
    assert filled.keep(original(BRIDGE), [reread(bridge(), "that")], NEWER).removed == 1
    assert [d.name for d in filled.documents()] == ["harbour"]
    assert filled.verify() == []
    filled.judge("restore", [Subject(id_)], "Reviewer A")
    assert [d.name for d in filled.documents()] == ["bridge", "harbour"]
    assert [j.verb for j in filled.judgements()] == ["remove", "restore"]
    assert filled.verify() == []


@pytest.mark.parametrize(
    ("verb", "subjects", "code"),
    [
        ("doubt", [Subject("d1")], "unknown_verb"),
        ("accept", [], "no_subject"),
        ("accept", [Subject("d1")], "unknown_document"),
        ("accept", [Subject("d1", "s1")], "unknown_document"),
        ("remove", [Subject("d1")], "unknown_document"),
        ("remove", [Subject("\ud800\0")], "unknown_document"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_written(
    filled: Case, verb: str, subjects: list[Subject], code: str
) -> None:
    before = filled.sums()
    with pytest.raises(CaseError) as caught:
        filled.judge(verb, subjects, "Reviewer A")
    assert caught.value.code == code
    assert filled.sums() == before


def test_a_removal_of_two_of_which_one_is_unknown_removes_neither(filled: Case) -> None:
    with pytest.raises(CaseError):
        filled.judge("remove", [Subject(bridge().document.id), Subject("d1")], "Reviewer A")
    assert filled.sums().removed == 0


def test_a_reviewer_may_write_anything(filled: Case) -> None:
    made = filled.judge(
        "accept", [Subject(bridge().document.id)], "\0\ud800 قال", {"a": "\0"}, 'note "\ud800\0" \u202e'
    )
    (read,) = filled.judgements()
    assert read.note == 'note "\ud800\0" \u202e' and read.value == {"a": "\0"} and read.id == made.id
    assert filled.verify() == []
