"""A case of three reports that disagree on how many died at one place and day."""

import hashlib
from dataclasses import replace
from pathlib import Path

from according.cases import Tools, open_case
from according.ledger import Reading
from cases.reports import original
from compare.told import Line, reading

DAY = "2031-05-03"


def reports() -> list[Reading]:
    def toll(speaker: str, number: int) -> Line:
        words = f"shells killed {number} people in the market of Orsk"
        return Line(speaker, words, "killed", at=("Orsk",), day=DAY, count=("killed", number, number))

    return [
        reading("alpha", [toll("Ilse Marro", 31)], "Alpha Wire", "2031-05-04"),
        reading("beta", [toll("Tomas Reil", 5)], "Beta Post", "2031-05-04"),
        reading("gamma", [toll("Ada Venn", 12)], "Gamma News", "2031-05-04"),
    ]


def make(path: Path) -> Path:
    """Put the reports into a case at ``path``, each with bytes of its own."""
    with open_case(path) as case:
        for each in reports():
            found = original(each.document.text, f"file:///{each.document.name}.txt")
            sha = hashlib.sha256(found.data).hexdigest()
            case.keep(found, [replace(each, document=replace(each.document, sha256=sha))], Tools("made"))
    return path
