import json
import subprocess
import sys
from pathlib import Path

import pytest

import according
from according import Reading, read
from according.exporters import EXPORTERS
from according.ledger import decode


def in_new_python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_the_package_imports_nothing_else() -> None:
    """What keeps the import in the milliseconds: no module of ours below the package, and none of other people's."""
    code = (
        "import sys; before = set(sys.modules); import according; new = set(sys.modules) - before;"
        "print(*(m for m in new if m.partition('.')[0] not in sys.stdlib_module_names))"
    )
    assert in_new_python(code).split() == ["according"]


def test_reading_a_text_imports_no_reader_of_other_formats(reports: Path) -> None:
    heavy = "{'trafilatura', 'pypdfium2', 'docx', 'rich', 'click'}"
    reading = f"read({str(reports / 'convoy.txt')!r})"
    code = f"import sys; from according import read; {reading}; print({heavy} & set(sys.modules))"
    assert in_new_python(code).strip() == "set()"


def test_readings_are_records(reports: Path) -> None:
    readings = read(reports / "wires.jsonl")
    assert [type(reading) for reading in readings] == [Reading, Reading]
    assert [reading.document.name for reading in readings] == ["wires-0001", "wires-0002"]


def test_files_folders_and_patterns_each_once_in_order(reports: Path) -> None:
    readings = read(reports / "convoy.txt", str(reports), f"{reports}/*.html")
    assert [r.document.name for r in readings] == ["convoy", "bridge", "harbour", "wires-0001", "wires-0002"]
    assert read() == []


def test_the_same_as_the_command_prints(reports: Path) -> None:
    command = [sys.executable, "-c", "from according.cli import main; main()", "read", str(reports), "-f", "json"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()
    readings = read(reports)
    assert [decode(json.loads(line)) for line in printed] == readings
    assert [EXPORTERS["json"].render(reading).rstrip("\n") for reading in readings] == printed


def test_two_processes_give_the_same(reports: Path) -> None:
    assert read(reports, jobs=2) == read(reports)


def test_what_is_given_goes_before_what_the_file_says(reports: Path) -> None:
    for reading in read(reports / "wires.jsonl", published="2031", publisher="The Lirra Mail", title="Two days"):
        document = reading.document
        assert (document.published, document.publisher, document.title) == ("2031", "The Lirra Mail", "Two days")


def test_what_cannot_be_read_is_a_reading_with_a_fatal_problem(reports: Path) -> None:
    (reports / "empty.txt").touch()
    readings = read(reports / "gone.txt", reports / "empty.txt", reports / "convoy.txt")
    assert [[p.code for p in reading.problems if p.fatal] for reading in readings] == [["missing"], ["empty"], []]
    assert [bool(reading.document.text) for reading in readings] == [False, False, True]


@pytest.mark.parametrize("published", ["soon", "2017-02-30", ""])
def test_a_date_that_is_none_raises(published: str, reports: Path) -> None:
    with pytest.raises(ValueError, match="2017-10-14"):
        read(reports, published=published)


def test_a_negative_number_of_processes_raises(reports: Path) -> None:
    with pytest.raises(ValueError, match="jobs=-1"):
        read(reports, jobs=-1)


def test_there_is_no_other_name() -> None:
    assert set(according.__all__) == {"Reading", "__version__", "read"}
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        _ = according.write
