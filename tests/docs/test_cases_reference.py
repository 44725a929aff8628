"""The page on cases names every column, format and verb, and every key of a comparison."""

from according.commands.judge import _VERBS
from according.commands.transfer import FORMATS
from according.compare import compare_readings, comparison_json
from according.exporters.comparison_csv import COMPARISON_COLUMNS
from according.exporters.hits import HIT_COLUMNS
from commands.told import reports

from .pages import page, rows, section

CASES = page("docs/cases.md")


def told(heading: str) -> dict[str, str]:
    return {row[0].strip("`"): row[1] for row in rows(section(CASES, heading))}


def test_columns() -> None:
    assert list(told("Columns of hits").items()) == list(HIT_COLUMNS.items())
    assert list(told("Columns of a comparison").items()) == list(COMPARISON_COLUMNS.items())


def test_formats_and_verbs() -> None:
    assert list(told("Exports")) == list(FORMATS)
    assert list(told("Judging")) == list(_VERBS)


def test_keys_of_a_comparison() -> None:
    data, keys = comparison_json(compare_readings(reports())), told("Keys of a comparison")
    assert set(data) <= set(keys)
    incident, difference = data["incidents"][0], data["differences"][0]
    for name, record in (("incidents", incident), ("differences", difference), ("documents", data["documents"][0])):
        assert all(f"`{key}`" in keys[name] for key in record), name
    for name in ("events", "accounts", "figures", "sources"):
        record = incident[name] if name == "sources" else incident[name][0]
        assert all(f"`{key}`" in keys[f"incidents.{name}"] for key in record), name
    assert all(f"`{key}`" in keys["differences.a"] for key in difference["a"])
