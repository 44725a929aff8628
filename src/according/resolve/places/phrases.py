"""Taking a mention apart: "the northern Syrian city of Raqqa" is a name, a kind of place, a country, a part."""

import re
from dataclasses import dataclass
from typing import Literal

from according.ledger.spans import Span
from according.resolve.places.countries import countries, demonym
from according.resolve.places.gazetteer import Gazetteer
from according.resolve.places.spelling import strict

Kind = Literal["settlement", "camp", "district", "region", "country", "site"]
KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        "city town village capital settlement hamlet municipality township suburb neighbourhood neighborhood enclave "
        "stronghold commune cities towns villages".split(),
        "settlement",
    ),
    **dict.fromkeys(("camp", "camps"), "camp"),
    **dict.fromkeys(
        "district subdistrict sub-district county parish raion rayon territory borough districts counties nahiya nahia "
        "territoire".split(),
        "district",
    ),
    **dict.fromkeys(
        "province governorate state oblast region muhafazat muhafazah wilaya wilayat wilayah prefecture department emirate "
        "canton provinces governorates states regions countryside".split(),
        "region",
    ),
    **dict.fromkeys("country nation republic kingdom countries".split(), "country"),
    **dict.fromkeys(
        "airport airbase airfield base hospital bridge crossing dam university square street road highway avenue drive "
        "mosque church cathedral prison jail school port harbour harbor market checkpoint station embassy refinery "
        "oilfield field factory plant stadium palace barracks roundabout cemetery valley mountain mountains hill hills "
        "river lake island desert border frontier strip plain plains coast gate front club monastery shrine citadel "
        "academy college compound headquarters complex building hotel".split(),
        "site",
    ),
}
"""What kind of place a noun calls a place; what it calls a site is not the settlement whose name it bears."""
_FAR_MORE = 10
"""How many times as many people live in the city that is meant as in one that bears the direction as part of its name."""
_AREA_NOUNS = frozenset(
    "valley mountain mountains river lake island desert strip plain plains coast border frontier".split()
)
_PARTS = re.compile(
    r"(?:the )?(?:far |deep |rural |central |outer |inner )*"
    r"(?:north|south|east|west|centr|upper|lower|rural|mid)[a-z]*(?:-(?:north|south|east|west|centr)[a-z]*)?(?: of)? ",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:the|a|an|this|that|its|their|our|his|her|nearby|neighbouring|neighboring|whole|entire|all of|all|of|in|near|former|"
    r"old|war-torn|greater|downtown|occupied|besieged|embattled|besieged|[\w’'-]+-(?:held|controlled|occupied|dominated))\s+",
    re.IGNORECASE,
)
_TAILS = frozenset(
    "refugee refugees international military air border central main general national memorial regional detention "
    "displacement idp civilian civil public grand residential industrial".split()
)
"""Words between a name and the noun that tells its kind: "Yarmouk refugee camp"."""
_GOES_ON = re.compile(r" [–—-] |,? and$| (?:on|along|next to) ")
"""What stands between a name and more that was taken for a part of it: "Syria – just as"."""
_INDEFINITE = re.compile(
    r"^(?:an?|some|any|every|each|no|other|another|many|several|most|more|all|two|three)\b"
    r"|\b(?:countries|cities|towns|villages|districts|provinces|governorates|states|regions|camps)$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(.{2,40}?)[’']s? (?=\S)")
_POSSESSIVE = re.compile(r"[’']s?$")
_OPENING = re.compile(r"[\s\"“”‘(\[*]+")
_CLOSING = "\"”“’'.,;:!?)]* \t\n"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention taken apart. ``name`` is "" for a definite phrase ("the city"). ``country`` is an ISO code told by a
    demonym in it. ``part``: the words tell a part of the named place. ``container`` is a name that it is said to lie in.
    """

    name: str
    kind: Kind | None = None
    country: str | None = None
    part: bool = False
    container: str = ""


def parse(words: str, gazetteer: Gazetteer) -> Phrase | None:
    """Take a mention's words apart. None where they name and point at no place: nationalities, "some towns", nothing at all."""
    words = " ".join(words[:200].split())
    opening = _OPENING.match(words)
    words = words[opening.end() :] if opening else words
    whole = _POSSESSIVE.sub("", words.rstrip(_CLOSING) + ("." if _is_shortened(words) else ""))
    if not whole:
        return None
    if demonym(whole):
        return None
    if _named(whole, gazetteer):
        direction = _PARTS.match(whole) if whole[0].islower() else None
        if direction and _is_part(whole, whole[direction.end() :], gazetteer):
            return Phrase(whole[direction.end() :], part=True)
        return Phrase(whole, kind=_own_kind(whole))
    found = _stripped(whole, gazetteer)
    return None if found and not found.name and _INDEFINITE.search(whole) else found


