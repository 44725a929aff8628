"""Where readings go: the terminal, one file, or a folder with a file for each report."""

import errno
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from according.exporters import EXPORTERS, Exporter, brief, print_reading
from according.ledger import Packed, Reading
from according.readers import Input

_SUFFIXES = {"jsonl": "json", "ndjson": "json", "htm": "html"}
"""Endings that mean a format with another name."""

_NUMBERED = re.compile(r"-\d{4,}(?=-|$)")
"""What the name of one record of many ends in, "g-0001", before the number that tells it from a namesake."""


_HELD = 8
"""Readings that are held as they are until a folder's contents page is written; the others are packed."""
_COLUMNS = 100
"""How wide a view for the eye is in a file."""


class SinkError(Exception):
    """The output can't be written; the message says why and what to do."""


@dataclass
class Sink:
    """One output. ``exporter`` None is the terminal view; ``folder`` gets one file a report; else a stream or file."""

    exporter: Exporter | None
    file: Path | None = None
    folder: Path | None = None
    resume: bool = False
    also: "Sink | None" = None
    _stream: IO[str] | None = None
    _written: Packed[tuple[str, Reading]] = field(default_factory=lambda: Packed(held=_HELD, block=1))
    _taken: set[str] = field(default_factory=set)
    _inputs: set[Path] = field(default_factory=set)
    _stems: set[str] = field(default_factory=set)

    @classmethod
    def choose(
        cls, format: str | None, place: str | None, paths: list[str], resume: bool, in_brief: bool = False
    ) -> "Sink":
        """The sink that the options ask for. Raises SinkError where they don't fit together or can't be written.

        A ``place`` that ends in a slash is a folder, there or not; else what is there, or its suffix, decides.
        ``in_brief`` asks for one screen a report, which is a format of its own.
        """
        output = Path(place) if place else None
        if in_brief and format:
            raise SinkError(f"--brief is a view of its own: leave out --format {format}.")
        if format is None and output is not None and not in_brief:
            ending = output.suffix.lstrip(".").lower()
            format = _SUFFIXES.get(ending, ending if ending in EXPORTERS else None)
        exporter = _brief(output is None) if in_brief else EXPORTERS[format] if format else None
        if output is None:
            if resume:
                raise SinkError("--resume needs -o FOLDER: it leaves out reports whose file is already there.")
            return cls(exporter)
        many = len(paths) > 1 or any(Path(p).is_dir() or any(c in p for c in "*?[") for p in paths)
        a_folder = output.is_dir() or str(place).endswith(("/", os.sep)) or (many and not output.suffix)
        if not a_folder and format == "html" and many:
            raise SinkError(f"{output}: a page holds one report. Give a folder: -o {output.with_suffix('')}/")
        try:
            (output if a_folder else output.parent).mkdir(parents=True, exist_ok=True)
            if not os.access(output if a_folder or _special(output) else output.parent, os.W_OK):
                raise PermissionError(errno.EACCES, "Permission denied")
        except OSError as error:
            raise SinkError(why(output, error)) from None
        if resume and not a_folder:
            raise SinkError("--resume needs a folder: -o FOLDER/")
        return cls(exporter, None if a_folder else output, output if a_folder else None, resume)

    def beside(self, other: "Sink") -> "Sink":
        """This sink, with everything handed to ``other`` too."""
        self.also = other
        return self

    def protect(self, inputs: Iterable[Input]) -> None:
        """Remember ``inputs``: a reading is never written over a report, nor taken for that of another input."""
        items = list(inputs)
        for sink in filter(None, (self, self.also)):
            sink._inputs = {item.path.resolve() for item in items if item.path}
            sink._stems = {item.name.casefold() for item in items}

    @property
    def shows_problems(self) -> bool:
        """Whether problems stand in the output itself, so that standard error need not repeat them."""
        return self.exporter is None and self.file is None and self.folder is None

    @property
    def resume_hint(self) -> str:
        """What to do after an interruption."""
        return "The same command with --resume reads the rest." if self.folder and self.exporter else ""

    def wants(self, item: Input) -> bool:
        """Whether an input still has to be read: its file is not there, or may hold a record of another input."""
        there = self.resume and self.folder and (self.folder / self._name(item.name)).exists()
        return not there or self._shares_name(item.name.casefold())

    def write(self, reading: Reading) -> None:
        """Write one reading. Raises SinkError where that fails; what was written before stays."""
        try:
            if self.folder:
                name = self._free_name(reading.document.name)
                self._whole_file(self.folder / name, self._pieces(reading, alone=True))
                if self.exporter and self.exporter.index:
                    self._written.append((name, reading))
            else:
                self._to_stream(reading)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise SinkError(why(self.folder or self.file, error, bool(self.folder))) from None
        if self.also:
            self.also.write(reading)

    def close(self) -> None:
        """Finish the output: the file takes its name, a folder of pages gets its index."""
        try:
            if self._stream and self.file:
                self._stream.close()
                if self._stream.name != str(self.file):
                    take_name(Path(self._stream.name), self.file)
                self._stream = None
            elif self._stream:
                self._stream.flush()
            if self.folder and self.exporter and self.exporter.index and self._written:
                self._whole_file(self.folder / f"index{self.exporter.suffix}", [self.exporter.index(self._written)])
        except BrokenPipeError:
            raise
        except OSError as error:
            raise SinkError(why(self.folder or self.file, error, bool(self.folder))) from None
        if self.also:
            self.also.close()

    def discard(self) -> None:
        """Give up: an unfinished file is removed; what has its name stays."""
        if self._stream and self.file and self._stream.name != str(self.file):
            with suppress(OSError):
                self._stream.close()
            Path(self._stream.name).unlink(missing_ok=True)
        if self.also:
            self.also.discard()

    def _name(self, stem: str) -> str:
        if self.exporter and self.exporter.index and stem.casefold() == "index":
            stem = "index-report"  # the contents page has that name
        return stem + (self.exporter.suffix if self.exporter else ".txt")

    def _shares_name(self, stem: str) -> bool:
        """Whether a record of another input may bear the name ``stem`` ("g-0001", where "g" is an input too)."""
        return any(stem[: number.start()] in self._stems for number in _NUMBERED.finditer(stem))

    def _free_name(self, stem: str) -> str:
        """The report's file name; numbered where a record of another file has it already."""
        name, number = self._name(stem), 1
        while name.casefold() in self._taken:
            number += 1
            name = self._name(f"{stem}-{number}")
        self._taken.add(name.casefold())
        return name

    def _pieces(self, reading: Reading, alone: bool) -> Iterator[str]:
        if self.exporter:
            if alone:
                yield self.exporter.header
            yield from self.exporter.pieces(reading)
            return
        from io import StringIO

        from rich.console import Console

        text = StringIO()
        print_reading(reading, Console(file=text, width=_COLUMNS, color_system=None, force_terminal=False))
        yield text.getvalue()

    def _to_stream(self, reading: Reading) -> None:
        if self.exporter is None and self.file is None:
            from rich.console import Console

            try:
                print_reading(reading, Console(highlight=False))
            except SystemExit:  # rich's answer to a broken pipe
                raise BrokenPipeError from None
            return
        if self._stream is None:
            self._stream = self._open()
            self._stream.write(self.exporter.header if self.exporter else "")
        self._stream.writelines(self._pieces(reading, alone=False))
        self._stream.flush()

    def _open(self) -> IO[str]:
        if self.file is None:
            if hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(encoding="utf-8", newline="")
            return sys.stdout
        if _special(self.file):
            return self.file.open("w", encoding="utf-8", newline="")
        self._spare(self.file)
        return tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=self.file.parent, prefix=f".{self.file.name}-", delete=False
        )

    def _spare(self, path: Path) -> None:
        if path.resolve() in self._inputs:
            raise SinkError(f"{path} is one of the reports and stays as it is. Choose another place with -o.")

    def _whole_file(self, path: Path, pieces: Iterable[str]) -> None:
        """Write all of a file or nothing: a half-written one never bears its name."""
        self._spare(path)
        unfinished = path.with_name(
            f".{path.name}-{secrets.token_hex(4)}"
        )  # known before it is there: Ctrl-C may come any time
        try:
            with unfinished.open("x", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
            take_name(unfinished, path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _brief(to_terminal: bool) -> Exporter:
    """One screen a report: as wide as the terminal, in a file 100 columns; an empty line after each."""
    width = shutil.get_terminal_size((_COLUMNS, 24)).columns if to_terminal else _COLUMNS
    return Exporter(".txt", "", lambda reading: [brief(reading, width) + "\n"])


def _special(path: Path) -> bool:
    """Whether ``path`` is a device or a pipe: written as it is, never replaced by a file."""
    return path.exists() and not path.is_file() and not path.is_dir()


def take_name(finished: Path, path: Path) -> None:
    """Give a finished file its name, with the permissions of any new file."""
    mask = os.umask(0)
    os.umask(mask)
    finished.chmod(0o666 & ~mask)
    finished.replace(path)


def why(path: Path | None, error: OSError, a_folder: bool = False) -> str:
    """Why something could not be written, and what to do; ``path`` None is standard output."""
    place = path or "standard output"
    if error.errno == errno.ENOSPC:
        rest = " with --resume: finished reports are kept." if a_folder else "."
        return f"{place}: no space left on the disk. Free some space and run again{rest}"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place}: may not be written. Choose another place with -o."
    return f"{place}: {error.strerror or error}. Choose another place with -o."
