"""Bytes to text: byte-order marks, UTF-8 first, then a guess that is named."""

import codecs
import re
from dataclasses import dataclass

from according.ledger import Problem

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "mac_roman", "big5",
    "gb18030", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip
"""The legacy encodings that reports come in. Rarer ones only make the guess worse."""

DECLARED = {"utf8": "utf-8", "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What a declared encoding is read as, as browsers do."""

_WESTERN = frozenset("‘’‚“”„–—…•€£©®™°§·×½¼¾«»\xa0àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ")
_AROUND_NON_ASCII = re.compile(rb"[^\n]{0,200}[\x80-\xff][^\n]{0,200}")
_SAMPLE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding it was read with, and how many bytes of byte-order mark were dropped."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()
    mark: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``, unchanged but for a byte-order mark. Never raises.

    ``declared`` is the encoding that the file itself names; it is believed where the bytes agree. Without problems of
    code ``encoding_errors``, encoding the text again gives the same bytes.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark) and (text := _strictly(data[len(mark) :], encoding)) is not None:
            return Decoded(text, encoding, mark=len(mark))
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_replacement(data[len(mark) :], encoding, len(mark))
    if wide := encoding_without_mark(data):
        return Decoded(data.decode(wide), wide)
    if (text := _strictly(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    named = _known(declared)
    if named and (text := _strictly(data, named)) is not None:
        return Decoded(text, named)
    return _mostly_utf8(data) or _guessed(data)


def encoding_without_mark(data: bytes) -> str | None:
    """ "utf-16-le" or "utf-16-be" where the zero bytes plainly show it, else None."""
    sample = data[:_SAMPLE_BYTES]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = _strictly(data, encoding)
    if not text:
        return None
    head = text[:_SAMPLE_BYTES]
    readable = sum(char.isprintable() or char.isspace() for char in head)
    return encoding if readable >= 0.95 * len(head) else None


def _known(declared: str | None) -> str | None:
    """The encoding a file names, if it is one we read. Other codecs of Python (punycode ...) are not for documents."""
    try:
        name = codecs.lookup((declared or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = DECLARED.get(name, name)
    safe = name in CANDIDATES or name.startswith(("utf-", "iso8859-", "cp125", "koi8-", "euc", "big5", "shift_jis"))
    return name if safe and name not in ("utf-7", "utf-16", "utf-32") else None


def _strictly(data: bytes, encoding: str) -> str | None:
    """The text, where ``data`` is that encoding and the text encodes to the same bytes again."""
    try:
        text = data.decode(encoding)
        faithful = encoding.startswith("utf-") or text.encode(encoding) == data
    except (UnicodeError, LookupError):
        return None
    return text if faithful else None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with some bad bytes in it: good sequences hardly ever come about by chance in other encodings."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return _with_replacement(data, "utf-8") if good * 3 >= bad else None


def _guessed(data: bytes) -> Decoded:
    sample = _sample(data)
    encoding = "cp1252" if _looks_western(sample) else _best_guess(sample)
    for guess in (encoding, "cp1252"):
        if guess and (text := _strictly(data, guess)) is not None:
            message = f"The encoding is not UTF-8; read as {guess}, a guess. If letters look wrong, save it as UTF-8."
            return Decoded(text, guess, (Problem("encoding_guessed", message),))
    return _with_replacement(data, encoding or "utf-8")


def _sample(data: bytes) -> bytes:
    """The stretches around bytes outside ASCII: the rest says nothing about the encoding."""
    pieces, size = [], 0
    for match in _AROUND_NON_ASCII.finditer(data):
        pieces.append(match[0])
        size += len(match[0])
        if size >= _SAMPLE_BYTES:
            break
    return b"\n".join(pieces)


def _looks_western(sample: bytes) -> bool:
    """Whether ``sample`` is plainly English or the like in cp1252, which guessers often take for cp1250."""
    text = _strictly(sample, "cp1252")
    if text is None:
        return False
    foreign = [char for char in text if char > "\x7f"]
    letters = sum(char.isalpha() for char in text)
    return _WESTERN.issuperset(foreign) and sum(char.isalpha() for char in foreign) <= 0.2 * letters


def _best_guess(sample: bytes) -> str | None:
    import logging

    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())  # or it may print to the terminal
    best = from_bytes(sample, cp_isolation=list(CANDIDATES)).best()
    return best.encoding if best else None


def _with_replacement(data: bytes, encoding: str, mark: int = 0) -> Decoded:
    text = data.decode(encoding, "replace")
    own = "\ufffd".encode(encoding, "ignore")  # one may stand in the file itself
    count = text.count("\ufffd") - (data.count(own) if own else 0)
    first = text.find("\ufffd")
    message = (
        f"{_places(max(count, 1))} not be decoded as {encoding}; \ufffd stands there. "
        "The file is damaged or mixes encodings; save it as UTF-8."
    )
    span = (first, first + 1) if first >= 0 else None
    return Decoded(text, encoding, (Problem("encoding_errors", message, span),), mark)


def _places(count: int) -> str:
    return "1 place could" if count == 1 else f"{count:,} places could"
