"""Which place each mention means: candidates of all names of a document, weighed together.

A candidate's score is the sum of its size, its kind, how its name was matched, and of what the rest of the document
supports: its country, its province, its neighbourhood on the map. Scores become probabilities by a softmax; the
support is counted again from them, three times. The idea is spatial minimality (Leidner 2007) with toponym co-occurrence
in the administrative tree (Lieberman and Samet 2012); nothing is assumed of where the publisher is.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from according.ledger.ids import make_id
from according.ledger.records import Place
from according.ledger.spans import Span
from according.resolve.places.countries import countries, demonym
from according.resolve.places.gazetteer import NAME, Entry, Gazetteer
from according.resolve.places.phrases import Kind, Phrase, parse, stands_for_government
from according.resolve.places.precision import precision_of
from according.resolve.places.spelling import loose, strict, without_article

LEAST = 0.5
"""The least probability at which a mention is resolved; below it the place stays unknown."""
_MOST_CANDIDATES = 60
_COOLING = (3.0, 2.0, 1.0)
"""The softmax's temperature, round by round: at first no candidate is out of the running."""
_KNOWN = ("PCL", "CONT", "RGN", "SEA", "GULF")
"""Countries and parts of the world: named in reports from anywhere, so distance does not speak against them."""
_CITY = 150_000
"""From this many people on, another name is likely the one that English uses ("Geneva" for Genève)."""
_SLIGHT = 0.005
"""Candidates with a smaller chance lend no support."""
_FOLD = 3.0
"""How fast support for a country saturates; it counts by the root of its share in all countries' support."""
_TOLD = 0.2
"""How much a nationality supports its country, for one mention."""
_WHOLE_LAND = 0.5
"""How much a mention of a country itself supports its places, beside one of a place in it: great powers are named everywhere."""
_BESIDE = 0.3
"""How much a mention of a country supports places of its neighbours."""
_SEAT = 5_000
"""The people of a district's seat whose population the gazetteer does not know."""
_NONE, _NONE_ELSEWHERE = 1.0, 3.0
"""The score of none of the candidates, and what is added as the document is sure of where it is."""
_CELL = 0.5
"""Degrees of a cell of the map: places in the same or the next cell are in one neighbourhood."""
_WEIGHTS = {
    "size": 1.0, "country": 5.0, "admin1": 4.5, "near": 4.0, "container": 7.0, "kind": 2.0, "demonym": 4.0,
    "alternate": -1.5, "exonym": -0.7, "respelt": -0.5, "unlike": -5.0, "known": 3.0,
}  # fmt: skip
_FEATURE = {
    "PCLI": 4.5, "PCLD": 3.0, "PCLS": 3.0, "TERR": 3.0, "CONT": 5.0, "RGN": 8.0, "SEA": 6.0, "GULF": 6.0, "STM": 4.0, "PEN": 5.0,
    "MTS": 3.0, "DSRT": 3.0, "LK": 3.0, "STRT": 3.0, "CNL": 3.0, "VAL": 2.0, "ADM1": 0.3, "ADM2": 0.0, "ADM3": -0.5, "ADM4": -1.0,
    "PPLC": 2.5, "PPLA": 0.7, "PPLA2": 0.2, "PPLX": -1.5, "PPLH": -3.0, "PPLQ": -3.0,
}  # fmt: skip
_KIND_FEATURES: dict[Kind, tuple[str, ...]] = {
    "settlement": ("PPL", "STLMT"), "camp": ("PPLX", "CMP"), "district": ("ADM2", "ADM3", "ADM4", "ADM5", "PRSH"),
    "region": ("ADM1", "RGN", "ADMD"), "country": ("PCL", "TERR"), "site": (),
}  # fmt: skip
_CONTAINER = re.compile(
    r"(?:,(?:\s+in)?|\s+in|\s*\()\s*(?:(?:the|[Nn]orth\w*|[Ss]outh\w*|[Ee]ast\w*|[Ww]est\w*|central|rural)\s+){0,3}"
    r"([^\W\d_][^,;()\n]{0,40})"
)
_CAPITALISED = re.compile(r"[A-Z][a-z]+")


@dataclass(slots=True)
class _Name:
    """One name of the document: its candidates, what is asked of them, and where it stands."""

    words: str
    phrase: Phrase
    candidates: list[Entry]
    spans: list[Span]
    base: list[float]
    chances: list[float] = field(default_factory=list)


def resolve_places(
    document_id: str,
    text: str,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    *,
    least: float = LEAST,
    metonyms: bool = False,
) -> tuple[Place, ...]:
    """The places that ``spans`` of ``text`` (code points) mention, each with all its mentions, in order.

    A place that is named but not in the gazetteer, or whose candidates leave more doubt than ``least`` allows, has a
    name and mentions and no coordinates. Nationalities give no place, nor do capitals that stand for governments
    unless ``metonyms``. A definite phrase ("the city") joins the last place of its kind before it, if there is one.
    """
    names: dict[tuple[str, ...], _Name] = {}
    order: list[tuple[Span, _Name | Phrase]] = []
    for span in sorted({s for s in spans if 0 <= s[0] < s[1] <= len(text)}):
        phrase = parse(text[span[0] : span[1]], gazetteer)
        if phrase is None or (not metonyms and phrase.name and stands_for_government(text, span)):
            continue
        if not phrase.name:
            order.append((span, phrase))
            continue
        container = phrase.container or _container_after(text, span[1], gazetteer)
        key = (
            strict(phrase.name) or phrase.name,
            phrase.kind or "",
            str(phrase.part),
            container if len(container) > 1 else "",
        )
        known = names.get(key)
        if known is None:
            known = names[key] = _name(phrase, container, gazetteer)
        known.spans.append(span)
        order.append((span, known))
    _weigh(list(names.values()), _countries_told(text))
    return _joined(document_id, order, gazetteer, least)


def _container_after(text: str, end: int, gazetteer: Gazetteer) -> str:
    """The name that follows a mention as what it lies in: "Paris, Texas", "Azaz (Syria)", "Azaz, in northern Syria"."""
    m = _CONTAINER.match(text, end, end + 60)
    if m is None:
        return ""
    words = m[1].rstrip(" .")
    pieces = words.split(" ")
    for count in range(min(len(pieces), 4), 0, -1):
        name = " ".join(pieces[:count])
        for form in (name, name.rstrip(".:’'"), _possessed(name)):
            if form[:1].isupper() and any(_is_area(e) for e in gazetteer.find(form)):
                return form
    if len(pieces) > 1 and not pieces[0][:1].isupper():
        return ""
    return ""


def _possessed(name: str) -> str:
    return name[:-2] if name.endswith(("’s", "'s")) else name


def _is_area(entry: Entry) -> bool:
    return entry.feature.startswith(("ADM", "PCL", "TERR", "RGN"))


def _name(phrase: Phrase, container: str, gazetteer: Gazetteer) -> _Name:
    """Gather a name's candidates and the part of their scores that the rest of the document does not touch."""
    found = gazetteer.find(phrase.name)
    if not any(e.feature.startswith(_KNOWN) for e in found):
        found = gazetteer.find(phrase.name, True)
    found = found[:_MOST_CANDIDATES]
    areas = [e for e in gazetteer.find(container) if _is_area(e)] if container else []
    base = [_base_score(e, phrase, areas) + _spelling_score(e, phrase.name, gazetteer) for e in found]
    return _Name(phrase.name, phrase, list(found), [], base)


def _spelling_score(entry: Entry, name: str, gazetteer: Gazetteer) -> float:
    """What a match by another name costs: little where that is the own name in another spelling."""
    if entry.how == NAME["own"] or entry.how == NAME["short"]:
        return 0.0
    own, asked = strict(gazetteer.name(entry.row)), strict(name)
    respelt = _WEIGHTS["respelt"] + _WEIGHTS["unlike"] * (1.0 - _alike(own, asked))
    if entry.how == NAME["loose"]:
        return respelt
    other = _WEIGHTS["exonym" if entry.population >= _CITY else "alternate"]
    return max(respelt, other) if loose(own) == loose(asked) else other


def _alike(a: str, b: str) -> float:
    """The share of letters that two strict keys have in common, in order, without their articles."""
    return SequenceMatcher(None, without_article(a), without_article(b), autojunk=False).ratio()


def _base_score(entry: Entry, phrase: Phrase, areas: Iterable[Entry]) -> float:
    population = entry.population or (_SEAT if entry.feature.startswith("PPLA") else 0)
    score = _WEIGHTS["size"] * math.log10(population + 100)
    score += _FEATURE.get(entry.feature, 0.0)
    if phrase.kind and phrase.kind != "site":
        fits = entry.feature.startswith(_KIND_FEATURES[phrase.kind])
        neutral = phrase.kind == "camp" and entry.feature.startswith("PPL")  # a camp grown into a town
        score += _WEIGHTS["kind"] if fits else 0.0 if neutral else -_WEIGHTS["kind"]
    if phrase.country:
        score += _WEIGHTS["demonym"] if entry.country == phrase.country else 0.0
    if any(_within(entry, area) for area in areas):
        score += _WEIGHTS["container"]
    return score


