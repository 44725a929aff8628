"""Readings made by hand: a fictional report with nested statements, and what is needed to make others."""

from dataclasses import replace

from according.ledger import (
    Actor,
    Count,
    Difference,
    Document,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Kind,
    Mention,
    Mode,
    Place,
    Problem,
    Reading,
    Relation,
    Spans,
    Stance,
    Statement,
    Time,
    make_id,
)

REPORT = """Ministry denies strike on Tarsa convoy

The Vardan Post said on Tuesday that Imre Solvay, the district’s governor, had told it that, according to two \
drivers, “the last bus was hit before the bridge”. “We counted nine children,” the governor said, “and we have not \
finished counting.”

The defence ministry denied that its aircraft were near the road. “No flight was made that morning,” a spokeswoman, \
Adaeze Lindqvist, told reporters. She accused the Harrow Front of “hiding guns in a column of families”.

At least 14 people were reportedly killed. Residents fear that the road to Ost-Kareem will close again.

قال شاهد إن الحافلة احترقت 🚌 قرب الجسر.
"""


def spans(text: str, *pieces: str) -> Spans:
    """Where each piece occurs in ``text``, looked for from left to right."""
    found, at = [], 0
    for piece in pieces:
        at = text.index(piece, at)
        found.append((at, at + len(piece)))
        at += len(piece)
    return tuple(found)


def statement(
    text: str,
    source: str = "",
    cue: str = "",
    content: tuple[str, ...] | str = (),
    *,
    speaker: Actor | None = None,
    within: Statement | None = None,
    stance: Stance = "assert",
    kind: Kind = "said",
    mode: Mode = "indirect",
    confidence: float = 0.9,
) -> Statement:
    """A statement whose parts are given by their words, each occurring in ``text`` after the one before."""
    pieces = (content,) if isinstance(content, str) else content
    parts = (spans(text, *filter(None, [source])), spans(text, *filter(None, [cue])), spans(text, *pieces))
    chain = (*(within.chain if within else ()), *([speaker.id] if speaker else []))
    return Statement(
        make_id("s", *parts), *parts, speaker.id if speaker else None, kind, mode, stance,
        within.id if within else None, chain, confidence,
    )  # fmt: skip


def document(text: str, **known: str | None) -> Document:
    facts: dict[str, str | None] = {"name": "03-vardan-post", "media_type": "text/plain", "language": "en", **known}
    return Document(id=make_id("d", text), text=text, sha256="0" * 64, **facts)  # type: ignore[arg-type]


def actor(name: str, kind: str = "PERSON") -> Actor:
    return Actor(make_id("a", name), name, kind, ())  # type: ignore[arg-type]


POST = actor("Vardan Post", "ORG")
SOLVAY = actor("Imre Solvay")
DRIVERS = actor("two drivers", "PEOPLE")
MINISTRY = actor("Ministry of Defence", "STATE")
LINDQVIST = actor("Adaeze Lindqvist")
RESIDENTS = actor("residents", "PEOPLE")


