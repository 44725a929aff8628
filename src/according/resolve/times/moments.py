"""Stretches of the calendar: a day, week, month, quarter, season, year, decade or century, and their arithmetic.

Years are astronomical (1 BC is 0, 149 BC is -148), as ISO 8601 counts them. The calendar is the proleptic Gregorian.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from according.ledger.records import Precision

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
UNITS: tuple[Unit, ...] = (
    "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = -9999, 9999
SEASONS = ("SP", "SU", "FA", "WI")
# Months in one unit; what is shorter than a month is counted in days.
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7}


@dataclass(frozen=True, slots=True)
class Moment:
    """One stretch. ``number`` is the week, quarter, half or season (from 1); ``clock`` is TimeML's ("T10:30", "TMO").

    A decade's ``year`` is its first (1980); a century's is its first by the hundreds (1900 is the 20th).
    """

    unit: Unit
    year: int
    month: int = 1
    day: int = 1
    number: int = 0
    clock: str = ""


def day_of(when: date, clock: str = "") -> Moment:
    """The day of a date."""
    return Moment("day", when.year, when.month, when.day, clock=clock)


def exists(moment: Moment) -> bool:
    """Whether the calendar has it."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR or not 1 <= moment.month <= 12:
        return False
    return moment.unit != "day" or 1 <= moment.day <= _days_in(moment.year, moment.month)


def parsed(written: str | None) -> Moment | None:
    """The moment of an ISO day, month or year; None for anything else."""
    if written is None:
        return None
    parts = written.strip()[:10].split("-")
    if not (1 <= len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts) and len(parts[0]) == 4):
        return None
    year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
    units: tuple[Unit, ...] = ("year", "month", "day")
    moment = Moment(units[len(parts) - 1], year, month, day)
    return moment if moment.year > 0 and exists(moment) else None


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def as_date(moment: Moment) -> date | None:
    """The first day, as a date; None before year 1."""
    if moment.year < 1 or not exists(moment):
        return None
    if moment.unit in ("week", "weekend"):
        try:
            return date.fromisocalendar(moment.year, moment.number, 6 if moment.unit == "weekend" else 1)
        except ValueError:
            return None
    month = moment.month
    if moment.unit in ("quarter", "half", "season"):
        month = (moment.number - 1) * _MONTHS[moment.unit] + (3 if moment.unit == "season" else 1)
    return date(moment.year, month, moment.day if moment.unit == "day" else 1)


