"""The bundled case: eight reports of one fictional incident, as package data (see README.md beside this file)."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def reports() -> tuple[Traversable, ...]:
    """The reports of the case, in the order in which they appeared. Everything else in the folder is left out."""
    return tuple(sorted((entry for entry in files(__name__).iterdir() if entry.name[0].isdigit()), key=_name))


def _name(entry: Traversable) -> str:
    return entry.name
