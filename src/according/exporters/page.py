"""One self-contained page for a reading: the report with its statements marked beside the ledger as cards.

The page asks nothing of the network (its Content-Security-Policy forbids it) and runs no script but its own, which it
names by hash. The report's text enters it only escaped.
"""

import hashlib
import html
import json
from base64 import b64encode
from collections import Counter
from functools import cache
from importlib.resources import files
from string import Template

from according.exporters.outline import STANCE_VERBS, Entry, outline, tally
from according.exporters.segments import ROLES, Role, Segment, segments
from according.exporters.visible import visible
from according.ledger import Document, Reading, Spans, words_of

_DEEPEST_TINT = 5  # content lying deeper than this keeps the last tint; its number still tells how deep it lies
_ROLE_LETTER: dict[Role, str] = {"source": "s", "cue": "q", "content": "c"}


def render(reading: Reading) -> str:
    """``reading`` as one HTML page."""
    document, entries = reading.document, outline(reading)
    style, script = asset("page.css"), asset("page.js")
    return Template(asset("page.html")).substitute(
        policy=f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)}; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        title=escaped(document.title or document.name),
        kicker=_kicker(document),
        byline=f'<p class="byline">{escaped(document.author)}</p>' if document.author else "",
        language=f' lang="{escaped(document.language)}"' if document.language else "",
        text=_marked(document.text, entries),
        facts=_facts(document),
        problems=_problems(reading),
        counts=" · ".join(tally(entries)),
        speakers=_options(Counter(_one_line(entry.who(document.text)) for entry in entries)),
        stances=_options(Counter(STANCE_VERBS[entry.statement.stance] for entry in entries)),
        cards=_cards(document.text, entries),
        data=_data(document.text, entries),
    )


@cache
def asset(name: str) -> str:
    """A file of this folder that goes into pages."""
    return (files("according.exporters") / name).read_text(encoding="utf-8")


def hashed(inlined: str) -> str:
    """The source expression by which a Content-Security-Policy allows exactly this style or script."""
    return f"'sha256-{b64encode(hashlib.sha256(inlined.encode('utf-8')).digest()).decode('ascii')}'"


