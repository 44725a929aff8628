"""JSON Lines: one reading a line, as the ledger's contract says (``according/ledger/1``)."""

import json
import re

from according.ledger import Reading, encode

# Legal inside a JSON string, but some readers of lines break at U+0085, U+2028 and U+2029,
# and lone surrogates have no UTF-8. Escaped, they come back as they were.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def render(reading: Reading) -> str:
    """``reading`` as one line of JSON with its line end. Can always be written as UTF-8; decodes to the same ledger."""
    line = json.dumps(encode(reading), ensure_ascii=False, separators=(",", ":"))
    return escaped(line) + "\n"


def escaped(line: str) -> str:
    """JSON with those characters escaped that a reader of lines, or UTF-8, stumbles over."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", line)
