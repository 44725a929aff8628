"""A contents page for a folder of pages: each report, how much it holds, and who speaks in it."""

from collections import Counter
from collections.abc import Sequence
from string import Template
from urllib.parse import quote

from according.exporters.markup import asset, escaped, hashed
from according.exporters.outline import outline, tally
from according.ledger import Reading

_MOST_SPEAKERS = 6


def render(written: Sequence[tuple[str, Reading]]) -> str:
    """The contents page of ``written``: (file name, reading) of every page in the folder, in their order."""
    style = asset("page.css")
    return Template(asset("index.html")).substitute(
        policy=f"default-src 'none'; style-src {hashed(style)}; base-uri 'none'; form-action 'none'",
        style=style,
        count=f"{len(written)} report{'' if len(written) == 1 else 's'}",
        reports="".join(_row(file, reading) for file, reading in written),
    )


def _row(file: str, reading: Reading) -> str:
    document, entries = reading.document, outline(reading)
    facts = " · ".join(escaped(fact) for fact in (document.publisher, document.published) if fact)
    speakers = Counter(entry.speaker.name for entry in entries if entry.speaker)
    said = " · ".join(f"{escaped(name)} <b>{n}</b>" for name, n in speakers.most_common(_MOST_SPEAKERS))
    problems = "".join(f'<p class="problem">{escaped(p.message)}</p>' for p in reading.problems)
    return (
        f'<li><p class="kicker">{facts}</p><h2><a href="{escaped(quote(file))}">'
        f"{escaped(document.title or document.name)}</a></h2><p>{' · '.join(tally(entries, reading))}</p>"
        f'<p class="said">{said}</p>{problems}</li>'
    )
