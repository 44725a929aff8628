import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.exporters import EXPORTERS
from according.exporters.csv import COLUMNS, guarded
from according.ledger import Event, EventPlace, EventTime, Reading, Statement

from .reports import REPORT, actor, document, siege, statement, told

EVENT_COLUMNS = list(COLUMNS)[list(COLUMNS).index("event") :]


def rows(*readings: Reading) -> list[dict[str, str]]:
    exporter = EXPORTERS["csv"]
    joined = exporter.header + "".join(exporter.render(reading) for reading in readings)
    return list(csv.DictReader(io.StringIO(joined, newline="")))


def bare(cell: str) -> str:
    """What the module's docstring tells a reader to do."""
    return cell[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", cell) else cell


def test_one_row_a_statement_with_every_column() -> None:
    table = rows(siege(), siege())
    assert len(table) == 22
    assert all(list(row) == list(COLUMNS) for row in table)
    drivers = table[3]
    assert drivers | {"document": "", "statement": "", "within": ""} == {
        "document": "", "name": "03-vardan-post", "publisher": "Harbour Wire", "published": "2031-04-15",
        "statement": "", "within": "", "depth": "2", "speaker": "two drivers", "speaker_type": "PEOPLE",
        "source": "two drivers", "cue": "according to", "content": "“the last bus was hit before the bridge”",
        "kind": "said", "mode": "direct", "stance": "assert", "chain": "Vardan Post > Imre Solvay > two drivers",
        "confidence": "0.74", "source_span": "133-144", "cue_span": "120-132", "content_span": "146-186",
        "record": "statement",
    } | dict.fromkeys(EVENT_COLUMNS, "") | {k: drivers[k] for k in ("source_span", "cue_span", "content_span")}  # fmt: skip
    assert drivers["within"] == table[2]["statement"] and table[1]["within"] == ""


def test_spans_lead_to_the_words() -> None:
    for row in rows(siege()):
        for part in ("source", "cue", "content"):
            pieces = [span.split("-") for span in row[f"{part}_span"].split(";") if span]
            assert " … ".join(REPORT[int(b) : int(e)] for b, e in pieces) == row[part]
    assert rows(siege())[4]["content"] == "“We counted nine children,” … “and we have not finished counting.”"


def test_one_row_an_event_after_the_statements() -> None:
    table = rows(told())
    assert [row["record"] for row in table] == ["statement"] * 11 + ["event"] * 5
    strike, hit, hiding, killed, close = table[11:]
    assert strike["statement"] == table[0]["statement"] and strike["speaker"] == "Ministry of Defence"
    assert (strike["type"], strike["event_mode"], strike["factuality"]) == ("ASSAULT", "aerial", "did-not-happen")
    assert strike["stance"] == "deny", "an event tells by whose account it is"
    assert (strike["initiators"], strike["recipients"]) == ("Ministry of Defence", "")
    assert (strike["places"], strike["place_ids"]) == ("at Tarsa", "101")
    assert hit["chain"] == "Vardan Post > Imre Solvay > two drivers" and hit["depth"] == "3"
    assert (hit["times"], hit["earliest"], hit["latest"]) == ("2031-04-15", "2031-04-15", "2031-04-15")
    assert (killed["counts"], killed["count_low"], killed["count_high"]) == ("at least 14 people killed", "14", "")
    assert (killed["speaker"], killed["confidence"], hiding["initiators"]) == ("", "0.7", "Harrow Front")
    assert (close["statement"], close["depth"], close["speaker"]) == ("", "0", ""), "the narrator's"
    assert (close["places"], close["place_ids"]) == ("to Ost-Kareem; from the bridge", "102; ")
    assert (close["times"], close["counts"]) == ("again", "column"), "what has no value keeps its words"
    for row in table[11:]:
        assert [row[c] for c in ("source", "cue", "content", "kind", "mode", "within")] == [""] * 6
        pieces = [span.split("-") for span in row["trigger_span"].split(";")]
        assert " … ".join(REPORT[int(b) : int(e)] for b, e in pieces) == row["trigger"]


def test_hostile_words_in_events_are_guarded() -> None:
    hostile = "=cmd|' /C calc'!A0"
    who = actor(hostile)
    event = Event(
        hostile, ((0, len(hostile)),), "ASSAULT", hostile, "happened", (who.id,), (hostile,),
        (EventPlace(None, "at", ((0, len(hostile)),)),), (EventTime(((0, len(hostile)),)),), (), "nowhere",
    )  # fmt: skip
    (row,) = rows(Reading(document(hostile), actors=(who,), events=(event,)))
    for column in ("event", "event_mode", "initiators", "recipients", "times", "trigger"):
        assert row[column] == "'" + hostile
    assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@\t\r\n")]


@given(st.text(alphabet="'=+-@\t\r\n＝a ", max_size=6))
def test_guarded_cells_never_begin_a_formula_and_come_back(cell: str) -> None:
    assert guarded(cell)[:1] not in tuple("=+-@\t\r\n＝")
    assert bare(guarded(cell)) == cell


@pytest.mark.parametrize("hostile", ["=HYPERLINK(0)", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "'=1", "＝1"])
def test_hostile_words_are_guarded_in_every_column(hostile: str) -> None:
    text = f"{hostile} said {hostile}"
    who = actor(hostile)
    at = len(text) - len(hostile)
    s = replace(statement(text, hostile, "said", hostile, speaker=who), content=((at, len(text)),))
    (row,) = rows(Reading(document(text, publisher=hostile, name=hostile), (s,), (who,)))
    for column in ("name", "publisher", "speaker", "source", "content", "chain"):
        assert row[column] == "'" + hostile
        assert bare(row[column]) == hostile


def test_line_ends_quotes_commas_and_surrogates() -> None:
    text = 'Ana said "yes,\r\nno\nmaybe" \0 \ud83d'
    (row,) = rows(Reading(document("x"), ()), Reading(replace(document("x"), text=text), (_all_said(text),)))
    assert row["content"] == text[9:].replace("\ud83d", "\ufffd")
    rendered = EXPORTERS["csv"].render(Reading(replace(document("x"), text=text), (_all_said(text),)))
    rendered.encode("utf-8")
    assert rendered.endswith("\r\n")


def _all_said(text: str) -> Statement:
    return replace(statement("Ana said x", "Ana", "said", "x"), content=((9, len(text)),))


def test_every_column_says_what_it_holds() -> None:
    assert all(column.description for column in COLUMNS.values())
    assert EXPORTERS["csv"].header == ",".join(COLUMNS) + "\r\n"
