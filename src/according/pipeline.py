"""The one path: bytes -> Document -> Reading."""

from collections.abc import Callable

from according.config import Recipe
from according.extract import attributions
from according.ledger import Document, Problem, Reading, Statement, make_id
from according.model import Model, find, open_model
from according.readers import Draft, Input, load
from according.resolve import resolve_speakers

Progress = Callable[[int, int], None]
"""Told how many code points of how many are read."""


def open_recipe(recipe: Recipe) -> Model:
    """The model that a recipe asks for. Every process opens its own."""
    return open_model(recipe.weights, recipe.threads) if recipe.weights else open_model(threads=recipe.threads)


def read_input(item: Input, recipe: Recipe, model: Model, progress: Progress | None = None) -> list[Reading]:
    """The readings of one input, one for each report in it; what can't be read is a reading with a fatal problem."""
    try:
        return [_read_draft(draft, recipe, model, progress) for draft in load(item, recipe.given, recipe.limits)]
    except MemoryError:
        return [unread(item.name, (Problem("out_of_memory", "Not enough memory to read this. Split it.", fatal=True),))]


def _read_draft(draft: Draft, recipe: Recipe, model: Model, progress: Progress | None) -> Reading:
    if draft.document is None:
        return unread(draft.name, draft.problems)
    return read_document(draft.document, recipe, model, draft.problems, progress)


def unread(name: str, problems: tuple[Problem, ...]) -> Reading:
    """The reading of something that could not be read: a document without text, and why."""
    return Reading(Document(make_id("d", "unread", name), name, "", "", "application/octet-stream"), problems=problems)


def failed(reading: Reading) -> bool:
    """Whether nothing could be read."""
    return any(p.fatal for p in reading.problems)


def read_document(
    document: Document,
    recipe: Recipe,
    model: Model,
    problems: tuple[Problem, ...] = (),
    progress: Progress | None = None,
) -> Reading:
    """Read one document: find statements, nest them, resolve their speakers."""
    text = document.text
    tell = (lambda done: progress(done, len(text))) if progress else None
    found = find(text, model, recipe.scheme, progress=tell)
    drafts = attributions(found, text, model.table["confidence"], model.table["least"])
    resolved = resolve_speakers(document.id, text, drafts)
    ids: list[str] = []
    seen: dict[str, int] = {}
    for d in drafts:
        made = make_id("s", document.id, d.source, d.cue, d.content)
        seen[made] = seen.get(made, 0) + 1
        ids.append(made if seen[made] == 1 else make_id("s", made, seen[made]))
    statements = []
    for i, d in enumerate(drafts):
        chain: list[str] = []
        at: int | None = i
        while at is not None:
            speaker = resolved.speakers[at]
            if speaker and (not chain or chain[0] != speaker):
                chain.insert(0, speaker)
            at = drafts[at].within
        within = d.within
        statements.append(
            Statement(
                ids[i], d.source, d.cue, d.content, resolved.speakers[i], d.kind, d.mode, d.stance,
                None if within is None else ids[within], tuple(chain), d.confidence,
            )
        )  # fmt: skip
    return Reading(document, tuple(statements), resolved.actors, problems=problems)