def siege() -> Reading:
    """REPORT as it should be read: nine statements, two of them nested one in the other, one in Arabic."""
    t = REPORT
    headline = statement(t, "Ministry", "denies", "strike on Tarsa convoy", speaker=MINISTRY, stance="deny")
    post = statement(
        t, "The Vardan Post", "said",
        "that Imre Solvay, the district’s governor, had told it that, according to two drivers, "
        "“the last bus was hit before the bridge”",
        speaker=POST, confidence=0.97,
    )  # fmt: skip
    governor = statement(
        t, "Imre Solvay, the district’s governor,", "had told",
        "that, according to two drivers, “the last bus was hit before the bridge”",
        speaker=SOLVAY, within=post, confidence=0.91,
    )  # fmt: skip
    drivers = statement(
        t, "two drivers", "according to", "“the last bus was hit before the bridge”",
        speaker=DRIVERS, within=governor, mode="direct", confidence=0.74,
    )  # fmt: skip
    counted = statement(
        t, "the governor", "said", ("“We counted nine children,”", "“and we have not finished counting.”"),
        speaker=SOLVAY, mode="direct",
    )  # fmt: skip
    at = t.index("the governor said") + len("the governor ")
    counted = Statement(
        counted.id, counted.source, ((at, at + 4),), counted.content, *_rest(counted)
    )  # the cue is the second "said"
    denial = statement(
        t, "The defence ministry", "denied", "that its aircraft were near the road", speaker=MINISTRY, stance="deny"
    )
    flight = statement(
        t, "a spokeswoman, Adaeze Lindqvist,", "told", "“No flight was made that morning,”",
        speaker=LINDQVIST, mode="direct", stance="deny",
    )  # fmt: skip
    at = t.index("told reporters")
    flight = Statement(flight.id, flight.source, ((at, at + 4),), flight.content, *_rest(flight))
    guns = statement(
        t, "She", "accused", "the Harrow Front of “hiding guns in a column of families”",
        speaker=LINDQVIST, mode="mixed", stance="accuse",
    )  # fmt: skip
    toll = statement(t, "", "reportedly", ("At least 14 people were", "killed"), confidence=0.58)
    fear = statement(
        t, "Residents", "fear", "that the road to Ost-Kareem will close again",
        speaker=RESIDENTS, kind="thought", stance="feel",
    )  # fmt: skip
    witness = statement(t, "شاهد", "قال", "إن الحافلة احترقت 🚌 قرب الجسر", confidence=0.41)
    return Reading(
        document(
            t, title="Ministry denies strike on Tarsa convoy", publisher="Harbour Wire", author="Noor Castellane",
            published="2031-04-15", url="https://harbour-wire.example/2031/04/15/tarsa?id=7&x=<y>",
        ),
        (drivers, governor, post, headline, counted, denial, flight, guns, toll, fear, witness),
        (POST, SOLVAY, DRIVERS, MINISTRY, LINDQVIST, RESIDENTS),
        problems=(Problem("language-mixed", "Some of this text is not English; the model is for English.", (700, 720)),),
    )  # fmt: skip


def _rest(s: Statement) -> tuple[str | None, Kind, Mode, Stance, str | None, tuple[str, ...], float]:
    return s.speaker, s.kind, s.mode, s.stance, s.within, s.chain, s.confidence


HARROW = actor("Harrow Front", "ARMED_GROUP")
CHILDREN = actor("nine children", "PEOPLE")


