"""The figures that README and model card show are those of the results kept."""

from pathlib import Path

import pytest

from benchmarks import load

tables = load("benchmarks/tables.py")


@pytest.mark.parametrize("page", tables.PAGES, ids=lambda p: p.name)
def test_the_tables_show_the_results_kept(page: Path) -> None:
    assert tables.held(page.read_text(encoding="utf8")) == tables.table()