def escaped(text: str) -> str:
    """Words of a report as HTML, for text and attributes."""
    # A carriage return would be read as a line feed; two of them as one with the next line feed.
    return html.escape(visible(text), quote=True).replace("\r\n", "\n").replace("\r", "\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())


# The report.


def _marked(text: str, entries: tuple[Entry, ...]) -> str:
    """The report's text, every segment with marks in a span that says whose words they are."""
    index_of = {entry.number: index for index, entry in enumerate(entries)}
    spans: dict[str, dict[Role, Spans]] = {
        e.number: {"source": e.statement.source, "cue": e.statement.cue, "content": e.statement.content}
        for e in entries
    }
    cut = segments(text, spans)
    anchored: set[str] = set()
    pieces: list[str] = []
    for at, segment in enumerate(cut):
        before, after = cut[at - 1] if at else None, cut[at + 1] if at + 1 < len(cut) else None
        words = escaped(text[segment.begin : segment.end])
        if not segment.marks:
            pieces.append(words)
            continue
        marks = sorted(segment.marks, key=lambda mark: (-entries[index_of[mark[0]]].depth, index_of[mark[0]], mark[1]))
        layers = _content_of(segment)
        opening = sorted(layers - _content_of(before), key=lambda number: index_of[number])
        classes = ["m", *(role for role in ("source", "cue") if any(mark[1] == role for mark in marks))]
        if layers:
            classes.append(f"d{min(len(layers), _DEEPEST_TINT)}")
        if opening:
            classes.append("b")
        if layers - _content_of(after):
            classes.append("e")
        attributes = f' class="{" ".join(classes)}" data-m="{_mark_list(marks, index_of)}"'
        if opening:
            attributes += f' data-n="{" ".join(opening)}"'
        new = {number for number, _ in marks} - anchored
        if new:
            # The first words of a statement can be reached by keyboard; one mark at a time is in the tab order.
            attributes += ' role="button" tabindex="-1"'
            anchored |= new
        pieces.append(f"<span{attributes}>{words}</span>")
    return "".join(pieces)


def _content_of(segment: Segment | None) -> set[str]:
    return {number for number, role in segment.marks if role == "content"} if segment else set()


def _mark_list(marks: list[tuple[str, Role]], index_of: dict[str, int]) -> str:
    """Marks for the script, innermost statement first: "4c 2c" is content of entry 4 in content of entry 2."""
    return " ".join(f"{index_of[number]}{_ROLE_LETTER[role]}" for number, role in marks)


# The head and the foot.


def _kicker(document: Document) -> str:
    parts = [escaped(document.publisher)] if document.publisher else []
    if document.published:
        parts.append(f"<time>{escaped(document.published)}</time>")
    return " <span aria-hidden='true'>·</span> ".join(parts)


def _facts(document: Document) -> str:
    """What is known of the document, as a list of terms. The address stays text: it may be anything."""
    facts = {
        "Name": document.name,
        "Address": document.url,
        "Updated": document.updated,
        "Retrieved": document.retrieved,
        "Type": document.media_type,
        "SHA-256": document.sha256,
    }
    return "".join(
        f"<div><dt>{term}</dt><dd><bdi>{escaped(fact)}</bdi></dd></div>" for term, fact in facts.items() if fact
    )


def _problems(reading: Reading) -> str:
    if not reading.problems:
        return ""
    items = []
    for problem in reading.problems:
        line = reading.document.text.count("\n", 0, problem.span[0]) + 1 if problem.span else None
        where = f' <span class="where">line {line}</span>' if line else ""
        items.append(f"<li>{escaped(problem.message)}{where}</li>")
    return f'<section class="problems"><h2>Notes on this reading</h2><ul>{"".join(items)}</ul></section>'


# The ledger.


def _options(counts: Counter[str]) -> str:
    return "".join(
        f'<option value="{escaped(name)}">{escaped(name)} ({n})</option>' for name, n in counts.most_common()
    )


def _cards(text: str, entries: tuple[Entry, ...]) -> str:
    """The cards as nested lists: those of nested statements lie inside their outer one's item."""
    if not entries:
        return '<p class="empty">No statements were found in this report.</p>'
    pieces: list[str] = []
    depth = -1
    for index, entry in enumerate(entries):
        if entry.depth > depth:
            pieces.append("<ol>")
        else:
            pieces.append("</li></ol>" * (depth - entry.depth) + "</li>")
        pieces.append(f"<li>{_card(index, entry, text)}")
        depth = entry.depth
    return "".join(pieces) + "</li></ol>" * (depth + 1)


def _card(index: int, entry: Entry, text: str) -> str:
    s, who = entry.statement, _one_line(entry.who(text))
    named = "who" if s.source or s.speaker else "who nobody"
    parts: dict[Role, str] = {
        role: escaped(_one_line(words_of(spans, text)))
        for role, spans in zip(ROLES, (s.source, s.cue, s.content), strict=True)
    }
    said_by = "".join(f'<bdi class="{role}">{parts[role]}</bdi> ' for role in ("source", "cue") if parts[role])
    chain = ""
    if len(entry.chain) > 1:
        links = ' <span class="to" aria-label="then">›</span> '.join(
            f"<bdi>{escaped(name)}</bdi>" for name in entry.chain
        )
        chain = f'<p class="chain" role="group" aria-label="Held by, outermost first">{links}</p>'
    return (
        f'<article class="card" id="card-{index}" data-i="{index}">'
        f'<h3><span class="n" aria-hidden="true">{entry.number}</span>'
        f'<button type="button" class="{named}" tabindex="-1"><bdi>{escaped(who)}</bdi></button>'
        f'<span class="stance {s.stance}">{STANCE_VERBS[s.stance]}</span></h3>'
        f"{chain}"
        f'<p class="words" dir="auto">{said_by}<span class="content">{parts["content"]}</span></p>'
        f'<p class="fine">{s.kind} · {s.mode} · confidence {s.confidence:.2f} · line {entry.line}</p>'
        "</article>"
    )


def _data(text: str, entries: tuple[Entry, ...]) -> str:
    """What the script needs to know of each entry, as JSON that cannot end its script element."""
    data = [
        {
            "id": entry.statement.id,
            "number": entry.number,
            "outer": entry.outer,
            "who": visible(_one_line(entry.who(text))),
            "stance": STANCE_VERBS[entry.statement.stance],
        }
        for entry in entries
    ]
    # ASCII only, so that U+2028 and lone surrogates are escaped too.
    dumped = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return dumped.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
