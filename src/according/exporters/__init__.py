"""Exporters: a reading as JSON, CSV or a page, and on the terminal. Each is one file and one row of the table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from according.exporters import csv, index, json, page
from according.exporters.brief import brief
from according.exporters.terminal import print_reading
from according.ledger import Reading

__all__ = ["EXPORTERS", "Exporter", "brief", "print_reading"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: the file suffix, what a joined output starts with once, one reading in pieces, and a folder's contents.

    ``header`` followed by any number of readings is a well-formed file (for pages: one reading a file).
    Write the text as UTF-8 with ``newline=""``: its line ends are part of the format.
    """

    suffix: str
    header: str
    pieces: Callable[[Reading], Iterable[str]]
    index: Callable[[Sequence[tuple[str, Reading]]], str] | None = None

    def render(self, reading: Reading) -> str:
        """One reading as text."""
        return "".join(self.pieces(reading))


EXPORTERS: dict[str, Exporter] = {
    "json": Exporter(".json", "", json.pieces),
    "csv": Exporter(".csv", csv.HEADER, csv.pieces),
    "html": Exporter(".html", "", page.pieces, index.render),
}
