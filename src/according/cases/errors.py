"""What can go wrong with a case, in plain words, and which errors of a database are worth another try."""

from sqlalchemy.exc import DBAPIError

_SQLITE: tuple[tuple[str, str, str], ...] = (
    ("malformed", "corrupted", "{where} is damaged (a page of it cannot be read). Restore it from a backup or an export."),
    ("vtable constructor failed", "corrupted", "{where} is damaged (its full text index cannot be opened). Restore it "
     "from a backup or an export."),
    ("no such module", "no_fts5", "This Python's SQLite was built without full text search (FTS5). Use another Python."),
    ("fts5", "corrupted", "{where} is damaged (its full text index cannot be read). Restore it from a backup or an "
     "export."),
    ("not a database", "not_a_case", "{where} is not a case. Name another file; nothing in it was changed."),
    ("readonly", "read_only", "{where} cannot be written. Change its permissions, or copy it and use the copy."),
    ("disk is full", "disk_full", "No space left for {where}. Free some and run it again; what was finished is kept."),
    ("disk i/o error", "disk_full", "{where} could not be written or read: the disk is full, over quota or failing. "
     "Free some space and run it again; what was finished is kept."),
    ("locked", "busy", "{where} was in use by another process for too long. Run it again."),
    ("busy", "busy", "{where} was in use by another process for too long. Run it again."),
    ("unable to open", "cannot_open", "{where} could not be opened. Check that its folder exists and can be written."),
)  # fmt: skip
_STATES: tuple[tuple[str, str, str], ...] = (
    ("28", "no_access", "{where} refused the user or password. Check the URL."),
    ("3D", "no_database", "{where}: there is no such database. Make it with createdb."),
    ("42501", "no_access", "{where}: this user may not do that. Ask for the right to create and write tables."),
    ("25006", "read_only", "{where} cannot be written: the server is read-only."),
    ("53100", "disk_full", "No space left for {where}. Free some and run it again; what was finished is kept."),
    ("XX", "corrupted", "{where} is damaged: the server found broken data. Restore it from a backup or an export."),
)
"""First characters of PostgreSQL's SQLSTATE, code, message."""

_TRANSIENT_STATES = ("40001", "40P01", "57P01", "57P02", "57P03", "55P03", "08")


class CaseError(Exception):
    """A case cannot be used as asked. ``code`` is for programs, the message for people: what is wrong, what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def transient(error: DBAPIError) -> bool:
    """Whether the same work may succeed when tried again: a busy file, a server that went away or is starting."""
    if error.connection_invalidated:
        return True
    state = _state(error)
    if state is not None:
        return state.startswith(_TRANSIENT_STATES)
    words = str(error.orig).lower()
    return (_of_sqlite(error) and ("locked" in words or "busy" in words)) or _is_connection_lost(error)


def translate(error: DBAPIError, where: str) -> CaseError:
    """``error`` of the database at ``where`` (shown without a password) in plain words."""
    words = str(error.orig).lower()
    if _of_sqlite(error):
        for mark, code, message in _SQLITE:
            if mark in words:
                return CaseError(code, message.format(where=where))
    state = _state(error) or ""
    for start, code, message in _STATES:
        if state.startswith(start):
            return CaseError(code, message.format(where=where))
    if "does not exist" in words and "database" in words:
        return CaseError("no_database", _STATES[1][2].format(where=where))
    if "password authentication failed" in words or "no password supplied" in words:
        return CaseError("no_access", _STATES[0][2].format(where=where))
    if _is_connection_lost(error):
        return CaseError("no_server", f"No answer from {where}. Check that the server runs and that the URL is right.")
    first = str(error.orig).strip().splitlines()
    return CaseError("database", f"{where}: {first[0] if first else type(error.orig).__name__}")


def _of_sqlite(error: DBAPIError) -> bool:
    return type(error.orig).__module__.startswith("sqlite3")


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _is_connection_lost(error: DBAPIError) -> bool:
    return not _of_sqlite(error) and type(error.orig).__name__ == "OperationalError"
