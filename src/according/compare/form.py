"""A comparison as JSON: the form that `according compare --format json` prints."""

from typing import Any

from according.compare.records import Comparison, CrossDifference, Incident, Side
from according.ledger.spans import Spans


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """``{"documents", "incidents", "differences", "proposals"}`` as JSON values; key order is fixed."""
    return {
        "documents": [{"id": d.id, "name": d.name, "text": d.text} for d in comparison.documents],
        "incidents": [_incident(i) for i in comparison.incidents],
        "differences": [_difference(d) for d in comparison.differences],
        "proposals": [
            {
                "kind": p.kind, "a": {"document": p.a[0], "record": p.a[1], "name": p.names[0]},
                "b": {"document": p.b[0], "record": p.b[1], "name": p.names[1]}, "why": p.why,
            }
            for p in comparison.proposals
        ],
    }  # fmt: skip


def _incident(i: Incident) -> dict[str, Any]:
    return {
        "id": i.id, "title": i.title, "earliest": i.earliest, "latest": i.latest, "places": list(i.places),
        "actors": list(i.actors),
        "events": [{"document": e.document, "event": e.event, "spans": _spans(e.spans)} for e in i.events],
        "accounts": [
            {
                "document": a.document, "statement": a.statement, "holder": a.holder, "originator": a.originator,
                "events": list(a.events),
            }
            for a in i.accounts
        ],
        "figures": [
            {
                "of": f.of, "low": f.low, "high": f.high, "by": f.by, "document": f.document, "words": f.words,
                "spans": _spans(f.spans), "published": f.published,
            }
            for f in i.figures
        ],
        "sources": {
            "independent": i.sources.independent, "affiliated": i.sources.affiliated, "repeat": i.sources.repeat,
            "unknown": i.sources.unknown,
        },
    }  # fmt: skip


def _difference(d: CrossDifference) -> dict[str, Any]:
    return {
        "a": _side(d.a), "b": _side(d.b), "verdict": d.verdict, "about": d.about, "independence": d.independence,
        "why": d.why, "evidence": {"a": _spans(d.evidence[0]), "b": _spans(d.evidence[1])},
    }  # fmt: skip


def _side(s: Side) -> dict[str, Any]:
    return {"document": s.document, "statement": s.statement, "spans": _spans(s.spans), "holder": s.holder}


def _spans(spans: Spans) -> list[list[int]]:
    return [[begin, end] for begin, end in spans]
