"""Reckoning: what an expression means, given the day of publication and the dates the text has spoken of."""

import re
from dataclasses import replace
from functools import cache

from according.resolve.times import moments
from according.resolve.times.expressions import Expression
from according.resolve.times.lexicon import MONTHS
from according.resolve.times.moments import Moment, Unit
from according.resolve.times.tense import tense

Anchored = tuple[Moment | None, str | None]
_UNKNOWN: Anchored = (None, None)
_RELATION_STEPS = {"this": 0, "current": 0, "last": -1, "next": 1, "coming": 1}
_TEXT_STEPS = {"same": 0, "previous": -1, "following": 1}
_NEAR = 400  # code points within which a time of day belongs to the day named before
_FAR = 15  # years
_QUARTER_NEAR = 1500  # code points within which "a year earlier" compares with the quarter last spoken of


class Reckoner:
    """What is known while reading on.

    ``published``; the ``last`` date of the text and where it stood; the ``story``'s, which asides do not move; the last
    ``quarter`` and where it stood. ``narrative``: the text dates by its own dates rather than by its day.
    """

    __slots__ = ("day_first", "last", "last_at", "narrative", "published", "quarter", "quarter_at", "story", "text")

    def __init__(self, text: str, published: Moment | None, narrative: bool, day_first: bool | None) -> None:
        self.text, self.published, self.narrative, self.day_first = text, published, narrative, day_first
        self.last: Moment | None = None
        self.story: Moment | None = None
        self.quarter: Moment | None = None
        self.last_at = self.quarter_at = 0

    def meaning(self, said: Expression, begin: int, end: int) -> Anchored:
        """The moment meant and its anchor (published, text, none); (None, None) where it can't be told."""
        match said.kind:
            case "date":
                found = self._date(said, begin, end)
            case "relative":
                found = self._relative(said, begin, end)
            case "offset":
                found = self._offset(said, begin)
            case "clock":
                found = self._clock(said, begin)
            case _:
                return _UNKNOWN
        moment = found[0]
        if moment is not None and not moments.exists(moment):
            return _UNKNOWN
        return found

    def remember(self, moment: Moment, begin: int) -> None:
        """Take note of the date just read: "the next day" goes by it, and bare months if it moves the story."""
        if moment.unit in ("decade", "century"):
            return
        story, same_paragraph = self.story, "\n" not in self.text[self.last_at : begin]
        self.last, self.last_at = moment, begin
        if moment.unit == "quarter":
            self.quarter, self.quarter_at = moment, begin
        if story is not None and self.narrative:
            # A step back within a paragraph, and a year far away or before the day reached, are asides.
            back = moment.year < story.year
            far = abs(moment.year - story.year) > _FAR
            if (back and same_paragraph) or (moment.unit == "year" and (far or (back and story.unit != "year"))):
                return
        self.story = moment

    def _base(self, text_first: bool = False, unit: Unit = "day") -> tuple[Moment | None, str | None]:
        if text_first and self.last is None and unit in ("day", "week"):
            return None, None  # the following day: of a day that has not been named, not of the publication's
        if self.narrative or text_first:
            return (self.last, "text") if self.last else (self.published, "published")
        return (self.published, "published") if self.published else (self.last, "text")

    def _date(self, said: Expression, begin: int, end: int) -> Anchored:
        unit, year = said.unit or "day", said.year
        if said.relation == "order":
            if self.day_first is None:
                return _built(replace(said, unit="year", month=None, day=None)), "none"
            if self.day_first:
                said = replace(said, month=said.day, day=said.month)
        if year is not None and year < -50_000:
            year = self._short_year(year + 100_000, unit)
            said = replace(said, year=year)
        if year is not None:
            return _built(said), "none"
        if said.relation == "bare":
            base = self.last if self.last and self.last.unit in ("month", "day") else None
            return (_built(replace(said, year=base.year, month=base.month)), "text") if base else _UNKNOWN
        if unit == "day" and said.month is None:
            return self._weekday(said, begin, end)
        return self._yearless(said, begin, end)

    def _short_year(self, short: int, unit: Unit) -> int:
        reference = (self.last if self.narrative else None) or self.published or self.last
        if reference is None:
            return 1900 + short
        near = reference.year // 100 * 100 + short
        # Two digits look back: '89 in 1998 is 1989, and nobody in 1998 writes '15 for 2015 but by a few years.
        ahead = 10 if unit != "decade" and not self.narrative else 20 if self.narrative else 0
        return near if near <= reference.year + ahead else near - 100

    def _weekday(self, said: Expression, begin: int, end: int) -> Anchored:
        weekday = said.weekday if said.weekday is not None else 0
        by_text = said.relation in ("previous", "following", "same")
        base, anchor = self._base(by_text)
        if base is None or (self.published is None and not by_text):
            return _UNKNOWN
        if anchor == "text":
            step = {"previous": -1, "last": -1, "same": 0, "this": 7}.get(said.relation, 2)
        elif said.relation in ("last", "previous"):
            step = -1
        elif said.relation in ("next", "coming", "following"):
            step = 1
        elif said.relation == "this":
            step = 2 if tense(self.text, begin, end) == "future" else 7
        else:
            step = 0
            day = moments.as_date(base) if base.unit == "day" else None
            until = self.text[max(0, begin - 6) : begin] == "until "
            owning = self.text[end : end + 2] in ("'s", "’s")
            if (
                day is not None
                and day.weekday() != weekday
                and not owning
                and (until or tense(self.text, begin, end) == "future")
            ):
                step = 1
        found = moments.weekday_near(base, weekday, step)
        return (replace(found, clock=said.clock), anchor) if found else _UNKNOWN

    def _yearless(self, said: Expression, begin: int, end: int) -> Anchored:
        relation = said.relation
        if relation in ("same", "previous", "following"):
            base, anchor = self._base(True)
            step = _TEXT_STEPS[relation]
            return (_built(replace(said, year=base.year + step)), anchor) if base else _UNKNOWN
        base, anchor = self._base()
        if base is None or (self.published is None and relation):
            return _UNKNOWN
        if anchor == "text" and not relation:
            return self._along(said, self.story or base), anchor
        here = _built(replace(said, year=base.year))
        if here is None:
            here = _built(replace(said, year=base.year - 1, day=None, unit="month")) if said.day == 29 else None
        if here is None:
            return _UNKNOWN
        order = _compare(here, base)
        if relation == "last":
            # Said in October, "last June" is this year's; "last October" is not this month.
            shift = -1 if order >= 0 else 0
        elif relation in ("next", "coming"):
            shift = 1 if order <= 0 else 0
        elif relation in ("this", "current") or order == 0:
            shift = 0
        else:
            when = tense(self.text, begin, end)
            distance = _months(here) - _months(base)
            # A day is named without its year when it is near; a month goes by the tense.
            if when == "past" and _towards().search(self.text[max(0, begin - 25) : begin]):
                when = ""
            reach = 4 if said.day is not None else 0 if when == "past" else 6
            if order > 0:
                shift = 0 if when == "future" or distance <= reach else -1
            else:
                shift = (
                    1
                    if (said.day is not None and distance <= -8)
                    or (when == "" and distance <= -9)
                    or (when == "future" and distance <= -6)
                    else 0
                )
        found = _built(replace(said, year=base.year + shift))
        return (found, anchor) if found else _UNKNOWN

    def _along(self, said: Expression, base: Moment) -> Moment | None:
        """In a story a bare month is in the year last spoken of, or in the next where the year turns."""
        here = _built(replace(said, year=base.year))
        if here is None or base.unit == "year":
            return here
        behind = _months(base) - _months(here)
        return _built(replace(said, year=base.year + 1)) if behind >= 9 else here

    def _relative(self, said: Expression, begin: int, end: int) -> Anchored:
        unit = said.unit or "day"
        relation = said.relation
        ended = _ended(self.text, end) if unit == "quarter" else None
        if ended is not None and (self.published or self.last) is not None:
            # The quarter ended 31 July: a year of accounts has its own quarters, the nearest of the calendar is meant.
            base, anchor = self._base()
            month = ended - 1 if ended % 3 == 1 else ended
            year = base.year - (1 if month > base.month and base.unit != "year" else 0) if base else 0
            base, step = Moment("month", year, month or 12), 0
        elif unit == "quarter" and relation in ("the", "latest", "same"):
            base, anchor = (self.quarter, "text") if self.quarter else (self.published, "published")
            step = 0 if self.quarter else -1
        elif unit == "weekend" and relation == "the" and not self.narrative:
            base, anchor, step = self.published, "published", 0
            day = moments.as_date(base) if base and base.unit == "day" else None
            if day and day.weekday() < 5 and tense(self.text, begin, end) != "future":
                step = -1
        elif relation in _TEXT_STEPS or relation == "latest" or (relation == "the" and not said.mod):
            base, anchor = self._base(relation != "the" or unit == "day", unit)
            step = _TEXT_STEPS.get(relation, 0)
        elif relation == "the":
            base, anchor = self._base()
            step = 0
        else:
            base, anchor = self._base() if self.published else (None, None)
            step = _RELATION_STEPS.get(relation, 0)
        if base is None:
            return _UNKNOWN
        found = moments.shifted(base, step, unit)
        return (found, anchor) if found else _UNKNOWN

    def _offset(self, said: Expression, begin: int) -> Anchored:
        if said.base == "text":
            base, anchor = self._base(True, said.unit or "day")
        else:
            base, anchor = self.published, "published"
        if base is None or said.count is None or said.unit is None:
            return _UNKNOWN
        unit, count = said.unit, said.count
        if unit in ("decade", "century"):
            count *= 10 if unit == "decade" else 100
            unit = "year"
        if count != int(count):
            if unit != "year" or base.unit == "year":
                return _UNKNOWN
            unit, count = "month", count * 12
        if (
            unit == "year"
            and count == -1
            and not self.narrative
            and self.quarter
            and begin - self.quarter_at < _QUARTER_NEAR
        ):
            # Accounts compare a quarter with the same one of the year before.
            base, unit, count = self.quarter, "quarter", -4
        found = moments.shifted(base, int(count), unit)
        return (replace(found, clock=said.clock), anchor) if found else _UNKNOWN

    def _clock(self, said: Expression, begin: int) -> Anchored:
        relation = said.relation
        pointing = relation in ("last", "this", "next")
        if pointing and (not self.narrative or self.published is None):
            base, anchor = self.published, "published"
        else:
            # Five o'clock is of the day just named; of none, where none was.
            base, anchor = (self.last if self.narrative or begin - self.last_at < _NEAR else None), "text"
        day = moments.at(base, "day") if base else None
        if day is None:
            return _UNKNOWN
        step = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(relation, 0)
        found = moments.shifted(day, step, "day")
        return (replace(found, clock=said.clock), anchor) if found else _UNKNOWN


