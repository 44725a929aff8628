"""FollowTheMoney: ``entities.ftm.json`` (an entity a line) and ``statements.csv`` (a value a row), as Aleph and others load.

A report is an Article, its actors are persons, organisations and the like with a Mention each, an event is an Event, and a
relation a Membership or an UnknownLink with its role. A statement's dataset is the report and, for what somebody says,
the speaker: what two speakers say never becomes one. Actors stay those of one report: whoever joins them decides.

Written by hand: the library brings PyICU, which has to be compiled. Its own validation is part of the tests.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from according.exporters.csv import csv_lines, writable
from according.exporters.json import escaped
from according.exporters.outline import STANCE_VERBS
from according.exporters.plain import NARRATOR, RELATION_WORDS, event_words, names_of, one_line
from according.exporters.told import Told, holder_of, told
from according.ledger import ActorType, Document, Reading, Relation, Statement, make_id, words_of

SCHEMATA: dict[ActorType, str] = {
    "PERSON": "Person", "ARMED_GROUP": "Organization", "STATE": "PublicBody", "ORG": "Organization", "PEOPLE": "LegalEntity",
}  # fmt: skip
STATEMENT_COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
"""The library's columns of statements."""

_TYPES = {
    "name": "name", "alias": "name", "title": "string", "author": "string", "publisher": "string", "fileName": "string",
    "publishedAt": "date", "retrievedAt": "date", "modifiedAt": "date", "startDate": "date", "endDate": "date", "date": "date",
    "language": "language", "mimeType": "mimetype", "sourceUrl": "url", "document": "entity", "resolved": "entity",
    "member": "entity", "organization": "entity", "subject": "entity", "object": "entity", "proof": "entity",
    "organizer": "entity", "involved": "entity", "location": "address", "keywords": "string", "role": "string",
    "detectedSchema": "string", "summary": "text", "description": "text", "notes": "text", "recordId": "string",
}  # fmt: skip
"""The library's type of each property that is used here."""

