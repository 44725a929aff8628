"""Short made reports for tests: each line is one sentence, told by a speaker or by the report itself, with one event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from according.ledger.records import (
    Actor,
    ActorType,
    Document,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    EventType,
    Factuality,
    Place,
    Reading,
    Relation,
    RelationType,
    Statement,
)


@dataclass(frozen=True)
class Line:
    """``speaker`` None is the report's own voice; ``of`` and ``count`` make a figure; actors and places are by name."""

    speaker: str | None
    words: str
    trigger: str
    type: EventType = "ASSAULT"
    factuality: Factuality = "happened"
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    day: str | None = None
    count: tuple[str, int | None, int | None] | None = None


TYPES: dict[str, ActorType] = {}


def reading(
    name: str,
    lines: Sequence[Line],
    publisher: str | None = None,
    published: str | None = "2031-05-04",
    types: Mapping[str, ActorType] = TYPES,
    relations: Sequence[tuple[str, RelationType, str]] = (),
    head: str = "",
) -> Reading:
    """A reading of a report made of ``lines``; actors are ORG unless ``types`` says otherwise."""
    text = head
    statements, events, places = [], [], {}
    mentions: dict[str, list[tuple[int, int]]] = {}
    for n, line in enumerate(lines):
        source: tuple[tuple[int, int], ...] = ()
        if line.speaker is not None:
            source = ((len(text), len(text) + len(line.speaker)),) if line.speaker else ()
            mentions.setdefault(line.speaker, []).extend(source)
            text += line.speaker + " said that "
        begin = len(text)
        text += line.words
        if line.speaker is not None:
            cue = ((begin - 10, begin - 6),)
            statements.append(
                Statement(
                    f"S{n}", source, cue, ((begin, len(text)),), line.speaker or None, "said", "indirect", "assert", None,
                    (line.speaker,) if line.speaker else (), 1.0,
                )
            )  # fmt: skip
        text += ". "
        for actor in (*line.by, *line.to):
            mentions.setdefault(actor, [])
        places.update({p: Place(p, p, ()) for p in line.at})
        at = begin + line.words.index(line.trigger)
        span = ((at, at + len(line.trigger)),)
        counts: tuple[EventCount, ...] = ()
        if line.count:
            of, low, high = line.count
            where = begin + line.words.index(str(low if low is not None else high))
            counts = (EventCount(((where, where + len(str(low or high))),), of, low, high),)
        times = (EventTime((), line.day, line.day, line.day, "day"),) if line.day else ()
        events.append(
            Event(
                f"E{n}", span, line.type, None, line.factuality, line.by, line.to,
                tuple(EventPlace(p, "at", ()) for p in line.at), times, counts,
                f"S{n}" if line.speaker is not None else None,
            )
        )  # fmt: skip
    for a, _, b in relations:
        mentions.setdefault(a, [])
        mentions.setdefault(b, [])
    actors = tuple(Actor(a, a, types.get(a, "ORG"), tuple(spans)) for a, spans in mentions.items() if a)
    return Reading(
        Document("d-" + name, name, text, "", "text/plain", publisher=publisher, published=published),
        tuple(statements), actors, tuple(places.values()), (), (), (), tuple(events),
        tuple(Relation(a, r, b, None, ()) for a, r, b in relations),
    )  # fmt: skip
