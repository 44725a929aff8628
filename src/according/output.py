"""Where readings go: the terminal, one file, or a folder with a file for each report."""

import errno
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from according.exporters import EXPORTERS, Exporter, print_reading
from according.ledger import Reading
from according.readers import Input


class SinkError(Exception):
    """The output can't be written; the message says why and what to do."""


@dataclass
class Sink:
    """One output. ``exporter`` None is the terminal view; ``folder`` gets one file a report; else one stream or file."""

    exporter: Exporter | None
    file: Path | None = None
    folder: Path | None = None
    resume: bool = False
    also: "Sink | None" = None
    _stream: IO[str] | None = None
    _written: list[tuple[str, Reading]] = field(default_factory=list)

    @classmethod
    def choose(cls, format: str | None, output: Path | None, paths: list[str], resume: bool) -> "Sink":
        """The sink that the options ask for. Raises SinkError where they don't fit together or can't be written."""
        if format is None and output is not None and output.suffix.lstrip(".") in EXPORTERS:
            format = output.suffix.lstrip(".")
        exporter = EXPORTERS[format] if format else None
        if output is None:
            if resume:
                raise SinkError("--resume needs -o FOLDER: it leaves out reports whose file is already there.")
            return cls(exporter)
        many = len(paths) > 1 or any(Path(p).is_dir() or any(c in p for c in "*?[") for p in paths)
        a_folder = output.is_dir() or str(output).endswith(("/", os.sep)) or (many and not output.suffix)
        if not a_folder and format == "html" and many:
            raise SinkError(f"{output}: a page holds one report. Give a folder: -o {output.with_suffix('')}/")
        try:
            (output if a_folder else output.parent).mkdir(parents=True, exist_ok=True)
            place = output if a_folder else output.parent
            if not os.access(place, os.W_OK):
                raise PermissionError(errno.EACCES, "Permission denied")
        except OSError as error:
            raise SinkError(_why(output, error)) from None
        if resume and not a_folder:
            raise SinkError("--resume needs a folder: -o FOLDER/")
        return cls(exporter, None if a_folder else output, output if a_folder else None, resume)

    def beside(self, other: "Sink") -> "Sink":
        """This sink, with everything handed to ``other`` too."""
        self.also = other
        return self

    @property
    def shows_problems(self) -> bool:
        """Whether problems stand in the output itself, so that standard error need not repeat them."""
        return self.exporter is None and self.file is None and self.folder is None

    @property
    def resume_hint(self) -> str:
        """What to do after an interruption."""
        return "The same command with --resume reads the rest." if self.folder and self.exporter else ""

    def wants(self, item: Input) -> bool:
        """Whether an input still has to be read."""
        return not (self.resume and self.folder and (self.folder / self._name(item.name)).exists())

    def write(self, reading: Reading) -> None:
        """Write one reading. Raises SinkError where that fails; what was written before stays."""
        try:
            if self.folder:
                name = self._name(reading.document.name)
                self._whole_file(self.folder / name, self._rendered(reading, alone=True))
                self._written.append((name, reading))
            else:
                self._to_stream(reading)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise SinkError(_why(self.folder or self.file, error)) from None
        if self.also:
            self.also.write(reading)

    def close(self) -> None:
        """Finish the output: the file takes its name, a folder of pages gets its index."""
        try:
            if self._stream and self.file:
                self._stream.close()
                Path(self._stream.name).replace(self.file)
            elif self._stream:
                self._stream.flush()
            if self.folder and self.exporter and self.exporter.index and self._written:
                self._whole_file(self.folder / f"index{self.exporter.suffix}", self.exporter.index(self._written))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise SinkError(_why(self.folder or self.file, error)) from None
        if self.also:
            self.also.close()

    def _name(self, stem: str) -> str:
        return stem + (self.exporter.suffix if self.exporter else ".txt")

    def _rendered(self, reading: Reading, alone: bool) -> str:
        if self.exporter:
            return (self.exporter.header if alone else "") + self.exporter.render(reading)
        from io import StringIO

        from rich.console import Console

        text = StringIO()
        print_reading(reading, Console(file=text, width=100, color_system=None, force_terminal=False))
        return text.getvalue()

    def _to_stream(self, reading: Reading) -> None:
        if self.exporter is None and self.file is None:
            from rich.console import Console

            print_reading(reading, Console(highlight=False))
            return
        if self._stream is None:
            if self.file:
                self._stream = tempfile.NamedTemporaryFile(
                    "w", encoding="utf-8", newline="", dir=self.file.parent, prefix=f".{self.file.name}-", delete=False
                )
            else:
                if hasattr(sys.stdout, "reconfigure"):
                    sys.stdout.reconfigure(encoding="utf-8", newline="")
                self._stream = sys.stdout
            self._stream.write(self.exporter.header if self.exporter else "")
        self._stream.write(self._rendered(reading, alone=False))
        self._stream.flush()

    def _whole_file(self, path: Path, text: str) -> None:
        """Write all of a file or nothing: a half-written one never bears its name."""
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}-", delete=False
        ) as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _why(path: Path | None, error: OSError) -> str:
    place = path or "standard output"
    if error.errno == errno.ENOSPC:
        return f"{place}: no space left on the disk. What was finished is kept; free some space and run again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place}: may not be written. Choose another place with -o."
    return f"{place}: {error.strerror or error}."
