"""The glossary names every label of the ledger, and what it quotes stands in the bundled case."""

import re
from pathlib import Path

import pytest

from according.demo import reports
from according.ledger import KINDS, MODES, STANCES
from according.readers import Given, Limits, read_bytes

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")


def rows_under(heading: str) -> list[list[str]]:
    section = GLOSSARY.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return rows[1:]


def plain(words: str) -> str:
    return words.replace("“", '"').replace("”", '"').replace("’", "'").replace("**", "").casefold()


@pytest.mark.parametrize(("heading", "labels"), [("Kind", KINDS), ("Mode", MODES), ("Stance", STANCES)])
def test_every_label_has_its_row(heading: str, labels: tuple[str, ...]) -> None:
    assert tuple(row[0] for row in rows_under(heading)) == labels


def test_quoted_examples_are_words_of_the_case() -> None:
    drafts = [read_bytes(each.read_bytes(), "demo", each.name, Given(), Limits())[0] for each in reports()]
    case = plain("\n".join(draft.document.text for draft in drafts if draft.document))
    rows = [row for heading in ("Records", "Kind", "Mode", "Stance") for row in rows_under(heading)]
    quoted = [words for row in rows for words in re.findall(r'"([^"]+)"', row[2])]
    assert len(quoted) > 20
    assert [words for words in quoted if not all(plain(piece).strip() in case for piece in words.split("…"))] == []
