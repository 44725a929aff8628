"""Filling a case: the one path of :mod:`according.pipeline`, run over what a case lacks."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from according.cases import Case, Kept, Original, Tools
from according.config import Recipe
from according.ledger import Problem, Reading
from according.pipeline import failed, open_recipe
from according.readers import Given, Input
from according.readers.inputs import read_input
from according.runners import read_all

Progress = Callable[[Input, int, int], None]

STDIN = "standard-input"
"""Name of the file that holds standard input while it is read."""

_TOGETHER = 500
"""Originals that are taken out of a case at a time to be read again."""
_TOGETHER_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one input. ``known``: its bytes were read before. ``problems`` come with the name of their report."""

    item: Input
    kept: Kept = field(default_factory=Kept)
    known: bool = False
    problems: tuple[tuple[str, Problem], ...] = ()


def add_all(
    case: Case, inputs: Sequence[Input], recipe: Recipe, jobs: int = 0, progress: Progress | None = None,
    again: bool = False,
) -> Iterator[Added]:  # fmt: skip
    """Read what the case does not have yet and keep it, each report as soon as it is read: known inputs come first.

    What is yielded is kept, whatever happens afterwards. ``again`` reads known bytes too, for another date or publisher.
    Raises CaseError where the case cannot be written.
    """
    with ExitStack() as stack:
        todo: list[Input] = []
        twins: list[Input] = []
        seen: set[str] = set()
        for item in inputs:
            item = _from_file(item, recipe, stack)
            found = _original(item, recipe)
            if isinstance(found, Problem):
                todo.append(item)  # read again with the others, to tell why it cannot be
            elif found.sha256 in seen:
                twins.append(item)
            elif again or list(case.missing([found])):
                seen.add(found.sha256)
                todo.append(item)
            else:
                yield Added(item, known=True)
        yield from _read_and_keep(case, todo, recipe, jobs, progress)
        for item in twins:  # the same bytes under another name: noted, not read twice
            found = _original(item, recipe)
            if isinstance(found, Original) and not list(case.missing([found])):
                yield Added(item, known=True)
            else:
                yield from _read_and_keep(case, [item], recipe, 1, progress)


def to_reread(case: Case, recipe: Recipe) -> int:
    """How many originals were last read with another model or gazetteer than this recipe's."""
    return sum(1 for _ in case.to_reread(tools_of(recipe)))


def reread_all(case: Case, recipe: Recipe, jobs: int = 0, progress: Progress | None = None) -> Iterator[Added]:
    """Read again, from the originals in the case, what was read with another model or gazetteer; former readings stay.

    What the user said when a report was added (date, publisher, title) holds again.
    """
    waiting: list[Original] = []
    for found in case.to_reread(tools_of(recipe)):
        waiting.append(found)
        if len(waiting) >= _TOGETHER or sum(len(w.data) for w in waiting) > _TOGETHER_BYTES:
            yield from _reread(case, waiting, recipe, jobs, progress)
            waiting = []
    yield from _reread(case, waiting, recipe, jobs, progress)


def tools_of(recipe: Recipe) -> Tools:
    """What readings are made with under this recipe."""
    return _tools(open_recipe(recipe).made_with)


def _tools(made_with: Mapping[str, str]) -> Tools:
    return Tools(made_with.get("model", ""), made_with.get("gazetteer", ""))


def _reread(
    case: Case, originals: Sequence[Original], recipe: Recipe, jobs: int, progress: Progress | None
) -> Iterator[Added]:
    with tempfile.TemporaryDirectory(prefix="according-") as folder:
        inputs: dict[Input, Original] = {}
        for number, found in enumerate(originals):
            path = Path(folder, f"{number}{Path(found.address).suffix}")
            path.write_bytes(found.data)
            inputs[Input(found.name, path, Given(**found.given))] = found
        for item, readings in read_all(list(inputs), recipe, jobs, progress):
            yield _keep(case, item, inputs[item], readings)


def _read_and_keep(
    case: Case, inputs: Sequence[Input], recipe: Recipe, jobs: int, progress: Progress | None
) -> Iterator[Added]:
    for item, readings in read_all(inputs, recipe, jobs, progress):
        found = _original(item, recipe)  # the bytes once more: to hold those of all that is under way takes much memory
        if isinstance(found, Problem):
            gone = [(item.name, found)] if not all(failed(r) for r in readings) else []
            yield Added(item, Kept(unread=max(1, len(readings))), problems=_problems(readings, gone))
        else:
            yield _keep(case, item, found, readings)


def _keep(case: Case, item: Input, found: Original, readings: Sequence[Reading]) -> Added:
    good = [r for r in readings if not failed(r)]
    if not good:
        return Added(item, Kept(unread=len(readings)), problems=_problems(readings))
    if any(r.document.sha256 != found.sha256 for r in good):
        message = "The file changed while it was read, and was left out. Run the command again."
        changed = Problem("changed_meanwhile", message, fatal=True)
        return Added(item, Kept(unread=len(readings)), problems=_problems(readings, [(item.name, changed)]))
    kept = case.keep(found, readings, _tools(good[0].made_with))
    return Added(item, kept, problems=_problems(readings))


def _problems(readings: Iterable[Reading], more: Sequence[tuple[str, Problem]] = ()) -> tuple[tuple[str, Problem], ...]:
    return (*((r.document.name, p) for r in readings for p in r.problems), *more)


def _from_file(item: Input, recipe: Recipe, stack: ExitStack) -> Input:
    """``item``, or where it is standard input, which can be read once only, a file that holds it until the end."""
    if item.path is not None:
        return item
    data = read_input(item, recipe.limits)
    if isinstance(data, Problem):
        return item
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="according-")))
    path = folder / STDIN
    path.write_bytes(data)
    return replace(item, path=path)


def _original(item: Input, recipe: Recipe) -> Original | Problem:
    """The bytes of an input with where they lie and what the user said of them."""
    data = read_input(item, recipe.limits)
    if isinstance(data, Problem):
        return data
    given = item.given or recipe.given
    said = {key: value for key in ("title", "publisher", "published") if (value := getattr(given, key))}
    found = Original(str(item.path.resolve()) if item.path else "", item.name, data, given=said)
    if item.path is not None and item.path.name == STDIN:
        return replace(found, address=f"stdin:{found.sha256[:16]}")
    return found
