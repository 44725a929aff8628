"""What goes into a case and what it tells: originals, tools, versions, documents, sums."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from according.cases.log import now
from according.cases.packing import sha256


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of one input as they were found. ``address`` is its URL or path; ``retrieved`` is UTC, ISO 8601.

    ``given`` is what the user said of its reports (``published``, ``publisher``, ``title``): part of what a reading was
    made from, so that the log keeps it and a new reading is made from the same.
    """

    address: str
    name: str
    data: bytes
    retrieved: str = field(default_factory=now)
    sha256: str = ""
    given: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", sha256(self.data))


@dataclass(frozen=True, slots=True)
class Tools:
    """What made a reading: ids of the model and of the gazetteer ("" where none was used)."""

    model: str
    gazetteer: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What :meth:`Case.keep` did: readings ``added``, those that it had already (``again``), those ``unread``.

    ``removed`` counts readings kept of documents that a reviewer had removed: they stay out of views.
    """

    added: int = 0
    again: int = 0
    unread: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """One state of what lay at an address. ``number`` counts from 1; the newest is the last."""

    address: str
    number: int
    sha256: str
    name: str
    retrieved: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of a case. ``model`` and ``gazetteer`` made its current reading; ``readings`` counts all of them."""

    id: str
    name: str
    title: str | None
    publisher: str | None
    published: str | None
    original: str
    position: int
    removed: bool
    model: str
    gazetteer: str
    readings: int


@dataclass(frozen=True, slots=True)
class Sums:
    """How much is in a case. ``head`` is the number and hash of the log's last row."""

    originals: int
    documents: int
    removed: int
    readings: int
    judgements: int
    head: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a judgement is about: a record of a document, or with ``record`` None the document itself."""

    document: str
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a record lay when it was judged: found again there by a later reading that gives it another id."""

    kind: str
    spans: tuple[tuple[int, int], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reviewer's decision. ``anchors`` has one cell a subject, None for documents and for records not found then."""

    id: str
    number: int
    at: str
    by: str
    verb: str
    subjects: tuple[Subject, ...]
    anchors: tuple[Anchor | None, ...]
    value: Mapping[str, Any]
    note: str
