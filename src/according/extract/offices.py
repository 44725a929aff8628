"""Who holds an office in what body: "Talal Silo, a spokesman for the SDF", "the Turkish president, Recep Tayyip Erdoğan".

An office's noun is looked for first, then the body beside it (before: "the SDF's", "Turkish"; after: "of the SDF"), then
who holds it: a name after or before the phrase, else a mention of a person that the phrase is the head of. No name is
known to the rules. Each form is right in about four cases of five or more in gold/train; forms that are not are left to
the model: many holders ("Turkish officials"), "in" and "to" a body, "a Syrian fighter".
"""

import re
from collections.abc import Iterator

from according.extract.stated import SURE, Beside, Stated
from according.ledger import FoundRelation, RelationType, Span

_TOP = (
    r"(?:co-)?leader|president|premier|prime\sminister|king|emir|dictator|caliph|chancellor|secretary[- ]general|(?:co-)?chair(?:man|woman)?"
    r"|commander[- ]in[- ]chief"
)
"""Who holds one of these leads, whatever adjective is with it; of the next only without: a "media director" does not."""
_HEAD = r"head|chief(?:\sexecutive)?|commander|director(?:[- ]general)?|(?:co-?)?founder"
_MEMBER = r"member"
_OTHER = (
    r"spokes(?:man|woman|person)|minister|ambassador|envoy|advis[eo]r|aide|officer|official|diplomat|lawmaker|mp"
    r"|representative|secretary(?:\sof\s(?:state|defen[cs]e))?|researcher|analyst|general|colonel|negotiator|lawyer"
    r"|counsellor|judge|prosecutor|fellow|professor|editor|correspondent|columnist|senator|governor|mayor|manager"
)
_OFFICE = re.compile(
    rf"(?<![\w-])(?:(?P<top>{_TOP})|(?P<head>{_HEAD})|(?P<member>{_MEMBER})|(?P<other>{_OTHER}))(?![\w-]|[’']s)",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"\s(?:{_TOP}|{_HEAD}|{_MEMBER}|{_OTHER}|of\sstaff)(?![\w-])", re.IGNORECASE)
"""What makes of an office's noun the first of two: "the chief negotiator"."""
_NO_MODIFIER = (
    r"(?!(?:and|or|in|of|who|to|for|said|says|is|are|was|were|that|has|have|had|by|from|as|with|on|at|told|the|an?)\b)"
    r"(?!(?!(?:armed|united|jailed|imprisoned|exiled|retired|unnamed|wanted)\b)[\w-]+ed\b)"
)
_MODIFIER = rf"{_NO_MODIFIER}[\w’-]+[^\S\n]"
_AFTER_BODY = re.compile(rf"(?P<own>[’']s?)?[^\S\n](?P<more>(?:{_NO_MODIFIER}[\w-]+[^\S\n]){{0,4}})")
_BEFORE_BODY = re.compile(
    r"(?P<more>[^\S\n](?:of|for)[^\S\n](?:the[^\S\n])?(?:(?!at\b|of\b|in\b|and\b)[a-z-]+[^\S\n]?){1,4})??"
    r"[^\S\n](?P<link>of|for|at|with|from)[^\S\n](?:(?:the|its|his|their)[^\S\n])?"
)
_LEAD = re.compile(
    rf"(?<![\w’'-])(?:(?P<article>the|an?|one|another|some|his|her|its|their|our)[^\S\n])?(?:{_MODIFIER}){{0,3}}?$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?P<comma>,)?[^\S\n](?:(?:Mr|Ms|Mrs|Dr|Gen|General|Col|Colonel|Sheikh)\.?[^\S\n])?")
_NAMED = re.compile(
    r"(?:(?:,|[^\S\n]\(|[^\S\n][–—-])[^\S\n]?(?:(?:who|now|and)[^\S\n])?(?:(?:is|was|formerly|currently)[^\S\n])?"
    r"|[^\S\n](?:is|was|became)[^\S\n])$"
)
_COVERED = re.compile(
    rf"(?:[^,;:()–—]{{1,60}}[,(–—]\s*)?(?:(?:the|an?|one|another|his|her|its|their|our)\s)?(?:{_MODIFIER}){{0,3}}",
    re.IGNORECASE,
)
_SECOND = re.compile(r"\b(?:former|ex|late|one-time|deputy|vice|acting|interim|then)\b", re.IGNORECASE)
_EVEN_SO = re.compile(
    r"\b(?:executive|general|supreme|current|new|managing|top|overall|military|outgoing|incoming|longtime|founding|powerful)\b",
    re.IGNORECASE,
)
"""Adjectives that do not make a head one of a part only."""
_PRONOUN = re.compile(r"(?:its|his|her|their|our|my|your)", re.IGNORECASE)
_NO_BODY = re.compile(
    r"(?:[Ii]t|[Tt]hey|[Tt]hem|[Hh]e|[Hh]im|[Ss]he|[Ww]e|us|I|[Yy]ou|[Ww]ho|[Ww]hich|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose)"
)
_FARTHEST = 70
"""Code points between an office's noun and its body."""