def _is_shortened(words: str) -> bool:
    """Whether a final full stop belongs to the name: "U.S.", "Calif."."""
    last = words.rsplit(" ", 1)[-1]
    return last.endswith(".") and (last.count(".") > 1 or len(last) < 7)


def _named(words: str, gazetteer: Gazetteer) -> bool:
    return any(c.isupper() for c in words) and bool(gazetteer.find(words))


def _is_part(words: str, rest: str, gazetteer: Gazetteer) -> bool:
    """Whether a direction in small letters tells a part of a city and is no part of a name: "east London" is in London.

    So where only settlements bear the whole name, and one of many times as many people bears the rest.
    """
    whole, bare = gazetteer.find(words), gazetteer.find(rest)
    return bool(bare) and all(
        e.feature.startswith("PPL") and _FAR_MORE * e.population < bare[0].population for e in whole
    )


def _own_kind(words: str) -> Kind | None:
    """The kind told by the last word of a whole name ("Rapides Parish")."""
    kind = KINDS.get(words.rsplit(" ", 1)[-1].casefold()) if " " in words else None
    return kind if kind in ("district", "region") else None


def _stripped(words: str, gazetteer: Gazetteer) -> Phrase | None:
    """Modifiers off the front, kinds off both ends, until a name of the gazetteer or nothing more is left."""
    kind: Kind | None = None
    country: str | None = None
    part = False
    container = ""
    words = words.partition(" for ")[0]
    name, comma, rest = words.partition(", ")
    if comma and _named(rest.split(",")[0], gazetteer):
        words, container = name, rest.split(",")[0]
    elif comma and _named(_bare(name), gazetteer):
        words = name
    if (head := _GOES_ON.split(words, maxsplit=1)[0]) != words and _named(_bare(head), gazetteer):
        words = head
    for split in (" in ", " near ", " outside "):
        head, found, tail = words.partition(split)
        if found and _named(_bare(tail), gazetteer):
            words, container = head, _bare(tail)
    if (m := _OWNER.match(words)) and _named(_bare(m[1]), gazetteer):
        words, container = words[m.end() :], _bare(m[1])
    for _ in range(8):
        if not words or _named(words, gazetteer):
            break
        lowered = words.casefold()
        if m := _DETERMINER.match(words):
            words = words[m.end() :]
        elif (m := _PARTS.match(words)) and m.end() < len(words):
            part, words = True, words[m.end() :]
        elif found_kind := _leading_kind(lowered):
            part = part and lowered.startswith("countryside")  # "the northern city of X" is all of X
            kind, words = kind or found_kind[0], words[found_kind[1] :]
        elif found_country := _leading_country(words):
            country, words = found_country[0], words[found_country[1] :]
        elif (tail := lowered.rsplit(" ", 1)[-1]) in KINDS and tail != lowered:
            kind, words = kind or KINDS[tail], words[: -len(tail)].rstrip()
        elif kind and tail in _TAILS and tail != lowered:
            words = words[: -len(tail)].rstrip()
        elif words[0].islower() and " " in words and not _begins_name(words):
            words = words.split(" ", 1)[1]
        else:
            break
    words = words.strip()
    lowered = words.casefold()
    if lowered in KINDS:
        return Phrase("", KINDS[lowered], country)
    if demonym(words):
        return Phrase("", kind, demonym(words)) if kind else None
    if not any(c.isupper() for c in words):
        return Phrase("", kind, country) if kind else None
    return Phrase(words, kind, country, part, container)


