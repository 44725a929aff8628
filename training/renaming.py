"""Annotated reports with other names in them: what is learned of one war's actors and places should hold for any.

Countries (with their adjectives and peoples), persons, groups, organisations and places are exchanged for others of
their sort, the same throughout a text; every span moves with its words.
"""

import random
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from data import Happening, Named, Range, Related, Swap, Text

HERE = Path(__file__).parent
KEEP = 0.15
"""How many of a text's names stay as they are."""
SORTS = ("PERSON", "ARMED_GROUP", "ORG", "PLACE")
FEMININE, MASCULINE = "she", "he"
"""Sorts of names in the pool that GAP's pronouns tell the gender of."""
_WORD = r"(?:a[lds]-|el-|d')?[A-Z][\w'’.]*(?:-[A-Z]\w*)*"
_NAME = re.compile(rf"{_WORD}(?: (?:(?:of|the|for|and|de|del|la|al|el|bin|ibn|von|van|da|du) )*{_WORD})*")
_TITLES = frozenset(
    "Mr Mrs Ms Dr Sir President Prime Minister General Colonel Lt Gen Col Captain Major Sergeant Sheikh Abu Umm".split()
)


@dataclass(frozen=True)
class Pool:
    """Names to draw from: of each sort, tuples of one actor's names, longest first; countries as their forms."""

    names: dict[str, list[tuple[str, ...]]]
    countries: list[tuple[str, tuple[str, ...]]]
    """Name, and its adjective and peoples (of the same order everywhere: adjective, plural)."""


def pool_of(texts: Iterable[Text], data: Path) -> Pool:
    """Names of the actors and places of annotated ``texts``, and of the world's countries."""
    names: dict[str, set[tuple[str, ...]]] = {sort: set() for sort in (*SORTS, FEMININE, MASCULINE)}
    for text in texts:
        if text.choice:
            names[_gender(text)].update((name,) for name in _candidates(text) if _NAME.fullmatch(name))
        for sort, surfaces in _clusters(text).values():
            names[sort].add(surfaces)
    listed = {}
    for line in (data / "places/countryInfo.txt").open(encoding="utf8"):
        cells = line.split("\t")
        if not line.startswith("#") and len(cells) > 4:
            listed[cells[0]] = cells[4]
    countries = []
    for line in (HERE / "country_names.tsv").open(encoding="utf8"):
        cells = line.rstrip("\n").split("\t")
        if not line.startswith("#") and cells[0] in listed and cells[2]:
            forms = cells[2].split(";")
            countries.append((listed[cells[0]], (forms[0], forms[1] if len(forms) > 1 else forms[0])))
    return Pool({sort: sorted(found) for sort, found in names.items()}, countries)


def renamed(text: Text, rng: random.Random, pool: Pool) -> Text:
    """``text`` with other names; itself where it holds none."""
    chosen = _recast(text, rng, pool) if text.choice else _countries(text.text, rng, pool)
    for sort, surfaces in _clusters(text).values():
        if rng.random() >= KEEP:
            new = rng.choice(pool.names[sort])
            for old, other in _pairs(sort, surfaces, new):
                chosen.setdefault(old, other)
    if not chosen:
        return text
    order = sorted(chosen, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, order)) + r")(?![\w-])")
    fixed = [h.trigger for h in text.events or []]
    found = [m for m in pattern.finditer(text.text) if not any(m.start() < e and b < m.end() for b, e in fixed)]
    return _moved(text, [(m.start(), m.end(), chosen[m.group()]) for m in found])


def _gender(text: Text) -> str:
    """Of the pronoun of one of GAP's texts."""
    (begin, end), _ = text.choice or ((0, 0), [])
    return FEMININE if text.text[begin:end].lower() in ("she", "her", "hers", "herself") else MASCULINE


def _candidates(text: Text) -> list[str]:
    """The two names that GAP's pronoun may mean."""
    return [text.text[b:e] for (b, e), _ in (text.choice or ((0, 0), []))[1]]


def _recast(text: Text, rng: random.Random, pool: Pool) -> dict[str, str]:
    """Two other persons of the same gender in place of GAP's two; nobody where the two share a name."""
    old = _candidates(text)
    words = [{w for w in name.split() if w not in _TITLES} for name in old]
    names = pool.names.get(_gender(text), [])
    if words[0] & words[1] or len(names) < 2 or not all(_NAME.fullmatch(name) for name in old):
        return {}
    chosen: dict[str, str] = {}
    for name, new in zip(old, rng.sample(names, 2), strict=True):
        for a, b in _pairs("PERSON", (name,), new):
            chosen.setdefault(a, b)
    return chosen


