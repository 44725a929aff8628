"""What a reader of text finds, before anything is resolved: plain frozen records; spans in code points."""

from collections.abc import Sequence
from dataclasses import dataclass

from according.ledger.records import ActorType, EventType, Factuality, Kind, MentionType, RelationType, Stance
from according.ledger.spans import Span, Spans


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as the model sees it.

    ``features``, from which the confidence is computed: log odds of the cue, log probability of the best path of roles,
    pieces of content beyond the first (at most 3), 1 where no source was found, probability that the cue is nested,
    log of the words of content, 1.
    """

    source: Spans
    cue: Spans
    content: Spans
    nested: float
    kind: Kind
    stance: Stance
    speaker_type: ActorType
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FoundMention:
    """Words that name or mean something; ``type`` None where it is none of the ledger's types.

    ``given`` is true where the caller gave the span, ``asked`` where a rule did (a pronoun, a name before an office) and the
    model told its type: neither was found by the model itself, and the probability of either is 1.
    """

    span: Span
    type: MentionType | None
    probability: float
    given: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event: ``arguments`` are (role, index of a mention, probability), best first."""

    trigger: Span
    type: EventType
    mode: str | None
    factuality: Factuality
    probability: float
    arguments: tuple[tuple[str, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A relation between two mentions, by index."""

    subject: int
    relation: RelationType
    object: int
    probability: float


@dataclass(frozen=True, slots=True)
class FoundLink:
    """Two mentions, by index, that mean the same: ``later`` and the best mention before it.

    ``probability`` is that ``later`` means anything named before at all.
    """

    later: int
    earlier: int
    probability: float


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one text, each in the order of the text. ``attacks`` are (role, span, probability).

    Of a long text the sequences are :class:`~according.ledger.Packed`.
    """

    statements: Sequence[Found] = ()
    mentions: Sequence[FoundMention] = ()
    events: Sequence[FoundEvent] = ()
    relations: Sequence[FoundRelation] = ()
    links: Sequence[FoundLink] = ()
    attacks: Sequence[tuple[str, Span, float]] = ()
