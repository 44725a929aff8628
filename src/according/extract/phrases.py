"""Relations that a phrase states by its form: "US-led coalition", "backed by Iran", "Talal Silo, the SDF's spokesman".

The model's pairs find what sentences tell; these are regular enough to be read by rule, and rare enough in the training
texts for the model to miss them. No name is known to the rules: only nouns of offices, verbs, and the form around them.
"""

import re
from collections.abc import Iterator, Sequence

from according.extract.designations import designations
from according.extract.offices import offices
from according.extract.stated import ARTICLE, SPACE, SURE, Beside, Stated, begins_name, evidence_of, goes_on
from according.ledger import ACTOR_TYPES, FoundMention, FoundRelation, RelationType

_COMPOUND: dict[str, tuple[RelationType, bool]] = {
    "backed": ("supports", True), "supported": ("supports", True), "sponsored": ("supports", True),
    "funded": ("supports", True), "armed": ("supports", True), "trained": ("supports", True), "led": ("leads", True),
    "dominated": ("leads", True), "run": ("leads", True), "commanded": ("leads", True), "headed": ("leads", True),
    "allied": ("allied_with", False), "aligned": ("allied_with", False),
}  # fmt: skip
"""What "X-led Y" states, and whether X is its subject."""
_HYPHEN = "[-–‑]"
_COMPOUND_TAIL = re.compile(
    rf"(?:{_HYPHEN}{SPACE}(?:and|or){SPACE}(?:[\w.]+{SPACE}){{0,2}}[\w.]+)?{_HYPHEN}({'|'.join(_COMPOUND)})\b",
    re.IGNORECASE,
)
"""The tail of "Veldra-led", and of the first in "Veldra- and Kell-led"."""
_NON = re.compile(rf"\b(?:non|un){_HYPHEN}$", re.IGNORECASE)
_PREFIX: dict[str, RelationType] = {"pro": "supports", "anti": "opposed_to"}
_PREFIX_HEAD = re.compile(rf"(?<![\w-])(pro|anti){_HYPHEN}$", re.IGNORECASE)
_ACT = re.compile(
    r"\b(?:air)?(?:strikes?|raids?|attacks?|assaults?|offensives?|operations?|campaigns?|fight|wars?|talks|process|plans?"
    r"|conferences?|initiatives?|programmes?|programs?|projects?|efforts?|deals?|truces?|ceasefires?|negotiations)\b",
    re.IGNORECASE,
)
"""What is led or backed without being an actor: a mention of one that follows belongs to other words."""
_STOP = re.compile(r"(?<!\b\w)[.!?;]\s")  # the stop of initials is none
_BEGUN = re.compile(r"[\w\s’'–‑-]{0,30}")
_IS = rf"(?:(?:is|are|was|were|(?:has|have){SPACE}been){SPACE})?"
_WHO = rf",?{SPACE}(?:(?:which|that|who){SPACE})?"
_WHEN = rf"(?:(?:has|had|have|later|then|also|recently|first|once|reportedly|last{SPACE}year|in{SPACE}\d{{4}}){SPACE}){{0,3}}"
_FORMS: tuple[tuple[str, RelationType, bool, tuple[str, ...]], ...] = (
    (
        rf"{_WHO}{_IS}(?:(?:also|long|now|still){SPACE})?(?:backed|supported|sponsored|armed|funded|financed|trained){SPACE}"
        rf"(?:and{SPACE}\w+{SPACE})?by",
        "supports", True, (*ACTOR_TYPES, "NATIONALITY"),
    ),
    (rf",?{SPACE}who{SPACE}(?:now{SPACE})?(?:leads|heads|commands|runs|chairs|has{SPACE}led)", "leads", False, ACTOR_TYPES),
    (rf"{SPACE}(?:heads|commands|chairs)", "leads", False, ACTOR_TYPES),
    (
        rf",?{SPACE}(?:(?:is|are){SPACE})?(?:(?:an?|the|one{SPACE}of{SPACE}the){SPACE})?(?:(?:close|key){SPACE})?(?:ally|allies)"
        rf"{SPACE}of",
        "allied_with", False, ACTOR_TYPES,
    ),
    (rf"{_WHO}(?:(?:is|are){SPACE})?(?:allied|aligned){SPACE}(?:with|to)", "allied_with", False, ACTOR_TYPES),
    (rf",?{SPACE}who{SPACE}{_WHEN}joined", "member_of", False, ("ORG", "ARMED_GROUP")),
)  # fmt: skip
"""What stands between two mentions, what it states, whether the second is its subject, and of what types the second is.

What is past ("who led"), denied or only possible has other words between, and is left to the model.
"""
_LINKS = [(re.compile(form + SPACE), relation, turned, types) for form, relation, turned, types in _FORMS]
_REGIME = re.compile(rf"(?:[’']s)?{SPACE}(?:(?:current|new|military|interim){SPACE})?(?:regime|government)\b")
_NAME_PART = re.compile(r"[^\W\d_][\w’'-]*\.?")
_OF = re.compile(rf"{SPACE}of{SPACE}(?:the{SPACE})?")
_OF_WHAT = re.compile(
    r"\b(?:by|warn\w*|accus\w*|inform\w*|remind\w*|notif\w*|suspect\w*|convict\w*|acquit\w*|clear\w*|strip\w*|rob\w*|rid"
    r"|assur\w*|advis\w*|absolv\w*|depriv\w*|tell\w*|told)\s$",
    re.IGNORECASE,
)
"""What before a name makes "of" its own: "warned Ilse Marro of the Front", "the capture by Marro of"."""
_ARTICLE = re.compile(rf"{ARTICLE}\s", re.IGNORECASE)
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
        Stated(r, evidence_of(text, mentions[r.subject].span, mentions[r.object].span)) for r in designations(beside)
    ]


