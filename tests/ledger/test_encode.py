import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.ledger import (
    ACTOR_TYPES,
    KINDS,
    MODES,
    SCHEMA,
    STANCES,
    Actor,
    Document,
    Problem,
    Reading,
    Span,
    Statement,
    decode,
    encode,
)
from texts import any_text

maybe = st.none() | any_text
span = st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda s: (s[0], s[0] + s[1]))
spans = st.lists(span, max_size=3).map(tuple)
ids = st.text("abcdef0123456789", min_size=1, max_size=4)
statements = st.builds(
    Statement,
    id=ids,
    source=spans,
    cue=spans,
    content=spans,
    speaker=st.none() | ids,
    kind=st.sampled_from(KINDS),
    mode=st.sampled_from(MODES),
    stance=st.sampled_from(STANCES),
    within=st.none() | ids,
    chain=st.lists(ids, max_size=3).map(tuple),
    confidence=st.floats(0, 1),
)
actors = st.builds(
    Actor,
    id=ids,
    name=any_text,
    type=st.sampled_from(ACTOR_TYPES),
    mentions=spans,
    aliases=st.lists(any_text, max_size=2).map(tuple),
    links=st.dictionaries(ids, any_text, max_size=2),
)
documents = st.builds(
    Document,
    id=ids,
    name=any_text,
    text=any_text,
    sha256=ids,
    media_type=st.just("text/plain"),
    title=maybe,
    publisher=maybe,
    author=maybe,
    published=maybe,
    updated=maybe,
    language=maybe,
    url=maybe,
    retrieved=maybe,
)
problems = st.builds(Problem, code=ids, message=any_text, span=st.none() | span)
readings = st.builds(
    Reading,
    document=documents,
    statements=st.lists(statements, max_size=3).map(tuple),
    actors=st.lists(actors, max_size=2).map(tuple),
    problems=st.lists(problems, max_size=2).map(tuple),
)


@given(readings)
def test_encoded_and_decoded_again_is_the_same(reading: Reading) -> None:
    assert decode(encode(reading)) == reading
    assert decode(json.loads(json.dumps(encode(reading)))) == _joined(reading)


def _joined(reading: Reading) -> Reading:
    """``reading`` as JSON gives it back: two lone surrogates that make a pair are one character."""
    return decode(json.loads(json.dumps(encode(reading), ensure_ascii=False)))


def test_keys_are_those_of_the_contract() -> None:
    encoded = encode(Reading(Document("d1", "one", "text", "00", "text/plain")))
    assert list(encoded) == [
        "schema", "document", "statements", "actors", "places", "times", "counts", "mentions", "events", "relations",
        "differences", "problems",
    ]  # fmt: skip
    assert encoded["schema"] == SCHEMA == "according/ledger/1"
    assert set(encoded["document"]) == set(Document.__dataclass_fields__)


def test_statement_keys_are_those_of_the_contract() -> None:
    span: Span = (0, 4)
    statement = Statement("s1", (span,), (), (span,), None, "said", "direct", "deny", None, ("a1",), 0.5)
    [encoded] = encode(Reading(Document("d1", "one", "text", "00", "text/plain"), (statement,)))["statements"]
    assert encoded == {
        "id": "s1", "source": [[0, 4]], "cue": [], "content": [[0, 4]], "speaker": None, "kind": "said",
        "mode": "direct", "stance": "deny", "within": None, "chain": ["a1"], "confidence": 0.5,
    }  # fmt: skip


def test_unknown_keys_are_ignored_and_a_missing_date_stays_missing() -> None:
    encoded = encode(Reading(Document("d1", "one", "text", "00", "text/plain")))
    encoded["document"]["weather"] = encoded["weather"] = "rain"
    del encoded["document"]["published"]
    assert decode(encoded).document.published is None


@pytest.mark.parametrize("schema", ["according/ledger/2", "", None])
def test_another_schema_is_refused(schema: str | None) -> None:
    encoded = encode(Reading(Document("d1", "one", "text", "00", "text/plain"))) | {"schema": schema}
    with pytest.raises(ValueError, match="not a ledger of schema"):
        decode(encoded)
