"""What is known of countries besides their rows in the gazetteer: demonyms, neighbours, capitals."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from according.resolve.places.spelling import strict

_TABLE = Path(__file__).parent / "data" / "countries.tsv"


@dataclass(frozen=True, slots=True)
class Countries:
    """Tables by ISO 3166-1 alpha-2 code. ``spelt_loosely``: its names reach English in several transliterations."""

    demonyms: Mapping[str, str]
    neighbours: Mapping[str, frozenset[str]]
    capitals: Mapping[str, str]
    spelt_loosely: frozenset[str]
    names: Mapping[str, str]
    areas: frozenset[str]


@functools.cache
def countries() -> Countries:
    """The bundled table, read once."""
    demonyms: dict[str, str] = {}
    neighbours: dict[str, frozenset[str]] = {}
    capitals: dict[str, str] = {}
    names: dict[str, str] = {}
    loosely: set[str] = set()
    areas: set[str] = set()
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        iso, _, name, people, beside, several, capital, short = line.split("\t")
        names[name] = iso
        areas.update((name, *short.split(";")))
        demonyms.update(dict.fromkeys((p.casefold() for p in people.split(";") if p), iso))
        neighbours[iso] = frozenset(beside.split(",")) - {""}
        if capital:
            capitals[strict(capital)] = iso
        if several:
            loosely.add(iso)
    return Countries(demonyms, neighbours, capitals, frozenset(loosely), names, frozenset(areas) - {""})


def demonym(words: str) -> str | None:
    """The country whose nationality ``words`` tell ("Syrian", "South Sudanese", "Syria-born" does not), or None."""
    return countries().demonyms.get(words.casefold())
