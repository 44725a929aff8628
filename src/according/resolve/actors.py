"""Actors: one for each person, group, state or body that a document speaks of, with all its mentions.

Who is called by name is joined by name: a person with later mentions by surname, first name or title ("Talal Silo", "Silo",
"Gen Silo"; which of two Silos, links and their order tell), a body with its acronym where the text defines it ("Syrian Democratic Forces (SDF)"), names that the actor files
know as names of one actor. What is called otherwise ("he", "the group", "the former spokesman") is whom the model's
links lead to. In a nested statement "I", "he", "they" and the like are the outer speaker where its type fits; elsewhere a
"he" or "she" who speaks is, where no link tells, the last single person who spoke. A pronoun that leads nowhere names
nobody, and an unnamed actor ("a Turkish official") is an actor of that name.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise

import numpy as np

from according.ledger import (
    ACTOR_TYPES,
    Actor,
    ActorType,
    Attribution,
    FoundLink,
    FoundMention,
    Packed,
    Span,
    make_id,
    words_of,
)
from according.resolve.known import KnownActors
from according.resolve.name_forms import (
    ARTICLE,
    FullNames,
    NameForms,
    Places,
    acronyms_of,
    apart,
    fullest_names,
    places_of,
)
from according.resolve.names import (
    COURTESY,
    PARTICLES,
    capitalised_runs,
    head_phrase,
    is_pronoun,
    names_several,
    office_of,
    person_name,
    plain,
    tells_role,
)

LEAST_LINK = 0.5
"""The probability from which a link joins a phrase or pronoun with what came before."""
SURE_LINK = 0.9
"""The same where one of both speaks and has no name, since a word put in another's mouth is the worst of errors; and where a
body's name is to tell whom a phrase before it means."""
_CALLS = 20_000
"""So many words that call somebody are remembered: the same few call the same people again and again."""
MOST_ACTORS = 100_000
"""Actors of one document. Books of two million words name some 60,000; a longer register of names is no report."""
_PLURAL = re.compile(r"^(?:two|three|four|five|several|some|many|most|all|both|other|others)\b| and |s$", re.IGNORECASE)
_GROUPS: frozenset[ActorType] = frozenset({"ARMED_GROUP", "STATE", "ORG"})
_OUTER: dict[str, frozenset[ActorType]] = {
    "i": frozenset({"PERSON"}), "my": frozenset({"PERSON"}), "he": frozenset({"PERSON"}), "she": frozenset({"PERSON"}),
    "it": _GROUPS, "its": _GROUPS, "they": _GROUPS | {"PEOPLE"}, "we": _GROUPS | {"PEOPLE"},
}  # fmt: skip
"""Pronouns that, in a nested statement, mean the speaker of the outer one, if that is of one of these types."""
_FIRST = frozenset({"i", "my", "we"})
_TITLED = [
    re.compile(rf"\b(?:{'|'.join(sorted(t.title() for t in titles))})\.? ((?:[a-z]{{2,4}}[- ])?([^\W\d_])[\w’'-]*)")
    for titles in COURTESY
]
"""A last name, and its first letter, after a man's title and after a woman's: "Mr al-Kell"."""
_SIDED = re.compile(
    r"(?:[Tt]he |[Aa]n? )?\w+-(?:backed|led|allied|aligned|supported|sponsored|dominated|controlled|funded|trained|run) (?=[A-Z])"
)
"""What is said of a body before its name: "the US-backed Syrian Democratic Forces"."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The actors of a document; for each attribution the id of its speaker, and for each mention the id of its actor.

    None stands for unknown, and for mentions of what is no actor; ``complete`` says that there were no more than MOST_ACTORS.
    """

    actors: Sequence[Actor]
    speakers: tuple[str | None, ...]
    refs: tuple[str | None, ...]
    complete: bool = True


@dataclass(slots=True)
class _Draft:
    """An actor in the making. A book names tens of thousands, most of them once: hence no sets, which take more."""

    name: str
    person: bool
    forms: tuple[str, ...] = ()
    types: dict[ActorType, int] = field(default_factory=dict)
    spans: Places = field(default_factory=Places)
    known: str | None = None
    fitting: frozenset[str] = frozenset()
    """Of a known actor, the types that it may have."""

    @property
    def type(self) -> ActorType:
        """The type most often given to its mentions."""
        if self.person:
            return "PERSON"
        may_be = [t for t in self.types if t in self.fitting] or [t for t in ACTOR_TYPES if t in self.fitting]
        return max(may_be or self.types, key=lambda t: self.types.get(t, 0))

    @property
    def plural(self) -> bool:
        """Whether the name is that of several ("two residents")."""
        return not self.person and not tells_role(self.name) and bool(_PLURAL.search(self.name))


