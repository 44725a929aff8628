"""Resolving words to who is meant: actors (names, surnames, titles, acronyms)."""

from according.resolve.actors import Resolved, resolve_speakers

__all__ = ["Resolved", "resolve_speakers"]
