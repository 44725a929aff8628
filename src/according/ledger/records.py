"""The records of the ledger: frozen, plain Python, importing nothing of the rest.

Every span is half-open ``[begin, end)`` in code points of ``Document.text``. Ids are made in :mod:`according.ledger.ids`.
The JSON form of these records is the public contract ``according/ledger/1`` (:mod:`according.ledger.encode`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from according.ledger.spans import Span, Spans

Kind = Literal["said", "thought"]
Mode = Literal["direct", "mixed", "indirect"]
Stance = Literal["assert", "confirm", "deny", "accuse", "predict", "propose", "demand", "question", "believe", "feel"]
ActorType = Literal["PERSON", "ARMED_GROUP", "STATE", "ORG", "PEOPLE"]

KINDS: tuple[Kind, ...] = ("said", "thought")
MODES: tuple[Mode, ...] = ("direct", "mixed", "indirect")
STANCES: tuple[Stance, ...] = (
    "assert", "confirm", "deny", "accuse", "predict", "propose", "demand", "question", "believe", "feel",
)  # fmt: skip
ACTOR_TYPES: tuple[ActorType, ...] = ("PERSON", "ARMED_GROUP", "STATE", "ORG", "PEOPLE")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an input, as a value: ``code`` for programs, ``message`` for people.

    ``fatal`` problems mean that nothing could be read; others come beside a reading. ``span`` says where, if anywhere.
    """

    code: str
    message: str
    span: Span | None = None
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one report, what is known about it, and the SHA-256 of the bytes it came from.

    ``name`` is the input's stem (records of one JSON Lines file are numbered: ``file-0003``). Dates are ISO 8601 at the
    precision known (``2017``, ``2017-10``, ``2017-10-14``); what is not known is None. ``language`` is ISO 639-1.
    """

    id: str
    name: str
    text: str
    sha256: str
    media_type: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    url: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, group, state or body, with every mention found in the document."""

    id: str
    name: str
    type: ActorType
    mentions: Spans
    aliases: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement whose speaker is not resolved yet. ``within`` is the index of the outer one in the same sequence."""

    source: Spans
    cue: Spans
    content: Spans
    speaker_type: ActorType
    kind: Kind
    mode: Mode
    stance: Stance
    within: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of attribution: who (``source``), the words that attribute (``cue``), what is attributed (``content``).

    ``source`` and ``cue`` may be empty ("was reportedly killed" names no source). ``speaker`` is the id of the actor
    whom the source names. ``within`` is the id of the statement in whose content this one lies. ``chain`` lists the
    speakers from the outermost holder inwards. ``confidence`` is the calibrated probability that source, cue and
    content are right.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    speaker: str | None
    kind: Kind
    mode: Mode
    stance: Stance
    within: str | None
    chain: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document."""

    document: Document
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    problems: tuple[Problem, ...] = ()
