"""The one path: bytes -> Document -> Reading."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from according.compare import differences_within
from according.config import Recipe
from according.extract import Cuts, Holders, Meant, attributions, events, relations
from according.ledger import (
    ACTOR_TYPES,
    PLACE_ROLES,
    Actor,
    Attribution,
    Count,
    Document,
    Event,
    Findings,
    FoundMention,
    Mention,
    Packed,
    Place,
    Problem,
    Reading,
    Relation,
    Statement,
    Time,
    make_id,
    packed,
)
from according.model import Model, find, open_model
from according.readers import Draft, Input, load
from according.resolve import KnownActors, Resolved, packaged_actors, resolve_actors, with_file, with_sure_persons
from according.resolve.actors import MOST_ACTORS
from according.resolve.counts import find_counts
from according.resolve.names import names_several, plain
from according.resolve.places import Gazetteer, open_gazetteer, resolve_places
from according.resolve.times import find_times

_LONG = 1_000_000
"""Code points of a text whose stages need memory that is worth the time to hand back."""
_READINGS = 8
"""So many readings of one input are held as they are; of a file of thousands the rest are packed."""
_WORD = re.compile(r"\S+")
Progress = Callable[[int, int], None]
"""Told how many code points of how many are read."""


@dataclass(frozen=True)
class Opened:
    """What a recipe asks for, opened: every process opens its own. ``problems`` are faults of its files."""

    model: Model
    gazetteer: Gazetteer
    known: KnownActors
    problems: tuple[Problem, ...] = ()

    @property
    def made_with(self) -> dict[str, str]:
        """What a reading is made with, for its ledger."""
        sources = "; ".join(f"{s.name} {s.date} {s.sha256}" for s in self.gazetteer.sources)
        return {"model": self.model.id, "gazetteer": sources}

    @property
    def cuts(self) -> Cuts:
        """The least probabilities of what is kept, from the model's table."""
        table = self.model.table["cuts"]
        return Cuts(table["event"], table["arguments"], table["relations"])


def open_recipe(recipe: Recipe) -> Opened:
    """Open what a recipe asks for. Raises OSError, GazetteerError where a file of it cannot be opened."""
    model = open_model(recipe.weights, recipe.threads) if recipe.weights else open_model(threads=recipe.threads)
    known = packaged_actors()
    problems: tuple[Problem, ...] = ()
    for path in recipe.actors:
        known, found = with_file(known, path)
        problems += found
    return Opened(model, open_gazetteer(recipe.gazetteer), known, problems)


def read_input(item: Input, recipe: Recipe, opened: Opened, progress: Progress | None = None) -> Sequence[Reading]:
    """The readings of one input, one for each report in it; what can't be read is a reading with a fatal problem."""
    try:
        readings: Packed[Reading] = Packed(held=_READINGS, block=1)
        for draft in load(item, item.given or recipe.given, recipe.limits):
            readings.append(_read_draft(draft, recipe, opened, progress))
        return readings.settled()
    except MemoryError:
        return (
            unread(item.name, (Problem("out_of_memory", "Not enough memory to read this. Split it.", fatal=True),)),
        )


def _read_draft(draft: Draft, recipe: Recipe, opened: Opened, progress: Progress | None) -> Reading:
    if draft.document is None:
        return unread(draft.name, draft.problems)
    return read_document(draft.document, recipe, opened, draft.problems, progress)


def unread(name: str, problems: tuple[Problem, ...]) -> Reading:
    """The reading of something that could not be read: a document without text, and why."""
    return Reading(Document(make_id("d", "unread", name), name, "", "", "application/octet-stream"), problems=problems)


def failed(reading: Reading) -> bool:
    """Whether nothing could be read."""
    return any(p.fatal for p in reading.problems)


def read_document(
    document: Document,
    recipe: Recipe,
    opened: Opened,
    problems: tuple[Problem, ...] = (),
    progress: Progress | None = None,
) -> Reading:
    """Read one document: times and counts by rule, the rest by the model, then who and what is meant, and what differs."""
    noted = note(document, opened, recipe.scheme, progress)
    _give_back(document)
    found = resolve(noted, opened)
    del noted
    _give_back(document)
    return assemble(found, opened.cuts, problems + opened.problems, opened.made_with)


def _give_back(document: Document) -> None:
    """After a stage of a long text, hand what it freed back to the system: glibc keeps it for requests of the same size."""
    if len(document.text) > _LONG and sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


@dataclass(frozen=True, slots=True)
class Noted:
    """What stands in one document, before anything is resolved."""

    document: Document
    times: Sequence[Time]
    counts: Sequence[Count]
    findings: Findings


