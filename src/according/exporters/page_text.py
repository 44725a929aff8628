"""The report's text on a page: every segment with marks in a span that says whose words they are and what they name."""

from according.exporters.markup import escaped
from according.exporters.outline import Entry
from according.exporters.page_records import Record
from according.exporters.segments import Role, Segment, segments
from according.ledger import Spans

_DEEPEST_TINT = 5  # content lying deeper than this keeps the last tint; its number still tells how deep it lies
_ROLE_LETTER: dict[Role, str] = {"source": "s", "cue": "q", "content": "c"}


def marked(text: str, entries: tuple[Entry, ...], records: dict[str, Record]) -> str:
    """The text as HTML.

    ``data-m`` lists the statements whose words a span holds, innermost first: "4c 2c" is content of entry 4 in content
    of entry 2. ``data-r`` lists the records that it names, shortest first: "a3" is actor 3, "e5+" a cell of event 5.
    """
    index_of = {entry.number: index for index, entry in enumerate(entries)}
    spans: dict[str, dict[Role, Spans]] = {
        e.number: {"source": e.statement.source, "cue": e.statement.cue, "content": e.statement.content}
        for e in entries
    }
    for key, record in records.items():
        for span in record.words:
            # Marks of one record at spans of one length may share a key: only whether they lie here matters.
            _add(spans, f"{key}/{span[1] - span[0]}", "words", span)
        for span in record.cells:
            _add(spans, key, "cell", span)
    cut = segments(text, spans)
    anchored: set[str] = set()
    pieces: list[str] = []
    layers_before: set[str] = set()
    for at, segment in enumerate(cut):
        words = escaped(text[segment.begin : segment.end])
        layers = _content_of(segment)
        if not segment.marks:
            pieces.append(words)
            layers_before = layers
            continue
        after = _content_of(cut[at + 1]) if at + 1 < len(cut) else set()
        said = [mark for mark in segment.marks if mark[0] in index_of]
        marks = sorted(said, key=lambda mark: (-entries[index_of[mark[0]]].depth, index_of[mark[0]], mark[1]))
        opening = sorted(layers - layers_before, key=lambda number: index_of[number])
        classes = ["m"] if marks else []
        classes += [role for role in ("source", "cue") if any(mark[1] == role for mark in marks)]
        if layers:
            classes.append(f"d{min(len(layers), _DEEPEST_TINT)}")
        if opening:
            classes.append("b")
        if layers - after:
            classes.append("e")
        named = _named(segment)
        # What a word tells goes before whom or what it names.
        classes += ["r", "event" if named[0][0] == "e" else "name"] if named and named[0][-1] != "+" else []
        attributes = f' class="{" ".join(classes)}"' if classes else ""
        if marks:
            attributes += f' data-m="{" ".join(f"{index_of[n]}{_ROLE_LETTER[role]}" for n, role in marks)}"'
        if named:
            attributes += f' data-r="{" ".join(named)}"'
        if opening:
            attributes += f' data-n="{" ".join(opening)}"'
        new = {number for number, _ in marks} - anchored
        if new:
            # The first words of a statement can be reached by keyboard; one mark at a time is in the tab order.
            attributes += ' role="button" tabindex="-1"'
            anchored |= new
        pieces.append(f"<span{attributes}>{words}</span>")
        layers_before = layers
    return "".join(pieces)


def _add(spans: dict[str, dict[Role, Spans]], key: str, role: Role, span: tuple[int, int]) -> None:
    parts = spans.setdefault(key, {})
    parts[role] = (*parts.get(role, ()), span)


def _content_of(segment: Segment) -> set[str]:
    return {number for number, role in segment.marks if role == "content"}


def _named(segment: Segment) -> list[str]:
    """The records named here, events first, then the shortest name; last, with "+", those of which it is a cell."""
    words = [key.partition("/") for key, role in segment.marks if role == "words"]
    ordered = sorted((key[0] != "e", int(length), key) for key, _, length in words)
    return [key for *_, key in ordered] + sorted(f"{key}+" for key, role in segment.marks if role == "cell")
