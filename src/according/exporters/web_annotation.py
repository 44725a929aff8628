"""Web Annotation (W3C, JSON-LD): a statement and an event each as an annotation of the report's text.

Each span is a target with both a TextQuoteSelector (the words, and some before and after) and a TextPositionSelector
(code points, as the recommendation counts). Where the report has an address, that is the source; else it is named by the
SHA-256 of its bytes. What was made from what, and by whose account, is told in terms of PROV-O.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from according.exporters.json import escaped
from according.exporters.told import holder_of, told
from according.ledger import Actor, Reading, Spans, Statement, words_of

_AROUND = 32  # code points before and after a quote
_CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {"prov": "http://www.w3.org/ns/prov#", "according": "urn:according:ledger:1#"},
]


def render(readings: Iterable[Reading]) -> Iterator[str]:
    """An AnnotationCollection whose one page holds all annotations, one a line."""
    yield escaped(json.dumps({"@context": _CONTEXT, "id": "urn:according:annotations", "type": "AnnotationCollection"},
                             separators=(",", ":")))[:-1]  # fmt: skip
    yield ',"first":{"type":"AnnotationPage","startIndex":0,"items":[\n'
    total = 0
    for reading in readings:
        for annotation in annotations(reading):
            line = escaped(json.dumps(annotation, ensure_ascii=False, separators=(",", ":")))
            yield ",\n" + line if total else line
            total += 1
    yield f'\n]}},"total":{total}}}\n'


def annotations(reading: Reading) -> Iterator[dict[str, Any]]:
    """The statements of a reading, then its events, each with the words it rests on. What has no words is left out."""
    names = {a.id: a.name for a in reading.actors}
    actors = {a.id: a for a in reading.actors}
    for s in reading.statements:
        spans = (*s.source, *s.cue, *s.content)
        if spans:
            body: dict[str, Any] = {
                "type": "according:Statement", "according:stance": s.stance, "according:kind": s.kind,
                "according:mode": s.mode, "according:source": words_of(s.source, reading.document.text),
                "according:cue": words_of(s.cue, reading.document.text),
                "according:content": words_of(s.content, reading.document.text),
                "according:within": _urn(s.within) if s.within else None,
                "prov:wasAttributedTo": _agent(reading, s, names, actors),
            }  # fmt: skip
            yield _annotation(reading, s.id, body, spans, "classifying")
    for found in told(reading):
        e = found.event
        if e.trigger:
            body = {
                "type": "according:Event", "according:type": e.type, "according:factuality": e.factuality,
                "according:initiators": [names.get(a, a) for a in e.initiators],
                "according:recipients": [names.get(a, a) for a in e.recipients],
                "according:statement": _urn(e.statement) if e.statement else None,
                "prov:wasAttributedTo": _agent(reading, found.statement, names, actors),
            }  # fmt: skip
            yield _annotation(reading, e.id, body, e.trigger, "classifying")


def _annotation(reading: Reading, id_: str, body: dict[str, Any], spans: Spans, motivation: str) -> dict[str, Any]:
    text, document = reading.document.text, reading.document
    source = document.url or f"urn:sha256:{document.sha256}"
    targets = [
        {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector", "exact": text[begin:end], "prefix": text[max(0, begin - _AROUND) : begin],
                    "suffix": text[end : end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": begin, "end": end},
            ],
        }
        for begin, end in dict.fromkeys(spans)
    ]  # fmt: skip
    return {
        "id": _urn(id_), "type": "Annotation", "motivation": motivation,
        "body": {key: value for key, value in body.items() if value not in (None, "", [])},
        "target": targets[0] if len(targets) == 1 else targets,
        "prov:wasDerivedFrom": {"id": f"urn:sha256:{document.sha256}", "type": "prov:Entity"},
        "prov:wasGeneratedBy": {
            "type": "prov:Activity",
            "prov:wasAssociatedWith": {
                "type": ["prov:SoftwareAgent", "Software"], "name": "According",
                "according:model": reading.made_with.get("model", ""),
            },
        },
    }  # fmt: skip


def _agent(
    reading: Reading, statement: Statement | None, names: dict[str, str], actors: dict[str, Actor]
) -> dict[str, Any] | None:
    """Whose account it is: PROV's agent, None where nobody is named."""
    name = holder_of(reading, statement, names)
    if name is None:
        return None
    actor = actors.get(statement.speaker or "") if statement else None
    person = actor is not None and actor.type == "PERSON"
    kind = "prov:Person" if person else "prov:Organization" if actor is None and statement is None else "prov:Agent"
    return {"type": kind, "name": name, **({"id": _urn(actor.id)} if actor else {})}


def _urn(id_: str) -> str:
    return f"urn:according:{id_}"