@cache
def _towards() -> "re.Pattern[str]":
    return re.compile(r"\b(?:by|until|till|through|for)\s+(?:at least |about |around |early |late |mid-)?$")


@cache
def _ended_pattern() -> "re.Pattern[str]":
    return re.compile(r"\s+(?:ended|ending)\s+([A-Z][a-z]{2})[a-z]*\.?\s+\d")


def _ended(text: str, end: int) -> int | None:
    """The month of "... ended Sept. 30" just after ``end``."""
    found = _ended_pattern().match(text, end, end + 30)
    names = [month[:3].title() for month in MONTHS]
    return names.index(found.group(1)) + 1 if found and found.group(1) in names else None


def _built(said: Expression) -> Moment | None:
    """The moment of a date whose year is given; None where there is no such day."""
    if said.year is None:
        return None
    unit = said.unit or "day"
    if said.month == 11 and unit == "day" and said.day in (0, -1):
        # Thanksgiving is the fourth Thursday of November; election day the Tuesday after its first Monday.
        return _nth(said.year, 11, 3, 4) if said.day == 0 else _nth(said.year, 11, 0, 1, 1)
    if unit == "day" and said.day == 0:
        fixed = {9: (9, 0, 1), 5: (5, 0, 5), 10: (10, 0, 2), 1: (1, 0, 3)}.get(said.month or 0)
        return _nth(said.year, *fixed) if fixed else None
    if unit == "week":  # the week of 6 March
        day = _built(replace(said, unit="day"))
        return moments.at(day, "week") if day else None
    moment = Moment(unit, said.year, said.month or 1, said.day or 1, said.number or 0, said.clock)
    return moment if moments.exists(moment) else None


def _nth(year: int, month: int, weekday: int, count: int, plus: int = 0) -> Moment | None:
    first = Moment("day", year, month, 1)
    found = moments.weekday_near(first, weekday, 2)
    if found is None:
        return None
    for weeks in range(count - 1, -1, -1):
        later = moments.shifted(found, 7 * weeks + plus, "day")
        if later is not None and later.month == month:
            return later
    return None


def _months(moment: Moment) -> int:
    start = moments.as_date(moment)
    return moment.year * 12 + (start.month if start else moment.month)


def _compare(here: Moment, base: Moment) -> int:
    """Before (-1), in or around (0), after (1) the base, as far as the coarser of the two can tell."""
    first, last = moments.bounds(here)
    base_first, base_last = moments.bounds(base)
    return 1 if first > base_last else -1 if last < base_first else 0
