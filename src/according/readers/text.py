"""Plain text: decoded, otherwise unchanged, so that offsets hold in the file itself."""

from according.readers.contract import Found, Limits
from according.readers.encoding import decode


def read(data: bytes, limits: Limits) -> list[Found]:
    """The one report of a text file. Line ends are kept as they are; only a byte-order mark is dropped."""
    decoded = decode(data)
    return [Found(decoded.text, decoded.problems)]
