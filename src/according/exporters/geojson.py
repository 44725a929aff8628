"""GeoJSON (RFC 7946): one feature for each event and place, so that an event from one town to another has two.

A place that is not located has a null geometry. ``precision`` says how closely the point locates it (site, town,
district, region, country): a country is a point here as well, so filter by it before drawing conclusions from a map.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from according.exporters.json import escaped
from according.exporters.told import Told, told
from according.ledger import EventPlace, Place, Reading, words_of


def render(readings: Iterable[Reading]) -> Iterator[str]:
    """A FeatureCollection, a feature a line."""
    yield '{"type":"FeatureCollection","features":[\n'
    first = True
    for reading in readings:
        for feature in features(reading):
            line = escaped(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
            yield line if first else ",\n" + line
            first = False
    yield "\n]}\n"


def features(reading: Reading) -> Iterator[dict[str, Any]]:
    """The features of one reading, in the order of its events."""
    places = {p.id: p for p in reading.places}
    for found in told(reading):
        for number, at in enumerate(found.event.places):
            yield _feature(reading, found, at, number, places.get(at.place or ""))


def _feature(reading: Reading, found: Told, at: EventPlace, number: int, place: Place | None) -> dict[str, Any]:
    event, document, text = found.event, reading.document, reading.document.text
    names = {a.id: a.name for a in reading.actors}
    located = place is not None and place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": f"{event.id}-{number}",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if located and place else None,
        "properties": {
            "event": event.id, "type": event.type, "mode": event.mode, "factuality": event.factuality,
            "holder": found.holder, "narrator": found.statement is None, "chain": list(found.chain),
            "stance": found.statement.stance if found.statement else None,
            "initiators": [names.get(a, a) for a in event.initiators],
            "recipients": [names.get(a, a) for a in event.recipients],
            "place": place.name if place else words_of(at.span, text), "role": at.role,
            "precision": place.precision if place else None, "geonames": place.geonames if place else None,
            "country": place.country if place else None,
            "earliest": min((t.earliest for t in event.times if t.earliest), default=None),
            "latest": max((t.latest for t in event.times if t.latest), default=None),
            "counts": [
                {"of": c.of, "low": c.low, "high": c.high, "words": words_of(c.span, text)} for c in event.counts
            ],
            "words": words_of(event.trigger, text), "spans": [list(span) for span in event.trigger],
            "document": document.id, "name": document.name, "title": document.title, "publisher": document.publisher,
            "published": document.published, "url": document.url, "confidence": event.confidence,
        },
    }  # fmt: skip
