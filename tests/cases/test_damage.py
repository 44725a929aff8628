"""Files that are no case, and cases whose file was damaged."""

import random
from pathlib import Path

import pytest

from according.cases import CaseError, open_case
from cases.raw import refused
from cases.reports import TOOLS, original, reading


@pytest.mark.parametrize("content", [b"Just words.\n" * 500, b"\0" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_no_case_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes, write: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    error = refused(path, write)
    assert error.code in ("not_a_case", "corrupted")
    assert str(path) in error.message and "sqlite3." not in error.message
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_cut_short_is_a_plain_error(file: Path) -> None:
    whole = file.read_bytes()
    for share in (0.9, 0.5, 0.2, 0.05):
        file.write_bytes(whole[: int(len(whole) * share)])
        error = refused(file)
        assert error.code == "corrupted", share
        assert "Restore it from a backup" in error.message or "according verify" in error.message


def test_verify_names_a_page_that_cannot_be_read(file: Path) -> None:
    whole = file.read_bytes()
    noise = random.Random(5).randbytes(4096)
    size = int.from_bytes(whole[16:18], "big")
    pages, unused = len(whole) // size, int.from_bytes(whole[36:40], "big")  # by SQLite's header
    assert (size, pages > 20) == (4096, True)
    named, refused_ = [], []
    for page in range(1, pages):
        file.write_bytes(whole[: page * size] + noise + whole[(page + 1) * size :])
        try:
            with open_case(file, write=False) as case:
                named += [page] if case.verify() else []
        except CaseError as error:
            assert error.code == "corrupted"
            refused_.append(page)
    assert len(refused_) <= 2  # the page that says which schema it has, and that of the tables
    assert len(named) >= pages - 1 - unused - len(refused_)


@pytest.mark.parametrize("seed", range(4))
def test_damage_anywhere_ends_in_nothing_but_a_plain_error(file: Path, seed: int) -> None:
    whole = file.read_bytes()
    rng = random.Random(seed)
    met = 0
    for _ in range(15):
        damaged = bytearray(whole)
        at = rng.randrange(len(whole) // 2048) * 2048
        match rng.choice(("noise", "zeros", "bits")):
            case "noise":
                damaged[at : at + 2048] = rng.randbytes(2048)
            case "zeros":
                damaged[at : at + 2048] = bytes(2048)
            case _:
                for _ in range(8):
                    damaged[at + rng.randrange(2048)] ^= 1 << rng.randrange(8)
        file.write_bytes(damaged)
        for write in (False, True):
            try:
                use(file, write)
            except CaseError as error:
                assert error.code in ("corrupted", "not_a_case", "newer_schema"), error.message
                met += 1
        for beside in file.parent.glob("a.case-*"):
            beside.unlink()
    assert met > 5


def use(file: Path, write: bool) -> None:
    """Everything that can be done with a case."""
    with open_case(file, write=write) as case:
        case.verify()
        list(case.readings())
        case.documents()
        case.versions()
        case.sums()
        case.log()
        case.judgements()
        list(case.missing([]))
        case.find("bridge")
        case.export_jsonl(len)
        if write:
            case.keep(original("More."), [reading("More.")], TOOLS)
            case.reindex()
