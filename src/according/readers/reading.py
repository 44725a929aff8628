"""One input to the documents in it: the table of formats, and what is checked for every format alike."""

import hashlib
import re
from dataclasses import replace

from according.ledger import Document, Problem, make_id
from according.readers import docx, html, json_records, language, pdf, sniff, text
from according.readers.contract import Draft, Found, Given, Input, Limits, Reader
from according.readers.dates import parse_published
from according.readers.inputs import read_input

READERS: dict[str, Reader] = {
    sniff.TEXT: text.read,
    sniff.HTML: html.read,
    sniff.PDF: pdf.read,
    sniff.DOCX: docx.read,
    sniff.JSON: json_records.read,
}
"""Media type to reader. A new format is one file, one row here and in :mod:`.sniff`, one test."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_FIELDS = ("title", "publisher", "author", "url", "retrieved")


def load(item: Input, given: Given, limits: Limits) -> list[Draft]:
    """The reports of one input, in order. What cannot be opened or read comes back as a Draft with a fatal problem."""
    data = read_input(item, limits)
    if isinstance(data, Problem):
        return [Draft(item.name, None, (data,))]
    return read_bytes(data, item.name, item.path.name if item.path else "", given, limits)


def read_bytes(data: bytes, name: str, filename: str, given: Given, limits: Limits) -> list[Draft]:
    """The reports in ``data``. ``filename`` helps only where the content does not tell its kind ("" if there is none).

    A file with one report gives its Draft the name ``name``; several are numbered in order, "name-0001" and so on.
    Never raises on bad data.
    """
    if not data:
        return [Draft(name, None, (Problem("empty", "The file is empty.", fatal=True),))]
    kind = sniff.media_type(data, filename)
    if isinstance(kind, Problem):
        return [Draft(name, None, (kind,))]
    found = READERS[kind](data, limits)
    sha256 = hashlib.sha256(data).hexdigest()
    names = [name] if len(found) == 1 else [f"{name}-{number:04}" for number in range(1, len(found) + 1)]
    return [
        _draft(each, own_name, kind, sha256, index, given, limits)
        for index, (each, own_name) in enumerate(zip(found, names, strict=True))
    ]


def _draft(found: Found, name: str, kind: str, sha256: str, index: int, given: Given, limits: Limits) -> Draft:
    found, problems = _writable(_overridden(found, given))
    if found.text is None:
        return Draft(name, None, problems)
    if fatal := _unusable(found.text, limits):
        return Draft(name, None, (*problems, fatal))
    spoken = found.language or language.detect(found.text)
    warnings = (_nul_bytes(found.text), language.problem_of(spoken))
    document = Document(
        id=make_id("d", sha256, index),
        name=name,
        text=found.text,
        sha256=sha256,
        media_type=kind,
        title=found.title,
        publisher=found.publisher,
        author=found.author,
        published=found.published,
        updated=found.updated,
        language=spoken,
        url=found.url,
        retrieved=found.retrieved,
    )
    return Draft(name, document, (*problems, *(warning for warning in warnings if warning)))


def _overridden(found: Found, given: Given) -> Found:
    """What the user says goes before what the file says."""
    problems, published = found.problems, found.published
    if given.published is not None:
        published = parse_published(given.published)
        if published is None:
            message = f"{given.published!r} is no date. Give a day, month or year: 2017-10-14, 2017-10 or 2017."
            problems = (*problems, Problem("bad_date", message))
    return replace(
        found,
        problems=problems,
        title=given.title or found.title,
        publisher=given.publisher or found.publisher,
        published=published,
    )


def _writable(found: Found) -> tuple[Found, tuple[Problem, ...]]:
    """``found`` with nothing in it that cannot be encoded, and its other texts on one line each."""
    lines = {name: _one_line(getattr(found, name)) for name in _LINE_FIELDS}
    body, problems = found.text, found.problems
    if body is not None and (first := _LONE_SURROGATE.search(body)):
        body, count = _LONE_SURROGATE.subn("\ufffd", body)
        message = f"Half characters (lone surrogates) cannot be written; \ufffd stands for each. Found: {count}."
        problems = (*problems, Problem("lone_surrogates", message, first.span()))
    return replace(found, text=body, problems=problems, **lines), problems


def _one_line(value: str | None) -> str | None:
    return (" ".join(_LONE_SURROGATE.sub("\ufffd", value).split()) or None) if value else None


def _unusable(text: str, limits: Limits) -> Problem | None:
    if len(text) > limits.text_chars:
        message = (
            f"The text has {len(text):,} characters; the limit is {limits.text_chars:,}. "
            "Split the file into smaller ones."
        )
        return Problem("too_long", message, fatal=True)
    if not text or text.isspace():
        return Problem("no_text", "There is no text in it.", fatal=True)
    return None


def _nul_bytes(text: str) -> Problem | None:
    first = text.find("\0")
    if first < 0:
        return None
    message = f"NUL characters in the text: {text.count(chr(0))}. It was kept as it is, but the file may be damaged."
    return Problem("nul_bytes", message, (first, first + 1))