def _bare(words: str) -> str:
    """A name without a determiner before it or a kind after it."""
    m = _DETERMINER.match(words)
    words = words[m.end() :] if m else words
    head, space, last = words.rpartition(" ")
    return head if space and last in KINDS else words


def _begins_name(words: str) -> bool:
    """Whether a small first word belongs to the name: "al-Bab", "el Obeid", "ad Dawr"."""
    first = words.split(" ", 1)[0]
    return ("-" in first and first.partition("-")[2][:1].isupper()) or (len(first) == 2 and words[3:4].isupper())


def _leading_kind(lowered: str) -> tuple[Kind, int] | None:
    """A kind before the name: "city of Raqqa", "Province of Idlib", "Camp Ashraf", "town Azaz" (and where it ends)."""
    first, space, rest = lowered.partition(" ")
    kind = KINDS.get(first)
    if kind is None or not space:
        return None
    return kind, len(first) + (4 if rest.startswith("of ") else 1)


def _leading_country(words: str) -> tuple[str, int] | None:
    """A nationality or a possessive before the name: "Syrian Raqqa", "South Sudanese Malakal" (and where it ends)."""
    pieces = words.split(" ", 2)
    for count in (2, 1):
        if len(pieces) > count and (country := demonym(" ".join(pieces[:count]))):
            return country, len(" ".join(pieces[:count])) + 1
    return None


_GOVERNMENT_ACTS = re.compile(
    r"(?:['’]s (?:government|regime|allies|ally|ambassador|envoy|policy|foreign policy|position|stance|decision|support|"
    r"backing|role|claim|claims|demand|demands|foreign ministry|foreign minister|military)\b|"
    r"(?: (?:also|has|have|had|will|would|could|may|might|itself|now|again|later|already|long|repeatedly|then|since))*"
    r" (?:sa(?:ys|id)|tells?|told|reject(?:s|ed)|den(?:ies|ied)|accus(?:es|ed)|warn(?:s|ed)|announc(?:es|ed)|insist(?:s|ed)|"
    r"claim(?:s|ed)|believ(?:es|ed)|wants?|wanted|back(?:s|ed)|agree(?:s|d)|refus(?:es|ed)|vow(?:s|ed)|condemn(?:s|ed)|"
    r"call(?:s|ed) (?:for|on|it)|urg(?:es|ed)|hop(?:es|ed)|fear(?:s|ed)|argu(?:es|ed)|demand(?:s|ed)|consider(?:s|ed)|"
    r"support(?:s|ed)|respond(?:s|ed)|repli(?:es|ed)|blam(?:es|ed)|confirm(?:s|ed)|suspect(?:s|ed)|pledg(?:es|ed)|"
    r"threaten(?:s|ed)|maintain(?:s|ed)|regard(?:s|ed)|view(?:s|ed)|recogni[sz](?:es|ed)|deploy(?:s|ed)|intervened|"
    r"promis(?:es|ed)|arm(?:s|ed)|den(?:y|ies)|accept(?:s|ed)|seeks?|sought|signed|suppl(?:ies|ied)|sponsor(?:s|ed))\b"
    r"|-(?:backed|led|aligned|allied|sponsored|supported|funded|based)\b)"
)
_GOVERNMENT_TALK = re.compile(
    r"(?i:according to|accused by|backed by|supported by|pressure (?:on|from)|(?:relations|talks|ties|deal|agreement|tensions|"
    r"alliance) (?:with|between)|opposed by|condemned by|brokered by) (?:[A-Z]\w+,? (?:and )?)?$"
)


def stands_for_government(text: str, span: Span) -> str | None:
    """The ISO code of the country whose government a capital's name stands for ("Damascus rejects"), else None.

    Only capitals do; the words around tell: what a government does after it, or "according to", "talks with" before it.
    """
    begin, end = span
    words = text[begin:end].strip()
    iso = countries().capitals.get(strict(words))
    if iso is None:
        return None
    if _GOVERNMENT_ACTS.match(text, end, end + 120) and not text[end : end + 7].endswith("-based"):
        return iso
    return iso if _GOVERNMENT_TALK.search(text, max(0, begin - 60), begin) else None
