"""The ledger as JSON (``according/ledger/1``), both ways."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from according.ledger.records import (
    Actor,
    Count,
    Difference,
    Document,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Mention,
    Place,
    Problem,
    Reading,
    Relation,
    Statement,
    Time,
)
from according.ledger.spans import Spans

SCHEMA = "according/ledger/1"


def encode(reading: Reading) -> dict[str, Any]:
    """One reading as the JSON object of the contract. Key order is fixed."""
    return {key: list(part) if isinstance(part, Iterator) else part for key, part in encoded_parts(reading).items()}


def encoded_parts(reading: Reading) -> dict[str, Any]:
    """What :func:`encode` gives, with each list of records as an iterator over them, so that none has to be held whole."""
    d = reading.document
    return {
        "schema": SCHEMA,
        "document": {
            "id": d.id, "name": d.name, "title": d.title, "publisher": d.publisher, "author": d.author,
            "published": d.published, "updated": d.updated, "language": d.language, "media_type": d.media_type,
            "url": d.url, "sha256": d.sha256, "retrieved": d.retrieved, "text": d.text,
        },
        "statements": (
            {
                "id": s.id, "source": _spans(s.source), "cue": _spans(s.cue), "content": _spans(s.content),
                "speaker": s.speaker, "kind": s.kind, "mode": s.mode, "stance": s.stance, "within": s.within,
                "chain": list(s.chain), "confidence": s.confidence,
            }
            for s in reading.statements
        ),
        "actors": (
            {
                "id": a.id, "name": a.name, "type": a.type, "mentions": _spans(a.mentions),
                "aliases": list(a.aliases), "links": dict(a.links),
            }
            for a in reading.actors
        ),
        "places": (
            {
                "id": p.id, "name": p.name, "mentions": _spans(p.mentions), "geonames": p.geonames, "lat": p.lat,
                "lon": p.lon, "country": p.country, "precision": p.precision,
            }
            for p in reading.places
        ),
        "times": (
            {
                "id": t.id, "span": _spans(t.span), "timex3": {"type": t.type, "value": t.timex, "mod": t.mod},
                "value": t.value, "earliest": t.earliest, "latest": t.latest, "precision": t.precision, "anchor": t.anchor,
            }
            for t in reading.times
        ),
        "counts": (
            {"id": c.id, "span": _spans(c.span), "of": c.of, "low": c.low, "high": c.high} for c in reading.counts
        ),
        "mentions": ({"span": _spans(m.span), "type": m.type, "ref": m.ref} for m in reading.mentions),
        "events": (
            {
                "id": e.id, "trigger": _spans(e.trigger), "type": e.type, "mode": e.mode, "factuality": e.factuality,
                "initiators": list(e.initiators), "recipients": list(e.recipients),
                "places": [{"place": p.place, "role": p.role, "span": _spans(p.span)} for p in e.places],
                "times": [
                    {
                        "span": _spans(t.span), "value": t.value, "earliest": t.earliest, "latest": t.latest,
                        "precision": t.precision,
                    }
                    for t in e.times
                ],
                "counts": [{"span": _spans(c.span), "of": c.of, "low": c.low, "high": c.high} for c in e.counts],
                "statement": e.statement, "confidence": e.confidence,
            }
            for e in reading.events
        ),
        "relations": (
            {
                "subject": r.subject, "relation": r.relation, "object": r.object, "label": r.label,
                "evidence": _spans(r.evidence), "statement": r.statement,
            }
            for r in reading.relations
        ),
        "differences": (
            {"a": d.a, "b": d.b, "verdict": d.verdict, "about": d.about, "evidence": _spans(d.evidence)}
            for d in reading.differences
        ),
        "problems": (encode_problem(p) for p in reading.problems),
        "made_with": dict(reading.made_with),
    }  # fmt: skip


def encode_problem(problem: Problem) -> dict[str, Any]:
    """One problem as a JSON object."""
    span = list(problem.span) if problem.span else None
    return {"code": problem.code, "message": problem.message, "span": span, "fatal": problem.fatal}


def decode(data: Mapping[str, Any]) -> Reading:
    """The reading whose JSON form is ``data``. Unknown keys are ignored; raises ValueError for another schema."""
    if data.get("schema") != SCHEMA:
        raise ValueError(f"not a ledger of schema {SCHEMA}: {data.get('schema')!r}")
    return Reading(
        document=Document(**{key: data["document"].get(key) for key in Document.__dataclass_fields__}),
        statements=tuple(
            Statement(
                s["id"], _tuples(s["source"]), _tuples(s["cue"]), _tuples(s["content"]), s["speaker"], s["kind"],
                s["mode"], s["stance"], s["within"], tuple(s["chain"]), s["confidence"],
            )
            for s in data["statements"]
        ),
        actors=tuple(
            Actor(a["id"], a["name"], a["type"], _tuples(a["mentions"]), tuple(a["aliases"]), dict(a["links"]))
            for a in data["actors"]
        ),
        places=tuple(
            Place(p["id"], p["name"], _tuples(p["mentions"]), p["geonames"], p["lat"], p["lon"], p["country"], p["precision"])
            for p in data.get("places", ())
        ),
        times=tuple(
            Time(
                t["id"], _tuples(t["span"]), t["timex3"]["type"], t["timex3"]["value"], t["timex3"]["mod"], t["value"],
                t["earliest"], t["latest"], t["precision"], t["anchor"],
            )
            for t in data.get("times", ())
        ),
        counts=tuple(
            Count(c["id"], _tuples(c["span"]), c["of"], c["low"], c["high"]) for c in data.get("counts", ())
        ),
        mentions=tuple(Mention(_tuples(m["span"]), m["type"], m["ref"]) for m in data.get("mentions", ())),
        events=tuple(
            Event(
                e["id"], _tuples(e["trigger"]), e["type"], e["mode"], e["factuality"], tuple(e["initiators"]),
                tuple(e["recipients"]),
                tuple(EventPlace(p["place"], p["role"], _tuples(p["span"])) for p in e["places"]),
                tuple(
                    EventTime(_tuples(t["span"]), t["value"], t["earliest"], t["latest"], t["precision"])
                    for t in e["times"]
                ),
                tuple(EventCount(_tuples(c["span"]), c["of"], c["low"], c["high"]) for c in e["counts"]),
                e["statement"], e["confidence"],
            )
            for e in data.get("events", ())
        ),
        relations=tuple(
            Relation(r["subject"], r["relation"], r["object"], r["label"], _tuples(r["evidence"]), r["statement"])
            for r in data.get("relations", ())
        ),
        differences=tuple(
            Difference(d["a"], d["b"], d["verdict"], d["about"], _tuples(d["evidence"]))
            for d in data.get("differences", ())
        ),
        problems=tuple(
            Problem(p["code"], p["message"], tuple(p["span"]) if p["span"] else None, p.get("fatal", False))
            for p in data["problems"]
        ),
        made_with=dict(data.get("made_with", {})),
    )  # fmt: skip


def _spans(spans: Spans) -> list[list[int]]:
    return [[begin, end] for begin, end in spans]


def _tuples(spans: Iterable[Iterable[int]]) -> Spans:
    return tuple((begin, end) for begin, end in spans)