def at(moment: Moment, unit: Unit) -> Moment | None:
    """The stretch of ``unit`` that holds the beginning of ``moment``; None where ``moment`` is too coarse to tell."""
    year, month, day = moment.year, moment.month, moment.day
    if moment.unit == unit:
        return moment
    if unit == "century":
        return Moment(unit, year // 100 * 100)
    if unit == "decade":
        return Moment(unit, year // 10 * 10) if moment.unit != "century" else None
    if moment.unit in ("century", "decade"):
        return None
    if unit == "year":
        return Moment(unit, year)
    if moment.unit == "year":
        return None
    if moment.unit in ("week", "weekend", "quarter", "half", "season"):
        start = as_date(moment)
        if start is None or (unit in ("day", "week", "weekend") and moment.unit not in ("week", "weekend")):
            return None
        if unit == "day" and moment.unit == "week":
            return None
        year, month, day = start.year, start.month, start.day
    elif moment.unit == "month" and unit in ("day", "week", "weekend"):
        return None
    if unit in ("week", "weekend"):
        if not 1 <= year <= LAST_YEAR:
            return None
        iso = date(year, month, day).isocalendar()
        return Moment(unit, iso.year, number=iso.week)
    if unit == "quarter":
        return Moment(unit, year, number=(month - 1) // 3 + 1)
    if unit == "half":
        return Moment(unit, year, number=(month - 1) // 6 + 1)
    if unit == "season":
        return Moment(unit, year if month > 2 else year - 1, number=(month - 3) % 12 // 3 + 1)
    return Moment(unit, year, month, day if unit == "day" else 1)


def shifted(moment: Moment, count: int, unit: Unit) -> Moment | None:
    """``count`` units later (negative: earlier), at the precision of ``unit``; None where it can't be told."""
    base = at(moment, unit)
    if base is None or abs(count) > 4_000_000:
        return None
    if unit in _DAYS:
        start = as_date(base)
        if start is None:
            return None
        try:
            return at(day_of(start + timedelta(days=count * _DAYS[unit])), unit)
        except OverflowError:
            return None
    start_month = base.month - 1
    if unit in ("quarter", "half", "season"):
        start_month = (base.number - 1) * _MONTHS[unit]
    months = base.year * 12 + start_month + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    result = Moment(
        unit, year, month + 1 if unit == "month" else 1, number=month // _MONTHS[unit] + 1 if base.number else 0
    )
    return result if exists(result) else None


def weekday_near(moment: Moment, weekday: int, step: int) -> Moment | None:
    """The day with this weekday (Monday is 0): ``step`` 0 is the same day or the last before it, -1 strictly before,
    1 strictly after, 2 the same day or the next, 7 the one in the same week (Monday to Sunday)."""  # fmt: skip
    day = at(moment, "day")
    start = as_date(day) if day else None
    if start is None:
        return None
    back = (start.weekday() - weekday) % 7
    days = {0: -back, -1: -(back or 7), 1: 7 - back, 2: (7 - back) % 7, 7: weekday - start.weekday()}[step]
    try:
        return day_of(start + timedelta(days=days))
    except OverflowError:
        return None


def _year(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def _timex_year(year: int) -> str:
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def timex(moment: Moment) -> str:
    """TimeML's value."""
    year = _timex_year(moment.year)
    match moment.unit:
        case "day":
            return f"{year}-{moment.month:02d}-{moment.day:02d}{moment.clock}"
        case "week":
            return f"{year}-W{moment.number:02d}"
        case "weekend":
            return f"{year}-W{moment.number:02d}-WE"
        case "month":
            return f"{year}-{moment.month:02d}"
        case "quarter":
            return f"{year}-Q{moment.number}"
        case "half":
            return f"{year}-H{moment.number}"
        case "season":
            return f"{year}-{SEASONS[moment.number - 1]}"
        case "decade":
            return year[:-1]
        case "century":
            return year[:-2] if moment.year > 0 else _timex_year(moment.year + 99)[:-2]
    return year


def bounds(moment: Moment) -> tuple[str, str]:
    """The first and last day, ISO 8601."""
    year = moment.year
    if moment.unit in ("week", "weekend"):
        first = as_date(moment)
        if first is None:
            return _year(year) + "-01-01", _year(year) + "-12-31"
        days = 6 if moment.unit == "week" else 1
        last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
        return first.isoformat(), last.isoformat()
    if moment.unit == "day":
        whole = f"{_year(year)}-{moment.month:02d}-{moment.day:02d}"
        return whole, whole
    if moment.unit in ("decade", "century"):
        return f"{_year(year)}-01-01", f"{_year(min(year + _MONTHS[moment.unit] // 12 - 1, LAST_YEAR))}-12-31"
    month, months = moment.month, _MONTHS[moment.unit]
    if moment.unit in ("quarter", "half", "season"):
        month = (moment.number - 1) * months + (3 if moment.unit == "season" else 1)
    last_year, last_month = divmod(year * 12 + month - 1 + months - 1, 12)
    if moment.unit == "year":
        month, last_year, last_month = 1, year, 11
    if last_year > LAST_YEAR:  # a winter that would end in a year of five digits
        last_year, last_month = LAST_YEAR, 11
    return (
        f"{_year(year)}-{month:02d}-01",
        f"{_year(last_year)}-{last_month + 1:02d}-{_days_in(last_year, last_month + 1):02d}",
    )


def iso(moment: Moment) -> str:
    """ISO 8601 at the moment's precision: a day, month or year, or the interval of days, months or years it spans."""
    first, last = bounds(moment)
    match moment.unit:
        case "day":
            return first
        case "month":
            return first[:-3]
        case "year":
            return first[:-6]
        case "quarter" | "half" | "season":
            return f"{first[:-3]}/{last[:-3]}"
        case "decade" | "century":
            return f"{first[:-6]}/{last[:-6]}"
    return f"{first}/{last}"


def precision(moment: Moment) -> Precision:
    """The ledger's precision of a moment."""
    if moment.clock:
        return "part-of-day" if not moment.clock[1:2].isdigit() else "minute" if ":" in moment.clock else "hour"
    match moment.unit:
        case "weekend":
            return "interval"
        case "half":
            return "interval"
    return moment.unit


def with_clock(moment: Moment, clock: str) -> Moment:
    """The same day at a time of day."""
    return replace(moment, clock=clock)
