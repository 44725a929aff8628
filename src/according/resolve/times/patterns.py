"""The forms of temporal expressions, as patterns over token codes (:mod:`lexicon`), each with what it says.

At every token all patterns that can begin there are tried; the longest that says something wins.
"""

import re
from collections.abc import Callable
from functools import cache

from according.resolve.times import dates, days, durations, sets
from according.resolve.times.expressions import Expression
from according.resolve.times.tokens import Coded

Say = Callable[[Coded, "re.Match[str]"], tuple[Expression, ...]]


@cache
def _compiled() -> dict[str, list[tuple["re.Pattern[str]", Say]]]:
    by_code: dict[str, list[tuple[re.Pattern[str], Say]]] = {}
    for first, pattern, say in (*dates.FORMS, *days.FORMS, *durations.FORMS, *sets.FORMS):
        compiled = re.compile(pattern)
        for code in first:
            by_code.setdefault(code, []).append((compiled, say))
    return by_code


def expressions(coded: Coded) -> list[Expression]:
    """Every temporal expression of the text, in order, none overlapping another."""
    by_code, codes, found, done = _compiled(), coded.codes, list[Expression](), 0
    for starts in re.finditer(r"[^.,()/'|C*-]", codes):
        index = starts.start()
        if index < done:
            continue
        best: tuple[Expression, ...] = ()
        for pattern, say in by_code.get(codes[index], ()):
            match = pattern.match(codes, index)
            if match and match.end() > (best[-1].end if best else index):
                said = say(coded, match)
                if said and said[-1].end > (best[-1].end if best else index):
                    best = said
        if best:
            found.extend(best)
            done = best[-1].end
    return found
