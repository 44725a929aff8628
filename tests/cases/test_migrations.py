from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, make_url

from according.cases import Case, CaseError, open_case
from according.cases.migrations import MIGRATIONS, check, migrate
from cases.raw import sql
from cases.reports import bridge, harbour

NEXT = (*MIGRATIONS, ("ALTER TABLE source ADD COLUMN note TEXT", "sqlite: CREATE INDEX a ON source (note)"))
BROKEN = (*MIGRATIONS, ("CREATE TABLE extra (key {serial})", "ALTER TABLE nowhere ADD COLUMN note TEXT"))


@pytest.fixture
def connection(where: str) -> Iterator[Connection]:
    """A connection to the database, with transactions as the store has them."""
    engine = create_engine(make_url(where) if "://" in where else make_url("sqlite://").set(database=where))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def test_an_empty_database_is_brought_to_the_newest_schema_once(connection: Connection) -> None:
    assert migrate(connection) == 0
    assert check(connection) == len(MIGRATIONS)
    assert migrate(connection) == len(MIGRATIONS)
    connection.commit()


def test_a_case_of_an_older_schema_keeps_what_it_holds(filled: Case, connection: Connection, where: str) -> None:
    assert migrate(connection, NEXT) == len(MIGRATIONS)
    connection.commit()
    assert sql(where, "SELECT max(version) FROM according_case") == [(len(NEXT),)]
    assert sql(where, "SELECT count(*) FROM source WHERE note IS NULL") == [(2,)]
    assert list(filled.readings()) == [bridge(), harbour()]
    assert filled.verify() == []


def test_a_migration_that_fails_leaves_the_case_as_it_was(filled: Case, connection: Connection, where: str) -> None:
    with pytest.raises(Exception, match="nowhere"):
        migrate(connection, BROKEN)
    connection.rollback()
    assert sql(where, "SELECT max(version) FROM according_case") == [(len(MIGRATIONS),)]
    with pytest.raises(Exception, match="extra"):
        sql(where, "SELECT * FROM extra")
    assert filled.verify() == []


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_schema_is_refused_and_not_touched(filled: Case, where: str, write: bool) -> None:
    filled.close()
    sql(where, "INSERT INTO according_case VALUES (99, '2040-01-01T00:00:00Z')")
    before = Path(where).read_bytes() if "://" not in where else b""
    with pytest.raises(CaseError, match=r"schema 99.*Update According") as caught:
        open_case(where, write=write)
    assert caught.value.code == "newer_schema"
    assert before == (Path(where).read_bytes() if "://" not in where else b"")


def test_a_database_of_something_else_is_refused_and_not_touched(where: str) -> None:
    sql(where, "CREATE TABLE document (title TEXT)")
    with pytest.raises(CaseError, match="not a case") as caught:
        open_case(where)
    assert caught.value.code == "not_a_case"
    assert sql(where, "SELECT * FROM document") == []


def test_the_first_schema_is_not_edited(filled: Case, where: str) -> None:
    """Cases of the first schema exist. What it holds is written here once more; a change is a new migration."""
    columns = {
        "original": "key sha256 size bytes",
        "source": "address number sha256 name retrieved",
        "body": "sha256 text",
        "document": "key id original position current slot removed name title publisher published",
        "reading": "key id document model gazetteer made sha256 body packed",
        "done": "key original model gazetteer",
        "log": "number at by action subject content former hash",
        "place": "token cell lat lon",
        "timed": "entry earliest latest",
    }
    for table, names in columns.items():
        sql(where, f"SELECT {', '.join(names.split())} FROM {table}")
    assert MIGRATIONS[0][0].startswith("CREATE TABLE original (key {serial}, sha256 TEXT NOT NULL UNIQUE")
