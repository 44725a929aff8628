"""Units of time: this week, two years ago, the past six months, for decades, every day, recently."""

import re
from functools import cache

from according.resolve.times.dates import Said, mod_of, relation_of
from according.resolve.times.expressions import Expression, numbers, period
from according.resolve.times.moments import Unit
from according.resolve.times.tokens import Coded

# a number in words or figures: two, twenty-four, 5 1/2, a few, a couple of, two and a half, half a, two to three
_ONE = r"(?:A(?=[qn2]))?(?:(?:[nq](?:-?[nN]){0,6}|q?[dN]n?|Y)(?:d/d|CA?[n2])?F?|2A?|A)"
NUMBER = rf"(?P<number>{_ONE}(?:(?:[TR]|C(?!A)|-)(?={_ONE})(?!A){_ONE})?)"
UNIT = r"(?P<unit>[uUkK])"
RELATIVE = (
    r"(?P<mod>[bfL]J?t?(?=[hlxs])|[bfL]it?|t?L(?=u)|t?BFt?|t?L[TCR-]LFt?)?"  # early this, later in the, the end of the
)
# Words before a number that say how exact it is, by TimeML's mod.
_APPROXIMATIONS = {
    "EQUAL_OR_MORE": "at least|no less than|no fewer than|not less than|a minimum of",
    "EQUAL_OR_LESS": "at most|no more than|not more than|up to|as (?:much|many|long) as|a maximum of",
    "MORE_THAN": "more than|over|longer than|upwards? of|in excess of|well over",
    "LESS_THAN": "less than|fewer than|under|shorter than|nearly|almost",
    "APPROX": "about|around|approximately|roughly|close to|some|circa|an estimated",
}
_LONGEST_APPROX = 20
_TIMES = ("once", "twice", "thrice", "times")  # a day


@cache
def _approximation() -> "re.Pattern[str]":
    named = "|".join(f"(?P<{mod}>{words})" for mod, words in _APPROXIMATIONS.items())
    return re.compile(rf"(?<![^\W_])(?:{named})\s+$", re.IGNORECASE)


def approximation(text: str, begin: int) -> tuple[str | None, int]:
    """TimeML's mod of the words just before ``begin``, and where they begin."""
    if not text[begin - 1 : begin].isspace():
        return None, begin
    start = max(0, begin - _LONGEST_APPROX)
    found = _approximation().search(text[start:begin])
    return (found.lastgroup, start + found.start()) if found else (None, begin)


def stops(coded: Coded, index: int) -> bool:
    """Whether nothing follows that "before" or "after" could govern: the clause ends there."""
    if index >= len(coded.codes) or coded.codes[index] in ",|)":
        return True
    return coded.text[coded.begins[index]] in ".;:"


@cache
def _happenings() -> "re.Pattern[str]":
    return re.compile(
        r"(?:[\w-]{1,15} )?(?:war|conflict|siege|insurgency|blockade|cease-?fire|truce|campaign|battle|uprising|occupation"
        r"|crisis|dispute|rebellion|embargo|standoff|feud|ban|regime|revolution|deal|agreement|strike|stalemate|offensive)s?\b"
    )


def _of_things(coded: Coded, index: int) -> bool:
    """Whether "seven-year-old" is said of a war or the like, not of a person, whose age is no time."""
    begin = coded.begins[index] if index < len(coded.begins) else len(coded.text)
    return _happenings().match(coded.text, begin, begin + 40) is not None


def unit_of(coded: Coded, match: "re.Match[str]") -> tuple[str, Unit | None]:
    """TimeML's letter of the unit matched, and the calendar's unit, if it is one."""
    letter, unit = coded.meanings[match.start("unit")]
    return letter, unit or None


def relative(coded: Coded, match: "re.Match[str]") -> Said:
    """This week, earlier this month, last year, the following day, that night, the end of the year, the day."""
    letter, unit = unit_of(coded, match)
    words = match.group("rel")
    mod = mod_of(coded, match)
    begin, end = match.start(), match.end()
    if unit is None or coded.codes[match.end("unit") - 1] in "UK":
        return ()
    relation = relation_of(coded, match, "the")
    if relation == "next" and coded.codes[begin] == "t":
        relation = "following"  # the next day is the one after that day
    if relation == "last" and (
        coded.word(match.end("rel") - 1).lower() == "past"
        or (coded.codes[match.start()] == "t" and letter not in ("D", "Q", "WE"))
    ):
        return ()
    unit_words = coded.word(match.start("unit"))
    if begin < match.start("unit") and unit_words.istitle() and len(unit_words) > 1:
        return ()
    after = coded.codes[end : end + 1]
    if (not words and after == "-") or (
        not words and coded.meanings.get(begin) is None and coded.codes[begin] != "t" and not mod
    ):
        return ()
    if (letter == "Q" and after == "F") or (letter == "Y" and after and after in "dNY" and not mod):
        return ()
    if (
        letter == "Y"
        and relation == "the"
        and coded.text[coded.ends[end - 1] : coded.ends[end - 1] + 8].lstrip().startswith(("ended", "ending"))
    ):
        return (Expression("duration", begin, end, "DURATION", unit, count=1, timex="P1Y"),)
    if after in ("b", "g", "f", "<", ">") and after and not words and not mod:
        return ()
    if not words and not mod and unit not in ("quarter", "weekend", "week", "year", "day", "month"):
        return ()
    return (Expression("relative", begin, end, unit=unit, relation=relation, mod=mod),)


