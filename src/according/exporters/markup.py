"""What every page is made of: files of this folder, escaped words, and the hashes that its policy names."""

import hashlib
import html
import json
from base64 import b64encode
from functools import cache
from importlib.resources import files

from according.exporters.visible import visible


@cache
def asset(*names: str) -> str:
    """Files of this folder that go into pages, joined."""
    return "".join((files("according.exporters") / name).read_text(encoding="utf-8") for name in names)


def hashed(inlined: str) -> str:
    """The source expression by which a Content-Security-Policy allows exactly this style or script."""
    return f"'sha256-{b64encode(hashlib.sha256(inlined.encode('utf-8')).digest()).decode('ascii')}'"


def escaped(text: str) -> str:
    """Words of a report as HTML, for text and attributes."""
    # A carriage return would be read as a line feed; two of them as one with the next line feed.
    return html.escape(visible(text), quote=True).replace("\r\n", "\n").replace("\r", "\n")


def embedded(data: object) -> str:
    """``data`` as JSON that cannot end the script element it stands in."""
    # ASCII only, so that U+2028 and lone surrogates are escaped too.
    dumped = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return dumped.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
