"""Events and relations from findings written by hand: what is kept, who takes part, whose claim it is."""

import re
from dataclasses import replace

from according.extract import Cuts, Holders, Meant, events, relations
from according.ledger import (
    RELATION_TYPES,
    Actor,
    Count,
    Findings,
    Found,
    FoundEvent,
    FoundMention,
    FoundRelation,
    Span,
    Statement,
    Time,
)
from according.model.labels import ARGUMENTS

TEXT = "Ilse Marro, mayor of Tarsa, said that the Harrow Front had shelled Tarsa on Monday, killing 24 people."


def at(words: str, occurrence: int = 0) -> Span:
    begin = -1
    for _ in range(occurrence + 1):
        begin = TEXT.index(words, begin + 1)
    return begin, begin + len(words)


CUTS = Cuts(0.5, dict.fromkeys(ARGUMENTS, 0.5), dict.fromkeys(RELATION_TYPES, 0.5))
MENTIONS = tuple(
    FoundMention(span, type_, 0.9)  # type: ignore[arg-type]
    for span, type_ in (
        (at("Ilse Marro"), "PERSON"), (at("Tarsa"), "STATE"), (at("the Harrow Front"), "ARMED_GROUP"),
        (at("Tarsa", 1), "PLACE"), (at("Monday"), "TIME"), (at("24"), "QUANTITY"),
    )
)  # fmt: skip
MEANT = Meant(
    ["marro", "tarsa", "front", None, None, None], [None, None, None, "p1", None, None],
    [Time("t1", (at("on Monday"),), "DATE", value="2031-03-10")], [Count("c1", (at("24"),), "killed", 24, 24)],
)  # fmt: skip
SAID = Statement(
    "s1", (at("Ilse Marro, mayor of Tarsa,"),), (at("said"),), ((at("that")[0], len(TEXT) - 1),), "marro", "said", "indirect",
    "assert", None, ("marro",), 0.9,
)  # fmt: skip
SHELLED = FoundEvent(
    at("shelled"), "ASSAULT", "explosives", "happened", 0.8,
    (("initiator", 2, 0.9), ("at", 3, 0.8), ("time", 4, 0.7), ("recipient", 2, 0.6), ("count", 5, 0.55), ("recipient", 0, 0.4)),
)  # fmt: skip


def test_an_event_has_its_cells_and_its_holder() -> None:
    [e] = events("d", 20, Findings(mentions=MENTIONS, events=(SHELLED,)), MEANT, Holders([SAID]), CUTS)
    assert (e.type, e.mode, e.factuality, e.statement, e.confidence) == ("ASSAULT", "explosives", "happened", "s1", 0.8)
    assert (e.initiators, e.recipients) == (("front",), ()), "the likelier role; nothing under the cut"
    assert [(p.place, p.role, p.span) for p in e.places] == [("p1", "at", (at("Tarsa", 1),))]
    assert [(t.value, t.span) for t in e.times] == [("2031-03-10", (at("on Monday"),))]
    assert [(c.of, c.low, c.high) for c in e.counts] == [("killed", 24, 24)]


def test_in_a_text_about_something_else_an_event_has_to_be_surer() -> None:
    findings = Findings(mentions=MENTIONS, events=(SHELLED, replace(SHELLED, trigger=at("killing"), probability=0.99)))
    assert len(events("d", 55, findings, MEANT, Holders([]), CUTS)) == 2
    assert [e.trigger for e in events("d", 300, findings, MEANT, Holders([]), CUTS)] == [(at("killing"),)]


def test_a_text_that_tells_who_says_so_is_a_report_though_little_happens_in_it() -> None:
    findings = Findings(mentions=MENTIONS, events=(SHELLED, replace(SHELLED, trigger=at("killing"), probability=0.99)))
    said = Found((), (), ((0, 5),), 0.0, "said", "assert", "PERSON", (1.0,))
    told = replace(findings, statements=(said,) * 20)
    assert len(events("d", 300, told, MEANT, Holders([]), CUTS)) == 2
    assert len(events("d", 400, told, MEANT, Holders([]), CUTS)) == 1


def test_unlikely_events_and_relations_are_left_out() -> None:
    findings = Findings(mentions=MENTIONS, events=(replace(SHELLED, probability=0.4),))
    assert events("d", 20, findings, MEANT, Holders([SAID]), CUTS) == ()
    unlikely = Findings(mentions=MENTIONS, relations=(FoundRelation(0, "leads", 1, 0.4),))
    untold = TEXT.replace("mayor", "bride")  # which is no office
    assert relations(untold, unlikely, MEANT, ACTORS, Holders([]), CUTS) == ()


ACTORS = [Actor(i, i, "ORG", ((0, 1),)) for i in ("marro", "tarsa", "front")]


def test_a_relation_is_told_once_by_each_holder_with_its_words() -> None:
    found = (
        FoundRelation(0, "role_in", 1, 0.6),
        FoundRelation(0, "role_in", 1, 0.9),
        FoundRelation(0, "role_in", 0, 0.9),
    )
    [r] = relations(TEXT, Findings(mentions=MENTIONS, relations=found), MEANT, ACTORS, Holders([SAID]), CUTS)
    assert (r.subject, r.relation, r.object, r.label, r.statement) == ("marro", "role_in", "tarsa", "mayor", None)
    assert TEXT[slice(*r.evidence[0])] == "Ilse Marro, mayor of Tarsa"


