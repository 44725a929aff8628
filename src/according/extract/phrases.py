"""Relations that a phrase states by its form: "US-led coalition", "backed by Iran", "Talal Silo, the SDF's spokesman".

The model's pairs find what sentences tell; these are regular enough to be read by rule, and rare enough in the training
texts for the model to miss them. No name is known to the rules: only nouns of offices, verbs, and the form around them.
"""

import re
from collections.abc import Iterator, Sequence

from according.extract.designations import designations
from according.extract.offices import offices
from according.extract.stated import SURE, Beside, Stated, evidence_of
from according.ledger import ACTOR_TYPES, FoundMention, FoundRelation, RelationType

_COMPOUND: dict[str, tuple[RelationType, bool]] = {
    "backed": ("supports", True), "supported": ("supports", True), "sponsored": ("supports", True),
    "funded": ("supports", True), "armed": ("supports", True), "trained": ("supports", True), "led": ("leads", True),
    "dominated": ("leads", True), "run": ("leads", True), "commanded": ("leads", True), "headed": ("leads", True),
    "allied": ("allied_with", False), "aligned": ("allied_with", False),
}  # fmt: skip
"""What "X-led Y" states, and whether X is its subject."""
_COMPOUND_TAIL = re.compile(r"[-–‑](" + "|".join(_COMPOUND) + r")\b", re.IGNORECASE)
_PREFIX: dict[str, RelationType] = {"pro": "supports", "anti": "opposed_to"}
_PREFIX_HEAD = re.compile(r"(?:^|\s)(pro|anti)[-–‑]$", re.IGNORECASE)
_ACT = re.compile(
    r"\b(?:air)?(?:strikes?|raids?|attacks?|assaults?|offensives?|operations?|campaigns?|fight|wars?|talks|process|plans?"
    r"|conferences?|initiatives?|programmes?|programs?|projects?|efforts?|deals?|truces?|ceasefires?|negotiations)\b",
    re.IGNORECASE,
)
"""What is led or backed without being an actor: a mention of one that follows belongs to other words."""
_BEGUN = re.compile(r"[\w\s’'–‑-]{0,30}")
_LINKS: tuple[tuple[re.Pattern[str], RelationType, bool], ...] = (
    (re.compile(
        r",?\s(?:(?:which|that|who)\s)?(?:(?:is|are|was|were|(?:has|have|had)\sbeen)\s)?(?:(?:also|long|now|still)\s)?"
        r"(?:backed|supported|sponsored|armed|funded|financed|trained)\s(?:and\s\w+\s)?by\s"), "supports", True),
    (re.compile(r",?\swho\s(?:leads|heads|commands|runs|chairs|led|headed|commanded|has\sled)\s"), "leads", False),
    (re.compile(r"\s(?:heads|commands|chairs|commanded|headed|chaired)\s"), "leads", False),
    (re.compile(r",?\s(?:(?:is|are|was|were)\s)?(?:(?:an?|the|one of the)\s)?(?:close\s|key\s)?(?:ally|allies)\sof\s"),
     "allied_with", False),
    (re.compile(r",?\s(?:(?:which|that|who)\s)?(?:(?:is|are|was|were)\s)?(?:allied|aligned)\s(?:with|to)\s"),
     "allied_with", False),
    (re.compile(r",?\swho\s(?:\w+\s){0,5}?joined\s"), "member_of", False),
)  # fmt: skip
"""What stands between two mentions, what it states, and whether the second is its subject."""
_REGIME = re.compile(r"(?:[’']s)?\s(?:[a-z-]+\s)?(?:regime|government)\b")
_FULL_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s(?:bin|ibn|al|de|van|von)?[\s-]?[A-Z][\w’'-]*)+")
_OF = re.compile(r"\sof\s(?:the\s)?")
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_NEAR, _FARTHEST = 30, 60
"""Code points from "X-led" back to where a phrase around it begins, or on to the next phrase; those of "P" in "P, who"."""


def stated_relations(text: str, mentions: Sequence[FoundMention]) -> list[Stated]:
    """Relations stated by phrases, between mentions by index. Linear in the text and its mentions."""
    beside = Beside(text, mentions)
    out: list[Stated] = []
    for k, m in enumerate(mentions):
        if m.type in ACTOR_TYPES or m.type == "NATIONALITY":
            out += _compound(beside, k)
            out += _prefixed(beside, k)
        if m.type == "PERSON":
            out += _regime(beside, k)
            out += _of(beside, k)
    out += _linked(beside)
    out += offices(beside)
    return out + [
        Stated(r, evidence_of(text, mentions[r.subject].span, mentions[r.object].span))
        for r in designations(text, mentions)
    ]


def _compound(beside: Beside, k: int) -> Iterator[Stated]:
    """X-led Y: Y is the phrase that begins with X, or the next one."""
    begin, end = beside.mentions[k].span
    tail = _COMPOUND_TAIL.match(beside.text, end)
    if not tail:
        return
    relation, subject = _COMPOUND[tail.group(1).lower()]
    around = [
        j
        for j in beside.over((begin, tail.end() + 1), _NEAR)
        if j != k and _BEGUN.fullmatch(beside.text, beside.mentions[j].span[0], begin)
    ]
    after = beside.beginning(next(beside.first(tail.end() + 1, tail.end() + _NEAR), -1))
    for whole in around[-1:] or after[:1]:
        last = beside.mentions[whole].span[1]
        if _ACT.search(beside.text, tail.end(), min(last, tail.end() + _NEAR)) or "." in beside.text[tail.end() : last]:
            return
        one, other = (k, whole) if subject else (whole, k)
        evidence = evidence_of(beside.text, (begin, end), (min(begin, beside.mentions[whole].span[0]), last))
        yield Stated(FoundRelation(one, relation, other, SURE), evidence)


def _prefixed(beside: Beside, k: int) -> Iterator[Stated]:
    """Pro-X Y, anti-X Y: Y supports or opposes X."""
    begin, end = beside.mentions[k].span
    head = _PREFIX_HEAD.search(beside.text, max(0, begin - 6), begin)
    around = [j for j in beside.over((head.start(1), end + 1), _NEAR) if j != k] if head else []
    for whole in around[-1:]:
        relation = _PREFIX[head.group(1).lower()] if head else "supports"
        evidence = evidence_of(beside.text, (begin, end), beside.mentions[whole].span)
        yield Stated(FoundRelation(whole, relation, k, SURE), evidence)


def _linked(beside: Beside) -> Iterator[Stated]:
    """G, backed by A; P, who leads G; H is an ally of A."""
    for pattern, relation, turned in _LINKS:
        for link in pattern.finditer(beside.text):
            article = _ARTICLE.match(beside.text, link.end())
            one = (
                beside.ending(link.start())
                or [
                    j
                    for j in beside.over((link.start(), link.end() + 1), _FARTHEST)
                    if _BEGUN.fullmatch(beside.text, beside.mentions[j].span[0], link.start())
                ][-1:]
            )
            other = beside.beginning(link.end()) or (beside.beginning(article.end()) if article else [])
            if not one or not other or one == other[:1]:
                continue
            evidence = evidence_of(beside.text, beside.mentions[one[0]].span, beside.mentions[other[0]].span)
            pair = (other[0], one[0]) if turned else (one[0], other[0])
            yield Stated(FoundRelation(pair[0], relation, pair[1], SURE), evidence)


def _regime(beside: Beside, k: int) -> Iterator[Stated]:
    """The Marro regime: Marro leads it."""
    begin, end = beside.mentions[k].span
    regime = _REGIME.match(beside.text, end)
    for whole in beside.over((begin, regime.end()), _NEAR) if regime else ():
        if regime and beside.mentions[whole].span[1] == regime.end():
            evidence = evidence_of(beside.text, beside.mentions[whole].span, beside.mentions[whole].span)
            yield Stated(FoundRelation(k, "leads", whole, SURE), evidence)
            return


def _of(beside: Beside, k: int) -> Iterator[Stated]:
    """Ilse Marro of the Civic Front."""
    span = beside.mentions[k].span
    of = _OF.match(beside.text, span[1]) if _FULL_NAME.fullmatch(beside.words(k)) else None
    for body in (beside.beginning(of.end()) or beside.beginning(of.start() + 4))[:1] if of else ():
        if beside.mentions[body].type in ("ORG", "ARMED_GROUP"):
            evidence = evidence_of(beside.text, span, beside.mentions[body].span)
            yield Stated(FoundRelation(k, "member_of", body, SURE), evidence)
