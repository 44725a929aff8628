"""Events per 300 words, and which texts are read."""

from benchmarks import DATA, load, with_data

false_events = load("benchmarks/false_events.py")


def test_rate() -> None:
    text = "We met them. " + "word " * 597
    event = {"type": "CONSULT", "trigger": [[3, 6]]}
    table = false_events.score(
        {"a": {"document": {"text": text}, "events": [event]}, "b": {"document": {"text": ""}, "events": []}}
    )
    assert (table["words"], table["events"], table["events per 300 words"]) == (600, 1, 0.5)
    assert table["triggers"] == {"CONSULT: met": 1}


@with_data
def test_fifty_texts_of_several_genres() -> None:
    names = [d.name for d in false_events.chosen(DATA / "gum")]
    assert len(names) == len(set(names)) == 50
    assert len({n.split("_")[1] for n in names}) == len(false_events.GENRES)
