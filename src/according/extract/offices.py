"""Who holds an office in what body: "Ilse Marro, a spokeswoman for the Front", "the Veldran president, Ado Bem".

An office's noun is looked for first, then the body beside it (before: "the Front's", "Veldran"; after: "of the Front"), then
who holds it: a name after or before the phrase, else a mention of a person that the phrase is the head of. No person or body
is known by name. What may stand between these is told by closed lists: any other word may be a verb ("Veldra jails leader
Ilse Marro"), and what the lists do not hold is left to the model.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from according.extract.stated import SPACE, SURE, Beside, Stated, begins_name, closed, goes_on
from according.ledger import FoundRelation, RelationType, Span

_TOP = (
    r"(?:co-)?leader|president|premier|prime\sminister|king|emir|dictator|caliph|chancellor|secretary[- ]general|(?:co-)?chair(?:man|woman)?"
    r"|commander[- ]in[- ]chief"
)
"""Who holds one of these leads; of the next only where no other word makes it less: a "media director" does not."""
_HEAD = r"head|chief(?:\sexecutive)?|commander|director(?:[- ]general)?|(?:co-?)?founder"
_MEMBER = r"member"
_OTHER = (
    r"spokes(?:man|woman|person)|minister|ambassador|envoy|advis[eo]r|aide|officer|official|diplomat|lawmaker|mp"
    r"|representative|secretary(?:\sof\s(?:state|defen[cs]e))?|researcher|analyst|general|colonel|negotiator|lawyer"
    r"|counsellor|judge|prosecutor|fellow|professor|editor|correspondent|columnist|senator|governor|mayor|manager"
)
_FORMER = r"former|formerly|ex|late|one-time|once|previous|previously|then"
_SECOND = r"deputy|vice|acting|interim|assistant"
_PLAIN = (
    r"current|new|now|supreme|top|overall|powerful|long-time|longtime|founding|outgoing|incoming|executive|general|managing"
    r"|military"
)
_KIND = (
    r"senior|junior|chief|leading|high-ranking|foreign|prime|defen[cs]e|interior|justice|finance|economy|trade|health|education"
    r"|energy|oil|culture|information|communications|media|public|external|affairs|relations|political|security|intelligence"
    r"|army|navy|police|air\sforce|armed\sforces|field|regional|local|provincial|special|national|legal|humanitarian|research|programme"
    r"|program|policy|parliamentary|presidential|government|cabinet|official"
)
_DONE = r"ousted|deposed|exiled|jailed|elected|wanted"
"""Words beside an office: such as say that it is past, a second's, as great as without them, of some kind; and such as do
only where no body stands before them, being verbs there: "Veldra ousted president Marro"."""
_WORD = rf"(?:{_FORMER}|{_SECOND}|{_PLAIN}|{_KIND})"
_ANY_WORD = rf"(?:{_WORD}|{_DONE})"
_DETERMINER = r"(?:the|an?|one|another|some|his|her|its|their|our)"
_OFFICE = re.compile(
    rf"(?<![\w-])(?:(?:{_FORMER}|{_SECOND})[-–‑])?"
    rf"(?:(?P<top>{_TOP})|(?P<head>{_HEAD})|(?P<member>{_MEMBER})|(?P<other>{_OTHER}))(?![\w-]|[’']s)",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"{SPACE}(?:{_TOP}|{_HEAD}|{_MEMBER}|{_OTHER}|elect|of\sstaff)(?![\w-])", re.IGNORECASE)
"""What makes of an office's noun the first of two: "the chief negotiator"."""
_AFTER_BODY = re.compile(
    rf"(?:{SPACE}(?P<more>(?:{_WORD}{SPACE}){{0,4}})|(?P<own>[’']s?){SPACE}(?P<whose>(?:{_ANY_WORD}{SPACE}){{0,4}}))",
    re.IGNORECASE,
)
_BEFORE_BODY = re.compile(
    rf"(?P<more>{SPACE}(?:of|for){SPACE}(?:the{SPACE})?(?!(?:at|of|in|and)\b)[a-z-]+(?:{SPACE}(?!(?:at|of|in|and)\b)[a-z-]+){{0,3}})??"
    rf"{SPACE}(?P<link>of|for|at|with|from){SPACE}(?:(?:the|its|his|their){SPACE})?"
)
_LEAD = re.compile(
    rf"(?<![\w’'-])(?:(?P<article>{_DETERMINER}){SPACE})?(?P<words>(?:{_ANY_WORD}{SPACE}){{0,3}}(?:ex-)?)$",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"(?P<comma>,)?{SPACE}(?:(?:Mr|Ms|Mrs|Dr|Gen|General|Col|Colonel|Sheikh)\.?{SPACE})?")
_CLOSED = re.compile(r"\s?[,.;:)–—]|\s*$")
_NAMED = re.compile(
    rf"(?:(?:,|{SPACE}\(|{SPACE}[–—-]){SPACE}?(?:who{SPACE})?(?:(?:is|became|was){SPACE})?|{SPACE}(?:is|became|was){SPACE})$"
)
_COVERED = re.compile(
    rf"(?:[^,;:()–—]{{1,60}}[,(–—]\s*)?(?:{_DETERMINER}\s)?(?:{_ANY_WORD}{SPACE}){{0,3}}(?:ex-)?", re.IGNORECASE
)
_LESS = re.compile(rf"\b(?:{_FORMER}|{_SECOND}|ousted|deposed|was)\b", re.IGNORECASE)
_NO_LESS = re.compile(rf"\b(?:{_PLAIN}|{_DONE})\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:its|his|her|their|our|my|your)", re.IGNORECASE)
_NO_BODY = re.compile(r"(?i:it|they|them|he|him|she|we|i|you|who|which|this|that|these|those)|us")
_FARTHEST = 70
"""Code points between an office's noun and its body."""


