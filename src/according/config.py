"""Settings, parsed once by the command line and handed down as one frozen recipe that a worker can be given."""

from dataclasses import dataclass, field
from pathlib import Path

from according.readers import Given, Limits


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what a reading looks like. Two equal recipes give equal ledgers.

    ``weights`` None means the packaged model, ``gazetteer`` None the packaged index of places; ``actors`` are files of names
    beside the packaged one. ``scheme`` is the annotation scheme the model follows: ``ledger``, or that of a corpus to
    compare with. ``threads`` is per process.
    """

    given: Given = field(default_factory=Given)
    limits: Limits = field(default_factory=Limits)
    weights: Path | None = None
    gazetteer: Path | None = None
    actors: tuple[Path, ...] = ()
    scheme: str = "ledger"
    threads: int = 1
