import io
from typing import Any

from rich.console import Console

from according.compare import compare_readings, comparison_json
from according.exporters.comparison import account_spans, by_holder, chosen, figures_by_kind, lay_out
from according.exporters.comparison_terminal import print_comparison
from commands.told import reports


def comparison() -> dict[str, Any]:
    return comparison_json(compare_readings(reports()))


def test_differences_lie_in_the_incidents_that_hold_both_sides() -> None:
    laid = lay_out(comparison())
    (panel,) = laid.panels
    assert len(panel.differences) == len(panel.parting) == 3
    assert laid.apart == ()
    for account in panel.incident["accounts"]:
        assert account_spans(panel.incident, account)


def test_the_narrators_side_is_found_by_its_words() -> None:
    data = comparison()
    data["incidents"][0]["accounts"] = [{**a, "statement": None} for a in data["incidents"][0]["accounts"]]
    for d in data["differences"]:
        d["a"]["statement"] = d["b"]["statement"] = None
    assert len(lay_out(data).panels[0].differences) == 3
    for d in data["differences"]:
        d["a"]["spans"] = [[0, 1]]  # other words of the same report
    laid = lay_out(data)
    assert laid.panels[0].differences == () and len(laid.apart) == 3


def test_figures_come_low_to_high_each_account_once() -> None:
    incident = comparison()["incidents"][0]
    incident["figures"] += incident["figures"][:1]
    ((kind, figures),) = figures_by_kind(incident)
    assert (kind, [f["low"] for f in figures]) == ("killed", [5, 12, 31])


def test_a_narrators_sentences_are_one_account_to_the_eye() -> None:
    incident = comparison()["incidents"][0]
    first = {**incident["accounts"][0], "statement": None, "holder": "Alpha Wire", "originator": "Alpha Wire"}
    nobody = {**first, "holder": None, "originator": None}
    joined = by_holder({"accounts": [first, {**first, "events": ["E9"]}, nobody, nobody]})
    assert [a["holder"] for a in joined] == ["Alpha Wire", None, None]
    assert joined[0]["events"] == [*first["events"], "E9"]


def test_those_in_which_accounts_part_are_shown_first_in_their_order() -> None:
    laid = lay_out(comparison())
    calm = type(laid.panels[0])({**laid.panels[0].incident, "id": "calm"}, ())
    assert [p.incident["id"] for p in chosen([calm, laid.panels[0]], 1)] == [laid.panels[0].incident["id"]]
    assert chosen([calm, laid.panels[0]], 2)[0] is calm


def test_a_terminal_without_unicode_gets_what_it_can_show() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    print_comparison(comparison(), {r.document.id: r for r in reports()}, Console(file=out, width=60), 5)
    out.flush()
    assert b"Tomas Reil" in out.buffer.getvalue()


def test_markup_and_controls_in_a_report_are_words() -> None:
    data = comparison()
    data["incidents"][0]["title"] = "[red]shells[/red] \x1b[31m"
    out = io.StringIO()
    print_comparison(data, {}, Console(file=out, width=80), 5)
    assert "[red]shells[/red]" in out.getvalue() and "\x1b" not in out.getvalue()
