"""Dates of the calendar: days, months, quarters, seasons, years, decades, centuries, with or without their year."""

import re

from according.resolve.times.expressions import Expression
from according.resolve.times.tokens import Coded

Said = tuple[Expression, ...]
_PREPOSITIONS = "iFTCRjzZJbBL~("
MOD = r"(?P<mod>t?L(?:-?[TCR-]L)?-?i?-?|t?BF|Bi|[bf]i)?"
YEAR = r"(?:,?F?(?P<year>Y)=?|,?F?(?P<short>y)|,?F?(?P<that>[shlx]u))?"
WEEKDAY = r"(?:(?P<weekday>[Ww]),?J?)?"
DAY = "[dOo]"


def number_at(coded: Coded, match: "re.Match[str]", group: str) -> int | None:
    """What the first token of a group means, if it is a number."""
    begin = match.start(group)
    meaning = coded.meanings.get(begin) if begin >= 0 else None
    return meaning if isinstance(meaning, int) else None


def mod_of(coded: Coded, match: "re.Match[str]") -> str | None:
    """TimeML's mod of the words before ("early", "the end of", "later this")."""
    if not match.groupdict().get("mod"):
        return None
    said: str | None = None
    for index in range(match.start("mod"), match.end("mod")):
        if coded.codes[index] in "LB":
            said = said or coded.meanings[index]
        elif coded.codes[index] == "2":
            said = "START" if coded.meanings.get(index - 1) == 1 else "END"
        elif coded.codes[index] in "bf":
            said = "START" if coded.meanings[index] == "before" else "END"
    return said


def relation_of(coded: Coded, match: "re.Match[str]", unsaid: str = "") -> str:
    """The last of the words this, last, next, that ... before; ``unsaid`` where there is none."""
    if not match.groupdict().get("rel"):
        return unsaid
    return str(coded.meanings.get(match.end("rel") - 1) or "this")


def year_of(coded: Coded, match: "re.Match[str]") -> tuple[int | None, str]:
    """The year given, and "same", "last" ... for "that year"."""
    groups = match.groupdict()
    if groups.get("year"):
        year = number_at(coded, match, "year")
        end = match.end("year")
        if year is not None and coded.codes[end : end + 1] == "=" and match.end() > end and coded.meanings.get(end):
            year = 1 - year
        return year, ""
    if groups.get("short"):
        short = number_at(coded, match, "short")
        return (None if short is None else -100_000 + short), ""
    if groups.get("that"):
        begin = match.start("that")
        if coded.meanings.get(begin + 1, ("",))[0] == "Y":
            return None, str(coded.meanings.get(begin) or "this")
        return None, "?"
    return None, ""


def stamp(coded: Coded, match: "re.Match[str]") -> Said:
    """2017-10-14, 2017/10/14, 14/10/2017: where day and month can't be told apart, only the year is said."""
    index = match.start()
    words = coded.word(index)
    date, _, clock = words.partition("T")
    parts = [int(part) for part in re.split(r"[-/.]", date)]
    if len(str(parts[0])) == 4 or ("-" in date[:5] and len(date.split("-")[0]) == 4):
        year, month, day = parts
    else:
        first, second, year = parts
        if year < 100:
            year -= 100_000
        month, day = (second, first) if first > 12 else (first, second)
        if first <= 12 and second <= 12 and first != second:
            # relation: read by the order of the document's other dates, or not at all.
            return (
                Expression("date", index, index + 1, unit="day", year=year, month=first, day=second, relation="order"),
            )
    return (Expression("date", index, index + 1, "TIME" if clock else "DATE", "day", year, month, day,
                       clock=f"T{clock[:5]}" if clock else ""),)  # fmt: skip


def day_month(coded: Coded, match: "re.Match[str]") -> Said:
    """14 October 2017, the 14th of October, Saturday, October 14, 2017, 14-15 September, May 6 and 7."""
    year, that = year_of(coded, match)
    if that == "?":
        return ()
    month = number_at(coded, match, "month")
    days = [index for index in range(match.start("days"), match.end("days")) if coded.codes[index] in "dOo"]
    said = []
    for place, index in enumerate(days):
        day = coded.meanings[index]
        begin = match.start() if place == 0 else index
        end = index + 1 if place < len(days) - 1 else match.end()
        if match.start("month") < match.start("days") and place == 0 and len(days) > 1:
            end = index + 1
        if place and coded.codes[index - 1] == "t":
            begin = index - 1
        weekday = number_at(coded, match, "weekday") if len(days) == 1 and match.groupdict().get("weekday") else None
        said.append(Expression("date", begin, end, unit="day", year=year, month=month, day=day, weekday=weekday,
                               relation=that, mod=mod_of(coded, match)))  # fmt: skip
    return tuple(said)