def offices(beside: Beside) -> list[Stated]:
    """Offices and memberships stated by phrases. Linear in the text and its mentions."""
    return [stated for noun in _OFFICE.finditer(beside.text) for stated in _held(beside, noun)]


def _held(beside: Beside, noun: re.Match[str]) -> Iterator[Stated]:
    if _NEXT.match(beside.text, noun.end()):
        return
    place = _body_before(beside, noun) or _body_after(beside, noun)
    if not place:
        return
    body, phrase, more, link = place
    lead = _LEAD.search(beside.text, max(0, phrase[0] - 50), phrase[0])
    article = (lead["article"] or "").casefold() if lead else ""
    whole = (lead.start() if lead else phrase[0], phrase[1])
    relation = _relation(noun, more, link, article, beside.text[whole[0] : noun.start()])
    holder = _holder(beside, noun.span(), phrase, whole, body)
    if relation and holder:
        evidence = min(whole[0], holder[1][0]), max(whole[1], holder[1][1])
        yield Stated(FoundRelation(holder[0], relation, body, SURE), evidence)


_Place = tuple[int, Span, str, str]
"""A body, the phrase of it and the office, what else is told of the office, and what links the two."""


def _body_before(beside: Beside, noun: re.Match[str]) -> _Place | None:
    """The Turkish president, the SDF's spokesman, its leader."""
    for end in beside.last(noun.start() - _FARTHEST, noun.start()):
        between = _AFTER_BODY.fullmatch(beside.text, end, noun.start())
        if not between:
            continue
        for k in beside.ending(end):
            if _NO_BODY.fullmatch(beside.words(k)):
                continue
            own = bool(between["own"] or _PRONOUN.fullmatch(beside.words(k)))
            if own or beside.mentions[k].type != "PERSON":
                return k, (beside.mentions[k].span[0], noun.end()), between["more"], "own" if own else ""
    return None


def _body_after(beside: Beside, noun: re.Match[str]) -> _Place | None:
    """A spokesman for the SDF, director of the programme at the institute."""
    for begin in beside.first(noun.end(), noun.end() + _FARTHEST):
        between = _BEFORE_BODY.fullmatch(beside.text, noun.end(), begin)
        if between:
            k = beside.beginning(begin)[0]
            return k, (noun.start(), beside.mentions[k].span[1]), between["more"] or "", between["link"]
    return None


def _relation(noun: re.Match[str], more: str, link: str, article: str, before: str) -> RelationType | None:
    if noun["member"]:
        return "member_of" if link in ("of", "for", "own") else None
    if _SECOND.search(before):
        return "role_in"
    if noun["top"]:
        if article in ("a", "an") and not link:  # "a Syrian leader" leads nothing we know of
            return None
        return "role_in" if link in ("at", "for", "with", "from") else "leads"
    if noun["head"]:
        more = more if link in ("", "own") else before.casefold().removeprefix(article) + more
        one = article not in ("a", "an", "one", "another") and link in ("", "own", "of")
        return "leads" if one and not _EVEN_SO.sub("", more).strip() else "role_in"
    return "role_in"


def _holder(beside: Beside, noun: Span, phrase: Span, whole: Span, body: int) -> tuple[int, Span] | None:
    """Who holds the office, and where that stands: a name after the phrase, one before it, or who the phrase itself means."""
    text, mentions = beside.text, beside.mentions
    titled = _TITLED.match(text, phrase[1])
    for k in beside.beginning(titled.end()) if titled else ():
        if mentions[k].type == "PERSON" and beside.words(k)[:1].isupper():
            return k, mentions[k].span
    named = _NAMED.search(text, max(0, whole[0] - 20), whole[0])
    for k in beside.ending(named.start()) if named else ():
        if mentions[k].type == "PERSON" and k != body:
            return k, mentions[k].span
    for k in reversed(beside.over((phrase[0], noun[1]), _FARTHEST)):
        begin = mentions[k].span[0]
        headed = begin == phrase[0] or (begin < phrase[0] and _COVERED.fullmatch(text, begin, phrase[0]))
        if headed and mentions[k].type == "PERSON" and k != body:
            return k, (min(begin, whole[0]), whole[1])
    return None
