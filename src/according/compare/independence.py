"""Who stands behind an account, and whether two accounts stand on sources of their own.

Two accounts are independent only where both rest on named originators that differ and are not affiliated, the passages
are not near-duplicates, neither is the other's wire copy, and no run of their words is shared. What is anonymous or
unnamed is unknown, never independent.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from according.compare.accounts import Claim, Laid
from according.compare.identities import Identities, Ref, narrator_key
from according.compare.names import initials, plain, speaks_for
from according.compare.records import Independence
from according.ledger.records import Actor, Reading, Statement

_UP = frozenset(("part_of", "role_in", "leads", "same_as"))
_BODY = frozenset(("member_of",))
_BACKING = frozenset(("supports", "allied_with"))
_DEPTH = 3  # steps from a spokesman to the state behind the body
_PHRASE = 12  # words of a phrase in which the name of a body is sought
_LONG_SOURCE = 160  # code points of a source beyond which its words tell more than an office
_CLAUSE = re.compile(r"\b(?:who|whom|which|whose|where|and|opposes?|against)\b")
_STATE_BODY = re.compile(
    r"(army|military|armed forces|air forces?|navy|marines|government|cabinet|ministry|ministries|minister|parliament|police|"
    r"central command|special forces|forces|troops|defen[cs]e|foreign|interior|state|treasury|intelligence|officials?|"
    r"embassy|coast guard|border guards?|security forces|presidency|president)\b"
)
"""What follows a country's name in the name of a body of its state ("Ostrian air force", not "Ostrian Democratic Forces")."""
_NAME = r"[A-Z][\w.&’'-]{1,20}(?: [A-Z][\w&’'-]{1,20}){0,3}"
_HEAD = re.compile(rf"\(({_NAME})\)\s{{0,3}}[-–—]")
_TAIL = re.compile(
    r"([A-Z][\w&’'-]{1,20}(?: [A-Z][\w&’'-]{1,20}){0,3}) contributed to this report" + rf"|\(({_NAME})\)\s*$"
)
_EDGE = 300  # code points at the head and the tail of a report where a wire credit stands


@dataclass(frozen=True, slots=True)
class Origin:
    """The deepest source of a claim. ``key`` None where it is unnamed; ``relay`` are the keys that passed it on.

    ``narrator`` is true where the report speaks in its own voice; ``loose`` where it is a person of whom no report tells to
    what body he or she belongs.
    """

    key: str | None
    name: str | None
    narrator: bool
    relay: frozenset[str]
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Affiliations:
    """Bodies above each actor, members, and who backs whom; by key, as any report says."""

    up: Mapping[str, frozenset[str]] = field(default_factory=dict)
    member: Mapping[str, frozenset[str]] = field(default_factory=dict)
    backs: frozenset[frozenset[str]] = frozenset()
    found: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    """What :meth:`above` gave before."""

    def above(self, key: str) -> frozenset[str]:
        """The actor and the bodies it belongs to, within three steps."""
        known = self.found.get(key)
        if known is not None:
            return known
        seen = {key}
        edge = {key}
        for _ in range(_DEPTH):
            edge = {o for k in edge for o in self.up.get(k, ())} - seen
            seen |= edge
        self.found[key] = frozenset(seen)
        return self.found[key]

    def around(self, key: str) -> frozenset[str]:
        """The actor, the bodies above it and those it is a member of: whom it may stand for in an event."""
        return self.above(key) | self.member.get(key, frozenset())

    def tie(self, a: str, b: str) -> str | None:
        """In a word how two actors are tied; None where no report says that they are."""
        over_a, over_b = self.above(a), self.above(b)
        if not over_a.isdisjoint(over_b):
            return "same body"
        for x in over_a:
            if self.member.get(x, frozenset()) & over_b:
                return "member"
        for y in over_b:
            if self.member.get(y, frozenset()) & over_a:
                return "member"
        if self.backs and any(frozenset((x, y)) in self.backs for x in over_a for y in over_b):
            return "backed by"
        return None


