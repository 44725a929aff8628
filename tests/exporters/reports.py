"""Readings made by hand: a fictional report with nested statements, and what is needed to make others."""

from according.ledger import Actor, Document, Kind, Mode, Problem, Reading, Spans, Stance, Statement, make_id

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
        (Problem("language-mixed", "Some of this text is not English; the model is for English.", (700, 720)),),
    )  # fmt: skip


def _rest(s: Statement) -> tuple[str | None, Kind, Mode, Stance, str | None, tuple[str, ...], float]:
    return s.speaker, s.kind, s.mode, s.stance, s.within, s.chain, s.confidence


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
