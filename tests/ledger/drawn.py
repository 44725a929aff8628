"""Ledgers drawn at random: any text, any spans, every label."""

from hypothesis import strategies as st

from according.ledger import ACTOR_TYPES, KINDS, MODES, STANCES, Actor, Document, Problem, Reading, Statement

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
    return st.lists(records, max_size=3).map(tuple)


READINGS: st.SearchStrategy[Reading] = st.builds(Reading, DOCUMENTS, _some(STATEMENTS), _some(ACTORS), _some(PROBLEMS))