def month(coded: Coded, match: "re.Match[str]") -> Said:
    """October 2017, early June, last April, the end of October, October of that year; not the verb, nor the name."""
    year, that = year_of(coded, match)
    index = match.start("month")
    relation = relation_of(coded, match, that)
    if relation == "?":
        return ()
    if year is None and not relation and not match.group("mod"):
        before = coded.codes[match.start() - 1 : match.start()]
        follows = coded.text[coded.ends[index] : coded.ends[index] + 2]
        alone = before not in _PREPOSITIONS or not before
        if (
            coded.codes[index] == "m"
            and before == "t"
            and coded.codes[match.end() : match.end() + 1] not in ("J", "F", "T", "i")
        ):
            pass
        elif coded.codes[index] == "m" and (alone or before in "CR("):
            return ()
        if (
            (alone or before in "CR")
            and coded.word(index) in ("April", "June", "August")
            and follows[1:2].isupper()
            and follows[0] == " "
        ):
            return ()
    return (Expression("date", match.start(), match.end(), unit="month", year=year, month=number_at(coded, match, "month"),
                       relation=relation, mod=mod_of(coded, match)),)  # fmt: skip


def year(coded: Coded, match: "re.Match[str]") -> Said:
    """2014, mid-2014, the year 2000, fiscal 1989, 146 BC, AD 476, 1914-18; not 1500 people."""
    begin, end = match.start(), match.end()
    number = number_at(coded, match, "year")
    if number is None:
        return ()
    era = match.groupdict().get("era")
    if era:
        start = match.start("era")
        number = 1 - number if coded.meanings.get(start) else number
    elif coded.codes[match.start("year")] == "y":
        # In '89: the century is that of the text.
        if coded.codes[begin - 1 : begin] not in ("i", "F", "Z", "j", "J", "T", "t"):
            return ()
        return (Expression("date", begin, end, unit="year", year=number - 100_000),)
    elif coded.codes[match.start("year")] != "Y":
        return ()
    mod = mod_of(coded, match)
    before = coded.codes[begin - 1 : begin]
    if not era and not mod and begin == match.start("year") and not match.groupdict().get("last"):
        known = before in _PREPOSITIONS and before
        if not (1900 <= number <= 2059 or (number >= 1000 and (known or before in ",-|t/" or begin == 0))):
            return ()
        if not known and (coded.codes[end : end + 1] in "uU" and coded.codes[end : end + 1]):
            return ()
    first = Expression("date", begin, match.end("year"), unit="year", year=number, mod=mod)
    if match.groupdict().get("last"):
        index = match.start("last")
        last = coded.meanings[index]
        glued = coded.begins[index] - coded.ends[match.end("year") - 1] <= 1
        if not (glued and isinstance(last, int) and last < 100 and last > number % 100):
            return ()
        return first, Expression("date", index, end, unit="year", year=number - number % 100 + last)
    return (Expression("date", begin, end, unit="year", year=number, mod=mod),)


def spoken_year(coded: Coded, match: "re.Match[str]") -> Said:
    """Nineteen ninety-seven, two thousand (after "the year")."""
    values = [coded.meanings[index] for index in range(match.start(), match.end()) if coded.codes[index] == "n"]
    if match.group("the") and values == [2, 1000]:
        return (Expression("date", match.start(), match.end(), unit="year", year=2000),)
    if values[0] in range(13, 21) and sum(values[1:]) in range(10, 100) and values[1] >= 10:
        return (Expression("date", match.start(), match.end(), unit="year", year=values[0] * 100 + sum(values[1:])),)
    return ()


def bare_day(coded: Coded, match: "re.Match[str]") -> Said:
    """On the 20th: a day of the month last spoken of."""
    index = match.start("day")
    follows = coded.text[coded.ends[index] : coded.ends[index] + 2]
    if (
        coded.codes[match.start() - 1 : match.start()] not in ("J", "T", "j", "z", "C")
        or follows[1:].isupper()
        or coded.meanings[index] > 31
    ):
        return ()
    if follows[:1] == "-" or coded.codes[index + 1 : index + 2] in tuple("uUFPS"):
        return ()
    return (Expression("date", match.start(), match.end(), unit="day", day=coded.meanings[index], relation="bare"),)


def decade(coded: Coded, match: "re.Match[str]") -> Said:
    """The 1980s, the late '80s, the nineties, the early to mid 1990s."""
    value = number_at(coded, match, "decade")
    index = match.start("decade")
    if value is None or (coded.codes[index] == "e" and coded.codes[index - 1 : index] not in ("t", "L", "-")):
        return ()
    if (
        value < 100
        and coded.codes[index] == "E"
        and coded.codes[index - 1 : index] not in ("t", "L", "-")
        and coded.word(index)[0].isdigit()
    ):
        return ()
    # Two digits are the decade of the century last spoken of; nobody means the 2080s.
    year = value if value >= 100 else -100_000 + value
    return (Expression("date", match.start(), match.end(), unit="decade", year=year, mod=mod_of(coded, match)),)


def century(coded: Coded, match: "re.Match[str]") -> Said:
    """The 19th century, eighteenth-century, the third century BC."""
    which = number_at(coded, match, "which")
    unit = coded.meanings.get(match.start("unit"), ("",))
    if which is None or unit[0] != "C" or which < 1:
        return ()
    start = -100 * which + 1 if match.group("era") and coded.meanings.get(match.start("era")) else 100 * (which - 1)
    return (Expression("date", match.start(), match.end(), unit="century", year=start, mod=mod_of(coded, match)),)


