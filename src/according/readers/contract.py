"""What the readers share: what the user gives, the limits, what goes in and what comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from according.ledger import Document, Problem


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about the documents; overrides what the file says. ``published`` is an ISO 8601 date."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused as too much. Sizes are bytes, ``text_chars`` code points, ``pdf_seconds`` seconds."""

    file_bytes: int = 200_000_000
    text_chars: int = 20_000_000
    pdf_seconds: float = 60
    pdf_memory: int = 1_500_000_000
    unzipped_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read. ``name`` is the stem ("g025" for "g025.json"); ``path`` None means standard input.

    ``given`` is what the user said of this input alone; it goes before what is said of all.
    """

    name: str
    path: Path | None
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One report out of an input: a Document, or None where it could not be read, with the problems met."""

    name: str
    document: Document | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One report as the reader of a format found it. ``text`` is None where a fatal problem says why."""

    text: str | None
    problems: tuple[Problem, ...] = ()
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    retrieved: str | None = None
    language: str | None = None


Reader = Callable[[bytes, Limits], list[Found]]
"""The bytes of one file to the reports in it, in order. Never raises on bad bytes."""


def unreadable(code: str, message: str) -> Found:
    """A report that could not be read, with the fatal problem that says why."""
    return Found(text=None, problems=(Problem(code, message, fatal=True),))