def unit_end(coded: Coded, match: "re.Match[str]") -> Said:
    """Year-end, the year's end, month's end."""
    _, unit = unit_of(coded, match)
    if unit is None or coded.word(match.end() - 1).lower() != "end":
        return ()
    return (Expression("relative", match.start(), match.end(), unit=unit, relation="the", mod="END"),)


def offset(coded: Coded, match: "re.Match[str]") -> Said:
    """Two years ago, three days later, a month earlier, the day before, a week from now."""
    letter, unit = unit_of(coded, match)
    low, _ = numbers(coded, match.start("number"), match.end("number"))
    loose = coded.codes[match.start("way") - 1] == "."
    if loose and coded.word(match.start("way") - 1).lower() != "so":
        return ()
    word = match.group("way")
    way = "ahead" if word[0] == "j" else str(coded.meanings.get(match.start("way")) or "ago")
    if coded.word(match.start("way")).lower() in ("before", "after") and not stops(coded, match.end()):
        return ()
    sign = 1 if way in ("after", "hence", "ahead") else -1
    if letter == "F" or letter == "L":
        low = None if low is None else low * (2 if letter == "F" else 1000)
        unit = "week" if letter == "F" else "year"
    base = "published" if way in ("ago", "hence", "ahead") else "text"
    vague = None if low is not None else ("FUTURE_REF" if sign > 0 else "PAST_REF")
    if letter in ("TH", "TM", "TS"):
        vague = period(low, letter)
    count = None if low is None else sign * low
    return (Expression("offset", match.start(), match.end(), unit=unit, count=count, base=base, timex=vague,  # type: ignore[arg-type]
                       mod="APPROX" if loose else mod_of(coded, match), relation=way),)  # fmt: skip


def day_before(coded: Coded, match: "re.Match[str]") -> Said:
    """The day before, the week after: one unit from the date last spoken of."""
    _, unit = unit_of(coded, match)
    if unit is None or coded.codes[match.start("unit")] not in "uk" or not stops(coded, match.end()):
        return ()
    way = coded.meanings[match.start("way")]
    count = -1 if way == "before" else 1
    return (Expression("offset", match.start(), match.end(), unit=unit, count=count, base="text"),)


def before_last(coded: Coded, match: "re.Match[str]") -> Said:
    """The day before yesterday, the day after tomorrow."""
    if coded.meanings[match.start("unit")][0] != "D":
        return ()
    count = coded.meanings[match.start("day")]
    step = -1 if coded.meanings.get(match.start("way")) == "before" else 1
    return (Expression("offset", match.start(), match.end(), unit="day", count=count + step),)


def window(coded: Coded, match: "re.Match[str]") -> Said:
    """The last two weeks, the past year, the next few days, recent months, the coming weeks."""
    letter, unit = unit_of(coded, match)
    plural = coded.codes[match.start("unit")] in "UK"
    rel = str(coded.meanings.get(match.start("rel")) or "this")
    low: float | None = None
    high: float | None = None
    if match.group("number"):
        low, high = numbers(coded, match.start("number"), match.end("number"))
    elif not plural:
        word = coded.word(match.start("rel")).lower()
        if (
            word not in ("past", "last")
            or (word == "last" and coded.codes[match.start()] != "t")
            or letter in ("D", "Q")
        ):
            return ()
        low = high = 1.0
    if rel in ("latest", "same") or (rel in ("this",) and not match.group("number")):
        relation = "none"
    else:
        relation = "last" if rel in ("last", "previous", "PAST_REF") else "next"
    timex = period(low, letter)
    base = "text" if rel in ("previous", "following") else "published"
    return (Expression("window", match.start(), match.end(), "DURATION", unit, count=low if low == high else None,
                       relation=relation, timex=timex, base=base),)  # type: ignore[arg-type]  # fmt: skip


