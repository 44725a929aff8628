import pytest

from according.ledger import Problem
from according.readers.sniff import DOCX, HTML, JSON, PDF, TEXT, media_type


@pytest.mark.parametrize(
    ("data", "filename", "expected"),
    [
        (b"%PDF-1.7 ...", "report.txt", PDF),
        (b"PK\x03\x04....word/document.xml", "", DOCX),
        (b"not a zip", "report.docx", DOCX),
        (b"  <!DOCTYPE html><html>", "report.txt", HTML),
        (b"<?xml version='1.0'?>\n<!-- made by hand -->\n<HTML>", "", HTML),
        (b"<html><p>saved by an office program", "report.docx", HTML),
        (b"\xef\xbb\xbf<html>", "", HTML),
        ("<html><body>".encode("utf-16"), "", HTML),
        (b"<p>no html tag</p>", "report.htm", HTML),
        (b'{"text": "a"}', "", JSON),
        (b' [ {"text": "a"}]', "report.txt", JSON),
        (b"broken", "report.jsonl", JSON),
        (b"[Karsa] The army said so.", "", TEXT),
        (b"{curly} start", "report.txt", TEXT),
        (b"Beaches <html> is a tag", "report.unknown", TEXT),
        ("Армия заявила, что".encode("utf-16-le"), "", TEXT),
    ],
)
def test_content_goes_before_the_ending(data: bytes, filename: str, expected: str) -> None:
    assert media_type(data, filename) == expected


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (bytes(range(256)) * 10, "control characters"),
        (b"\0" * 50, "control characters"),
        (b"PK\x03\x04 other zip", "Unpack"),
        (b"\x1f\x8b\x08 gzip", "Unpack"),
        (b"\xd0\xcf\x11\xe0 old Word", "DOCX without a password"),
        (b"{\\rtf1 text}", "Save it as DOCX"),
        (b"\x89PNG\r\n", "OCR"),
        (b"\xff\xd8\xff\xe0", "OCR"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes, advice: str) -> None:
    found = media_type(data, "report.txt")
    assert isinstance(found, Problem)
    assert found.code == "binary" and found.fatal and advice in found.message