def offices(beside: Beside) -> list[Stated]:
    """Offices and memberships stated by phrases. Linear in the text and its mentions."""
    return [stated for noun in _OFFICE.finditer(beside.text) for stated in _held(beside, noun)]


class _Place(NamedTuple):
    """A body, the phrase of it and the office, what else is told of the office, and what links the two."""

    body: int
    phrase: Span
    more: str
    link: str


def _held(beside: Beside, noun: re.Match[str]) -> Iterator[Stated]:
    if _NEXT.match(beside.text, noun.end()):
        return
    place = _body_before(beside, noun) or _body_after(beside, noun)
    if not place:
        return
    begin, end = place.phrase
    lead = _LEAD.search(beside.text, max(0, begin - 50), begin)
    article, words = ((lead["article"] or "").casefold(), lead["words"]) if lead else ("", "")
    whole = (lead.start() if lead else begin, end)
    holder = _holder(beside, noun.end(), place, whole, article)
    if holder:
        k, evidence = holder
        link = beside.text[beside.mentions[k].span[1] : whole[0]]  # nothing where the name stands elsewhere
        relation = _relation(noun, f"{link} {words} {place.more}", words + place.more, place.link, article)
        if relation:
            yield Stated(FoundRelation(k, relation, place.body, SURE), closed(beside.text, evidence))


def _body_before(beside: Beside, noun: re.Match[str]) -> _Place | None:
    """The Veldran president, the Front's spokesman, its leader."""
    for end in beside.last(noun.start() - _FARTHEST, noun.start()):
        between = _AFTER_BODY.fullmatch(beside.text, end, noun.start())
        for k in beside.ending(end) if between else ():
            if _NO_BODY.fullmatch(beside.words(k)):
                continue
            own = bool((between and between["own"]) or _PRONOUN.fullmatch(beside.words(k)))
            if between and (own or beside.mentions[k].type != "PERSON"):
                more = between["more"] or between["whose"] or ""
                return _Place(k, (beside.mentions[k].span[0], noun.end()), more, "own" if own else "")
    return None


def _body_after(beside: Beside, noun: re.Match[str]) -> _Place | None:
    """A spokesman for the Front, director of the programme at the institute."""
    for begin in beside.first(noun.end(), noun.end() + _FARTHEST):
        between = _BEFORE_BODY.fullmatch(beside.text, noun.end(), begin)
        if between:
            k = beside.beginning(begin)[0]
            end = beside.mentions[k].span[1]
            whole = not goes_on(beside.text, end)
            return _Place(k, (noun.start(), end), between["more"] or "", between["link"]) if whole else None
    return None


def _relation(noun: re.Match[str], before: str, words: str, link: str, article: str) -> RelationType | None:
    """What an office is to its body; ``before`` is what stands between it and its holder, ``words`` what is told of it."""
    less = _LESS.search(before) or _LESS.match(noun[0])
    if noun["member"]:
        return "member_of" if link in ("of", "for", "own") and not less else None
    one_of_many = article in ("a", "an", "one", "another")
    if noun["top"] and one_of_many and not link:  # "a Veldran leader" leads nothing we know of
        return None
    whole = not less and not one_of_many and link in ("", "own", "of") and not _NO_LESS.sub("", words).strip()
    return "leads" if whole and not noun["other"] else "role_in"


def _holder(beside: Beside, end: int, place: _Place, whole: Span, article: str) -> tuple[int, Span] | None:
    """Who holds the office, and the words that say so: a name beside the phrase, else who the phrase itself means."""
    before = _name_before(beside, place.body, whole[0])
    after, apart = _name_after(beside, place.phrase[1])
    if before is not None and apart and article not in ("", "a", "an"):
        return None  # "after talks with Ilse Marro, the Veldran president, Ado Bem, said"
    if after is not None and not (apart and before is not None):
        return after, (whole[0], beside.mentions[after].span[1])
    if before is not None:
        return before, (beside.mentions[before].span[0], whole[1])
    begin = place.phrase[0]
    for k in reversed(beside.over((begin, end), _FARTHEST)):
        first = beside.mentions[k].span[0]
        headed = first == begin or (first < begin and _COVERED.fullmatch(beside.text, first, begin))
        if headed and beside.mentions[k].type == "PERSON" and k != place.body:
            return k, (min(first, whole[0]), whole[1])
    return None


def _name_before(beside: Beside, body: int, at: int) -> int | None:
    """Ilse Marro, the president ..."""
    named = _NAMED.search(beside.text, max(0, at - 20), at)
    holders = beside.ending(named.start()) if named else []
    return next((k for k in holders if beside.mentions[k].type == "PERSON" and k != body), None)


def _name_after(beside: Beside, at: int) -> tuple[int | None, bool]:
    """... president Ilse Marro; and whether a comma stands between, which one has to follow too, or the sentence end."""
    titled = _TITLED.match(beside.text, at)
    for k in beside.beginning(titled.end()) if titled else ():
        apart = bool(titled and titled["comma"])
        is_name = beside.mentions[k].type == "PERSON" and begins_name(beside.words(k))
        if is_name and (not apart or _CLOSED.match(beside.text, beside.mentions[k].span[1])):
            return k, apart
    return None, False
