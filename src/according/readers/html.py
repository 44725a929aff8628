"""Web pages: the main text, and what the page says of itself.

The main text is trafilatura's, which takes well-formed pages of ordinary size; for the others all visible text is
taken, with a problem saying so. Dates come only from where a page states them (meta tags, JSON-LD, ``<time>`` marked as
the publication's, the address): a date somewhere in the text, the file's date or today's never stand in for them.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from according.ledger import Problem
from according.readers.contract import Found, Limits
from according.readers.dates import parse_plain
from according.readers.encoding import decode
from according.readers.html_scan import Page, scan

PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "article.published", "originalpublicationdate", "article_date_original",
    "citation_publication_date", "cxenseparse:recs:publishtime", "dcterms.issued", "dc.date.issued", "dc.date",
    "dcterms.date", "publish-date", "publish_date", "publishdate", "pubdate", "date",
)  # fmt: skip
UPDATED_METAS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "lastmod",
)  # fmt: skip
"""Meta tags (``property``, ``name`` or ``itemprop``) that state the two dates, the surest first."""

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DATE_IN_ADDRESS = re.compile(r"/([12][0-9]{3})[/-]([01]?[0-9])[/-]([0-3]?[0-9])(?=[/?#.]|$)")
_MOST_CHARS, _MOST_TAGS, _DEEPEST = 4_000_000, 40_000, 200
_LINE_TAGS = frozenset(("p", "head", "item", "row", "quote", "list", "table", "ab", "code", "lb", "div", "fw"))
_LONGEST_TITLE = 1_000


def read(data: bytes, limits: Limits) -> list[Found]:
    """The one report of a web page. Paragraphs are separated by a newline; offsets hold in the text taken out."""
    charset = _CHARSET.search(data, 0, 4096)
    decoded = decode(data, charset[1].decode("ascii") if charset else None)
    markup = decoded.text.replace("\0", "")
    page = scan(markup)
    problems = list(decoded.problems)
    main, why = _main_text(markup, page)
    stated = main or {}
    text = stated.get("text") or "\n".join(page.lines)
    # A span into the markup would not hold in the text taken out.
    problems = [Problem(p.code, p.message) for p in problems]
    if why and text:
        problems.append(Problem("html_fallback", f"{why} All visible text was taken, menus and all."))
    linked = [node for block in page.json_ld for node in _nodes(block)]
    address = stated.get("url") or page.canonical or page.metas.get("og:url")
    published = (
        _first_date(page.metas.get(name) for name in PUBLISHED_METAS)
        or _first_date(node.get("datePublished") for node in linked)
        or _first_date(page.times)
        or _date_in(address)
    )
    updated = _first_date(page.metas.get(name) for name in UPDATED_METAS) or _first_date(
        node.get("dateModified") for node in linked
    )
    return [
        Found(
            text,
            tuple(problems),
            title=_short(stated.get("title") or page.metas.get("og:title") or page.title),
            publisher=_short(stated.get("sitename") or page.metas.get("og:site_name")),
            author=_short(stated.get("author") or page.metas.get("author")),
            published=published,
            updated=updated,
            url=_short(address),
        )
    ]


def _main_text(markup: str, page: Page) -> tuple[dict[str, str | None] | None, str | None]:
    """Trafilatura's text and metadata, and why its text is missing, if it is."""
    if len(markup) > _MOST_CHARS or page.tags > _MOST_TAGS:
        return None, "The page is too large to find its main text."
    if not page.lines:
        return None, None
    import logging

    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # or they print to the terminal
    try:
        tree: Any = load_html(markup)
        if tree is None or tree.xpath(f"boolean(//*[count(ancestor::*) > {_DEEPEST}])"):
            return None, "The markup is broken or nested too deeply to find the main text."
        for hidden in tree.xpath("//noscript | //template"):
            hidden.drop_tree()  # no reader sees them, but trafilatura takes them for text on short pages
        found: Any = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # whatever the libraries below trip over, the visible text is still there
        return None, "The markup is too broken to find the main text."
    if found is None:
        return None, "No main text was found on the page."
    text = "\n".join(_lines(found.body))
    stated = {key: getattr(found, key) for key in ("title", "author", "sitename", "url")}
    return {**stated, "text": text}, None if text else "No main text was found on the page."


def _lines(body: Any) -> Iterator[str]:
    """The paragraphs under trafilatura's tree, without the list and table marks that its own text form adds."""
    line: list[str] = []
    pending = [(body, False)]
    while pending:  # no recursion: depth is the page's to choose
        element, leaving = pending.pop()
        block = element.tag in _LINE_TAGS
        if block and (text := _joined(line)):
            yield text
        if block:
            line = []
        if leaving:
            line.append("\t" if element.tag == "cell" else "")
            line.append(element.tail or "")
        else:
            line.append(element.text or "")
            pending.append((element, True))
            pending.extend((child, False) for child in reversed(element) if isinstance(child.tag, str))
    if text := _joined(line):
        yield text


def _joined(line: list[str]) -> str:
    cells = (" ".join(cell.split()) for cell in "".join(line).split("\t"))
    return "\t".join(cells).strip()


def _nodes(block: str) -> list[dict[str, Any]]:
    """The objects in a JSON-LD block, articles first, then from the outside in."""
    try:
        found = json.loads(block.strip())
    except (ValueError, RecursionError):
        return []
    level, nodes = [found], []
    while level:
        nodes += [value for value in level if isinstance(value, dict)]
        level = [
            child
            for value in level
            if isinstance(value, dict | list)
            for child in (value.values() if isinstance(value, dict) else value)
        ]
    return sorted(nodes, key=lambda node: not _is_article(node.get("@type")))


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and each.endswith("Article") for each in kinds)


def _first_date(values: Any) -> str | None:
    return next((found for value in values if isinstance(value, str) and (found := parse_plain(value))), None)


def _date_in(address: str | None) -> str | None:
    match = _DATE_IN_ADDRESS.search(address or "")
    return parse_plain("/".join(match.groups())) if match else None


def _short(value: str | None) -> str | None:
    return value[:_LONGEST_TITLE] if value else None
