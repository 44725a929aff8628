"""Actors: one for each distinct name among the sources of a document, with its mentions, and a speaker for each source.

A person is joined with later mentions by surname or title ("Talal Silo", "Silo", "Gen Silo"), a body with its acronym
where the text defines it ("Syrian Democratic Forces (SDF)"). "I" in a nested statement is the outer speaker; "he" and
"she" are the last person who spoke under a name. Other pronouns and roles name nobody yet and stay unresolved.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from according.ledger import Actor, ActorType, Attribution, Span, make_id, words_of
from according.resolve.names import capitalised_runs, head_phrase, initials, is_pronoun, person_name, plain

_DEFINED = re.compile(r"\(([A-Z][A-Za-z-]{1,9})\)")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_MOST_MENTIONS = 500


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


def resolve_speakers(document_id: str, text: str, statements: Sequence[Attribution]) -> Resolved:
    """Actors and speakers of ``statements``. Actors are listed by their first mention."""
    acronyms = _acronyms(text)
    drafts: dict[str, _Draft] = {}
    full_names = _FullNames(text)
    keys: list[str | None] = []
    for s in statements:
        keys.append(_named(s, text, drafts, full_names, acronyms) if s.source else None)
    keys = _pronouns(statements, text, keys, drafts)
    actors, ids = [], {}
    for key, draft in drafts.items():
        mentions = _mentions(draft, text)
        type_: ActorType = draft.types.most_common(1)[0][0]
        if draft.person:
            type_ = "PERSON"
        ids[key] = make_id("a", document_id, draft.name, type_)
        aliases = tuple(sorted(draft.forms - {draft.name}))
        actors.append(Actor(ids[key], draft.name, type_, mentions, aliases))
    actors.sort(key=lambda a: (a.mentions[0], a.id))
    return Resolved(tuple(actors), tuple(ids[k] if k else None for k in keys))


def _named(
    s: Attribution, text: str, drafts: dict[str, _Draft], full: "_FullNames", acronyms: dict[str, str]
) -> str | None:
    """The key of the actor whom a source names, made where it is new; None for a pronoun."""
    begin, end = s.source[0]
    words = text[begin:end]
    if is_pronoun(words):
        return None
    named = person_name(words) if s.speaker_type == "PERSON" else None
    if named:
        form = words[named[0] : named[1]]
        name, person = full.of(form), True
        span = (begin + named[0], begin + named[1])
    else:
        form = _ARTICLE.sub("", head_phrase(words))
        name, person = acronyms.get(form, form), False
        runs = capitalised_runs(form)
        unnamed = not runs or s.speaker_type in ("PERSON", "PEOPLE")
        if unnamed:
            name = head_phrase(words)
        span = (begin, begin + len(words.rstrip(" ,")))
    if person:
        # A surname alone joins the one person who bears it.
        bearers = [k for k, d in drafts.items() if d.person and plain(d.name).split()[-1:] == plain(form).split()[-1:]]
        fitting = [k for k in bearers if _compatible(plain(drafts[k].name), plain(name))]
        key = fitting[0] if len(fitting) == 1 else "person " + plain(name)
    else:
        key = "other " + plain(name)
    draft = drafts.setdefault(key, _Draft(name, person))
    if person and len(plain(name)) > len(plain(draft.name)):
        draft.name = name
    draft.forms |= {form, name}
    if not person:
        draft.forms |= {a for a, n in acronyms.items() if n == name}
    draft.types[s.speaker_type] += 1
    draft.sources.append(span)
    return key


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
    statements: Sequence[Attribution], text: str, keys: list[str | None], drafts: dict[str, _Draft]
) -> list[str | None]:
    out = list(keys)
    order = sorted(range(len(statements)), key=lambda i: (statements[i].source or statements[i].content)[0])
    last: str | None = None
    for i in order:
        s = statements[i]
        word = plain(words_of(s.source, text)) if s.source else ""
        if word in ("i", "my", "me") and s.within is not None:
            out[i] = out[s.within]
        elif word in ("he", "she") and last:
            out[i] = last
        key = keys[i]
        if key and drafts[key].person:
            last = key
    return out


def _mentions(draft: _Draft, text: str) -> tuple[Span, ...]:
    """Where the actor's name stands in the text, in any of its forms; the longest form wins where several overlap."""
    forms = set(draft.forms)
    if draft.person:
        forms.add(draft.name.split()[-1])
    named = sorted((f for f in forms if capitalised_runs(f)), key=len, reverse=True)
    spans = list(draft.sources)
    if named:
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(f) for f in named) + r")(?!\w)")
        for count, m in enumerate(pattern.finditer(text)):
            if count == _MOST_MENTIONS:
                break
            spans.append(m.span())
    spans.sort(key=lambda s: (s[0], -s[1]))
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)
