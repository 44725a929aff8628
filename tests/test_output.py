import errno
import json
import os
import stat
from pathlib import Path

import pytest

from according.ledger import Document, Problem, Reading, Statement, decode, make_id
from according.output import Sink, SinkError
from according.readers import Input, find_inputs


def reading(name: str, words: str = "Solvay said so.") -> Reading:
    """A reading of ``words``, which begin "Solvay said"."""
    parts = ((0, 6),), ((7, 11),), ((12, len(words)),)
    statement = Statement(make_id("s", name), *parts, None, "said", "indirect", "assert", None, (), 0.9)
    document = Document(make_id("d", name, words), name, words, "0" * 64, "text/plain", title=f"The title of {name}")
    return Reading(document, (statement,))


def choose(place: Path | str, paths: list[str] | None = None, format: str | None = None, resume: bool = False) -> Sink:
    return Sink.choose(format, str(place), paths or ["a.txt"], resume)


def names_in(folder: Path) -> list[str]:
    """Everything in a folder, hidden files included."""
    return sorted(path.name for path in folder.iterdir())


def text_of(path: Path) -> str:
    """The words of the report whose ledger is in ``path``."""
    return read_ledger(path).document.text


def read_ledger(path: Path) -> Reading:
    return decode(json.loads(path.read_text(encoding="utf-8")))


# Which file or folder, and in which format


