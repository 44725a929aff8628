"""Words of time: each has a one-character code, by which the patterns know it, and what it means."""

from typing import Any

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second"
).split()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()

# Unit of a word: TimeML's letter (with T before a time of day's) and the unit of the calendar, if it is one.
UNIT_WORDS = {
    "second": ("TS", ""), "minute": ("TM", ""), "hour": ("TH", ""), "day": ("D", "day"), "week": ("W", "week"),
    "fortnight": ("F", ""), "month": ("M", "month"), "quarter": ("Q", "quarter"), "year": ("Y", "year"),
    "decade": ("E", "decade"), "century": ("C", "century"), "weekend": ("WE", "weekend"), "millennium": ("L", ""),
}  # fmt: skip
PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "dawn": "TMO", "dusk": "TEV",
    "daybreak": "TMO", "sunrise": "TMO", "sunset": "TEV", "nightfall": "TNI", "lunchtime": "TMI", "daytime": "TDT",
    "predawn": "TMO",
}  # fmt: skip
HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year's": (1, 1), "halloween": (10, 31),
    "valentine's day": (2, 14), "may day": (5, 1), "armistice day": (11, 11), "veterans day": (11, 11),
    "bastille day": (7, 14), "thanksgiving": (11, 0), "thanksgiving day": (11, 0), "labor day": (9, 0),
    "memorial day": (5, 0), "election day": (11, -1), "columbus day": (10, 0), "martin luther king day": (1, 0),
}  # fmt: skip

# The first words of holidays: a token is looked up whole only after one of these.
HOLIDAY_STARTS = frozenset(name.split()[0] for name in HOLIDAYS)

# code: see patterns.py. The second member is what the word means.
WORDS: dict[str, tuple[str, Any]] = {}


def _add(code: str, words: str, meaning: Any = None) -> None:
    for word in words.split():
        WORDS[word] = (code, meaning)


for _index, _word in enumerate(_ONES):
    _add("n", _word, _index)
for _index, _word in enumerate(_TENS):
    _add("n", _word, 20 + 10 * _index)
for _index, _word in enumerate(_DECADES):
    _add("e", _word, 20 + 10 * _index)
_add("n", "hundred", 100)
_add("n", "thousand", 1000)
_add("n", "million", 1_000_000)
_add("q", "dozen", 12)
_add("q", "couple pair", 2)
_add("q", "several few many numerous countless multiple dozens scores hundreds thousands some")
_add("2", "half", 0.5)
for _index, _word in enumerate(ORDINALS):
    _add("o", _word, _index + 1)
for _index, _word in enumerate(MONTHS):
    _add("m" if _word in ("march", "may") else "M", _word, _index + 1)
    if _word != "may":
        _add("m" if _word == "march" else "M", _word[:3], _index + 1)
_add("M", "sept", 9)
for _index, _word in enumerate(WEEKDAYS):
    _add("W", _word, _index)
    _add("V", _word + "s", _index)
    _add("w", _word[:3], _index)
_add("w", "tues", 1)
_add("w", "thurs thur", 3)
for _word, _unit in UNIT_WORDS.items():
    _plural = {"century": "centuries", "millennium": "millennia"}.get(_word, _word + "s")
    _add("k" if _word == "weekend" else "u", _word, _unit)
    _add("K" if _word == "weekend" else "U", _plural, _unit)
_add("o", "second", 2)
for _index, _word in enumerate(("spring", "summer", "autumn", "winter")):
    _add("S", _word, _index + 1)
_add("S", "fall", 3)
for _word, _part in PARTS.items():
    _add("P", _word, _part)
    _add("P", _word + "s", _part)
_add("c", "noon midday", "T12:00")
_add("c", "midnight", "T24:00")
_add("A", "a an")
_add("t", "the")
_add("h", "this")
_add("H", "these")
_add("s", "that same those", "same")
_add("l", "last past", "last")
_add("l", "previous preceding prior", "previous")
_add("l", "latest", "latest")
_add("x", "next", "next")
_add("x", "following ensuing subsequent succeeding", "following")
_add("x", "coming upcoming forthcoming", "coming")
_add("v", "every each")
_add("%", "per")
_add("g", "ago")
_add("b", "earlier", "before")
_add("<", "before", "before")
_add(">", "after afterwards afterward", "after")
_add("f", "later", "after")
_add("f", "hence", "hence")
_add("L", "early", "START")
_add("L", "late", "END")
_add("L", "mid", "MID")
_add("L", "post", "AFTER")
_add("L", "pre", "BEFORE")
_add("B", "beginning start outset dawn onset", "START")
_add("B", "end ending close", "END")
_add("B", "middle height", "MID")
_add("i", "in during")
_add("F", "of")
_add("T", "to through until till thru")
_add("C", "and &")
_add("R", "or")
_add("j", "from")
_add("z", "between")
_add("Z", "since")
_add("J", "on at by within for over under throughout around")
_add("*", "full whole entire long solid straight consecutive successive more further additional extra short trading "
     "business working calendar crucial difficult bloody brutal terrible turbulent odd grueling gruelling critical", "")  # fmt: skip
_add("0", "old olds")
_add("~", "fiscal financial")
_add("D", "today", 0)
_add("D", "yesterday", -1)
_add("D", "tomorrow", 1)
_add("p", "tonight", "TNI")
_add("p", "overnight", "TNI")
_add("r", "recent", "PAST_REF")
_add("I", "now", "PRESENT_REF")
_add("X", "currently presently nowadays", "PRESENT_REF")
_add("h", "current", "current")
_add("X", "recently formerly lately", "PAST_REF")
_add("+", "future", "FUTURE_REF")
_add("+", "present", "PRESENT_REF")
_add("Q", "daily", "P1D")
_add("Q", "weekly", "P1W")
_add("Q", "biweekly fortnightly", "P2W")
_add("Q", "monthly", "P1M")
_add("Q", "annually yearly", "P1Y")
_add("Q", "hourly", "PT1H")
_add("Q", "nightly", "P1D")
_add("G", "o'clock hrs hr")
_add("!", "time moment period")

ZONES = frozenset("gmt utc est edt cst cdt mst mdt pst pdt bst cet cest eet eest msk ist z".split())
# Numbers are not years where what is counted follows.
COUNTED = frozenset(
    """people men women children troops soldiers fighters civilians killed dead wounded injured miles mile km kilometers
    kilometres meters metres feet tons tonnes pounds dollars euros members workers employees jobs homes houses houses
    families refugees prisoners victims casualties points shares barrels acres hectares residents students police
    officers guns tanks aircraft planes ships vehicles rounds cases votes seats percent km2 mm kg lb ft yards degrees
    meter metre foot horses strong volunteers militants rebels villages others inhabitants sorties bombs shells
    rockets missiles dwt hp calories marks francs rubles yen copies pages words units""".split()
)
