"""Whatever a reading holds, every view shows it: odd words, spans beyond the text, ids that lead nowhere."""

import csv
import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from according.compare import Comparison, comparison_json
from according.exporters import EXPORTERS, acled, brief, geojson, print_reading, ucdp, web_annotation
from according.exporters.comparison_csv import comparison_csv
from according.exporters.comparison_terminal import print_comparison
from according.exporters.followthemoney import entities
from according.ledger import Reading
from ledger.drawn import readings

READINGS = readings(st.sampled_from(["1", "2", "3", "</script>"]), st.integers(-2, 30))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(READINGS, st.integers(1, 120))
def test_every_view_shows_it(reading: Reading, width: int) -> None:
    print_reading(reading, Console(file=io.StringIO(), width=width))
    brief(reading, width).encode("utf-8")
    table = list(csv.reader(io.StringIO(EXPORTERS["csv"].render(reading), newline="")))
    assert len(table) == len(reading.statements) + len(reading.events)
    page = EXPORTERS["html"].render(reading)
    page.encode("utf-8")
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert len(data["entries"]) == len(reading.statements)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(READINGS, st.integers(1, 120))
def test_every_export_takes_it(reading: Reading, width: int) -> None:
    compared, readings = comparison_json(Comparison()), {reading.document.id: reading}
    print_comparison(compared, readings, Console(file=io.StringIO(), width=width), 3)
    for written in (ucdp.render(readings, compared), acled.render(readings, compared), comparison_csv(compared)):
        rows = list(csv.reader(io.StringIO("".join(written), newline="")))
        assert len({len(row) for row in rows}) == 1
    for document in (geojson.render([reading]), web_annotation.render([reading])):
        json.loads("".join(document).encode("utf-8"))
    for entity in entities(reading):
        json.dumps(entity.properties).encode("utf-8")