@dataclass(frozen=True, slots=True)
class _Called:
    """What words call somebody: ``form`` as it stands there, ``name`` as it stands for, ``at`` which of the words."""

    form: str
    name: str
    person: bool
    named: bool
    type: ActorType
    at: Span

    def span(self, begin: int) -> Span:
        """Where it stands, if the words begin there."""
        return begin + self.at[0], begin + self.at[1]


class _Names:
    """How one document names its actors."""

    def __init__(self, text: str, known: KnownActors) -> None:
        self.text, self.known = text, known
        self.acronyms, self.full = acronyms_of(text), FullNames(text, MOST_ACTORS)
        self.short: dict[str, set[str]] = {}
        for acronym, name in self.acronyms.items():
            self.short.setdefault(name, set()).add(acronym)
        self.shorter: dict[str, str] = {}
        """Plain names of bodies with a place ("ministry of defence in aldevar") and the same without."""
        self.refused = False
        """Whether a name found no room among the actors."""
        self._known_calls: dict[tuple[str, ActorType], _Called | None] = {}

    def called(self, span: Span, type_: ActorType) -> _Called | None:
        """What the words call somebody; None for a pronoun or nothing."""
        key = self.text[slice(*span)], type_
        if key not in self._known_calls:
            if len(self._known_calls) >= _CALLS:
                self._known_calls.clear()
            self._known_calls[key] = self._call(*key)
        return self._known_calls[key]

    def _call(self, words: str, type_: ActorType) -> _Called | None:
        if is_pronoun(words) or not plain(words):
            return None
        if names_several(words):
            return _Called(words, words, False, True, type_, (0, len(words)))
        if tells_role(words):  # an office tells one person
            type_ = "PERSON"
        found = person_name(words) if type_ == "PERSON" else None
        if found:
            form = words[found[0] : found[1]]
            return _Called(form, self.full.of(form), True, True, type_, found)
        end, side = len(words.rstrip(" ,")), _SIDED.match(words)
        if side and all(w[0].isupper() for w in words[side.end() :].split()):
            words = words[side.end() :]
        form = ARTICLE.sub("", head_phrase(words)).removesuffix("’s").removesuffix("'s")
        named = bool(capitalised_runs(form)) and type_ not in ("PERSON", "PEOPLE")
        name = self.acronyms.get(form, form) if named else head_phrase(words)
        return _Called(form, name, False, named, type_, (0, end))


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
    sources = {i: c for i in order if (s := statements[i]).source and (c := names.called(s.source[0], s.speaker_type))}
    persons = (plain(c.name) for c in chain(sources.values(), _all_called(mentions, names)) if c.person)
    fullest = fullest_names(_some(persons))
    told = _told(mentions, links, fullest, names)
    fullest = {name: told.get(full, full) for name, full in fullest.items()} | told
    names.shorter = _without_place(mentions, {statements[i].source[0][0]: c for i, c in sources.items()}, names)
    drafts: dict[str, _Draft] = {}
    at_source: dict[Span, int] = {}
    keys: list[str | None] = [None] * len(statements)
    for i, c in sources.items():
        begin = statements[i].source[0][0]
        at_source[c.span(begin)] = i
        keys[i] = _join(c, begin, drafts, fullest, names)
    refs: list[str | None] = [None] * len(mentions)
    unnamed: set[int] = set()  # who speak
    for k, m in enumerate(mentions):
        called = _called(m, names)
        if called is None:
            continue
        begin = m.span[0]
        if called.span(begin) in at_source:
            if called.named or called.person:
                refs[k] = keys[at_source[called.span(begin)]]
            else:
                unnamed.add(k)
        elif called.named:
            refs[k] = _join(called, begin, drafts, fullest, names)
    at_source.clear()
    _follow(refs, mentions, links, unnamed, drafts, fullest, names)
    for k, m in enumerate(mentions):  # "Turkish" tells whose, and is no mention of the state
        if m.type == "NATIONALITY" and (state := names.known.find(text[slice(*m.span)], "STATE")):
            refs[k] = f"known {state}" if f"known {state}" in drafts else None
    keys = _speakers(statements, order, text, keys, refs, mentions, sources, drafts)
    for key, m in zip(refs, mentions, strict=True):
        if key and m.type != "NATIONALITY":
            called = _called(m, names)
            drafts[key].spans.add(*(called.span(m.span[0]) if called else m.span))
    del names.full
    found = places_of([NameForms(key, d.name, d.person, d.forms) for key, d in drafts.items()], text)
    used = set(keys) | set(refs)
    order_of = []
    ids: dict[str, str] = {}
    for key, draft in drafts.items():
        if key in used:
            if draft.known:
                draft.name = _usual_name(draft, chain(draft.spans, found.get(key, ())), text, names.known)
            ids[key] = make_id("a", document_id, draft.name, draft.type)
            first = min(chain(draft.spans, found.get(key, ())), key=lambda s: (s[0], -s[1]))
            order_of.append((first, ids[key], key))
    actors: Packed[Actor] = Packed()
    for _, id_, key in sorted(order_of):
        draft = drafts.pop(key)
        aliases = tuple(sorted(set(draft.forms) - {draft.name}))
        spans = apart(chain(draft.spans, found.pop(key, ())))
        known_links = names.known.links(draft.known) if draft.known else {}
        actors.append(Actor(id_, draft.name, draft.type, spans, aliases, known_links))
    speakers, meant = (tuple(ids[k] if k else None for k in some) for some in (keys, refs))
    return Resolved(actors.settled(), speakers, meant, not names.refused)


