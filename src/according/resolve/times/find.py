"""Times in a text: found, reckoned, and written as the ledger's records."""

import re
from collections.abc import Sequence
from dataclasses import replace

from according.ledger.records import Time
from according.ledger.sequences import packed
from according.resolve.times import moments
from according.resolve.times.anchors import Reckoner
from according.resolve.times.durations import approximation
from according.resolve.times.expressions import Expression
from according.resolve.times.moments import Moment
from according.resolve.times.patterns import expressions
from according.resolve.times.tokens import Coded, coded
from according.resolve.times.write import Read, ranges, record


def find_times(document_id: str, text: str, published: str | None) -> Sequence[Time]:
    """Every temporal expression of ``text``, in order of its words.

    ``published`` is an ISO 8601 day, month or year; anything else counts as unknown, and what would have to be reckoned
    from it keeps no value. Spans are code points. Ranges ("from 2014 to 2017", "since June") come as a record of their
    own that holds their ends: ``timex`` is None there, since TimeML marks only the ends. The design follows the rule
    based taggers HeidelTime (Strötgen and Gertz 2013) and SUTime (Chang and Manning 2012).
    """
    tokens = coded(text)
    said = _joined(tokens, expressions(tokens))
    day = moments.parsed(published)
    reckoner = Reckoner(text, day, _narrative(said, day), _day_first(tokens))
    read: list[Read] = []
    for index, expression in enumerate(said):
        begin, end = tokens.begins[expression.begin], tokens.ends[expression.end - 1]
        mod, begin, end = _approximate(text, expression, begin, end)
        if mod:
            expression = replace(expression, mod=expression.mod or mod)
        expression = _shared(tokens, said, index, expression, read)
        moment, anchor = reckoner.meaning(expression, begin, end)
        time = record(document_id, tokens, (begin, end), expression, moment, anchor, day, reckoner.narrative)
        read.append((expression, time, moment))
        if (
            moment is not None
            and not (reckoner.narrative and anchor == "published")
            and not (expression.kind == "offset" and (expression.count or 0) < 0 and expression.unit != "day")
        ):
            reckoner.remember(moment, begin)
    from_to = ranges(document_id, tokens, read, day)
    times = [time for _, time, _ in read] + from_to
    return packed(sorted(times, key=lambda time: (time.span[0][0], -time.span[0][1])))


def _approximate(text: str, said: Expression, begin: int, end: int) -> tuple[str | None, int, int]:
    """The mod of "about", "at least" ... before and of "or so", "or later" behind, and the span with these words."""
    if said.kind in ("set", "vague", "relative"):
        return None, begin, end
    behind = _BEHIND.get(next((words for words in _BEHIND if text.startswith(words, end)), ""))
    if behind and (said.kind == "date") == (behind != "APPROX"):
        return behind, begin, end + next(len(words) for words in _BEHIND if text.startswith(words, end))
    mod, start = approximation(text, begin)
    if said.kind in ("duration", "offset", "window"):
        if said.kind == "window" and mod in ("MORE_THAN", "LESS_THAN"):
            return None, begin, end  # over the past year: in its course
        close = text[start:begin].strip().lower() in ("nearly", "almost")
        return ("APPROX" if close and said.kind == "offset" else _mod_of_length(said, mod)), start, end
    # Of a date or a time of day only "about" and "around" are said, not "over" or "under".
    dated = said.year is not None or said.month is not None or bool(said.clock)
    return (mod, start, end) if mod == "APPROX" and dated and not said.relation else (None, begin, end)


_BEHIND = {" or so": "APPROX", " or later": "ON_OR_AFTER", " and beyond": "ON_OR_AFTER", " or earlier": "ON_OR_BEFORE"}
# More than a year ago is before, less than a year ago is after the day a year ago.
_AGO = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER", "EQUAL_OR_MORE": "ON_OR_BEFORE", "EQUAL_OR_LESS": "ON_OR_AFTER"}
_AHEAD = {"MORE_THAN": "AFTER", "LESS_THAN": "BEFORE", "EQUAL_OR_MORE": "ON_OR_AFTER", "EQUAL_OR_LESS": "ON_OR_BEFORE"}


def _mod_of_length(said: Expression, mod: str | None) -> str | None:
    if mod is None or said.kind != "offset":
        return mod
    return (_AGO if (said.count or 0) < 0 else _AHEAD).get(mod, mod)


