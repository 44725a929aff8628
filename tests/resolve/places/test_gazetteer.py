import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.resolve.places import Gazetteer, GazetteerError, open_gazetteer
from according.resolve.places.gazetteer import BUNDLED


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def ids(gazetteer: Gazetteer, name: str, with_loose: bool = False) -> list[int | None]:
    return [e.id for e in gazetteer.find(name, with_loose)]


def test_the_bundled_index_is_small_and_opens_at_once() -> None:
    assert BUNDLED.stat().st_size <= 8_000_000
    open_gazetteer()
    begun = time.perf_counter()
    tracemalloc.start()
    open_gazetteer()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.perf_counter() - begun < 0.1  # 1 ms here; the rest is for a busy machine
    assert most < 2_000_000


def test_a_name_finds_its_places_most_populous_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Paris")
    assert found[0].id == 2988507 and found[0].country == "FR" and found[0].admin1 == "FR.11"
    assert len(found) > 10
    assert [e.population for e in found] == sorted((e.population for e in found), reverse=True)
    assert abs(found[0].lat - 48.853) < 0.01 and abs(found[0].lon - 2.349) < 0.01
    assert gazetteer.name(found[0].row) == "Paris"


def test_variants_find_the_same_town(gazetteer: Gazetteer) -> None:
    for names, town in (
        (("Deir ez-Zor", "Dayr az-Zawr", "Deir Ezzor"), 170794),
        (("Tabqa", "al-Tabqah", "Al-Thawrah"), 172374),
        (("Raqqa", "Raqqah", "ar-Raqqah"), 172955),
        (("Kyiv", "Kiev"), 703448),
    ):
        for name in names:
            assert town in ids(gazetteer, name, with_loose=True), name


def test_short_forms_count_in_capitals_or_with_a_full_stop(gazetteer: Gazetteer) -> None:
    assert 6252001 in ids(gazetteer, "US") and 6252001 in ids(gazetteer, "U.S.")
    assert 6252001 not in ids(gazetteer, "us")
    assert 4331987 in ids(gazetteer, "La.") and 4331987 not in ids(gazetteer, "La")
    assert ids(gazetteer, "EU") == []


def test_the_article_is_forgiven_where_names_are_transliterated(gazetteer: Gazetteer) -> None:
    assert not {e.country for e in gazetteer.find("al-Hol")} & {"NO", "US"}
    assert 3585484 not in ids(gazetteer, "Salvador")  # El Salvador is not Salvador


def test_odd_names_find_nothing(gazetteer: Gazetteer) -> None:
    for name in ("", " ", "\0", "🙂", "x" * 1000, "zzqqxx", "دمشق"):
        assert gazetteer.find(name, True) == (), name
    with pytest.raises(IndexError):
        gazetteer.entry(gazetteer.size)


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_name_may_be_asked(name: str) -> None:
    for entry in open_gazetteer().find(name, True)[:3]:
        assert -90 <= entry.lat <= 90 and -180 <= entry.lon <= 180


def test_files_that_are_no_index_say_so(tmp_path: Path) -> None:
    whole = BUNDLED.read_bytes()
    for name, content, message in (
        ("text", b"not an index at all", "not a gazetteer index"),
        ("empty", b"", "not a gazetteer index"),
        ("short", whole[: len(whole) // 2], "cut short"),
        ("header", whole[:100], "damaged"),
        ("version", b"ACCGAZ\x09\n" + whole[8:1000], "another version"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(GazetteerError, match=message):
            open_gazetteer(path)
    with pytest.raises(GazetteerError, match="No such file"):
        open_gazetteer(tmp_path / "none")


def test_the_bundled_index_names_its_sources() -> None:
    sources = open_gazetteer().sources
    assert {"cities500.json", "admin1CodesASCII.txt", "countryInfo.txt"} <= {s.name for s in sources}
    assert all(len(s.sha256) == 64 for s in sources)
