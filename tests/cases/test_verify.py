from collections.abc import Callable

import pytest

from according.cases import Case, CaseError, Subject
from according.cases.log import digest
from according.cases.packing import canonical
from cases.raw import flip, sql
from cases.reports import bridge, harbour


def altered(case: Case) -> set[str]:
    return {found.kind for found in case.verify()}


def test_a_whole_case_has_nothing_to_name_and_tells_how_far_it_is(filled: Case) -> None:
    told: list[tuple[int, int]] = []
    assert filled.verify(lambda done, of: told.append((done, of))) == []
    assert told[-1] == (10, 10)  # two originals, two texts, two readings, four rows of the log


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize(
    ("table", "column", "key", "kind"),
    [
        ("original", "bytes", "sha256", "original"),
        ("body", "text", "sha256", "text"),
        ("reading", "packed", "id", "reading"),
    ],
)
def test_an_altered_byte_is_named(
    filled: Case, where: str, table: str, column: str, key: str, kind: str, inside: bool
) -> None:
    named = flip(where, table, column, key, inside)
    (found,) = filled.verify()
    assert found.kind == kind
    assert "altered" in found.message
    name = {
        "original": "SELECT address FROM source WHERE sha256 = :named",
        "body": "SELECT name FROM document JOIN reading ON document = document.key WHERE body = :named",
        "reading": "SELECT document.id FROM document JOIN reading ON document = document.key WHERE reading.id = :named",
    }[table]
    assert sql(where, name, named=named)[0][0] in found.name


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("UPDATE log SET at = '2031-01-01T00:00:00Z' WHERE number = 2", {"log"}),
        ("UPDATE log SET by = 'Reviewer B' WHERE action = 'accept'", {"log"}),
        ("UPDATE log SET content = replace(content, 'model-1', 'model-9') WHERE number = 2", {"log", "reading"}),
        ("UPDATE log SET content = 'no json' WHERE action = 'accept'", {"log"}),
        ("DELETE FROM log WHERE number = 5", {"log"}),
        ("DELETE FROM log WHERE number < 3", {"log", "original", "reading", "text", "version", "document"}),
        ("UPDATE source SET retrieved = '2030-01-01T00:00:00Z' WHERE address LIKE '%bridge%'", {"version"}),
        ("UPDATE source SET name = 'other.txt' WHERE address LIKE '%bridge%'", {"version"}),
        ("DELETE FROM source WHERE address LIKE '%bridge%'", {"version"}),
        ("DELETE FROM original", {"original"}),
        ("DELETE FROM body", {"text"}),
        ("UPDATE reading SET model = 'model-9'", {"reading"}),
        ("UPDATE reading SET gazetteer = 'other'", {"reading"}),
        ("UPDATE reading SET id = 'r0' WHERE id = (SELECT min(id) FROM reading)", {"reading"}),
        ("DELETE FROM reading", {"reading", "document"}),
        ("DELETE FROM document", {"reading", "document"}),
        ("UPDATE document SET removed = NOT removed WHERE name = 'bridge'", {"document"}),
        ("UPDATE document SET publisher = 'Other' WHERE name = 'bridge'", {"document"}),
        ("UPDATE document SET published = '2031-01-01' WHERE name = 'bridge'", {"document"}),
        ("UPDATE document SET current = NULL WHERE name = 'bridge'", {"document"}),
        ("UPDATE document SET original = 'x' WHERE name = 'bridge'", {"document"}),
    ],
)
def test_what_was_altered_by_sql_is_named(filled: Case, where: str, statement: str, kinds: set[str]) -> None:
    filled.judge("accept", [Subject(bridge().document.id)], "Reviewer A")
    filled.judge("accept", [Subject(harbour().document.id)], "Reviewer A")
    assert filled.verify() == []
    sql(where, statement)
    assert altered(filled) == kinds


def test_a_row_of_the_log_written_anew_with_its_hash_is_named(filled: Case, where: str) -> None:
    for subject in (bridge(), harbour()):
        filled.judge("accept", [Subject(subject.document.id)], "Reviewer A")
    row = filled.log()[4]
    content = canonical(row.content).decode()
    made = digest(row.number, row.at, "Reviewer B", row.action, row.subject, content, row.former)
    sql(where, "UPDATE log SET by = 'Reviewer B', hash = :made WHERE number = 5", made=made)
    (found,) = filled.verify()
    assert (found.kind, found.name[:5]) == ("log", "row 6")


def test_what_was_put_in_from_outside_is_named(filled: Case, where: str) -> None:
    sql(where, "INSERT INTO original (sha256, size, bytes) SELECT 'x', size, bytes FROM original LIMIT 1")
    assert {(a.kind, a.name) for a in filled.verify()} == {("original", "x")}


def test_the_head_of_the_log_tells_whether_its_end_was_cut_off(filled: Case, where: str) -> None:
    before = filled.sums().head
    filled.judge("accept", [Subject(bridge().document.id)], "Reviewer A")
    noted = filled.sums().head
    sql(where, "DELETE FROM log WHERE action = 'accept'")
    assert filled.sums().head == before != noted


@pytest.mark.parametrize("table", ["original", "body", "reading"])
def test_an_altered_byte_is_a_plain_error_where_it_is_met(filled: Case, where: str, table: str) -> None:
    column = {"original": "bytes", "body": "text", "reading": "packed"}[table]
    sql(where, f"UPDATE {table} SET {column} = substr({column}, 1, length({column}) - 3)")
    uses: dict[str, Callable[[], object]] = {
        "original": lambda: filled.original(bridge().document.sha256),
        "export": lambda: filled.export_jsonl(len),
        "reading": lambda: filled.reading(bridge().document.id),
        "readings": lambda: list(filled.readings()),
        "history": lambda: filled.history(bridge().document.id),
        "find": lambda: filled.find("bridge"),
        "reindex": filled.reindex,
    }
    meets = {"original", "export"} if table == "original" else set(uses) - {"original"}
    for name in meets:
        with pytest.raises(CaseError, match="according verify") as caught:
            uses[name]()
        assert caught.value.code == "corrupted"
    for name in set(uses) - meets:
        uses[name]()


@pytest.mark.parametrize("content", ["no json", "{}", "[]"])
def test_a_judgement_that_cannot_be_read_is_a_plain_error(filled: Case, where: str, content: str) -> None:
    filled.judge("accept", [Subject(bridge().document.id)], "Reviewer A")
    sql(where, "UPDATE log SET content = :content WHERE action = 'accept'", content=content)
    with pytest.raises(CaseError, match="row 5 of the log"):
        filled.judgements()
