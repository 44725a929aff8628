"""Forms of names in one document: full names for surnames, names for acronyms, and where each form stands."""

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from according.ledger import Span
from according.resolve.names import capitalised_runs, each_capitalised_run, initials, plain

_DEFINED = re.compile(r"\(([A-Z][A-Za-z-]{1,9})\)")
_WORD = re.compile(r"\w+")
ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_MOST_MENTIONS = 500


def fullest_names(names: set[str]) -> dict[str, str]:
    """For each plain name of a person the fullest one with the same surname and all its words.

    Where several fit ("marro" for "ilse marro" and for "jan marro") a name stays by itself.
    """
    by_surname: dict[str, list[str]] = {}
    for name in sorted(names):
        by_surname.setdefault(name.rpartition(" ")[2], []).append(name)
    out = {}
    for bearers in by_surname.values():
        words = {name: frozenset(name.split()) for name in bearers}
        holders: dict[str, list[str]] = {}
        for name in bearers:
            for word in words[name]:
                holders.setdefault(word, []).append(name)

        def longer(name: str) -> list[str]:
            """The names that hold all words of one, itself among them; looked for where its rarest word stands."""
            rarest = min((holders[word] for word in words[name]), key=len, default=bearers)  # noqa: B023
            return [other for other in rarest if words[name] <= words[other]]  # noqa: B023

        over = {name: longer(name) for name in bearers}
        full = {name for name in bearers if not any(words[name] < words[other] for other in over[name])}
        for name in bearers:
            fitting = [f for f in over[name] if f in full]
            out[name] = fitting[0] if len({words[f] for f in fitting}) == 1 else name
    return out


def _compatible(one: str, other: str) -> bool:
    """Whether two plain names with the same surname may be one person: one's words are all in the other's."""
    a, b = set(one.split()), set(other.split())
    return a <= b or b <= a


class FullNames:
    """Full names of persons, looked up by surname in the whole text ("Talal Silo" for "Silo"); of so many surnames at most."""

    def __init__(self, text: str, most: int) -> None:
        self.by_last: dict[str, Counter[str]] = {}
        for begin, end in each_capitalised_run(text):
            name = text[begin:end]
            name = name[:-2] if name.endswith(("’s", "'s")) else name
            words = plain(name).split()
            if 2 <= len(words) <= 5 and (len(self.by_last) < most or words[-1] in self.by_last):
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


def acronyms_of(text: str) -> dict[str, str]:
    """Acronyms that the text defines in brackets after the name they stand for: {"SDF": "Syrian Democratic Forces"}."""
    out: dict[str, str] = {}
    for m in _DEFINED.finditer(text):
        acronym = m.group(1)
        before = text[max(0, m.start() - 120) : m.start()].rstrip()
        words = before.split(" ")
        for n in range(2, min(len(words), 9) + 1):
            name = " ".join(words[-n:])
            if name[:1].isupper() and initials(name) == acronym.upper().replace("-", ""):
                out.setdefault(acronym, ARTICLE.sub("", name))
                break
    return out


@dataclass(frozen=True, slots=True)
class NameForms:
    """The forms of one name, under the key of whom they name."""

    key: str
    name: str
    person: bool
    forms: Collection[str]


class Places:
    """Spans, gathered one by one; eight bytes each."""

    __slots__ = ("_offsets",)

    def __init__(self) -> None:
        self._offsets = array("i")

    def add(self, begin: int, end: int) -> None:
        """Add a span."""
        self._offsets.extend((begin, end))

    def __iter__(self) -> Iterator[Span]:
        offsets = iter(self._offsets)
        return zip(offsets, offsets, strict=True)


def places_of(names: Iterable[NameForms], text: str) -> dict[str, Places]:
    """For each key where its name stands in the text, in any of its forms; the longest wins where several overlap.

    Persons are looked for together, so that "Marro" in "Jan Marro" is no mention of Ilse Marro. One walk over the text
    finds all: the cost is linear.
    """
    names = list(names)
    people = {n.key for n in names if n.person}
    surnames = Counter(plain(n.name).rpartition(" ")[2] for n in names if n.person)
    by_word: dict[str, list[tuple[str, str, int]]] = {}
    by_words: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for n in names:
        forms = set(n.forms)
        if n.person and surnames[plain(n.name).rpartition(" ")[2]] == 1:
            forms.add(n.name.split()[-1])
        for form in forms:
            first, second, *_ = *islice(_WORD.finditer(form), 2), None, None
            if first and capitalised_runs(form):
                cell = (form, n.key, first.start())
                if second:
                    by_words.setdefault((first.group(), second.group()), []).append(cell)
                else:
                    by_word.setdefault(first.group(), []).append(cell)
    for (word, _), known in by_words.items():
        known += by_word.get(word, ())
    for known in chain(by_word.values(), by_words.values()):
        known.sort(key=lambda f: (-len(f[0]), f))
    spans: dict[str, Places] = {}
    counts: Counter[str] = Counter()
    free: dict[str, int] = {}
    ends: Iterable[re.Match[str] | None] = chain(_WORD.finditer(text), [None])
    for here, following in pairwise(ends):
        assert here is not None
        both = here.group(), following.group() if following else ""
        for form, key, lead in by_words.get(both) or by_word.get(both[0], []):
            begin = here.start() - lead
            end = begin + len(form)
            slot = "person" if key in people else key
            if begin < free.get(slot, 0) or not text.startswith(form, begin) or _WORD.match(text[end : end + 1]):
                continue
            free[slot] = end
            counts[key] += 1
            if counts[key] <= _MOST_MENTIONS:
                spans.setdefault(key, Places()).add(begin, end)
    return spans


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in order, without those that overlap one before."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)
