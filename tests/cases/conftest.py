"""A place for a case in each database.

PostgreSQL's half runs on the server whose URL ACCORDING_TEST_POSTGRES is, else on one that is started here where
PostgreSQL is installed.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from according.cases import Case, open_case
from cases.reports import BRIDGE, HARBOUR, TOOLS, bridge, harbour, original
from cases.server import Server, can_start

SERVER = "ACCORDING_TEST_POSTGRES"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server."""
    if given := os.environ.get(SERVER):
        yield given
        return
    if not can_start():
        pytest.skip(f"PostgreSQL is not installed and {SERVER} names no server")
    server = Server()
    yield server.url
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new case may be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "reports.case")
        return
    url = make_url(request.getfixturevalue("postgresql")).set(drivername="postgresql+psycopg")
    name = f"according_test_{uuid4().hex[:12]}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    try:
        yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


@pytest.fixture
def case(where: str) -> Iterator[Case]:
    """An empty case."""
    with open_case(where) as opened:
        yield opened


@pytest.fixture
def filled(case: Case) -> Case:
    """A case with two reports."""
    case.keep(original(BRIDGE), [bridge()], TOOLS)
    case.keep(original(HARBOUR, "file:///reports/harbour.txt"), [harbour()], TOOLS)
    return case


@pytest.fixture
def file() -> Iterator[Path]:
    """A case in a file, in a folder that any user may read."""
    folder = Path(tempfile.mkdtemp(prefix="according-"))
    with open_case(folder / "a.case") as case:
        case.keep(original(BRIDGE), [bridge()], TOOLS)
        case.keep(original(HARBOUR, "file:///reports/harbour.txt"), [harbour()], TOOLS)
    folder.chmod(0o755)
    yield folder / "a.case"
    folder.chmod(0o755)
    shutil.rmtree(folder)
