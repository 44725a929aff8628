from dataclasses import replace

from according.exporters.outline import NO_SOURCE, outline
from according.ledger import Reading

from .reports import REPORT, document, matryoshka, siege, statement


def test_statements_come_in_text_order_with_nested_ones_after_their_outer_one() -> None:
    entries = outline(siege())
    assert [entry.number for entry in entries] == ["1", "2", "2.1", "2.1.1", "3", "4", "5", "6", "7", "8", "9"]
    assert [entry.depth for entry in entries][:4] == [0, 0, 1, 2]
    assert [entry.outer for entry in entries][:4] == [None, None, 1, 2]


def test_names_and_lines() -> None:
    entries = outline(siege())
    assert entries[3].chain == ("Vardan Post", "Imre Solvay", "two drivers")
    assert [entries[i].line for i in (0, 1, 5, 10)] == [1, 3, 5, 9]
    assert entries[8].who(REPORT) == NO_SOURCE
    assert entries[10].who(REPORT) == "شاهد"


def test_an_actor_that_is_missing_leaves_the_source_and_its_id() -> None:
    reading = replace(siege(), actors=())
    entry = outline(reading)[3]
    assert entry.speaker is None
    assert entry.who(REPORT) == "two drivers"
    assert entry.chain == entry.statement.chain


def test_unknown_and_circular_outer_statements_lose_nothing() -> None:
    text = "Ana said Bo said Cy said no."
    a = statement(text, "Ana", "said", "Bo said Cy said no")
    b = replace(statement(text, "Bo", "said", "Cy said no"), within="s-nowhere")
    c = statement(text, "Cy", "said", "no")
    d, e = replace(a, within=c.id), replace(c, within=a.id)
    entries = outline(Reading(document(text), (b, d, e)))
    assert {entry.statement.id for entry in entries} == {a.id, b.id, c.id}
    assert [entry.number for entry in entries] == ["1", "1.1", "2"]
    alone = outline(Reading(document(text), (replace(a, within=a.id),)))
    assert [entry.depth for entry in alone] == [0]


def test_nesting_deeper_than_the_stack() -> None:
    assert outline(matryoshka(1200))[-1].depth == 1199