def _told(
    mentions: Sequence[FoundMention], links: Sequence[FoundLink], fullest: dict[str, str], names: _Names
) -> dict[str, str]:
    """Plain names of persons with the full name they stand for, where links or the place tell and the words alone do not.

    "Talal" for "Talal Silo"; "Silo" for him too where there is a Jan Silo, if it leads to Talal more often; that he alone
    was named before the first "Silo" counts as much as a link.
    """

    def person(k: int) -> str | None:
        called = _called(mentions[k], names)
        return plain(called.name) if called and called.person else None

    votes: dict[str, Counter[str]] = {}
    named: dict[int, str] = {}
    """By a mention, the name that it or what it leads to has: links come in the order of the text."""
    led: list[tuple[str | None, str | None]] = []
    for link in links:
        if link.probability >= LEAST_LINK:
            own, before = person(link.later), named.get(link.earlier) or person(link.earlier)
            led.append((own, before))
            if name := own or before:
                named[link.later] = name
    begun = ((person(one), person(other)) for one, other in _within(mentions))
    for (a, b), within in chain(((pair, False) for pair in led), ((pair, True) for pair in begun)):
        if a and b and a != b:
            short, long = sorted((a, b), key=len)
            fits = long.startswith(short + " ") or (not within and long.endswith(" " + short))
            if fits and fullest.get(short, short) == short:
                votes.setdefault(short, Counter())[fullest.get(long, long)] += 1
    for short, full in _first_bearers(filter(None, map(person, range(len(mentions)))), fullest):
        votes.setdefault(short, Counter())[full] += 1
    many, (titled, of_two) = _bearers(fullest, votes), _with_titles(names.text)
    out: dict[str, str] = {}
    for short in sorted(votes, key=lambda name: (-len(name), name)):  # a fuller name may itself be short of one
        (full, most), *others = votes[short].most_common(2)
        sure = most > (others[0][1] if others else 0) and most >= (2 if many[short] > 2 else 1)
        last = short.rpartition(" ")[2]
        if sure and last not in of_two and (many[short] < 2 or last not in titled):
            out[short] = out.get(full, full)
    return out


def _bearers(fullest: dict[str, str], shorts: Iterable[str]) -> Counter[str]:
    """How many persons bear each of the short names, first or last."""
    out = Counter(dict.fromkeys(shorts, 0))
    for full in set(fullest.values()):
        words = full.split()
        if len(words) > 1:
            ends = {
                *accumulate(words[:-1], "{} {}".format),
                *accumulate(reversed(words[1:]), lambda some, word: f"{word} {some}"),
            }
            out.update(end for end in ends if end in out)
    return out


def _with_titles(text: str) -> tuple[set[str], set[str]]:
    """Last names that stand after "Mr" or "Mrs" somewhere, and those that stand after both: a couple's, a family's."""
    masculine, feminine = (
        {plain(m[1]).rpartition(" ")[2] for m in title.finditer(text) if m[2].isupper()} for title in _TITLED
    )
    return masculine | feminine, masculine & feminine


