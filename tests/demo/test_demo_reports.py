"""The bundled case: complete, readable, dated where its formats hold a date, and copied where it should be."""

import re

import pytest

from according.demo import reports
from according.ledger import Document
from according.readers import Given, Limits, read_bytes


def documents() -> dict[str, Document]:
    found = {}
    for report in reports():
        [draft] = read_bytes(report.read_bytes(), report.name.rpartition(".")[0], report.name, Given(), Limits())
        assert draft.document is not None, draft.problems
        assert draft.problems == (), draft.problems
        found[draft.name[:2]] = draft.document
    return found


@pytest.fixture(scope="module")
def case() -> dict[str, Document]:
    return documents()


def test_eight_reports_in_order_each_a_page_long(case: dict[str, Document]) -> None:
    assert list(case) == [f"0{number}" for number in range(1, 9)]
    assert all(250 <= len(document.text.split()) <= 600 for document in case.values())
    assert {document.language for document in case.values()} == {"en"}


@pytest.mark.parametrize(
    ("number", "publisher", "published", "updated"),
    [
        ("01", None, None, None),
        ("02", "Radio Tirrin", "2024-05-14", "2024-05-14"),
        ("03", "Aldevar Dispatch", "2024-05-14", "2024-05-15"),
        ("04", "Ministry of Defence of Belmarra", "2024-05-15", None),
        ("05", None, None, None),
        ("06", "The Evening Packet", "2024-05-19", "2024-05-19"),
        ("07", "Tessim Conflict Monitor", "2024-05-20", None),
        ("08", "Meridian Wire", "2024-05-21", "2024-05-22"),
    ],
)
def test_publisher_and_dates_are_those_of_the_file(
    case: dict[str, Document], number: str, publisher: str | None, published: str | None, updated: str | None
) -> None:
    document = case[number]
    assert (document.publisher, document.published, document.updated) == (publisher, published, updated)


@pytest.mark.parametrize("furniture", ["Cookies", "Lost and found", "Tide tables", "Most read", "player.push"])
def test_pages_lose_their_furniture(case: dict[str, Document], furniture: str) -> None:
    assert any(furniture.encode() in report.read_bytes() for report in reports())
    assert all(furniture not in document.text for document in case.values())


def test_the_state_agency_copies_the_wire_nearly_word_for_word(case: dict[str, Document]) -> None:
    def fives(number: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", case[number].text.lower())
        return set(zip(*(words[start:] for start in range(5)), strict=False))

    copied = len(fives("01") & fives("03")) / len(fives("03"))
    unrelated = len(fives("01") & fives("06")) / len(fives("06"))
    assert copied > 0.4
    assert unrelated < 0.05
