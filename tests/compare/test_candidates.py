"""Candidate pairs: no likely pair is lost by the bound, and their number does not grow with the square of the events."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.compare.accounts import Laid, lay
from according.compare.candidates import Bounds, candidates
from according.compare.identities import identify
from according.compare.independence import affiliations
from according.compare.likeness import LEAST, LEAST_OPPOSED, Rarity, likeness
from according.ledger.records import EventType, Factuality, Reading

from .told import Line, reading

WORDS = ("shells", "market", "bridge", "convoy", "river", "quay", "trucks", "harvest", "traders", "still")
TRIGGERS = ("shelled", "captured", "defeated", "fighting", "withdrew")


@st.composite
def lines(draw: st.DrawFn) -> Line:
    trigger = draw(st.sampled_from(TRIGGERS))
    actors = st.lists(
        st.sampled_from(("Tirrin Council", "Red Brigade", "Ostrian army", "Ostria", "rebels")), max_size=2
    )
    kinds: tuple[EventType, ...] = ("ASSAULT", "COERCE", "RETREAT", "AID")
    told: tuple[Factuality, ...] = ("happened", "ongoing", "did-not-happen", "planned")
    words = [trigger, *draw(st.lists(st.sampled_from(WORDS), max_size=6))]
    return Line(
        draw(st.sampled_from((None, "Tirrin Council", "residents"))), " ".join([*words, "12"]), trigger,
        draw(st.sampled_from(kinds)), draw(st.sampled_from(told)), tuple(draw(actors)), tuple(draw(actors)),
        tuple(draw(st.lists(st.sampled_from(("Tirrin", "Aldevar", "Kell")), max_size=2))),
        draw(st.sampled_from((None, "2031-05-02", "2031-05-03", "2031-07-01"))),
        draw(st.sampled_from((None, ("killed", 12, 12), ("people", 12, None)))),
    )  # fmt: skip


def laid_out(readings: list[Reading]) -> Laid:
    identities = identify(readings)
    return lay(readings, identities, affiliations(readings, identities).above)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.lists(lines(), min_size=1, max_size=4), st.sampled_from((None, "2031-05-04", "2032-01-01"))),
        min_size=1,
        max_size=4,
    )
)
def test_the_bound_is_never_passed(reports: list[tuple[list[Line], str | None]]) -> None:
    laid = laid_out(
        [reading(f"r{n}", told, published=at, types={"Ostria": "STATE"}) for n, (told, at) in enumerate(reports)]
    )
    rarity = Rarity(laid.told)
    bounds = Bounds(laid.told, rarity)
    for i, j in combinations(range(len(laid.told)), 2):
        at = np.array([i]), np.array([j])
        bound = float(bounds.cells(*at)[0] + bounds.context(*at)[0])
        assert 1.0 / (1.0 + np.exp(-bound)) >= likeness(laid.told[i], laid.told[j], rarity) - 1e-9


def many(reports: int) -> Laid:
    """Reports that all tell of one place, month and actor: one block holds every event."""
    return laid_out(
        [
            reading(
                f"r{n}",
                [
                    Line(
                        None, f"the Red Brigade shelled quay{n} and pier{k}", "shelled", by=("Red Brigade",), at=("Tirrin",),
                        day=f"2031-05-{1 + (n * 7 + k) % 28:02}",
                    )
                    for k in range(5)
                ],
            )
            for n in range(reports)
        ]
    )  # fmt: skip


@pytest.mark.parametrize("reports", [400])
def test_a_block_of_any_size_gives_a_few_pairs_an_event(reports: int) -> None:
    laid = many(reports)
    pairs = list(candidates(laid.told, laid.claims, Rarity(laid.told), LEAST, LEAST_OPPOSED))
    assert 0 < len(pairs) <= 100 * len(laid.told)
    assert pairs == sorted(set(pairs)) and all(i < j for i, j in pairs)


def test_few_events() -> None:
    assert list(candidates([], [], Rarity([]), LEAST, LEAST_OPPOSED)) == []
    laid = many(1)
    assert set(candidates(laid.told, laid.claims, Rarity(laid.told), LEAST, LEAST_OPPOSED)) == set(
        combinations(range(5), 2)
    )
