"""Whether a name is a person's: asked once for a whole document, since mentions of one name are typed one by one.

"Marro" may look like a state where it stands first and like a person later. What it is typed as most often, and whom "he"
and "she" lead to, decides for all of its mentions, and for those who speak under that name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from according.ledger import ACTOR_TYPES, ActorType, Findings, Found, FoundMention, MentionType, packed
from according.resolve.actors import LEAST_LINK, MOST_ACTORS
from according.resolve.known import KnownActors
from according.resolve.name_forms import ARTICLE
from according.resolve.names import (
    BODIES,
    COURTESY,
    capitalised_runs,
    head_phrase,
    is_pronoun,
    names_several,
    person_name,
    plain,
)

_GENDERED = frozenset("he him his himself she her hers herself".split())
_OF_STATES_TOO = frozenset("her hers herself".split())
_BEFORE_PERSONS = COURTESY[0] | COURTESY[1] | {"dr"}


def with_sure_persons(text: str, findings: Findings, known: KnownActors) -> Findings:
    """``findings`` with each name, unless it is ``known``, a person's in all of its mentions or in none.

    Who is called "Mr" is a person whatever the rest says; a list of persons is people. What is a person's name here and a
    place's more often ("including Raqqa, the spokesman said") is the place's.
    """
    decided = _decided(text, findings, known)

    def settled(words: str, type_: ActorType) -> MentionType:
        if type_ == "PERSON" and names_several(words):
            return "PEOPLE"
        name = _name_of(words, type_)
        if type_ == "PERSON":  # with a title or more beside the name it stays a person's
            return decided.get(name, type_) if name and name == plain(words) else type_
        title, _, rest = words.partition(" ")
        if (
            title.rstrip(".").casefold() in _BEFORE_PERSONS
            and _may_be_persons(plain(rest), type_)
            and type_ != "PEOPLE"
        ):
            return "PERSON"
        told = decided.get(name, type_) if name and _may_be_persons(name, type_) else type_
        return type_ if told == "PLACE" else told

    def mention(m: FoundMention) -> FoundMention:
        type_ = settled(text[slice(*m.span)], m.type) if m.type in ACTOR_TYPES else m.type
        return m if type_ == m.type else replace(m, type=type_)

    def statement(s: Found) -> Found:
        type_ = settled(text[slice(*s.source[0])], s.speaker_type) if len(s.source) == 1 else s.speaker_type
        return replace(s, speaker_type=type_) if type_ != s.speaker_type and type_ in ACTOR_TYPES else s

    return replace(
        findings,
        mentions=packed(map(mention, findings.mentions)),
        statements=packed(map(statement, findings.statements)),
    )


@dataclass(slots=True)
class _Votes:
    """What speaks for a name: mentions by type, pronouns that lead to it, whether it is the surname of a full name."""

    types: dict[MentionType, int] = field(default_factory=dict)
    pronouns: int = 0
    surname: bool = False


def _decided(text: str, findings: Findings, known: KnownActors) -> dict[str, MentionType]:
    """Names that are typed both ways, or that are led to as a person, with the type they are to have."""
    votes: dict[str, _Votes] = {name: _Votes() for name in _doubtful(text, findings, known)}
    if not votes:
        return {}
    for name, type_ in _typed(text, findings, known):
        if name in votes:
            votes[name].types[type_] = votes[name].types.get(type_, 0) + 1
        if type_ == "PERSON" and (surname := name.rpartition(" ")[2]) != name and surname in votes:
            votes[surname].surname = True
    for name in _led_to(text, findings, known):
        if name in votes:
            votes[name].pronouns += 1
    out: dict[str, MentionType] = {}
    for name, v in votes.items():
        persons, places = v.types.pop("PERSON", 0) + v.surname, v.types.pop("PLACE", 0)
        others = sum(v.types.values())
        if places > persons + v.pronouns:
            out[name] = "PLACE"  # of those that were taken for a person
        elif v.types and persons + v.pronouns:
            enough = persons + v.pronouns >= others if persons else v.pronouns > others
            out[name] = "PERSON" if enough else max(v.types, key=v.types.__getitem__)
    return out


def _doubtful(text: str, findings: Findings, known: KnownActors) -> set[str]:
    """Names that something speaks for as a person's and something as another's: few, so that only these are counted."""
    persons: dict[str, bool] = {}
    out: set[str] = set()
    for name, type_ in _typed(text, findings, known):
        if name not in persons and len(persons) >= MOST_ACTORS:
            continue
        if persons.setdefault(name, type_ == "PERSON") != (type_ == "PERSON"):
            out.add(name)
    out.update(
        surname
        for name, person in persons.items()
        if person and persons.get(surname := name.rpartition(" ")[2]) is False
    )
    return out | {name for name in _led_to(text, findings, known) if persons.get(name) is False}


def _typed(text: str, findings: Findings, known: KnownActors) -> Iterator[tuple[str, MentionType]]:
    """Each name that is not known, with the type of the mention or of the speaker that has it."""
    mentions = (
        (m.span, "PLACE" if m.type == "FACILITY" else m.type)
        for m in findings.mentions
        if m.type in ACTOR_TYPES or m.type in ("PLACE", "FACILITY")
    )
    speakers = ((s.source[0], s.speaker_type) for s in findings.statements if len(s.source) == 1)
    for span, type_ in chain(mentions, speakers):
        if name := _unknown(text[slice(*span)], type_, known):
            yield name, type_


def _led_to(text: str, findings: Findings, known: KnownActors) -> Iterator[str]:
    """The name of each mention that "he" or "she" leads to; a state may be "her"."""
    for link in findings.links:
        earlier = findings.mentions[link.earlier]
        if link.probability < LEAST_LINK or earlier.type not in ACTOR_TYPES:
            continue
        pronoun = text[slice(*findings.mentions[link.later].span)].casefold()
        told = pronoun in _GENDERED and (earlier.type != "STATE" or pronoun not in _OF_STATES_TOO)
        if told and (name := _unknown(text[slice(*earlier.span)], earlier.type, known)):
            yield name


def _unknown(words: str, type_: MentionType, known: KnownActors) -> str | None:
    """The name that words consist of, where a person may bear it and no actor is known by it."""
    name = _name_of(words, type_)
    told = (
        not name
        or ARTICLE.sub("", words) in known.weak
        or bool(known.strong.get(name))
        or not _may_be_persons(name, type_)
    )
    return None if told else name


def _may_be_persons(name: str, type_: MentionType) -> bool:
    """Whether a plain name that is typed so may be a person's: no body's ("Kell Army"), no people's ("Kellans")."""
    return name.rpartition(" ")[2] not in BODIES and (type_ != "PEOPLE" or not (" " in name or name.endswith("s")))


def _name_of(words: str, type_: MentionType) -> str | None:
    """The name, as names are compared, that words consist of; of a person's without titles. None where they say more."""
    if is_pronoun(words):
        return None
    if type_ == "PERSON":
        found = person_name(words)
        return plain(words[slice(*found)]) if found else None
    words = head_phrase(words)
    runs, name = capitalised_runs(words), plain(words)
    return name if len(runs) == 1 and plain(words[slice(*runs[0])]) == name else None
