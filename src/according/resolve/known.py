"""Actors known by name before any text is read: files of names, aliases and identifiers.

The format is FollowTheMoney's: one entity a line with ``id``, ``schema`` and ``properties`` (``name``, ``alias``,
``weakAlias``, identifiers). A strong name means its actor wherever it stands; a weak alias (an acronym, a capital) only
where the type of the mention fits and no other known actor has it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from according.ledger import ActorType, Problem
from according.resolve.names import plain

PACKAGED = Path(__file__).parent / "data" / "actors.jsonl"
_TYPES: dict[str, frozenset[str]] = {
    "Person": frozenset({"PERSON"}), "Country": frozenset({"STATE"}), "PublicBody": frozenset({"ORG", "STATE"}),
    "Organization": frozenset({"ORG", "ARMED_GROUP"}), "Company": frozenset({"ORG"}),
    "LegalEntity": frozenset({"ORG", "ARMED_GROUP", "STATE"}),
}  # fmt: skip
_IDENTIFIERS = ("wikidataId", "sourceUrl", "registrationNumber", "country")


@dataclass(frozen=True)
class KnownActors:
    """Names to ids: ``strong`` by plain name, ``weak`` by exact form and plain name; by id the identifiers, and the name that stands first."""

    strong: Mapping[str, str] = field(default_factory=dict)
    weak: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    identifiers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def find(self, form: str, type_: ActorType) -> str | None:
        """The id of the known actor so called by a mention of this type; None where nobody or no one alone is.

        A strong name means it whatever the type; but a person may be called like a body, or by one word like a state ("Chad").
        """
        name = plain(form)
        if known := self.strong.get(name):
            types = self.types[known]
            return known if type_ in types or type_ != "PERSON" or (" " in name and types == {"STATE"}) else None
        known = self.weak.get(form)
        return known if known and type_ in self.types[known] else None

    def links(self, known: str) -> dict[str, str]:
        """What the file tells of a known actor: its id there, its schema (FollowTheMoney), outside identifiers."""
        return {"id": known, **self.identifiers[known]}


def read_known(lines: Iterable[str], name: str) -> tuple[KnownActors, tuple[Problem, ...]]:
    """The actors of one file, and what is wrong in it: bad lines, ids and names that occur twice are left out and told."""
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    types: dict[str, frozenset[str]] = {}
    identifiers: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    problems: list[Problem] = []

    def fault(number: int, message: str) -> None:
        problems.append(Problem("bad_actor_file", f"{name}, line {number}: {message}"))

    def enter(table: dict[str, str], key: str, id_: str, number: int) -> None:
        if not key:
            return
        if table.get(key, id_) not in (id_, ""):
            fault(number, f"{key!r} is a name of {table[key]} as well, so it decides for neither.")
            table[key] = ""
        else:
            table[key] = id_

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
            id_, schema, properties = str(entity["id"]), str(entity["schema"]), dict(entity["properties"])
        except (ValueError, KeyError, TypeError, RecursionError):
            fault(number, "not a FollowTheMoney entity (JSON with id, schema and properties).")
            continue
        if id_ in types:
            fault(number, f"the id {id_} was there before; this line is left out.")
            continue
        types[id_] = _TYPES.get(schema, _TYPES["LegalEntity"])
        values = {k: [str(x) for x in (v if isinstance(v, list) else [v])] for k, v in properties.items()}
        for form in values.get("name", []) + values.get("alias", []):
            enter(strong, plain(form), id_, number)
        for form in values.get("weakAlias", []):
            enter(weak, form.strip(), id_, number)
        if values.get("name"):
            names[id_] = values["name"][0]
        identifiers[id_] = {"schema": schema} | {k: values[k][0] for k in _IDENTIFIERS if values.get(k)}
    strong, weak = ({k: v for k, v in table.items() if v} for table in (strong, weak))
    return KnownActors(strong, weak, types, identifiers, names), tuple(problems)


@lru_cache(maxsize=1)
def packaged_actors() -> KnownActors:
    """The actors that come with the package."""
    if not PACKAGED.exists():
        return KnownActors()
    known, problems = read_known(PACKAGED.read_text(encoding="utf8").splitlines(), PACKAGED.name)
    assert not problems, problems
    return known


def with_file(known: KnownActors, path: Path) -> tuple[KnownActors, tuple[Problem, ...]]:
    """``known`` with the actors of a file, which win where both have a name. Raises OSError where it cannot be read."""
    own, problems = read_known(path.read_text(encoding="utf8", errors="replace").splitlines(), path.name)
    merged = KnownActors(
        {**known.strong, **own.strong}, {**known.weak, **own.weak}, {**known.types, **own.types},
        {**known.identifiers, **own.identifiers}, {**known.names, **own.names},
    )  # fmt: skip
    return merged, problems