def affiliations(readings: Sequence[Reading], identities: Identities) -> Affiliations:
    """The ties between actors that the reports tell, and those of public bodies to their country."""
    up: dict[str, set[str]] = {}
    member: dict[str, set[str]] = {}
    backs = set()
    states, bodies = _states(readings, identities), bodies_by_name(readings, identities)
    by_head: dict[str, list[str]] = {}
    for name in states:
        if len(name) > 3:
            by_head.setdefault(name[:4], []).append(name)
    for reading in readings:
        document = reading.document.id
        keys = identities.actors
        for r in reading.relations:
            a, b = keys.get((document, r.subject)), keys.get((document, r.object))
            if a is None or b is None or a == b:
                continue
            if r.relation in _UP:
                up.setdefault(a, set()).add(b)
                if r.relation in ("same_as", "leads"):  # what one leader leads is tied
                    up.setdefault(b, set()).add(a)
            elif r.relation in _BODY:
                member.setdefault(a, set()).add(b)
            elif r.relation in _BACKING:
                backs.add(frozenset((a, b)))
        for actor in reading.actors:
            key, country = keys[document, actor.id], actor.links.get("country")
            if country and (actor.type == "STATE" or actor.links.get("schema") == "PublicBody"):
                up.setdefault(key, set()).add(f"k:country-{country}")
        _sources(reading, keys, up)
        for actor in reading.actors:
            key = keys[document, actor.id]
            within = _named_in(actor.name, bodies)
            if within and key not in identities.named:
                member.setdefault(key, set()).update(within)
            elif within and actor.type != "PERSON":  # "Tirrin branch of the Workers' Party", "Kell White House"
                up.setdefault(key, set()).update(k for k in within if k != key and telling(k))
            state = _state_of(plain(actor.name), states, by_head)
            if state and state != key:
                up.setdefault(key, set()).add(state)
    return Affiliations(
        {k: frozenset(v) for k, v in up.items()}, {k: frozenset(v) for k, v in member.items()}, frozenset(backs)
    )


def telling(key: str) -> bool:
    """Whether a key is that of a body which its name tells from others: a known one, or one of two words or more."""
    return key.startswith("k:") or (key.startswith("n:") and " " in key)


def _sources(reading: Reading, keys: Mapping[Ref, str], up: dict[str, set[str]]) -> None:
    """Whom a source's own words name beside the speaker: "Talal Marro, a spokesman of the Tirrin Council"."""
    document, text = reading.document.id, reading.document.text
    begins = sorted((b, e, keys[document, a.id]) for a in reading.actors for b, e in a.mentions)
    at = [b for b, _, _ in begins]
    for s in reading.statements:
        if s.speaker is None or (document, s.speaker) not in keys:
            continue
        key = keys[document, s.speaker]
        for begin, end in s.source[:4]:
            if end - begin > _LONG_SOURCE or _CLAUSE.search(text, begin, end):
                continue
            for _, e, other in begins[bisect_left(at, begin) : bisect_left(at, end)]:
                if other != key and e <= end:
                    up.setdefault(key, set()).add(other)


def _states(readings: Sequence[Reading], identities: Identities) -> dict[str, str]:
    """Plain names of the states that act in the reports, with their keys."""
    return {
        plain(name): identities.actors[reading.document.id, actor.id]
        for reading in readings
        for actor in reading.actors
        if actor.type == "STATE"
        for name in (actor.name, *actor.aliases, initials(actor.name))
        if len(name) > 1 and len(name.split()) <= 2
    }


def _state_of(name: str, states: Mapping[str, str], by_head: Mapping[str, Sequence[str]]) -> str | None:
    """The key of the state of which a name tells a body: its first words are the country's or its adjective.

    ``by_head`` has the names of the states by their first four letters.
    """
    words = name.split()
    for n in (1, 2):
        first, rest = " ".join(words[:n]), " ".join(words[n:])
        if not rest or not _STATE_BODY.match(rest):
            continue
        if first in states:
            return states[first]
        if len(first) > 4 and first[-1] in "nishec":
            near = by_head.get(first[:4], ())
            fitting = [s for s in near if s.count(" ") == n - 1 and first.startswith(s[: max(4, len(s) - 2)])]
            if fitting:
                return states[max(fitting, key=len)]
    return None


def origins(laid: Laid, ties: Affiliations) -> tuple[Origin, ...]:
    """The origin of every claim."""
    tables = []
    named = bodies_by_name(laid.readings, laid.identities)
    for reading in laid.readings:
        tables.append(({s.id: s for s in reading.statements}, {a.id: a for a in reading.actors}, _narrator(reading)))
    return tuple(_origin(laid, c, tables[c.document], ties, named) for c in laid.claims)