def first_units(coded: Coded, match: "re.Match[str]") -> Said:
    """The first nine months, the final days."""
    letter, _ = unit_of(coded, match)
    low, _ = numbers(coded, match.start("number"), match.end("number")) if match.group("number") else (None, None)
    return (Expression("duration", match.start(), match.end(), "DURATION", timex=period(low, letter)),)


def duration(coded: Coded, match: "re.Match[str]") -> Said:
    """Two years, a three-month-long, an hour and a half, months-long, decades, five-year."""
    letter, unit = unit_of(coded, match)
    begin, end = match.start(), match.end()
    low, high = numbers(coded, match.start("number"), match.end("number"))
    number = coded.codes[match.start("number") : match.end("number")]
    singular = coded.codes[match.start("unit")] in "uk"
    if singular and number == "A" and match.start() and coded.word(match.start() - 1).lower() in _TIMES:
        return (Expression("set", begin, end, "SET", timex=period(1, letter)),)
    if singular and number == "A" and letter == "Q":
        return ()
    if (
        singular
        and "-" not in coded.codes[begin:end]
        and low is not None
        and low > 1
        and number[0] in "dNY"
        and letter == "Q"
    ):
        return ()
    if number == "q" and low is None and coded.word(match.start("number")).lower() == "some" and singular:
        return ()
    if match.group("half") and low is not None:
        low = high = low + 0.5
    if coded.codes[end : end + 1] == "0":
        return ()
    timex = period(low, letter)
    old = match.group("old")
    if old and not _of_things(coded, end):
        return ()
    if letter == "Q" and "-" in coded.codes[begin:end] and not singular:
        return ()
    return (Expression("duration", begin, end, "DURATION", unit, count=low if low == high else None, timex=timex,
                       relation="old" if old else "", mod="APPROX" if coded.word(begin + (number[0] == "A")).lower() == "couple" else None),)  # fmt: skip


def bare_units(coded: Coded, match: "re.Match[str]") -> Said:
    """For years, decades of war, months-long, weeks: several of a unit, nobody says how many."""
    letter, unit = unit_of(coded, match)
    if coded.codes[match.end() : match.end() + 1] == "0":
        return ()
    if coded.meanings[match.start("unit")][0] in ("Q", "WE", "TS", "TM") and not match.group("long"):
        return ()
    return (Expression("duration", match.start(), match.end(), "DURATION", unit, timex=period(None, letter)),)


def unit_long(coded: Coded, match: "re.Match[str]") -> Said:
    """Day-long, year-long, week-long."""
    letter, unit = unit_of(coded, match)
    return (Expression("duration", match.start(), match.end(), "DURATION", unit, count=1, timex=period(1, letter)),)


def year_ago(coded: Coded, match: "re.Match[str]") -> Said:
    """The year-ago quarter, year-earlier profit: one unit before what the account is about."""
    letter, unit = unit_of(coded, match)
    if letter not in ("Y", "M", "Q", "W"):
        return ()
    return (Expression("offset", match.start(), match.end(), unit=unit, count=-1, base="text", relation="before"),)


FORMS = (
    ("tAu", r"[tA]?(?P<unit>u)-[gb](?:o?u|!)?", year_ago),
    ("tLBbfhlxsr", RELATIVE + r"t?(?P<rel>[hlxs]{1,2})?~?\*?" + UNIT, relative),
    ("tu", r"t?(?P<unit>u)(?:-|'\.)?B", unit_end),
    ("AnqdYN2", NUMBER + r"[-*]?\*?" + UNIT + r"(?:R\.)?(?P<way>[gbf<>]|jI|jD)", offset),
    ("t", r"t(?P<unit>[uk])(?P<way>[bf<>])", day_before),
    ("t", r"t(?P<unit>u)(?P<way>[<>])(?P<day>D)", before_last),
    ("tlxr", rf"t?\*?(?P<rel>[lxr])\*?(?:{NUMBER})?-?\*?" + UNIT, window),
    ("H", rf"(?P<rel>H){NUMBER}" + UNIT, window),
    ("to", rf"t(?P<rel>o)\*?(?:{NUMBER})?(?P<unit>U)", first_units),
    ("t", rf"t\*?{NUMBER}-?\*?(?P<unit>U)", first_units),
    ("AnqdYN2", NUMBER + r"-?\*?-?\*?" + UNIT + r"(?P<half>-?C-?A-?2)?(?P<old>-?0)?(?:-\*(?!u))?", duration),
    ("A", r"(?P<number>A)\*" + UNIT + "(?P<half>_)?(?P<old>_)?", duration),
    ("U", r"(?P<unit>U)(?P<long>-[*0])?", bare_units),
    ("u", r"(?P<unit>u)-\*", unit_long),
)
