"""Reports and readings of them, made by hand: what the model would find is not the matter of these tests."""

import hashlib
from dataclasses import dataclass, replace

from according.cases import Original, Tools
from according.ledger import (
    Actor,
    ActorType,
    Document,
    Event,
    EventPlace,
    EventTime,
    EventType,
    Factuality,
    Place,
    Reading,
    Span,
    Stance,
    Statement,
    Time,
    make_id,
)

TOOLS = Tools("model-1", "gazetteer-1")
NEWER = Tools("model-2", "gazetteer-1")
SEEN = "2031-04-15T08:00:00Z"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by its words: each occurs once in the text."""

    source: str
    cue: str
    content: str
    speaker: str | None = None
    stance: Stance = "assert"


@dataclass(frozen=True, slots=True)
class Told:
    """An event by its words. ``statement`` is the index of the one that holds it."""

    trigger: str
    type: EventType
    factuality: Factuality = "happened"
    initiators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    statement: int | None = None


def bytes_of(text: str) -> bytes:
    """The bytes of a plain text report."""
    return text.encode("utf-8", "surrogatepass")


def original(text: str, address: str = "file:///reports/bridge.txt", retrieved: str = SEEN) -> Original:
    """The bytes of a report as they were found."""
    return Original(address, address.rsplit("/", 1)[-1], bytes_of(text), retrieved)


def reading(
    text: str,
    *,
    name: str = "bridge",
    data: bytes | None = None,
    position: int = 0,
    publisher: str | None = None,
    published: str | None = None,
    actors: dict[str, tuple[ActorType, tuple[str, ...]]] | None = None,
    places: dict[str, tuple[float, float] | None] | None = None,
    times: dict[str, tuple[str, str]] | None = None,
    said: tuple[Said, ...] = (),
    told: tuple[Told, ...] = (),
) -> Reading:
    """A reading of ``text``, with everything at the place of its words."""
    sha = hashlib.sha256(bytes_of(text) if data is None else data).hexdigest()
    id_ = make_id("d", sha, position)

    def span(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    actor_ids = {n: make_id("a", id_, n, kind) for n, (kind, _) in (actors or {}).items()}
    place_ids = {n: make_id("p", id_, list(span(n))) for n in places or {}}
    spans_of = [((span(s.source),) if s.source else (), (span(s.cue),), (span(s.content),)) for s in said]
    statement_ids = [make_id("s", id_, *map(list, spans)) for spans in spans_of]
    statements = []
    for of, made, (source, cue, content) in zip(said, statement_ids, spans_of, strict=True):
        speaker = actor_ids[of.speaker] if of.speaker else None
        chain = (speaker,) if speaker else ()
        statements.append(
            Statement(made, source, cue, content, speaker, "said", "indirect", of.stance, None, chain, 0.9)
        )
    events = []
    for t in told:
        events.append(
            Event(
                make_id("e", id_, list(span(t.trigger)), t.type), (span(t.trigger),), t.type, None, t.factuality,
                tuple(actor_ids[n] for n in t.initiators), tuple(actor_ids[n] for n in t.recipients),
                (EventPlace(place_ids.get(t.place), "at", (span(t.place),)),) if t.place else (),
                (EventTime((span(t.time),), None, *(times or {})[t.time], "day"),) if t.time else (),
                (), statement_ids[t.statement] if t.statement is not None else None, 0.8,
            )
        )  # fmt: skip
    return Reading(
        Document(id_, name, text, sha, "text/plain", publisher=publisher, published=published),
        tuple(statements),
        tuple(Actor(actor_ids[n], n, kind, (span(n),), also) for n, (kind, also) in (actors or {}).items()),
        tuple(Place(place_ids[n], n, (span(n),), None, *(at or (None, None))) for n, at in (places or {}).items()),
        tuple(Time(make_id("t", id_, *span(w)), (span(w),), "DATE", None, None, None, *at) for w, at in (times or {}).items()),
        events=tuple(events),
        made_with={"model": TOOLS.model},
    )  # fmt: skip


BRIDGE = (
    "Imre Solvay, the governor of Tarsa, said that the Harrow Front shelled the bridge at Ost-Kareem on 14 October 2031. "
    "Nobody crossed the river that night.\n\n"
    "A spokesman for the Front denied that its fighters had attacked anyone."
)
HARBOUR = (
    "The harbour master of Lirra, Adaeze Lindqvist, demanded that the navy withdraw from Lirra Bay by 2 November 2031. "
    "The café by the quay stayed open."
)


def bridge() -> Reading:
    """Two accounts, for and against, of shelling at a place that is located."""
    return reading(
        BRIDGE,
        publisher="Harbour Wire",
        published="2031-10-15",
        actors={
            "Imre Solvay": ("PERSON", ("Governor Solvay",)),
            "Harrow Front": ("ARMED_GROUP", ("HF",)),
        },
        places={"Ost-Kareem": (36.5, 41.25), "Tarsa": None},
        times={"14 October 2031": ("2031-10-14", "2031-10-14")},
        said=(
            Said("Imre Solvay, the governor of Tarsa", "said that",
                 "the Harrow Front shelled the bridge at Ost-Kareem on 14 October 2031", "Imre Solvay"),
            Said("A spokesman for the Front", "denied that", "its fighters had attacked anyone", "Harrow Front", "deny"),
        ),
        told=(
            Told("shelled", "ASSAULT", "happened", ("Harrow Front",), (), "Ost-Kareem", "14 October 2031", 0),
            Told("attacked", "ASSAULT", "did-not-happen", ("Harrow Front",), statement=1),
        ),
    )  # fmt: skip


def harbour() -> Reading:
    """One demand, at another place and time."""
    return reading(
        HARBOUR,
        name="harbour",
        publisher="Vardan Post",
        published="2031-10-30",
        actors={"Adaeze Lindqvist": ("PERSON", ()), "the navy": ("ORG", ())},
        places={"Lirra Bay": (-12.5, -77.5)},
        times={"2 November 2031": ("2031-11-02", "2031-11-02")},
        said=(
            Said("Adaeze Lindqvist", "demanded that", "the navy withdraw from Lirra Bay by 2 November 2031",
                 "Adaeze Lindqvist", "demand"),
        ),
        told=(Told("withdraw", "RETREAT", "demanded", ("the navy",), (), "Lirra Bay", "2 November 2031", 0),),
    )  # fmt: skip


def reread(made: Reading, told: str) -> Reading:
    """What newer tools make of the same text: other ids, and the first statement one word longer at ``told``."""
    text = made.document.text
    begin, end = made.statements[0].content[0]
    longer = (begin - len(told) - 1, end) if text[:begin].endswith(told + " ") else (begin, end - 1)
    first = replace(made.statements[0], id=make_id("s", made.document.id, "again"), content=(longer,))
    events = tuple(replace(e, statement=first.id if e.statement == made.statements[0].id else e.statement)
                   for e in made.events)  # fmt: skip
    return replace(made, statements=(first, *made.statements[1:]), events=events, made_with={"model": NEWER.model})
