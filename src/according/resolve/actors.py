"""Actors: one for each person, group, state or body that a document speaks of, with all its mentions.

Who is called by name is joined by name: a person with later mentions by surname or title ("Talal Silo", "Silo", "Gen
Silo"), a body with its acronym where the text defines it ("Syrian Democratic Forces (SDF)"), names that the actor files
know as names of one actor. What is called otherwise ("he", "the group", "the former spokesman") is whom the model's
links lead to. In a nested statement "I", "he", "they" and the like are the outer speaker where its type fits; elsewhere a
"he" or "she" who speaks is, where no link tells, the last single person who spoke. A pronoun that leads nowhere names
nobody, and an unnamed actor ("a Turkish official") is an actor of that name.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from according.ledger import (
    ACTOR_TYPES,
    Actor,
    ActorType,
    Attribution,
    FoundLink,
    FoundMention,
    Span,
    make_id,
    words_of,
)
from according.resolve.known import KnownActors
from according.resolve.name_forms import (
    ARTICLE,
    FullNames,
    NameForms,
    acronyms_of,
    apart,
    fullest_names,
    places_of,
)
from according.resolve.names import (
    capitalised_runs,
    head_phrase,
    is_pronoun,
    names_several,
    person_name,
    plain,
    tells_role,
)

LEAST_LINK = 0.5
"""The probability from which a link joins a phrase or pronoun with what came before."""
_PLURAL = re.compile(r"^(?:two|three|four|five|several|some|many|most|all|both|other|others)\b| and |s$", re.IGNORECASE)
_GROUPS: frozenset[ActorType] = frozenset({"ARMED_GROUP", "STATE", "ORG"})
_OUTER: dict[str, frozenset[ActorType]] = {
    "i": frozenset({"PERSON"}), "my": frozenset({"PERSON"}), "he": frozenset({"PERSON"}), "she": frozenset({"PERSON"}),
    "it": _GROUPS, "its": _GROUPS, "they": _GROUPS | {"PEOPLE"}, "we": _GROUPS | {"PEOPLE"},
}  # fmt: skip
"""Pronouns that, in a nested statement, mean the speaker of the outer one, if that is of one of these types."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors of a document; for each attribution the id of its speaker, and for each mention the id of its actor.

    None stands for unknown, and for mentions of what is no actor.
    """

    actors: tuple[Actor, ...]
    speakers: tuple[str | None, ...]
    refs: tuple[str | None, ...]


@dataclass(slots=True)
class _Draft:
    name: str
    person: bool
    forms: set[str] = field(default_factory=set)
    types: Counter[ActorType] = field(default_factory=Counter)
    spans: list[Span] = field(default_factory=list)
    known: str | None = None

    @property
    def type(self) -> ActorType:
        """The type most often given to its mentions."""
        return "PERSON" if self.person else self.types.most_common(1)[0][0]

    @property
    def plural(self) -> bool:
        """Whether the name is that of several ("two residents")."""
        return not self.person and not tells_role(self.name) and bool(_PLURAL.search(self.name))


@dataclass(frozen=True, slots=True)
class _Called:
    """What words call somebody: ``form`` as it stands there, ``name`` as it stands for, ``span`` where."""

    form: str
    name: str
    person: bool
    named: bool
    type: ActorType
    span: Span


class _Names:
    """How one document names its actors."""

    def __init__(self, text: str, known: KnownActors) -> None:
        self.text, self.known = text, known
        self.acronyms, self.full = acronyms_of(text), FullNames(text)
        self.short: dict[str, set[str]] = {}
        for acronym, name in self.acronyms.items():
            self.short.setdefault(name, set()).add(acronym)

    def called(self, span: Span, type_: ActorType) -> _Called | None:
        """What the words call somebody; None for a pronoun or nothing."""
        begin, end = span
        words = self.text[begin:end]
        if is_pronoun(words) or not plain(words):
            return None
        if names_several(words):
            return _Called(words, words, False, True, type_, span)
        if tells_role(words):  # an office tells one person
            type_ = "PERSON"
        found = person_name(words) if type_ == "PERSON" else None
        if found:
            form = words[found[0] : found[1]]
            return _Called(form, self.full.of(form), True, True, type_, (begin + found[0], begin + found[1]))
        form = ARTICLE.sub("", head_phrase(words)).removesuffix("’s").removesuffix("'s")
        named = bool(capitalised_runs(form)) and type_ not in ("PERSON", "PEOPLE")
        name = self.acronyms.get(form, form) if named else head_phrase(words)
        return _Called(form, name, False, named, type_, (begin, begin + len(words.rstrip(" ,"))))


def resolve_actors(
    document_id: str,
    text: str,
    statements: Sequence[Attribution],
    mentions: Sequence[FoundMention] = (),
    links: Sequence[FoundLink] = (),
    known: KnownActors | None = None,
) -> Resolved:
    """Actors and speakers of ``statements``, whatever their order, and the actors that ``mentions`` mean.

    Actors are listed by their first mention; ``known`` are names that mean one actor everywhere.
    """
    names = _Names(text, known or KnownActors())
    order = _reading_order(statements)
    sources = {i: c for i in order if statements[i].source
               and (c := names.called(statements[i].source[0], statements[i].speaker_type))}  # fmt: skip
    called = {k: c for k, m in enumerate(mentions) if m.type in ACTOR_TYPES and (c := names.called(m.span, m.type))}
    fullest = fullest_names({plain(c.name) for c in (*sources.values(), *called.values()) if c.person})
    drafts: dict[str, _Draft] = {}
    at_source = {c.span: i for i, c in sources.items()}
    keys: list[str | None] = [None] * len(statements)
    for i, c in sources.items():
        keys[i] = _join(c, drafts, fullest, names)
    refs: list[str | None] = [None] * len(mentions)
    for k, c in called.items():
        if c.span in at_source:
            refs[k] = keys[at_source[c.span]]
        elif c.named:
            refs[k] = _join(c, drafts, fullest, names)
    _follow(refs, mentions, links, called, drafts, fullest, names)
    for k, m in enumerate(mentions):  # "Turkish" tells whose, and is no mention of the state
        if m.type == "NATIONALITY" and (state := names.known.find(text[slice(*m.span)], "STATE")):
            refs[k] = f"known {state}" if f"known {state}" in drafts else None
    keys = _speakers(statements, order, text, keys, refs, mentions, sources, drafts)
    for k, key in enumerate(refs):
        if key and mentions[k].type != "NATIONALITY":
            drafts[key].spans.append(called[k].span if k in called else mentions[k].span)
    found = places_of([NameForms(key, d.name, d.person, frozenset(d.forms)) for key, d in drafts.items()], text)
    used = set(keys) | set(refs)
    actors, ids = [], {}
    for key, draft in drafts.items():
        if key not in used:
            continue
        ids[key] = make_id("a", document_id, draft.name, draft.type)
        aliases = tuple(sorted(draft.forms - {draft.name}))
        spans = apart(draft.spans + found.get(key, []))
        known_links = names.known.links(draft.known) if draft.known else {}
        actors.append(Actor(ids[key], draft.name, draft.type, spans, aliases, known_links))
    actors.sort(key=lambda a: (a.mentions[0], a.id))
    speakers, meant = (tuple(ids[k] if k else None for k in found) for found in (keys, refs))
    return Resolved(tuple(actors), speakers, meant)


def _reading_order(statements: Sequence[Attribution]) -> list[int]:
    """Indexes of the statements as a reader meets their sources."""

    def place(i: int) -> tuple[object, ...]:
        s = statements[i]
        return (s.source or s.content)[0], s.cue, s.content, s.speaker_type

    return sorted(range(len(statements)), key=place)


def _join(c: _Called, drafts: dict[str, _Draft], fullest: dict[str, str], names: _Names) -> str:
    """The key of the actor so called, whose draft is made or added to."""
    called = plain(c.name)
    person = c.person or (c.type == "PERSON" and called in fullest)
    known = None if person else names.known.find(c.form, c.type)
    key = "person " + fullest[called] if person else f"known {known}" if known else "other " + called
    draft = drafts.setdefault(key, _Draft(c.name, person, known=known))
    if person and len(called) > len(plain(draft.name)):
        draft.name = c.name
    draft.forms |= {c.form, c.name}
    if not person:
        draft.forms |= names.short.get(c.name, set())
    draft.types[c.type] += 1
    draft.spans.append(c.span)
    return key


def _follow(
    refs: list[str | None],
    mentions: Sequence[FoundMention],
    links: Sequence[FoundLink],
    called: dict[int, _Called],
    drafts: dict[str, _Draft],
    fullest: dict[str, str],
    names: _Names,
) -> None:
    """Give phrases and pronouns the key of whom they are linked with, and phrases linked with nobody one of their own.

    A pronoun that leads to nobody before it ("In his speech, Wade") is whom the next mention that leads to it means.
    """
    before = {link.later: link.earlier for link in links if link.probability >= LEAST_LINK}
    order = [k for k in sorted(range(len(mentions)), key=lambda k: mentions[k].span) if mentions[k].type in ACTOR_TYPES]

    def take(k: int, key: str | None) -> None:
        if refs[k] is None and key and _agree(mentions[k], drafts[key]):
            refs[k] = key

    for k in order:
        take(k, refs[before[k]] if k in before else None)
        if refs[k] is None and k in called:
            refs[k] = _join(called[k], drafts, fullest, names)
    for k in reversed(order):
        if k in before and before[k] not in called and mentions[before[k]].type in ACTOR_TYPES:
            take(before[k], refs[k])
    for k in order:
        take(k, refs[before[k]] if k in before else None)


def _agree(mention: FoundMention, draft: _Draft) -> bool:
    """Whether a mention may be of an actor by its type: a person is no body, everything else may be."""
    return (mention.type == "PERSON") == (draft.type == "PERSON")


def _speakers(
    statements: Sequence[Attribution],
    order: Sequence[int],
    text: str,
    keys: list[str | None],
    refs: Sequence[str | None],
    mentions: Sequence[FoundMention],
    sources: dict[int, _Called],
    drafts: dict[str, _Draft],
) -> list[str | None]:
    """Keys with those of pronouns filled in, and those of phrases where a link tells whom they mean."""
    by_begin: dict[int, list[int]] = {}
    for k, m in enumerate(mentions):
        by_begin.setdefault(m.span[0], []).append(k)
    out = list(keys)
    person: str | None = None
    for i in order:
        s = statements[i]
        if not s.source:
            continue
        word = words_of(s.source, text).casefold()
        outer = out[s.within] if s.within is not None else None
        begin, end = s.source[0]
        inside = [k for k in by_begin.get(begin, ()) if mentions[k].span[1] <= end and refs[k]]
        linked = refs[max(inside, key=lambda k: mentions[k].span[1])] if inside else None
        if word in _OUTER and outer and drafts[outer].type in _OUTER[word]:
            out[i] = outer
        elif i not in sources:
            out[i] = linked or (person if word in ("he", "she") else None)
        elif linked and not sources[i].named and not sources[i].person:
            out[i] = linked
        key = out[i]
        if key and drafts[key].type == "PERSON" and not drafts[key].plural:
            person = key
    return out
