"""Counts of a text. Dates, ages, times, ordinals, years and the numbers of things that are numbered are left out."""

from bisect import bisect_right
from collections.abc import Sequence

from according.ledger.ids import make_id
from according.ledger.records import Count
from according.ledger.sequences import Packed
from according.ledger.spans import Span
from according.resolve.counts.counted import (
    Phrase,
    is_temporal,
    noun_before,
    noun_of,
    of_people,
    phrase_after,
    result_of,
)
from according.resolve.counts.lexicon import (
    ABOUT,
    AGE_LEADS,
    CURRENCIES,
    DISTANCES,
    LOWER,
    NOUNS,
    NUMBERED,
    PEOPLE,
    RESULTS,
    SMALL_VAGUE,
    SPANNED_ABOUT,
    STARTERS,
    TIMES,
    UPPER,
    YEAR_LEADS,
)
from according.resolve.counts.numbers import Number, Reading, number_at
from according.resolve.counts.tokens import Tokens, tokens_of

Bounds = tuple[Number | None, Number | None]
_DASHES = frozenset("-–—‐‑")
_JOINTS = frozenset(("to", "or"))
_ENDS = frozenset(("", "\n", ".", ",", ";", "and", "when", "but", "or", "as", "in"))
_CASUALTIES = frozenset("casualties injuries deaths fatalities survivors dead victims".split())
_UNIT = {"%": "per cent", "percent": "per cent", "per": "per cent"}
_MODIFIERS = sorted(
    [(tuple(m.split()), kind) for kind, group in (("low", LOWER), ("high", UPPER), ("about", ABOUT)) for m in group],
    key=lambda pair: -len(pair[0]),
)
_LAST = {words[-1] for words, _ in _MODIFIERS}


def find_counts(document_id: str, text: str, skip: Sequence[Span] = ()) -> Sequence[Count]:
    """Every number that counts something, with its bounds, in the order of the text.

    ``skip`` holds the spans of temporal expressions: what overlaps one is no count. ``low`` and ``high`` are inclusive;
    "more than 100" has low 100 and "up to 24" high 24; "dozens" has neither. Spans hold the number words with what
    bounds them ("at least 29"), a currency sign and a unit of measure, not the noun. Never raises; linear in the text.
    """
    tokens = tokens_of(text)
    taken = sorted((b, e) for b, e in skip if b < e)
    begins = [b for b, _ in taken]
    out: Packed[Count] = Packed()
    at, last = 0, None
    while at < len(tokens.lower):
        word = tokens.lower[at]
        if not (word[0].isdigit() or word in STARTERS or word in ("a", "an")):
            at += 1
            continue
        found = _count_at(tokens, at)
        if found is None:
            at += 1
            continue
        first, after, bounds, of = found
        at = max(after, at + 1)
        span = (tokens.begins[first], tokens.ends[after - 1])
        k = bisect_right(begins, span[1] - 1)
        if any(e > span[0] for _, e in taken[max(0, k - 2) : k]):
            continue
        of = _inherited(tokens, first, of, last)
        last = (after, of)
        out.append(Count(make_id("c", document_id, [list(span)], of), (span,), of, *bounds))
    return out.settled()


def _inherited(tokens: Tokens, first: int, of: str, last: tuple[int, str] | None) -> str:
    """ "530, among them 130 children": those counted within a count share what became of it."""
    if last and of in PEOPLE and first - last[0] < 8:
        between = tokens.lower[last[0] : first]
        part = "including" in between or ("among" in between and "them" in between)
        if part and last[1] in ("killed", "injured", "displaced", "captured", "missing", "detained"):
            return last[1]
    return of


def _count_at(tokens: Tokens, i: int) -> tuple[int, int, Bounds, str] | None:
    """(first token, token after, bounds, of) of the count whose number begins at ``i``; None where it counts nothing."""
    word = tokens.word(i)
    if word == "no":
        phrase = phrase_after(tokens, i + 1)
        noun = phrase.head in _CASUALTIES
        return (i, i + 1, (0, 0), _of(tokens, i, i + 1, phrase)) if noun else None
    if word in TIMES:
        first, kind = _modifier(tokens, i)
        if word == "once" and kind != "low":
            return None
        return first, i + 1, _bounds(TIMES[word], kind), "times"
    if word in ("number", "numbers", "series"):
        return _number_of(tokens, i)
    reading = number_at(tokens, i)
    if reading is None or _is_label(tokens, reading):
        return None
    return _counted(tokens, reading)


