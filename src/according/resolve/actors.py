"""Actors: one for each distinct name among the sources of a document, with its mentions, and a speaker for each source.

A person is joined with later mentions by surname or title ("Talal Silo", "Silo", "Gen Silo"), a body with its acronym
where the text defines it ("Syrian Democratic Forces (SDF)"). In a nested statement "I", "he", "they" and the like are
the outer speaker where its type fits; elsewhere "he" and "she" are the last single person who spoke. Other pronouns
name nobody yet and stay unresolved, and an unnamed speaker ("a Turkish official") is an actor of that name.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from according.ledger import Actor, ActorType, Attribution, Span, make_id, words_of
from according.resolve.names import (
    capitalised_runs,
    head_phrase,
    initials,
    is_pronoun,
    names_several,
    person_name,
    plain,
    tells_role,
)

_DEFINED = re.compile(r"\(([A-Z][A-Za-z-]{1,9})\)")
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_MOST_MENTIONS = 500
_PLURAL = re.compile(r"^(?:two|three|four|five|several|some|many|most|all|both|other|others)\b| and |s$", re.IGNORECASE)
_GROUPS: frozenset[ActorType] = frozenset({"ARMED_GROUP", "STATE", "ORG"})
_OUTER: dict[str, frozenset[ActorType]] = {
    "i": frozenset({"PERSON"}), "my": frozenset({"PERSON"}), "he": frozenset({"PERSON"}), "she": frozenset({"PERSON"}),
    "it": _GROUPS, "its": _GROUPS, "they": _GROUPS | {"PEOPLE"}, "we": _GROUPS | {"PEOPLE"},
}  # fmt: skip
"""Pronouns that, in a nested statement, mean the speaker of the outer one, if that is of one of these types."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors of a document, and for each attribution the id of its speaker (None: unknown)."""

    actors: tuple[Actor, ...]
    speakers: tuple[str | None, ...]


@dataclass(slots=True)
class _Draft:
    name: str
    person: bool
    forms: set[str] = field(default_factory=set)
    types: Counter[ActorType] = field(default_factory=Counter)
    sources: list[Span] = field(default_factory=list)

    @property
    def type(self) -> ActorType:
        """The type most often given to its sources."""
        return "PERSON" if self.person else self.types.most_common(1)[0][0]

    @property
    def plural(self) -> bool:
        """Whether the name is that of several ("two residents")."""
        return not self.person and not tells_role(self.name) and bool(_PLURAL.search(self.name))


def resolve_speakers(document_id: str, text: str, statements: Sequence[Attribution]) -> Resolved:
    """Actors and speakers of ``statements``, whatever their order. Actors are listed by their first mention."""
    acronyms = _acronyms(text)
    full_names = _FullNames(text)
    order = _reading_order(statements)
    called = {i: made for i in order if (made := _called(statements[i], text, full_names, acronyms))}
    fullest = _fullest({plain(c.name) for c in called.values() if c.person})
    short: dict[str, set[str]] = {}
    for acronym, name in acronyms.items():
        short.setdefault(name, set()).add(acronym)
    drafts: dict[str, _Draft] = {}
    keys: list[str | None] = [None] * len(statements)
    for i, c in called.items():
        type_, called_plain = _type(statements[i], text), plain(c.name)
        person = c.person or (type_ == "PERSON" and called_plain in fullest)
        key = "person " + fullest[called_plain] if person else "other " + called_plain
        draft = drafts.setdefault(key, _Draft(c.name, person))
        if person and len(called_plain) > len(plain(draft.name)):
            draft.name = c.name
        draft.forms |= {c.form, c.name}
        if not person:
            draft.forms |= short.get(c.name, set())
        draft.types[type_] += 1
        draft.sources.append(c.span)
        keys[i] = key
    keys = _pronouns(statements, order, text, keys, drafts)
    mentions = _mentions(drafts, text)
    actors, ids = [], {}
    for key, draft in drafts.items():
        ids[key] = make_id("a", document_id, draft.name, draft.type)
        aliases = tuple(sorted(draft.forms - {draft.name}))
        actors.append(Actor(ids[key], draft.name, draft.type, mentions[key], aliases))
    actors.sort(key=lambda a: (a.mentions[0], a.id))
    return Resolved(tuple(actors), tuple(ids[k] if k else None for k in keys))


def _reading_order(statements: Sequence[Attribution]) -> list[int]:
    """Indexes of the statements as a reader meets their sources."""

    def place(i: int) -> tuple[object, ...]:
        s = statements[i]
        return (s.source or s.content)[0], s.cue, s.content, s.speaker_type

    return sorted(range(len(statements)), key=place)


@dataclass(frozen=True, slots=True)
class _Called:
    """What a source calls its speaker: ``form`` as it stands there, ``name`` as it stands for, ``span`` where."""

    form: str
    name: str
    person: bool
    span: Span


def _type(s: Attribution, text: str) -> ActorType:
    """The type of a statement's speaker: a person where the source tells an office, else what the model says."""
    return "PERSON" if s.source and tells_role(text[slice(*s.source[0])]) else s.speaker_type


