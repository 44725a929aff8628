"""Writing: the cells of the ledger's Time, from what an expression says and the moment it was reckoned to."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from according.ledger.ids import make_id
from according.ledger.records import Precision, Time
from according.resolve.times import moments
from according.resolve.times.expressions import Expression
from according.resolve.times.moments import Moment, Unit
from according.resolve.times.tense import tense
from according.resolve.times.tokens import Coded

Read = tuple[Expression, Time, Moment | None]
Cells = tuple[str | None, str | None, str | None, Precision | None, str | None]
# Units in which a length is reckoned: years, months and days.
_PLAIN: dict[Unit, tuple[Unit, int]] = {
    "century": ("year", 100), "decade": ("year", 10), "half": ("month", 6), "quarter": ("month", 3), "season": ("month", 3),
    "week": ("day", 7), "weekend": ("day", 7),
}  # fmt: skip
_SINCE_REACH = 12  # tokens from "since" to the date of its clause: "since the war began in March 2011"


def record(
    document_id: str,
    tokens: Coded,
    span: tuple[int, int],
    said: Expression,
    moment: Moment | None,
    anchor: str | None,
    published: Moment | None,
    narrative: bool,
) -> Time:
    """The record of one expression. Cells that can't be told are None; ``timex`` too, where TimeML would need a date."""
    timex = said.timex
    vague: Precision | None = "vague" if said.kind == "vague" or (timex and "X" in timex) else None
    cells: Cells = (None, None, None, vague, None)
    if moment is not None:
        timex = moments.timex(moment)
        edge = "B" in tokens.codes[said.begin : said.end]
        cells = _of_moment(tokens.text, span, said, moment, anchor, published, edge)
    elif said.kind == "window":
        if (
            said.base == "published"
            and said.relation in ("last", "next")
            and published is not None
            and said.count
            and said.unit
        ):
            cells = _stretch(published, said.unit, said.count, said.relation == "last")
    elif said.kind in ("date", "relative", "clock"):
        timex = None
    elif (
        said.kind == "duration"
        and published is not None
        and not narrative
        and said.count
        and said.unit in ("year", "month")
    ):
        if _lasting(tokens.text, span, said.count):
            cells = _stretch(published, said.unit, said.count, True, finer=False)
    elif said.relation == "now" and published is not None:
        # Now is the month of publication, as far as it goes; right now and today are the day.
        unit: Unit = "day" if said.number and published.unit == "day" else "month"
        month = moments.at(published, unit)
        if month is not None:
            cells = moments.iso(month), moments.bounds(month)[0], moments.bounds(published)[1], unit, "published"  # type: ignore[assignment]
    value, earliest, latest, precision, anchor = cells
    return Time(
        make_id("t", document_id, *span),
        (span,),
        said.type,
        timex,
        said.mod,
        value,
        earliest,
        latest,
        precision,
        anchor,
    )


def _of_moment(
    text: str,
    span: tuple[int, int],
    said: Expression,
    moment: Moment,
    anchor: str | None,
    published: Moment | None,
    edge: bool,
) -> Cells:
    value: str | None = moments.iso(moment)
    precision = moments.precision(moment)
    earliest, latest = narrowed(moment, said.mod)
    if said.mod in ("BEFORE", "ON_OR_BEFORE", "AFTER", "ON_OR_AFTER"):
        open_to = (None, latest) if said.mod in ("BEFORE", "ON_OR_BEFORE") else (earliest, None)
        return (value if said.kind == "date" else None), *open_to, "vague", anchor
    if edge and moment.unit == "year" and said.mod in ("START", "END"):
        # The end of the year is December; late in the year may be earlier.
        month = replace(moment, unit="month", month=1 if said.mod == "START" else 12)
        return moments.iso(month), *moments.bounds(month), "month", anchor
    if moment.unit == "week" and said.kind == "relative" and said.relation in ("this", "the") and published is not None:
        today = moments.bounds(published)[0]
        if published.unit == "day" and earliest <= today <= latest:
            if said.mod == "END":
                earliest = today
            elif said.mod == "START" or tense(text, *span) != "future":
                latest = today
            value = f"{earliest}/{latest}"
    if said.year is not None and moment.unit == "season" and moment.number == 4:
        # The winter of 1994 may be the one that began or the one that ended in it.
        return None, f"{moment.year - 1:04d}-12-01", latest, precision, anchor
    return value, earliest, latest, precision, anchor


def narrowed(moment: Moment, mod: str | None) -> tuple[str, str]:
    """First and last day; early and late keep the first and the second half of what is longer than a week."""
    first, last = moments.bounds(moment)
    if mod not in ("START", "END") or moment.unit not in ("month", "year"):
        return first, last
    middle = (
        (first[:-2] + "15", first[:-2] + "16")
        if moment.unit == "month"
        else (first[:-5] + "06-30", first[:-5] + "07-01")
    )
    return (first, middle[0]) if mod == "START" else (middle[1], last)


