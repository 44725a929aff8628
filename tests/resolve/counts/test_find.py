"""Counts: numbers with what they count and their bounds."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.resolve.counts import find_counts

GOLD = Path(__file__).resolve().parents[4] / "shared" / "data" / "gold" / "dev"

CASES = [
    ("Up to 24 people were killed.", "Up to 24", "killed", None, 24),
    ("at least 29 children and newborn babies", "at least 29", "children", 29, None),
    ("More than 100 hostages were held", "More than 100", "hostages", 100, None),
    ("about 100 trucks crossed", "about 100", "vehicles", 100, 100),
    ("an estimated 2,000 troops", "an estimated 2,000", "troops", 2000, 2000),
    ("as many as 5,000 rebels remain", "as many as 5,000", "fighters", None, 5000),
    ("Hundreds of civilians", "Hundreds", "civilians", None, None),
    ("tens of thousands of people", "tens of thousands", "people", None, None),
    ("dozens more were wounded", "dozens", "injured", None, None),
    ("scores of prisoners", "scores", "prisoners", None, None),
    ("a few hundred fighters", "a few hundred", "fighters", None, None),
    ("300-400 fighters", "300-400", "fighters", 300, 400),
    ("3,000 to 4,000 refugees", "3,000 to 4,000", "refugees", 3000, 4000),
    ("between 40 and 50 rebels", "between 40 and 50", "fighters", 40, 50),
    ("three or four missiles", "three or four", "missiles", 3, 4),
    ("a 2,000-strong force", "2,000-strong", "troops", 2000, 2000),
    ("one in three residents", "one in three", "residents", None, None),
    ("14 out of 23 neighbourhoods", "14 out of 23", "neighbourhoods", 14, 14),
    ("a dozen soldiers", "a dozen", "troops", 12, 12),
    ("half a million people", "half a million", "people", 500_000, 500_000),
    ("1.5m refugees", "1.5m", "refugees", 1_500_000, 1_500_000),
    ("Twenty-five strikes hit the port", "Twenty-five", "strikes", 25, 25),
    ("two hundred and fifty shells", "two hundred and fifty", "shells", 250, 250),
    ("No casualties were reported", "No", "casualties", 0, 0),
    ("not even a single rocket fell", "a single", "rockets", 1, 1),
    ("a fund of up to $5 million", "up to $5 million", "dollars", None, 5_000_000),
    ("it cost €1.2bn in all", "€1.2bn", "euros", 1_200_000_000, 1_200_000_000),
    ("At least 60% of the town", "At least 60%", "per cent", 60, None),
    ("10km from the border", "10km", "kilometres", 10, 10),
    ("The raid killed 12 people", "12", "killed", 12, 12),
    ("The raid wounded a number of soldiers", "a number of", "injured", None, None),
    ("The shelling drove 4,000 people from their homes", "4,000", "displaced", 4000, 4000),
    ("The militia captured three foreigners", "three", "captured", 3, 3),
]
NONE = [
    "He is 42.", "Ana Brol, 42, of Tirrin, spoke.", "a boy aged 12", "a 12-year-old boy", "for five years", "20 minutes later",
    "Resolution 2254", "Article 5 of the treaty", "1. First thing\n2. Second thing", "Call +44 20 7946 0000 now",
    "at 10:30 on 12/06/2019", "in 1998", "the 158th brigade", "a T-72 tank", "the G20 meeting", "Radio 4 reported",
    "one of them", "no one came", "as many as it takes", "[3] See above.", "33.505716°N 36.269635°E", "9" * 5000, "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "of", "low", "high"), CASES)
def test_what_is_counted_with_its_bounds(text: str, words: str, of: str, low: int | None, high: int | None) -> None:
    found = [(text[slice(*c.span[0])], c.of, c.low, c.high) for c in find_counts("d", text)]
    assert found == [(words, of, low, high)]


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_count_nothing(text: str) -> None:
    assert find_counts("d", text) == ()


def test_those_counted_within_a_count_share_what_became_of_it() -> None:
    text = "The shelling killed 530 people, among them over 130 children."
    assert [(c.of, c.low) for c in find_counts("d", text)] == [("killed", 530), ("killed", 130)]


def test_a_number_without_a_noun_counts_the_people_named_before_it() -> None:
    text = "The ministry put the number of troops in Aldevar at 500."
    assert [(c.of, c.low) for c in find_counts("d", text)] == [("troops", 500)]


def test_spans_of_times_are_left_out() -> None:
    text = "On 3 people 5 people"
    begin = text.index("3")
    assert [c.low for c in find_counts("d", text, [(begin, begin + 1)])] == [5]


def test_ids_tell_documents_and_places_apart() -> None:
    counts = [*find_counts("d1", "3 people, 4 people"), *find_counts("d2", "3 people")]
    assert len({c.id for c in counts}) == 3
    assert find_counts("d1", "3 people, 4 people") == tuple(counts[:2])


WORDS = st.sampled_from(
    "5 12 1,200 1.5 m bn hundred million dozens of a few at least up to - – , . $ % people killed and or between in out one "
    "single half third \n\n men's ’s 2017 (3) t-72 99999999999999999999 \x00 😀 ١٢ عشرة were strong".split(" ")
)


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS, max_size=25).map("".join)
    )
)
def test_spans_are_in_order_apart_and_hold_words(text: str) -> None:
    last = 0
    for count in find_counts("d", text):
        ((begin, end),) = count.span
        assert last <= begin < end <= len(text)
        assert text[begin:end] == text[begin:end].strip()
        assert count.of
        if count.low is not None and count.high is not None:
            assert 0 <= count.low <= count.high
        last = end


@pytest.mark.parametrize(
    "part",
    ["5-", "a half of ", "and 5 ", "five-", "12 men including ", "million ", "large ", "5 a-b-", "hundreds or ", "$"],
)
def test_the_cost_is_linear(part: str) -> None:
    start = time.perf_counter()
    find_counts("d", "5 " + part * 20_000)
    assert time.perf_counter() - start < 5  # a quadratic scan of 20,000 parts takes minutes


def test_gold_counts_are_found() -> None:
    if not GOLD.is_dir():
        pytest.skip(f"{GOLD} is absent")
    hit = total = right = 0
    for path in sorted((GOLD / "ledger").glob("*.json")):
        text = json.loads((GOLD / "input" / path.name).read_text(encoding="utf8"))["text"]
        found = find_counts("d", text)
        for event in json.loads(path.read_text(encoding="utf8"))["events"]:
            for gold in event["counts"]:
                begin, end = gold["span"][0]
                match = [c for c in found if c.span[0][0] < end and begin < c.span[0][1]]
                total, hit = total + 1, hit + bool(match)
                right += bool(match) and (match[0].low, match[0].high) == (gold["low"], gold["high"])
    assert hit / total > 0.8
    assert right / hit > 0.92
