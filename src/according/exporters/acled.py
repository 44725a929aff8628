"""Rows like ACLED's, with its column names: one an incident of political violence, protest or a strategic development.

What ACLED's coders decide is left empty where the ledger does not say it: event types that do not follow from the kind of
event, interactions, regions, and ``fatalities``, unless the policy of ACLED's codebook is asked for by name:
``most-conservative`` takes the lowest number that anyone gives. Columns of our own stand after theirs.
"""

from collections.abc import Iterator, Mapping

from according.exporters.coded import Row, coded
from according.exporters.comparison import Json
from according.exporters.csv import csv_lines
from according.exporters.plain import number_words
from according.ledger import EventType, Reading, words_of

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""ACLED's columns, in its order."""

OWN_COLUMNS = ("date_start", "date_end", "fatalities_low", "fatalities_high", "fatalities_by", "independent_sources")
"""First and last day given; lowest and highest number of deaths; each figure with its holder; independent sources."""

FATALITIES = ("none", "most-conservative")
"""How ``fatalities`` is filled: not at all, or with the lowest number that anyone gives."""

_TYPES: tuple[EventType, ...] = ("ASSAULT", "PROTEST", "COERCE", "AGREE", "RETREAT")
_STRATEGIC, _CIVILIANS, _REMOTE = "Strategic developments", "Violence against civilians", "Explosions/Remote violence"
_KINDS: dict[tuple[EventType, str], tuple[str, str]] = {
    ("ASSAULT", "aerial"): (_REMOTE, "Air/drone strike"),
    ("ASSAULT", "drone"): (_REMOTE, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (_REMOTE, "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives"): (_REMOTE, "Remote explosive/landmine/IED"),
    ("ASSAULT", "suicide-attack"): (_REMOTE, "Suicide bomb"),
    ("ASSAULT", "sexual"): (_CIVILIANS, "Sexual violence"),
    ("COERCE", "abduct"): (_CIVILIANS, "Abduction/forced disappearance"),
    ("COERCE", "arrest"): (_STRATEGIC, "Arrests"),
    ("COERCE", "destroy"): (_STRATEGIC, "Looting/property destruction"),
    ("PROTEST", "riot"): ("Riots", ""),
    ("PROTEST", "demo"): ("Protests", ""),
}
_ALWAYS: dict[EventType, tuple[str, str]] = {"AGREE": (_STRATEGIC, "Agreement")}
_WHERE = {"site": "1", "town": "1", "district": "2", "region": "3", "country": "3"}
_DAYS = ((1, "1"), (7, "2"), (31, "3"))


def render(readings: Mapping[str, Reading], comparison: Json, fatalities: str = "none") -> Iterator[str]:
    """The row of column names, then the rows. ``fatalities`` is one of :data:`FATALITIES`."""
    yield csv_lines([[*COLUMNS, *OWN_COLUMNS]])
    for row in coded(readings, comparison, _TYPES):
        cells = _cells(row, fatalities)
        yield csv_lines([[cells.get(column, "") for column in (*COLUMNS, *OWN_COLUMNS)]])


def _cells(row: Row, fatalities: str) -> dict[str, str]:
    documents = list({r.document.id: r.document for r, _ in row.members}.values())
    place = row.place
    type_, sub_type = _kind(row)
    cells = {
        "event_id_cnty": row.id, "event_type": type_, "sub_event_type": sub_type, "actor1": "; ".join(row.initiators),
        "actor2": "; ".join(row.recipients), "source": "; ".join(dict.fromkeys(d.publisher or d.name for d in documents)),
        "notes": _notes(row), "date_start": row.earliest or "", "date_end": row.latest or "",
        "time_precision": next((code for most, code in _DAYS if row.days and row.days <= most), ""),
        "fatalities": _number(row.low) if fatalities == "most-conservative" else "",
        "fatalities_low": _number(row.low), "fatalities_high": _number(row.high),
        "fatalities_by": "; ".join(
            f"{number_words(f.low, f.high)} “{f.words}”: {f.holder or 'unnamed'}" for f in row.deaths
        ),
        "independent_sources": str(row.independent),
    }  # fmt: skip
    if row.earliest and row.latest:
        cells["event_date"] = row.earliest if row.earliest == row.latest else ""
        cells["year"] = row.earliest[:4] if row.earliest[:4] == row.latest[:4] else ""
    if place:
        cells |= {
            "location": place.name, "latitude": str(place.lat), "longitude": str(place.lon),
            "geo_precision": _WHERE.get(place.precision or "", ""), "country": place.country or "",
        }  # fmt: skip
    return cells


def _kind(row: Row) -> tuple[str, str]:
    """ACLED's type and sub-type where every event of the row that tells one tells the same, else none."""
    kinds = {
        kind
        for _, m in row.members
        if (kind := _KINDS.get((m.event.type, m.event.mode or "")) or _ALWAYS.get(m.event.type))
    }
    return kinds.pop() if len(kinds) == 1 else ("", "")


def _notes(row: Row) -> str:
    """Each account in its words: “words” (holder, report)."""
    told = [
        f"“{words_of(m.event.trigger, r.document.text)}” ({m.holder or 'unnamed'}, {r.document.name})"
        for r, m in row.members
    ]
    return "; ".join(dict.fromkeys(told))


def _number(value: float | None) -> str:
    return "" if value is None else str(value)
