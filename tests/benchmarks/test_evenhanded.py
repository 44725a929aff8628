"""A hundred sentences, names exchanged, labels told by their place."""

import re
from typing import Any

from benchmarks import load

evenhanded = load("benchmarks/evenhanded.py")
SENTENCES = evenhanded.SENTENCES.read_text(encoding="utf8").splitlines()


def ledger(text: str, speaker: str, stance: str = "deny") -> dict[str, Any]:
    at = text.index(speaker)
    cue = text.index("denied")
    return {
        "actors": [{"id": "a", "mentions": [[at, at + len(speaker)]]}],
        "places": [],
        "statements": [
            {
                "cue": [[cue, cue + 6]], "content": [[cue + 7, len(text)]], "stance": stance, "kind": "said",
                "mode": "indirect", "speaker": "a",
            }
        ],
        "events": [],
        "relations": [],
    }  # fmt: skip


def test_a_hundred_sentences_each_with_both_sides_to_exchange() -> None:
    assert len(SENTENCES) == len(set(SENTENCES)) == 100
    assert all(re.search(r"\{[A-Z]", s) for s in SENTENCES)
    counted = {slot: sum("{" + slot in s for s in SENTENCES) for slot in "ABGHRSPQTU"}
    assert all(abs(counted[a] - counted[b]) <= 12 for a, b in ("AB", "GH", "RS", "PQ", "TU")), counted
    for names in evenhanded.FILLINGS:
        assert all("{" not in evenhanded.fill(s, names).text for s in SENTENCES)


def test_exchange_is_its_own_inverse() -> None:
    for names in evenhanded.FILLINGS:
        other = evenhanded.exchanged(names)
        assert other != names
        assert sorted(other.values()) == sorted(names.values())
        assert evenhanded.exchanged(other) == names


def test_labels_do_not_depend_on_the_length_of_names() -> None:
    names = evenhanded.FILLINGS[0]
    made = [evenhanded.fill("{A} denied that {B} fell.", n) for n in (names, evenhanded.exchanged(names))]
    labels = [evenhanded.labels(ledger(f.text, f.text.split()[0]), f) for f in made]
    assert labels[0] == labels[1]
    assert evenhanded.agreement([(labels[0], labels[1])])["all"] == {"same": 100.0, "same where found": 100.0, "of": 4}


def test_what_differs_is_counted() -> None:
    names = evenhanded.FILLINGS[0]
    made = [evenhanded.fill("{A} denied that {B} fell.", n) for n in (names, evenhanded.exchanged(names))]
    a = evenhanded.labels(ledger(made[0].text, "Russia"), made[0])
    b = evenhanded.labels(ledger(made[1].text, "Russia", "assert"), made[1])  # now the other side
    table = evenhanded.agreement([(a, b), (a, {})])
    assert table["speaker"] == {"same": 0.0, "same where found": 0.0, "of": 2}
    assert table["stance"]["same"] == 0.0
    assert table["kind"] == {"same": 50.0, "same where found": 100.0, "of": 2}


def test_who_is_meant_counts_not_how_much_of_the_phrase() -> None:
    made = evenhanded.fill("the {A.adj} minister, {P}, and {B} left", evenhanded.FILLINGS[0])
    assert made.touched(0, made.text.index(" minister")) == [1]
    assert made.touched(0, made.text.index(", and")) == [1, 3]
    assert made.touched(0, 3) == [0]
    assert evenhanded.alike(frozenset({1}), frozenset({1, 3}))
    assert not evenhanded.alike(frozenset({1, 3}), frozenset({5}))
    assert not evenhanded.alike(frozenset({1}), None)
    assert evenhanded.alike(frozenset(), frozenset())
