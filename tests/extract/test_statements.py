import gc
import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.extract import attributions
from according.extract.statements import confidence, nesting, without_shared_pieces
from according.ledger import ActorType, Found, Kind, Spans, Stance, inside, length

WEIGHTS = (1.0, 0.5, -0.5, -1.0, 0.0, 0.2, -0.4)
SURE, UNSURE = (9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0), (-9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def told(
    source: Spans,
    cue: Spans,
    content: Spans,
    features: tuple[float, ...] = SURE,
    kind: Kind = "said",
    stance: Stance = "assert",
    speaker_type: ActorType = "PERSON",
    nested: float = 0.0,
) -> Found:
    """What a reader of text tells of one statement."""
    return Found(source, cue, content, nested, kind, stance, speaker_type, features)


def at(text: str, words: str) -> Spans:
    begin = text.index(words)
    return ((begin, begin + len(words)),)


TEXT = "Marro said that Kell believed that the road was “closed”. The army denied it."
OUTER = told(at(TEXT, "Marro"), at(TEXT, "said"), at(TEXT, "that Kell believed that the road was “closed”"))
INNER = told(at(TEXT, "Kell"), at(TEXT, "believed"), at(TEXT, "that the road was “closed”"), kind="thought")
OTHER = told(at(TEXT, "The army"), at(TEXT, "denied"), at(TEXT, "it"), stance="deny", speaker_type="ARMED_GROUP")


def test_statements_keep_what_was_found_and_gain_mode_confidence_and_holder() -> None:
    outer, inner, other = attributions([OUTER, INNER, OTHER], TEXT, WEIGHTS, 0.5)
    assert (outer.within, inner.within, other.within) == (None, 0, None)
    assert (outer.mode, inner.mode, other.mode) == ("mixed", "mixed", "indirect")
    assert (inner.source, inner.cue, inner.content, inner.kind) == (INNER.source, INNER.cue, INNER.content, "thought")
    assert (other.stance, other.speaker_type) == ("deny", "ARMED_GROUP")
    assert outer.confidence == confidence(SURE, WEIGHTS)


def test_unsure_ones_are_left_out_and_hold_nothing() -> None:
    doubtful = told(OUTER.source, OUTER.cue, OUTER.content, UNSURE)
    inner, other = attributions([doubtful, INNER, OTHER], TEXT, WEIGHTS, 0.5)
    assert inner.cue == INNER.cue and inner.within is None and other.within is None
    shifted = attributions([told((), at(TEXT, "The"), at(TEXT, "army"), UNSURE), OUTER, INNER], TEXT, WEIGHTS, 0.5)
    assert [a.within for a in shifted] == [None, 0], "indexes are those of the statements that are left"


def test_nothing_found_is_no_statement() -> None:
    assert attributions([], TEXT, WEIGHTS, 0.5) == ()


@pytest.mark.parametrize("part", ["source", "cue", "content"])
@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 4), (0, len(TEXT) + 1), (5, 10), (0, 6)])
def test_spans_that_are_not_words_of_the_text_are_refused(part: str, span: tuple[int, int]) -> None:
    spans = {"source": OUTER.source, "cue": OUTER.cue, "content": OUTER.content, part: (span,)}
    with pytest.raises(ValueError, match="is not words of a text of"):
        attributions([told(spans["source"], spans["cue"], spans["content"])], TEXT, WEIGHTS, 0.5)


def test_a_statement_may_lack_source_and_cue() -> None:
    alone = told((), (), OUTER.content)
    assert [a.within for a in attributions([OUTER, alone, INNER], TEXT, WEIGHTS, 0.5)] == [None, None, 0]


FEATURES = st.lists(st.floats(-1e6, 1e6), min_size=7, max_size=7)


@given(FEATURES, FEATURES)
def test_confidence_is_a_probability(features: list[float], weights: list[float]) -> None:
    assert 0 <= confidence(features, weights) <= 1


@given(FEATURES, st.integers(0, 6), st.floats(0, 1e6))
def test_confidence_rises_with_what_speaks_for_a_statement(features: list[float], k: int, more: float) -> None:
    raised = [f + more if i == k else f for i, f in enumerate(features)]
    one, other = confidence(features, WEIGHTS), confidence(raised, WEIGHTS)
    assert one <= other if WEIGHTS[k] >= 0 else one >= other


