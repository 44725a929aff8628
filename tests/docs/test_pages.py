"""Links of the documentation lead somewhere, and its Python runs."""

import re
from pathlib import Path

import pytest

from .pages import PAGES, blocks

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINKS = [
    pytest.param(path, target, id=f"{path.name}: {target}")
    for path in PAGES
    for target in _LINK.findall(path.read_text(encoding="utf-8"))
    if not re.match(r"[a-z]+:", target)
]
PYTHON = [
    pytest.param(block, id=f"{path.name} {number}")
    for path in PAGES
    for number, block in enumerate(blocks(path.read_text(encoding="utf-8"), "python"), 1)
]


def anchors(path: Path) -> set[str]:
    headings = _HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("path", "target"), LINKS)
def test_links_lead_somewhere(path: Path, target: str) -> None:
    file, _, anchor = target.partition("#")
    place = path.parent / file if file else path
    assert place.exists()
    assert not anchor or anchor in anchors(place)


@pytest.mark.parametrize("block", PYTHON)
def test_python_runs(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = "Two shells fell on the market of Orsk on Monday, the Veldran defence ministry said."
    (tmp_path / "report.txt").write_text(report, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "example", "exec"), {})
    assert "Two shells fell on the market of Orsk" in capsys.readouterr().out


def test_there_is_something_to_test() -> None:
    assert LINKS and PYTHON
