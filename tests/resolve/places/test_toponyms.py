import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from according.resolve.places import open_gazetteer, toponyms

GAZETTEER = open_gazetteer()


def found(text: str) -> list[str]:
    return [text[b:e] for b, e in toponyms(text, GAZETTEER)]


def test_names_of_places_are_found() -> None:
    assert found("Fighters moved from Aleppo to Deir ez-Zor and the Gaza Strip on Monday.") == [
        "Aleppo", "Deir ez-Zor", "Gaza Strip",
    ]  # fmt: skip
    assert found("A fire in Paris, Texas, was put out.") == ["Paris", "Texas"]
    assert found("Shells fell near al-Bab. Syria said nothing.") == ["al-Bab", "Syria"]


def test_persons_are_not_places() -> None:
    assert found("Paris Hilton arrived with Jack London.") == []
    assert found("Mr Lincoln spoke.") == []
    assert found("Colonel Houston was there.") == []
    assert found("Ellen Webster, 45, was hurt. Webster is a nurse.") == []


def test_nationalities_and_days_are_not_places() -> None:
    assert found("Syrian and Iraqi officers met on Monday in March.") == []


def test_a_place_before_a_body_is_found() -> None:
    assert found("The Damascus police said so.") == ["Damascus"]
    assert found("A Baghdad City Council member left.")[0].startswith("Baghdad")


def test_contractions_and_common_words_are_not_places() -> None:
    assert found("I’ve been there. Over the hill they went, over and out.") == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    spans = toponyms(text, GAZETTEER)
    assert all(0 <= b < e <= len(text) for b, e in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_long_runs_take_linear_time() -> None:
    begun = time.perf_counter()
    toponyms("Paris " * 20_000, GAZETTEER)
    toponyms("Zzq " * 20_000, GAZETTEER)
    toponyms("A" * 100_000, GAZETTEER)
    toponyms("D-A" * 30_000, GAZETTEER)
    toponyms("of the al " * 10_000, GAZETTEER)
    assert time.perf_counter() - begun < 20
