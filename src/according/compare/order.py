"""Which came first: statements that give the same rank to different places or actors.

"It was the third, after Jarablus and Tabqah" names all that came before; "the first agreement was in Manbij" does not fit
it. Only what is said in so many words counts: a rank, and the names that hold it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from according.compare.lexicon import STOPWORDS
from according.compare.matter import stem
from according.ledger.records import Statement
from according.ledger.spans import Span, Spans

RANKS = {
    word: rank
    for rank, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th"), 1
    )
    for word in words.split()
}
_RANK = "|".join(RANKS)
_NAME = r"(?:[Aa]l-|[Ee]l-)?[A-Z][\w’'-]{1,40}(?: (?:of |al-|el-)?[A-Z][\w’'-]{1,40}){0,3}"
_IS = re.compile(
    rf"\b(?:was|is|were|are|been|be)(?: (not|never|n't))?(?: (?:only|just))?(?: (?:the|its|their))? ({_RANK})\b"
)
_HELD = re.compile(
    rf"\b(?:the|their|its|our|a) ({_RANK}) ((?:[^\s.;:!?]{{1,40}} ){{1,10}}?)"
    rf"(?:was|is|were|took place|came|happened|occurred)(?: (not|never))?(?: (?:in|at|near|on|with))? (?:the )?({_NAME})"
)
_AFTER = re.compile(
    rf"[^.;:!?]{{0,60}}?\b(?:after|following) (?:those (?:in|at|of) )?((?:the )?{_NAME}(?:(?:, and |, | and )(?:the )?{_NAME}){{0,7}})"
)
_SUBJECT = re.compile(rf"({_NAME})[^.;:!?]{{0,20}}$")
_NAMES = re.compile(_NAME)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*(?:\s|$)")
_GOES_ON = re.compile(r"\s{0,3}(?:It|This|That|These|They)\b[^\n]{0,300}?[.!?](?=[\"”’')\]\s]|$)")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday it this that the they he she in on".split()
)
_SUBJECT_REACH, _KIND_REACH = 120, 120
"""Code points before and after a rank in which its holder and its kind are looked for."""
_MOST = 400
"""Ranks told in one report that are compared, pair by pair."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What one statement says of a rank: who holds it, who came before (all of them, in ``before``), of what kind of thing."""

    statement: int
    rank: int
    holds: frozenset[str]
    before: frozenset[str]
    kind: frozenset[str]
    around: frozenset[str]
    words: Span


@dataclass(frozen=True, slots=True)
class OrderConflict:
    """Two statements, by index, ``a`` before ``b``, whose ranks do not fit; ``about`` in words, and where they stand."""

    a: int
    b: int
    about: str
    evidence: Spans


def order_conflicts(text: str, statements: Sequence[Statement]) -> list[OrderConflict]:
    """The pairs of ``statements`` that give one rank to different names, or to one that a full list of the earlier leaves out.

    Both have to speak of one kind of thing. Linear in the text; at most 400 ranks are compared.
    """
    told = [r for i, s in enumerate(statements) for r in _ranked(text, i, s)][:_MOST]
    found: dict[tuple[int, int], OrderConflict] = {}
    for n, one in enumerate(told):
        for other in told[n + 1 :]:
            if one.statement == other.statement or one.words == other.words:
                continue
            if _conflict(one, other) or _conflict(other, one):
                a, b = (one, other) if one.statement < other.statement else (other, one)
                about = f"order: {_shown(text, a)} / {_shown(text, b)}"
                found.setdefault(
                    (a.statement, b.statement), OrderConflict(a.statement, b.statement, about, (a.words, b.words))
                )
    return list(found.values())


def _conflict(a: Ranked, b: Ranked) -> bool:
    """Whether ``b`` gives its rank to a name that ``a`` has no room for."""
    if not b.holds or not b.kind & a.around:
        return False
    if a.before and b.rank < a.rank:
        return b.holds.isdisjoint(a.before | a.holds)
    return bool(a.rank == b.rank and a.holds and a.kind == b.kind and b.holds.isdisjoint(a.holds))


def _ranked(text: str, index: int, statement: Statement) -> Iterator[Ranked]:
    for begin, end in statement.content:
        more = _GOES_ON.match(text, end + 1 if text[end : end + 1] in '."”’' else end)
        last = more.end() if more else end
        told = [r for b, e in _sentences(text, begin, last) for r in _in_sentence(text, index, b, e)]
        around = _stems(text[begin:last]) if told else frozenset()
        yield from (replace(r, around=around) for r in told)


def _sentences(text: str, begin: int, end: int) -> Iterator[Span]:
    at = begin
    for stop in _SENTENCE_END.finditer(text, begin, end):
        yield at, stop.end()
        at = stop.end()
    if at < end:
        yield at, end


def _in_sentence(text: str, index: int, begin: int, end: int) -> Iterator[Ranked]:
    for found in _HELD.finditer(text, begin, end):
        held = _names(found.group(4))
        if held and not found.group(3):
            rank, kind = RANKS[found.group(1)], _stems(found.group(2))
            yield Ranked(index, rank, held, frozenset(), kind, kind, found.span())
    for found in _IS.finditer(text, begin, end):
        if found.group(1):  # "not the third" gives no rank
            continue
        rank, after = RANKS[found.group(2)], _AFTER.match(text, found.end(), end)
        before = _names(after.group(1)) if after else frozenset()
        subject = _SUBJECT.search(text, max(begin, found.start() - _SUBJECT_REACH), found.start())
        holds = _names(subject.group(1)) if subject else frozenset()
        stop = after.start(1) if after else min(end, found.end() + _KIND_REACH)
        kind = _stems(re.split(r"[,.;:!?]", text[found.end() : stop])[0])
        last = after.end(1) if after else found.end()
        if len(before) == rank - 1:  # all that came before are named
            yield Ranked(index, rank, holds, before, kind, kind, (found.start(), last))


def _names(words: str) -> frozenset[str]:
    plain = (re.sub(r"(?:’s|'s)$", "", name.casefold()) for name in _NAMES.findall(words))
    return frozenset(name for name in plain if name not in _CALENDAR)


def _stems(words: str) -> frozenset[str]:
    return frozenset(
        stem(w) for w in re.findall(r"[^\W\d_]{3,}", words.lower()) if w not in STOPWORDS and w not in RANKS
    )


def _shown(text: str, told: Ranked) -> str:
    return " ".join(text[slice(*told.words)].split())
