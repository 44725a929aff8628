import os
import sys
from pathlib import Path

import pytest

from according.readers import Given, Input, Limits, find_inputs, load

from .made import codes, fatal_code


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The army said so.")


def found(*arguments: str | Path) -> tuple[list[str], list[str]]:
    inputs, problems = find_inputs([str(argument) for argument in arguments])
    return [item.name for item in inputs], codes(problems)


def test_a_folder_is_read_to_any_depth_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.html", "deep/er/c.json", ".hidden.txt", ".git/d.txt", "picture.png", "E.PDF")
    assert found(tmp_path) == (["E", "a", "b", "c"], [])


def test_the_same_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to("a.txt")
    monkeypatch.chdir(tmp_path)
    assert found("a.txt", tmp_path, "./a.txt", "*.txt", "-", "-") == (["a", "stdin"], [])


def test_equal_stems_get_names_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "x/g.txt", "y/g.json", "z/G.txt", "z/g-2.txt")
    names, _ = found(tmp_path)
    assert names == ["g", "g-2", "G-3", "g-2-2"]


def test_patterns_that_the_shell_did_not_expand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b.html", "in/c.txt", "in/deep/d.txt", "[x].txt")
    monkeypatch.chdir(tmp_path)
    assert found("[ab].*") == (["a", "b"], [])
    assert found("**/*.txt") == (["[x]", "a", "c", "d"], [])
    assert found("[x].txt") == (["[x]"], [])  # a name that looks like a pattern
    assert found("i*") == (["c", "d"], [])  # a folder, as the shell would give it
    assert found("*.pdf") == ([], ["no_match"])


def test_what_is_not_there_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "empty/picture.png")
    assert found(tmp_path / "none.txt", tmp_path / "empty", tmp_path / "a.txt", "x" * 5000, "nul\0") == (
        ["a"],
        ["missing", "nothing_readable", "unreadable", "unreadable"],
    )


def test_names_that_are_not_utf8_can_be_written(tmp_path: Path) -> None:
    try:
        write(tmp_path, os.fsdecode(b"caf\xe9.txt"))
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (name,), _ = found(tmp_path)
    assert name.encode() == "caf\ufffd".encode()


def test_a_file_is_loaded_with_its_hash_and_name(tmp_path: Path) -> None:
    write(tmp_path, "g.txt")
    (draft,) = load(Input("g", tmp_path / "g.txt"), Given(), Limits())
    assert draft.document is not None
    assert (draft.name, draft.document.name, draft.document.text) == ("g", "g", "The army said so.")
    assert draft.document.sha256 == "b8d1df94e5360ba6d31016617cdba78ce67c918007c692da79226772183b9128"


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    def code(path: Path, limits: Limits | None = None) -> str:
        return fatal_code(load(Input("x", path), Given(), limits or Limits()))

    write(tmp_path, "a.txt")
    assert code(tmp_path / "gone.txt") == "missing"
    assert code(tmp_path / "a.txt" / "b.txt") == "missing"
    assert code(tmp_path) == "is_folder"
    assert code(tmp_path / "a.txt", Limits(file_bytes=5)) == "too_large"


@pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")
def test_pipes_and_devices_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", Path("/dev/zero")):
        assert fatal_code(load(Input("x", path), Given(), Limits())) == "not_a_file"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_permission_denied(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "locked/b.txt")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    try:
        assert fatal_code(load(Input("a", tmp_path / "a.txt"), Given(), Limits())) == "permission_denied"
        assert found(tmp_path / "locked") == ([], ["permission_denied"])
        assert found(tmp_path / "locked" / "b.txt") == ([], ["permission_denied"])
    finally:
        (tmp_path / "locked").chmod(0o700)


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with (tmp_path / "a.txt").open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        (draft,) = load(Input("stdin", None), Given(), Limits())
    assert draft.document is not None and draft.document.text == "The army said so."
    monkeypatch.setattr(sys, "stdin", None)
    assert fatal_code(load(Input("stdin", None), Given(), Limits())) == "unreadable"
