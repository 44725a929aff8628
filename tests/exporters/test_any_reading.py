"""Whatever a reading holds, every view shows it: odd words, spans beyond the text, ids that lead nowhere."""

import csv
import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from according.exporters import EXPORTERS, brief, print_reading
from according.ledger import (
    ACTOR_TYPES,
    EVENT_TYPES,
    FACTUALITIES,
    MENTION_TYPES,
    PLACE_ROLES,
    RELATION_TYPES,
    STANCES,
    Actor,
    Count,
    Difference,
    Document,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Mention,
    Place,
    Problem,
    Reading,
    Relation,
    Statement,
    Time,
)

TEXT = st.text(st.characters(codec=None, categories=None), max_size=12) | st.sampled_from(
    ["</script>", "=1+1", "\ud800"]
)
ID = st.sampled_from(["1", "2", "3", "</script>"])
MAYBE = st.none() | TEXT
SPANS = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=3).map(tuple)
NUMBER = st.none() | st.integers() | st.floats()
IDS = st.lists(ID, max_size=2).map(tuple)


def some(records: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(records, max_size=3).map(tuple)


EVENTS = st.builds(
    Event, ID, SPANS, st.sampled_from(EVENT_TYPES), MAYBE, st.sampled_from(FACTUALITIES), IDS, IDS,
    some(st.builds(EventPlace, st.none() | ID, st.sampled_from(PLACE_ROLES), SPANS)),
    some(st.builds(EventTime, SPANS, MAYBE, MAYBE, MAYBE)), some(st.builds(EventCount, SPANS, TEXT, NUMBER, NUMBER)),
    st.none() | ID, st.floats(0, 1),
)  # fmt: skip
READINGS = st.builds(
    Reading,
    st.builds(Document, TEXT, TEXT, TEXT, TEXT, TEXT, MAYBE, MAYBE, MAYBE, MAYBE),
    some(
        st.builds(
            Statement, ID, SPANS, SPANS, SPANS, st.none() | ID, st.just("said"), st.just("direct"),
            st.sampled_from(STANCES), st.none() | ID, IDS, st.floats(0, 1),
        )
    ),
    some(st.builds(Actor, ID, TEXT, st.sampled_from(ACTOR_TYPES), SPANS, some(TEXT), st.dictionaries(TEXT, TEXT, max_size=1))),
    some(st.builds(Place, ID, TEXT, SPANS, st.none() | st.integers(), NUMBER, NUMBER, MAYBE, MAYBE)),
    some(st.builds(Time, ID, SPANS, st.just("DATE"), MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.none(), MAYBE)),
    some(st.builds(Count, ID, SPANS, TEXT, NUMBER, NUMBER)),
    some(st.builds(Mention, SPANS, st.sampled_from(MENTION_TYPES), st.none() | ID)),
    some(EVENTS),
    some(st.builds(Relation, ID, st.sampled_from(RELATION_TYPES), ID, MAYBE, SPANS, st.none() | ID)),
    some(st.builds(Difference, ID, ID, st.sampled_from(["contradict", "corroborate", "repeat", "update"]), TEXT, SPANS)),
    some(st.builds(Problem, TEXT, TEXT)),
)  # fmt: skip


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