def test_confidence_is_a_logistic_regression() -> None:
    assert confidence([0.0] * 7, WEIGHTS) == 0.5
    assert confidence([1.0, 0, 0, 0, 0, 0, 0], WEIGHTS) == round(1 / (1 + math.exp(-1)), 2)
    with pytest.raises(ValueError):
        confidence([1.0], WEIGHTS)


SPAN = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1]))


@st.composite
def pieces(draw: st.DrawFn) -> Spans:
    """A content of one to three pieces, apart and in order."""
    edges = sorted(draw(st.sets(st.integers(0, 90), min_size=2, max_size=6)))
    return tuple((edges[i], edges[i + 1]) for i in range(0, len(edges) - 1, 2))


STATEMENTS = st.lists(st.tuples(SPAN.map(lambda s: (s,)) | st.just(()), pieces()), max_size=12)


@settings(max_examples=300)
@given(STATEMENTS)
def test_each_lies_within_the_smallest_content_that_holds_its_cue(statements: list[tuple[Spans, Spans]]) -> None:
    cues, contents = [c for c, _ in statements], [c for _, c in statements]
    for i, outer in enumerate(nesting(cues, contents)):
        holders = [
            j
            for j, content in enumerate(contents)
            if j != i and cues[i] and inside(cues[i][0], content) and length(content) > length(contents[i])
        ]
        if outer is None:
            assert not holders
        else:
            assert outer in holders
            assert length(contents[outer]) == min(length(contents[j]) for j in holders)


@settings(max_examples=300)
@given(STATEMENTS)
def test_nesting_has_no_circles(statements: list[tuple[Spans, Spans]]) -> None:
    outer = nesting([c for c, _ in statements], [c for _, c in statements])
    for i in range(len(outer)):
        seen: set[int] = set()
        at: int | None = i
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = outer[at]


@settings(max_examples=300)
@given(STATEMENTS)
def test_pieces_are_only_taken_from_statements_that_keep_another(statements: list[tuple[Spans, Spans]]) -> None:
    cues, contents = [c for c, _ in statements], [c for _, c in statements]
    kept = without_shared_pieces(cues, contents)
    assert len(kept) == len(contents)
    for before, after in zip(contents, kept, strict=True):
        assert after and [p for p in before if p in after] == list(after)
        if len(before) == 1:
            assert after == before


def test_a_piece_that_two_claim_goes_to_the_nearer_cue() -> None:
    text = "“One,” Marro said. “Two.” “Three,” Kell said."
    marro, kell = at(text, "said"), ((text.rindex("said"), text.rindex("said") + 4),)
    one, two, three = at(text, "“One,”")[0], at(text, "“Two.”")[0], at(text, "“Three,”")[0]
    assert without_shared_pieces([marro, kell], [(one, two, three), (three,)]) == [(one, two), (three,)]
    assert without_shared_pieces([marro, kell], [(one, two), (two, three)]) == [(one, two), (three,)]
    assert without_shared_pieces([marro, kell], [(two,), (two,)]) == [(two,), (two,)], "none is left without content"


def test_what_holds_the_cue_of_another_is_nested_not_shared() -> None:
    contents = [((11, 46),), (at(TEXT, "Kell")[0], *INNER.content)]
    assert without_shared_pieces([OUTER.cue, INNER.cue], contents) == contents


def test_time_is_linear_in_the_number_of_statements() -> None:
    def seconds(n: int) -> float:
        cues: list[Spans] = []
        contents: list[Spans] = []
        for i in range(n // 2):
            b = 100 * i
            cues += [((b + 6, b + 10),), ((b + 20, b + 28),)]
            contents += [((b + 11, b + 90),), ((b + 30, b + 60), (b + 65, b + 90))]
        begun = time.process_time()
        outer = nesting(cues, without_shared_pieces(cues, contents))
        assert outer[1::2] == list(range(0, n, 2))
        return time.process_time() - begun

    gc.collect()
    gc.disable()  # whose passes over all that other tests left would be counted
    try:
        few, many = (min(seconds(n) for _ in range(3)) for n in (2_000, 20_000))
    finally:
        gc.enable()
    assert many < 40 * max(few, 0.002)  # ten times as many; a hundred times would be quadratic
