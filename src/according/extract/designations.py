"""Who calls whom what: "a group designated as a terrorist organisation by Turkey, the US and the EU" is three relations.

The verbs are those by which a body gives a name to another ("classify", "blacklist", "regard as"); no name is known.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from according.extract.stated import SPACE, SURE, Beside
from according.ledger import ACTOR_TYPES, FoundRelation, Span

_QUOTE = "[“\"‘'”’]"
_PLAIN = r"(?!\w+ed\b|\w+ing\b|those\b|among\b|led\b|run\b|to\b)[\w’-]+"
# A name given: no participle that begins a phrase of its own ("groups backed by").
_GIVEN = rf"\s+(?:as|to be)\s+{_QUOTE}?(?:an?\s+|the\s+)?{_QUOTE}?{_PLAIN}(?:\s+{_PLAIN}){{0,3}}?{_QUOTE}?"
_CALLED = rf"\s+{_QUOTE}?(?:an?|the)\s+{_QUOTE}?{_PLAIN}(?:\s+{_PLAIN}){{0,3}}?{_QUOTE}?"
_PASSIVE = re.compile(
    rf"\b(?:(?:designated|classified|blacklisted|proscribed|outlawed|branded|labell?ed|listed)(?:{_GIVEN})?"
    rf"|(?:regarded|recogni[sz]ed|described|viewed|seen|denounced){_GIVEN}"
    rf"|(?P<called>(?:considered|deemed|declared|called|designated|branded|labell?ed){_CALLED}))\s+by\s+",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\s+(?:(?:has|have|had)\s+)?(?:(?:long|also|formally|officially)\s+)?"
    r"(?:designates?|designated|classif(?:y|ies|ied)|blacklists?|blacklisted|regards?|regarded|considers?|considered|deems?|deemed"
    r"|brands?|branded|labels?|labell?ed|lists?|listed|recogni[sz]es?|recogni[sz]ed|calls?|called)\s+(?:as|to be|an?)\s",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\s(?:(?:has|have|had)\s)?(?:(?:long|also|formally|officially)\s)?(?:designate[sd]?|classif(?:y|ies|ied)|blacklist(?:s|ed)?"
    r"|proscribe[sd]?|outlaw(?:s|ed)?|(?P<any>considers?|considered|deem(?:s|ed)?|declare[sd]?)|brand(?:s|ed)?|label(?:s|l?ed)?)"
    r"\s(?:the\s)?",
    re.IGNORECASE,
)
_SO = re.compile(r"\s(?:(?:as|to be)\s)?[“\"‘']?an?\s", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:[\w’-]+\s){0,3}?[“\"‘']?(?:terror\w*|group|organi[sz]ation|party|movement|militia|network|faction|sect|cult|gang|enem\w+|foe|threat"
    r"|branch|wing|arm|offshoot|extension|affiliate)\b",
    re.IGNORECASE,
)
"""Turkey designated the group as ..., considers it a ...: what anything is considered or declared ("a no-fly zone") is wider."""
_LINK = re.compile(
    r"(?P<mark>\s?[,(–—])?\s?(?:(?:which|that|who)\s)?"
    r"(?P<be>(?:is|are|was|were|(?:has|have|had)\sbeen|being)\s(?:(?:also|widely|formally|officially|internationally|now|long|still"
    r"|already|both)\s){0,3})?"
    r"(?P<noun>(?:an?|the|one)\s(?:[\w-]+\s){0,3}?(?:group|organi[sz]ation|party|movement|militia|network|faction|body)\s)?",
    re.IGNORECASE,
)
"""What may stand between whom words speak of and the verb in the passive."""
_COMMA = re.compile(r"\s?[,(–—]?\s?")
_AND = re.compile(rf",?{SPACE}{{1,3}}(?P<last>and|as well as){SPACE}{{1,3}}|,{SPACE}{{1,3}}", re.IGNORECASE)
_THE = re.compile(r"(?:both |most of |some of |many of )?(?:the )?", re.IGNORECASE)
_OWN_CLAUSE = re.compile(r"\s+(?:has|have|had|is|are|was|were|will|would|said|says|also|did|does|do)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(which|whom|who)\s+", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|one)\s", re.IGNORECASE)
_REACH, _BEFORE, _LONGEST_LIST = 60, 12, 20
"""Code points to whom words speak of; mentions looked at before a place; bodies in a list."""

_CALLS = re.compile(
    r"\b(?:call|consider|deem|declare|designate|label|brand|list|regard|recogni[sz]e|denounce|describe|see|view|classif)",
    re.IGNORECASE,
)
_NAME = (
    rf"{_QUOTE}?(?:an?\s+|the\s+)?{_QUOTE}?(?P<what>[^\W\d_][\w’-]*(?:\s+[^\W\d_][\w’-]*){{0,4}}?){_QUOTE}?"
    r"(?=\s+(?:by|in|on|for|since|after|and|with|over|beyond|against|who|which|that|but|has|have|is|are|was|were)\b"
    r"|[,;:)!?\n]|[.](?:\s|$)|$)"
)
_AS = re.compile(
    rf"\b(?:(?<!well )as(?!\s+(?:well|of|part|soon|if|long|it|they|he|she|we)\b)|to be)\s+{_NAME}", re.IGNORECASE
)
_CALLED_SO = re.compile(
    r"\b(?:considere?[ds]?|deem(?:ed|s)?|call(?:ed|s)?|declare[ds]?|designate[ds]?|label(?:l?ed|s)?|brand(?:ed|s)?|list(?:ed|s)?)"
    rf"\s+(?:(?:it|them|him|her)\s+)?(?={_QUOTE}?an?\s){_NAME}",
    re.IGNORECASE,
)
_AFTER_WHOM = re.compile(
    rf"\s+(?:(?:as|to be)\s+)?(?!(?:is|are|was|were|has|have|had|will|would|who|which|that|and|in|on|at|to)\b){_NAME}",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?;]\s|\n\s*\n")
_AFTER, _MOST = 25, 250  # code points after the two in which a name given may begin, and end


def designations(beside: Beside) -> list[FoundRelation]:
    """Designations stated by phrases, between mentions by index. Linear in the text and its mentions."""
    text, mentions = beside.text, beside.mentions
    order = sorted((k for k, m in enumerate(mentions) if m.type in ACTOR_TYPES), key=lambda k: mentions[k].span)
    mentioned = _Mentioned(text, [mentions[k].span for k in order], [mentions[k].type == "PERSON" for k in order])
    found: list[tuple[int | None, list[int]]] = []
    for verb in _PASSIVE.finditer(text):
        found.append((mentioned.spoken_of(verb.start(), bool(verb["called"])), mentioned.listed(verb.end())))
    for which in _WHICH.finditer(text):
        holders = mentioned.listed(which.end())
        if holders and _ACTIVE.match(text, mentioned.spans[holders[-1]][1]):
            found.append((mentioned.before(which.start(), which[1].lower() == "which"), holders))
    active = []
    for names in _NAMES.finditer(text):
        holder, whom = (
            next((k for k in met if mentions[k].type in ACTOR_TYPES), None)
            for met in (beside.ending(names.start()), beside.beginning(names.end()))
        )
        so = _SO.match(text, mentions[whom].span[1]) if holder is not None and whom is not None else None
        if so and holder is not None and whom is not None and (not names["any"] or _GROUP.match(text, so.end())):
            active.append(FoundRelation(whom, "designated_by", holder, SURE))
    return active + [
        FoundRelation(order[subject], "designated_by", order[k], SURE)
        for subject, holders in found
        if subject is not None
        for k in holders
        if k != subject
    ]


def designation(text: str, whom: Span, by: Span) -> tuple[str, Span] | None:
    """As what somebody is designated, and where that stands: after "as", "considered a" or the one so called; None: not told."""
    begin, end = min(whom[0], by[0]), max(whom[1], by[1])
    stretch = text[begin : end + _MOST]
    if by[1] <= whom[0] and _CALLS.search(text[by[1] : whom[0]][:_REACH]):
        found = _AFTER_WHOM.match(stretch, whom[1] - begin)
    else:
        near = (m for m in (_AS.search(stretch), _CALLED_SO.search(stretch)) if m)
        found = min(near, key=lambda m: m.start(), default=None)
    if not found or found.start() > end - begin + _AFTER or _STOP.search(stretch, end - begin, found.start("what")):
        return None
    if found.end("what") == len(stretch) and begin + len(stretch) < len(text):
        return None
    return " ".join(found["what"].split()), (begin + found.start("what"), begin + found.end("what"))


class _Mentioned:
    """The spans of mentions in the order of the text, looked up by what stands beside them."""

    def __init__(self, text: str, spans: Sequence[Span], persons: Sequence[bool]) -> None:
        self.text, self.spans, self._persons = text, spans, persons
        self._begins = [begin for begin, _ in spans]

    def spoken_of(self, at: int, as_object: bool) -> int | None:
        """Of whom a verb at ``at`` in the passive speaks.

        ``as_object`` says that its form would do for the active too ("Turkey called a truce brokered by ..."): then it
        has to be told by "is" or the like, or a mark.
        """
        for k in self._near(at):
            link = _LINK.fullmatch(self.text, self.spans[k][1], at) if self.spans[k][1] < at else None
            if link and (link["mark"] or link["be"] or link["noun"] or not as_object):
                return self._named(self._outermost(k))
        return None

    def before(self, at: int, body: bool) -> int | None:
        """The mention that a relative pronoun at ``at`` follows; ``body`` asks for one that is no person."""
        for k in self._near(at):
            if _COMMA.fullmatch(self.text, self.spans[k][1], at):
                outer = self._outermost(k)
                return self._named(k if body and self._persons[outer] else outer)
        return None

    def listed(self, at: int) -> list[int]:
        """The mentions listed from ``at`` on: "Turkey, the US and the EU"."""
        out: list[int] = []
        closed = True
        while len(out) < _LONGEST_LIST:
            lead = _THE.match(self.text, at)
            begins = {at, lead.end() if lead else at}
            here = range(bisect_left(self._begins, at), bisect_right(self._begins, max(begins)))
            fitting = [k for k in here if self._begins[k] in begins and not _AND.search(self.text, *self.spans[k])]
            if not fitting:
                break
            longest = max(fitting, key=lambda k: (self.spans[k][1], -self._begins[k]))
            if out and _OWN_CLAUSE.match(self.text, self.spans[longest][1]):
                break
            out.append(longest)
            end = self.spans[longest][1]
            and_ = _AND.match(self.text, end)
            if closed and len(out) > 1:
                return out
            if not and_:
                break
            closed, at = bool(and_["last"]), and_.end()
        return out if closed and len(out) > 1 else out[:1]

    def _near(self, at: int) -> Sequence[int]:
        """The mentions that begin before ``at`` and end not far from it, nearest first."""
        last = bisect_left(self._begins, at) - 1
        return [k for k in range(last, max(-1, last - _BEFORE), -1) if at - _REACH <= self.spans[k][1] <= at]

    def _outermost(self, k: int) -> int:
        """The longest mention that ends with one."""
        ends = self.spans[k][1]
        return min(j for j in range(max(0, k - _BEFORE), k + 1) if self.spans[j][1] == ends)

    def _named(self, k: int) -> int:
        """Of "the PKK, a group" the PKK."""
        begin = self.spans[k][0]
        if not _INDEFINITE.match(self.text, begin):
            return k
        ahead = (j for j in range(k - 1, max(-1, k - _BEFORE), -1) if self.text[self.spans[j][1] : begin] == ", ")
        first = next(ahead, k)
        return first if first == k else self._outermost(first)
