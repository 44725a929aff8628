from pathlib import Path

import pytest

from according.exporters.parquet import TABLES, write
from according.ledger import encode
from cases.reports import bridge, harbour

pytest.importorskip("pyarrow", reason="pyarrow is not installed")


def test_a_table_a_kind_of_record_with_its_words(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write([bridge(), harbour()], tmp_path)
    assert {p.stem for p in tmp_path.iterdir()} == set(TABLES)
    tables = {name: pq.read_table(tmp_path / f"{name}.parquet").to_pylist() for name in TABLES}
    assert [d["text"] for d in tables["documents"]] == [bridge().document.text, harbour().document.text]
    assert [s["words"] for s in tables["statements"]] == [
        "the Harrow Front shelled the bridge at Ost-Kareem on 14 October 2031",
        "its fighters had attacked anyone",
        "the navy withdraw from Lirra Bay by 2 November 2031",
    ]
    for name in ("statements", "events", "places", "times", "mentions"):
        kept = [{k: v for k, v in row.items() if k not in ("document", "words")} for row in tables[name]]
        assert kept == [*encode(bridge())[name], *encode(harbour())[name]]


def test_an_empty_case_has_empty_tables(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write([], tmp_path)
    assert {name: pq.read_table(tmp_path / f"{name}.parquet").num_rows for name in TABLES} == dict.fromkeys(TABLES, 0)


def test_every_key_of_the_ledger_has_its_column() -> None:
    data = encode(bridge())
    for name, columns in TABLES.items():
        if name != "documents" and data[name]:
            assert set(data[name][0]) <= set(columns)
    assert set(data["document"]) <= set(TABLES["documents"])