def _compound(beside: Beside, k: int) -> Iterator[Stated]:
    """X-led Y: Y is the phrase that begins with X, or the next one."""
    begin, end = beside.mentions[k].span
    tail = _COMPOUND_TAIL.match(beside.text, end)
    if not tail or _NON.search(beside.text, max(0, begin - 5), begin):
        return
    relation, subject = _COMPOUND[tail.group(1).lower()]
    around = [
        j
        for j in beside.over((begin, tail.end() + 1), _NEAR)
        if j != k and _BEGUN.fullmatch(beside.text, beside.mentions[j].span[0], begin)
    ]
    for whole in around[-1:] or _next(beside, tail.end()):
        last = beside.mentions[whole].span[1]
        if _ACT.search(beside.text, tail.end(), min(last, tail.end() + _NEAR)) or _STOP.search(
            beside.text, tail.end(), last
        ):
            return
        one, other = (k, whole) if subject else (whole, k)
        evidence = evidence_of(beside.text, (begin, end), (min(begin, beside.mentions[whole].span[0]), last))
        yield Stated(FoundRelation(one, relation, other, SURE), evidence)


def _next(beside: Beside, at: int) -> list[int]:
    """The next phrase, but for one that is only led or backed by too: "and Kell-armed rebels"."""
    for begin in beside.first(at + 1, at + _NEAR):
        k = beside.beginning(begin)[0]
        if not _COMPOUND_TAIL.match(beside.text, beside.mentions[k].span[1]):
            return [k]
    return []


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
    for pattern, relation, turned, types in _LINKS:
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
            if beside.mentions[other[0]].type not in types or goes_on(beside.text, beside.mentions[other[0]].span[1]):
                continue
            evidence = evidence_of(beside.text, beside.mentions[one[0]].span, beside.mentions[other[0]].span)
            pair = (other[0], one[0]) if turned else (one[0], other[0])
            yield Stated(FoundRelation(pair[0], relation, pair[1], SURE), evidence)


def _regime(beside: Beside, k: int) -> Iterator[Stated]:
    """The Marro regime: Marro leads it."""
    begin, end = beside.mentions[k].span
    regime = _REGIME.match(beside.text, end)
    for whole in beside.over((begin, regime.end()), _NEAR) if regime else ():
        first, last = beside.mentions[whole].span
        headed = first == begin or _ARTICLE.fullmatch(beside.text, first, begin)
        if regime and headed and last == regime.end():
            evidence = evidence_of(beside.text, beside.mentions[whole].span, beside.mentions[whole].span)
            yield Stated(FoundRelation(k, "leads", whole, SURE), evidence)
            return


def _of(beside: Beside, k: int) -> Iterator[Stated]:
    """Ilse Marro of the Civic Front."""
    begin, end = beside.mentions[k].span
    of = _OF.match(beside.text, end) if _is_full_name(beside.words(k)) else None
    if not of or _OF_WHAT.search(beside.text, max(0, begin - 15), begin):
        return
    for body in (beside.beginning(of.end()) or beside.beginning(of.start() + 4))[:1]:
        span = beside.mentions[body].span
        if beside.mentions[body].type in ("ORG", "ARMED_GROUP") and not goes_on(beside.text, span[1]):
            yield Stated(FoundRelation(k, "member_of", body, SURE), evidence_of(beside.text, (begin, end), span))


def _is_full_name(words: str) -> bool:
    """Two words or more, none of which begins with a small letter but for particles; there are scripts without capitals."""
    parts = words.split()
    return len(parts) > 1 and all(_NAME_PART.fullmatch(p) and begins_name(p) for p in parts)
