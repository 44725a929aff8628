"""Reading many inputs on this machine: one process a core, results in input order, no input stopping the others."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from according.config import Recipe
from according.ledger import Problem, Reading
from according.model import Model
from according.pipeline import open_recipe, read_input, unread
from according.readers import Input

_AHEAD = 4
"""Inputs under way for each process: enough to keep it busy, few enough to bound memory."""

_worker: tuple[Recipe, Model] | None = None


def read_all(
    inputs: Sequence[Input],
    recipe: Recipe,
    jobs: int = 0,
    progress: Callable[[Input, int, int], None] | None = None,
) -> Iterator[tuple[Input, list[Reading]]]:
    """Each input with its readings, in the order of ``inputs``, as they are done.

    ``jobs`` processes (0: one a core, at most one an input). An input that kills its process (out of memory, a crash
    in native code) is tried once more alone, then reported as a problem. ``progress(input, done, all)`` is called with
    code points while a single process reads.
    """
    wanted = min(jobs or os.cpu_count() or 1, len(inputs))
    if wanted <= 1:
        yield from _read_here(inputs, recipe, progress)
    else:
        yield from _read_in_pool(inputs, recipe, wanted)


def _read_here(
    inputs: Sequence[Input], recipe: Recipe, progress: Callable[[Input, int, int], None] | None
) -> Iterator[tuple[Input, list[Reading]]]:
    model = open_recipe(recipe) if inputs else None
    for item in inputs:
        assert model is not None
        tell = (lambda done, all_, item=item: progress(item, done, all_)) if progress else None
        yield item, read_input(item, recipe, model, tell)


def _read_in_pool(inputs: Sequence[Input], recipe: Recipe, jobs: int) -> Iterator[tuple[Input, list[Reading]]]:
    queue = deque(inputs)
    tries: dict[Input, int] = {}
    pool = _open_pool(recipe, jobs)
    under_way: deque[tuple[Input, Future[list[Reading]]]] = deque()
    try:
        while queue or under_way:
            while queue and len(under_way) < jobs * _AHEAD:
                item = queue.popleft()
                under_way.append((item, pool.submit(_read_in_worker, item)))
            item, future = under_way.popleft()
            try:
                readings = future.result()
            except BrokenProcessPool:
                tries[item] = tries.get(item, 0) + 1
                pool.shutdown(wait=False, cancel_futures=True)
                queue.extendleft(i for i, _ in reversed(under_way))
                under_way.clear()
                if tries[item] > 1 and jobs == 1:
                    message = "Reading this file ended its process twice (out of memory?). The other files were read."
                    yield item, [unread(item.name, (Problem("crashed", message, fatal=True),))]
                    jobs = max(1, min(os.cpu_count() or 1, len(queue)))
                else:
                    queue.appendleft(item)
                    jobs = 1  # alone, so that the next death tells which input it was
                pool = _open_pool(recipe, jobs)
                continue
            yield item, readings
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in list((pool._processes or {}).values()):
            process.terminate()


def _open_pool(recipe: Recipe, jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(recipe,))


def _start_worker(recipe: Recipe) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = (recipe, open_recipe(recipe))


def _read_in_worker(item: Input) -> list[Reading]:
    assert _worker is not None
    recipe, model = _worker
    return read_input(item, recipe, model)
