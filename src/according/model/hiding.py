"""Names hidden: which words are names, told by their form alone, and a window laid out so that nothing else sees them.

What is said and what happened is read without knowing whom the names name: all other words see one and the same sign in
place of any name, as wide as any other, so labels cannot change when names do. The words of names are read beside it,
and pronouns once more: they see each other and the ordinary words; mentions, and who is who, are read off those.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from according.model.pairs import PERSONAL, PRONOUNS
from according.model.words import ATTACHED, LINE, LOWER, MARK, MIXED, PARAGRAPH, SHORTENED, SPACE, TITLE, UPPER, Words

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

START, END, FOR_NAME = 101, 102, 103
"""Pieces of the vocabulary: those around a window, and the sign in place of a name (BERT's mask)."""
PLAIN, SIGN, NAME = range(3)
"""Sorts of pieces: of ordinary words, in place of a name, of the name's own words and of pronouns beside them."""
PLACES = 3
"""How many positions any name takes, whatever its length."""
_COMMON = 12
"""Pieces of a name up to which its length does not count."""
MOST_POSITIONS = 512
"""Positions the encoder knows; what lies beyond shares the last."""

_CALENDAR = (
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
_FUNCTION = (
    "the a an this that these those i we you he she it they me him them his her its their our your my who whom whose which what "
    "when where why how if whether in on at by for from to of with without within after before during since until under over near "
    "against about between into through as than and or but nor so yet not no never none nothing nobody all some any many much most "
    "more few several both each every either neither other another such one two three four five six seven eight nine ten is are "
    "was were be been being am has have had do does did will would can could might must shall should let there here then now "
    "also only even still just again too very once according meanwhile however although though while because despite mr mrs ms sir"
)
_NEVER_NAMES = frozenset(f"{_CALENDAR} {_FUNCTION} {' '.join(SHORTENED)}".lower().split())
"""Words by which no name is told, whatever their capitals."""
_OFFICES = frozenset(
    "president minister general colonel captain major sergeant lieutenant admiral secretary governor mayor senator deputy vice "
    "prime foreign defence defense interior chief commander spokesman spokeswoman spokesperson ambassador envoy king queen "
    "prince sheikh bishop imam army police navy government ministry embassy parliament".split()
)
"""Ordinary words that no name begins or goes on with: "Russian Foreign Minister", "Syrian Army"."""
_NOT_IN_NAMES = _OFFICES | _NEVER_NAMES
_PARTICLES = frozenset(
    "al el ez es as ad ar ash at ul bin ibn bint abu de del della di da du dos van von der den la le".split()
)
_JOINTS = frozenset("-‐‑'’.")
_OPENERS = frozenset('“"‘«„:–—-•(')
"""Marks after which a word has a capital because it is the first."""
_LONGEST = 12
"""Words from which a name goes no further: a list without commas, or a text that means ill."""
_MOSTLY = 0.6
"""The share of a sentence's ordinary words from which their capitals say nothing: a headline."""
_PRONOUN = re.compile(
    rf"\b(?:I|{'|'.join(f'[{w[0]}{w[0].upper()}]{w[1:]}' for w in sorted(frozenset().union(*PRONOUNS[:PERSONAL]) - {'i'}))})\b"
)


@cache
def ordinary_words() -> frozenset[str]:
    """Words that English writes without a capital (``training/ordinary.py`` counted them)."""
    lines = Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf8").splitlines()[1:]
    return frozenset(lines) | _NEVER_NAMES


def names_of(words: Words, text: str, breaks: Iterable[int] = ()) -> npt.NDArray[np.int32]:
    """For each word [n] the number of the name that it is part of, from 0 in the order of the text; -1: of none.

    A name begins with a capitalised word that is not an ordinary one; it goes on over other capitalised words, hyphens and
    particles ("Deir ez-Zor", "Islamic State"). Within a sentence two ordinary capitalised words are a name as well ("United
    States"), and so are capitals in one that is not written in capitals ("US"). No name goes on after a word in ``breaks``.
    """
    names = np.full(len(words), -1, dtype=np.int32)
    if not len(words):
        return names
    cases = words.forms[:, 0]
    capital = (cases == TITLE) | (cases == UPPER) | (cases == MIXED)
    ordinary = np.zeros(len(words), dtype=np.bool_)
    begins, ends, known = words.begins, words.ends, ordinary_words()
    with_capital = np.flatnonzero(capital)
    for at in with_capital.tolist():
        word = text[begins[at] : ends[at]]
        lower = word.lower()
        capital[at], ordinary[at] = lower != word, lower in known  # scripts without capitals have no names
    first = np.concatenate([[True], words.stops[:-1]])
    first[[at + 1 for at in breaks if at + 1 < len(words)]] = True
    headline = _of_headlines(cases == LOWER, ordinary, first)
    reader = _Names(words, text, capital, ordinary, first, headline)
    number, after = 0, 0
    for at in with_capital.tolist():
        if at >= after and (end := reader.end(at)):
            names[max(reader.begin(at), after) : end] = number
            number, after = number + 1, end
    return names


def _of_headlines(lower: Bools, ordinary: Bools, first: Bools) -> Bools:
    """Which words stand in a sentence where most ordinary words have a capital too."""
    begins = np.flatnonzero(first)
    with_capital = np.add.reduceat(ordinary.astype(np.int32), begins)
    all_ordinary = with_capital + np.add.reduceat(lower.astype(np.int32), begins)
    mostly = (with_capital > _MOSTLY * all_ordinary) & ((all_ordinary > 3) | (with_capital == all_ordinary))
    out: Bools = np.repeat(mostly, np.diff(np.append(begins, len(lower))))
    return out


@dataclass(frozen=True, slots=True)
class _Names:
    """What is known of a text's words while its names are looked for; ``ordinary`` are words with a capital."""

    words: Words
    text: str
    capital: Bools
    ordinary: Bools
    first: Bools
    headline: Bools

    def word(self, at: int) -> str:
        return self.text[self.words.begins[at] : self.words.ends[at]]

    def begin(self, at: int) -> int:
        """Where a name begins whose first word of its own is ``at``: "al-Kell", "de Marro"."""
        if at > 1 and self._attached(at) and self._attached(at - 1) and self.word(at - 1) == "-":
            return at - 2 if self.word(at - 2).lower() in _PARTICLES else at
        particle = at > 0 and self._spaced(at) and self.word(at - 1) in _PARTICLES
        return at - 1 if particle else at

    def end(self, at: int) -> int:
        """The word after the name that begins with the capitalised word ``at``; 0 where none does."""
        if not self._is_proper(at) and (self._opens(at) or not self._is_common(at)):
            return 0
        end = at + 1
        while end - at < _LONGEST and (further := self._further(end)):
            end = further
        return end if end - at > 1 or self._is_proper(at) else 0

    def _is_proper(self, at: int) -> bool:
        """A capitalised word that is written without a capital nowhere, or in capitals among words that are not."""
        word = self.word(at)
        if not self.ordinary[at]:
            return bool(self.capital[at]) and word != "A"
        emphasis = word.lower() in _NEVER_NAMES  # "NOT"
        return bool(self.words.forms[at, 0] == UPPER and len(word) > 1 and not self.headline[at]) and not emphasis

    def _is_common(self, at: int) -> bool:
        """An ordinary word with a capital that says something."""
        word = self.word(at)
        told = self.ordinary[at] and self.words.forms[at, 0] == TITLE and not self.headline[at]
        return bool(told) and word.lower() not in _NOT_IN_NAMES

    def _opens(self, at: int) -> bool:
        """Whether a word is the first of a sentence, of a quotation, or after a colon or a dateline."""
        marked = at > 0 and self.words.forms[at - 1, 0] == MARK
        return bool(self.first[at]) or (marked and (bool(self.first[at - 1]) or self.word(at - 1) in _OPENERS))

    def _spaced(self, at: int) -> bool:
        """Whether the word ``at`` is one with a capital that follows after a space, in the same sentence."""
        return self._gap(at) == SPACE and bool(self.capital[at]) and not self.first[at]

    def _spaced_name(self, at: int) -> bool:
        return self._spaced(at) and self._is_proper(at)

    def _gap(self, at: int) -> int:
        """What stands before the word ``at``; after the text's last, that of a paragraph."""
        return int(self.words.forms[at, 1]) if at < len(self.words) else PARAGRAPH

    def _attached(self, at: int) -> bool:
        return self._gap(at) == ATTACHED

    def _further(self, at: int) -> int:
        """How far a name reaches that has reached the word before ``at``; 0 where it ends there."""
        if self._gap(at) >= LINE or (self._attached(at) and self.first[at]):
            return 0
        if self._spaced(at):
            common = self._is_common(at) and self.word(at - 1) != "."  # "in the U.S. The"
            return at + 1 if common or self._is_proper(at) else 0
        word = self.word(at).lower()
        if self._attached(at) and self.capital[at] and self.word(at - 1) == ".":
            return at + 1  # "U.K."
        if self._attached(at) and word in _JOINTS:
            if word == "." and self.words.ends[at - 1] - self.words.begins[at - 1] == 1:
                return at + 1  # an initial's own
            if self._attached(at + 1) and self.capital[at + 1] and (self._is_proper(at + 1) or word != "."):
                return at + 2
            if word == "-" and self._attached(at + 1) and self._attached(at + 2) and self._attached(at + 3):
                return at + 4 if self.word(at + 2) == "-" and self.capital[at + 3] else 0
            return 0
        if self._gap(at) == SPACE and word in _PARTICLES:
            if self._spaced_name(at + 1):
                return at + 2
            if self._attached(at + 1) and self.word(at + 1) == "-" and self._attached(at + 2) and self.capital[at + 2]:
                return at + 3
        return 0


def read_beside(words: Words, text: str, names: npt.NDArray[np.int32]) -> Bools:
    """Which words [n] are read where names are seen: those of names, and pronouns, which are asked whom they mean."""
    beside: Bools = names >= 0
    for match in _PRONOUN.finditer(text):
        begin, end = words.under(*match.span())
        beside[begin:end] = True
    return beside


def begun(names: npt.NDArray[np.int32]) -> Bools:
    """Which words [n] stand for themselves where names are hidden: all but the later ones of a name."""
    same = (names[1:] == names[:-1]) & (names[1:] >= 0)
    return np.concatenate([[True], ~same])[: len(names)]


def joined(words: Words, names: npt.NDArray[np.int32]) -> tuple[Words, npt.NDArray[np.int32]]:
    """``words`` with each name as one, u of them; and where each of them begins among ``words``, [u + 1] with their number.

    A name of common length counts as PLACES pieces: where windows end does not depend on it either.
    """
    begins = np.append(np.flatnonzero(begun(names)), len(words)).astype(np.int32)
    first, last = begins[:-1], begins[1:] - 1
    counts = np.diff(words.first[begins])
    counts[(names[first] >= 0) & (counts <= _COMMON)] = PLACES
    pieces = np.zeros(len(begins), dtype=np.int32)
    np.cumsum(counts, out=pieces[1:])
    return Words(
        words.begins[first], words.ends[last], words.forms[first], words.pieces, pieces, words.stops[last]
    ), begins


@dataclass(frozen=True, slots=True)
class Layout:
    """A window's pieces as the encoder reads them: of ordinary words and signs first, then of names, and of pronouns again.

    ``pieces``, ``positions``, ``sorts`` [t] and ``forms`` [t, 3]; ``first`` [u] is the piece by which a word, or a name as a
    whole, is known where names are hidden, ``own`` [w] the one by which each word is where they are not.
    """

    pieces: Ints
    forms: Ints
    positions: Ints
    sorts: Ints
    first: Ints
    own: Ints


def lay_out(words: Words, names: npt.NDArray[np.int32], beside: Bools, begin: int, end: int) -> Layout:
    """Words ``[begin, end)`` (at least one) of ``words`` as the encoder reads them, with those of ``read_beside``.

    Time is linear in their number.
    """
    p0, p1 = int(words.first[begin]), int(words.first[end])
    counts = np.diff(words.first[begin : end + 1]).astype(np.int64)
    named, alone = names[begin:end] >= 0, begun(names[begin:end])
    heads = named & alone
    shown = np.where(named, heads, counts)  # pieces of a word where names are hidden
    first = 1 + np.cumsum(shown) - shown
    steps = np.where(named, PLACES * heads, counts)
    at = 1 + np.cumsum(steps) - steps  # position of a word's first piece

    of = np.repeat(np.arange(end - begin), counts)  # each piece's word
    within = np.arange(p1 - p0) - np.repeat(np.cumsum(counts) - counts, counts)
    pieces, forms = words.pieces[p0:p1], words.forms[begin:end].astype(np.int64)
    plain, again, signs = ~named[of], beside[begin:end][of], np.flatnonzero(heads)
    n, m = int(shown.sum()) + 2, int(again.sum())

    flat, wide = np.zeros((3, n + m), dtype=np.int64), np.zeros((n + m, 3), dtype=np.int64)
    out = Layout(flat[0], wide, flat[1], flat[2], first[alone], first.copy())
    out.pieces[0], out.pieces[n - 1] = START, END
    out.positions[n - 1] = at[-1] + steps[-1]
    to = first[of[plain]] + within[plain]
    out.pieces[to], out.forms[to], out.positions[to] = pieces[plain], forms[of[plain]], at[of[plain]] + within[plain]
    to = first[signs]
    out.pieces[to], out.forms[to], out.positions[to], out.sorts[to] = FOR_NAME, forms[signs], at[signs], SIGN
    out.forms[to, 0] = TITLE  # whatever the name's own capitals
    if m:
        which = (np.cumsum(alone) - 1)[of[again]]  # each piece's name or pronoun, counted where each name is one word
        begin_of = np.searchsorted(which, which)  # the first piece of the same
        out.pieces[n:], out.forms[n:], out.sorts[n:] = pieces[again], forms[of[again]], NAME
        out.positions[n:] = at[alone][which] + np.minimum(np.arange(m) - begin_of, PLACES - 1)
        out.own[beside[begin:end]] = n + np.flatnonzero(within[again] == 0)
    np.minimum(out.positions, MOST_POSITIONS - 1, out=out.positions)
    return out
