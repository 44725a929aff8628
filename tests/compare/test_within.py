"""Differences within one report: pairs that contradict, corroborate or repeat."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.compare import differences_within
from according.ledger.records import Actor, Count, Event, EventCount, Stance, Statement
from texts import any_text

_MARK = re.compile(r"\[([^\]|]*)\|([^\]|]*)\]\s*\{([^}|]*)\|([a-z]+)\}\s*<([^>]*)>")


def report(marked: str) -> tuple[str, tuple[Statement, ...]]:
    """``[source|speaker] {cue|stance} <content>`` becomes plain text and its statements, S1 onwards."""
    text, at = "", 0
    statements: list[Statement] = []
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        source, speaker, cue, stance, content = found.groups()
        spans = []
        for words in (source, cue, content):
            spans.append(((len(text), len(text) + len(words)),) if words else ())
            text += words + " "
        kind_of: Stance = stance  # type: ignore[assignment]
        statements.append(
            Statement(
                f"S{len(statements) + 1}", spans[0], spans[1], spans[2], speaker or None, "said", "indirect", kind_of,
                None, (), 1.0,
            )
        )  # fmt: skip
    return text + marked[at:], tuple(statements)


LEAVE = (
    "[The militia|A1] {said|predict} <its fighters would leave the Tirrin enclave by Friday under a truce>. Rain fell all "
    "week. [The mayor|A2] {described|assert} <a poor harvest of olives>. Prices of bread rose in the north. "
)


def verdicts(marked: str) -> dict[tuple[str, str], str]:
    text, statements = report(marked)
    return {(d.a, d.b): d.verdict for d in differences_within(text, statements)}


def test_two_speakers_who_say_the_same_corroborate() -> None:
    found = verdicts(
        LEAVE
        + "[The governor|A3] {said|predict} <the fighters would leave the Tirrin enclave by Friday under the truce>."
    )
    assert found == {("S1", "S3"): "corroborate"}


def test_what_one_speaker_quotes_others_with_corroborates_nothing() -> None:
    text, (first, other, third) = report(
        LEAVE
        + "[The governor|A3] {said|predict} <the fighters would leave the Tirrin enclave by Friday under the truce>."
    )
    first, third = replace(first, chain=("A1",)), replace(third, chain=("A3",))
    assert len(differences_within(text, (first, other, third))) == 1
    assert not differences_within(text, (replace(first, chain=("A3", "A1")), other, third))


def test_one_speaker_who_says_it_again_repeats() -> None:
    found = verdicts(
        LEAVE
        + "[It|A1] {repeated|predict} <that its fighters would leave the Tirrin enclave by Friday under the truce>."
    )
    assert found == {("S1", "S3"): "repeat"}


def test_a_denial_contradicts() -> None:
    found = verdicts(
        "[The ministry|A1] {said|assert} <its jets had not bombed the Aldevar hospital>. [Doctors|A2] {said|assert} "
        "<jets of the ministry bombed the Aldevar hospital>. But [the ministry|A1] {denied|deny} "
        "<that its jets had bombed the Aldevar hospital>."
    )
    assert found["S2", "S3"] == "contradict"


def test_a_denial_that_only_points_at_the_claim_contradicts() -> None:
    found = verdicts(
        LEAVE + "[Captain Rell|A4] {accused|accuse} <the Aldevar guards of burning the granary at Pell>. "
        "[The guards|A5] {denied|deny} <it>. Snow is expected."
    )
    assert found == {("S3", "S4"): "contradict"}


def test_other_matters_are_no_difference() -> None:
    assert verdicts(LEAVE) == {}
    assert differences_within("", ()) == ()


def test_numbers_are_shown_with_both_values_and_their_words() -> None:
    text, statements = report(
        "[The army|A1] {said|assert} <12 people were killed when shells hit the Orsk market>. Then [medics|A2] "
        "{said|assert} <30 people were killed when shells hit the Orsk market>."
    )
    low, high = text.index("12"), text.index("30")
    counts = [Count("c1", ((low, low + 2),), "killed", 12, 12), Count("c2", ((high, high + 2),), "killed", 30, 30)]
    (found,) = differences_within(text, statements, counts=counts)
    assert (found.verdict, found.about) == ("contradict", "killed: 12 / 30")
    assert found.evidence == ((low, low + 2), (high, high + 2))


def test_the_order_of_the_statements_given_does_not_matter() -> None:
    text, statements = report(
        LEAVE
        + "[The governor|A3] {said|predict} <the fighters would leave the Tirrin enclave by Friday under the truce>."
    )
    assert differences_within(text, statements) == differences_within(text, statements[::-1])


def test_swapped_names_change_nothing() -> None:
    marked = (
        LEAVE
        + "[The governor|A3] {said|predict} <the fighters would leave the Tirrin enclave by Friday under the truce>."
    )
    swapped = marked.replace("militia", "garrison").replace("Tirrin", "Orsk").replace("governor", "bishop")
    assert verdicts(marked) == verdicts(swapped)


@st.composite
def odd_reports(draw: st.DrawFn) -> tuple[str, tuple[Statement, ...], tuple[Event, ...], tuple[Actor, ...]]:
    text = draw(any_text)
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: (min(p), max(p)))
    spans = st.lists(span, max_size=2).map(tuple)
    n = draw(st.integers(0, 6))
    ids = [f"S{i}" for i in range(n)]
    speaker = st.sampled_from(["A1", "A2", "A9", None])
    statements = tuple(
        Statement(
            i, draw(spans), draw(spans), draw(spans), draw(speaker), "said", "direct",
            draw(st.sampled_from(["assert", "deny", "confirm"])), draw(st.sampled_from([*ids, None])), (), 0.5,
        )
        for i in ids
    )  # fmt: skip
    count = EventCount(draw(spans), "killed", draw(st.sampled_from([None, 3, 2.5])), None)
    events = tuple(
        Event(f"E{k}", draw(spans), "ASSAULT", None, "happened", ("A1",), (), counts=(count,), statement=draw(st.sampled_from([*ids, None])))
        for k in range(2)
    )  # fmt: skip
    return text, statements, events, (Actor("A1", "", "PERSON", draw(spans)), Actor("A2", "Bo", "ORG", draw(spans)))


@settings(deadline=None, max_examples=150)
@given(odd_reports())
def test_what_is_found_is_of_the_report(
    given_: tuple[str, tuple[Statement, ...], tuple[Event, ...], tuple[Actor, ...]],
) -> None:
    text, statements, events, actors = given_
    ids = {s.id for s in statements}
    pairs = set()
    for d in differences_within(text, statements, events, actors):
        assert d.a in ids and d.b in ids and d.a != d.b
        assert d.about
        assert frozenset((d.a, d.b)) not in pairs
        pairs.add(frozenset((d.a, d.b)))
        assert all(0 <= b <= e <= len(text) for b, e in d.evidence)
        assert list(d.evidence) == sorted(d.evidence)


@pytest.mark.parametrize("rare", [True, False])
def test_the_cost_grows_with_the_number_of_statements(rare: bool) -> None:
    def seconds(n: int) -> float:
        marked = " ".join(
            f"[Source {i}|A{i % 7}] {{said|assert}} <the convoy of village{i if rare else 0} crossed bridge{i // 8} at dawn>."
            for i in range(n)
        )
        text, statements = report(marked)
        start = time.process_time()
        differences_within(text, statements)
        return time.process_time() - start

    seconds(20)
    assert seconds(1600) < 9 * max(seconds(400), 0.01)  # 16 times were it quadratic
