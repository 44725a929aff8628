"""The ledger as JSON (``according/ledger/1``), both ways."""

from collections.abc import Iterable, Mapping
from typing import Any

from according.ledger.records import Actor, Document, Problem, Reading, Statement
from according.ledger.spans import Spans

SCHEMA = "according/ledger/1"
NOT_READ_YET = ("places", "times", "counts", "mentions", "events", "relations", "differences")
"""Keys of the contract that this version leaves empty."""


def encode(reading: Reading) -> dict[str, Any]:
    """One reading as the JSON object of the contract. Key order is fixed."""
    d = reading.document
    return {
        "schema": SCHEMA,
        "document": {
            "id": d.id, "name": d.name, "title": d.title, "publisher": d.publisher, "author": d.author,
            "published": d.published, "updated": d.updated, "language": d.language, "media_type": d.media_type,
            "url": d.url, "sha256": d.sha256, "retrieved": d.retrieved, "text": d.text,
        },
        "statements": [
            {
                "id": s.id, "source": _spans(s.source), "cue": _spans(s.cue), "content": _spans(s.content),
                "speaker": s.speaker, "kind": s.kind, "mode": s.mode, "stance": s.stance, "within": s.within,
                "chain": list(s.chain), "confidence": s.confidence,
            }
            for s in reading.statements
        ],
        "actors": [
            {
                "id": a.id, "name": a.name, "type": a.type, "mentions": _spans(a.mentions),
                "aliases": list(a.aliases), "links": dict(a.links),
            }
            for a in reading.actors
        ],
        **{key: [] for key in NOT_READ_YET},
        "problems": [encode_problem(p) for p in reading.problems],
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
        problems=tuple(
            Problem(p["code"], p["message"], tuple(p["span"]) if p["span"] else None, p.get("fatal", False))
            for p in data["problems"]
        ),
    )  # fmt: skip


def _spans(spans: Spans) -> list[list[int]]:
    return [[begin, end] for begin, end in spans]


def _tuples(spans: Iterable[Iterable[int]]) -> Spans:
    return tuple((begin, end) for begin, end in spans)
