"""What the user names on the command line to a list of files, each once, each with a name of its own."""

import glob
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from according.ledger import Problem
from according.readers.contract import Input, Limits
from according.readers.sniff import ENDINGS


def find_inputs(arguments: Sequence[str]) -> tuple[list[Input], list[Problem]]:
    """The inputs that files, folders, glob patterns and "-" (standard input) stand for, and what was not found.

    Folders are read to any depth, in sorted order, only the kinds of file we read, hidden ones skipped. Patterns work
    unexpanded too, ``**`` included. A file named twice is read once. Inputs with the same stem keep distinct names:
    the first "g" stays "g", the next is "g-2", then "g-3" (capital letters do not tell names apart, so that a file
    per name can be written anywhere).
    """
    paths: list[Path | None] = []
    problems: list[Problem] = []
    for argument in arguments:
        found, problem = _expand(argument)
        paths += found
        problems += problem
    seen: set[Path | None] = set()
    taken: set[str] = set()
    inputs = []
    for path in paths:
        key = path.resolve() if path else None
        if key not in seen:
            seen.add(key)
            inputs.append(Input(_free_name(_stem(path), taken), path))
    return inputs, problems


def read_input(item: Input, limits: Limits) -> bytes | Problem:
    """The bytes of one input, or a fatal problem that says why there are none."""
    where = str(item.path) if item.path else "standard input"
    try:
        if item.path is None:
            if sys.stdin is None:  # closed by whoever started us
                return Problem("unreadable", "Standard input is closed. Name a file instead.", fatal=True)
            data = sys.stdin.buffer.read(limits.file_bytes + 1)
        else:
            status = item.path.stat()
            if problem := _no_file(status.st_mode, where):
                return problem
            if status.st_size > limits.file_bytes:
                return _too_large(where, f"{status.st_size:,}", limits)
            with item.path.open("rb") as file:
                data = file.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        return _not_opened(where, error)
    return data if len(data) <= limits.file_bytes else _too_large(where, f"over {limits.file_bytes:,}", limits)


def _expand(argument: str) -> tuple[list[Path | None], list[Problem]]:
    if argument == "-":
        return [None], []
    path = Path(argument)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return _matches(argument) if glob.has_magic(argument) else ([], [_not_opened(argument, error)])
    if stat.S_ISDIR(mode):
        return _files_in(path)
    return [path], []


def _matches(pattern: str) -> tuple[list[Path | None], list[Problem]]:
    paths: list[Path | None] = []
    problems: list[Problem] = []
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - pathlib's ** skips files before 3.13
        if not Path(match).is_dir():
            paths.append(Path(match))
        elif "**" not in pattern:  # as the shell would hand it over; ** has already gone into it
            found, problem = _files_in(Path(match))
            paths += found
            problems += problem
    if not paths and not problems:
        problems.append(Problem("no_match", f"No file matches {_shown(pattern)}. Check the pattern.", fatal=True))
    return paths, problems


def _files_in(folder: Path) -> tuple[list[Path | None], list[Problem]]:
    paths: list[Path] = []
    problems: list[Problem] = []
    for parent, folders, files in os.walk(folder, onerror=lambda e: problems.append(_not_opened(str(e.filename), e))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [
            Path(parent, name) for name in files if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS
        ]
    if not paths and not problems:
        kinds = ", ".join(ENDINGS)
        message = f"Nothing readable in {_shown(str(folder))}. Looked for: {kinds}."
        problems.append(Problem("nothing_readable", message, fatal=True))
    return [*sorted(paths)], problems


def _stem(path: Path | None) -> str:
    """The name of the file without its ending, in characters that can be written everywhere."""
    return (_shown(path.stem) or "input") if path else "stdin"


def _free_name(stem: str, taken: set[str]) -> str:
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name


def _shown(name: str) -> str:
    """A file name as text: names are bytes, and not all of them are UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _no_file(mode: int, where: str) -> Problem | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return Problem(
            "is_folder", f"{_shown(where)} is a folder. Name it on its own to read what is in it.", None, True
        )
    return Problem("not_a_file", f"{_shown(where)} is a pipe or a device. Feed it in with '-' instead.", None, True)


def _not_opened(where: str, error: Exception) -> Problem:
    where = _shown(where)
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return Problem("missing", f"There is no file {where}. Check the name.", fatal=True)
        case PermissionError():
            return Problem("permission_denied", f"No permission to read {where}. Change its permissions.", fatal=True)
        case OSError() if error.strerror:
            return Problem("unreadable", f"{where} could not be read: {error.strerror}.", fatal=True)
        case _:
            return Problem("unreadable", f"{where} could not be read: {error}.", fatal=True)


def _too_large(where: str, size: str, limits: Limits) -> Problem:
    message = f"{_shown(where)} has {size} bytes; the limit is {limits.file_bytes:,}. Split it into smaller files."
    return Problem("too_large", message, fatal=True)
