"""JSON: one record, a list of records, or JSON Lines. A record is an object with ``text``."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from according.ledger import Problem
from according.readers import language
from according.readers.contract import Found, Limits, unreadable
from according.readers.dates import parse_plain
from according.readers.encoding import decode

_DECODER = json.JSONDecoder(parse_constant=lambda _: None)  # NaN and Infinity are not JSON, and no reason to stop
_SPACE = " \t\r\n"
_TEXT_FIELDS = ("title", "publisher", "author", "url")
Line = int
Value = tuple[Line, Any]


def read(data: bytes, limits: Limits) -> list[Found]:
    """The records in order. One that cannot be read gives a fatal problem with its line; the others are read.

    Beside ``text`` a record may have title, publisher, author, published, url, retrieved and language. Other keys
    are ignored. ``published`` is taken in plainly unambiguous forms only.
    """
    decoded = decode(data)
    encoding = tuple(Problem(p.code, p.message) for p in decoded.problems)  # its spans would not hold in a record
    found = [_record(line, value, encoding) for line, value in _values(decoded.text)]
    return found or [unreadable("no_records", "The file holds no records. Give objects with a text.")]


def _values(text: str) -> Iterator[Value]:
    start = _skip(text, 0)
    if text.startswith("[", start):
        yield from _of_list(text, start)
        return
    whole, end = _value(text, start)
    if not isinstance(whole, Problem) and _skip(text, end) == len(text):
        yield _line_at(text, start), whole
        return
    lines = list(_of_lines(text))
    if any(isinstance(value, dict) for _, value in lines):
        yield from lines
    else:
        yield _line_at(text, start if end < 0 else end), whole if isinstance(whole, Problem) else _broken("Extra data")


def _of_list(text: str, start: int) -> Iterator[Value]:
    position, line, counted = _skip(text, start + 1), 1, 0
    while position < len(text) and text[position] != "]":
        line, counted = line + text.count("\n", counted, position), position
        value, end = _value(text, position)
        yield line, value
        if isinstance(value, Problem):
            return  # where one value breaks off, the next cannot be found
        position = _skip(text, end)
        if text.startswith(",", position):
            position = _skip(text, position + 1)
        elif not text.startswith("]", position):
            break
    closed = text.startswith("]", position)
    if not closed or _skip(text, position + 1) < len(text):
        what = "Extra data after the list" if closed else "The list is not closed, or a comma is missing"
        yield line + text.count("\n", counted, position), _broken(what)


def _of_lines(text: str) -> Iterator[Value]:
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: U+2028 may stand in a string
        if line.strip():
            value, end = _value(line, _skip(line, 0))
            complete = isinstance(value, Problem) or _skip(line, end) == len(line)
            yield number, value if complete else _broken("Extra data after the object")


def _value(text: str, position: int) -> tuple[Any, int]:
    """The JSON value at ``position`` and where it ends; a Problem and -1 where there is none."""
    try:
        return _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        return _broken(error.msg), -1
    except RecursionError:
        return _broken("Nested too deeply"), -1
    except ValueError:  # a number of thousands of digits
        return _broken("A number is too long"), -1


def _record(line: Line, value: Any, encoding: tuple[Problem, ...]) -> Found:
    if isinstance(value, Problem):
        return unreadable(value.code, f"Line {line}: {value.message}")
    if not isinstance(value, dict):
        return unreadable("bad_record", f"Line {line}: not an object. Give each report as an object with a text.")
    text = value.get("text")
    if not isinstance(text, str):
        return unreadable("record_without_text", f'Line {line}: the record has no text. Put the report under "text".')
    problems = list(encoding)
    fields = {name: _string(value.get(name)) for name in _TEXT_FIELDS}
    problems += [
        Problem("bad_field", f"Line {line}: {name} is not a text and was ignored.")
        for name in _TEXT_FIELDS
        if value.get(name) is not None and fields[name] is None
    ]
    dates = {name: _date(value.get(name), keep_time=name == "retrieved") for name in ("published", "retrieved")}
    problems += [
        Problem("bad_date", f"Line {line}: {name} is no plain date and was ignored. Write it as 2017-10-14.")
        for name, found in dates.items()
        if value.get(name) not in (None, "") and found is None
    ]
    code = value.get("language")
    return Found(
        text,
        tuple(problems),
        published=dates["published"],
        retrieved=dates["retrieved"],
        language=language.normalise(code) if isinstance(code, str) else None,
        **fields,
    )


def _string(value: Any) -> str | None:
    """A text, or several (authors) as one."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return value if isinstance(value, str) else None


def _date(value: Any, *, keep_time: bool) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return parse_plain(str(value)) if 1000 <= value <= 9999 else None
    if not isinstance(value, str):
        return None
    if keep_time and len(value) > len("2017-10-14"):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return parse_plain(value)
        return value
    return parse_plain(value)


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position


def _line_at(text: str, position: int) -> Line:
    return text.count("\n", 0, position) + 1


def _broken(what: str) -> Problem:
    return Problem("bad_json", f"not valid JSON: {what[:1].lower()}{what[1:]}. Mend it or leave it out.", fatal=True)
