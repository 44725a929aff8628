"""One plain pass over markup: the visible text and what the page says of itself, however broken the page is.

Linear in the length of the markup, without recursion: what no parser can take still gives its text.
"""

import re
from dataclasses import dataclass, field
from html import unescape

BLOCKS = frozenset(
    """address article aside blockquote body br center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section summary table tbody td tfoot
    th thead title tr ul""".split()
)
"""Tags that end a line of text."""
HIDDEN = frozenset("script style noscript template title textarea svg math iframe object select".split())
"""Tags whose content is not text of the page."""

_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_TAG = re.compile(r"<(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>")
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]{0,60})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LONGEST_TAG_READ = 20_000  # attributes of longer tags are pictures and the like
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Page:
    """What one pass found. ``lines`` are the visible paragraphs; ``metas`` maps lower-case names to contents."""

    lines: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    title: str | None = None
    canonical: str | None = None
    tags: int = 0


def scan(markup: str) -> Page:
    """Everything of use in ``markup``: visible text, meta tags, JSON-LD, publication ``<time>``s, title, address."""
    page, line = Page(), []
    lower = markup.lower() if len(markup.lower()) == len(markup) else markup
    position, quotes_close = 0, True
    while True:
        opening = markup.find("<", position)
        line.append(markup[position : opening if opening >= 0 else len(markup)])
        if opening < 0:
            break
        if markup.startswith("<!--", opening):
            position = _after(markup, "-->", opening + 4)
            continue
        name = _NAME.match(markup, opening + 1)
        if name is None and markup[opening + 1 : opening + 2] not in ("!", "?", "/"):
            line.append("<")  # a plain "less than"
            position = opening + 1
            continue
        tag = _TAG.match(markup, opening) if quotes_close else None
        if tag is None:
            # One unclosed quotation mark may swallow the rest; from here on a tag ends at the next ">".
            quotes_close = False
        position = tag.end() if tag else _after(markup, ">", opening + 1)
        if name is None:
            continue
        page.tags += 1
        tag_name, closing = name[1].lower(), markup[opening + 1] == "/"
        if tag_name in BLOCKS:
            _end_line(page, line)
        if closing:
            continue
        attributes = _attributes(markup, name.end(), position)
        _note(page, tag_name, attributes)
        if tag_name in HIDDEN and markup[position - 2 : position] != "/>":
            end = lower.find(f"</{tag_name}", position)
            inner = markup[position : end if end >= 0 else len(markup)]
            if tag_name == "title" and page.title is None:
                page.title = _plain(inner) or None
            if tag_name == "script" and "ld+json" in attributes.get("type", "").lower():
                page.json_ld.append(inner)
            position = end if end >= 0 else len(markup)
    _end_line(page, line)
    return page


def _after(markup: str, mark: str, position: int) -> int:
    found = markup.find(mark, position)
    return found + len(mark) if found >= 0 else len(markup)


def _attributes(markup: str, begin: int, end: int) -> dict[str, str]:
    if end - begin > _LONGEST_TAG_READ or "=" not in markup[begin:end]:
        return {}
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(markup, begin, end):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


def _note(page: Page, tag: str, attributes: dict[str, str]) -> None:
    """Keep what the page says of itself in one tag."""
    if tag == "meta":
        content = attributes.get("content", "").strip()
        for key in ("property", "name", "itemprop"):
            if content and attributes.get(key):
                page.metas.setdefault(attributes[key].strip().lower(), content)
    elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
        page.canonical = page.canonical or attributes.get("href")
    elif tag == "time" and (
        attributes.get("itemprop") == "datePublished" or "published" in attributes.get("class", "").split()
    ):
        page.times.append(attributes.get("datetime", ""))


def _end_line(page: Page, line: list[str]) -> None:
    if text := _plain("".join(line)):
        page.lines.append(text)
    line.clear()


def _plain(markup: str) -> str:
    return _SPACES.sub(" ", unescape(markup)).strip()
