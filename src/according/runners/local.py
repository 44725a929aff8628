"""Reading many inputs on this machine: one process a core, results in input order, no input stopping the others."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import Any

from according.config import Recipe
from according.ledger import Problem, Reading
from according.pipeline import Opened, open_recipe, read_input, unread
from according.readers import Input

_AHEAD = 4
"""Inputs under way for each process: enough to keep it busy, few enough to bound memory."""

_WORTH_PROCESSES = 100_000
"""Bytes of input that take longer to read than a process takes to start."""

_worker: tuple[Recipe, Opened] | None = None


def read_all(
    inputs: Sequence[Input],
    recipe: Recipe,
    jobs: int = 0,
    progress: Callable[[Input, int, int], None] | None = None,
) -> Iterator[tuple[Input, Sequence[Reading]]]:
    """Each input with its readings, in the order of ``inputs``, as they are done.

    ``jobs`` processes (0: one a core where there is enough to read; at most one an input). An input that kills its process (out of memory, a crash
    in native code) is tried once more alone, then reported as a problem. ``progress(input, done, all)`` is called with
    code points while a single process reads.
    """
    wanted = min(jobs or _worth(inputs), len(inputs))
    if wanted <= 1:
        yield from _read_here(inputs, recipe, progress)
    else:
        yield from _read_in_pool(inputs, recipe, wanted)


def _worth(inputs: Sequence[Input]) -> int:
    """One process a core, or this one alone where starting others would take longer than reading."""
    size = 0
    for item in inputs:
        with suppress(OSError):
            size += item.path.stat().st_size if item.path else 0
        if size > _WORTH_PROCESSES:
            return os.cpu_count() or 1
    return 1


def _read_here(
    inputs: Sequence[Input], recipe: Recipe, progress: Callable[[Input, int, int], None] | None
) -> Iterator[tuple[Input, Sequence[Reading]]]:
    opened = open_recipe(recipe) if inputs else None
    for item in inputs:
        assert opened is not None
        tell = (lambda done, all_, item=item: progress(item, done, all_)) if progress else None
        yield item, read_input(item, recipe, opened, tell)


def _read_in_pool(inputs: Sequence[Input], recipe: Recipe, jobs: int) -> Iterator[tuple[Input, Sequence[Reading]]]:
    queue = deque(inputs)
    died: set[Input] = set()
    suspects = 0  # inputs under way when a process died: read by one process, to tell which of them it was
    read_here = dict(_read_here([i for i in inputs if i.path is None], recipe, None))
    pool = _open_pool(recipe, jobs)
    under_way: deque[tuple[Input, Future[Sequence[Reading]]]] = deque()
    try:
        while queue or under_way:
            while queue and len(under_way) < (suspects or jobs * _AHEAD):
                item = queue.popleft()
                under_way.append((item, _submit(pool, item, read_here)))
            item, future = under_way.popleft()
            try:
                readings = future.result()
            except BrokenProcessPool:
                _end(pool)
                suspects = suspects or len(under_way) + 1
                queue.extendleft(i for i, _ in reversed(under_way))
                under_way.clear()
                pool = _open_pool(recipe, 1)
                if item not in died:
                    died.add(item)
                    queue.appendleft(item)
                    continue
                message = "Reading this file ended its process twice (out of memory?). The other files were read."
                readings = [unread(item.name, (Problem("crashed", message, fatal=True),))]
            yield item, readings
            if suspects:
                suspects -= 1
                if not suspects:  # the rest side by side again
                    _end(pool)
                    pool = _open_pool(recipe, jobs)
    finally:
        _end(pool)


def _open_pool(recipe: Recipe, jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(recipe,))


def _submit(
    pool: ProcessPoolExecutor, item: Input, read_here: dict[Input, Sequence[Reading]]
) -> Future[Sequence[Reading]]:
    """The readings of ``item`` to come. What could not be handed over is a future that says so, never an exception."""
    future: Future[Sequence[Reading]] = Future()
    if item in read_here:  # standard input, which no worker has
        future.set_result(read_here[item])
        return future
    try:
        with _interrupts_blocked():
            return pool.submit(_read_in_worker, item)
    except BrokenProcessPool as error:
        future.set_exception(error)
        return future


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Processes started within never see Ctrl-C, not even while they start: the parent answers it, afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # inherited by what is started
    # Threads of numpy may still take the signal, and Python would then raise in the midst of starting a process.
    pressed: list[int] = []
    in_main = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number)) if in_main else None
    try:
        yield
    finally:
        if in_main:
            signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if pressed:
            signal.raise_signal(signal.SIGINT)


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool at once, whatever its workers are doing."""
    processes = list((pool._processes or {}).values())  # shutdown forgets them
    watcher: Any = pool._executor_manager_thread  # a thread, which typeshed has wrong
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    if watcher is not None:  # else Python's own clearing up at exit may meet its closed pipe
        watcher.join(timeout=10)


def _start_worker(recipe: Recipe) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = (recipe, open_recipe(recipe))


def _read_in_worker(item: Input) -> Sequence[Reading]:
    assert _worker is not None
    recipe, opened = _worker
    return read_input(item, recipe, opened)