_OTHER_SEASON = "[-CTR]t?SF?Y"


def season(coded: Coded, match: "re.Match[str]") -> Said:
    """Summer 2014, last autumn, the spring of 1918, the summer, in winter."""
    year, that = year_of(coded, match)
    if match.groupdict().get("ahead"):
        year = number_at(coded, match, "ahead")
    relation = relation_of(coded, match, that)
    index = match.start("season")
    before = coded.codes[index - 1 : index]
    if relation == "?":
        return ()
    if year is None and not relation and not match.group("mod"):
        word = coded.word(index)
        if before not in ("t", "i", "j", "Z", "C", "R", "J", "T") and not re.match(
            _OTHER_SEASON, coded.codes[index + 1 : index + 6]
        ):
            return ()
        if word.lower() in ("fall", "spring") and (before not in "it" or coded.codes[index + 1 : index + 2] == "F"):
            return ()
        if (
            word.lower() in ("fall", "spring")
            and before == "t"
            and coded.codes[index - 2 : index - 1] not in ("i", "B", "J", "F")
        ):
            return ()
    return (Expression("date", match.start(), match.end(), unit="season", year=year, number=number_at(coded, match, "season"),
                       relation=relation, mod=mod_of(coded, match)),)  # fmt: skip


def quarter(coded: Coded, match: "re.Match[str]") -> Said:
    """The third quarter of 1984, the first half of 1990, next year's first quarter, the 1988 third quarter."""
    which = number_at(coded, match, "which")
    groups = match.groupdict()
    half = coded.codes[match.start("unit")] == "2"
    if coded.word(match.start()).lower() in ("last", "past") and half:
        which = 2
    if (
        which is None
        or (not half and coded.meanings.get(match.start("unit"), ("",))[0] != "Q")
        or which > (2 if half else 4)
    ):
        return ()
    year, that = year_of(coded, match)
    if groups.get("ahead"):
        year = number_at(coded, match, "ahead")
    that = relation_of(coded, match, that)
    if that == "?" or (half and year is None and not that):
        return ()
    return (Expression("date", match.start(), match.end(), unit="half" if half else "quarter", year=year, number=which,
                       relation=that or ("this" if "~" in coded.codes[match.start() : match.end()] else ""),
                       mod=mod_of(coded, match)),)  # fmt: skip


FORMS = (
    ("#", "#", stamp),
    (
        "tWwdOoLBbf",
        MOD + WEEKDAY + rf"(?P<days>t?{DAY}(?:(?:,C?|C|[TR-])t?{DAY}){{0,6}})F?-?(?P<month>[Mm])" + YEAR,
        day_month,
    ),
    (
        "tWwMmLBbf",
        MOD + "t?" + WEEKDAY + r"(?P<month>[Mm])-?(?P<days>t?[dO](?:[CTR-]t?[dO](?![-MmUu:])){0,6})" + YEAR,
        day_month,
    ),
    ("t", r"t(?P<day>O)", bare_day),
    (
        "MmtLBbfhlx",
        MOD + r"t?(?P<rel>[hlx])?(?P<month>[Mm])(?:-?(?P<year>Y)|,?F?(?P<that>[shlx]u)|F?(?P<short>y))?",
        month,
    ),
    ("MmtLBbfhlx", MOD + r"t?(?P<rel>[hlx])?(?P<month>[Mm]),?F?(?P<year>Y)", month),
    ("YtLBbf~", MOD + r"(?:t?~u?|tu)?(?P<year>Y)(?P<era>=)?", year),
    ("dN", r"(?P<year>[dN])(?P<era>=)", year),
    ("=", r"(?P<era>=)(?P<year>[dYN])", year),
    ("dN", r"(?P<year>[dN])(?=[-T][dN](?P<era>=))", year),
    ("y", r"(?P<year>y)", year),
    ("Y", r"(?P<year>Y)[-/](?P<last>[dNy])(?![-/Mm])", year),
    ("nt", r"(?P<the>tu)?n(?:n-?n?|-?n)", spoken_year),
    ("tLEeBbf", MOD + r"t?L?-?(?P<decade>[Ee])", decade),
    ("t", r"(?P<mod>t[ol]2Ft?)(?P<decade>[Ee])", decade),
    ("tLoOBbf", MOD + r"t?L?-?(?P<which>[oO])-?(?P<unit>u)(?P<era>=)?", century),
    ("tLSBbfhlx", MOD + r"t?(?P<rel>[hlx])?(?P<season>S)" + YEAR, season),
    ("YtL", MOD + r"t?(?P<ahead>Y)(?P<season>S)", season),
    ("toLBbflx", MOD + r"t?~?(?P<which>[ol])-?(?P<unit>[u2])" + YEAR, quarter),
    ("tY", r"t?(?P<ahead>Y)'?\.?(?P<which>o)-?(?P<unit>[u2])", quarter),
    ("thlx", r"t?(?P<rel>[hlx])u'\.(?P<which>o)-?(?P<unit>[u2])", quarter),
)
