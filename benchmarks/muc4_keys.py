"""MUC-4's answer keys: templates, and accuracy of slots on aligned templates."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from clusters import align

INCIDENT_TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE")
STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
CONFIDENCES = (
    "REPORTED AS FACT", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", "POSSIBLE",
    "ACQUITTED",
)  # fmt: skip
SLOTS = ("type", "stage", "date", "place", "victim number", "perpetrator confidence")

Interval = tuple[date | None, date | None]
"""First and last day it may be; None where open."""


@dataclass(frozen=True, slots=True)
class Template:
    """One incident, each slot a set of acceptable or several fills, empty where the slot is not filled.

    ``types`` and ``stages`` are alternatives. ``dates`` are alternative intervals. ``places`` are alternative chains
    of names, country first. ``victims`` are numbers of victims by group: an int, or None for a number that is not told
    (PLURAL). ``confidences`` are those of the perpetrating organisations, in order. ``optional`` templates count only
    where they are found.
    """

    types: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    dates: frozenset[Interval] = frozenset()
    places: frozenset[tuple[str, ...]] = frozenset()
    victims: tuple[int | None, ...] = ()
    confidences: tuple[str, ...] = ()
    optional: bool = False


def templates(paths: Iterable[Path]) -> dict[str, list[Template]]:
    """Templates by report of key files; a report without incident has an empty list."""
    out: dict[str, list[Template]] = {}
    for path in paths:
        for slots in _blocks(path.read_text(encoding="latin-1")):
            name = slots["MESSAGE: ID"][0].split()[0]
            found = out.setdefault(name, [])
            number = slots["MESSAGE: TEMPLATE"][0]
            if number != "*":
                found.append(_template(slots, "OPTIONAL" in number))
    return out


def _blocks(file: str) -> Iterator[dict[str, list[str]]]:
    """Slots of each template: name of the slot, one string for each fill (a line that ends in "/" goes on)."""
    slots: dict[str, list[str]] = {}
    fills: list[str] = []
    for line in file.splitlines():
        match = re.match(r"\s*(\d+)\.\s+(\S[^:]*:.{1,26}?)(?:\s{2,}(\S.*))?$", line.rstrip())
        if match:
            if match.group(1) == "0" and slots:
                yield slots
                slots = {}
            fills = slots.setdefault(match.group(2).strip(), [])
            if match.group(3):
                fills.append(match.group(3))
        elif line[:1].isspace() and line.strip() and fills is not None:
            if fills and fills[-1].endswith("/"):
                fills[-1] += " " + line.strip()
            else:
                fills.append(line.strip())
    if slots:
        yield slots


def _template(slots: Mapping[str, list[str]], optional: bool) -> Template:
    def fills(slot: str) -> list[str]:
        return [f for f in slots.get(slot, ()) if f not in ("-", "*")]

    def named(slot: str, values: Sequence[str]) -> list[str]:
        heads = (part.strip("? ()") for f in fills(slot) for part in re.sub(r':\s*"?[^:]*$', "", f).split("/"))
        return [h for h in heads if h in values]

    numbers = []
    for fill in fills("HUM TGT: NUMBER"):
        told = re.match(r"[?~\s(]*(\d+|PLURAL)\b", fill)
        if told:
            numbers.append(None if told.group(1) == "PLURAL" else int(told.group(1)))
    return Template(
        frozenset(named("INCIDENT: TYPE", INCIDENT_TYPES)), frozenset(named("INCIDENT: STAGE OF EXECUTION", STAGES)),
        frozenset(i for f in fills("INCIDENT: DATE") for part in f.split("/") if (i := interval(part))),
        frozenset(chain for f in fills("INCIDENT: LOCATION") for part in f.split(" / ") if (chain := chain_of(part))),
        tuple(numbers),
        tuple(
            next(c for c in CONFIDENCES if c in heads)
            for f in fills("PERP: ORGANIZATION CONFIDENCE")
            if (heads := [h.strip("? ()") for h in f.split(":")[0].split("/")]) and any(c in heads for c in CONFIDENCES)
        ),
        optional,
    )  # fmt: skip


_MONTHS = {m: i for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}


def interval(words: str) -> Interval | None:
    """The days of a DATE fill: "30 DEC 89", "- 08 JAN 90" (on or before), "01 JAN 90 - 31 JAN 90"; None where unreadable."""
    plain = words.strip().strip("?() ")
    days: list[date] = []
    for day, month, year in re.findall(r"(\d{1,2}) ([A-Z]{3}) (\d{2})\b", plain):
        try:
            days.append(date(1900 + int(year), _MONTHS[month], int(day)))
        except (KeyError, ValueError):
            return None
    if not days:
        return None
    if plain.startswith("-"):
        return None, days[0]
    if plain.endswith("-"):
        return days[0], None
    return days[0], days[-1]


def chain_of(words: str) -> tuple[str, ...]:
    """Names of a LOCATION fill, country first, lower case, without what kind of place each is."""
    parts = (re.sub(r"\([^()]*\)", "", p).strip(' ?()-"').lower() for p in words.split(":"))
    return tuple(p for p in parts if p)


def credit(slot: str, gold: Template, predicted: Template) -> tuple[float, float, float]:
    """Credit, number of gold fills and number of predicted fills of one slot of an aligned pair.

    Half a fill for a date that overlaps the gold one without being it and for a place of which only an upper level is
    right, as MUC-4 scored partial matches.
    """
    if slot == "victim number":
        left = list(predicted.victims)
        hits = 0
        for number in gold.victims:
            if number in left:
                left.remove(number)
                hits += 1
        return hits, len(gold.victims), len(predicted.victims)
    if slot == "perpetrator confidence":
        g, p = gold.confidences[:1], predicted.confidences[:1]
        return float(bool(g) and g == p), len(g), len(p)
    if slot == "date":
        best = max((_overlap(g, p) for g in gold.dates for p in predicted.dates), default=0.0)
        return best, bool(gold.dates), bool(predicted.dates)
    if slot == "place":
        best = max((_inside(g, p) for g in gold.places for p in predicted.places), default=0.0)
        return best, bool(gold.places), bool(predicted.places)
    g_set, p_set = (gold.types, predicted.types) if slot == "type" else (gold.stages, predicted.stages)
    return float(bool(g_set & p_set)), bool(g_set), bool(p_set)


def _overlap(gold: Interval, predicted: Interval) -> float:
    if gold == predicted:
        return 1.0
    first, last = date.min + timedelta(1), date.max
    return 0.5 * ((gold[0] or first) <= (predicted[1] or last) and (predicted[0] or first) <= (gold[1] or last))


def _inside(gold: tuple[str, ...], predicted: tuple[str, ...]) -> float:
    if gold[-1] in predicted:
        return 1.0
    return 0.5 * bool(set(gold) & set(predicted))


def aligned(gold: Sequence[Template], predicted: Sequence[Template]) -> list[tuple[int, int]]:
    """Pairs of templates, one to one, that share the most; templates of different incident types are not paired."""
    scores = {
        (i, j): sum(credit(slot, g, p)[0] for slot in SLOTS)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.types & p.types or not g.types
    }
    return align(scores)


def slots(reports: Iterable[tuple[Sequence[Template], Sequence[Template]]]) -> dict[str, Any]:
    """Per slot, over aligned templates: accuracy (credit over gold fills), precision, F1; and how many were aligned.

    A slot that gold leaves empty is not counted for accuracy. Incident type is counted over all gold templates that
    are not optional (templates of another type are never aligned), its precision over all predicted ones.
    """
    totals = {slot: [0.0, 0.0, 0.0] for slot in SLOTS}
    n_gold = n_predicted = n_aligned = 0
    for gold, predicted in reports:
        pairs = aligned(gold, predicted)
        found = {i for i, _ in pairs}
        n_gold += sum(not g.optional or i in found for i, g in enumerate(gold))
        n_predicted += len(predicted)
        n_aligned += len(pairs)
        for i, j in pairs:
            for slot in SLOTS:
                for k, value in enumerate(credit(slot, gold[i], predicted[j])):
                    totals[slot][k] += value
    totals["type"] = [n_aligned, n_gold, n_predicted]
    table: dict[str, Any] = {"templates": {"gold": n_gold, "predicted": n_predicted, "aligned": n_aligned}}
    for slot, (right, possible, said) in totals.items():
        r, p = right / possible if possible else 0.0, right / said if said else 0.0
        table[slot] = {
            "accuracy": round(100 * r, 1), "p": round(100 * p, 1),
            "f1": round(200 * p * r / (p + r), 1) if p + r else 0.0, "n": int(possible),
        }  # fmt: skip
    return table
