"""One way to two databases: opening, transactions that are tried again where that helps, errors in plain words."""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from according.cases.errors import CaseError, transient, translate
from according.cases.migrations import check, migrate
from according.cases.packing import Damaged

T = TypeVar("T")

_BUSY_SECONDS = 30
_PATIENCE = 60.0
"""Seconds for which work is tried again while a file is busy or a server restarts."""

_LOCK = 0x4143434F5244
"""PostgreSQL's advisory lock under which a case is written: one writer at a time, as in SQLite."""

_WRITES = "according_writes"


class Database:
    """An open case's database. ``shown`` is its address as messages show it, without a password."""

    def __init__(self, engine: Engine, shown: str, writable: bool) -> None:
        self._engine = engine
        self._writable = writable
        self.shown = shown
        self.is_postgresql = engine.dialect.name == "postgresql"

    def read(self, work: Callable[[Connection], T], once: bool = False) -> T:
        """What ``work`` returns, in one transaction that sees one state of the case."""
        return self._run(work, False, 0 if once else _PATIENCE)

    def write(self, work: Callable[[Connection], T], once: bool = False) -> T:
        """What ``work`` returns, in one transaction, committed or as if it had never been; no other writer between.

        ``work`` may be called again unless ``once``: it must be the same done twice as done once.
        """
        if not self._writable:
            raise CaseError("read_only", f"{self.shown} was opened for reading only. Nothing was changed.")
        return self._run(work, True, 0 if once else _PATIENCE)

    def keep_a_log_ahead(self) -> None:
        """Put a SQLite file into WAL mode, where readers and a writer do not wait for each other. It stays so."""

        def work(connection: Connection) -> None:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("ROLLBACK")  # the mode cannot be changed within a transaction
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("BEGIN")

        self.read(work)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _run(self, work: Callable[[Connection], T], writes: bool, patience: float) -> T:
        deadline = time.monotonic() + patience
        pause = 0.05
        while True:
            try:
                with self._engine.connect() as connection:
                    options = {_WRITES: writes}
                    if self.is_postgresql and not writes:
                        options["isolation_level"] = "REPEATABLE READ"  # type: ignore[assignment]
                    connection = connection.execution_options(**options)
                    with connection.begin() as transaction:
                        if self.is_postgresql and writes:
                            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                        result = work(connection)
                        if not writes:
                            transaction.rollback()  # a damaged file that was read to its end cannot always be committed
                        return result
            except (DBAPIError, sqlite3.Error) as caught:  # SQLAlchemy does not wrap all of SQLite's
                error = caught if isinstance(caught, DBAPIError) else DBAPIError(None, None, caught)
                if not transient(error) or time.monotonic() + pause > deadline:
                    raise translate(error, self.shown) from caught
            except Damaged as error:
                message = f"{self.shown} was altered: {error}. To learn what: according verify {self.shown}"
                raise CaseError("corrupted", message) from error
            time.sleep(pause)
            pause = min(pause * 2, 2)


def open_database(where: str | os.PathLike[str], create: bool, write: bool) -> Database:
    """The database of the case at ``where``, brought to the newest schema. Raises CaseError."""
    where = os.fspath(where)
    database = _open_server(where, write) if _is_url(where) else _open_file(Path(where), create, write)
    try:
        had = database.read(check, once=True)
        if had == 0 and not create:
            raise CaseError(
                "no_case", f"There is no case in {database.shown}. Make one with: according add CASE FILE..."
            )
        if write:
            if not database.is_postgresql:
                database.keep_a_log_ahead()
            database.write(migrate)
        return database
    except BaseException:
        database.close()
        raise


def _is_url(where: str) -> bool:
    return where.split("://")[0].split("+")[0] in ("postgresql", "postgres") and "://" in where


def _open_server(where: str, write: bool) -> Database:
    try:
        url: URL = make_url(where).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise CaseError("bad_url", "The URL cannot be read. Write postgresql://user@host/database.") from error
    shown = url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ImportError as error:
        message = "A case on PostgreSQL needs psycopg. Install it with: pip install 'according[cases]'"
        raise CaseError("no_psycopg", message) from error
    return Database(engine, shown, write)


def _open_file(path: Path, create: bool, write: bool) -> Database:
    shown = str(path)
    try:
        exists = path.exists()
        if path.is_dir():
            raise CaseError("is_folder", f"{shown} is a folder. A case is one file.")
    except (OSError, ValueError) as error:
        raise CaseError("cannot_open", f"{shown} could not be opened: {error}.") from error
    if not exists and not create:
        raise CaseError(
            "no_case", f"There is no case {shown}. Check the name, or make it with: according add CASE FILE..."
        )
    if not exists and not path.absolute().parent.is_dir():
        raise CaseError("cannot_open", f"There is no folder {path.absolute().parent}. Make it first.")
    writable = os.access(path if exists else path.absolute().parent, os.W_OK)
    if write and not writable:
        message = f"{shown} cannot be written. Change its permissions, or copy it and use the copy."
        raise CaseError("read_only", message)
    mode = "rwc" if write else ("rw" if writable and os.access(path.absolute().parent, os.W_OK) else "ro")
    wal, shared = Path(f"{path}-wal"), Path(f"{path}-shm")
    # Where SQLite's files beside it cannot be made, a case is read without them, unless a writer has made them.
    lone = mode == "ro" and not (wal.exists() and (wal.stat().st_size or shared.exists()))
    address = f"file:{quote(str(path.absolute()))}?mode={mode}" + ("&immutable=1" if lone else "")

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        # Rows may hold anything after damage; verify names it rather than failing on it.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        return connection

    engine = create_engine("sqlite://", creator=connect, pool_size=4, poolclass=_pool())

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged outlives a power cut
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Database(engine, shown, write)


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool
