"""The loaders of re3d and MUC-4 for training, on invented files of the same form."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import load, with_data
from texts import any_text

re3d = load("training/re3d.py")
muc4 = load("training/muc4.py")


def test_re3d_keeps_sure_annotations_that_stand_in_the_text(tmp_path: Path) -> None:
    folder = tmp_path / "Publisher"
    folder.mkdir()
    text = 'Col. Imre "Old" Solvay of the Lirra army said so.'
    marks = [
        (0, 22, "Person", "Col. Imre 'Old' Solvay", 1), (5, 22, "Person", 'Imre "Old" Solvay', 0.9),
        (25, 40, "Organisation", " the Lirra army", 0.5), (30, 35, "Location", "Lirra", 0.4), (0, 3, "Person", "Capt", 1),
    ]  # fmt: skip
    (folder / "documents.json").write_text(json.dumps({"_id": "d1", "text": text}) + "\n")
    (folder / "entities.json").write_text(
        "\n".join(
            json.dumps({"documentId": "d1", "begin": b, "end": e, "type": t, "value": v, "confidence": c})
            for b, e, t, v, c in marks
        )
    )
    assert re3d.documents(tmp_path) == [("d1", text, [(0, 22, "Person"), (26, 40, "Organisation")])]


def test_near_duplicates_share_a_fold() -> None:
    words = [f"w{i}" for i in range(400)]
    texts = [" ".join(words[40 * i : 40 * i + 40]) for i in range(10)]
    texts[7] = texts[2] + " and one line more"
    reports = [(f"d{i}", text, [(0, 1, "Person")] * (i % 3)) for i, text in enumerate(texts)]
    folds = re3d.folds(reports)
    assert folds == re3d.folds(reports)
    assert folds[7] == folds[2]
    assert set(folds) == set(range(5))
    assert re3d.report_of(texts[4], reports) == 4
    assert re3d.report_of("nothing like it at all here", reports) is None


def test_muc_reports_are_split_and_cased() -> None:
    file = (
        "DEV-MUC3-0001 (X)\n\n   TIRRIN, 3 JAN 90 -- [TEXT] THE HARROW FRONT [HF] SAID\nIT LEFT.\n\n   NO ONE DIED.\n\n"
        "DEV-MUC3-0002 (X)\n\n   NOTHING.\n"
    )
    assert list(muc4.split(file)) == [
        ("DEV-MUC3-0001", "TIRRIN, 3 JAN 90 -- [TEXT] THE HARROW FRONT [HF] SAID IT LEFT.\n\nNO ONE DIED."),
        ("DEV-MUC3-0002", "NOTHING."),
    ]
    assert list(muc4.abbreviated("THE HARROW FRONT [HF] SAID")) == [("harrow", "front")]
    assert list(muc4.abbreviated("THE FRONT [ELN] AND [TEXT]")) == []


def test_entities_that_share_a_mention_are_one() -> None:
    assert muc4.merged([["a", "b"], ["c"], ["b", "d"], ["c", "a", "a"], []]) == [["a", "b", "d", "c"]]


def test_places_are_whole_words_and_never_within_another() -> None:
    text = "Rebels of the Front [HF] hid; the front (HF) and the Frontiersmen saw rebels."
    spans = muc4._places(text, ["the front (hf)", "front", "rebels"], True)
    assert [text[b:e] for b, e in spans] == ["Rebels", "the Front [HF]", "the front (HF)", "rebels"]


@given(any_text, st.lists(any_text, max_size=3))
def test_places_hold_in_any_text(text: str, mentions: list[str]) -> None:
    spans = muc4._places(text, mentions, True)
    assert all(0 <= b < e <= len(text) for b, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.slow
@with_data
def test_spans_of_muc_roles_are_words_of_the_texts() -> None:
    reports = muc4.role_spans(part="tune")
    assert len(reports) == 200
    assert {name[:4] for name, _, _ in reports} == {"TST1", "TST2"}
    for _, text, roles in reports:
        assert set(roles) == set(muc4.ROLES)
        assert all(text[b:e].strip() == text[b:e] != "" for e_ in roles.values() for spans in e_ for b, e in spans)


@with_data
def test_folds_of_re3d() -> None:
    reports = re3d.documents()
    folds = re3d.folds(reports)
    weights = [sum(len(r[2]) for r, f in zip(reports, folds, strict=True) if f == k) for k in range(5)]
    assert max(weights) < 1.1 * min(weights)
    assert all(text[b:e].strip() == text[b:e] != "" for _, text, marks in reports for b, e, _ in marks)
