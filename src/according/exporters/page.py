"""One self-contained page for a reading: the report with its statements marked beside the ledger.

The page asks nothing of the network (its Content-Security-Policy forbids it) and runs no script but its own, which it
names by hash. The report's text enters it only escaped.
"""

from collections import Counter
from collections.abc import Iterator
from string import Template

from according.exporters.markup import asset, embedded, escaped, hashed
from according.exporters.outline import STANCE_VERBS, Entry, outline, tally
from according.exporters.page_panels import Panel, panels
from according.exporters.page_records import records_of
from according.exporters.page_text import marked
from according.exporters.plain import one_line
from according.exporters.visible import visible
from according.ledger import Document, Reading

STYLES, SCRIPTS = ("page.css", "records.css"), ("page.js", "map.js", "records.js")


def pieces(reading: Reading) -> Iterator[str]:
    """``reading`` as one HTML page."""
    document, entries = reading.document, outline(reading)
    records, data = records_of(reading, entries)
    found = panels(reading, entries)
    style, script = asset(*STYLES), asset(*SCRIPTS)
    yield Template(asset("page.html")).substitute(
        policy=f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)}; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        title=escaped(document.title or document.name),
        kicker=_kicker(document),
        byline=f'<p class="byline">{escaped(document.author)}</p>' if document.author else "",
        language=f' lang="{escaped(document.language)}"' if document.language else "",
        names_key=_NAMES_KEY if any(record.words for record in records.values()) else "",
        text=marked(document.text, entries, records),
        facts=_facts(reading),
        problems=_problems(reading),
        counts=" · ".join(tally(entries, reading)),
        tabs=_tabs(found),
        speakers=_options(Counter(one_line(entry.who(document.text)) for entry in entries)),
        stances=_options(Counter(STANCE_VERBS[entry.statement.stance] for entry in entries)),
        cards=found[0].content,
        panels="".join(
            f'<div id="{p.key}" class="panel" role="tabpanel" aria-labelledby="tab-{p.key}" hidden>{p.content}</div>'
            for p in found[1:]
        ),
        data=embedded({"entries": _entries(document.text, entries), **data}),
    )


_NAMES_KEY = (
    '<label><input type="checkbox" id="names-marked" checked> '
    '<span class="key r name">names</span> and <span class="key r event">events</span></label>'
)


def _tabs(found: list[Panel]) -> str:
    """Tabs of the ledger; none where there are only statements."""
    if len(found) == 1:
        return ""
    tabs = "".join(
        f'<button type="button" role="tab" id="tab-{p.key}" aria-controls="{p.key}" '
        f'aria-selected="{"false" if n else "true"}" tabindex="{-1 if n else 0}">{p.title} <span>{p.size}</span></button>'
        for n, p in enumerate(found)
    )
    return f'<div id="tabs" role="tablist" aria-label="Parts of the ledger">{tabs}</div>'


def _kicker(document: Document) -> str:
    parts = [escaped(document.publisher)] if document.publisher else []
    if document.published:
        parts.append(f"<time>{escaped(document.published)}</time>")
    return " <span aria-hidden='true'>·</span> ".join(parts)


def _facts(reading: Reading) -> str:
    """What is known of the document and its reading, as a list of terms. The address stays text: it may be anything."""
    document = reading.document
    facts = {
        "Name": document.name,
        "Address": document.url,
        "Updated": document.updated,
        "Retrieved": document.retrieved,
        "Type": document.media_type,
        "SHA-256": document.sha256,
        "Made with": "; ".join(f"{what} {which}" for what, which in reading.made_with.items()),
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


def _options(counts: Counter[str]) -> str:
    return "".join(
        f'<option value="{escaped(name)}">{escaped(name)} ({n})</option>' for name, n in counts.most_common()
    )


def _entries(text: str, entries: tuple[Entry, ...]) -> list[dict[str, object]]:
    """What the script needs to know of each statement."""
    return [
        {
            "id": entry.statement.id,
            "number": entry.number,
            "outer": entry.outer,
            "who": visible(one_line(entry.who(text))),
            "stance": STANCE_VERBS[entry.statement.stance],
        }
        for entry in entries
    ]
