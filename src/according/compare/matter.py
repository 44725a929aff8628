"""What a statement is about, as weighted terms: stems, groups of near-synonyms, and the actors it names.

Similarity of words only proposes which statements are about the same matter; what they say of it is compared cell by
cell in :mod:`according.compare.cells`.
"""

import math
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np

from according.compare.lexicon import CLAIM_WORDS, CONCEPTS, CONTRASTS, NEGATIONS, POINTERS, STOPWORDS
from according.ledger.records import Actor, Count, Event, Statement
from according.ledger.sequences import Packed
from according.ledger.spans import Span, Spans

_EMPTY: frozenset[str] = frozenset()
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SENTENCE = re.compile(r"[.!?][\"”’')\]]*\s+|\n[ \t]*\n")
_MOST_WORDS, _MOST_TERMS = 1600, 400  # of one statement; a longer content is a document, not a claim
_POINTING = 7  # words of a content that may only point at another's
_LEAD = 60  # code points before a statement in which a word of contrast may stand
_HELD = 1024  # matters that are not packed: each takes 5 kB
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
    the words of contrast just before it, ``kin`` the stems of its speaker's name, ``voices`` the speakers of the statements within it,
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


@lru_cache(maxsize=50_000)
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
) -> Sequence[Matter]:
    """Each statement with its terms, in the order of the text. Linear in the text and in the words of the statements."""
    order = in_order(statements)
    sentences, frequency = _sentences(text)
    names = {a.id: a.name for a in actors}
    ids = list(names)
    number_of = {id_: k for k, id_ in enumerate(ids)}
    named = _Placed((span, number_of[a.id]) for a in actors for span in a.mentions)
    counted = _Placed((c.span[0], k) for k, c in enumerate(counts) if c.span)
    voices: dict[str, set[str]] = {}
    heard: Counter[int] = Counter()
    for s in statements:
        if s.within is not None and s.speaker is not None:
            voices.setdefault(s.within, set()).add(s.speaker)
        heard.update(set(named.under(s)))
    by_holder: dict[str | None, list[int]] = {}
    for k, event in enumerate(events):
        if event.statement is not None:
            by_holder.setdefault(event.statement, []).append(k)
    out: Packed[Matter] = Packed(held=_HELD)
    for i, s in enumerate(statements[k] for k in order):
        words = words_in(text, s.content)
        spoken_of = dict.fromkeys(named.under(s))
        terms = _terms(words, frequency, len(sentences))
        for k in spoken_of:
            terms["@" + ids[k]] = max(_ACTOR_WEIGHT * _rarity(heard[k], len(statements)), _LEAST_WEIGHT)
        begin = _begin(s)
        name = names.get(s.speaker or "", "")
        out.append(
            Matter(
                index=i,
                statement=s,
                terms=terms,
                norm=math.sqrt(sum(w * w for w in terms.values())) or 1.0,
                total=sum(terms.values()) or 1.0,
                cue=_set(stem(w) for w in words_in(text, s.cue)),
                lead=_set(w for w in words_in(text, ((max(0, begin - _LEAD), begin),)) if w in CONTRASTS),
                kin=_set(stem(w.lower()) for w in name.split() if w[0].isupper()),
                actors=_set(ids[k] for k in spoken_of),
                voices=_set(voices.get(s.id, ())),
                numbers=_set(w.replace(",", "") for w in words if w[0].isdigit()),
                phrases=frozenset(pairwise(map(stem, words[:_MOST_WORDS]))),
                negated=sum(w in NEGATIONS or w.endswith(("n't", "n’t")) for w in words) % 2 == 1,
                points=len(words) <= _POINTING and any(w in POINTERS or stem(w) in CLAIM_WORDS for w in words),
                length=len(words),
                sentence=bisect_right(sentences, begin) - 1,
                counts=tuple(counts[k] for k in counted.under(s)),
                happenings=tuple(_happening(text, events[k]) for k in by_holder.get(s.id, ())),
            )
        )
    return out.settled()


def _set(items: Iterable[str]) -> frozenset[str]:
    """A set; where it is empty, one and the same."""
    return frozenset(items) or _EMPTY


def in_order(statements: Sequence[Statement]) -> list[int]:
    """Indexes of the statements in the order of the text."""
    keys = [(_begin(s), s.id) for s in statements]
    return sorted(range(len(keys)), key=keys.__getitem__)


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


class _Placed:
    """Spans, each with a number, looked up by the statement in whose content they lie: three integers a span."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        cells = array("q", chain.from_iterable((*span, number) for span, number in spans))
        rows = np.frombuffer(cells, dtype=np.int64).reshape(-1, 3) if cells else np.zeros((0, 3), dtype=np.int64)
        rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        self._begins, self._ends, self._numbers = (array("q", rows[:, k].tobytes()) for k in range(3))

    def under(self, s: Statement) -> list[int]:
        """The numbers of the spans that lie in the content of ``s``, piece by piece, in the order of the text."""
        out: list[int] = []
        for begin, end in s.content:
            within = slice(bisect_left(self._begins, begin), bisect_left(self._begins, end))
            out += [k for last, k in zip(self._ends[within], self._numbers[within], strict=True) if last <= end]
        return out
