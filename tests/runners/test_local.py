import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PosixPath

import pytest

from according.config import Recipe
from according.ledger import Reading
from according.readers import Input, find_inputs
from according.runners import read_all

Results = list[tuple[Input, Sequence[Reading]]]


class DeadlyPath(PosixPath):
    """A file that ends every process that opens it, as one that drives native code into a crash would."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def inputs_in(folder: Path) -> list[Input]:
    inputs, problems = find_inputs([str(folder)])
    assert not problems
    return inputs


def many(folder: Path, count: int) -> list[Input]:
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(f"The mayor of Harrow said that {number} buses were hit.")
    return inputs_in(folder)


def workers() -> list[int]:
    return [process.pid for process in multiprocessing.active_children() if process.pid]


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether ``condition`` comes true in time."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


def names(results: Results) -> list[str]:
    return [item.name for item, _ in results]


def codes(results: Results) -> dict[str, list[str]]:
    """The problems of each input that has any."""
    found = {item.name: [p.code for r in readings for p in r.problems] for item, readings in results}
    return {name: problems for name, problems in found.items() if problems}


def test_one_process_or_two_read_the_same_in_input_order(reports: Path) -> None:
    (reports / "empty.txt").touch()
    inputs = [*inputs_in(reports), Input("gone", reports / "gone.txt")]
    here = list(read_all(inputs, Recipe(), jobs=1))
    assert [item for item, _ in here] == inputs
    assert [len(readings) for _, readings in here] == [1, 1, 1, 1, 2, 1]
    assert codes(here) == {"empty": ["empty"], "gone": ["missing"]}
    assert list(read_all(inputs, Recipe(), jobs=2)) == here


def test_nothing_to_read() -> None:
    assert list(read_all([], Recipe())) == []


def test_readings_come_as_they_are_done(reports: Path) -> None:
    inputs = inputs_in(reports)
    results = read_all(inputs, Recipe(), jobs=1)
    assert next(results)[0] == inputs[0]
    (reports / "wires.jsonl").unlink()  # the last one is not opened yet
    assert codes(list(results)) == {"wires": ["missing"]}


def test_progress_is_told_in_code_points(tmp_path: Path) -> None:
    text = "The road along the river was long and the bridge old.\n" * 600
    (tmp_path / "long.txt").write_text(text)
    told: list[tuple[int, int]] = []
    list(read_all(inputs_in(tmp_path), Recipe(), 1, lambda item, done, total: told.append((done, total))))
    assert told and {total for _, total in told} == {len(text)}
    done = [done for done, _ in told]
    assert done == sorted(set(done)) and done[0] > 0 and done[-1] <= len(text)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    inputs = many(tmp_path, 24)
    results = read_all(inputs, Recipe(), jobs=2)
    read = [next(results)]
    before = set(workers())
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    # So that the next input is handed to a pool that has already found out.
    assert until(lambda: not before & set(workers()))
    for result in results:
        read.append(result)
        after = workers()
    assert len(after) == 2  # two again, once none of the inputs under way proved deadly
    assert names(read) == [item.name for item in inputs] and codes(read) == {}
    assert all(readings[0].document.text for _, readings in read)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_an_input_that_kills_its_process_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    inputs = many(tmp_path, 12)
    inputs[1:1] = [Input("deadly", DeadlyPath(tmp_path / "deadly.txt"))]
    read: Results = []
    most = 0
    for result in read_all(inputs, Recipe(), jobs=2):
        read.append(result)
        most = max(most, len(workers()))
    assert names(read) == [item.name for item in inputs]
    assert codes(read) == {"deadly": ["crashed"]}
    assert most <= 2


@pytest.fixture
def fed() -> Iterator[Callable[[str], None]]:
    """Puts a text on standard input."""
    kept = os.dup(0)
    read, write = os.pipe()
    os.dup2(read, 0)
    os.close(read)

    def feed(text: str) -> None:
        os.write(write, text.encode())
        os.close(write)

    yield feed
    os.dup2(kept, 0)
    os.close(kept)


def test_standard_input_is_read_among_files_that_workers_read(
    reports: Path, fed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fed("A witness said that the harbour burned.")
    with open(0, closefd=False) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        files = inputs_in(reports)
        inputs = [files[0], Input("stdin", None), *files[1:]]
        read = list(read_all(inputs, Recipe(), jobs=2))
    assert names(read) == ["bridge", "stdin", "convoy", "harbour", "wires"]
    assert read[1][1][0].document.text == "A witness said that the harbour burned."


def test_giving_up_ends_the_workers_at_once(tmp_path: Path) -> None:
    inputs = many(tmp_path, 4)
    (tmp_path / "01.txt").write_text("The mayor of Harrow said that a bus was hit.\n" * 20_000)  # minutes of work
    results = read_all(inputs, Recipe(), jobs=2)
    next(results)
    assert workers()
    results.close()  # type: ignore[attr-defined]
    assert until(lambda: not workers(), seconds=5)
