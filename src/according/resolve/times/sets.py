"""Sets and vague times: every day, Mondays, annually; now, recently, the future, the second day."""

import re

from according.resolve.times.dates import Said
from according.resolve.times.durations import NUMBER, stops, unit_of
from according.resolve.times.expressions import Expression, numbers, period
from according.resolve.times.tokens import Coded


def every(coded: Coded, match: "re.Match[str]") -> Said:
    """Every day, each year, every two weeks, every Friday, every summer, per month."""
    unit = match.group("unit")
    low = None
    if match.group("number"):
        low, _ = numbers(coded, match.start("number"), match.end("number"))
    index = match.start("what")
    if unit:
        letter, _ = coded.meanings[index]
        timex = period(low if match.group("number") else 1, letter)
    elif coded.codes[index] in "WV":
        timex = f"XXXX-WXX-{coded.meanings[index] + 1}"
    elif coded.codes[index] == "S":
        timex = f"XXXX-{('SP', 'SU', 'FA', 'WI')[coded.meanings[index] - 1]}"
    elif coded.codes[index] in "Mm":
        timex = f"XXXX-{coded.meanings[index]:02d}"
    else:
        timex = f"XXXX-XX-XX{coded.meanings[index]}"
    return (Expression("set", match.start(), match.end(), "SET", timex=timex),)


def weekdays(coded: Coded, match: "re.Match[str]") -> Said:
    """Mondays, Friday nights."""
    return (
        Expression("set", match.start(), match.end(), "SET", timex=f"XXXX-WXX-{coded.meanings[match.start()] + 1}"),
    )


def adverb(coded: Coded, match: "re.Match[str]") -> Said:
    """Daily, weekly, annually: as adverbs and adjectives."""
    return (Expression("set", match.start(), match.end(), "SET", timex=str(coded.meanings[match.start()])),)


def vague(coded: Coded, match: "re.Match[str]") -> Said:
    """Now, currently, recently, soon, the future, at present, these days, the past."""
    index = match.start("word")
    word = coded.word(index).lower()
    timex = str(coded.meanings.get(index) or "PRESENT_REF")
    before = coded.codes[index - 1 : index]
    if coded.codes[index] == "+":
        if word == "future" and (coded.codes[match.start()] != "t" or coded.word(index) == "Future"):
            return ()
        if word == "present" and before not in ("J", "t") and not coded.text.startswith("-day", coded.ends[index]):
            return ()
        if word == "present" and before == "t" and coded.codes[match.end() : match.end() + 1] in ("", ".", "u"):
            return ()
    if coded.codes[index] == "l":
        after = coded.codes[match.end() : match.end() + 1]
        # In the past: not "the past year", nor "went past the house".
        going_on = coded.codes[match.start() - 1 : match.start()] != "i" or after in tuple("uUkKndqNYSMmo*P")
        if word != "past" or coded.codes[match.start()] != "t" or (going_on and not stops(coded, match.end())):
            return ()
        timex = "PAST_REF"
    if coded.codes[index] == "h":
        if word != "current" or coded.codes[index + 1 : index + 2] in tuple("uUS"):
            return ()
        timex = "PRESENT_REF"
    if coded.codes[index] == "I" and before == "v":
        return ()  # every now and then
    begin, right = match.start(), 0
    if coded.codes[index] == "I" and index and coded.word(index - 1).lower() == "right":
        begin, right = begin - 1, 1
    return (
        Expression(
            "vague", begin, match.end(), timex=timex, relation="now" if coded.codes[index] == "I" else "", number=right
        ),
    )


def nth_unit(coded: Coded, match: "re.Match[str]") -> Said:
    """The second day (of something), its first hours: a day or week counted from what is not said in figures."""
    letter, unit = unit_of(coded, match)
    if letter not in ("D", "W", "M", "Y") or coded.codes[match.end() : match.end() + 1] == "-":
        return ()
    return (Expression("vague", match.start(), match.end(), unit=unit),)


FORMS = (
    ("toA", r"[tA]?(?P<which>o)\*?(?P<unit>u)", nth_unit),
    ("v%", rf"[v%](?:{NUMBER})?o?(?P<what>(?P<unit>[uUk])|[WVSMmP])", every),
    ("V", r"VP?", weekdays),
    ("Q", r"Q", adverb),
    ("XIrh", r"(?P<word>[XIrh])", vague),
    ("t+l", r"t?(?:\.(?=\+))?(?P<word>[+l])(?:-u)?", vague),
    ("H", r"(?P<word>H)U", vague),
)