def _called(s: Attribution, text: str, full: "_FullNames", acronyms: dict[str, str]) -> _Called | None:
    """What a source calls its speaker; None for a pronoun, or where there is no source."""
    if not s.source:
        return None
    begin, end = s.source[0]
    words = text[begin:end]
    if is_pronoun(words) or not plain(words):
        return None
    if names_several(words):
        return _Called(words, words, False, (begin, end))
    named = person_name(words) if _type(s, text) == "PERSON" else None
    if named:
        form = words[named[0] : named[1]]
        return _Called(form, full.of(form), True, (begin + named[0], begin + named[1]))
    form = _ARTICLE.sub("", head_phrase(words))
    name = acronyms.get(form, form)
    unnamed = not capitalised_runs(form) or _type(s, text) in ("PERSON", "PEOPLE")
    if unnamed:
        name = head_phrase(words)
    return _Called(form, name, False, (begin, begin + len(words.rstrip(" ,"))))


def _fullest(names: set[str]) -> dict[str, str]:
    """For each plain name of a person the fullest one with the same surname and all its words.

    Where several fit ("marro" for "ilse marro" and for "jan marro") a name stays by itself.
    """
    by_surname: dict[str, list[str]] = {}
    for name in sorted(names):
        by_surname.setdefault(name.rpartition(" ")[2], []).append(name)
    out = {}
    for bearers in by_surname.values():
        words = {name: frozenset(name.split()) for name in bearers}
        full = [name for name in bearers if not any(words[name] < other for other in words.values())]
        for name in bearers:
            fitting = [f for f in full if words[name] <= words[f]]
            out[name] = fitting[0] if len({words[f] for f in fitting}) == 1 else name
    return out


def _compatible(one: str, other: str) -> bool:
    """Whether two plain names with the same surname may be one person: one's words are all in the other's."""
    a, b = set(one.split()), set(other.split())
    return a <= b or b <= a


class _FullNames:
    """Full names of persons, looked up by surname in the whole text ("Talal Silo" for "Silo")."""

    def __init__(self, text: str) -> None:
        self.by_last: dict[str, Counter[str]] = {}
        for begin, end in capitalised_runs(text):
            name = text[begin:end]
            name = name[:-2] if name.endswith(("’s", "'s")) else name
            words = plain(name).split()
            if 2 <= len(words) <= 5:
                self.by_last.setdefault(words[-1], Counter())[name] += 1

    def of(self, form: str) -> str:
        """The fullest name that ends like ``form``; ``form`` itself where it is full, or no one name stands out."""
        words = plain(form).split()
        if len(words) != 1:
            return form
        names = self.by_last.get(words[0])
        if not names:
            return form
        distinct = {plain(n) for n in names}
        longest = max(names, key=lambda n: (names[n], len(n)))
        return longest if all(_compatible(d, plain(longest)) for d in distinct) else form


def _acronyms(text: str) -> dict[str, str]:
    """Acronyms that the text defines in brackets after the name they stand for: {"SDF": "Syrian Democratic Forces"}."""
    out: dict[str, str] = {}
    for m in _DEFINED.finditer(text):
        acronym = m.group(1)
        before = text[max(0, m.start() - 120) : m.start()].rstrip()
        words = before.split(" ")
        for n in range(2, min(len(words), 9) + 1):
            name = " ".join(words[-n:])
            if name[:1].isupper() and initials(name) == acronym.upper().replace("-", ""):
                out.setdefault(acronym, _ARTICLE.sub("", name))
                break
    return out


def _pronouns(
    statements: Sequence[Attribution],
    order: Sequence[int],
    text: str,
    keys: list[str | None],
    drafts: dict[str, _Draft],
) -> list[str | None]:
    """Keys with those of pronouns filled in where the rules named above allow."""
    out = list(keys)
    person: str | None = None
    for i in order:
        s = statements[i]
        word = words_of(s.source, text).casefold() if s.source else ""
        outer = out[s.within] if s.within is not None else None
        if word in _OUTER and outer and drafts[outer].type in _OUTER[word]:
            out[i] = outer
        elif word in ("he", "she"):
            out[i] = person
        key = out[i]
        if key and drafts[key].type == "PERSON" and not drafts[key].plural:
            person = key
    return out


def _mentions(drafts: dict[str, _Draft], text: str) -> dict[str, tuple[Span, ...]]:
    """For each draft where its name stands in the text, in any of its forms; the longest wins where several overlap.

    Persons are looked for together, so that "Marro" in "Jan Marro" is no mention of Ilse Marro. One walk over the text
    finds all: the cost is linear.
    """
    surnames = Counter(plain(d.name).rpartition(" ")[2] for d in drafts.values() if d.person)
    by_word: dict[str, list[tuple[str, str, int]]] = {}
    for key, draft in drafts.items():
        forms = set(draft.forms)
        if draft.person and surnames[plain(draft.name).rpartition(" ")[2]] == 1:
            forms.add(draft.name.split()[-1])
        for form in forms:
            first = _WORD.search(form)
            if first and capitalised_runs(form):
                by_word.setdefault(first.group(), []).append((form, key, first.start()))
    for known in by_word.values():
        known.sort(key=lambda f: (-len(f[0]), f))
    spans = {key: list(draft.sources) for key, draft in drafts.items()}
    counts: Counter[str] = Counter()
    free: dict[str, int] = {}
    for word in _WORD.finditer(text):
        for form, key, lead in by_word.get(word.group(), ()):
            begin = word.start() - lead
            end = begin + len(form)
            slot = "person" if drafts[key].person else key
            if begin < free.get(slot, 0) or not text.startswith(form, begin) or _WORD.match(text[end : end + 1]):
                continue
            free[slot] = end
            counts[key] += 1
            if counts[key] <= _MOST_MENTIONS:
                spans[key].append((begin, end))
    return {key: _apart(found) for key, found in spans.items()}


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """``spans`` in order, without those that overlap one before."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)
