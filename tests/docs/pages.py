"""The documentation as the tests see it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_FENCED = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    """The text of a page, named from the root of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading of any level, to the next heading."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,6}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading!r}"
    return found[2]


def rows(text: str) -> list[list[str]]:
    """The rows of the tables in ``text`` without their heads, cells stripped."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [n for n, cells in enumerate(table) if set("".join(cells)) <= set("-: ")]
    heads = {n - 1 for n in rules}
    return [cells for n, cells in enumerate(table) if n not in heads and n not in rules]


def blocks(text: str, language: str | None = None) -> list[str]:
    """The fenced blocks of ``text``, or those of one language."""
    return [body for name, body in _FENCED.findall(text) if language is None or name == language]
