"""Which statements are compared, against the plain definition: every pair's cosine, worked out one by one."""

import random
from collections import Counter

import pytest

from according.compare import matter, within
from according.compare.matter import Matter, matters_of
from according.compare.neighbours import neighbours
from according.ledger.records import Statement

WORDS = "market bridge road convoy shells harbour mines villagers doctors buses wells ovens grain rails".split()


def report(many: int, seed: int = 0) -> tuple[str, list[Statement]]:
    """A text of so many statements of a few words each."""
    rng, text, statements = random.Random(seed), "", []
    for k in range(many):
        words = " ".join(f"{w}{rng.choice(('', 'x', 'y', 'z'))}" for w in rng.choices(WORDS, k=rng.randint(1, 6)))
        begin = len(text) + len("He said that ")
        span = ((begin, begin + len(words)),)
        cue = ((begin - 10, begin - 6),)
        statements.append(Statement(f"S{k:03}", (), cue, span, None, "said", "indirect", "assert", None, (), 1.0))
        text += f"He said that {words}.\n"
    return text, statements


def closeness(matters: list[Matter]) -> list[dict[int, float]]:
    """For each statement the cosine to every other that shares a term which is in 2 to 64 statements."""
    among = Counter(term for m in matters for term in m.terms)
    told = [{t: w / m.norm for t, w in m.terms.items() if 2 <= among[t] <= 64} for m in matters]
    shared = [
        {
            j: sum(w * other[t] for t, w in own.items() if t in other)
            for j, other in enumerate(told)
            if own.keys() & other
        }
        for own in told
    ]
    return [{j: c for j, c in near.items() if j != i} for i, near in enumerate(shared)]


@pytest.mark.parametrize("many", [0, 1, 2, 9, 60, 130])
def test_pairs_are_the_near_and_the_closest(many: int) -> None:
    text, statements = report(many)
    matters = list(matters_of(text, statements))
    close = closeness(matters)
    wanted = {(i, j) for i in range(many) for j in range(i + 1, min(i + 11, many))}
    found = neighbours(matters)
    pairs, cosines, ranks = found.pairs(0, many)
    got = {(i, j): (c, tuple(r)) for (i, j), c, r in zip(pairs.tolist(), cosines, ranks.tolist(), strict=True)}
    assert list(got) == sorted(got) and wanted <= got.keys()
    for (i, j), (cosine, two) in got.items():
        assert cosine == pytest.approx(close[i].get(j, 0.0))
        assert two == tuple(min(20, sum(c > cosine + 1e-9 for c in close[k].values())) for k in (i, j))
    for i, near in enumerate(close):  # equally close ones may stand in either's place
        least = sorted(near.values(), reverse=True)[:16][-1:]
        assert all((min(i, j), max(i, j)) in got for j, c in near.items() if c > least[0] + 1e-9)
    assert len(got) <= 26 * many


def test_a_long_text_in_parts_gives_what_the_whole_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    text, statements = report(300, seed=1)
    whole = within.differences_within(text, statements)
    assert len(whole) > 10
    monkeypatch.setattr(within, "_AT_HAND", 64)
    monkeypatch.setattr(matter, "_HELD", 0)
    assert within.differences_within(text, statements) == whole
