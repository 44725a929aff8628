"""Names of bodies that stand before an office or a force: "Aldevari" in "the Aldevari foreign minister".

The model finds most of them by itself, but not under every name; who is meant, if anybody, is asked of each, as of pronouns.
"""

import re
from collections.abc import Iterator

from according.ledger import Span

_SPACE = r"(?:[^\S\n]|\n(?![^\S\n]*\n))"
_KIND = r"defen[cs]e|foreign|prime|interior|military|intelligence|deputy|vice"
_OFFICE = (
    r"officials?|spokes(?:man|woman|person|people)|[Mm]inisters?|ministry|ambassadors?|envoys?|diplomats?|officers?|leaders?"
    r"|[Pp]resident|premier|government|parliament|army|police|navy|air\sforce"
)
_POSSESSOR = re.compile(
    rf"(?<![\w’'-])(?P<name>[^\W\d_](?:[\w’'-]*\w)?)(?={_SPACE}(?:(?i:{_KIND}){_SPACE})?(?:{_OFFICE})(?![\w-]))"
)
_WORD_BEFORE = re.compile(rf"(?<![\w’'-])([\w’'-]+){_SPACE}$")
_NO_NAMES = frozenset(
    """
    the a an and or but of in on at by with from for to as if when while after before since then now meanwhile earlier later also still however yesterday today once his
    her its their our my your this that these those such other both all some any no many most more few several various one
    two three four five six seven eight nine ten dozens hundreds thousands first second third another each every senior
    junior top chief high high-ranking head former ex late acting interim current new old young retired outgoing local
    regional national international federal central provincial municipal state city town village district rural urban
    world european african asian western eastern northern southern global civilian civil human public private special
    armed secret riot traffic border coast health aid relief rescue medical hospital school church mosque religious
    spiritual tribal political opposition rebel militant party union community business company bank press media economy
    economic trade labour labor education energy oil environment transport culture security justice finance allied coalition
    loyal loyalist rival enemy hostile friendly ground air naval joint peacekeeping occupation occupying government
    authorities leading key mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december gen general col colonel captain sir lord king queen
    prince sheikh pope president-elect vice-president
    """.split()
)
"""What stands before an office without being the name of a body, whatever letter it begins with."""
_OFFICES = re.compile(rf"(?:{_KIND}|{_OFFICE})", re.IGNORECASE)
_TAIL = re.compile(r"[’']s?$|-(?:\w+ed|led|run)$")
"""Of "Iran's" and "Saudi-led" the name ends before, where the model finds it."""
_LONGEST = 40


def possessors(text: str) -> Iterator[Span]:
    """The spans of such names, in order: single words with a capital that are no part of a longer name.

    No ending is asked for: peoples and parties are named in too many ways.
    """
    for found in _POSSESSOR.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, found.start() - _LONGEST), found.start())
        if _is_name(found["name"]) and not (before and _is_name(before[1])):
            yield found.span()


def _is_name(word: str) -> bool:
    is_other = word.casefold() in _NO_NAMES or _OFFICES.fullmatch(word) or _TAIL.search(word)
    return word[0].isupper() and not is_other
