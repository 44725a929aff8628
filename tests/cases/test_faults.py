"""What happens to a case when processes are killed, disks fill, and files may not be written."""

import os
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from according.cases import CaseError, Filters, Subject, open_case
from cases.processes import Child, Tell, many
from cases.raw import refused
from cases.reports import TOOLS, original, reading
from cases.server import Server, can_start


def add(where: str, first: int, last: int, tell: Tell, judging: bool = False) -> None:
    """What ``according add`` does: read what is missing, keep it, and tell of it once it is kept."""
    made = {found.sha256: (found, each) for found, each in many(first, last)}
    with open_case(where) as case:
        tell("open")
        for found in case.missing(found for found, _ in made.values()):
            each = made[found.sha256][1]
            case.keep(found, [each], TOOLS)
            tell(each.document.name)
            if judging:
                judged = case.judge("accept", [Subject(each.document.id, each.statements[0].id)], "Reviewer A")
                tell(judged.id)


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_a_writer_killed_at_any_moment_loses_nothing_that_it_told(where: str, kills: int) -> None:
    reports = kills * 12
    rng = random.Random(5)
    told: set[str] = set()
    broken_off = 0
    for _ in range(kills):
        child = Child(lambda tell: add(where, 0, reports, tell, judging=True))
        if rng.random() < 0.8:  # else while it opens or makes the case
            child.first()
        time.sleep(rng.uniform(0, 0.1))
        told |= set(child.kill()) - {"open"}
        with open_case(where) as case:
            documents = [d.name for d in case.documents()]
            judged = [j.id for j in case.judgements()]
            assert told <= {*documents, *judged}
            assert len(documents) == len(set(documents)) == case.sums().originals
            assert case.verify() == []
            assert len(case.find("house", Filters(kinds=("statement",)), limit=reports)) == len(documents)
            broken_off += len(documents) < reports
    assert broken_off, "none was killed before it was done"
    assert told, "something was kept between the kills, however slow the machine"
    Child(lambda tell: add(where, 0, reports, tell)).lines()
    with open_case(where) as case:
        assert sorted(d.name for d in case.documents()) == [made.document.name for _, made in many(0, reports)]
        assert case.verify() == []


def test_two_processes_make_one_case_and_add_to_it(where: str) -> None:
    one = Child(lambda tell: add(where, 0, 60, tell, judging=True))
    other = Child(lambda tell: add(where, 30, 90, tell, judging=True))
    told = one.lines() + other.lines()
    with open_case(where, create=False) as case:
        names = [d.name for d in case.documents()]
        assert sorted(names) == [made.document.name for _, made in many(0, 90)]
        assert set(names) <= set(told)
        assert case.sums().judgements == sum(line.startswith("j") for line in told)
        assert case.sums().originals == case.sums().readings == 90
        assert [r.number for r in case.log()] == list(range(1, case.sums().head[0] + 1))
        assert case.verify() == []


def test_a_reader_sees_whole_readings_while_another_process_writes(where: str) -> None:
    open_case(where).close()
    with open_case(where, write=False) as case:
        writer = Child(lambda tell: add(where, 0, 60, tell))
        seen = [0]
        while seen[-1] < 60:
            seen.append(len(case.find("house", Filters(kinds=("statement",)), limit=100)))
            assert all(made.statements for made in case.readings())
        assert seen == sorted(seen)
        writer.lines()


@pytest.mark.skipif(not can_start(), reason="PostgreSQL is not installed")
def test_a_server_restarted_midway_is_waited_for() -> None:
    server = Server()
    try:
        writer = Child(lambda tell: add(server.url, 0, 60, tell, judging=True))
        for _ in range(3):
            writer.first()
            server.stop()
            time.sleep(0.2)
            server.start()
        told = writer.lines()
        with open_case(server.url) as case:
            names = [d.name for d in case.documents()]
            assert sorted(names) == [made.document.name for _, made in many(0, 60)]
            assert case.sums().judgements == sum(line.startswith("j") for line in told) == 60
            assert case.verify() == []
    finally:
        server.remove()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    error = refused("postgresql://reader:secret@127.0.0.1:1/reports")
    assert error.code == "no_server"
    assert "secret" not in error.message
    assert "127.0.0.1:1/reports" in error.message


def as_nobody(work: Callable[[Tell], None]) -> list[str]:
    """What ``work`` tells, done by a user whom permissions bind."""

    def child(tell: Tell) -> None:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work(tell)

    return Child(child).lines()


@pytest.mark.parametrize("folder_mode", [0o755, 0o555])
def test_a_file_that_cannot_be_written_can_be_read_and_says_so(file: Path, folder_mode: int) -> None:
    file.chmod(0o444)
    file.parent.chmod(folder_mode)

    def work(tell: Tell) -> None:
        with open_case(file, write=False) as case:
            for made in case.readings():
                tell(made.document.name)
            tell(str(len(case.find("bridge"))))
            tell(str(case.verify()))
        error = refused(file)
        tell(error.code)
        tell(error.message)

    told = as_nobody(work)
    message = f"{file} cannot be written. Change its permissions, or copy it and use the copy."
    assert told == ["bridge", "harbour", "2", "[]", "read_only", message]


def test_a_reader_without_rights_sees_what_a_writer_has_just_kept(file: Path) -> None:
    def work(tell: Tell) -> None:
        with open_case(file, write=False) as case:
            tell(str(len(list(case.readings()))))

    with open_case(file) as writer:
        assert as_nobody(work) == ["2"]
        writer.keep(original("More."), [reading("More.")], TOOLS)
        assert as_nobody(work) == ["3"]
    assert as_nobody(work) == ["3"]


def test_a_place_where_no_file_can_be_made_is_named(file: Path) -> None:
    assert refused(file / "b.case").code == "cannot_open"
    assert "Make it first" in refused(file.parent / "none" / "b.case").message


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "is_folder"


def test_a_full_disk_says_so_and_keeps_what_was_finished(file: Path) -> None:
    def work(tell: Tell) -> None:
        limit = file.stat().st_size + 200_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))  # as a quota has it
        noise = random.Random(5)
        kept = 0
        try:
            with open_case(file) as case:
                for number in range(100):
                    text = noise.randbytes(10_000).hex()
                    case.keep(original(text, f"file:///{number}"), [reading(text, name=f"{number}")], TOOLS)
                    kept += 1
        except CaseError as error:
            tell(error.code)
            tell(error.message)
        tell(str(kept))

    code, message, kept = Child(work).lines()
    assert code == "disk_full"
    assert "run it again; what was finished is kept" in message
    with open_case(file) as case:
        assert case.sums().documents == 2 + int(kept) > 2
        assert case.verify() == []
