"""Words: a text cut into word pieces and words, each word with the marks of form that an uncased encoder cannot see.

A word is what BERT's pre-tokenizer makes of a text: a run of letters and digits, or one punctuation mark. Offsets are
code points of the text.
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int32]
Number = TypeVar("Number", np.int32, np.int8, np.bool_)

LOWER, TITLE, UPPER, MIXED, DIGIT, MARK = range(6)
ATTACHED, SPACE, LINE, PARAGRAPH = range(4)
OUTSIDE, OPENING, QUOTED, CLOSING = range(4)
FORMS = (6, 4, 4)
"""How many values each column of ``Words.forms`` takes: case, gap before the word, quotation."""

_OPEN_ONLY, _CLOSE_ONLY = "“«„", "”»"
_STRETCH = 20_000
_ASIDE = re.compile(r"\[[^\[\]\n]{1,60}\]")
_HALF = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which the tokenizer refuses."""
SHORTENED = frozenset(
    "Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Cpl Sgt Brig Adm Cmdr Gov Sen Rep Rev St Hon Jr Sr No Jan Feb Mar Apr Aug Sept Sep "
    "Oct Nov Dec vs approx".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words: ``begins``/``ends`` [n], ``forms`` [n, 3], ``pieces`` [m] vocabulary ids, ``first`` [n + 1].

    Word ``i`` has the pieces ``first[i]:first[i + 1]``. ``stops`` [n] is true where a sentence may end after the word.
    """

    begins: Ints
    ends: Ints
    forms: npt.NDArray[np.int8]
    pieces: Ints
    first: Ints
    stops: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.begins)

    def under(self, begin: int, end: int) -> tuple[int, int]:
        """The half-open range of words that overlap the code points ``[begin, end)``."""
        # As 32-bit numbers: for a wider one numpy would convert the whole array first.
        return (
            int(self.ends.searchsorted(np.int32(begin), "right")),
            int(self.begins.searchsorted(np.int32(end), "left")),
        )


def load_tokenizer(path: Path) -> Tokenizer:
    """The word-piece tokenizer kept at ``path`` (a ``tokenizer.json``), with truncation and padding off."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut(text: str, tokenizer: Tokenizer) -> Words:
    """``text`` as words, in time linear in its length."""
    columns = tuple(array("i") for _ in range(4))  # which grow without a second copy of what they hold
    for base, stretch in _stretches(text):
        for column, part in zip(columns, _cut_stretch(base, stretch, tokenizer), strict=True):
            column.frombytes(part.tobytes())
    begins, ends, pieces, counts = (np.frombuffer(c, dtype=np.int32) if c else _ints([]) for c in columns)
    forms, stops = _forms(text, begins, ends)
    first = np.zeros(len(counts) + 1, dtype=np.int32)
    np.cumsum(counts, out=first[1:])
    return Words(begins, ends, forms, pieces, first, stops)


def without_asides(words: Words, text: str) -> tuple[Words, frozenset[int]]:
    """``words`` without an editor's bracketed insertions in quotations, and the words after which one was left out.

    “The SDF made two moves [in Raqqa] at the same time” was said without the brackets, and is read without them. The
    arrays of ``words`` are used again: they must not be read afterwards.
    """
    keep = np.ones(len(words), dtype=np.bool_)
    for match in _ASIDE.finditer(text):
        begin, end = words.under(*match.span())
        if 0 < begin < end < len(words) and words.forms[begin, 2] == QUOTED:
            keep[begin:end] = False
    if keep.all():
        return words, frozenset()
    counts = np.diff(words.first)
    first = np.zeros(int(keep.sum()) + 1, dtype=np.int32)
    np.cumsum(counts[keep], out=first[1:])
    left = Words(
        _kept(words.begins, keep),
        _kept(words.ends, keep),
        _kept(words.forms, keep),
        _kept(words.pieces, np.repeat(keep, counts)),
        first,
        _kept(words.stops, keep),
    )
    gone = np.flatnonzero(~keep[1:] & keep[:-1])
    return left, frozenset((np.cumsum(keep)[gone] - 1).tolist())


def _cut_stretch(base: int, stretch: str, tokenizer: Tokenizer) -> tuple[Ints, Ints, Ints, Ints]:
    """Begins, ends, pieces, and the number of pieces of each word, of one stretch."""
    encoding = tokenizer.encode(_HALF.sub("\ufffd", stretch), add_special_tokens=False)
    numbers = np.asarray(encoding.word_ids, dtype=np.int64)
    offsets = np.asarray(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    heads = np.flatnonzero(np.diff(numbers, prepend=-1))  # the first piece of each word
    tails = np.append(heads, len(numbers))[1:]
    counts = (tails - heads).astype(np.int32)
    return offsets[heads, 0] + base, offsets[tails - 1, 1] + base, _ints(encoding.ids), counts


def _ints(values: list[int]) -> Ints:
    return np.asarray(values, dtype=np.int32)


def _kept(values: npt.NDArray[Number], keep: npt.NDArray[np.bool_]) -> npt.NDArray[Number]:
    """What is kept of ``values``, moved to their front: a long text's words are not held twice."""
    kept = values[keep]
    values[: len(kept)] = kept
    return values[: len(kept)]


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """The text in stretches that end at white space, since one encoding of a huge text costs memory out of proportion."""
    begin = 0
    while begin < len(text):
        end = min(len(text), begin + _STRETCH)
        if end < len(text):
            space = max(text.rfind(" ", begin, end), text.rfind("\n", begin, end))
            end = space + 1 if space > begin else end
        yield begin, text[begin:end]
        begin = end


def _forms(text: str, begins: Ints, ends: Ints) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    n = len(begins)
    forms = np.zeros((n, 3), dtype=np.int8)
    stops = np.zeros(n, dtype=np.bool_)
    quoted, previous_end, stopped, previous = False, 0, False, ""
    for i, (begin, end) in enumerate(_pairs(begins, ends)):
        word, between = text[begin:end], text[previous_end:begin]
        gap = _gap(between) if i else PARAGRAPH
        if gap == PARAGRAPH:
            quoted = False
        quote, quoted = _quotation(word, quoted, gap != ATTACHED, text[end : end + 1])
        case = _case(word)
        forms[i] = (case, gap, quote)
        if i and (gap >= LINE or (stopped and gap == SPACE and case != LOWER)):
            stops[i - 1] = True
        if word in ".!?":
            stopped = not (word == "." and gap == ATTACHED and _is_shortened(previous))
        elif not (stopped and word in "\"'”’)]»"):
            stopped = False
        previous, previous_end = word, end
    if n:
        stops[-1] = True
    return forms, stops


def _is_shortened(word: str) -> bool:
    """Whether a full stop after the word is the word's own: an initial, "U.S.", "Gen."."""
    return (len(word) == 1 and word.isupper()) or word in SHORTENED


def _pairs(begins: Ints, ends: Ints, at_once: int = 4096) -> Iterator[tuple[int, int]]:
    """The words' offsets as Python integers, converted a few at a time: fast to walk, light on memory."""
    for k in range(0, len(begins), at_once):
        yield from zip(begins[k : k + at_once].tolist(), ends[k : k + at_once].tolist(), strict=True)


def _gap(between: str) -> int:
    if not between:
        return ATTACHED
    lines = between.count("\n")
    return SPACE if not lines else LINE if lines == 1 else PARAGRAPH


def _quotation(word: str, quoted: bool, spaced: bool, following: str) -> tuple[int, bool]:
    """The quotation mark's part of a word, and whether what follows is quoted."""
    if word in _OPEN_ONLY:
        return OPENING, True
    if word in _CLOSE_ONLY:
        return CLOSING, False
    if word == '"':
        opens = not quoted or (spaced and bool(following) and not following.isspace())
        return (OPENING, True) if opens else (CLOSING, False)
    return (QUOTED if quoted else OUTSIDE), quoted


def _case(word: str) -> int:
    if word.islower():
        return LOWER
    head = word[:1]
    if not head.isalpha():
        return DIGIT if head.isdigit() else MARK
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if head.isupper() and word[1:].islower() else MIXED