def _within(entry: Entry, area: Entry) -> bool:
    """Whether an entry lies in an area: a country, a province, or near the middle of a district."""
    if entry.row == area.row or entry.country is None or entry.feature.startswith("PCL"):
        return False
    if area.feature.startswith("ADM1"):
        return entry.admin1 == area.admin1 and not entry.feature.startswith("ADM1")
    if area.feature.startswith("ADM"):
        return entry.admin1 == area.admin1 and abs(entry.lat - area.lat) + abs(entry.lon - area.lon) < 1.5
    return entry.country == area.country


def _countries_told(text: str) -> dict[str, float]:
    """How often the words of a text tell each country, by nationality or by a name of one word."""
    seen: dict[str, int] = defaultdict(int)
    for m in _CAPITALISED.finditer(text):
        seen[m[0]] += 1
    counts: dict[str, float] = defaultdict(float)
    names = countries().names
    for word, count in seen.items():
        if country := demonym(word) or names.get(word):
            counts[country] += _TOLD * math.sqrt(count)
    return counts


@dataclass(slots=True)
class _Support:
    """How much names speak for each country, each province and each cell of the map."""

    land: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    province: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    cell: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))

    def add(self, entry: Entry, share: float) -> None:
        """Count ``share`` for where an entry lies."""
        if entry.country:
            self.land[entry.country] += share
        if entry.admin1:
            self.province[entry.admin1] += share
            self.cell[_cell(entry)] += share

    def join(self, other: "_Support") -> None:
        """Add all of another's."""
        for country, share in other.land.items():
            self.land[country] += share
        for province, share in other.province.items():
            self.province[province] += share
        for cell, share in other.cell.items():
            self.cell[cell] += share


def _weigh(names: list[_Name], told: dict[str, float]) -> None:
    """Fill in every candidate's chance, by what all the others support; ``told`` is support by nationalities."""
    for name in names:
        name.chances = _softmax([*name.base, _NONE], _COOLING[0])[:-1]
    for heat in (*_COOLING[1:], 1.0):
        whole, owns = _Support(), []
        whole.land.update(told)
        for name in names:
            own = _Support()
            weight = math.sqrt(len(name.spans))
            for entry, chance in zip(name.candidates, name.chances, strict=True):
                if chance >= _SLIGHT:
                    whole_land = _WHOLE_LAND if entry.feature.startswith(("PCL", "PPLC")) else 1.0
                    own.add(entry, weight * chance * whole_land)
            owns.append(own)
            whole.join(own)
        sure = sum(whole.land.values())
        for name, own in zip(names, owns, strict=True):
            scores = [
                base + _context_score(entry, whole, own, sure)
                for entry, base in zip(name.candidates, name.base, strict=True)
            ]
            elsewhere = _grown(sure - sum(own.land.values()))
            name.chances = _softmax([*scores, _NONE + _NONE_ELSEWHERE * elsewhere], heat)[:-1]