def test_the_innermost_statement_holds() -> None:
    outer = replace(SAID, id="s0", content=((0, len(TEXT)),))
    holders = Holders([SAID, outer])
    assert holders.of(at("shelled")) == "s1"
    assert holders.of(at("Ilse Marro")) == "s0"
    assert Holders([SAID]).of(at("Ilse Marro")) is None
    assert Holders([]).of((0, 1)) is None


def test_the_words_of_a_phrase_are_the_evidence_and_the_model_does_not_tell_it_again() -> None:
    text = "Ilse Marro, the mayor of Tarsa, said"
    mentions = (
        FoundMention((0, 10), "PERSON", 0.9),
        FoundMention((12, 30), "PERSON", 0.9),
        FoundMention((25, 30), "STATE", 0.9),
    )
    again = (FoundRelation(1, "role_in", 2, 0.95), FoundRelation(0, "role_in", 2, 0.95))
    meant = Meant(("marro", "mayor", "tarsa"), (None, None, None), (), ())
    actors = [Actor("marro", "Ilse Marro", "PERSON", ((0, 10),)), Actor("mayor", "the mayor", "PERSON", ((12, 30),)),
              Actor("tarsa", "Tarsa", "STATE", ((25, 30),))]  # fmt: skip
    found = relations(text, Findings(mentions=mentions, relations=again), meant, actors, Holders([]), CUTS)
    assert [(r.subject, r.relation, r.object, r.evidence) for r in found] == [("marro", "role_in", "tarsa", ((0, 30),))]


def test_nobody_supports_an_army_of_its_own() -> None:
    text = "the Veldran army"
    mentions = (FoundMention((0, 16), "ARMED_GROUP", 0.9), FoundMention((4, 11), "STATE", 0.9))
    meant = Meant(("army", "veldra"), (None, None), (), ())
    actors = [Actor("army", "army", "ARMED_GROUP", ((0, 16),)), Actor("veldra", "Veldra", "STATE", ((4, 11),))]
    for relation, kept in (("supports", 0), ("part_of", 1)):
        found = Findings(mentions=mentions, relations=(FoundRelation(0, relation, 1, 0.9),))  # type: ignore[arg-type]
        assert len(relations(text, found, meant, actors, Holders([]), CUTS)) == kept


def take(*arguments: tuple[str, int, float], actors: tuple[str | None, ...] = ("army", "veldra")) -> tuple[str, ...]:
    """Who starts an event of these arguments: 0 is "the Veldran army", 1 "Veldran", which was only asked about."""
    mentions = (FoundMention((0, 16), "ARMED_GROUP", 0.9), FoundMention((4, 11), "STATE", 1.0, asked=True))
    findings = Findings(mentions=mentions, events=(replace(SHELLED, arguments=arguments),))
    (event,) = events("d", 20, findings, Meant(actors, (None, None), (), ()), Holders([]), CUTS)
    return event.initiators


def test_a_name_that_was_only_asked_about_takes_no_part_beside_the_force_it_stands_in() -> None:
    assert take(("initiator", 0, 0.9), ("initiator", 1, 0.9)) == ("army",)


def test_it_does_where_the_force_takes_none() -> None:
    assert take(("initiator", 1, 0.95), ("initiator", 0, 0.16)) == ("veldra",), "an unlikely part is none"
    assert take(("initiator", 1, 0.95), ("recipient", 0, 0.9)) == ("veldra",), "another part"
    assert take(("initiator", 0, 0.9), ("initiator", 1, 0.9), actors=(None, "veldra")) == ("veldra",)


def test_a_phrase_that_is_not_kept_hides_nothing() -> None:
    text = "Ilse Marro, president of Veldra, said"
    mentions = (
        FoundMention((0, 10), "PERSON", 0.9), FoundMention((12, 31), "PERSON", 0.9), FoundMention((25, 31), "STATE", 0.9)
    )  # fmt: skip
    findings = Findings(mentions=mentions, relations=(FoundRelation(1, "leads", 2, 0.95),))
    actors = [Actor("marro", "Marro", "PERSON", ((12, 31),)), Actor("veldra", "Veldra", "STATE", ((25, 31),))]
    meant = Meant((None, "marro", "veldra"), (None, None, None), (), ())
    [r] = relations(text, findings, meant, actors, Holders([]), CUTS)
    assert (r.subject, r.relation, r.object) == ("marro", "leads", "veldra")


def test_an_office_is_told_by_the_narrator_and_where_it_is_told_first() -> None:
    text = "Bem said Marro, president of Veldra, fled. Marro, president of Veldra, spoke. Marro, president of Veldra, left."
    spans = [(m.start(), m.end()) for m in re.finditer("Marro|Veldra", text)]
    mentions = tuple(FoundMention(s, "PERSON" if k % 2 == 0 else "STATE", 0.9) for k, s in enumerate(spans))
    meant = Meant(("marro", "veldra") * 3, (None,) * 6, (), ())
    actors = [Actor("marro", "Marro", "PERSON", (spans[0],)), Actor("veldra", "Veldra", "STATE", (spans[1],))]
    said = replace(SAID, content=((9, 41),))
    [r] = relations(text, Findings(mentions=mentions), meant, actors, Holders([said]), CUTS)
    assert (r.statement, r.evidence) == (None, ((spans[2][0], spans[3][1]),))
