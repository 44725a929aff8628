"""Whether a name is a person's: asked once for a whole document, since mentions of one name are typed one by one.

"Marro" may look like a state where it stands first and like a person later. What it is typed as most often, and whom "he"
and "she" lead to, decides for all of its mentions, and for those who speak under that name.
"""

from collections.abc import Iterator
from dataclasses import replace

from according.ledger import ACTOR_TYPES, ActorType, Findings, packed
from according.resolve.known import KnownActors
from according.resolve.names import capitalised_runs, head_phrase, is_pronoun, names_several, person_name, plain

_GENDERED = frozenset("he him his himself she her hers herself".split())
_LEAST_LINK = 0.5
_MOST = 200_000
"""Names that are counted; a register of more is no report."""
Votes = dict[str, dict[ActorType, int]]


def with_sure_persons(text: str, findings: Findings, known: KnownActors) -> Findings:
    """``findings`` with each name, unless it is ``known``, a person's in all of its mentions or in none."""
    decided = _decided(text, findings, known)

    def settled(words: str, type_: ActorType) -> ActorType:
        if type_ == "PERSON" and names_several(words):
            return "PEOPLE"
        return decided.get(_name_of(words, type_) or "", type_)

    mentions = (
        replace(m, type=settled(text[slice(*m.span)], m.type)) if m.type in ACTOR_TYPES else m
        for m in findings.mentions
    )
    statements = (
        replace(s, speaker_type=settled(text[slice(*s.source[0])], s.speaker_type)) if len(s.source) == 1 else s
        for s in findings.statements
    )
    return replace(findings, mentions=packed(mentions), statements=packed(statements))


def _decided(text: str, findings: Findings, known: KnownActors) -> dict[str, ActorType]:
    """Names that are typed both ways, or that are led to as a person, with the type they are to have."""
    votes: Votes = {}
    for name, type_ in _votes(text, findings):
        if name in votes or len(votes) < _MOST:
            of_name = votes.setdefault(name, {})
            of_name[type_] = of_name.get(type_, 0) + 1
    out: dict[str, ActorType] = {}
    for name, counts in votes.items():
        if len(counts) < 2 or "PERSON" not in counts or known.strong.get(name):
            continue
        persons = counts.pop("PERSON")
        out[name] = "PERSON" if persons >= sum(counts.values()) else max(counts, key=counts.__getitem__)
    return out


def _votes(text: str, findings: Findings) -> Iterator[tuple[str, ActorType]]:
    """Each name with a type that speaks for it; a surname also where a full name is a person's."""
    mentions = findings.mentions
    for s in findings.statements:
        if len(s.source) == 1 and (name := _name_of(text[slice(*s.source[0])], s.speaker_type)):
            yield name, s.speaker_type
    for m in mentions:
        if m.type not in ACTOR_TYPES:
            continue
        name = _name_of(text[slice(*m.span)], m.type)
        if name:
            yield name, m.type
            surname = name.rpartition(" ")[2]
            if m.type == "PERSON" and surname != name:
                yield surname, "PERSON"
    before = {link.later: link.earlier for link in findings.links if link.probability >= _LEAST_LINK}
    for later in before:
        if text[slice(*mentions[later].span)].casefold() in _GENDERED:
            earlier = mentions[before[later]]
            if earlier.type in ACTOR_TYPES and (name := _name_of(text[slice(*earlier.span)], earlier.type)):
                yield name, "PERSON"


def _name_of(words: str, type_: ActorType) -> str | None:
    """The name, as names are compared, that words consist of; of a person's without titles. None where they say more."""
    if is_pronoun(words):
        return None
    if type_ == "PERSON":
        found = person_name(words)
        return plain(words[slice(*found)]) if found else None
    words = head_phrase(words)
    runs, name = capitalised_runs(words), plain(words)
    return name if len(runs) == 1 and plain(words[slice(*runs[0])]) == name else None