def note(document: Document, opened: Opened, scheme: str = "ledger", progress: Progress | None = None) -> Noted:
    """Find times and counts by rule, and everything else by the model, which is given both as mentions."""
    text = document.text
    tell = (lambda done: progress(done, len(text))) if progress else None
    times = find_times(document.id, text, document.published)
    counts = find_counts(document.id, text, [span for t in times for span in t.span])
    given = [(span, "TIME") for t in times for span in t.span] + [(span, "QUANTITY") for c in counts for span in c.span]
    _give_back(document)
    return Noted(document, times, counts, find(text, opened.model, scheme, given, tell))


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who and what the words of one document mean: what does not hang on which events are kept."""

    document: Document
    findings: Findings
    statements: Sequence[Statement]
    actors: Sequence[Actor]
    places: Sequence[Place]
    meant: Meant
    holders: Holders
    problems: tuple[Problem, ...] = ()

    def events(self, cuts: Cuts) -> Sequence[Event]:
        """The events that are likely enough."""
        words = sum(1 for _ in _WORD.finditer(self.document.text))
        return events(self.document.id, words, self.findings, self.meant, self.holders, cuts)

    def relations(self, cuts: Cuts) -> Sequence[Relation]:
        """The relations that are likely enough."""
        return relations(self.document.text, self.findings, self.meant, self.actors, self.holders, cuts)


def resolve(noted: Noted, opened: Opened) -> Resolution:
    """Who and what is meant in a document of which a model, or another reader of text, has noted what stands in it."""
    document, text, table = noted.document, noted.document.text, opened.model.table
    findings = with_sure_persons(text, noted.findings, opened.known)
    drafts = attributions(findings.statements, text, table["confidence"], table["least"], table.get("least_nested"))
    resolved = resolve_actors(document.id, text, drafts, findings.mentions, findings.links, opened.known)
    places, meant_places = _places(document.id, text, findings, opened)
    meant = Meant(resolved.refs, meant_places, noted.times, noted.counts)
    statements = _statements(document.id, drafts, resolved)
    problems = () if resolved.complete else (_too_many_names(),)
    return Resolution(document, findings, statements, resolved.actors, places, meant, Holders(statements), problems)


def _too_many_names() -> Problem:
    message = (
        f"The text names more than {MOST_ACTORS:,} actors. Later ones are mentions without an actor. Split the file."
    )
    return Problem("too_many_names", message)


def assemble(
    found: Resolution, cuts: Cuts, problems: tuple[Problem, ...] = (), made_with: Mapping[str, str] | None = None
) -> Reading:
    """The reading of a document whose words are resolved."""
    meant, found_events = found.meant, found.events(cuts)
    mentions = packed(
        Mention((m.span,), m.type, actor or place)
        for m, actor, place in zip(found.findings.mentions, meant.actors, meant.places, strict=True)
        if m.type
    )
    relations = found.relations(cuts)
    differences = differences_within(found.document.text, found.statements, found_events, found.actors, meant.counts)
    return Reading(
        found.document, found.statements, found.actors, found.places, meant.times, meant.counts, mentions, found_events,
        relations, differences, problems + found.problems, made_with or {},
    )  # fmt: skip


def _statements(document_id: str, drafts: Sequence[Attribution], resolved: Resolved) -> Sequence[Statement]:
    ids: list[str] = []
    outer: list[int | None] = []
    seen: dict[str, int] = {}
    for d in drafts:
        made = make_id("s", document_id, d.source, d.cue, d.content)
        seen[made] = seen.get(made, 0) + 1
        ids.append(made if seen[made] == 1 else make_id("s", made, seen[made]))
        outer.append(d.within)
    statements: Packed[Statement] = Packed()
    for i, d in enumerate(drafts):
        chain: list[str] = []
        at: int | None = i
        while at is not None:
            speaker = resolved.speakers[at]
            if speaker and (not chain or chain[0] != speaker):
                chain.insert(0, speaker)
            at = outer[at]
        within = d.within
        statements.append(
            Statement(
                ids[i], d.source, d.cue, d.content, resolved.speakers[i], d.kind, d.mode, d.stance,
                None if within is None else ids[within], tuple(chain), d.confidence,
            )
        )  # fmt: skip
    return statements.settled()


_LANDS = ("PCL", "TERR", "CONT", "RGN", "ADM1")
"""Features, as GeoNames codes them, of what may bear an actor's name: states, parts of the world, provinces."""


def _places(
    document_id: str, text: str, findings: Findings, opened: Opened
) -> tuple[Sequence[Place], list[str | None]]:
    """The places of a document, and for each mention the id of the place it means.

    A mention of a place locates something, and so does one of a state where an event is said to happen there. A list of
    names is no place unless the gazetteer has it ("Bosnia and Herzegovina"); an actor's name is one only if it is a land's
    (towns are called "White House" too).
    """
    least = opened.cuts.arguments
    located = {
        k
        for e in findings.events
        for role, k, probability in e.arguments
        if role in PLACE_ROLES and probability >= least[role]
    }

    def locates(k: int, m: FoundMention) -> bool:
        if m.type not in ("PLACE", "FACILITY") and not (k in located and m.type in ACTOR_TYPES):
            return False
        words = text[slice(*m.span)]
        listed, body = names_several(words), opened.known.strong.get(plain(words))
        if not listed and not body:
            return True
        found = opened.gazetteer.find(words)
        return bool(found) if listed else any(e.feature.startswith(_LANDS) for e in found)

    spans = [m.span for k, m in enumerate(findings.mentions) if locates(k, m)]
    places = resolve_places(document_id, text, spans, opened.gazetteer, metonyms=True)
    by_span = {span: place.id for place in places for span in place.mentions}
    return places, [by_span.get(m.span) if locates(k, m) else None for k, m in enumerate(findings.mentions)]
