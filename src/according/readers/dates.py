"""Dates as the ledger writes them: ISO 8601 at the precision known. What is not plain stays unknown."""

import re
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ISO_WITH_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]+[0-2][0-9](?::?[0-9]{2}){0,2}(?:[.,][0-9]+)?"
    r"\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_OTHER_NUMBERS = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:,?\s+(?:at\s+)?[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?:\s*(?:[ap]\.?m\.?|[a-z]{1,4}|[+-][0-9]{4}))*)?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?:([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+)?([a-z]{{3,9}})\.?,?[\s-]+([0-9]{{4}}){_CLOCK}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}}){_CLOCK}", re.IGNORECASE
)
_LONGEST = 60  # nothing longer is a date


def parse_published(text: str) -> str | None:
    """``text`` where it is a year, a month or a day that exists ("2017", "2017-10", "2017-10-14"), else None."""
    match = _ISO.fullmatch(text.strip())
    return _iso(*match.groups()) if match else None


def parse_plain(text: str) -> str | None:
    """The ISO date of a plainly unambiguous date: ISO with a time, "14 October 2017", "Oct. 14, 2017", "2017/10/14".

    The day is the one written: no time zone is converted. "03/04/2017" and the like give None.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if match := _ISO_WITH_TIME.fullmatch(text):
        return parse_published(match[1])
    if match := _OTHER_NUMBERS.fullmatch(text):
        year, month, day = (cell for cell in match.groups() if cell)
        return _iso(year, month, day)
    if match := _DAY_FIRST.fullmatch(text):
        return _iso(match[3], _month(match[2]), match[1], named=True)
    if match := _MONTH_FIRST.fullmatch(text):
        return _iso(match[3], _month(match[1]), match[2], named=True)
    return parse_published(text)


def _month(word: str) -> str | None:
    """The number of an English month, by its name or the usual short form."""
    word = word.lower()
    for number, name in enumerate(MONTHS, 1):
        if word in (name, name[:3]) or (word == "sept" and number == 9):
            return str(number)
    return None


def _iso(year: str, month: str | None, day: str | None, *, named: bool = False) -> str | None:
    if named and month is None:
        return None
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return found.isoformat()[: 10 if day else 7 if month else 4]
