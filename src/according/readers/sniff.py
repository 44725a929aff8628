"""What kind of file this is: by content first, then by the ending of its name."""

import re
from pathlib import PurePath

from according.ledger import Problem
from according.readers.encoding import BYTE_ORDER_MARKS, encoding_without_mark

TEXT, HTML, PDF, JSON = "text/plain", "text/html", "application/pdf", "application/json"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

ENDINGS = {
    ".txt": TEXT, ".text": TEXT, ".md": TEXT, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".pdf": PDF, ".docx": DOCX,
    ".json": JSON, ".jsonl": JSON, ".ndjson": JSON,
}  # fmt: skip
"""Endings of the files that are picked up from folders."""

_UNPACK = "an archive. Unpack it and read the files in it"
_PICTURE = "a picture. Run text recognition (OCR) over it first"
SIGNATURES = (
    (b"PK\x03\x04", _UNPACK),
    (b"PK\x05\x06", _UNPACK),
    (b"\x1f\x8b", _UNPACK),
    (b"BZh", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", _UNPACK),
    (b"\xfd7zXZ", _UNPACK),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file. Save it as DOCX without a password"),
    (b"{\\rtf", "rich text (RTF). Save it as DOCX or plain text"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
)
"""How files begin that hold no text we can read, and what to do about each."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,500}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*(?:\"|\}\s*$)")
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
_HEAD_BYTES = 65_536
_MOST_CONTROL = 0.05  # random bytes have 0.1; text has next to none


def media_type(data: bytes, filename: str) -> str | Problem:
    """The media type of ``data``, or a fatal problem of code ``binary`` where it is no kind of text."""
    head = data[:_HEAD_BYTES]
    if head.lstrip().startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04") and b"word/" in data:
        return DOCX
    by_ending = ENDINGS.get(PurePath(filename).suffix.lower())
    if by_ending in (PDF, DOCX):
        start = _start(head)
        return HTML if _HTML.match(start) else by_ending
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            return _binary(f"This is {what}.")
    if _is_binary(data, head):
        return _binary("This is not text: it is full of control characters. Give text, HTML, PDF, DOCX or JSON.")
    start = _start(head)
    if _HTML.match(start):
        return HTML
    if _JSON.match(start):
        return JSON
    return by_ending or TEXT


def _start(head: bytes) -> str:
    """The first characters, well enough decoded to tell markup from prose."""
    piece = head[:4096]
    for mark, encoding in BYTE_ORDER_MARKS:
        if piece.startswith(mark):
            return piece[len(mark) :].decode(encoding, "ignore")
    return piece.decode(encoding_without_mark(piece) or "latin-1", "ignore")


def _is_binary(data: bytes, head: bytes) -> bool:
    if any(head.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) or encoding_without_mark(data):
        return False
    control = len(head) - len(head.translate(None, _CONTROL))
    return control > 1 and control > _MOST_CONTROL * len(head)


def _binary(message: str) -> Problem:
    return Problem("binary", message, fatal=True)
