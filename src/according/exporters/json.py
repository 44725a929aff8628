"""JSON Lines: one reading a line, as the ledger's contract says (``according/ledger/1``)."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from according.ledger import Reading, encoded_parts

# Legal inside a JSON string, but some readers of lines break at U+0085, U+2028 and U+2029,
# and lone surrogates have no UTF-8. Escaped, they come back as they were.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TOGETHER = 256
"""Records in a piece."""
_STRETCH = 65_536
"""Code points of the text in a piece."""


def pieces(reading: Reading) -> Iterator[str]:
    """``reading`` as one line of JSON with its line end, in pieces: the line of a book is never held whole.

    Can always be written as UTF-8; decodes to the same ledger.
    """
    before = "{"
    for key, part in encoded_parts(reading).items():
        yield f"{before}{_dumped(key)}:"
        before = ","
        if key == "document":
            yield from _document(part)
        elif isinstance(part, Iterator):
            yield from _list(part)
        else:
            yield _dumped(part)
    yield "}\n"


def escaped(line: str) -> str:
    """JSON with those characters escaped that a reader of lines, or UTF-8, stumbles over."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", line)


def _document(cells: dict[str, Any]) -> Iterator[str]:
    """The document's cells, of which the text is the last."""
    text = cells.pop("text")
    yield _dumped(cells)[:-1] + ',"text":"'
    for begin in range(0, len(text), _STRETCH):
        yield _dumped(text[begin : begin + _STRETCH])[1:-1]
    yield '"}'


def _list(records: Iterator[Any]) -> Iterator[str]:
    before = "["
    while some := list(islice(records, _TOGETHER)):
        yield before + _dumped(some)[1:-1]
        before = ","
    yield "]" if before == "," else "[]"


def _dumped(value: Any) -> str:
    return escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
