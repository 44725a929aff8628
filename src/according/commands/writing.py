"""Where a command writes: standard output, or a file that takes its name only when it is complete."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from according.commands.ending import SOME_FAILED, as_utf8, stop
from according.output import take_name, why


def write_text(pieces: Iterable[str], output: str | None) -> None:
    """Write pieces to ``output`` (None is standard output), all or nothing. Ends the command where that fails."""
    with written(output) as write:
        for piece in pieces:
            write(piece)


@contextmanager
def written(output: str | None) -> Iterator[Callable[[str], object]]:
    """What writes a piece to ``output``; the file takes its name when the block has ended well."""
    if output is None or output == "-":
        yield as_utf8().write
        return
    path = Path(output)
    finished = None
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe or a device: written as it is
            with path.open("w", encoding="utf-8", newline="") as stream:
                yield stream.write
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}-", delete=False
        ) as file:
            finished = Path(file.name)
            yield file.write
        take_name(finished, path)
        finished = None
    except OSError as error:
        stop(why(path, error), SOME_FAILED)
    finally:
        if finished is not None:
            finished.unlink(missing_ok=True)


@contextmanager
def folder_for(output: str) -> Iterator[Path]:
    """A folder to write into. Its files take their names in ``output`` only when the block has ended well."""
    target = Path(output)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".") as unfinished:
            yield Path(unfinished)
            for file in sorted(Path(unfinished).iterdir()):
                take_name(file, target / file.name)
    except OSError as error:
        stop(why(target, error), SOME_FAILED)
