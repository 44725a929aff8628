import io
import re
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from according.readers import Limits

from .made import fatal_code, read, zipped

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(document: WordDocument) -> str:
    (draft,) = read(saved(document))
    assert draft.document is not None, draft.problems
    return draft.document.text


def test_paragraphs_and_tables_in_order_with_title_and_author() -> None:
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = "Bridge falls", "Ana Bell"
    made.add_paragraph("The army said the bridge had fallen.")
    table = made.add_table(2, 2)
    for cell, words in zip(table._cells, ["Town", "Dead", "Karsa", "12"], strict=True):
        cell.text = words
    inner = table.cell(1, 0).add_table(1, 1)
    inner.cell(0, 0).text = "Old Town"
    made.add_paragraph("The rebels denied it.")
    (draft,) = read(saved(made))
    found = draft.document
    assert found is not None
    assert found.text.split("\n") == [
        "The army said the bridge had fallen.",
        "Town\tDead",
        "Karsa Old Town\t12",
        "The rebels denied it.",
    ]
    assert (found.title, found.author, found.published) == ("Bridge falls", "Ana Bell", None)
    assert found.media_type.endswith("wordprocessingml.document")


def test_inserted_text_and_links_are_in_and_deleted_text_is_out() -> None:
    made = docx.Document()
    made.element.body.insert(
        0,
        parse_xml(
            f"<w:p {NAMESPACES}><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Nine </w:t></w:r>"
            "<w:del><w:r><w:delText>twelve </w:delText></w:r></w:del><w:ins><w:r><w:t>or ten </w:t></w:r></w:ins>"
            "<w:hyperlink><w:r><w:t>died</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:t>in</w:t></w:r></w:p>"
        ),
    )
    assert text_of(made) == "Nine or ten died-in"


def without(part: str) -> bytes:
    """A document of one paragraph that lacks a part; for its properties, the mention of them too."""
    made = docx.Document()
    made.add_paragraph("The army said so.")
    with zipfile.ZipFile(io.BytesIO(saved(made))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    if part == "docProps/core.xml":
        mention = rb'<Relationship [^>]*Target="docProps/core.xml"[^>]*/>'
        parts["_rels/.rels"], count = re.subn(mention, b"", parts["_rels/.rels"])
        assert count == 1
    return zipped(parts)


@pytest.mark.parametrize(
    "data",
    [
        b"not a zip at all",
        b"PK\x03\x04 broken word/ zip",
        without("word/document.xml"),
        without("[Content_Types].xml"),
        without("_rels/.rels"),
        zipped({"word/document.xml": b"<w:document>broken", "[Content_Types].xml": b"<x/>"}),
        saved(docx.Document())[:-500],
    ],
    ids=["no zip", "broken zip", "no document", "no content types", "no relations", "broken parts", "cut off"],
)
def test_damaged(data: bytes) -> None:
    assert fatal_code(read(data, "report.docx")) == "docx_broken"


def test_properties_that_the_library_makes_up_are_not_taken() -> None:
    (draft,) = read(without("docProps/core.xml"))
    assert draft.document is not None and draft.document.text == "The army said so."
    assert (draft.document.title, draft.document.author) == (None, None)


def test_one_that_expands_a_thousandfold_is_not_opened() -> None:
    bomb = zipped({"word/document.xml": b"<w:p/>" * 5_000_000})
    assert len(bomb) * 200 < 30_000_000
    assert fatal_code(read(bomb)) == "docx_too_large"
    assert fatal_code(read(saved(docx.Document()), limits=Limits(unzipped_bytes=1_000))) == "docx_too_large"


def test_no_words() -> None:
    assert fatal_code(read(saved(docx.Document()))) == "no_text"
