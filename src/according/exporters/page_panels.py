"""The ledger's parts on a page: statements with their events as cards, differences, a timeline, names."""

from collections import Counter, defaultdict
from typing import NamedTuple

from according.exporters.holders import Side, differences, events_by_holder, timeline
from according.exporters.markup import escaped
from according.exporters.outline import STANCE_VERBS, Entry
from according.exporters.page_records import event_keys, mentions_of
from according.exporters.plain import (
    ACTOR_WORDS,
    NARRATOR,
    VERDICT_WORDS,
    event_words,
    names_of,
    one_line,
    plural,
    relation_words,
)
from according.exporters.segments import ROLES, Role
from according.ledger import Event, Reading, words_of


class Panel(NamedTuple):
    """A tab of the ledger: the id of its element, its title, how many it holds, its content as HTML."""

    key: str
    title: str
    size: str
    content: str


def panels(reading: Reading, entries: tuple[Entry, ...]) -> list[Panel]:
    """The parts that hold something, statements always and first."""
    keys, dated = event_keys(reading), timeline(reading)
    found = [Panel("cards", "Statements", f"{len(entries):,}", _cards(reading, entries, keys))]
    if reading.differences:
        found.append(
            Panel("differences", "Differences", f"{len(reading.differences):,}", _differences(reading, entries))
        )
    if dated:
        found.append(Panel("timeline", "Timeline", f"{len(dated):,}", _timeline(reading, entries, keys)))
    named = mentions_of(reading)
    if named:
        found.append(Panel("names", "Names", f"{len(named):,}", _names(reading, entries, named)))
    return found


# Statements.


def _cards(reading: Reading, entries: tuple[Entry, ...], keys: dict[str, str]) -> str:
    """The cards as nested lists: those of nested statements lie inside their outer one's item; last, the narrator's."""
    held = events_by_holder(reading, entries)
    names, text = names_of(reading), reading.document.text
    pieces: list[str] = [] if entries else ['<p class="empty">No statements were found in this report.</p>']
    depth = -1
    for index, entry in enumerate(entries):
        if entry.depth > depth:
            pieces.append("<ol>")
        else:
            pieces.append("</li></ol>" * (depth - entry.depth) + "</li>")
        events = _events(held.get(entry.statement.id, ()), names, text, keys)
        pieces.append(f"<li>{_card(index, entry, text, events)}")
        depth = entry.depth
    pieces.append("</li></ol>" * (depth + 1))
    if told := held.get(None):
        pieces.append(
            f'<section id="narrator"><h3>{NARRATOR.capitalize()} <span>{plural(len(told), "event")} '
            f"that no statement holds</span></h3>{_events(told, names, text, keys)}</section>"
        )
    return "".join(pieces)


def _card(index: int, entry: Entry, text: str, events: str) -> str:
    s, who = entry.statement, one_line(entry.who(text))
    named = "who" if s.source or s.speaker else "who nobody"
    parts: dict[Role, str] = {
        role: escaped(one_line(words_of(spans, text)))
        for role, spans in zip(ROLES, (s.source, s.cue, s.content), strict=True)
    }
    said_by = "".join(f'<bdi class="{role}">{parts[role]}</bdi> ' for role in ("source", "cue") if parts[role])
    chain = ""
    if len(entry.chain) > 1:
        links = ' <span class="to" aria-label="then">›</span> '.join(
            f"<bdi>{escaped(name)}</bdi>" for name in entry.chain
        )
        chain = f'<p class="chain" role="group" aria-label="Held by, outermost first">{links}</p>'
    return (
        f'<article class="card" id="card-{index}" data-i="{index}">'
        f'<h3><span class="n" aria-hidden="true">{entry.number}</span>'
        f'<button type="button" class="{named}" tabindex="-1"><bdi>{escaped(who)}</bdi></button>'
        f'<span class="stance {s.stance}">{STANCE_VERBS[s.stance]}</span></h3>'
        f"{chain}"
        f'<p class="words" dir="auto">{said_by}<span class="content">{parts["content"]}</span></p>'
        f"{events}"
        f'<p class="fine">{s.kind} · {s.mode} · confidence {s.confidence:.2f} · line {entry.line}</p>'
        "</article>"
    )


def _events(events: tuple[Event, ...], names: dict[str, str], text: str, keys: dict[str, str]) -> str:
    rows = "".join(f"<li>{_event(event, names, text, keys)}</li>" for event in events)
    return f'<ul class="told" aria-label="Events">{rows}</ul>' if rows else ""


def _event(event: Event, names: dict[str, str], text: str, keys: dict[str, str]) -> str:
    """An event in plain words, as a button that shows its cells."""
    head, _, cells = one_line(event_words(event, names, text)).partition(": ")
    type_, _, factuality = head.partition(", ")
    qualified = f' <i class="{event.factuality}">{escaped(factuality)}</i>' if factuality else ""
    return (
        f'<button type="button" data-k="{keys[event.id]}" tabindex="-1"><b>{escaped(type_)}</b>{qualified} '
        f"<bdi>{escaped(cells)}</bdi></button>"
    )


