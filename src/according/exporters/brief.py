"""A reading on one screen: who says what happened, and where the accounts part."""

from __future__ import annotations

from collections import defaultdict

from according.exporters.holders import differences, events_by_holder, timeline
from according.exporters.lines import clean
from according.exporters.outline import STANCE_VERBS, Entry, outline, tally
from according.exporters.plain import NARRATOR, VERDICT_WORDS, event_words, names_of, plural
from according.ledger import Event, Reading, Verdict, words_of

LINES = 24
"""Lines of one screen."""

_PARTING: tuple[Verdict, ...] = ("contradict", "update")
_FEWEST_LINES = 6  # of accounts, however many differences there are
_NAME = 24  # columns of a holder's name
_NARROWEST = 40


def brief(reading: Reading, width: int = 80, lines: int = LINES) -> str:
    """``reading`` in at most ``lines`` lines of ``width`` columns, as plain text with a line end after each.

    Holders come in the order of the text, the narrator last, those with the most to tell first where not all have room.
    What is left out is counted.
    """
    width = max(width, _NARROWEST)
    entries = outline(reading)
    head = _head(reading, entries)
    parting = _parting(reading, entries)
    fatal = [f"note: {clean(p.message)}" for p in reading.problems if p.fatal]
    room = lines - len(head) - len(fatal) - 2
    for_parting = min(len(parting) + 2, max(room - _FEWEST_LINES - 2, 4)) if parting else 0
    accounts = _accounts(reading, entries, max(room - for_parting, 1), width)
    # Lines that the accounts leave are the differences'.
    parts = _fitted(parting, max(room - len(accounts) - 2, 1))
    shown = [*head, *fatal]
    if accounts:
        shown += ["", "Who says what happened", *accounts]
    if parts:
        shown += ["", "Where the accounts part", *parts]
    elif reading.differences:
        shown += ["", "The accounts do not part: " + _verdicts(reading)]
    return "".join(f"{_cut(line, width)}\n" for line in shown)


def _head(reading: Reading, entries: tuple[Entry, ...]) -> list[str]:
    document = reading.document
    facts = " · ".join(clean(fact) for fact in (document.publisher, document.published, document.name) if fact)
    counts = ", ".join(tally(entries, reading)) if entries or reading.events else "No statements found."
    undated = len(reading.events) - len(timeline(reading))
    more = f"; {undated} without a date" if undated else ""
    return [*([clean(document.title)] if document.title else []), facts, counts + more]


def _accounts(reading: Reading, entries: tuple[Entry, ...], room: int, width: int) -> list[str]:
    """One line an event, the holder's name before the first; in ``room`` lines."""
    told = _told(reading, entries)
    if not told:
        return []
    # Each holder in turn gets one more line, until there is no room: nobody is left out for another's second event.
    holders = room if len(told) <= room else room - 1
    by_weight = sorted(told, key=lambda name: -len(told[name]))[: max(1, holders)]
    given = dict.fromkeys(by_weight, 1)
    left = holders - len(given)
    while left > 0 and (hungry := [name for name in by_weight if given[name] < len(told[name])]):
        for name in hungry[:left]:
            given[name] += 1
        left -= len(hungry[:left])
    shown = []
    for name in (name for name in told if name in given):
        # The longest lines hold the most cells.
        most = sorted(sorted(told[name], key=len, reverse=True)[: given[name]], key=told[name].index)
        more = len(told[name]) - len(most)
        for n, line in enumerate(most):
            tail = f" +{more} more" if more and n == len(most) - 1 else ""
            head = f"  {_cut('' if n else name, _NAME, pad=True)}  "
            shown.append(head + _cut(line, width - _NAME - 4 - len(tail)) + tail)
    if len(told) > len(given):
        shown.append(f"  and {plural(len(told) - len(given), 'more holder')}")
    return shown


def _told(reading: Reading, entries: tuple[Entry, ...]) -> dict[str, list[str]]:
    """For each holder, by name, what happened by its account: events, or words where no event was read at all."""
    names, text = names_of(reading), reading.document.text
    held = events_by_holder(reading, entries)
    told: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        who = clean(entry.who(text))
        if reading.events:
            told[who] += _unique_events(held.get(entry.statement.id, ()), names, text, told[who])
        else:
            told[who].append(
                f"{STANCE_VERBS[entry.statement.stance]}: {clean(words_of(entry.statement.content, text))}"
            )
    told[NARRATOR] += _unique_events(held.get(None, ()), names, text, told[NARRATOR])
    return {who: lines for who, lines in told.items() if lines}


def _unique_events(events: tuple[Event, ...], names: dict[str, str], text: str, before: list[str]) -> list[str]:
    return [w for w in dict.fromkeys(clean(event_words(e, names, text)) for e in events) if w not in before]


def _parting(reading: Reading, entries: tuple[Entry, ...]) -> list[str]:
    """A line a difference in which the accounts part: who and who, on what."""
    text = reading.document.text
    lines = []
    for difference, a, b in differences(reading, entries):
        if difference.verdict in _PARTING:
            one, other = (clean(entries[s.index].who(text)) if s.index is not None else "?" for s in (a, b))
            who = f"{_cut(one, _NAME)}, twice" if one == other else f"{_cut(one, _NAME)} / {_cut(other, _NAME)}"
            lines.append(
                f"  {who}: {clean(difference.about)}{'' if difference.verdict == 'contradict' else ' (update)'}"
            )
    return lines


def _verdicts(reading: Reading) -> str:
    counts = {v: sum(d.verdict == v for d in reading.differences) for v in VERDICT_WORDS}
    return ", ".join(f"{n} {v}" for v, n in counts.items() if n)


def _fitted(lines: list[str], room: int) -> list[str]:
    return lines if len(lines) <= room else [*lines[: room - 1], f"  and {len(lines) - room + 1:,} more"]


def _cut(line: str, width: int, pad: bool = False) -> str:
    """``line`` in ``width`` columns of a terminal, cut with "…", filled with spaces if wanted."""
    from rich.text import Text

    text = Text(line)
    text.truncate(width, overflow="ellipsis", pad=pad)
    return text.plain if pad else text.plain.rstrip()
