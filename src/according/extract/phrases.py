"""Relations that a phrase states by its form: "US-led coalition", "Turkish officials", "Talal Silo, the SDF's spokesman".

The model's pairs find what sentences tell; these are regular enough to be read by rule, and rare enough in the training
texts for the model to miss them. No name is known to the rules: only nouns of offices and forces, and the form around them.
"""

import re
from array import array
from collections.abc import Sequence

import numpy as np

from according.extract.designations import SURE, designations
from according.ledger import FoundMention, FoundRelation, RelationType, Span

_BODIES = ("STATE", "ORG", "ARMED_GROUP", "NATIONALITY", "PEOPLE")
_COMPOUND: dict[str, tuple[RelationType, bool]] = {
    "backed": ("supports", True), "supported": ("supports", True), "sponsored": ("supports", True),
    "funded": ("supports", True), "armed": ("supports", True), "trained": ("supports", True), "led": ("leads", True),
    "dominated": ("leads", True), "run": ("leads", True), "commanded": ("leads", True), "headed": ("leads", True),
    "allied": ("allied_with", False), "aligned": ("allied_with", False), "based": ("from_place", False),
}  # fmt: skip
"""What "X-led Y" states, and whether X is its subject."""
_COMPOUND_TAIL = re.compile(r"[-–‑](" + "|".join(_COMPOUND) + r")\b", re.IGNORECASE)
_PREFIX: dict[str, RelationType] = {"pro": "supports", "anti": "opposed_to"}
_PREFIX_HEAD = re.compile(r"(?:^|\s)(pro|anti)[-–‑]$", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(?:army|military|forces?|troops|soldiers|police|navy|air force|intelligence|ministry|parliament|marines|"
    r"special forces|security forces|jets|warplanes|warships|gendarmerie)$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:leaders?|president|prime minister|premier|head|chief|commander|king|emir|dictator|director|chairman|"
    r"chairwoman|founder|supreme leader|secretary[- ]general|caliph)\b",
    re.IGNORECASE,
)
_MEMBERS = re.compile(r"\b(?:members?|fighters?|militants?|jihadists?|activists?|recruits?|gunmen|followers?)\b", re.I)
_ROLES = re.compile(
    r"\b(?:officials?|spokes(?:man|woman|person|people|men)|ministers?|ambassadors?|envoys?|advis[eo]rs?|officers?|"
    r"diplomats?|lawmakers?|mps?|representatives?|secretary|coordinator|director|researchers?|analysts?|generals?|"
    r"colonel|negotiators?|lawyers?|deputy|vice[- ]president|counsellor|judges?|prosecutors?|fellow|professor|editor)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:former|ex|late|one-time|deputy|vice)\b", re.IGNORECASE)
_END = re.compile(r"[,.;:()–—“”\"\n]|\b(?:who|which|said|says|told|has|had|was|is)\b")
_FARTHEST = 90


def stated_relations(text: str, mentions: Sequence[FoundMention]) -> list[FoundRelation]:
    """Relations stated by phrases, between mentions by index. Linear in the number of mentions."""
    spans = np.array([(begin, -end) for begin, end in (m.span for m in mentions)], dtype=np.int64).reshape(-1, 2)
    order = array("q", np.lexsort((spans[:, 1], spans[:, 0])).tobytes())
    out: list[FoundRelation] = []
    for at, k in enumerate(order):
        m = mentions[k]
        if m.type in _BODIES:
            out += _compound(text, mentions, order, at)
            out += _prefixed(text, mentions, order, at)
        if m.type in ("PERSON", "PEOPLE", "ARMED_GROUP", "ORG"):
            out += _inside(text, mentions, order, at)
        if m.type == "PERSON":
            out += _apposed(text, mentions, order, at)
    return out + designations(text, mentions)


def _compound(text: str, mentions: Sequence[FoundMention], order: Sequence[int], at: int) -> list[FoundRelation]:
    """X-led Y: Y is the phrase that begins with X, or the next one."""
    k = order[at]
    begin, end = mentions[k].span
    tail = _COMPOUND_TAIL.match(text, end)
    if not tail:
        return []
    relation, subject = _COMPOUND[tail.group(1).lower()]
    around = [
        j for j in order[max(0, at - 4) : at] if mentions[j].span[0] <= begin and mentions[j].span[1] > tail.end()
    ]
    after = [j for j in order[at + 1 : at + 4] if tail.end() <= mentions[j].span[0] <= tail.end() + 25]
    whole = around[-1] if around else after[0] if after else None
    if whole is None:
        return []
    return [FoundRelation(k, relation, whole, SURE) if subject else FoundRelation(whole, relation, k, SURE)]


def _prefixed(text: str, mentions: Sequence[FoundMention], order: Sequence[int], at: int) -> list[FoundRelation]:
    """Pro-X Y, anti-X Y: Y supports or opposes X."""
    k = order[at]
    begin, end = mentions[k].span
    head = _PREFIX_HEAD.search(text, max(0, begin - 6), begin)
    if not head:
        return []
    around = [
        j for j in order[max(0, at - 4) : at] if mentions[j].span[0] <= head.start(1) and mentions[j].span[1] > end
    ]
    return [FoundRelation(around[-1], _PREFIX[head.group(1).lower()], k, SURE)] if around else []


def _inside(text: str, mentions: Sequence[FoundMention], order: Sequence[int], at: int) -> list[FoundRelation]:
    """The Turkish army, Turkish officials, members of the SDF, the SDF spokesman Talal Silo: whose they are lies inside."""
    k = order[at]
    begin, end = mentions[k].span
    inner = [j for j in order[at + 1 : at + 6] if mentions[j].span[1] <= end and mentions[j].type in _BODIES]
    if not inner:
        return []
    j = inner[0]
    first, last = mentions[j].span
    before, rest = text[begin:first], text[last:end]
    if _COMPOUND_TAIL.match(rest) or _PREFIX_HEAD.search(before):
        return []
    relation = _relation_of(before, rest, mentions[k].type in ("PERSON", "PEOPLE"))
    if relation == "part_of" and mentions[j].type == "ARMED_GROUP":  # "SDF forces" are the SDF
        return []
    return [FoundRelation(k, relation, j, SURE)] if relation else []


def _relation_of(before: str, rest: str, people: bool) -> RelationType | None:
    """What "before X rest" is to X: "(the) X army", "members of X", "X's foreign minister"."""
    leading = before.strip().casefold() in ("", "the", "a", "an", "some", "several", "two", "three", "senior", "its")
    head = rest.strip(" ’'s") if leading else before.removesuffix("the ").strip()
    if not leading and not re.search(r"\b(?:of|for|in|at|from)$", head):
        return None
    words = _END.split(head if leading else re.sub(r"\b(?:of|for|in|at|from)$", "", head).strip(), maxsplit=1)[0]
    if _FORCES.search(words.strip()):
        return "part_of"
    if people and _MEMBERS.search(words):
        return "member_of"
    if people and _LEADS.search(words) and not _FORMER.search(words) and not words.rstrip().endswith("s"):
        return "leads"
    return "role_in" if people and (_ROLES.search(words) or _LEADS.search(words)) else None


def _apposed(text: str, mentions: Sequence[FoundMention], order: Sequence[int], at: int) -> list[FoundRelation]:
    """Talal Silo, the SDF spokesman; the Turkish president, Recep Tayyip Erdoğan; Russia's foreign minister Sergey Lavrov."""
    k = order[at]
    begin, end = mentions[k].span
    out = []
    if text.startswith((", ", " (", " – ", " — "), end):
        start = end + 2
        stop = _END.search(text, start + 1)
        limit = min(stop.start() if stop else len(text), start + _FARTHEST)
        out += _office(text, mentions, k, (start, limit), order[at + 1 : at + 7])
    lead = max(0, begin - _FARTHEST)
    clause = max(
        (
            m.end()
            for m in re.finditer(
                r"[.;:()–—“”\"\n]|, (?!$)|\b(?:said|and|with|to|that|by)\b", text[lead:begin].rstrip(" ,")
            )
        ),
        default=0,
    )
    out += _office(text, mentions, k, (lead + clause, begin), order[max(0, at - 5) : at][::-1])
    return out[:1]


def _office(
    text: str, mentions: Sequence[FoundMention], k: int, stretch: Span, near: Sequence[int]
) -> list[FoundRelation]:
    """The office that a stretch of text beside a person tells, in the body that is named in it."""
    words = text[slice(*stretch)]
    if not (_ROLES.search(words) or _LEADS.search(words)):
        return []
    for j in near:
        first, last = mentions[j].span
        if stretch[0] <= first and last <= stretch[1] and mentions[j].type in _BODIES[:4]:
            told = text[stretch[0] : first] + " " + text[last : stretch[1]]
            if _LEADS.search(told) and not _FORMER.search(told) and not _ROLES.search(told):
                return [FoundRelation(k, "leads", j, SURE)]
            if _ROLES.search(told) or _LEADS.search(told):
                return [FoundRelation(k, "role_in", j, SURE)]
    return []
