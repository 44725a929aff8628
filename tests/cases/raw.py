"""The database of a case, past the store: to look at it, and to alter it as somebody else might."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from according.cases import CaseError, open_case
from according.cases.packing import pack, unpack
from cases.reports import TOOLS, bridge, original, reading

Rows = list[tuple[Any, ...]]


def sql(where: str, statement: str, **values: object) -> Rows:
    """The rows that ``statement`` gives, committed."""
    url = make_url(where) if "://" in where else make_url("sqlite://").set(database=where)
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            done = connection.execute(text(statement), values)
            return [tuple(row) for row in done] if done.returns_rows else []
    finally:
        engine.dispose()


def flip(where: str, table: str, column: str, key: str, inside: bool) -> str:
    """Alter one byte of a packed cell: of what is packed in it when ``inside``, else of the packed bytes. The key's value."""
    named, packed = sql(where, f"SELECT {key}, {column} FROM {table} ORDER BY {key} LIMIT 1")[0]
    data = bytearray(unpack(bytes(packed)) if inside else bytes(packed))
    data[len(data) // 2] ^= 1
    made = pack(bytes(data), primed=table == "reading") if inside else bytes(data)
    sql(where, f"UPDATE {table} SET {column} = :made WHERE {key} = :named", made=made, named=named)
    return str(named)


def refused(where: Path | str, write: bool = True) -> CaseError:
    """The error with which a case cannot be opened, or used once it is open."""
    with pytest.raises(CaseError) as caught, open_case(where, write=write) as case:
        list(case.readings())
        case.find("bridge")
        case.original(bridge().document.sha256)
        if write:
            case.keep(original("More."), [reading("More.")], TOOLS)
        case.export_jsonl(len)
    return caught.value