_MEMBERS = ("member_of", "leads", "role_in", "part_of")
_LONGEST = {"name": 300, "string": 1000, "address": 240, "text": 60_000}
_DATE = re.compile(r"[12]\d{3}(?:-\d\d(?:-\d\d)?)?(?=T|$)")
_LANGUAGES = {"en": "eng"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: ``properties`` by name, ``dataset`` the report and whoever says so."""

    id: str
    schema: str
    dataset: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def put(self, name: str, *values: str | None) -> None:
        """Add what can stand in a property of this kind."""
        kind = _TYPES[name]
        for value in values:
            kept = _fitting(kind, value)
            if kept and kept not in self.properties.setdefault(name, []):
                self.properties[name].append(kept)
        if name in self.properties and not self.properties[name]:
            del self.properties[name]


def write(readings: Iterable[Reading], folder: Path) -> None:
    """Write both files into ``folder``."""
    with ExitStack() as stack:
        entities_file, statements_file = (
            stack.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            for name in ("entities.ftm.json", "statements.csv")
        )
        statements_file.write(csv_lines([list(STATEMENT_COLUMNS)], guard=False))
        for reading in readings:
            for entity in entities(reading):
                data = {"id": entity.id, "schema": entity.schema, "properties": entity.properties,
                        "datasets": [entity.dataset]}  # fmt: skip
                entities_file.write(escaped(json.dumps(data, ensure_ascii=False, separators=(",", ":"))) + "\n")
                statements_file.write(csv_lines(list(statement_rows(entity, reading.document.retrieved)), guard=False))


def entities(reading: Reading) -> Iterator[Entity]:
    """The entities of one reading: the article, its actors and their mentions, events, and who is what to whom."""
    document = reading.document
    of_report = _slug(document.id)
    yield _article(document, of_report)
    schema_of = {a.id: SCHEMATA[a.type] for a in reading.actors}
    names = names_of(reading)
    for actor in reading.actors:
        made = Entity(actor.id, schema_of[actor.id], of_report)
        made.put("name", actor.name)
        made.put("alias", *(alias for alias in actor.aliases if alias != actor.name))
        made.put("proof", document.id)
        if "name" in made.properties:
            yield made
            mention = Entity(make_id("m", document.id, actor.id), "Mention", of_report)
            mention.put("document", document.id)
            mention.put("resolved", actor.id)
            mention.put("name", *(document.text[b:e] for b, e in actor.mentions), actor.name)
            mention.put("detectedSchema", schema_of[actor.id])
            yield mention
    for found in told(reading):
        yield from _event(reading, found, names, schema_of)
    statements = {s.id: s for s in reading.statements}
    for relation in reading.relations:
        if relation.subject in schema_of and relation.object in schema_of:
            yield _relation(reading, relation, statements.get(relation.statement or ""), schema_of)


def dataset_of(reading: Reading, statement: Statement | None) -> str:
    """The dataset of what a statement holds: the report and the speaker."""
    speaker = "narrator" if statement is None else statement.speaker or f"unnamed {statement.id}"
    return _slug(f"{reading.document.id} {speaker}")


def statement_rows(entity: Entity, seen: str | None) -> Iterator[list[str]]:
    """An entity as the library's statements: one row a value."""
    for name, values in entity.properties.items():
        for value in values:
            key = f"{entity.dataset}.{entity.id}.{name}.{value}"
            id_ = hashlib.sha1(key.encode("utf-8"), usedforsecurity=False).hexdigest()  # as the library makes it
            yield [entity.id, entity.id, name, _TYPES[name], entity.schema, value, entity.dataset, "", "", "", "f",
                   seen or "", seen or "", id_]  # fmt: skip


def _article(document: Document, dataset: str) -> Entity:
    made = Entity(document.id, "Article", dataset)
    made.put("fileName", document.name)
    made.put("name", document.title or document.name)
    made.put("title", document.title)
    made.put("author", document.author)
    made.put("publisher", document.publisher)
    made.put("publishedAt", document.published)
    made.put("modifiedAt", document.updated)
    made.put("retrievedAt", document.retrieved)
    made.put("language", _LANGUAGES.get(document.language or ""))
    made.put("mimeType", document.media_type)
    made.put("sourceUrl", document.url)
    return made


def _event(reading: Reading, found: Told, names: dict[str, str], schema_of: dict[str, str]) -> Iterator[Entity]:
    event, text, dataset = found.event, reading.document.text, dataset_of(reading, found.statement)
    made = Entity(event.id, "Event", dataset)
    made.put("name", event_words(event, names, text))
    made.put("keywords", event.type, event.mode, event.factuality)
    for time in event.times:
        made.put("date", time.value)
        made.put("startDate", time.earliest)
        made.put("endDate", time.latest)
    made.put("location", *(names.get(p.place or "") or words_of(p.span, text) for p in event.places))
    made.put("organizer", *(a for a in event.initiators if a in schema_of))
    made.put("involved", *(a for a in event.recipients if a in schema_of))
    verb = f" {STANCE_VERBS[found.statement.stance]}" if found.statement else ""
    made.put("summary", f"{found.holder or (NARRATOR if found.statement is None else 'unnamed')}{verb}: "
             f"“{words_of(event.trigger, text)}”")  # fmt: skip
    made.put("description", words_of(found.statement.content, text) if found.statement else None)
    made.put("publisher", reading.document.publisher)
    made.put("proof", reading.document.id)
    made.put("recordId", event.id)
    yield made
    if found.statement and found.statement.speaker in schema_of:
        link = Entity(make_id("l", found.statement.speaker, event.id), "UnknownLink", dataset)
        link.put("subject", found.statement.speaker)
        link.put("object", event.id)
        link.put("role", STANCE_VERBS[found.statement.stance])
        link.put("proof", reading.document.id)
        yield link


def _relation(reading: Reading, r: Relation, statement: Statement | None, schema_of: dict[str, str]) -> Entity:
    document = reading.document
    member = r.relation in _MEMBERS and schema_of[r.object] in ("Organization", "PublicBody")
    made = Entity(make_id("l", document.id, r.subject, r.relation, r.object, r.statement),
                  "Membership" if member else "UnknownLink", dataset_of(reading, statement))  # fmt: skip
    made.put("member" if member else "subject", r.subject)
    made.put("organization" if member else "object", r.object)
    made.put("role", r.label or RELATION_WORDS[r.relation])
    made.put("summary", words_of(r.evidence, document.text))
    made.put("publisher", holder_of(reading, statement, {a.id: a.name for a in reading.actors}))
    made.put("proof", document.id)
    return made


def _fitting(kind: str, value: str | None) -> str | None:
    """``value`` as the library's type ``kind`` takes it, None where it does not."""
    if not value:
        return None
    if kind == "date":
        found = _DATE.match(value)
        return found.group() if found else None
    if kind == "url":
        return value if re.match(r"https?://[^\s/]+\.[^\s]+$", value) and len(value) <= 4096 else None
    if kind in _LONGEST:
        value = (
            one_line(writable(value).replace("\0", "")) if kind != "text" else writable(value).replace("\0", "").strip()
        )
        return value[: _LONGEST[kind]].strip() if any(c.isalnum() for c in value) else None
    return value


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")
