import hashlib
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.ledger import Document, make_id
from according.readers import READERS, Given
from according.readers.sniff import ENDINGS

from .made import PARAGRAPH, REPORT, codes, fatal_code, page, pdf, read


def document(data: bytes | str) -> Document:
    (draft,) = read(data)
    assert draft.document is not None, draft.problems
    return draft.document


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        REPORT.replace("\n", "\r\n"),
        "He said 👩‍👩‍👧 e\u0301 and “no.”\rThe end.",
        "قال الجيش \u202eإنه\u202c said the army of the town that it was there",
        "“He said ‘they “said” so’ to us.",
        "The army said so. " * 6_000,
        "\tleading and trailing white space said the army \n\n",
    ],
    ids=["plain", "CRLF", "emoji and marks", "right to left", "quotes", "one long line", "white space"],
)
def test_text_is_kept_unchanged(text: str) -> None:
    assert document(text).text == text
    assert document(b"\xef\xbb\xbf" + text.encode()).text == text


def test_id_hash_and_language() -> None:
    found = document(REPORT)
    sha256 = hashlib.sha256(REPORT.encode()).hexdigest()
    assert (found.id, found.sha256) == (make_id("d", sha256, 0), sha256)
    assert (found.name, found.media_type, found.language) == ("report", "text/plain", "en")
    assert (found.title, found.published, found.url) == (None, None, None)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "no_text"),
        (b"\xef\xbb\xbf", "no_text"),
        ("\u3000\xa0".encode(), "no_text"),
        (bytes(range(256)), "binary"),
        (b"\0" * 100, "binary"),
    ],
)
def test_nothing_to_read(data: bytes, code: str) -> None:
    assert fatal_code(read(data)) == code


def test_nul_bytes_are_kept_and_told() -> None:
    (draft,) = read("The army said\0 that it was so, and that the town had been taken.")
    assert draft.document is not None and draft.document.text[13] == "\0"
    (problem,) = draft.problems
    assert (problem.code, problem.span, problem.fatal) == ("nul_bytes", (13, 14), False)


def test_fifty_megabytes_are_refused_quickly_with_both_sizes() -> None:
    started = time.monotonic()
    (draft,) = read(b"The army said so. " * 2_800_000)
    (problem,) = draft.problems
    assert (draft.document, problem.code) == (None, "too_long")
    assert "50,400,000" in problem.message and "20,000,000" in problem.message
    assert time.monotonic() - started < 5


def test_another_language_is_read_with_a_warning() -> None:
    (draft,) = read("Le ministre de la défense a déclaré que les combats étaient terminés près de la frontière.")
    assert draft.document is not None and draft.document.language == "fr"
    assert [(p.code, p.fatal) for p in draft.problems] == [("language_not_english", False)]
    assert "French (fr)" in draft.problems[0].message


def test_what_the_user_says_goes_first() -> None:
    said = Given(title="Mine", publisher="Me", published="2018")
    head = '<title>Theirs</title><meta property="article:published_time" content="2017-10-14">'
    for data in (REPORT, page(PARAGRAPH * 3, head), '{"text": "One said so.", "title": "Theirs"}'):
        (draft,) = read(data, given=said)
        found = draft.document
        assert found is not None
        assert (found.title, found.publisher, found.published) == ("Mine", "Me", "2018")


def test_a_date_by_the_user_that_is_none() -> None:
    (draft,) = read(REPORT, given=Given(published="last week"))
    assert draft.document is not None and draft.document.published is None
    assert codes(draft.problems) == ["bad_date"]


def test_every_kind_that_folders_are_searched_for_has_a_reader() -> None:
    assert set(ENDINGS.values()) == set(READERS)


def test_importing_the_readers_loads_no_heavy_library() -> None:
    heavy = ("trafilatura", "pypdfium2", "docx", "charset_normalizer", "py3langid", "lxml", "numpy", "rich")
    code = f"import sys, according.readers; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


NAMES = st.sampled_from(["", "a.txt", "a.html", "a.docx", "a.json", "a.jsonl", "a.bin"])
STARTS = st.sampled_from([b"", b"<html>", b'{"text":', b"[", b"PK\x03\x04word/", b"\xff\xfe", b"\xfe\xff", b"{\\rtf"])


@settings(deadline=None)
@given(STARTS, st.binary(max_size=200), NAMES)
def test_any_bytes_give_drafts_and_never_raise(start: bytes, rest: bytes, filename: str) -> None:
    drafts = read(start + rest, filename)
    assert drafts
    for draft in drafts:
        assert (draft.document is None) == any(problem.fatal for problem in draft.problems)
        if draft.document:
            draft.document.text.encode()
            assert draft.document.text.strip()


@settings(deadline=None, max_examples=15)
@given(st.binary(max_size=200), st.integers(0, 900))
def test_any_damage_to_a_pdf_gives_a_draft(noise: bytes, at: int) -> None:
    whole = pdf([[(72, 700, "The army said so.")]])
    (draft,) = read(whole[:at] + noise + whole[at + len(noise) :], "a.pdf")
    assert (draft.document is None) == any(problem.fatal for problem in draft.problems)