# Differences.


def _differences(reading: Reading, entries: tuple[Entry, ...]) -> str:
    counts = Counter(d.verdict for d in reading.differences)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICT_WORDS if counts[verdict])
    pieces = [f'<p class="note">{told}. What the accounts say, set side by side; not which of them is right.</p>']
    for n, (difference, *sides) in enumerate(differences(reading, entries)):
        pieces.append(
            f'<article class="difference" data-d="{n}"><h3><span class="verdict {difference.verdict}">'
            f'{difference.verdict}</span> <button type="button" data-k="d{n}"><bdi>'
            f"{escaped(one_line(difference.about))}</bdi></button></h3>"
            f'<div class="sides">{"".join(_side(side, entries, reading.document.text) for side in sides)}</div></article>'
        )
    return "".join(pieces)


def _side(side: Side, entries: tuple[Entry, ...], text: str) -> str:
    """One account: who, what they do, and the words, with those that the verdict rests on marked."""
    if side.index is None:
        return '<div class="side"><p class="note">A statement that this ledger does not hold.</p></div>'
    entry = entries[side.index]
    words = " … ".join(_with_marks(piece, side, text) for piece in entry.statement.content)
    return (
        f'<div class="side"><h4><button type="button" data-i="{side.index}"><bdi>{escaped(one_line(entry.who(text)))}</bdi>'
        f"</button> {STANCE_VERBS[entry.statement.stance]}</h4>"
        f'<p class="words" dir="auto">{words}</p><p class="fine">statement {entry.number} · line {entry.line}</p></div>'
    )


def _with_marks(piece: tuple[int, int], side: Side, text: str) -> str:
    at, end = piece
    pieces = []
    for begin, stop in side.rests_on:
        begin, stop = max(begin, at), min(stop, end)
        if begin < stop:
            pieces += [escaped(text[at:begin]), f"<mark>{escaped(text[begin:stop])}</mark>"]
            at = stop
    return "".join([*pieces, escaped(text[at:end])])


# The timeline, and names.


def _timeline(reading: Reading, entries: tuple[Entry, ...], keys: dict[str, str]) -> str:
    names, text, dated = names_of(reading), reading.document.text, timeline(reading)
    who = {entry.statement.id: one_line(entry.who(text)) for entry in entries}
    days: dict[str, list[str]] = defaultdict(list)
    for found in dated:
        holder = who.get(found.event.statement or "", NARRATOR)
        row = f'<li>{_event(found.event, names, text, keys)} <span class="holder">{escaped(holder)}</span></li>'
        days[found.when].append(row)
    rows = "".join(f'<li><h3>{escaped(when)}</h3><ul class="told">{"".join(r)}</ul></li>' for when, r in days.items())
    without = len(reading.events) - len(dated)
    note = f'<p class="note">{plural(without, "event")} without a date.</p>' if without else ""
    return f'<ol class="days">{rows}</ol>{note}'


def _names(reading: Reading, entries: tuple[Entry, ...], named: dict[str, int]) -> str:
    """Actors with what is said of them, and places, those named most first."""
    names, text = names_of(reading), reading.document.text
    who = {entry.statement.id: one_line(entry.who(text)) for entry in entries}
    related: dict[str, list[str]] = defaultdict(list)
    for relation in reading.relations:
        words = relation_words(relation, names).removeprefix(f"{names.get(relation.subject, relation.subject)}: ")
        holder = who.get(relation.statement or "")
        by = f' <span class="holder">{escaped(holder)}</span>' if holder else ""
        related[relation.subject].append(f"<li>{escaped(one_line(words))}{by}</li>")
    pieces = []
    kinds = [
        ("Actors", [(f"a{n}", a.id, a.name, ACTOR_WORDS[a.type]) for n, a in enumerate(reading.actors)]),
        ("Places", [(f"p{n}", p.id, p.name, p.country or "") for n, p in enumerate(reading.places)]),
    ]
    for title, records in kinds:
        rows = []
        for key, id_, name, kind in sorted(records, key=lambda record: -named.get(record[0], 0)):
            if key in named or id_ in related:
                facts = " · ".join(filter(None, (kind, plural(named[key], "mention") if key in named else "")))
                more = f'<ul class="related">{"".join(related[id_])}</ul>' if id_ in related else ""
                rows.append(
                    f'<li><button type="button" data-k="{key}"><bdi>{escaped(one_line(name))}</bdi></button> '
                    f'<span class="fine">{escaped(facts)}</span>{more}</li>'
                )
        if rows:
            pieces.append(f'<h3>{title}</h3><ul class="named">{"".join(rows)}</ul>')
    return "".join(pieces)
