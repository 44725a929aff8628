import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.ledger import Document
from according.readers import Limits
from according.readers.pdf_layout import Line, paragraphs

from .made import codes, fatal_code, pdf, read

LINES = [
    (72, 700, "The army said on Monday that its units had con-"),
    (72, 686, "tinued to hold the bridge after the Al-"),
    (72, 672, "Noor brigade left. The cease-fire of Karsa held."),
    (90, 658, "A second paragraph is indented and the cease-"),
    (72, 644, "fire goes on."),
    (72, 610, "A third comes after a gap, \\223quoted\\224."),
]


def document(data: bytes) -> Document:
    (draft,) = read(data)
    assert draft.document is not None, draft.problems
    return draft.document


def test_lines_are_joined_and_paragraphs_kept() -> None:
    assert document(pdf([LINES])).text.split("\n") == [
        "The army said on Monday that its units had continued to hold the bridge after the Al-Noor brigade left. "
        "The cease-fire of Karsa held.",
        "A second paragraph is indented and the cease-fire goes on.",
        "A third comes after a gap, “quoted”.",
    ]


def test_a_sentence_goes_on_over_the_page() -> None:
    first = [(72, 700, "The mayor said that nobody")]
    second = [(72, 700, "had left the town.")]
    third = [(72, 700, "A new page begins.")]
    assert (
        document(pdf([first, second, third])).text
        == "The mayor said that nobody had left the town.\nA new page begins."
    )


def test_title_and_author_where_plain_and_never_the_creation_date() -> None:
    info = "/Title (Bridge falls) /Author (Ana Bell) /CreationDate (D:20171014120000Z)"
    found = document(pdf([LINES], info))
    assert (found.title, found.author, found.published) == ("Bridge falls", "Ana Bell", None)
    assert document(pdf([LINES], "/Title (Microsoft Word - draft7.doc)")).title is None


def test_locked() -> None:
    assert fatal_code(read(pdf([LINES], encrypted=True))) == "pdf_encrypted"


@pytest.mark.parametrize("data", [b"%PDF-1.4\nrubbish", pdf([LINES])[:200], b"%PDF-"])
def test_broken_or_cut_off(data: bytes) -> None:
    assert fatal_code(read(data)) == "pdf_broken"


def test_a_file_that_only_says_it_is_a_pdf() -> None:
    assert fatal_code(read(b"just words", "report.pdf")) == "pdf_broken"


def test_a_lost_end_is_mended_and_told() -> None:
    (draft,) = read(pdf([LINES]).removesuffix(b"%%EOF\n"))
    assert draft.document is not None and "Al-Noor" in draft.document.text
    assert codes(draft.problems) == ["pdf_broken"]


def test_no_text_layer() -> None:
    assert fatal_code(read(pdf([[], []]))) == "pdf_no_text"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to the memory limit")
def test_memory_is_limited() -> None:
    large = pdf([LINES]) + b"%" * 60_000_000
    assert fatal_code(read(large, limits=Limits(pdf_memory=50_000_000))) == "pdf_memory"


def test_time_and_length_are_limited() -> None:
    data = pdf([LINES])
    assert fatal_code(read(data, limits=Limits(pdf_seconds=0.001))) == "pdf_timeout"
    assert fatal_code(read(data, limits=Limits(text_chars=100))) == "too_long"


def test_works_from_a_worker_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(document, pdf([LINES])).result().text == document(pdf([LINES])).text


def line(text: str, bottom: float, left: float = 72, right: float = 500) -> Line:
    return Line(text, left, bottom, right, bottom + 12)


def test_short_last_lines_bullets_and_columns() -> None:
    page = [
        line("The army took the bridge and held it through", 700),
        line("the night.", 686, right=130),
        line("The rebels denied it and said the army lied", 672),
        line("• one tank", 658),
        line("• two tanks and", 644),
        line("their crews were taken", 700, left=510, right=590),
    ]
    assert paragraphs([page]).split("\n") == [
        "The army took the bridge and held it through the night.",
        "The rebels denied it and said the army lied",
        "• one tank",
        "• two tanks and their crews were taken",
    ]


@given(st.lists(st.lists(st.builds(Line, st.text(max_size=20), *[st.floats(0, 800)] * 4), max_size=6), max_size=4))
def test_layout_loses_no_letters(pages: list[list[Line]]) -> None:
    written = [char for page in pages for each in page for char in each.text if char.isalpha()]
    assert [char for char in paragraphs(pages) if char.isalpha()] == written
