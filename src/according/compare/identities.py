"""The same actor and the same place across documents, precision first.

Certain matches join: a known id, a full name of two or more words, a distinctive single name of a group or state. What
may be the same (initials, a shorter name, an acronym) becomes a proposal; an acronym alone never joins. Actors that are
called by no name stay in their document.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from according.compare.records import Proposal
from according.ledger.records import Actor, Place, Reading

Ref = tuple[str, str]
"""A record across documents: the document's id and the record's."""

_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
_ARTICLES = frozenset(("the", "a", "an"))
_INDEFINITE = frozenset(
    "a an some several two three four five six seven eight nine ten many most few other others one unnamed unidentified "
    "local senior any every all its his her their our my those these that this".split()
)
_UNNAMED_HEADS = frozenset(
    "official officials source sources resident residents witness witnesses activist activists fighter fighters rebel "
    "rebels report reports leader leaders analyst analysts expert experts diplomat diplomats commander commanders civilian "
    "civilians soldier soldiers monitor monitors observer observers spokesman spokeswoman spokesperson spokesmen critic "
    "critics media agencies agency people member members militant militants doctor doctors medic medics villager villagers "
    "survivor survivors relative relatives statement person man woman men women refugees troops authorities website site "
    "journalist journalists reporter reporters adviser advisers aide aides lawyer lawyers".split()
)
_PREPOSITIONS = frozenset("of for in on at to from with by near inside outside".split())
_BODIES = frozenset(
    "army military government ministry police parliament navy council committee party agency movement group brigade union "
    "front organisation organization observatory commission court regime force office department division battalion league "
    "coalition alliance federation institute university branch wing arm".split()
)
"""Lower-case nouns that end the name of a body: "Ostrian army", "Tirrin Workers' party"."""
_PREFIX = re.compile(r"\b[\w.]+-(?:based|backed|led|run|owned|linked)\s+")
_SPEAKERS_FOR = frozenset("spokesman spokeswoman spokesperson spokesmen statement".split())
_TITLES = frozenset(
    "mr mrs ms dr prof professor sir president prime minister general gen lieutenant lt colonel col major maj captain capt "
    "sergeant sgt senator sen sheikh king queen prince secretary ambassador governor judge admiral adm brigadier".split()
)
_PARTICLES = frozenset("al el bin ibn abu umm van von de der den del di da dos la le ben of the and for in".split())
_BODY_TYPES = frozenset(("ORG", "ARMED_GROUP", "STATE"))
_MOST_PROPOSED = 20  # of one name: beyond, a name tells nothing


@lru_cache(maxsize=200_000)
def plain(name: str) -> str:
    """A name as it is compared: no accents, case, leading article, possessive, title or marks; hyphens as spaces."""
    decomposed = unicodedata.normalize("NFKD", _PREFIX.sub("", _PARENTHESIS.sub("", name[:400])))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", re.sub(r"[’']s\b", "", letters))
    while words and words[0] in _ARTICLES:
        words = words[1:]
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return " ".join(words)


def is_named(actor: Actor) -> bool:
    """Whether an actor is called by a name of its own: not "a Turkish official", "residents", "local sources"."""
    if "id" in actor.links:
        return True
    words = re.findall(r"\w+", _PARENTHESIS.sub("", actor.name[:400]))
    if not words or actor.type == "PEOPLE" or words[0].casefold() in _INDEFINITE or words[0][0].isdigit():
        return False
    if words[0].casefold() == "the":
        words = words[1:]
    high = [w for w in words if w[0].isupper() or not w[0].isalpha()]
    if not high or words[-1].casefold() in _UNNAMED_HEADS:
        return False
    if actor.type != "PERSON":
        head = next((w for w in reversed(words[: _head_end(words)])), "")
        return bool(head) and (head[0].isupper() or not head[0].isalpha() or head.casefold() in _BODIES)
    return all(w[0].isupper() or w.casefold() in _PARTICLES for w in words) and words[0][0].isupper()


def _head_end(words: Sequence[str]) -> int:
    """Where the phrase after the head begins: "forces | on the ground"."""
    return next((i for i, w in enumerate(words) if i and w in _PREPOSITIONS), len(words))


def speaks_for(actor: Actor) -> bool:
    """Whether an actor is an unnamed voice of a body: "a Pentagon spokesman"."""
    return any(w in _SPEAKERS_FOR for w in re.findall(r"\w+", actor.name[:200].casefold()))


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
    waiting: list[tuple[Ref, Actor, str]] = []
    for reading in readings:
        document = reading.document.id
        for actor in reading.actors:
            ref = (document, actor.id)
            key = _actor_key(ref, actor, known)
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
    """Full names of actors with a known id: the same name elsewhere, without the id, means the same."""
    out: dict[str, str] = {}
    for reading in readings:
        for actor in reading.actors:
            id_ = actor.links.get("id")
            if id_:
                name = plain(actor.name)
                out[name] = id_ if out.get(name, id_) == id_ else ""
    return out


def _actor_key(ref: Ref, actor: Actor, known: Mapping[str, str]) -> str:
    id_ = actor.links.get("id")
    if id_:
        return "k:" + id_
    name = plain(actor.name)
    if not name or not is_named(actor):
        return f"d:{ref[0]}:{ref[1]}"
    if known.get(name) and actor.type != "PERSON":
        return "k:" + known[name]
    if " " in name or (actor.type != "PERSON" and not is_acronym(actor.name)):
        return f"n:{name}"
    return f"d:{ref[0]}:{ref[1]}"


def is_acronym(name: str) -> bool:
    """Whether a name is an acronym: at most six letters, two of them or more capitals."""
    word = _PARENTHESIS.sub("", name).strip().removeprefix("the ").removeprefix("The ").replace(".", "")
    return word.isalpha() and len(word) <= 6 and sum(c.isupper() for c in word) >= 2


def initials(name: str) -> str:
    """The first letters of a name's capitalised words."""
    return "".join(w[0] for w in re.findall(r"\w+", _PARENTHESIS.sub("", name[:400])) if w[0].isupper()).upper()


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
            groups.setdefault(("surname", name.rpartition(" ")[2]), []).append(key)
        else:
            short = {initials(actor.name)} if " " in name else set()
            short |= {a.replace(".", "").upper() for a in (actor.name, *actor.aliases) if is_acronym(a)}
            short |= {m.upper() for m in _PARENTHESIS.findall(actor.name) if is_acronym(m)}
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
                if rule == "surname" and not _fits(plain(actor_a.name), plain(actor_b.name)):
                    continue
                if rule == "acronym" and not (is_acronym(actor_a.name) or is_acronym(actor_b.name)):
                    continue  # two full names with the same first letters are two bodies
                out.append(Proposal("actor", ref_a, ref_b, (actor_a.name, actor_b.name), f"{rule} {shared}"))
    return out


def _fits(a: str, b: str) -> bool:
    """Whether one person's name may be a shorter or abbreviated form of the other: equal words, initials, left-out ones."""
    short, long = sorted((a.split(), b.split()), key=len)
    rest = iter(long)
    return all(any(w == v or (min(len(w), len(v)) == 1 and w[0] == v[0]) for v in rest) for w in short)


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
