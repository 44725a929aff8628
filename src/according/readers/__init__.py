"""Readers: bytes to Documents. Heavy libraries are imported only where a file needs them."""

from according.readers.contract import Draft, Found, Given, Input, Limits, Reader
from according.readers.dates import parse_published
from according.readers.inputs import find_inputs
from according.readers.reading import READERS, load, read_bytes

__all__ = [
    "READERS", "Draft", "Found", "Given", "Input", "Limits", "Reader", "find_inputs", "load", "parse_published",
    "read_bytes",
]  # fmt: skip