def _counted(tokens: Tokens, reading: Reading) -> tuple[int, int, Bounds, str] | None:
    first, kind = _modifier(tokens, _currency_start(tokens, reading.first))
    low = high = reading.value
    after = reading.after
    second = _range_end(tokens, reading)
    if second is not None:
        high, after = second.value, second.after
        if tokens.word(reading.first - 1) == "between":
            first, kind = reading.first - 1, None
    bounds = (low, high) if second is not None and low is not None and high is not None else _bounds(low, kind)
    money = _money(tokens, reading)
    if is_temporal(tokens, after):
        return None
    if money is None and tokens.word(after) in ("out", "in") and (whole := _out_of(tokens, after)):
        if tokens.word(after) == "in":
            bounds = (None, None)
        after = whole
    if tokens.word(after) == "%" or tokens.word(after) in ("percent", "pc"):
        return first, after + 1, bounds, "per cent"
    if tokens.word(after) == "per" and tokens.word(after + 1) == "cent":
        return first, after + 2, bounds, "per cent"
    if money is not None:
        return first, after, bounds, money
    if (tokens.word(after) in _DASHES and tokens.word(after + 1) == "strong") or tokens.word(after) == "strong":
        after += 2 if tokens.word(after) in _DASHES else 1
        phrase = phrase_after(tokens, after)
        return first, after, bounds, noun_of(phrase) if noun_of(phrase) in PEOPLE else "troops"
    if tokens.word(after) == "or" and tokens.word(after + 1) in ("so", "more"):
        if tokens.word(after + 1) == "more":
            bounds = _bounds(low, "low")
        after += 2
    phrase = phrase_after(tokens, after)
    of = _of(tokens, first, after, phrase)
    if _counts_nothing(tokens, reading, phrase, of, first):
        return None
    if of in ("dollars", "pounds", "euros"):
        after = phrase.after
    elif phrase.head in DISTANCES:
        at = phrase.after - 1
        after = at if tokens.word(at) == "-" else phrase.after
        of = f"square {of}" if "square" in tokens.lower[reading.after : after] else of
    return first, after, bounds, of or "unknown"


def _of(tokens: Tokens, first: int, after: int, phrase: Phrase) -> str:
    noun = noun_of(phrase)
    if of_people(noun) or phrase.head in RESULTS:
        return result_of(tokens, first, phrase) or noun or noun_before(tokens, first)
    return noun


def _bounds(value: Number | None, kind: str | None) -> Bounds:
    return (value if kind != "high" else None), (value if kind != "low" else None)


def _modifier(tokens: Tokens, i: int) -> tuple[int, str | None]:
    """Where the words that bound the number at ``i`` begin, and which bound they make of it."""
    kind, first = None, i
    for _ in range(2):  # "an estimated", then "at least"
        if tokens.word(first - 1) not in _LAST:
            break
        for words, name in _MODIFIERS:
            begin = first - len(words)
            if begin >= 0 and tuple(tokens.lower[begin:first]) == words:
                if name == "about" and " ".join(words) not in SPANNED_ABOUT:
                    return first, kind
                kind, first = (name if kind is None or kind == "about" else kind), begin
                break
        else:
            break
    return first, kind


def _currency_start(tokens: Tokens, i: int) -> int:
    at = i
    if tokens.word(at - 1) in CURRENCIES:
        at -= 1
        if tokens.word(at - 1) in ("us", "c", "a") and tokens.touching(at):
            at -= 1
    return at


def _money(tokens: Tokens, reading: Reading) -> str | None:
    return CURRENCIES.get(tokens.word(reading.first - 1))


def _range_end(tokens: Tokens, reading: Reading) -> Reading | None:
    """The number that ends a range: "300-400", "300 to 400", "between 40 and 50", "two or three"."""
    joint = tokens.word(reading.after)
    lead = tokens.word(reading.first - 1)
    dash = joint in _DASHES
    if not (dash or joint in _JOINTS or (joint == "and" and lead == "between")) or (joint == "to" and lead == "from"):
        return None
    start = reading.after + 1
    if tokens.word(start) in CURRENCIES:
        start += 1
    second = number_at(tokens, start)
    if second is None or second.value is None or reading.value is None or second.value < reading.value:
        return None
    return second


def _out_of(tokens: Tokens, at: int) -> int | None:
    """Token after the whole in "14 out of 23" or "one in three"."""
    start = at + 2 if tokens.word(at) == "out" and tokens.word(at + 1) == "of" else at + 1
    whole = number_at(tokens, start)
    if whole is None or whole.value is None or (tokens.word(at) == "in" and whole.value > 100):
        return None
    return whole.after


