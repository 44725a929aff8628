"""Comparing: the floors on the gold reports where they are here, and the parts of the scripts on made input."""

import random

import numpy as np

from benchmarks import DATA, load, with_data

compare = load("benchmarks/compare.py")
growth = load("benchmarks/growth.py")
actor_pairs = load("benchmarks/actor_pairs.py")
syndication = load("benchmarks/syndication.py")
ecb = load("benchmarks/ecb.py")


@with_data
def test_floors_on_gold_ledgers() -> None:
    found = compare.scored(compare.gold_readings(DATA / "gold" / "dev"), DATA.parent)
    assert found["links"]["f1"] >= 35
    assert found["pairs.mean"]["f1"] >= 35
    assert found["pairs.contradict"]["p"] >= 70
    assert found["pairs.contradict"]["r"] >= 40
    assert (found["false_independent"]["share"] or 0) <= 10


def test_made_reports_hold_the_words_of_their_events() -> None:
    for reading in growth.made(3):
        text = reading.document.text
        assert len(reading.events) == 10
        for event in reading.events:
            ((begin, end),) = event.trigger
            assert "[" + text[begin:end] + "]" in "".join(sum(growth._TEMPLATES.values(), ()))
            for c in event.counts:
                assert text[slice(*c.span[0])] == str(c.low)
        for s in reading.statements:
            assert text[slice(*s.source[0])] + " said that " + text[slice(*s.content[0])] in text


def test_a_made_case_is_compared_and_timed() -> None:
    seconds, incidents, differences = growth.timed(200)
    assert seconds > 0 and incidents > 5 and differences > 100


def test_actor_pairs_are_half_alike_and_mostly_told_apart() -> None:
    pairs = actor_pairs.load()
    assert len(pairs) == 500 and sum(p["same"] for p in pairs) == 250
    assert sum(p["war"] == "syria" for p in pairs) <= 250
    figures = actor_pairs.measure(pairs, actor_pairs.joined(pairs))
    assert figures["precision"] >= 97 and figures["recall"] >= 75


def test_bounds_of_gold_dates() -> None:
    assert compare._bounds("2017-02") == ("2017-02-01", "2017-02-28")
    assert compare._bounds("2014/2017") == ("2014-01-01", "2017-12-31")
    assert compare._bounds(None) == (None, None)


def test_copies_keep_names_and_tell_what_was_merged() -> None:
    texts = [
        "The ferry to Aldevar stopped running yesterday. Harbour master Ilse Marro expects repairs within weeks."
    ] * 3
    rewriter = syndication.Rewriter(texts, random.Random(1))
    made = [rewriter.copy(texts[0], texts[1]) for _ in range(30)]
    assert any(merged for _, merged in made) and not all(merged for _, merged in made)
    assert all("Aldevar" in text or "Marro" in text for text, _ in made)


def test_pairs_of_two_copies_or_two_originals_are_not_counted() -> None:
    assert syndication.f1({(0, 1), (0, 5), (5, 6)}, {(0, 5)}, plain=3) == {"f1": 1.0, "p": 1.0, "r": 1.0}


def test_mean_linkage() -> None:
    p = np.zeros((4, 4))
    for i, j, share in ((0, 1, 0.9), (2, 3, 0.8), (1, 2, 0.6)):
        p[i, j] = p[j, i] = share
    assert sorted(map(sorted, ecb.join(p, 0.4))) == [[0, 1], [2, 3]]
    assert sorted(map(sorted, ecb.join(p, 0.1))) == [[0, 1, 2, 3]]


def test_documents_fall_in_two_halves() -> None:
    docs = ["a", "b", "c", "d"]
    close = {(x, y): 0.9 if {x, y} in ({"a", "b"}, {"c", "d"}) else 0.1 for x in docs for y in docs}
    half = ecb.halves(docs, close)
    assert half["a"] == half["b"] != half["c"] == half["d"]


def test_regression_finds_the_cell_that_decides() -> None:
    rows = np.array([[1.0, 0.0], [1.0, 1.0]] * 50)
    weights = ecb.fit(rows, rows[:, 1])
    assert weights[1] > 2 > 0 > weights[0]


def test_the_cost_of_comparing_grows_with_the_number_of_events() -> None:
    small = min(growth.timed(400)[0] for _ in range(2))
    assert growth.timed(2000)[0] < 15 * small  # 25 times were it quadratic
