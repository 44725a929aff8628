"""According reads reports of armed conflict and keeps a ledger of what each claims and by whose account."""

from os import PathLike

TYPE_CHECKING = False  # as in typing, whose import would cost most of the time that this package takes to import
if TYPE_CHECKING:
    from according.ledger import Reading as Reading

__version__ = "0.1.0"
__all__ = ["Reading", "__version__", "read"]


def read(
    *paths: str | PathLike[str],
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    jobs: int = 1,
) -> "list[Reading]":
    """The readings of files, folders, glob patterns or "-" (standard input), in order.

    What could not be read comes as a reading without statements whose problem is ``fatal``, first what was not found.
    ``published`` (2017, 2017-10 or 2017-10-14), ``publisher`` and ``title`` go before what the files say. ``jobs`` is
    the number of processes (0: one a core); with more than one, call this under ``if __name__ == "__main__":``, as for
    any use of multiprocessing.
    Raises ValueError where ``published`` is no date or ``jobs`` is negative.
    """
    from according.config import Recipe
    from according.pipeline import unread
    from according.readers import Given, find_inputs, parse_published
    from according.runners import read_all

    date = None if published is None else parse_published(published)
    if published is not None and date is None:
        raise ValueError(f"published={published!r}: give a date as 2017, 2017-10 or 2017-10-14")
    if jobs < 0:
        raise ValueError(f"jobs={jobs}: give 0 (one a core) or more")
    inputs, problems = find_inputs([str(path) for path in paths])
    recipe = Recipe(Given(title, publisher, date))
    missing = [unread("", (problem,)) for problem in problems]
    return missing + [reading for _, readings in read_all(inputs, recipe, jobs) for reading in readings]


def __getattr__(name: str) -> object:
    """``Reading``, imported when it is first asked for."""
    if name == "Reading":
        from according.ledger import Reading

        return Reading
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