@cache
def _lasting_patterns() -> tuple["re.Pattern[str]", "re.Pattern[str]", "re.Pattern[str]"]:
    happenings = (
        r"(?:war|conflict|battle|siege|insurgency|campaign|rule|occupation|blockade|ordeal|fighting|bombardment|crisis|uprising"
        r"|rebellion|violence|bloodshed|offensive|losses|struggle|unrest)"
    )
    return (
        re.compile(r"[ -](?:old )?(?:of )?(?:[A-Z]?[a-z]{1,15},? ){0,2}" + happenings + r"\b"),
        re.compile(r"\b(?:has|have|had n)\b[^.;:]{0,80}\bfor (?:\w+ ){0,2}$|\b(?:has|have)\b[^.;:]{0,80}\bfor $"),
        re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b|\bcould\b|\bwould\b|\bwill\b"),
    )


def _lasting(text: str, span: tuple[int, int], length: float) -> bool:
    """Whether a length is that of something still going on or just over: "the seven-year war", "have been held for two years"."""
    begin, end = span
    happening, going_on, elsewhere = _lasting_patterns()
    before = text[max(0, begin - 120) : begin]
    before = before[before.rfind(". ") + 1 :]
    after = text[end : end + 120].split(". ")[0]
    if elsewhere.search(before) or elsewhere.search(after):
        return False
    return happening.match(text, end, end + 60) is not None or (length > 1 and going_on.search(before) is not None)


def _stretch(published: Moment, unit: Unit, length: float, back: bool, finer: bool = True) -> Cells:
    """So many units back or on from the day of publication; a single month or year is told by the finer unit."""
    count = length
    if unit in _PLAIN:
        unit, times = _PLAIN[unit]
        count *= times
    if count != int(count) and unit == "year":
        unit, count = "month", count * 12
    if finer and count == 1 and unit == "year":
        unit, count = "month", 12
    sign = -1 if back else 1
    if finer and count == 1 and unit == "month" and published.unit == "day":
        month = moments.shifted(published, sign, "month")
        far = None if month is None else replace(published, year=month.year, month=month.month)
        if far is not None and not moments.exists(far):
            far = replace(far, day=28)
        near: Moment | None = published
    else:
        near, far = moments.at(published, unit), moments.shifted(published, int(sign * count), unit)
    if near is None or far is None:
        return None, None, None, "vague", None
    first, last = (far, near) if back else (near, far)
    return (
        f"{moments.iso(first)}/{moments.iso(last)}",
        moments.bounds(first)[0],
        moments.bounds(last)[1],
        "interval",
        "published",
    )


def ranges(document_id: str, tokens: Coded, read: Sequence[Read], published: Moment | None) -> list[Time]:
    """From 2014 to 2017, 14-15 September, since June: records of their own, around those of their ends."""
    found: list[Time] = []

    def add(
        begin: int, end: int, value: str | None, earliest: str | None, latest: str | None, anchor: str | None
    ) -> None:
        identity = make_id("t", document_id, begin, end)
        found.append(
            Time(identity, ((begin, end),), "DURATION", None, None, value, earliest, latest, "interval", anchor)
        )

    unit: Unit
    for index, (said, time, moment) in enumerate(read):
        if moment is None or time.value is None:
            continue
        begin, end = time.span[0]
        since = _since(tokens, said, read[index - 1][0].end if index else 0)
        if since is not None and moment.unit not in ("decade", "century") and not moment.clock:
            unit = "month" if time.precision == "month" else moment.unit
            now = moments.at(published, unit) if published else None
            value = f"{time.value.split('/')[0]}/{moments.iso(now).split('/')[-1]}" if now else None
            add(
                tokens.begins[since],
                end,
                value,
                time.earliest,
                moments.bounds(published)[1] if published else None,
                time.anchor,
            )
        if index + 1 == len(read):
            continue
        follows, second, other = read[index + 1]
        between = tokens.codes[said.end : follows.begin]
        if (
            other is None
            or other.unit != moment.unit
            or between not in ("-", "T", "C", "/", "R")
            or moment.clock
            or other.clock
        ):
            continue
        paired = between in "CR" and tokens.codes[said.begin - 1 : said.begin] != "z"
        if paired and moments.shifted(moment, 1, moment.unit) != other:
            continue
        first, last = moments.bounds(moment), moments.bounds(other)
        if moment.year > 0 and first[0] < last[0]:
            value = f"{moments.iso(moment).split('/')[0]}/{moments.iso(other).split('/')[-1]}"
            add(begin, second.span[0][1], value, first[0], last[1], time.anchor)
    return found


def _since(tokens: Coded, said: Expression, floor: int) -> int | None:
    """The token "since" that governs the expression: just before it, or at the head of the clause whose date it is."""
    codes = tokens.codes
    if codes[said.begin - 1 : said.begin] == "Z":
        return said.begin - 1
    start = max(floor, said.begin - _SINCE_REACH)
    place = codes.rfind("Z", start, said.begin)
    if place < 0 or said.kind != "date":
        return None
    words = tokens.text[tokens.begins[place] : tokens.begins[said.begin]]
    if any(mark in words for mark in ',.;:()\n"”'):
        return None
    near = said.begin - place <= 5
    return place if near or codes[said.begin - 1] in "iJ" else None
