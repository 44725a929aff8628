"""What a statement is about, as weighted terms: stems, groups of near-synonyms, and the actors it names.

Similarity of words only proposes which statements are about the same matter; what they say of it is compared cell by
cell in :mod:`according.compare.cells`.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from according.compare.lexicon import CLAIM_WORDS, CONCEPTS, NEGATIONS, POINTERS, STOPWORDS
from according.ledger.records import Actor, Count, Event, Statement
from according.ledger.spans import Span, Spans

T = TypeVar("T")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SENTENCE = re.compile(r"[.!?][\"”’')\]]*\s+|\n[ \t]*\n")
_MOST_WORDS, _MOST_TERMS = 1600, 400  # of one statement; a longer content is a document, not a claim
_POINTING = 7  # words of a content that may only point at another's
_LEAD = 60  # code points before a statement in which a word of contrast may stand
_CONCEPT_WEIGHT, _ACTOR_WEIGHT, _LEAST_WEIGHT = 0.7, 0.6, 0.15


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as it is compared: ``words`` are the stems of its trigger."""

    event: Event
    words: frozenset[str]
    initiators: frozenset[str]
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class Matter:
    """One statement as terms. ``terms`` weighs each by its rarity in the text, ``norm`` is their Euclidean length.

    ``index`` is the statement's place in the order of the text, ``sentence`` the number of the sentence it begins in, ``lead``
    the words just before it, ``kin`` the stems of its speaker's name, ``voices`` the speakers of the statements within it,
    ``phrases`` its pairs of stems that follow one another. ``points`` says that it is short and names what it speaks of by
    a pronoun or a word for a claim: "it", "any such thing", "the report".
    """

    index: int
    statement: Statement
    terms: Mapping[str, float]
    norm: float
    total: float
    cue: frozenset[str]
    lead: frozenset[str]
    kin: frozenset[str]
    actors: frozenset[str]
    voices: frozenset[str]
    numbers: frozenset[str]
    phrases: frozenset[tuple[str, str]]
    negated: bool
    points: bool
    length: int
    sentence: int
    counts: tuple[Count, ...]
    happenings: tuple[Happening, ...]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A lower-case word without possessive and inflection, cut to six letters: "withdrawal" and "withdraw" are one."""
    word = word.replace("’", "'").removesuffix("'s")
    if len(word) > 4:
        for ending in ("ies", "ing", "ed", "es", "ly", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
                word = word[: -len(ending)] + ("y" if ending == "ies" else "")
                break
    elif len(word) == 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:6]


def words_in(text: str, spans: Spans) -> list[str]:
    """The lower-case words under ``spans``."""
    return [found.group().lower() for begin, end in spans for found in _WORD.finditer(text, begin, end)]


def words_at(text: str, spans: Spans, wanted: frozenset[str]) -> list[Span]:
    """Where the words stand under ``spans`` whose stem, or whose group of near-synonyms, is wanted."""
    out = []
    for begin, end in spans:
        for found in _WORD.finditer(text, begin, end):
            term = stem(found.group().lower())
            if term in wanted or CONCEPTS.get(term) in wanted:
                out.append(found.span())
    return out


def matters_of(
    text: str,
    statements: Sequence[Statement],
    events: Sequence[Event] = (),
    actors: Sequence[Actor] = (),
    counts: Sequence[Count] = (),
) -> list[Matter]:
    """Each statement with its terms, in the order of the text. Linear in the text and in the words of the statements."""
    statements = sorted(statements, key=lambda s: (_begin(s), s.id))
    sentences, frequency = _sentences(text)
    names = {a.id: a.name for a in actors}
    named = _under(statements, [(span, a.id) for a in actors for span in a.mentions])
    counted = _under(statements, [(c.span[0], c) for c in counts if c.span])
    by_holder: dict[str | None, list[Event]] = {}
    for event in events:
        by_holder.setdefault(event.statement, []).append(event)
    voices: dict[str, set[str]] = {}
    for s in statements:
        if s.within is not None and s.speaker is not None:
            voices.setdefault(s.within, set()).add(s.speaker)
    heard = Counter(actor for ids in named for actor in set(ids))
    out = []
    for i, s in enumerate(statements):
        words = words_in(text, s.content)
        ids = frozenset(named[i])
        terms = _terms(words, frequency, len(sentences))
        for actor in ids:
            rarity = _rarity(heard[actor], len(statements))
            terms["@" + actor] = max(_ACTOR_WEIGHT * rarity, _LEAST_WEIGHT)
        begin = _begin(s)
        name = names.get(s.speaker or "", "")
        out.append(
            Matter(
                index=i,
                statement=s,
                terms=terms,
                norm=math.sqrt(sum(w * w for w in terms.values())) or 1.0,
                total=sum(terms.values()) or 1.0,
                cue=frozenset(stem(w) for w in words_in(text, s.cue)),
                lead=frozenset(words_in(text, ((max(0, begin - _LEAD), begin),))),
                kin=frozenset(stem(w.lower()) for w in name.split() if w[0].isupper()),
                actors=ids,
                voices=frozenset(voices.get(s.id, ())),
                numbers=frozenset(w.replace(",", "") for w in words if w[0].isdigit()),
                phrases=frozenset(pairwise(map(stem, words[:_MOST_WORDS]))),
                negated=sum(w in NEGATIONS or w.endswith(("n't", "n’t")) for w in words) % 2 == 1,
                points=len(words) <= _POINTING and any(w in POINTERS or stem(w) in CLAIM_WORDS for w in words),
                length=len(words),
                sentence=bisect_right(sentences, begin) - 1,
                counts=tuple(counted[i]),
                happenings=tuple(_happening(text, e) for e in by_holder.get(s.id, ())),
            )
        )
    return out


def _rarity(found_in: int, among: int) -> float:
    """The logarithm of the inverse share of sentences (or statements) in which something is found."""
    return math.log((among + 1) / (found_in + 0.5))


def _begin(s: Statement) -> int:
    return min((b for b, _ in (*s.content, *s.cue, *s.source)), default=0)


def _terms(words: Sequence[str], frequency: Mapping[str, int], sentences: int) -> dict[str, float]:
    terms: dict[str, float] = {}
    for word in words[:_MOST_WORDS]:
        if word in STOPWORDS:
            continue
        term = stem(word)
        if term not in terms and len(terms) < _MOST_TERMS:
            terms[term] = max(_rarity(frequency.get(term, 0), sentences), _LEAST_WEIGHT)
            concept = CONCEPTS.get(term)
            if concept and concept not in terms:
                rarity = _rarity(frequency.get(concept, 0), sentences)
                terms[concept] = max(_CONCEPT_WEIGHT * rarity, _LEAST_WEIGHT)
    return terms


def _happening(text: str, event: Event) -> Happening:
    stems = map(stem, words_in(text, event.trigger))
    return Happening(
        event,
        frozenset(CONCEPTS.get(s, s) for s in stems),
        frozenset(event.initiators),
        frozenset(event.recipients),
    )


def _sentences(text: str) -> tuple[list[int], Counter[str]]:
    """Where sentences begin, and in how many of them each term occurs."""
    begins = [0, *(found.end() for found in _SENTENCE.finditer(text))]
    frequency: Counter[str] = Counter()
    for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
        here = {stem(w) for w in words_in(text, ((begin, end),))}
        frequency.update(here)
        frequency.update({CONCEPTS[t] for t in here if t in CONCEPTS})
    return begins, frequency


def _under(statements: Sequence[Statement], placed: list[tuple[Span, T]]) -> list[list[T]]:
    """For each statement, the things whose span lies in its content."""
    placed.sort(key=lambda pair: pair[0])
    begins = [span[0] for span, _ in placed]
    return [
        [
            thing
            for begin, end in s.content
            for (_, last), thing in placed[bisect_left(begins, begin) : bisect_left(begins, end)]
            if last <= end
        ]
        for s in statements
    ]
