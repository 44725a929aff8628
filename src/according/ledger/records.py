"""The records of the ledger: frozen, plain Python, importing nothing of the rest.

Every span is half-open ``[begin, end)`` in code points of ``Document.text``. Ids are made in :mod:`according.ledger.ids`.
The JSON form of these records is the public contract ``according/ledger/1`` (:mod:`according.ledger.encode`).
"""

from collections.abc import Mapping, Sequence
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

MentionType = Literal[
    "PERSON", "ARMED_GROUP", "STATE", "ORG", "PEOPLE", "PLACE", "FACILITY", "NATIONALITY", "WEAPON", "PLATFORM",
    "VEHICLE", "DOCUMENT", "MONEY", "QUANTITY", "TIME",
]  # fmt: skip
MENTION_TYPES: tuple[MentionType, ...] = (
    "PERSON", "ARMED_GROUP", "STATE", "ORG", "PEOPLE", "PLACE", "FACILITY", "NATIONALITY", "WEAPON", "PLATFORM",
    "VEHICLE", "DOCUMENT", "MONEY", "QUANTITY", "TIME",
)  # fmt: skip

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "DISPLACEMENT",
]  # fmt: skip
EVENT_TYPES: tuple[EventType, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "DISPLACEMENT",
)  # fmt: skip
Factuality = Literal["happened", "did-not-happen", "ongoing", "planned", "possible", "demanded", "general"]
FACTUALITIES: tuple[Factuality, ...] = (
    "happened", "did-not-happen", "ongoing", "planned", "possible", "demanded", "general",
)  # fmt: skip
PlaceRole = Literal["at", "from", "to", "via"]
PLACE_ROLES: tuple[PlaceRole, ...] = ("at", "from", "to", "via")
RelationType = Literal[
    "part_of", "member_of", "leads", "role_in", "supports", "allied_with", "opposed_to", "same_as", "designated_by",
    "from_place",
]  # fmt: skip
RELATION_TYPES: tuple[RelationType, ...] = (
    "part_of", "member_of", "leads", "role_in", "supports", "allied_with", "opposed_to", "same_as", "designated_by",
    "from_place",
)  # fmt: skip
Verdict = Literal["contradict", "corroborate", "repeat", "update"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["minute", "hour", "part-of-day", "day", "week", "month", "quarter", "season", "year", "decade",
                    "century", "interval", "vague"]  # fmt: skip


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
class Mention:
    """Words that name or mean something. ``ref`` is the id of the actor or place meant, None where it is not resolved."""

    span: Spans
    type: MentionType
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place with every mention found in the document, and where it is, if that is known.

    ``geonames`` is the GeoNames id, ``lat`` and ``lon`` are WGS 84 degrees, ``country`` is ISO 3166-1 alpha-2.
    ``precision`` says how closely the coordinates locate it: site, town, district, region or country.
    """

    id: str
    name: str
    mentions: Spans
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A temporal expression.

    ``type``, ``timex`` and ``mod`` are TimeML's TIMEX3 type, value ("1998-10", "PXW", "PAST_REF") and mod (START, APPROX ...).
    ``value`` is ISO 8601 where it can be told ("2017-10-14", "2017-10", "2014/2017"). ``earliest`` and ``latest`` are the
    first and last day it may mean (ISO 8601, None where open or unknown). ``anchor`` says what it was reckoned from:
    ``published``, ``text`` (a date in the text), ``none`` (it needs none); None where it could not be anchored.
    """

    id: str
    span: Spans
    type: TimexType
    timex: str | None = None
    mod: str | None = None
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: Precision | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts. ``low`` and ``high`` are inclusive bounds, None where open or vague ("dozens")."""

    id: str
    span: Spans
    of: str
    low: int | float | None = None
    high: int | float | None = None


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where an event is said to happen: ``place`` is the id of a Place, None where the words name none."""

    place: str | None
    role: PlaceRole
    span: Spans


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event is said to happen: the cells of the Time with the same span."""

    span: Spans
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class EventCount:
    """How many, of what, in an event: the cells of the Count with the same span."""

    span: Spans
    of: str
    low: int | float | None = None
    high: int | float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something one holder says happened, will happen or did not happen.

    ``initiators`` and ``recipients`` are ids of actors; ``statement`` is the id of the innermost statement whose content
    holds it, None where the narrator says it. ``mode`` is PLOVER's lower level, None where it is not told.
    """

    id: str
    trigger: Spans
    type: EventType
    mode: str | None
    factuality: Factuality
    initiators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[EventPlace, ...] = ()
    times: tuple[EventTime, ...] = ()
    counts: tuple[EventCount, ...] = ()
    statement: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """Something one holder says of two actors; ``object`` of ``from_place`` may be the id of a place."""

    subject: str
    relation: RelationType
    object: str
    label: str | None
    evidence: Spans
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two statements about the same matter. ``about`` names the cell and both values in plain words.

    ``evidence`` holds the words each side rests on.
    """

    a: str
    b: str
    verdict: Verdict
    about: str
    evidence: Spans = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document.

    The records of a long document are :class:`~according.ledger.Packed`, those of an ordinary one tuples.
    ``made_with`` names what it was made with: the ``model``'s id, and each file of the ``gazetteer`` with date and SHA-256.
    """

    document: Document
    statements: Sequence[Statement] = ()
    actors: Sequence[Actor] = ()
    places: Sequence[Place] = ()
    times: Sequence[Time] = ()
    counts: Sequence[Count] = ()
    mentions: Sequence[Mention] = ()
    events: Sequence[Event] = ()
    relations: Sequence[Relation] = ()
    differences: Sequence[Difference] = ()
    problems: tuple[Problem, ...] = ()
    made_with: Mapping[str, str] = field(default_factory=dict)
