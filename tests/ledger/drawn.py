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
_SPAN = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000))
_SPANS = st.lists(_SPAN, max_size=3).map(tuple)
_TEXTS = st.lists(_TEXT, max_size=3).map(tuple)

DOCUMENTS = st.builds(
    Document, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT, _MAYBE, _MAYBE, _MAYBE, _MAYBE, _MAYBE, _MAYBE, _MAYBE, _MAYBE
)
ACTORS = st.builds(
    Actor, _TEXT, _TEXT, st.sampled_from(ACTOR_TYPES), _SPANS, _TEXTS, st.dictionaries(_TEXT, _TEXT, max_size=2)
)
STATEMENTS = st.builds(
    Statement, _TEXT, _SPANS, _SPANS, _SPANS, _MAYBE, st.sampled_from(KINDS), st.sampled_from(MODES),
    st.sampled_from(STANCES), _MAYBE, _TEXTS, st.floats(0, 1),
)  # fmt: skip
PROBLEMS = st.builds(Problem, _TEXT, _TEXT, st.none() | _SPAN, st.booleans())


def _some(records: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(records, max_size=2).map(tuple)


_NUMBERS = st.none() | st.integers(0, 10**9) | st.floats(0, 1e9)
PLACES = st.builds(
    Place, _TEXT, _TEXT, _SPANS, st.none() | st.integers(1, 10**8), st.none() | st.floats(-90, 90),
    st.none() | st.floats(-180, 180), _MAYBE, _MAYBE,
)  # fmt: skip
TIMES = st.builds(Time, _TEXT, _SPANS, st.sampled_from(["DATE", "TIME", "DURATION", "SET"]), *[_MAYBE] * 7)
COUNTS = st.builds(Count, _TEXT, _SPANS, _TEXT, _NUMBERS, _NUMBERS)
MENTIONS = st.builds(Mention, _SPANS, st.sampled_from(MENTION_TYPES), _MAYBE)
EVENTS = st.builds(
    Event, _TEXT, _SPANS, st.sampled_from(EVENT_TYPES), _MAYBE, st.sampled_from(FACTUALITIES), _TEXTS, _TEXTS,
    _some(st.builds(EventPlace, _MAYBE, st.sampled_from(PLACE_ROLES), _SPANS)),
    _some(st.builds(EventTime, _SPANS, *[_MAYBE] * 4)), _some(st.builds(EventCount, _SPANS, _TEXT, _NUMBERS, _NUMBERS)),
    _MAYBE, st.floats(0, 1),
)  # fmt: skip
RELATIONS = st.builds(Relation, _TEXT, st.sampled_from(RELATION_TYPES), _TEXT, _MAYBE, _SPANS, _MAYBE)
VERDICTS = st.sampled_from(["contradict", "corroborate", "repeat", "update"])
DIFFERENCES = st.builds(Difference, _TEXT, _TEXT, VERDICTS, _TEXT, _SPANS)

READINGS: st.SearchStrategy[Reading] = st.builds(
    Reading, DOCUMENTS, _some(STATEMENTS), _some(ACTORS), _some(PLACES), _some(TIMES), _some(COUNTS), _some(MENTIONS),
    _some(EVENTS), _some(RELATIONS), _some(DIFFERENCES), _some(PROBLEMS), st.dictionaries(_TEXT, _TEXT, max_size=2),
)  # fmt: skip
