"""Rows like those of the UCDP Georeferenced Event Dataset, with its column names: one an incident in which force is used.

What UCDP's coders decide is left empty: the ``best`` estimate, conflicts, dyads, types of violence, clarity. ``low`` and
``high`` are the lowest and highest number of deaths that anyone gives; ``number_of_sources`` counts sources that are
independent of one another. ``code_status`` says that nobody has checked the row.
"""

from collections.abc import Iterator, Mapping

from according.exporters.coded import Row, coded
from according.exporters.comparison import Json
from according.exporters.csv import csv_lines
from according.ledger import EventType, Reading

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    "gwnob",
)  # fmt: skip
"""UCDP GED's columns, in its order."""

_TYPES: tuple[EventType, ...] = ("ASSAULT",)
UNCHECKED = "Check: read by a program"

_WHERE = {"site": "1", "town": "1", "district": "3", "region": "4", "country": "6"}
_DAYS = ((1, "1"), (6, "2"), (7, "3"), (31, "4"))


def render(readings: Mapping[str, Reading], comparison: Json) -> Iterator[str]:
    """The row of column names, then the rows."""
    yield csv_lines([list(COLUMNS)])
    for row in coded(readings, comparison, _TYPES):
        cells = _cells(row)
        yield csv_lines([[cells.get(column, "") for column in COLUMNS]])


def _cells(row: Row) -> dict[str, str]:
    documents = list({r.document.id: r.document for r, _ in row.members}.values())
    place = row.place
    cells = {
        "id": row.id,
        "relid": row.id,
        "code_status": UNCHECKED,
        "side_a": "; ".join(row.initiators),
        "side_b": "; ".join(row.recipients),
        "number_of_sources": str(row.independent),
        "source_article": "; ".join(
            ", ".join(filter(None, (f'"{d.title or d.name}"', d.publisher, d.published))) for d in documents
        ),
        "source_office": "; ".join(d.publisher or "" for d in documents),
        "source_date": "; ".join(d.published or "" for d in documents),
        "source_headline": "; ".join(d.title or "" for d in documents),
        "source_original": "; ".join(row.holders),
        "where_description": "; ".join(row.places),
        "date_prec": _precision(row.days),
        "date_start": row.earliest or "",
        "date_end": row.latest or "",
        "high": _number(row.high),
        "low": _number(row.low),
    }
    if row.earliest and row.latest and row.earliest[:4] == row.latest[:4]:
        cells["year"] = row.earliest[:4]
    if place:
        cells |= {
            "where_prec": _WHERE.get(place.precision or "", ""), "where_coordinates": place.name,
            "latitude": str(place.lat), "longitude": str(place.lon), "geom_wkt": f"POINT ({place.lon} {place.lat})",
            "country": place.country or "",
        }  # fmt: skip
    return cells


def _precision(days: int | None) -> str:
    return "" if days is None else next((code for most, code in _DAYS if days <= most), "5")


def _number(value: float | None) -> str:
    return "" if value is None else str(value)