@pytest.mark.parametrize(
    ("format", "place", "paths", "suffix", "folder"),
    [
        (None, "out.json", ["a.txt"], ".json", False),
        (None, "out.jsonl", ["a.txt"], ".json", False),
        (None, "out.CSV", ["a.txt"], ".csv", False),
        (None, "out.html", ["a.txt"], ".html", False),
        (None, "out.htm", ["a.txt"], ".html", False),
        (None, "out.txt", ["a.txt"], None, False),
        (None, "out", ["a.txt"], None, False),
        ("csv", "out.json", ["a.txt"], ".csv", False),  # what is asked for goes before what the name says
        ("json", "out", ["a.txt"], ".json", False),
        ("json", "out/", ["a.txt"], ".json", True),
        ("json", "there", ["a.txt"], ".json", True),
        ("json", "out", ["a.txt", "b.txt"], ".json", True),
        ("json", "out", ["*.txt"], ".json", True),
        ("json", "out", ["there"], ".json", True),
        (None, "out.json", ["a.txt", "b.txt"], ".json", False),
        (None, "out.json/", ["a.txt"], ".json", True),
    ],
)
def test_the_options_decide_format_and_kind_of_output(
    format: str | None,
    place: str,
    paths: list[str],
    suffix: str | None,
    folder: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path)
    sink = choose(place, paths, format)
    assert (sink.exporter.suffix if sink.exporter else None) == suffix
    assert (sink.folder, sink.file) == ((Path(place), None) if folder else (None, Path(place)))


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    choose(tmp_path / "new" / "er" / "out.json")
    choose(f"{tmp_path}/a/b/")
    assert (tmp_path / "new" / "er").is_dir() and (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize(
    ("place", "paths", "resume", "says"),
    [
        ("out.html", ["a.txt", "b.txt"], False, "a page holds one report"),
        ("out.json", ["a.txt"], True, "--resume needs a folder"),
        ("file/out.json", ["a.txt"], False, "-o"),
        ("file/", ["a.txt"], False, "-o"),
    ],
)
def test_what_does_not_fit_together_is_refused_with_a_way_out(
    place: str, paths: list[str], resume: bool, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SinkError, match=says):
        choose(place, paths, resume=resume)
    assert names_in(tmp_path) == ["file"]


def test_resuming_needs_an_output() -> None:
    with pytest.raises(SinkError, match="-o FOLDER"):
        Sink.choose("json", None, ["a.txt"], resume=True)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_may_not_be_written_is_refused_at_once(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(SinkError, match="may not be written"):
            choose(tmp_path / "out.json")
    finally:
        tmp_path.chmod(0o700)


# One file


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "out.json"
    place.write_text("the one before")
    sink = choose(place)
    sink.write(reading("a"))
    assert place.read_text() == "the one before"
    sink.write(reading("b"))
    sink.close()
    assert [line.count("according/ledger/1") for line in place.read_text().splitlines()] == [1, 1]
    assert names_in(tmp_path) == ["out.json"]


def test_giving_up_leaves_the_file_before_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "out.json"
    place.write_text("the one before")
    sink = choose(place)
    sink.write(reading("a"))
    sink.discard()
    assert place.read_text() == "the one before"
    assert names_in(tmp_path) == ["out.json"]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions on Windows")
@pytest.mark.parametrize("place", ["out.json", "folder/"])
def test_files_get_the_permissions_of_any_new_file(place: str, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        sink = choose(f"{tmp_path}/{place}", format="json")
        sink.write(reading("a"))
        sink.close()
    finally:
        os.umask(before)
    (written,) = tmp_path.rglob("*.json")
    assert stat.S_IMODE(written.stat().st_mode) == 0o640


def test_json_is_a_line_a_report_in_order(tmp_path: Path) -> None:
    sink = choose(tmp_path / "out.json")
    for name in ("b", "a", "c"):
        sink.write(reading(name, f"Solvay said \u2028 so\r\nin {name}."))
    sink.close()
    lines = (tmp_path / "out.json").read_bytes().decode().splitlines()
    assert [json.loads(line)["document"]["name"] for line in lines] == ["b", "a", "c"]


def test_csv_has_one_header_and_its_own_line_ends(tmp_path: Path) -> None:
    sink = choose(tmp_path / "out.csv")
    sink.write(reading("a"))
    sink.write(reading("b"))
    sink.close()
    rows = (tmp_path / "out.csv").read_bytes().decode().split("\r\n")
    assert [row[:6] for row in rows] == ["docume", rows[1][:6], rows[2][:6], ""]
    assert [row.split(",")[1] for row in rows[:3]] == ["name", "a", "b"]


def test_the_terminal_view_in_a_file_is_plain_text(tmp_path: Path) -> None:
    sink = choose(tmp_path / "out.txt")
    sink.write(reading("a", "Solvay said [bold]so[/bold]."))
    sink.close()
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "[bold]so[/bold]." in text and "\x1b" not in text


def test_a_brief_is_a_screen_a_report(tmp_path: Path) -> None:
    sink = Sink.choose(None, str(tmp_path / "out.csv"), ["a.txt", "b.txt"], False, in_brief=True)
    sink.write(reading("a"))
    sink.write(reading("b"))
    sink.close()
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("The title")] == ["The title of a", "The title of b"]
    assert max(map(len, text.splitlines())) <= 100
    folder = Sink.choose(None, f"{tmp_path}/briefs/", ["a.txt"], False, in_brief=True)
    folder.write(reading("a"))
    assert names_in(tmp_path / "briefs") == ["a.txt"]
    with pytest.raises(SinkError, match="leave out --format json"):
        Sink.choose("json", None, ["a.txt"], False, in_brief=True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said_and_the_device_stays(tmp_path: Path) -> None:
    place = tmp_path / "full.json"
    place.symlink_to("/dev/full")
    sink = choose(place)
    with pytest.raises(SinkError, match="no space left"):
        sink.write(reading("a"))
    sink.discard()
    assert place.is_symlink() and names_in(tmp_path) == ["full.json"]


# A folder


def test_a_folder_gets_a_whole_file_for_each_report(tmp_path: Path) -> None:
    sink = choose(f"{tmp_path}/", format="json")
    sink.write(reading("a", "Solvay said one."))
    assert names_in(tmp_path) == ["a.json"]  # there as soon as it is read
    sink.write(reading("b", "Solvay said two."))
    sink.close()
    assert {name: text_of(tmp_path / name) for name in names_in(tmp_path)} == {
        "a.json": "Solvay said one.",
        "b.json": "Solvay said two.",
    }


def test_each_csv_in_a_folder_has_its_header(tmp_path: Path) -> None:
    sink = choose(f"{tmp_path}/", format="csv")
    for name in ("a", "b"):
        sink.write(reading(name))
    sink.close()
    assert [(tmp_path / name).read_text().count("document,name,") for name in ("a.csv", "b.csv")] == [1, 1]


def test_reports_of_one_name_never_overwrite_one_another(tmp_path: Path) -> None:
    sink = choose(f"{tmp_path}/", format="json")
    said = {"g-0001": "Solvay said one.", "g-0001-2": "Solvay said two.", "G-0001-3": "Solvay said three."}
    sink.write(reading("g-0001", said["g-0001"]))
    sink.write(reading("g-0001", said["g-0001-2"]))
    sink.write(reading("G-0001", said["G-0001-3"]))  # the same name to some file systems
    sink.close()
    assert {path.stem: text_of(path) for path in tmp_path.iterdir()} == said


def test_pages_get_a_contents_page_and_a_report_called_index_keeps_its_own(tmp_path: Path) -> None:
    sink = choose(f"{tmp_path}/", format="html")
    for name in ("bridge", "index", "Index"):
        sink.write(reading(name))
    sink.close()
    pages = names_in(tmp_path)
    assert len(pages) == 4 and "index.html" in pages
    contents = (tmp_path / "index.html").read_text()
    for page in pages:
        assert (f'href="{page}"' in contents) == (page != "index.html")


def test_a_file_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    sink = choose(f"{tmp_path}/", format="json")
    sink.write(reading("small"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))  # as if the disk ended there
    try:
        with pytest.raises(SinkError, match=os.strerror(errno.EFBIG)):
            sink.write(reading("large", "Solvay said so. " * 5_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert names_in(tmp_path) == ["small.json"]


@pytest.mark.parametrize("place", ["a.json", ""])
def test_a_report_is_never_written_over(place: str, tmp_path: Path) -> None:
    report = tmp_path / "a.json"
    report.write_text('{"text": "Solvay said so."}')
    sink = choose(f"{tmp_path}/{place}", [str(report)], format="json")
    sink.protect([Input("a", report)])
    with pytest.raises(SinkError, match="is one of the reports"):
        sink.write(reading("a"))
    sink.discard()
    assert report.read_text() == '{"text": "Solvay said so."}' and names_in(tmp_path) == ["a.json"]


# Resuming


def run_through(folder: Path, inputs: list[Input], readings: dict[str, list[str]], stop_after: int = 99) -> list[str]:
    """Write the readings (names) of inputs as one run with --resume would; gives the inputs that were read."""
    sink = choose(f"{folder}/", format="json", resume=True)
    sink.protect(inputs)
    left = [item for item in inputs if sink.wants(item)][:stop_after]
    for item in left:
        for name in readings[item.name]:
            sink.write(reading(name, f"Solvay said {item.name}/{name}."))
    sink.close()
    return [item.name for item in left]


def test_resuming_leaves_out_what_is_there(tmp_path: Path) -> None:
    inputs = [Input(name, None) for name in ("a", "b", "c")]
    readings = {item.name: [item.name] for item in inputs}
    assert run_through(tmp_path, inputs, readings, stop_after=1) == ["a"]
    assert run_through(tmp_path, inputs, readings) == ["b", "c"]
    assert run_through(tmp_path, inputs, readings) == []


@pytest.mark.parametrize("order", [("g.jsonl", "g-0001.txt"), ("g-0001.txt", "g.jsonl")])
@pytest.mark.parametrize("stop_after", [0, 1, 2])
def test_resuming_loses_no_report_whose_name_another_bears(
    order: tuple[str, str], stop_after: int, tmp_path: Path
) -> None:
    for name in order:
        (tmp_path / name).touch()
    inputs, _ = find_inputs([str(tmp_path / name) for name in order])
    readings = {"g": ["g-0001", "g-0002"], "g-0001": ["g-0001"]}
    folder = tmp_path / "out"
    run_through(folder, inputs, readings, stop_after)
    run_through(folder, inputs, readings)
    assert sorted(text_of(path) for path in folder.iterdir()) == [
        "Solvay said g-0001/g-0001.",
        "Solvay said g/g-0001.",
        "Solvay said g/g-0002.",
    ]


def test_problems_are_part_of_what_is_written(tmp_path: Path) -> None:
    sink = choose(tmp_path / "out.json")
    empty = Document(make_id("d", "x"), "x", "", "", "application/octet-stream")
    sink.write(Reading(empty, problems=(Problem("empty", "The file is empty.", fatal=True),)))
    sink.close()
    assert [p.code for p in read_ledger(tmp_path / "out.json").problems] == ["empty"]
