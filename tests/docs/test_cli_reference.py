"""The guide names every command and flag there is, and none that there isn't."""

import re
import shlex

import click
import pytest

from according import cli
from according.exporters import EXPORTERS
from according.readers.sniff import ENDINGS

from .pages import PAGES, blocks, page, rows, section

GUIDE = page("docs/guide.md")


def commands_of(name: str, command: click.Command) -> dict[str, click.Command]:
    """A command and those under it, by their full names."""
    inner = command.commands if isinstance(command, click.Group) else {}
    return {name: command, **{k: v for n, c in inner.items() for k, v in commands_of(f"{name} {n}", c).items()}}


COMMANDS = commands_of("according", cli.app)
EXAMPLES = [
    pytest.param(line.removeprefix("$ "), id=f"{path.name}: {line[2:50]}")
    for path in PAGES
    for block in blocks(path.read_text(encoding="utf-8"))
    for line in block.splitlines()
    if line.startswith("$ according")
]


def flags_of(command: click.Command) -> set[str]:
    parameters = command.get_params(click.Context(command, help_option_names=["-h", "--help"]))
    return {flag for p in parameters if isinstance(p, click.Option) for flag in (*p.opts, *p.secondary_opts)}


def flags_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_of_a_command_holds_its_flags(name: str) -> None:
    told = {flag for row in rows(section(GUIDE, name)) for flag in flags_in(row[0])}
    assert told == flags_of(COMMANDS[name])


def test_every_flag_in_the_guide_exists() -> None:
    existing = set().union(*map(flags_of, COMMANDS.values()))
    assert {flag for flag in flags_in(GUIDE) if flag.startswith("--")} <= existing


def test_every_section_of_a_command_is_one_that_exists() -> None:
    assert set(re.findall(r"^### (according.*)$", GUIDE, re.MULTILINE)) == set(COMMANDS)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_commands(example: str) -> None:
    shell = shlex.shlex(example, posix=True, punctuation_chars="|<>")
    shell.whitespace_split = True
    words = list(shell)
    end = next((n for n, word in enumerate(words) if set(word) <= set("|<>")), len(words))
    try:
        with cli.app.make_context("according", words[1:end]) as group:
            name, command, rest = cli.app.resolve_command(group, [*group._protected_args, *group.args])
            assert name and command
            given = command.make_context(name, rest, parent=group).params
    except click.exceptions.Exit as done:  # --help and --version do their work while they are parsed
        assert done.exit_code == 0
        return
    assert given.get("format") in (None, "terminal", *EXPORTERS)


def test_exit_statuses() -> None:
    told = [int(row[0]) for row in rows(section(GUIDE, "Exit statuses"))]
    assert told == [cli.READ, cli.SOME_FAILED, cli.USAGE, cli.INTERRUPTED]


def test_formats_and_endings() -> None:
    formats = {row[0].strip("`") for row in rows(section(GUIDE, "Outputs"))}
    assert formats == {"none", *EXPORTERS}
    endings = {ending for row in rows(section(GUIDE, "Inputs")) for ending in re.findall(r"\.[a-z]+", row[1])}
    assert endings == set(ENDINGS)
