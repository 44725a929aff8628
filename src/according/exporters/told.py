"""Events with whoever tells them, as exports for other programs want them: names where names are known, else None."""

from collections.abc import Iterator
from dataclasses import dataclass

from according.exporters.holders import begin_of
from according.ledger import Event, Reading, Statement, words_of


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its holder. ``statement`` None is the narrator; ``holder`` None one whom nobody names.

    ``holder`` is the name of the speaker, else the words of the source; the narrator's is the publisher. ``chain`` has
    the names of all speakers, outermost first.
    """

    event: Event
    statement: Statement | None
    holder: str | None
    chain: tuple[str, ...]


def told(reading: Reading) -> Iterator[Told]:
    """Every event of a reading, in text order."""
    names = {a.id: a.name for a in reading.actors}
    statements = {s.id: s for s in reading.statements}
    for event in sorted(reading.events, key=begin_of):
        statement = statements.get(event.statement or "")
        chain = tuple(names.get(a, a) for a in statement.chain) if statement else ()
        yield Told(event, statement, holder_of(reading, statement, names), chain)


def holder_of(reading: Reading, statement: Statement | None, names: dict[str, str]) -> str | None:
    """Who makes a statement, or for None who publishes the report."""
    if statement is None:
        return reading.document.publisher
    return names.get(statement.speaker or "") or words_of(statement.source, reading.document.text) or None