def _first_bearers(persons: Iterable[str], fullest: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Surnames of several persons with the full name of the one who alone was named before the surname first stood alone.

    ``persons`` are plain names in the order of the text. Reports go on with the surname of whom they began with.
    """
    bearers: dict[str, set[str]] = {}
    alone: set[str] = set()
    for name in persons:
        words = [w for w in name.split() if w not in PARTICLES]
        if len(words) > 1:
            bearers.setdefault(words[-1], set()).add(fullest.get(name, name))
        elif words and name not in alone and fullest.get(name, name) == name:
            alone.add(name)
            if len(named := bearers.get(words[0], set())) == 1:
                yield name, max(named)


def _within(mentions: Sequence[FoundMention]) -> Iterator[tuple[int, int]]:
    """Pairs of neighbouring mentions of one type that begin with the same word: "Jean Marro" in "Jean Marro Kell"."""
    for k, (one, other) in enumerate(pairwise(mentions)):
        if one.type == other.type and one.span[0] == other.span[0]:
            yield k, k + 1


def _without_place(mentions: Sequence[FoundMention], sources: dict[int, _Called], names: _Names) -> dict[str, str]:
    """Bodies that are named with where they are and, within that, without: not where two of that name are told apart so.

    ``sources`` are those of statements, by where they begin: one may hold more than any mention does.
    """
    longer: dict[str, set[str]] = {}
    nested = ((_called(mentions[k], names), _called(mentions[after], names)) for k, after in _within(mentions))
    spoken = ((_called(m, names), sources.get(m.span[0])) for m in mentions if m.span[0] in sources)
    for one, other in chain(nested, spoken):
        if one and other and one.named and other.named and not (one.person or other.person):
            short, long = sorted((plain(one.name), plain(other.name)), key=len)
            if long.startswith(short + " in ") and not (names.known.strong.get(short) or names.known.strong.get(long)):
                longer.setdefault(short, set()).add(long)
    everyone = chain(_all_called(mentions, names), sources.values()) if longer else ()
    for name in (plain(c.name) for c in everyone):
        if (short := name.partition(" in ")[0]) in longer and short != name:
            longer[short].add(name)
    return {long: short for short, some in longer.items() if len(some) == 1 for long in some}


def _usual_name(draft: _Draft, spans: Iterable[Span], text: str, known: KnownActors) -> str:
    """What a known actor is called: as its file does, if the text does too; else by the name, of those that mean it wherever
    they stand, that the text uses most. A state that is called by none ("Iraqi", "Baghdad") is called as its file does.
    """
    own = known.names.get(draft.known or "", draft.name)
    words = Counter(" ".join(ARTICLE.sub("", text[b:e]).split()) for b, e in set(spans))
    usual = [(form == own, n, form) for form, n in words.items() if known.strong.get(plain(form)) == draft.known]
    return max(usual)[2] if usual else own if draft.fitting == {"STATE"} else draft.name


def _some(names: Iterable[str]) -> set[str]:
    """The first MOST_ACTORS of different names."""
    out: set[str] = set()
    for name in names:
        if len(out) >= MOST_ACTORS:
            break
        out.add(name)
    return out


def _called(mention: FoundMention, names: _Names) -> _Called | None:
    """What a mention calls its actor; None for a pronoun, and for what means no actor."""
    return names.called(mention.span, mention.type) if mention.type in ACTOR_TYPES else None


def _all_called(mentions: Sequence[FoundMention], names: _Names) -> Iterator[_Called]:
    return filter(None, (_called(m, names) for m in mentions))


def _reading_order(statements: Sequence[Attribution]) -> list[int]:
    """Indexes of the statements as a reader meets their sources."""

    def place(i: int) -> tuple[object, ...]:
        s = statements[i]
        return (s.source or s.content)[0], s.cue, s.content, s.speaker_type

    return sorted(range(len(statements)), key=place)


def _join(c: _Called, begin: int, drafts: dict[str, _Draft], fullest: dict[str, str], names: _Names) -> str | None:
    """The key of the actor whom words that begin at ``begin`` so call; its draft is made or added to.

    None where there are too many actors for another.
    """
    called = plain(c.name)
    person = c.person or (c.type == "PERSON" and called in fullest)
    full = fullest.get(called, called) if person else called
    short = person and full != plain(c.form)  # which by itself may mean another
    known = (names.known.find(full, c.type) if person else None) or (
        None if short else names.known.find(c.form, c.type)
    )
    person = person and (known is None or "PERSON" in names.known.types[known])
    called = called if person else names.shorter.get(called, called)
    office = None if person or c.named else office_of(c.name)
    key = (
        f"known {known}"
        if known
        else f"person {full}"
        if person
        else f"office {office}"
        if office
        else f"other {called}"
    )
    if key not in drafts and len(drafts) >= MOST_ACTORS:
        names.refused = True
        return None
    fitting = names.known.types[known] if known else frozenset()
    draft = drafts.setdefault(key, _Draft(c.name, person, known=known, fitting=fitting))
    if person and len(called) > len(plain(draft.name)):
        draft.name = c.name
    forms = {c.form, c.name}
    if not person:
        forms |= names.short.get(c.name, set())
    draft.forms += tuple(sorted(forms.difference(draft.forms)))
    draft.types[c.type] = draft.types.get(c.type, 0) + 1
    draft.spans.add(*c.span(begin))
    return key


def _follow(
    refs: list[str | None],
    mentions: Sequence[FoundMention],
    links: Sequence[FoundLink],
    unnamed: set[int],
    drafts: dict[str, _Draft],
    fullest: dict[str, str],
    names: _Names,
) -> None:
    """Give phrases and pronouns the key of whom they are linked with, and phrases linked with nobody one of their own.

    A pronoun that leads to nobody before it ("In his speech, Wade") is whom the next mention that leads to it means. Mentions
    that are ``unnamed`` speakers are joined with others only where that is sure.
    """

    def words(k: int) -> str:
        return names.text[slice(*mentions[k].span)]

    before, sure = array("q", [-1]) * len(mentions), array("f", [0.0]) * len(mentions)
    after: dict[int, list[int]] = {}
    for link in links:
        speaks = link.later in unnamed or (link.earlier in unnamed and not is_pronoun(words(link.later)))
        if link.probability >= (SURE_LINK if speaks else LEAST_LINK):
            before[link.later], sure[link.later] = link.earlier, link.probability
            after.setdefault(link.earlier, []).append(link.later)
    spans = ((*m.span, k) for k, m in enumerate(mentions) if m.type in ACTOR_TYPES)
    rows = np.fromiter(chain.from_iterable(spans), dtype=np.int64).reshape(-1, 3)
    order = array("q", rows[np.lexsort((rows[:, 1], rows[:, 0])), 2].tobytes())

    def take(k: int, key: str | None) -> bool:
        new = refs[k] is None and key is not None and _agree(words(k), mentions[k], drafts[key], names.known)
        if new:
            refs[k] = key
        return new

    def spread(k: int, key: str) -> None:
        waiting = [k]
        while waiting:
            if (k := waiting.pop()) >= 0 and take(k, key):
                pronoun = is_pronoun(words(k))  # by which a name reaches nobody who speaks
                waiting += (next_ for next_ in (before[k], *after.get(k, ())) if not (pronoun and next_ in unnamed))

    def tells(k: int) -> bool:
        """Whether a name tells whom what it leads to means."""
        if before[k] < 0 or refs[k] is None or names_several(words(k)):
            return False
        return sure[k] >= SURE_LINK or mentions[k].type == "PERSON" or is_pronoun(words(before[k]))

    for k in order:  # a name that leads to a phrase more surely than that leads elsewhere
        if tells(k) and sure[k] > sure[before[k]] and not is_pronoun(words(before[k])):
            take(before[k], refs[k])
    for k in order:
        if before[k] >= 0:
            take(k, refs[before[k]])
    for k in order:  # the first name that leads to what nobody is meant by so far
        if tells(k) and (key := refs[k]):
            spread(before[k], key)
    for k in order:
        if before[k] >= 0:
            take(k, refs[before[k]])
        if refs[k] is None and (called := _called(mentions[k], names)):
            refs[k] = _join(called, mentions[k].span[0], drafts, fullest, names)


def _agree(words: str, mention: FoundMention, draft: _Draft, known: KnownActors) -> bool:
    """Whether a mention may be of an actor by its type: a person is no body, and people are no state but by its name."""
    if mention.type == "PEOPLE" and draft.type == "STATE" and not is_pronoun(words):
        return draft.known is not None and known.find(ARTICLE.sub("", words), "STATE") == draft.known
    return mention.type in ACTOR_TYPES and (mention.type == "PERSON") == (draft.type == "PERSON")


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
    sought = {s.source[0][0] for s in statements if s.source}
    by_begin: dict[int, list[int]] = {}
    for k, m in enumerate(mentions):
        if m.span[0] in sought:
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
        quoted = s.within is not None and statements[s.within].mode == "direct"  # there "he" is somebody else
        if word in _OUTER and outer and drafts[outer].type in _OUTER[word] and (word in _FIRST or not quoted):
            out[i] = outer
        elif i not in sources:
            out[i] = linked or (person if word in ("he", "she") else None)
        elif linked and not sources[i].named and not sources[i].person:
            out[i] = linked
        key = out[i]
        if key and drafts[key].type == "PERSON" and not drafts[key].plural:
            person = key
    return out
