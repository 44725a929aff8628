from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from according.exporters.segments import ROLES, Role, segments
from according.ledger import Spans

TEXTS = st.text(max_size=30)
# Spans may lie beyond the text, be empty or turned round: nothing of that may break the text.
SPANS = st.lists(st.tuples(st.integers(-3, 35), st.integers(-3, 35)), max_size=3).map(tuple)
BY_STATEMENT = st.dictionaries(st.text(max_size=3), st.dictionaries(st.sampled_from(ROLES), SPANS), max_size=5)


@given(TEXTS, BY_STATEMENT)
def test_segments_joined_are_the_text(text: str, spans: Mapping[str, Mapping[Role, Spans]]) -> None:
    cut = segments(text, spans)
    assert "".join(text[s.begin : s.end] for s in cut) == text
    assert all(s.begin < s.end for s in cut)
    assert all(a.end == b.begin for a, b in pairwise(cut))


@given(TEXTS, BY_STATEMENT)
def test_every_letter_has_exactly_the_marks_of_the_spans_over_it(
    text: str, spans: Mapping[str, Mapping[Role, Spans]]
) -> None:
    marks = {at: s.marks for s in segments(text, spans) for at in range(s.begin, s.end)}
    for at in range(len(text)):
        over = {
            (key, role)
            for key, parts in spans.items()
            for role, pieces in parts.items()
            for b, e in pieces
            if b <= at < e
        }
        assert marks[at] == over


def test_nested_spans_are_cut_at_their_edges() -> None:
    cut = segments("abcdef", {"1": {"content": ((1, 5),)}, "1.1": {"source": ((2, 3),)}})
    assert [(s.begin, s.end, sorted(s.marks)) for s in cut] == [
        (0, 1, []),
        (1, 2, [("1", "content")]),
        (2, 3, [("1", "content"), ("1.1", "source")]),
        (3, 5, [("1", "content")]),
        (5, 6, []),
    ]


def test_an_empty_text_has_no_segments() -> None:
    assert segments("", {"1": {"cue": ((0, 4),)}}) == []