def _joined(tokens: Coded, said: Sequence[Expression]) -> list[Expression]:
    """A time of day and the day beside it are one expression: "10 p.m. Wednesday", "the morning of 5 May"."""
    result: list[Expression] = []
    for expression in said:
        previous = result[-1] if result else None
        if previous is not None:
            between = tokens.codes[previous.end : expression.begin]
            if (previous.kind == "date" and previous.year is None and previous.unit in ("month", "season", "quarter") and not previous.relation
                    and expression.kind == "date" and expression.unit == "year" and tokens.codes[expression.begin] == "n"
                    and between in ("", "F", ",")):  # fmt: skip
                result[-1] = replace(previous, end=expression.end, year=expression.year)
                continue
            if (
                previous.kind == "relative"
                and previous.unit == "week"
                and between == "F"
                and expression.kind == "date"
                and expression.month
                and (expression.unit == "day")
            ):
                result[-1] = replace(expression, begin=previous.begin, unit="week")
                continue
            daily = expression.unit == "day" and expression.kind in ("date", "offset") and not expression.clock
            if (
                previous.kind == "clock"
                and expression.kind == "clock"
                and between == "("
                and tokens.codes[expression.end : expression.end + 1] == ")"
            ):
                result[-1] = replace(previous, end=expression.end + 1)
                continue
            if previous.kind == "clock" and daily and between in ("", ",", "F") and previous.relation in ("", "same"):
                result[-1] = replace(
                    expression,
                    begin=previous.begin,
                    clock=previous.clock,
                    type="TIME",
                    mod=expression.mod or previous.mod,
                )
                continue
            if (expression.kind == "clock" and previous.unit == "day" and previous.kind in ("date", "offset")
                    and not previous.clock and between in ("", ",") and expression.relation == ""):  # fmt: skip
                result[-1] = replace(previous, end=expression.end, clock=expression.clock, type="TIME")
                continue
            if (previous.unit == "day" and previous.weekday is not None and previous.month is None and not previous.relation
                    and expression.month is not None and expression.unit == "day" and between == ","):  # fmt: skip
                result[-1] = replace(expression, begin=previous.begin, mod=previous.mod)
                continue
        result.append(expression)
    return result


def _shared(
    tokens: Coded, said: Sequence[Expression], index: int, expression: Expression, read: Sequence[Read]
) -> Expression:
    """The ends of a range share what only one of them says: "4 May to 6 June 1953", "264 to 241 BC", "June and July 2016"."""
    if expression.kind == "clock" and not expression.relation:
        # At 5 a.m. on 3 October: the day stands beside it.
        follows = said[index + 1] if index + 1 < len(said) else None
        if (
            follows
            and follows.kind == "date"
            and follows.unit == "day"
            and tokens.codes[expression.end : follows.begin] in ("J", ",J")
        ):
            return replace(follows, begin=expression.begin, end=expression.end, clock=expression.clock, type="TIME")
    if expression.kind != "date":
        return expression
    if expression.year is None and not expression.relation and index + 1 < len(said):
        follows = said[index + 1]
        between = tokens.codes[expression.end : follows.begin]
        if (
            follows.kind == "date"
            and follows.year is not None
            and between in ("-", "T", "C", "R", "/")
            and expression.month
        ):
            year = follows.year - 1 if follows.month and expression.month > follows.month else follows.year
            return replace(expression, year=year)
    if expression.weekday is not None and not expression.relation and expression.month is None and read:
        previous = read[-1][0]
        if (
            previous.kind == "date"
            and previous.relation
            and tokens.codes[previous.end : expression.begin] in ("C", "T", "R", "-")
        ):
            return replace(expression, relation=previous.relation)
    if expression.unit == "year" and index + 1 < len(said):
        follows = said[index + 1]
        if (
            follows.year is not None
            and follows.year <= 0
            and (expression.year or 0) > 0
            and follows.unit == "year"
            and tokens.codes[expression.end : follows.begin] in ("-", "T", "C")
        ):
            return replace(expression, year=1 - (expression.year or 0))
    return expression


def _narrative(said: Sequence[Expression], published: Moment | None) -> bool:
    """Histories date by the calendar, news by the day it is: which of the two this text does more."""
    if published is None:
        return True
    calendar = sum(1 for item in said if item.year is not None and item.year < published.year - 2)
    deictic = sum(1 for item in said if (item.kind == "offset" and item.base == "published")
                  or (item.weekday is not None and item.year is None)
                  or (item.kind in ("relative", "window") and item.relation in ("last", "this", "next", "current")))  # fmt: skip
    return calendar >= 3 and calendar > 2 * deictic


def _day_first(tokens: Coded) -> bool | None:
    """Whether numeric dates put the day first: by one that can be read only so, else by how the text writes its months."""
    first = second = 0
    for index, code in enumerate(tokens.codes):
        if code == "#":
            parts = re.split(r"[-/.]", tokens.word(index))
            if len(parts) == 3 and len(parts[0]) <= 2:
                first += int(parts[0]) > 12
                second += int(parts[1]) > 12
    if not first and not second:
        first = len(re.findall(r"[dO]F?M", tokens.codes))
        second = len(re.findall(r"M[dO]", tokens.codes))
    return None if first == second else first > second
