"""What the words of a temporal expression say, before it is known what they are reckoned from."""

from dataclasses import dataclass
from typing import Literal

from according.ledger.records import TimexType
from according.resolve.times.moments import Unit
from according.resolve.times.tokens import Coded

Kind = Literal["date", "relative", "offset", "window", "clock", "duration", "set", "vague"]


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression: tokens ``[begin, end)`` and what they say.

    ``date``: the parts of a date that are given (``year`` astronomical). ``relative``: this, last or next ``unit``.
    ``offset``: ``count`` units after (negative: before) the ``base``. ``window``: the last or next ``count`` units.
    ``clock``: a time of day. ``duration``, ``set``, ``vague``: ``timex`` alone.
    """

    kind: Kind
    begin: int
    end: int
    type: TimexType = "DATE"
    unit: Unit | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int | None = None
    weekday: int | None = None
    clock: str = ""
    relation: str = ""
    count: float | None = None
    base: Literal["published", "text"] = "published"
    timex: str | None = None
    mod: str | None = None


def numbers(coded: Coded, begin: int, end: int) -> tuple[float | None, float | None]:
    """The number in words or figures of ``[begin, end)``, twice, or the two ends of "two to three"; None where vague."""
    ends: list[float | None] = []
    total, current, seen, vague, fraction = 0.0, 0.0, False, False, 0.0
    for index in range(begin, end + 1):
        code = coded.codes[index] if index < end else "T"
        meaning = coded.meanings.get(index)
        if code == "2":
            fraction = 0.5
            seen = True
        elif code == "/" and seen and coded.meanings.get(index + 1):
            # 5 1/2: the figure before the stroke is the numerator.
            current -= coded.meanings[index - 1]
            fraction = coded.meanings[index - 1] / coded.meanings[index + 1]
        elif code in "dYN" and coded.codes[index - 1] == "/":
            pass
        elif code in "nqdYN":
            if meaning is None and index + 1 < end and coded.codes[index + 1] in "ndYN":
                continue  # "some eight years"
            if meaning is None:
                vague = True
            elif code in "nq" and meaning in (100, 1000, 12, 1_000_000) and (current or code == "n" or not seen):
                current = max(current, 1) * meaning
                if meaning >= 1000:
                    total, current = total + current, 0.0
            elif current and meaning >= current % 100 > 0 and code != "n":
                ends.append(total + current)
                total, current = 0.0, float(meaning)
            else:
                current += meaning
            seen = True
        elif code == "A" and not seen and (index + 1 >= end or coded.codes[index + 1] not in "nq2"):
            current, seen = 1.0, True
        elif code in "TR-" and seen and (code != "-" or _range_dash(coded, index, end)):
            ends.append(None if vague else total + current + fraction)
            total, current, seen, vague, fraction = 0.0, 0.0, False, False, 0.0
    return (ends[0], ends[-1]) if ends else (None, None)


def _range_dash(coded: Coded, index: int, end: int) -> bool:
    return index + 1 < end and coded.codes[index + 1] in "dYN" and coded.codes[index - 1] in "dYN"


def figure(number: float | None) -> str:
    """A number as TimeML writes it: 3, 1.5, X."""
    if number is None:
        return "X"
    return str(int(number)) if number == int(number) else f"{number:g}"


_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}


def period(number: float | None, letter: str) -> str:
    """TimeML's duration: P3M, PT2H, PXW; decades, centuries, fortnights and quarters in years, weeks and months."""
    if letter in ("E", "C", "L") and number is not None:
        return period(number * {"E": 10, "C": 100, "L": 1000}[letter], "Y")
    if letter == "F":
        return period(None if number is None else number * 2, "W")
    if letter == "Q":
        return period(None if number is None else number * 3, "M")
    if letter == "WE":
        return period(None if number is None else number * 2, "D")
    if number is not None and number * 2 == int(number * 2) and number != int(number) and letter in _HALVES:
        whole = f"{int(number)}{letter[-1]}" if int(number) else ""
        return f"P{'T' if letter[0] == 'T' else ''}{whole}{_HALVES[letter]}"
    return f"P{'T' if letter[0] == 'T' else ''}{figure(number)}{letter[-1]}"
