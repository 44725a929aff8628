"""The same actor and the same place across documents, precision first.

Certain matches join: a known id, a full name of two or more words in any of its spellings, a distinctive single name of a
group or state. What may be the same (initials, a shorter name, an acronym) becomes a proposal; an acronym joins only where
its report tells the name. Actors that are called by no name, or by one of common words ("the Ministry of Defence"), stay in
their document.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from according.compare.names import (
    GENERIC,
    everyday,
    fits,
    full_words,
    initials,
    is_acronym,
    is_named,
    parenthesised,
    plain,
    plain_body,
    plain_person,
)
from according.compare.records import Proposal
from according.compare.spellings import alike, body_key, person_key
from according.ledger.records import Actor, Place, Reading

Ref = tuple[str, str]
"""A record across documents: the document's id and the record's."""
_MOST_PROPOSED = 20  # of one name: beyond, a name tells nothing
_MOST_SPELLINGS = 12  # of one name that are compared


@dataclass(frozen=True, slots=True)
class Identities:
    """Keys of actors and places that are one across documents, and what might be.

    ``actors`` and ``places`` give the key of each record; ``names`` the fullest name of a key; ``named`` the keys of actors
    that are called by a name.
    """

    actors: Mapping[Ref, str] = field(default_factory=dict)
    places: Mapping[Ref, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    proposals: tuple[Proposal, ...] = ()


def identify(readings: Sequence[Reading]) -> Identities:
    """Join the actors and the places of several readings. Near linear in the number of records."""
    actors: dict[Ref, str] = {}
    places: dict[Ref, str] = {}
    called: dict[str, Counter[str]] = {}
    named: set[str] = set()
    known = _known_names(readings)
    spelt = _spellings(readings)
    waiting: list[tuple[Ref, Actor, str]] = []
    for reading in readings:
        document = reading.document.id
        for actor in reading.actors:
            ref = (document, actor.id)
            key = _actor_key(ref, actor, known, spelt)
            actors[ref] = key
            called.setdefault(key, Counter())[actor.name] += 1
            if is_named(actor):
                named.add(key)
                waiting.append((ref, actor, key))
        for place in reading.places:
            key = _place_key((document, place.id), place)
            places[document, place.id] = key
            called.setdefault(key, Counter())[place.name] += 1
    names = {key: max(sorted(seen), key=lambda n: (seen[n], len(n))) for key, seen in called.items()}
    proposals = (*_actor_proposals(waiting), *_place_proposals(readings, places))
    return Identities(actors, places, names, frozenset(named), proposals)


def _known_names(readings: Iterable[Reading]) -> dict[str, str]:
    """Names of actors with a known id, as keys: the same name elsewhere, without the id, means the same."""
    out: dict[str, str] = {}
    for reading in readings:
        for actor in reading.actors:
            id_ = actor.links.get("id")
            if id_:
                name = narrator_key(actor.name)
                out[name] = id_ if out.get(name, id_) == id_ else ""
    return out


def _spellings(readings: Iterable[Reading]) -> frozenset[str]:
    """The coarse keys of persons under which any two spellings may be one name."""
    seen: dict[str, set[str]] = {}
    for reading in readings:
        for actor in reading.actors:
            if actor.type == "PERSON":
                for name in (actor.name, *actor.aliases):
                    coarse, fine = person_key(plain_person(name))
                    seen.setdefault(coarse, set()).add(fine)
    return frozenset(
        coarse
        for coarse, fine in seen.items()
        if len(fine) <= _MOST_SPELLINGS and all(alike(x, y) for x in fine for y in fine if x < y)
    )


def _actor_key(ref: Ref, actor: Actor, known: Mapping[str, str], spelt: Collection[str]) -> str:
    id_ = actor.links.get("id")
    if id_:
        return "k:" + id_
    if is_named(actor):
        for name in (actor.name, *actor.aliases):
            key = _name_key(name, actor, known, spelt)
            if key:
                return key
    return f"d:{ref[0]}:{ref[1]}"


def _name_key(name: str, actor: Actor, known: Mapping[str, str], spelt: Collection[str]) -> str | None:
    """The key that a name alone gives; None where it is not a full name."""
    if actor.type == "PERSON":
        person = plain_person(name)
        if full_words(person) < 2 or everyday(person):
            return None
        coarse, fine = person_key(person)
        return "n:" + (coarse if coarse in spelt else fine)
    body = plain_body(name)
    if not body or GENERIC.issuperset(body.split()):
        return None
    key = narrator_key(name)
    if known.get(key):
        return "k:" + known[key]
    if " " not in body and (is_acronym(name) or name != actor.name):
        return None
    return key


def narrator_key(name: str) -> str:
    """The key of a body that is called by a name of its own, such as the outlet of a report."""
    return "n:" + body_key(plain_body(name))


def _place_key(ref: Ref, place: Place) -> str:
    if place.geonames is not None:
        return f"g:{place.geonames}"
    name = plain(place.name)
    return f"w:{name}:{place.country or ''}" if name else f"d:{ref[0]}:{ref[1]}"


def _actor_proposals(waiting: Sequence[tuple[Ref, Actor, str]]) -> list[Proposal]:
    """Named actors of different keys that may be one: a surname with a fitting first name, an acronym with its name."""
    first: dict[str, tuple[Ref, Actor]] = {}
    for ref, actor, key in waiting:
        first.setdefault(key, (ref, actor))
    groups: dict[tuple[str, str], list[str]] = {}
    for key, (_, actor) in first.items():
        name = plain(actor.name)
        if actor.type == "PERSON":
            person = plain_person(actor.name)
            groups.setdefault(("surname", person.rpartition(" ")[2]), []).append(key)
            groups.setdefault(("spelling", person_key(person)[0]), []).append(key)
        else:
            short = {initials(actor.name)} if " " in name else set()
            short |= {a.replace(".", "").upper() for a in (actor.name, *actor.aliases) if is_acronym(a)}
            short |= {m.upper() for m in parenthesised(actor.name) if is_acronym(m)}
            for s in short:
                if len(s) > 1:
                    groups.setdefault(("acronym", s), []).append(key)
    out = []
    for (rule, shared), keys in groups.items():
        if not 2 <= len(keys) <= _MOST_PROPOSED:
            continue
        for i, a in enumerate(keys):
            for b in keys[i + 1 :]:
                (ref_a, actor_a), (ref_b, actor_b) = first[a], first[b]
                names = plain_person(actor_a.name), plain_person(actor_b.name)
                if rule == "surname" and not fits(*names):
                    continue
                if rule == "spelling" and (fits(*names) or not alike(person_key(names[0])[1], person_key(names[1])[1])):
                    continue
                if rule == "acronym" and not (is_acronym(actor_a.name) or is_acronym(actor_b.name)):
                    continue  # two full names with the same first letters are two bodies
                out.append(Proposal("actor", ref_a, ref_b, (actor_a.name, actor_b.name), f"{rule} {shared}"))
    return out


def _place_proposals(readings: Sequence[Reading], keys: Mapping[Ref, str]) -> list[Proposal]:
    """Places of one name of which only one is located."""
    located: dict[str, tuple[Ref, str]] = {}
    loose: dict[str, tuple[Ref, str]] = {}
    for reading in readings:
        for place in reading.places:
            table = loose if place.geonames is None else located
            table.setdefault(plain(place.name), ((reading.document.id, place.id), place.name))
    return [
        Proposal("place", loose[name][0], located[name][0], (loose[name][1], located[name][1]), "one name")
        for name in loose
        if name and name in located and keys[loose[name][0]] != keys[located[name][0]]
    ]
