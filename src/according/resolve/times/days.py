"""Days by their names, and times of day: Friday, yesterday, this morning, 10 p.m., Christmas Eve."""

import re

from according.ledger.records import TimexType
from according.resolve.times.dates import YEAR, Said, mod_of, number_at, relation_of, year_of
from according.resolve.times.expressions import Expression
from according.resolve.times.tokens import Coded


def weekday(coded: Coded, match: "re.Match[str]") -> Said:
    """Friday, last Friday, late on Friday, this coming Sunday, Friday morning, Friday's."""
    part = match.group("part")
    clock = coded.meanings[match.start("part")] if part else ""
    kind: TimexType = "TIME" if clock else "DATE"
    return (Expression("date", match.start(), match.end(), kind, "day", weekday=number_at(coded, match, "weekday"),
                       clock=str(clock), relation=relation_of(coded, match), mod=mod_of(coded, match)),)  # fmt: skip


def deictic(coded: Coded, match: "re.Match[str]") -> Said:
    """Today, yesterday evening, earlier today, tomorrow night, tonight."""
    index = match.start("day")
    clock = str(coded.meanings.get(match.start("part"))) if match.group("part") else ""
    count = 0
    if coded.codes[index] == "D":
        count = coded.meanings[index]
    else:
        clock = coded.meanings[index]
    return (Expression("offset", match.start(), match.end(), "TIME" if clock else "DATE", "day", count=count,
                       clock=clock, mod=mod_of(coded, match)),)  # fmt: skip


def part(coded: Coded, match: "re.Match[str]") -> Said:
    """This morning, last night, that afternoon, the morning, the early hours, at night."""
    index = match.start("part")
    before = coded.codes[index - 1 : index]
    clock = str(coded.meanings[index]) if coded.codes[index] == "P" else "TMO"
    relation = relation_of(coded, match, "same")
    if relation == "next" and match.group("the"):
        relation = "following"
    bare = not match.group("rel") and match.group("the") is None and match.group("late") is None
    if (bare and before not in ("J", "i", "T", "j")) or (relation == "last" and clock != "TNI"):
        return ()
    if bare and before == "J":
        # At night: every night, or none in particular.
        return (Expression("vague", match.start(), match.end(), "TIME", timex=f"XXXX-XX-XX{clock}"),)
    mod = mod_of(coded, match) or (coded.meanings[match.start("late")] if match.group("late") else None)
    return (Expression("clock", match.start(), match.end(), "TIME", clock=clock, relation=relation, mod=mod),)


def clock(coded: Coded, match: "re.Match[str]") -> Said:
    """10:30, 10 p.m. EST, 0735 GMT, 1900 hours, noon, eight o'clock."""
    index = match.start("hour")
    said = coded.meanings.get(index)
    if said is None:
        return ()
    half = match.groupdict().get("half")
    if isinstance(said, str):
        hour, minute = int(said[1:3]), said[3:]
        if half and match.start() == index and coded.word(index)[0].isdigit():
            hour = hour % 12 + (12 if coded.meanings[match.start("half")] else 0)
        value = f"T{hour:02d}{minute}"
    elif half:
        if not 1 <= said <= 12:
            return ()
        value = f"T{said % 12 + (12 if coded.meanings[match.start('half')] else 0):02d}:00"
    elif match.groupdict().get("four"):
        words = coded.word(index)
        if len(words) != 4 or not words.isdigit() or int(words[:2]) > 24 or int(words[2:]) > 59:
            return ()
        if coded.codes[index + 1] == "U" and coded.word(index + 1).lower() != "hours":
            return ()
        value = f"T{words[:2]}:{words[2:]}"
    else:
        if said > 24:
            return ()
        value = f"T{int(said):02d}:00"
    return (Expression("clock", match.start(), match.end(), "TIME", clock=value, mod=mod_of(coded, match)),)


def holiday(coded: Coded, match: "re.Match[str]") -> Said:
    """Christmas Eve, New Year's Day 2015, last Thanksgiving."""
    month_, day = coded.meanings[match.start("holiday")]
    year, that = year_of(coded, match)
    relation = relation_of(coded, match, that)
    if relation == "?":
        return ()
    clock = str(coded.meanings[match.start("part")]) if match.group("part") else ""
    return (Expression("date", match.start(), match.end(), "TIME" if clock else "DATE", "day", year, month_, day,
                       clock=clock, relation=relation),)  # fmt: skip


FORMS = (
    ("WtLbfhlxs", r"(?P<mod>[bf]J?|LJ?)?t?(?P<rel>[hlxs]{1,2})?(?P<weekday>W)(?P<part>P)?", weekday),
    ("DpLbf", r"(?P<mod>[bfL])?(?P<day>[Dp])(?P<part>P)?", deictic),
    ("tPhlsxLbf", r"(?P<mod>[bfL]i?)?(?P<the>t)?(?P<rel>[hlsx])?(?:(?P<late>L)-?|o)?(?P<part>P)", part),
    ("tL", r"(?P<mod>_)?(?P<the>t)(?P<late>L)(?P<rel>_)?(?P<part>U)(?=F)", part),
    ("cL", r"(?P<mod>L)?(?P<hour>c)(?P<half>a)?(?:G|u)?\$?", clock),
    ("dn", r"(?P<hour>[dn])(?P<half>a)\$?", clock),
    ("dn", r"(?P<hour>[dn])G", clock),
    ("NY", r"(?P<four>(?P<hour>[NY]))(?:\$|G|U)", clock),
    ("@thlx", r"t?(?P<rel>[hlx])?(?P<holiday>@)(?P<part>P)?" + YEAR, holiday),
)
