"""Settings, parsed once by the command line and handed down as one frozen recipe that a worker can be given."""

from dataclasses import dataclass, field
from pathlib import Path

from according.readers import Given, Limits


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what a reading looks like. Two equal recipes give equal ledgers.

    ``weights`` None means the packaged model. ``scheme`` is the annotation scheme the model follows: ``ledger``, or
    ``polnear`` to compare with that corpus. ``threads`` is per process.
    """

    given: Given = field(default_factory=Given)
    limits: Limits = field(default_factory=Limits)
    weights: Path | None = None
    scheme: str = "ledger"
    threads: int = 1
