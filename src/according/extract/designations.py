"""Who calls whom what: "a group designated as a terrorist organisation by Turkey, the US and the EU" is three relations.

The verbs are those by which a body gives a name to another ("classify", "blacklist", "regard as"); no name is known.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from according.ledger import ACTOR_TYPES, FoundMention, FoundRelation, Span

SURE = 0.9
"""The probability given to a designation that a phrase states."""
_ALWAYS = r"designated|classified|blacklisted|proscribed|outlawed|branded|labell?ed|listed"
_WITH_AS = r"regarded|recogni[sz]ed|described|viewed|seen|denounced|banned"
_PASSIVE = re.compile(
    rf"\b(?:(?:{_ALWAYS})(?P<as>(?: as| to be)?(?: [^\s,.;:()]+){{0,6}}?)"
    rf"|(?:{_WITH_AS})(?: as| to be)(?: [^\s,.;:()]+){{1,6}}?"
    r"|(?:considered|deemed|declared|called)(?: [^\s,.;:()]+){1,6}?) by\s+",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\s+(?:has |have |had )?(?:long |also |formally |officially )?"
    r"(?:designates?|designated|classif(?:y|ies|ied)|blacklists?|blacklisted|regards?|regarded|considers?|considered|deems?|deemed"
    r"|brands?|branded|labels?|labell?ed|lists?|listed|recogni[sz]es?|recogni[sz]ed)\s+(?P<what>as |to be |an? )",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:[\s,(–—-]|\b(?:is|are|was|were|has|have|had|been|being|be|which|that|who|whom|also|now|long|widely|formally"
    r"|officially|internationally|already|itself|both|an?|group|organi[sz]ation|party|movement|militia|network|one)\b)*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,\s*and|,\s*as well as|,|\band|\bas well as)\s+", re.IGNORECASE)
_THE = re.compile(r"(?:both |most of |some of |many of )?(?:the )?", re.IGNORECASE)
_WHICH = re.compile(r",?\s*(?:which|whom|that|who)\s+(?:the )?", re.IGNORECASE)
_REACH, _AFTER, _BEFORE = (
    60,
    25,
    12,
)  # code points to the subject and to the name given; mentions looked at before a place

_STOP = re.compile(r"[.!?;\n]")
_WHAT = re.compile(
    r"\b(?:as|to be|considere?[ds]?|deeme?[ds]?|calle?[ds]?|declare[ds]?)\s+(?:(?:it|them|him|her)\s+)?(?!it\b|they\b|he\b|she\b|we\b)[“\"‘']?(?:an?\s+|the\s+)?[“\"‘']?"
    r"(?P<what>[^\W\d_][\w’-]*(?:\s+[^\W\d_][\w’-]*){0,4}?)[”\"’']?(?=\s+(?:by|in|on|for|since|after|and|with|over|beyond|against|who|which|that)\b|[,.;:)\n]|$)"
)


def designations(text: str, mentions: Sequence[FoundMention]) -> list[FoundRelation]:
    """Designations stated by phrases, between mentions by index. Linear in the text and its mentions."""
    order = sorted((k for k, m in enumerate(mentions) if m.type in ACTOR_TYPES), key=lambda k: mentions[k].span)
    places = _Places(text, [mentions[k].span for k in order])
    out: list[FoundRelation] = []
    for found in _PASSIVE.finditer(text):
        subject = places.before(found.start())
        if subject is not None:
            out += [FoundRelation(order[subject], "designated_by", order[k], SURE) for k in places.listed(found.end())]
    for which in _WHICH.finditer(text):
        holders = places.listed(which.end())
        if holders and _ACTIVE.match(text, places.spans[holders[-1]][1]):
            subject = places.before(which.start())
            if subject is not None:
                out += [FoundRelation(order[subject], "designated_by", order[k], SURE) for k in holders]
    return out


def designation(text: str, evidence: Span) -> str | None:
    """As what: the words after "as", "considered" and the like, within ``evidence`` or just after it; None where not told so."""
    found = _WHAT.search(text, evidence[0], min(len(text), evidence[1] + _AFTER + _REACH))
    if not found or found.start() > evidence[1] + _AFTER or _STOP.search(text, evidence[1], found.start()):
        return None
    return " ".join(found["what"].split())


class _Places:
    """The spans of mentions in the order of the text, looked up by what stands beside them."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text, self.spans = text, spans
        self._begins = [begin for begin, _ in spans]

    def before(self, at: int) -> int | None:
        """Whom words at ``at`` speak of: the mention they follow, or the name that it stands in apposition to."""
        near = range(bisect_left(self._begins, at) - 1, max(-1, bisect_left(self._begins, at) - 1 - _BEFORE), -1)
        for k in near:
            end = self.spans[k][1]
            if at - _REACH <= end <= at and _BETWEEN.fullmatch(self.text, end, at):
                begin = self.spans[k][0]
                named = (j for j in near if self.text[self.spans[j][1] : begin] == ", ")
                return next(named, k)
        return None

    def listed(self, at: int) -> list[int]:
        """The mentions listed from ``at`` on: "Turkey, the US and the EU"."""
        out: list[int] = []
        while True:
            lead = _THE.match(self.text, at)
            begins = {at, lead.end() if lead else at}
            here = range(bisect_left(self._begins, at), bisect_right(self._begins, max(begins)))
            fitting = [k for k in here if self._begins[k] in begins]
            if not fitting:
                return out
            out.append(min(fitting, key=lambda k: self.spans[k][1]))
            end = self.spans[out[-1]][1]
            and_ = _AND.match(self.text, end)
            if not and_:
                return out
            at = and_.end()