def told() -> Reading:
    """siege() with all that it tells: places, times, counts, mentions, events, relations, differences."""
    t, plain = REPORT, siege()
    by_words = {t[s.content[0][0] : s.content[0][1]]: s for s in plain.statements}
    counted, flight = by_words["“We counted nine children,”"], by_words["“No flight was made that morning,”"]
    headline, drivers = by_words["strike on Tarsa convoy"], by_words["“the last bus was hit before the bridge”"]
    toll = by_words["At least 14 people were"]
    guns = by_words["the Harrow Front of “hiding guns in a column of families”"]
    tarsa = Place("p-tarsa", "Tarsa", spans(t, "Tarsa"), 101, 42.5, 44.1, "GE", "town")
    road = Place("p-road", "Ost-Kareem", spans(t, "Ost-Kareem"), 102, 43.0, 45.7, "GE", "district")
    bridge = Place("p-bridge", "the bridge", spans(t, "the bridge"))
    tuesday = Time(
        "t-tue", spans(t, "Tuesday"), "DATE", "2031-04-15", None, "2031-04-15", "2031-04-15", "2031-04-15", "day",
        "published",
    )  # fmt: skip
    morning = Time("t-morning", spans(t, "that morning"), "TIME", "PRESENT_REF", None)
    nine = Count("c-nine", spans(t, "nine children"), "children", 9, 9)
    fourteen = Count("c-14", spans(t, "At least 14 people"), "people killed", 14, None)
    at_tarsa = EventPlace(tarsa.id, "at", tarsa.mentions)
    hit = Event(
        "e-hit", spans(t, "was hit"), "ASSAULT", None, "happened", (), (DRIVERS.id,),
        (EventPlace(bridge.id, "at", bridge.mentions),),
        (EventTime(tuesday.span, tuesday.value, tuesday.earliest, tuesday.latest, "day"),), (), drivers.id, 0.8,
    )  # fmt: skip
    strike = Event(
        "e-strike", spans(t, "strike"), "ASSAULT", "aerial", "did-not-happen", (MINISTRY.id,), (), (at_tarsa,), (), (),
        headline.id, 0.9,
    )  # fmt: skip
    killed = Event(
        "e-killed", spans(t, "killed"), "ASSAULT", None, "happened", (), (CHILDREN.id,), (),
        (EventTime(((0, 8),), "2031-04", "2031-04-01", "2031-04-30", "month"),),
        (EventCount(fourteen.span, "people killed", 14, None),), toll.id, 0.7,
    )  # fmt: skip
    hiding = Event(
        "e-hiding", spans(t, "hiding"), "MOBILIZE", None, "ongoing", (HARROW.id,), (), (), (), (), guns.id, 0.6
    )
    close = Event(
        "e-close", spans(t, "close"), "COERCE", None, "possible", (), (),
        (EventPlace(road.id, "to", road.mentions), EventPlace(None, "from", spans(t, "the bridge"))),
        (EventTime(spans(t, "again")),), (EventCount(spans(t, "column"), "", None, None),), None, 0.5,
    )  # fmt: skip
    return replace(
        plain,
        actors=(
            *(a for a in plain.actors if a not in (MINISTRY, SOLVAY)),
            replace(MINISTRY, mentions=spans(t, "Ministry", "The defence ministry"), aliases=("the ministry",)),
            replace(SOLVAY, mentions=spans(t, "Imre Solvay", "the governor"), links={"test": "Q1"}),
            replace(HARROW, mentions=spans(t, "the Harrow Front")),
            replace(CHILDREN, mentions=spans(t, "nine children")),
        ),
        places=(tarsa, road, bridge),
        times=(tuesday, morning),
        counts=(nine, fourteen),
        mentions=(
            Mention(tarsa.mentions, "PLACE", tarsa.id), Mention(spans(t, "guns"), "WEAPON"),
            Mention(spans(t, "the last bus"), "VEHICLE"), Mention(spans(t, "The Vardan Post"), "ORG", POST.id),
        ),
        events=(strike, hit, killed, hiding, close),
        relations=(
            Relation(LINDQVIST.id, "role_in", MINISTRY.id, "spokeswoman", spans(t, "a spokeswoman, Adaeze Lindqvist,")),
            Relation(HARROW.id, "opposed_to", MINISTRY.id, None, spans(t, "accused"), guns.id),
        ),
        differences=(
            Difference(counted.id, toll.id, "update", "people killed: 9 / at least 14", spans(t, "nine children", "14 people")),
            Difference(drivers.id, flight.id, "contradict", "strike: was hit / no flight", spans(t, "was hit", "No flight")),
        ),
    )  # fmt: skip


def matryoshka(depth: int) -> Reading:
    """Statements nested ``depth`` deep: A0 said that A1 said that ..."""
    text = "".join(f"A{n} said that " for n in range(depth)) + "the bridge fell."
    actors = [actor(f"A{n}") for n in range(depth)]
    statements: list[Statement] = []
    at = 0
    for n in range(depth):
        begin_cue = at + len(f"A{n} ")
        content = begin_cue + len("said ")
        outer = statements[-1] if statements else None
        chain = (*(outer.chain if outer else ()), actors[n].id)
        statements.append(
            Statement(
                f"s{n}", ((at, begin_cue - 1),), ((begin_cue, begin_cue + 4),), ((content, len(text) - 1),),
                actors[n].id, "said", "indirect", "assert", outer.id if outer else None, chain, 0.5,
            )
        )  # fmt: skip
        at = content + len("that ")
    return Reading(document(text), tuple(statements), tuple(actors))
