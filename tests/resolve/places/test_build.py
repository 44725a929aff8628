import hashlib
import zipfile
from pathlib import Path

import pytest

from according.resolve.places import GazetteerError, build, open_gazetteer


def line(
    identifier: int, name: str, lat: float, lon: float, kind: str, code: str, iso: str, admin1: str, **more: str
) -> str:
    cells = [
        str(identifier),
        name,
        more.get("plain", name),
        more.get("others", ""),
        str(lat),
        str(lon),
        kind,
        code,
        iso,
    ]
    cells += [
        "",
        admin1,
        "",
        "",
        "",
        more.get("population", "0"),
        "",
        "",
        "Asia/Tirrin",
        more.get("date", "2024-05-01"),
    ]
    return "\t".join(cells) + "\n"


TOWNS = [
    line(50_000_001, "Qorvandel", 10.5, 20.25, "P", "PPL", "SY", "04", others="Korvandil,قرفندل", population="1200"),
    line(50_000_002, "Tirrinabad", -45.0, 170.0, "S", "CMP", "SY", "04", date="2025-02-03"),
    line(50_000_003, "Sea Road", 0, 0, "R", "RD", "SY", "04"),
    line(170_794, "Deir ez-Zor", 35.34, 40.14, "P", "PPLA", "SY", "07", population="300000"),
]
ALTERNATES = [
    "1\t50000002\ten\tCamp Tirrin\t\t\t\t\n",
    "2\t50000002\tlink\thttps://example.org\t\t\t\t\n",
    "3\t9\ten\tNowhere\t\t\t\t\n",
]


def zipped(path: Path, content: str, member: str | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr(member or path.stem + ".txt", content)
    return path


def test_dumps_become_an_index_over_the_bundled_one(tmp_path: Path) -> None:
    table, names = zipped(tmp_path / "SY.zip", "".join(TOWNS)), tmp_path / "alternateNamesV2.txt"
    names.write_text("".join(ALTERNATES), encoding="utf-8")
    told: list[tuple[int, int]] = []
    built = build([table, names], tmp_path / "my.index", lambda done, total: told.append((done, total)))
    assert told[0][0] == 0 and told[-1][0] == told[-1][1] > 0
    gazetteer = open_gazetteer(tmp_path / "my.index")
    (town,) = gazetteer.find("Korvandil")
    assert (town.id, town.country, town.admin1, town.feature) == (50_000_001, "SY", "SY.04", "PPL")
    assert town.lat == pytest.approx(10.5, abs=2e-5) and town.lon == pytest.approx(20.25, abs=3e-5)
    assert 1000 < town.population < 1400
    assert [e.id for e in gazetteer.find("al-Qorvandel")] == [50_000_001]
    assert [e.id for e in gazetteer.find("Camp Tirrin")] == [50_000_002]
    assert gazetteer.find("Sea Road") == ()
    assert [e.id for e in gazetteer.find("DRC")] == [203312]  # carried over
    assert 170_794 in [e.id for e in gazetteer.find("Dayr az-Zawr")]  # the bundled names of a place that the dump has
    assert built.places == gazetteer.size == open_gazetteer().size + 2
    assert built.carried == open_gazetteer().size - 1


def test_the_index_tells_its_sources(tmp_path: Path) -> None:
    table = tmp_path / "SY.txt"
    table.write_text("".join(TOWNS), encoding="utf-8")
    built = build([table], tmp_path / "my.index")
    source = open_gazetteer(tmp_path / "my.index").sources[0]
    assert source == built.sources[0]
    assert (source.name, source.date, source.sha256) == (
        "SY.txt",
        "2025-02-03",
        hashlib.sha256(table.read_bytes()).hexdigest(),
    )


def test_wrong_and_cut_off_files_say_so_and_leave_no_index(tmp_path: Path) -> None:
    good = zipped(tmp_path / "SY.zip", "".join(TOWNS) * 500)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(good.read_bytes()[:-200])
    harmed = tmp_path / "harmed.zip"
    content = bytearray(good.read_bytes())
    content[120:400] = bytes(280)
    harmed.write_bytes(content)
    short = tmp_path / "short.txt"
    short.write_text("".join(TOWNS)[:-60], encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text("name,country\nQorvandel,SY\n")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(TOWNS[0] + TOWNS[1].replace("-45.0", "ten"), encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    empty = zipped(tmp_path / "empty.zip", "", "picture.png")
    only_names = tmp_path / "alternateNamesV2.txt"
    only_names.write_text("".join(ALTERNATES))
    for path, message in (
        (cut, "cut short"), (harmed, "damaged|cut short|not a GeoNames"), (short, "cut short"), (other, "not a GeoNames dump"),
        (wrong, "no number"), (tmp_path / "empty.txt", "not a GeoNames dump"), (empty, "not a GeoNames dump|no .txt table"),
        (only_names, "no dump of places"), (tmp_path / "none.zip", "no such file"),
    ):  # fmt: skip
        with pytest.raises(GazetteerError, match=message):
            build([path], tmp_path / "my.index")
        assert not (tmp_path / "my.index").exists()
    with pytest.raises(GazetteerError, match="twice"):
        build([good, good], tmp_path / "my.index")


def test_a_failed_build_leaves_the_old_index(tmp_path: Path) -> None:
    table = tmp_path / "SY.txt"
    table.write_text("".join(TOWNS), encoding="utf-8")
    build([table], tmp_path / "my.index")
    before = (tmp_path / "my.index").read_bytes()
    table.write_text("".join(TOWNS)[:-30], encoding="utf-8")
    with pytest.raises(GazetteerError):
        build([table], tmp_path / "my.index")
    assert (tmp_path / "my.index").read_bytes() == before