def _context_score(entry: Entry, whole: _Support, own: _Support, sure: float) -> float:
    """What the document's other names add to a candidate: its country (or a neighbour's), its province, its surroundings."""
    score = _WEIGHTS["known"] if entry.feature.startswith(_KNOWN) else 0.0
    if entry.country:
        support = whole.land.get(entry.country, 0.0) - own.land.get(entry.country, 0.0)
        beside = max((whole.land.get(n, 0.0) for n in countries().neighbours.get(entry.country, ())), default=0.0)
        support = max(support, _BESIDE * beside)
        share = min(1.0, support / max(sure - sum(own.land.values()), 1e-9))
        score += _WEIGHTS["country"] * _grown(_FOLD * support) * math.sqrt(max(share, 0.0))
    if entry.admin1:
        score += _WEIGHTS["admin1"] * _grown(
            whole.province.get(entry.admin1, 0.0) - own.province.get(entry.admin1, 0.0)
        )
        x, y = _cell(entry)
        around = [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        score += _WEIGHTS["near"] * _grown(sum(whole.cell.get(c, 0.0) - own.cell.get(c, 0.0) for c in around))
    return score


def _grown(support: float) -> float:
    """Support that counts less the more there is of it: 0 to 1 for 0 to many."""
    return support / (support + 1.0) if support > 0 else 0.0


def _cell(entry: Entry) -> tuple[int, int]:
    return round(entry.lat / _CELL), round(entry.lon / _CELL)


def _softmax(scores: Sequence[float], heat: float) -> list[float]:
    if not scores:
        return []
    most = max(scores)
    powers = [math.exp((s - most) / heat) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


def _chosen(name: _Name, least: float) -> Entry | None:
    """The likeliest candidate, where it and those that are all but the same place are likely enough.

    A town and the province named after it count as one for the doubt; without a word for its kind the town is meant.
    """
    if not name.candidates:
        return None
    best = max(range(len(name.candidates)), key=name.chances.__getitem__)
    entry = name.candidates[best]
    same = [i for i, e in enumerate(name.candidates) if _twins(e, entry)]
    if sum(name.chances[i] for i in same) < least:
        return None
    if entry.feature == "ADM1" and name.phrase.kind not in ("region", "district"):
        seats = [i for i in same if name.candidates[i].feature.startswith("PPL")]
        seat = max(seats, key=lambda i: name.candidates[i].population, default=None)
        if seat is not None and name.candidates[seat].population * 12 > entry.population:
            return name.candidates[seat]
    return entry


def _twins(a: Entry, b: Entry) -> bool:
    """Whether two candidates of one name are one place or a province and its seat."""
    if a.row == b.row:
        return True
    near = abs(a.lat - b.lat) < 1.0 and abs(a.lon - b.lon) < 1.0
    provinces = a.feature.startswith("ADM") or b.feature.startswith("ADM")
    return a.country == b.country and (near or (provinces and a.admin1 == b.admin1))


def _joined(
    document_id: str, order: Sequence[tuple[Span, _Name | Phrase]], gazetteer: Gazetteer, least: float
) -> tuple[Place, ...]:
    """Join mentions of one place; let definite phrases point back."""
    chosen: dict[int, Entry | None] = {}
    places: dict[tuple[object, ...], tuple[_Name, Entry | None, list[Span]]] = {}
    last: list[tuple[object, ...]] = []
    for span, meant in order:
        if isinstance(meant, Phrase):
            key = _pointed_at(meant, last, places)
            if key is not None:
                places[key][2].append(span)
            continue
        if id(meant) not in chosen:
            chosen[id(meant)] = _chosen(meant, least)
        entry = chosen[id(meant)]
        whole = entry is not None and not _apart(meant.phrase, entry)
        key = (
            (entry.row,)
            if whole and entry
            else (strict(meant.words) or meant.words, meant.phrase.kind, meant.phrase.part)
        )
        places.setdefault(key, (meant, entry, []))[2].append(span)
        last = [k for k in last[-12:] if k != key] + [key]
    return tuple(_place(document_id, *place) for place in places.values())


def _apart(phrase: Phrase, entry: Entry) -> bool:
    """Whether the words mean a part of the entry or a site that only bears its name."""
    return (
        phrase.part
        or (phrase.kind == "site" and entry.feature.startswith(("PPL", "ADM", "PCL")))
        or (phrase.kind == "camp" and entry.population > 150_000)
    )


def _pointed_at(
    phrase: Phrase,
    last: Sequence[tuple[object, ...]],
    places: dict[tuple[object, ...], tuple[_Name, Entry | None, list[Span]]],
) -> tuple[object, ...] | None:
    """The last place before a definite phrase that is of its kind (and country)."""
    for key in reversed(last):
        name, entry, _ = places[key]
        if entry is None or name.phrase.part or phrase.kind in (None, "site"):
            continue
        if phrase.kind and not entry.feature.startswith(_KIND_FEATURES[phrase.kind]):
            continue
        if phrase.country is None or phrase.country == entry.country:
            return key
    return None


def _place(document_id: str, name: _Name, entry: Entry | None, spans: list[Span]) -> Place:
    identifier = make_id("p", document_id, list(spans[0]))
    mentions = tuple(spans)
    if entry is None:  # the name is the report's own spelling: the official one is a look-up away
        return Place(identifier, name.words, mentions)
    apart = _apart(name.phrase, entry)
    return Place(
        identifier,
        name.words,
        mentions,
        geonames=None if apart else entry.id,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        precision=precision_of(entry.feature, name.phrase.part),
    )
