"""Resolving words to who and what is meant: actors, places, times, counts."""

from according.resolve.actors import Resolved, resolve_actors
from according.resolve.known import KnownActors, packaged_actors, read_known, with_file
from according.resolve.persons import with_sure_persons

__all__ = [
    "KnownActors", "Resolved", "packaged_actors", "read_known", "resolve_actors", "with_file", "with_sure_persons",
]  # fmt: skip
