"""Word documents (DOCX): paragraphs and tables in document order."""

import io
from collections.abc import Iterator
from typing import Any

from according.readers.contract import Found, Limits, unreadable

_BROKEN = "The DOCX is damaged or is not a DOCX at all. Open it in a word processor and save it again."
_CHUNK = 65_536
_NORMAL_RATIO, _SMALL = 200, 20_000_000  # word-processor XML packs about twentyfold, never two-hundredfold
_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COPIES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {f"{_MAIN}tab": "\t", f"{_MAIN}br": "\n", f"{_MAIN}cr": "\n", f"{_MAIN}noBreakHyphen": "-"}


def read(data: bytes, limits: Limits) -> list[Found]:
    """The one report of a DOCX. A paragraph is a line; a row of a table is a line, its cells separated by tabs.

    Title and author are those of the document's properties. Text marked as deleted is left out, inserted text is in.
    """
    size = _unpacked_size(data, limits.unzipped_bytes)
    if size is None:
        return [unreadable("docx_broken", _BROKEN)]
    if size > limits.unzipped_bytes or (size > _SMALL and size > _NORMAL_RATIO * len(data)):
        message = (
            f"The DOCX of {len(data):,} bytes unpacks to {size:,} or more, far beyond any real document. "
            "It was not opened."
        )
        return [unreadable("docx_too_large", message)]
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        document = Document(io.BytesIO(data))
        text = "\n".join(_lines(document.element.body))
        # Where there are no properties the library makes some up.
        stated = any(r.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for r in document.part.package.rels.values())
        title, author = document.core_properties.title, document.core_properties.author
    except Exception:  # a package can lack or break any of its parts, and the library raises as many errors
        return [unreadable("docx_broken", _BROKEN)]
    return [Found(text, title=title if stated else None, author=author if stated else None)]


def _unpacked_size(data: bytes, most: int) -> int | None:
    """How many bytes the parts unpack to, counted by unpacking them up to ``most``. None where it is no whole zip."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            declared = sum(part.file_size for part in archive.infolist())
            if declared > most:
                return declared
            size = 0
            for part in archive.infolist():
                with archive.open(part) as file:
                    while size <= most and (chunk := file.read(_CHUNK)):
                        size += len(chunk)
            return size
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        return None


def _lines(parent: Any) -> Iterator[str]:
    """The paragraphs and table rows under ``parent``, in order. Depth is bounded by the XML parser (256)."""
    for child in parent:
        if child.tag == f"{_MAIN}p":
            yield from _paragraph(child)
        elif child.tag == f"{_MAIN}tr":
            yield "\t".join(" ".join(" ".join(_lines(cell)).split()) for cell in _cells(child))
        elif child.tag != _COPIES and isinstance(child.tag, str):
            yield from _lines(child)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of one row, not those of tables within them."""
    for child in row:
        if child.tag == f"{_MAIN}tc":
            yield child
        else:
            yield from _cells(child)


def _paragraph(paragraph: Any) -> Iterator[str]:
    """The line of one paragraph, then those of the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[Any] = []
    pending = [paragraph]
    while pending:
        element = pending.pop()
        if element.tag == f"{_MAIN}t":
            pieces.append(element.text or "")
        elif element.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[element.tag])
        elif element.tag == f"{_MAIN}txbxContent":
            boxes.append(element)
        elif element.tag not in (_COPIES, f"{_MAIN}pPr"):  # tab stops are no tabs
            pending.extend(reversed(element))
    if text := "".join(pieces).strip():
        yield text
    for box in boxes:
        yield from _lines(box)