def _origin(
    laid: Laid,
    claim: Claim,
    tables: tuple[Mapping[str, Statement], Mapping[str, Actor], str | None],
    ties: Affiliations,
    named: Mapping[str, str],
) -> Origin:
    statements, actors, narrator = tables
    reading = laid.readings[claim.document]
    document = reading.document.id
    if claim.statement is None:
        return Origin(narrator_key(narrator) if narrator else None, narrator, True, frozenset())
    keys = laid.identities.actors
    relay = set()
    at: Statement | None = statements.get(claim.statement.within or "")
    for _ in range(12):
        if at is None:
            break
        if at.speaker and (document, at.speaker) in keys:
            relay.add(keys[document, at.speaker])
        at = statements.get(at.within or "")
    speaker = claim.statement.speaker
    if speaker is None or (document, speaker) not in keys:
        return Origin(None, None, False, frozenset(relay))
    key = keys[document, speaker]
    name = laid.identities.names.get(key)
    actor = actors.get(speaker)
    if key in laid.identities.named:
        person = actor is not None and actor.type == "PERSON"
        loose = person and not any(map(telling, ties.around(key) - {key}))
        return Origin(key, name, False, frozenset(relay), loose)
    if actor is not None and speaks_for(actor):
        bodies = [b for b in sorted(ties.up.get(key, ())) if b in laid.identities.named] or _named_in(actor.name, named)
        if bodies:
            return Origin(bodies[0], laid.identities.names.get(bodies[0]), False, frozenset(relay))
    return Origin(None, name, False, frozenset(relay | {key}))


def _named_in(phrase: str, bodies: Mapping[str, str]) -> list[str]:
    """The keys of the bodies whose name stands in a phrase ("a Pentagon spokesman"), longest name first."""
    words = plain(phrase).split()[:_PHRASE]
    found: dict[str, None] = {}
    for size in range(len(words) - 1, 0, -1):
        for i in range(len(words) - size + 1):
            key = bodies.get(" ".join(words[i : i + size]))
            if key:
                found[key] = None
    return list(found)


def bodies_by_name(readings: Sequence[Reading], identities: Identities) -> dict[str, str]:
    """Plain names and aliases of named bodies in all reports, where they mean one alone."""
    out: dict[str, str] = {}
    for reading in readings:
        for actor in reading.actors:
            key = identities.actors[reading.document.id, actor.id]
            if actor.type in ("PERSON", "PEOPLE") or key not in identities.named:
                continue
            for name in {plain(n) for n in (actor.name, *actor.aliases)}:
                if len(name) > 1:
                    out[name] = key if out.get(name, key) == key else ""
    return out


def _narrator(reading: Reading) -> str | None:
    """Whose voice the report's own is: the wire service that it credits, else its publisher."""
    return wire_credit(reading.document.text) or reading.document.publisher


def wire_credit(text: str) -> str | None:
    """The agency that a report credits at its head or its tail: "(Meridian) - ", "... contributed to this report"."""
    found = _HEAD.search(text[:_EDGE]) or _TAIL.search(text[-_EDGE:])
    return next(g for g in found.groups() if g).strip() if found else None


def judge(
    a: Claim, b: Claim, origin: Sequence[Origin], ties: Affiliations, copied: bool, shared: bool
) -> tuple[Independence, str]:
    """How the sources of two claims stand to one another, and on what ground.

    ``copied``: their passages are near-duplicates; ``shared``: they have a long run of words in common.
    """
    x, y = origin[a.index], origin[b.index]
    if x.key is not None and x.key == y.key:
        return "same", f"both rest on {x.name}"
    if x.narrator and y.narrator and a.document == b.document:
        return "same", "one report's own voice"
    if x.key is None and y.key is None and x.relay & y.relay and not x.narrator and not y.narrator:
        return "unknown", "both unnamed, told by one source"
    if (x.key is not None and x.key in y.relay) or (y.key is not None and y.key in x.relay):
        return "affiliated", "one passes on what the other says"
    tie = ties.tie(x.key, y.key) if x.key is not None and y.key is not None else None
    if tie:
        return "affiliated", f"{x.name} and {y.name}: {tie}"
    if copied:
        return ("same" if x.narrator and y.narrator else "unknown"), "the passages are near-duplicates"
    if x.key is None or y.key is None:
        return "unknown", "a source is not named"
    if a.document == b.document and x.narrator != y.narrator:
        return "unknown", "the report's own voice may rest on the speaker it quotes"
    if shared:
        return "unknown", "they share a rare run of words"
    if x.loose or y.loose:
        return "unknown", f"no report tells to what body {x.name if x.loose else y.name} belongs"
    return "independent", f"{x.name} and {y.name} are not known to be tied"
