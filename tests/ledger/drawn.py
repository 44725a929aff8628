"""Ledgers drawn at random: any text, any spans, every label."""

from hypothesis import strategies as st

from according.ledger import (
    ACTOR_TYPES,
    EVENT_TYPES,
    FACTUALITIES,
    KINDS,
    MENTION_TYPES,
    MODES,
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

_TEXT = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["\ud800", "\x00", "=1+1", "\u202eabc", "a\r\nb", "👩‍👩‍👧"]
)
_MAYBE = st.none() | _TEXT
_NUMBERS = st.none() | st.integers(0, 10**9) | st.floats(0, 1e9)
_VERDICTS = st.sampled_from(["contradict", "corroborate", "repeat", "update"])


def _some(records: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(records, max_size=2).map(tuple)


def readings(ids: st.SearchStrategy[str], offsets: st.SearchStrategy[int]) -> st.SearchStrategy[Reading]:
    """Readings whose ids and offsets are drawn from these: few ids meet one another, wide offsets leave the text."""
    span = st.tuples(offsets, offsets)
    spans, an_id, some_ids = (
        st.lists(span, max_size=3).map(tuple),
        st.none() | ids,
        st.lists(ids, max_size=3).map(tuple),
    )
    events = st.builds(
        Event, ids, spans, st.sampled_from(EVENT_TYPES), _MAYBE, st.sampled_from(FACTUALITIES), some_ids, some_ids,
        _some(st.builds(EventPlace, an_id, st.sampled_from(PLACE_ROLES), spans)),
        _some(st.builds(EventTime, spans, *[_MAYBE] * 4)),
        _some(st.builds(EventCount, spans, _TEXT, _NUMBERS, _NUMBERS)), an_id, st.floats(0, 1),
    )  # fmt: skip
    records = (
        st.builds(
            Statement, ids, spans, spans, spans, an_id, st.sampled_from(KINDS), st.sampled_from(MODES),
            st.sampled_from(STANCES), an_id, some_ids, st.floats(0, 1),
        ),
        st.builds(
            Actor, ids, _TEXT, st.sampled_from(ACTOR_TYPES), spans, _some(_TEXT), st.dictionaries(_TEXT, _TEXT, max_size=2)
        ),
        st.builds(
            Place, ids, _TEXT, spans, st.none() | st.integers(1, 10**8), st.none() | st.floats(-90, 90),
            st.none() | st.floats(-180, 180), _MAYBE, _MAYBE,
        ),
        st.builds(Time, ids, spans, st.sampled_from(["DATE", "TIME", "DURATION", "SET"]), *[_MAYBE] * 7),
        st.builds(Count, ids, spans, _TEXT, _NUMBERS, _NUMBERS),
        st.builds(Mention, spans, st.sampled_from(MENTION_TYPES), an_id),
        events,
        st.builds(Relation, ids, st.sampled_from(RELATION_TYPES), ids, _MAYBE, spans, an_id),
        st.builds(Difference, ids, ids, _VERDICTS, _TEXT, spans),
        st.builds(Problem, _TEXT, _TEXT, st.none() | span, st.booleans()),
    )  # fmt: skip
    document = st.builds(Document, *[_TEXT] * 5, *[_MAYBE] * 8)
    return st.builds(Reading, document, *map(_some, records), st.dictionaries(_TEXT, _TEXT, max_size=2))


READINGS = readings(_TEXT, st.integers(0, 10_000))