def _number_of(tokens: Tokens, i: int) -> tuple[int, int, Bounds, str] | None:
    """ "a number of soldiers", "large numbers of people"."""
    first = i
    while tokens.word(first - 1) in ("large", "small", "huge", "growing", "great", "vast", "significant", "overwhelming",
                                     "unknown", "record"):  # fmt: skip
        first -= 1
    article = tokens.word(first - 1) == "a"
    if (tokens.word(i) != "numbers" and not article) or (tokens.word(i) == "numbers" and first == i):
        return None
    after = i + 1
    if article:
        first -= 1
        if tokens.word(after) != "of":
            return None
    phrase = phrase_after(tokens, after)
    of = _of(tokens, first, after, phrase)
    if article and tokens.word(i) == "number":
        after += 1
    return (first, after, (None, None), of or "unknown") if not is_temporal(tokens, after) else None


def _is_label(tokens: Tokens, reading: Reading) -> bool:
    """Whether digits name something (a date, year, clock, road, resolution, telephone) instead of counting it."""
    i, after = reading.first, reading.after
    word = tokens.word(i)
    before = tokens.word(i - 1)
    if before in AGE_LEADS and tokens.word(after) in _ENDS:  # "when she was six", "now 19 and"
        return True
    if not word[0].isdigit():
        return before in NUMBERED
    if tokens.touching(i) and before and (before.isalnum() or before in "#№+_/."):
        return True
    if tokens.touching(i) and before in ("-", ":", "–") and tokens.touching(i - 1) and tokens.word(i - 2)[:1].isalnum():
        return True
    following = tokens.word(after)
    if tokens.touching(after) and ((following[:1].isalpha() and following not in DISTANCES) or following in ("/", "_")):
        return True
    if (
        tokens.touching(after)
        and following in (":", ".")
        and tokens.touching(after + 1)
        and tokens.word(after + 1)[:1].isdigit()
    ):
        return True
    if following in (".", ")") and tokens.touching(after) and (i == 0 or before == "\n" or _line_start(tokens, i)):
        return True
    if before in NUMBERED or (before == "." and tokens.word(i - 2) == "no" and tokens.touching(i - 1)):
        return True
    if reading.plain and len(word) == 4 and 1800 <= int(word) <= 2100:
        counted = tokens.word(after) in NOUNS or tokens.word(after + 1) in NOUNS
        if not counted or before in YEAR_LEADS:
            return True
    if tokens.word(after).isdigit() and tokens.touching(after):
        return True
    if reading.plain and (before.isdigit() or following.isdigit()):  # "020 7946 0000"
        return True
    if (
        following in ("]", "°", "′", "″")
        or tokens.word(after + 1) == "°"
        or (before == "." and tokens.word(i - 2) in NUMBERED)
    ):
        return True
    return len(word) > 1 and word[0] == "0" and word[1] != "."


def _line_start(tokens: Tokens, i: int) -> bool:
    return "\n" in tokens.text[tokens.ends[i - 1] : tokens.begins[i]]


def _counts_nothing(tokens: Tokens, reading: Reading, phrase: Phrase, of: str, first: int) -> bool:
    """Whether the number is a pronoun, an idiom, an age or a designation."""
    word = tokens.word(reading.first)
    if word in SMALL_VAGUE:
        if tokens.word(reading.first - 1) in ("as", "how", "so", "too", "very"):
            return True
        return not (of in PEOPLE or of in RESULTS.values() or of in NOUNS.values())
    if word == "one" and reading.after == reading.first + 1 and first == reading.first:
        return of not in NOUNS.values() and of not in RESULTS.values()
    if word in ("half",) or tokens.word(reading.after - 1).rstrip("s") in ("third", "quarter"):
        return not of
    if word == "a" and tokens.word(reading.first + 1) == "single":
        return of not in NOUNS.values() and of not in RESULTS.values()
    small = reading.value is not None and reading.value < 100
    if not of and small and first == reading.first and tokens.word(reading.after) != "who":
        return True
    if not phrase.head and word[0].isdigit() and first == reading.first:
        before, following = tokens.word(reading.first - 1), tokens.word(reading.after)
        if before == "," and following in (",", "."):  # "Jane Doe, 42, of ..."
            return True
        if (
            reading.plain
            and tokens.capital(reading.first - 1)
            and before.isalpha()
            and not tokens.breaks(reading.first - 2)
        ):
            return True
    return False
