"""Finding statements, events and passages by their words, and by who, what, where and when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, text

from according.cases import index
from according.cases.entries import EVENT, MAX_DAY, MIN_DAY, PASSAGE, STATEMENT, cut_passages, day, tag, years_asked
from according.cases.errors import CaseError
from according.cases.index import Condition, Term, terms
from according.cases.packing import Damaged, reading_json, storable
from according.cases.tables import ENTRY_BITS, body, document, place, reading
from according.cases.words import plain, telling
from according.ledger import Spans, words_of

Box = tuple[float, float, float, float]
"""South, west, north, east: WGS 84 degrees. West of east where it does not cross the 180th meridian."""

KINDS: tuple[str, ...] = (STATEMENT, EVENT, PASSAGE)
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_MANY_PLACES = 400
_MANY_DOCUMENTS = 400


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit has to be; every cell that is given must hold. A sequence is met by any one of its values.

    ``speaker`` and ``actor`` are names: words that follow one another in any of the names which the document gives the
    holder, or any actor of the entry. ``types``, ``factualities`` are met by events only; ``stances`` by statements and by
    the events that they hold. ``since`` and ``until`` are ISO 8601 dates: the entry's own times, as told in its words,
    must overlap with them; an entry without a time is left out. ``published_since`` and ``published_until`` look at the
    document's date instead. ``documents`` are ids or names.
    """

    speaker: Sequence[str] = ()
    actor: Sequence[str] = ()
    types: Sequence[str] = ()
    factualities: Sequence[str] = ()
    stances: Sequence[str] = ()
    place: Sequence[str] = ()
    box: Box | None = None
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    publisher: Sequence[str] = ()
    documents: Sequence[str] = ()
    kinds: Sequence[str] = KINDS


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement, an event or a passage that was found, with its words and its holder.

    ``words`` are those of ``spans``: the content of a statement, the trigger of an event, a passage; ``around`` is the
    sentence or so in which they begin. ``holder`` is the name of the speaker, None for the narrator; ``source`` the words
    that name it; ``chain`` the names of all holders from the outermost in. ``record`` is None for a passage. ``places``
    are names; ``earliest`` and ``latest`` are the first and last day of the event's times as told.
    """

    kind: str
    record: str | None
    document: str
    name: str
    title: str | None
    publisher: str | None
    published: str | None
    words: str
    around: str
    spans: Spans
    holder: str | None
    source: str | None
    chain: tuple[str, ...]
    stance: str | None
    type: str | None
    factuality: str | None
    actors: tuple[str, ...]
    places: tuple[str, ...]
    earliest: str | None
    latest: str | None


def parse(query: str) -> tuple[Term, ...]:
    """The terms of a query: words, all of which must occur; "words in a row"; beginn*; -without.

    Case, accents, punctuation and the commonest words ("the", "of") do not count; endings of English do not either.
    """
    found = []
    for minus, quoted, word in _TERM.findall(query):
        words = tuple(telling(quoted or word).split())
        if words:
            found.append(Term(words, prefix=word.endswith("*"), excluded=bool(minus)))
    return tuple(found)


def find(connection: Connection, query: str, filters: Filters, limit: int) -> list[Hit]:
    """The first ``limit`` entries that match, those of the documents read last first. Raises CaseError for a bad date.

    Nothing is ranked by likeness: every match holds every word asked for, and no account goes before another.
    """
    for date in (filters.since, filters.until, filters.published_since, filters.published_until):
        if date and not _DATE.fullmatch(date):
            raise CaseError("bad_date", f"{date!r} is not a date. Write 2017, 2017-10 or 2017-10-14.")
    conditions = _conditions(connection, query, filters)
    if conditions is None or limit <= 0:
        return []
    matched, values = index.match(connection, conditions)
    return _hits(connection, _keys(connection, matched, values, filters, limit))


def _conditions(connection: Connection, query: str, filters: Filters) -> list[Condition] | None:
    """What the index has to hold; None where nothing can match."""
    asked = parse(query)
    if query.strip() and not asked:
        return None  # only punctuation or the commonest words
    conditions = [Condition("words", (term,)) for term in asked]
    for column, names in (("speaker", filters.speaker), ("actors", filters.actor), ("places", filters.place)):
        if names:
            conditions.append(Condition(column, terms(plain(name) for name in names)))
    if filters.box:
        conditions.append(Condition("places", terms(_tokens_in(connection, filters.box))))
    for kind, chosen in (("t", filters.types), ("f", filters.factualities), ("s", filters.stances)):
        if chosen:
            conditions.append(Condition("tags", terms(tag(kind, value) for value in chosen)))
    if filters.since or filters.until:
        # Which entries overlap is asked below, day by day; this spares looking at those of other years.
        conditions.append(Condition("tags", terms(years_asked(*_days(filters)))))
    if filters.publisher:
        conditions.append(Condition("tags", terms(tag("u", plain(name)) for name in filters.publisher)))
    if filters.documents:
        asked_for = [storable(each) for each in filters.documents]
        query_ids = (
            select(document.c.id)
            .where(document.c.id.in_(asked_for) | document.c.name.in_(asked_for))
            .limit(_MANY_DOCUMENTS)
        )
        conditions.append(Condition("tags", terms(tag("d", id_) for id_ in connection.scalars(query_ids))))
    if set(filters.kinds) != set(KINDS) or not any(not t.excluded for c in conditions for t in c.anyof):
        conditions.append(Condition("tags", terms(tag("k", kind) for kind in filters.kinds)))
    return None if any(not c.anyof for c in conditions) else conditions


def _tokens_in(connection: Connection, box: Box) -> list[str]:
    """Tokens that stand for the located places in a box: one a place, or of whole square degrees where they are many."""
    south, west, north, east = box
    inside: ColumnElement[bool] = (
        place.c.lon.between(west, east) if west <= east else (place.c.lon >= west) | (place.c.lon <= east)
    )
    rows = connection.execute(
        select(place.c.token, place.c.cell, place.c.lat, place.c.lon).where(place.c.lat.between(south, north), inside)
    ).all()
    if len(rows) <= _MANY_PLACES:
        return [row.token for row in rows]
    whole = set()
    for row in rows:
        low_lat, low_lon = int(row.lat + 90) - 90, int(row.lon + 180) - 180
        wide = west <= low_lon and low_lon + 1 <= east if west <= east else (low_lon >= west or low_lon + 1 <= east)
        if south <= low_lat and low_lat + 1 <= north and wide:
            whole.add(row.cell)
    return [*whole, *(row.token for row in rows if row.cell not in whole)]


def _keys(connection: Connection, matched: str, values: Mapping[str, str], filters: Filters, most: int) -> list[int]:
    sqlite = connection.dialect.name == "sqlite"
    entry = "search.rowid" if sqlite else "search.entry"
    # CROSS JOIN makes SQLite walk the index first, newest rows first, and stop when it has enough.
    joins = (
        f"search {'CROSS JOIN document ON' if sqlite else 'JOIN document ON'} document.slot = {entry} >> {ENTRY_BITS}"
    )
    parts = [f"({matched})", "document.removed = false"]
    bound: dict[str, Any] = dict(values)
    if filters.since or filters.until:
        joins += f" {'CROSS JOIN' if sqlite else 'JOIN'} timed ON timed.entry = {entry}"
        since, until = _days(filters)
        bound |= {"since": since, "until": until}
        parts.append("timed.latest >= :since AND timed.earliest <= :until")
    if filters.published_since:
        bound["published_since"] = filters.published_since
        parts.append("document.published >= :published_since")
    if filters.published_until:
        bound["published_until"] = filters.published_until + "~"  # any more exact date sorts before it
        parts.append("document.published <= :published_until")
    order = f"SELECT {entry} AS entry FROM {joins} WHERE {' AND '.join(parts)} ORDER BY {entry} DESC LIMIT {int(most)}"
    return list(connection.scalars(text(order), bound))


def _days(filters: Filters) -> tuple[int, int]:
    since, until = day(filters.since, False), day(filters.until, True)
    return MIN_DAY if since is None else since, MAX_DAY if until is None else until


def _hits(connection: Connection, keys: Sequence[int]) -> list[Hit]:
    slots = {key >> ENTRY_BITS for key in keys}
    query = (
        select(document.c.slot, document.c.id, reading.c.packed, body.c.text)
        .join(reading, reading.c.key == document.c.current)
        .join(body, body.c.sha256 == reading.c.body)
        .where(document.c.slot.in_(slots))
    )
    loaded = {row.slot: (row.id, reading_json(row.packed, row.text)) for row in connection.execute(query)}
    try:
        return [_hit(*loaded[key >> ENTRY_BITS], key & ((1 << ENTRY_BITS) - 1)) for key in keys]
    except (LookupError, TypeError) as error:
        raise Damaged("its index does not fit its readings") from error


def _hit(id_: str, data: Mapping[str, Any], position: int) -> Hit:
    text_, statements, events = data["document"]["text"], data["statements"], data.get("events", ())
    names = {r["id"]: r["name"] for r in (*data["actors"], *data.get("places", ()))}
    holder: Mapping[str, Any] | None = None
    record: Mapping[str, Any] = {}
    actors: Sequence[str] = ()
    places: Sequence[str] = ()
    earliest = latest = None
    cut = cut_passages(data)
    if position < len(statements):
        kind, record = STATEMENT, statements[position]
        holder, spans = record, _spans(record["content"])
    elif position < len(statements) + len(events):
        kind, record = EVENT, events[position - len(statements)]
        holder = next((s for s in statements if s["id"] == record["statement"]), None)
        spans = _spans(record["trigger"])
        actors = [names[a] for a in (*record["initiators"], *record["recipients"]) if a in names]
        places = [names.get(p["place"]) or words_of(_spans(p["span"]), text_) for p in record["places"]]
        earliest = min((t["earliest"] for t in record["times"] if t["earliest"]), default=None)
        latest = max((t["latest"] for t in record["times"] if t["latest"]), default=None)
    else:
        kind, spans = PASSAGE, (cut[position - len(statements) - len(events)],)
    begin = spans[0][0] if spans else 0
    around = next(((b, e) for b, e in cut if b <= begin < e), None)
    d = data["document"]
    return Hit(
        kind, record.get("id"), id_, d["name"], d["title"], d["publisher"], d["published"],
        words_of(spans, text_), text_[around[0] : around[1]] if around else "", spans,
        (names.get(holder["speaker"]) or words_of(_spans(holder["source"]), text_) or None) if holder else None,
        (words_of(_spans(holder["source"]), text_) or None) if holder else None,
        tuple(names[a] for a in holder["chain"] if a in names) if holder else (),
        holder["stance"] if holder else None, record.get("type"), record.get("factuality"),
        tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(places)), earliest, latest,
    )  # fmt: skip


def _spans(spans: Sequence[Sequence[int]]) -> Spans:
    return tuple((begin, end) for begin, end in spans)
