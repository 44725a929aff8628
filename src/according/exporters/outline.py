"""The statements of a reading in the order people read them: text order, each nested one right after its outer one."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from according.exporters.plain import plural
from according.ledger import Actor, Reading, Stance, Statement, words_of

NO_SOURCE = "no source named"
"""What stands in the speaker's place where the report names no source."""

STANCE_VERBS: dict[Stance, str] = {
    "assert": "asserts", "confirm": "confirms", "deny": "denies", "accuse": "accuses", "predict": "predicts",
    "propose": "proposes", "demand": "demands", "question": "questions", "believe": "believes", "feel": "feels",
}  # fmt: skip
"""A stance as it reads after the speaker's name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement in its place.

    ``number`` is "2.1" for the first statement nested in the second outermost one; ``outer`` is the index of the entry
    it is nested in; ``begin`` is the offset (code points) of its first word, ``line`` that word's line, from 1.
    ``chain`` holds names, outermost holder first; ``speaker`` is None where no actor is known.
    """

    statement: Statement
    number: str
    depth: int
    outer: int | None
    speaker: Actor | None
    chain: tuple[str, ...]
    begin: int
    line: int

    def who(self, text: str) -> str:
        """The speaker's name, or else the words of the source, or else that no source is named."""
        return self.speaker.name if self.speaker else words_of(self.statement.source, text) or NO_SOURCE


def outline(reading: Reading) -> tuple[Entry, ...]:
    """Every statement of ``reading`` exactly once.

    A statement whose ``within`` is unknown or leads back to itself counts as outermost.
    """
    text, actors = reading.document.text, {actor.id: actor for actor in reading.actors}
    line_ends = [at for at, letter in enumerate(text) if letter == "\n"]
    ordered = sorted(reading.statements, key=lambda s: (_begin(s), -_end(s)))
    outer_of = _outer_positions(ordered)
    nested: dict[int | None, list[int]] = defaultdict(list)
    for position, outer in enumerate(outer_of):
        nested[outer].append(position)

    entries: list[Entry] = []
    # A stack instead of recursion: nesting may be deeper than Python's stack.
    todo: list[tuple[int, str, int, int | None]] = [
        (position, str(n), 0, None) for n, position in _counted(nested[None])
    ]
    while todo:
        position, number, depth, outer_index = todo.pop()
        s = ordered[position]
        begin = _begin(s)
        speaker = actors.get(s.speaker) if s.speaker else None
        chain = tuple(actors[i].name if i in actors else i for i in s.chain)
        line = bisect_left(line_ends, begin) + 1
        entries.append(Entry(s, number, depth, outer_index, speaker, chain, begin, line))
        index = len(entries) - 1
        todo += [(inner, f"{number}.{n}", depth + 1, index) for n, inner in _counted(nested[position])]
    return tuple(entries)


def tally(entries: tuple[Entry, ...], reading: Reading | None = None) -> tuple[str, ...]:
    """How many statements, named speakers and nested statements there are, in words; of a reading, its events too."""
    speakers = len({entry.speaker.id for entry in entries if entry.speaker})
    nested = sum(entry.depth > 0 for entry in entries)
    told = [plural(len(entries), "statement"), plural(speakers, "named speaker"), f"{nested:,} nested"]
    if reading and reading.events:
        told.append(plural(len(reading.events), "event"))
    return tuple(told)


def _counted(positions: list[int]) -> list[tuple[int, int]]:
    """Positions with their numbers from 1, last first, as a stack wants them."""
    return list(enumerate(positions, 1))[::-1]


def _outer_positions(ordered: list[Statement]) -> list[int | None]:
    """For each statement the position of its outer one, with circles broken at their first statement."""
    position_of = {s.id: position for position, s in enumerate(ordered)}
    outer_of = [position_of.get(s.within) if s.within is not None else None for s in ordered]
    settled: set[int] = set()
    for start in range(len(ordered)):
        path: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = outer_of[at]
        if at is not None and at in path:
            outer_of[min(list(path)[list(path).index(at) :])] = None
        settled.update(path)
    return outer_of


def _begin(s: Statement) -> int:
    return min((begin for begin, _ in s.source + s.cue + s.content), default=0)


def _end(s: Statement) -> int:
    return max((end for _, end in s.source + s.cue + s.content), default=0)