def _clusters(text: Text) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Of each cluster whose sort is exchanged: the sort, and its distinct names, longest first."""
    found: dict[str, tuple[str, set[str]]] = {}
    for m in text.mentions:
        sort = next((s for s in SORTS if s in m.types), None)
        words = text.text[m.begin : m.end].removeprefix("the ").removeprefix("The ")
        if not m.cluster or not sort or len(m.types) > 2 or not _NAME.fullmatch(words) or len(words) < 3:
            continue
        found.setdefault(m.cluster, (sort, set()))[1].add(words)
    return {
        cluster: (sort, tuple(sorted(words, key=lambda w: (-len(w), w)))) for cluster, (sort, words) in found.items()
    }


def _pairs(sort: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """Which name becomes which: of persons word by word (first, last), of others by length."""
    if sort != "PERSON":
        for k, name in enumerate(old):
            yield name, new[min(k, len(new) - 1)]
        return
    drawn = [w for w in new[0].split() if w not in _TITLES] or new[0].split()
    first, last = drawn[0], drawn[-1]
    for name in old:
        words = [w for w in name.split() if w not in _TITLES]
        titles = name[: len(name) - len(" ".join(words))] if name.endswith(" ".join(words)) else ""
        yield name, titles + (f"{first} {last}" if len(words) > 1 and first != last else last)
    bare = [w for w in old[0].split() if w not in _TITLES]
    if len(bare) > 1 and len(bare[-1]) > 3 and bare[-1][0].isupper():
        yield bare[-1], last


def _countries(words: str, rng: random.Random, pool: Pool) -> dict[str, str]:
    """Names, adjectives and peoples of the countries that ``words`` name, and what becomes of them."""
    chosen: dict[str, str] = {}
    for name, forms in pool.countries:
        named = any(form in words for form in (name, *forms)) and re.search(
            rf"\b(?:{'|'.join(map(re.escape, (name, *forms)))})\b", words
        )
        if named and rng.random() >= KEEP:
            other, its = rng.choice(pool.countries)
            chosen[name] = other
            for old, new in zip(forms, its, strict=True):
                chosen.setdefault(old, new)
    return chosen


def _moved(text: Text, swaps: list[Swap]) -> Text:
    """``text`` with each ``[begin, end)`` replaced, and every span moved with it."""
    parts, at, ends, shifts, shift = [], 0, [0], [0], 0
    inside: list[tuple[int, int]] = []
    for b, e, new in swaps:
        parts += [text.text[at:b], new]
        inside.append((b, e))
        at = e
        shift += len(new) - (e - b)
        ends.append(e)
        shifts.append(shift)
    begins = [b for b, _ in inside]

    def move(span: Range) -> Range:
        b, e = span
        k = bisect_right(begins, b) - 1
        if k >= 0 and inside[k][0] < b < inside[k][1]:
            b = inside[k][0]
        k = bisect_right(begins, e - 1) - 1
        if k >= 0 and inside[k][0] < e < inside[k][1]:
            e = inside[k][1]
        new_b = b + (shifts[starts[b]] if b in starts else shifts[bisect_right(ends, b) - 1])
        return new_b, e + shifts[bisect_right(ends, e) - 1]

    starts = {b: k for k, b in enumerate(begins)}
    several = lambda spans: [move(s) for s in spans]  # noqa: E731
    return replace(
        text,
        name=text.name + "+",
        before=(text, swaps),
        text="".join([*parts, text.text[at:]]),
        statements=text.statements
        and [
            replace(s, source=several(s.source), cue=several(s.cue), content=several(s.content))
            for s in text.statements
        ],
        choice=text.choice and (move(text.choice[0]), [(move(s), right) for s, right in text.choice[1]]),
        columns={column: several(spans) for column, spans in text.columns.items()},
        mentions=[Named(*move((m.begin, m.end)), m.types, m.cluster) for m in text.mentions],
        events=text.events
        and [
            Happening(move(h.trigger), h.type, h.factuality, h.actors, {r: several(s) for r, s in h.spans.items()})
            for h in text.events
        ],
        relations=text.relations
        and [Related(r.subject, r.relation, r.object, move(r.evidence)) for r in text.relations],
    )
