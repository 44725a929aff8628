import pickle
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.ledger import Document, Event, EventPlace, Mention, Packed, Reading, packed
from according.ledger.sequences import BLOCK, HELD

from .drawn import READINGS


@dataclass(frozen=True, slots=True)
class Alone:
    """A record of one cell."""

    cell: str


def mentions(count: int) -> list[Mention]:
    return [Mention(((k, k + 1),), "PERSON", f"a{k % 7}") for k in range(count)]


def small(count: int) -> Packed[Mention]:
    """Ten mentions a block, and as many as they are."""
    return Packed(mentions(count), held=10, block=10)


@given(st.integers(0, 65), st.integers(-70, 70), st.integers(-70, 70), st.sampled_from([None, 1, 2, -1, -3]))
def test_it_is_looked_up_as_a_list_is(count: int, one: int, other: int, step: int | None) -> None:
    plain, kept = mentions(count), small(count)
    assert len(kept) == count and list(kept) == plain and list(reversed(kept)) == plain[::-1]
    assert kept[one:other:step] == tuple(plain[one:other:step])
    if -count <= one < count:
        assert kept[one] == plain[one]
    else:
        with pytest.raises(IndexError):
            kept[one]


@given(st.integers(0, 65), st.data())
def test_records_can_be_replaced_and_added(count: int, data: st.DataObject) -> None:
    plain, kept = mentions(count), small(count)
    for _ in range(4 if count else 0):
        at = data.draw(st.integers(0, count - 1))
        plain[at] = kept[at] = Mention(((0, 9),), "PLACE", str(at))
    assert list(kept.settled()) == plain
    plain.append(Mention((), "TIME"))
    kept.append(plain[-1])
    assert kept == plain and plain == list(kept) and kept == tuple(plain) and tuple(plain) == kept
    assert kept != plain[:-1] and kept != [*plain[:-1], plain[0]] * 2 and kept != "text"


def test_few_records_are_a_tuple_and_many_are_packed() -> None:
    few, many = packed(mentions(HELD)), packed(mentions(HELD + BLOCK))
    assert few == tuple(mentions(HELD)) and isinstance(few, tuple)
    assert many == mentions(HELD + BLOCK) and isinstance(many, Packed)
    assert len(pickle.dumps(many)) < len(pickle.dumps(mentions(HELD + BLOCK))) / 3


@given(READINGS)
def test_every_record_comes_back_as_it_was(reading: Reading) -> None:
    for records in (reading.statements, reading.actors, reading.times, reading.events, reading.relations):
        assert list(Packed(records, held=0, block=1)) == list(records)
    assert list(Packed([reading], held=0, block=1)) == [reading]


def test_records_within_records_and_of_one_cell() -> None:
    event = Event("e", ((1, 2),), "ASSAULT", None, "happened", places=(EventPlace(None, "at", ((3, 4),)),))
    kept = Packed([Alone("a"), event, None, "b", 3.5], held=0, block=2)
    assert list(kept) == [Alone("a"), event, None, "b", 3.5]


def test_it_goes_to_another_process_and_into_equal_readings() -> None:
    kept = small(57).settled()
    assert pickle.loads(pickle.dumps(kept)) == kept
    document = Document("d", "d", "words", "", "text/plain")
    one, other = (Reading(document, mentions=some) for some in (kept, tuple(mentions(57))))
    assert one == other
