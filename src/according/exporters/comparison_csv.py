"""A comparison as CSV, for spreadsheets: for each incident a row, then one for each account, figure and difference.

The column ``record`` tells them apart; columns that are not theirs are empty. Differences that lie in no incident come
last, without one. Cells are guarded as in :mod:`according.exporters.csv`.
"""

from collections.abc import Iterator

from according.exporters.comparison import Json, LaidOut, account_spans, lay_out
from according.exporters.csv import csv_lines
from according.ledger import Spans, words_of

COMPARISON_COLUMNS: dict[str, str] = {
    "incident": "id of the incident; empty for a difference that lies in none",
    "record": "what the row is: incident, account, figure or difference",
    "title": "of the incident: the commonest words for it, and the commonest place",
    "earliest": "first day that is given for the incident",
    "latest": "last day",
    "places": "places of the incident, joined by “; ”",
    "actors": "its actors, likewise",
    "independent": "accounts on a source independent of those counted before",
    "affiliated": "accounts on a source affiliated to one of them",
    "repeat": "accounts that repeat one of them",
    "unknown": "accounts on an unnamed source",
    "document": "name of the document; of a difference, of its first side",
    "published": "when the document of a figure was published",
    "holder": "who says so: the speaker, or the publisher for the narrator; of a difference, of its first side",
    "originator": "deepest named source of an account; empty where unnamed",
    "words": "exact words of the account, figure or first side",
    "spans": "their offsets, b-e;b-e",
    "of": "what a figure counts",
    "low": "its least; empty where open or vague",
    "high": "its most, likewise",
    "verdict": "contradict, corroborate, repeat or update",
    "about": "the cell and both values",
    "other_document": "name of the document of the second side",
    "other_holder": "who says the second",
    "other_words": "exact words of the second side",
    "other_spans": "their offsets",
    "independence": "of the two sides: independent, affiliated, same or unknown",
    "why": "what that rests on",
}
"""Every column in order. What is not known is an empty cell."""


def comparison_csv(comparison: Json) -> Iterator[str]:
    """The row of column names, then the rows, an incident at a time."""
    laid = lay_out(comparison)
    yield csv_lines([list(COMPARISON_COLUMNS)])
    for panel in laid.panels:
        incident = panel.incident
        rows = [_incident(incident)]
        rows += [_account(incident, account, laid) for account in incident["accounts"]]
        rows += [_figure(figure, laid) for figure in incident["figures"]]
        rows += [_difference(difference, laid) for difference in panel.differences]
        yield _lines([{"incident": incident["id"], **row} for row in rows])
    for difference in laid.apart:
        yield _lines([_difference(difference, laid)])


def _lines(rows: list[dict[str, str | None]]) -> str:
    return csv_lines([[row.get(column) or "" for column in COMPARISON_COLUMNS] for row in rows])


def _incident(incident: Json) -> dict[str, str | None]:
    counted = {kind: str(number) for kind, number in incident["sources"].items()}
    return {
        "record": "incident", "title": incident["title"], "earliest": incident["earliest"], "latest": incident["latest"],
        "places": "; ".join(incident["places"]), "actors": "; ".join(incident["actors"]), **counted,
    }  # fmt: skip


def _account(incident: Json, account: Json, laid: LaidOut) -> dict[str, str | None]:
    spans = account_spans(incident, account)
    return {
        "record": "account", "document": laid.names[account["document"]], "holder": account["holder"],
        "originator": account["originator"], "words": words_of(spans, laid.texts[account["document"]]),
        "spans": _offsets(spans),
    }  # fmt: skip


def _figure(figure: Json, laid: LaidOut) -> dict[str, str | None]:
    low, high = ("" if figure[end] is None else str(figure[end]) for end in ("low", "high"))
    return {
        "record": "figure", "document": laid.names[figure["document"]], "published": figure["published"],
        "holder": figure["by"], "words": figure["words"], "spans": _offsets(_spans(figure)), "of": figure["of"],
        "low": low, "high": high,
    }  # fmt: skip


def _difference(d: Json, laid: LaidOut) -> dict[str, str | None]:
    a, b = _spans(d["a"]), _spans(d["b"])
    return {
        "record": "difference", "document": laid.names[d["a"]["document"]], "holder": d["a"]["holder"],
        "words": words_of(a, laid.texts[d["a"]["document"]]), "spans": _offsets(a), "verdict": d["verdict"],
        "about": d["about"], "other_document": laid.names[d["b"]["document"]], "other_holder": d["b"]["holder"],
        "other_words": words_of(b, laid.texts[d["b"]["document"]]), "other_spans": _offsets(b),
        "independence": d["independence"], "why": d["why"],
    }  # fmt: skip


def _spans(of: Json) -> Spans:
    return tuple((begin, end) for begin, end in of["spans"])


def _offsets(spans: Spans) -> str:
    return ";".join(f"{begin}-{end}" for begin, end in spans)
