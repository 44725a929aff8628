"""How texts, readings and originals lie in a case: hashes, canonical JSON, compression."""

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

_RAW, _ZLIB, _PRIMED = b"r", b"z", b"1"
"""First byte of packed bytes: as they are; zlib; zlib primed with dictionary 1."""

_DICTIONARY_1 = (
    b'"geonames":null,"lat":null,"lon":null,"country":null,"precision":null,"anchor":"published","mod":null},'
    b'"PERSON""ARMED_GROUP""STATE""ORG""PEOPLE""PLACE""FACILITY""NATIONALITY""WEAPON""VEHICLE""QUANTITY""TIME",'
    b'"relations":[{"subject":"a","relation":"part_of","object":"a","label":null,"evidence":[[1]],"statement":null},'
    b'"problems":[]}"differences":[{"a":"s","b":"s","verdict":"contradict","about":"'
    b'{"id":"t","span":[[1]],"timex3":{"type":"DATE","value":null,"mod":null},"value":null,"earliest":"2017-10-01",'
    b'"latest":"2017-10-31","precision":"day","anchor":null},{"id":"c","span":[[1]],"of":"people","low":null,"high":null},'
    b'{"id":"p","name":"","mentions":[[1]],"geonames":null,"lat":null,"lon":null,"country":null,"precision":null},'
    b'{"id":"a","name":"","type":"PERSON","mentions":[[1]],"aliases":[],"links":{}},'
    b'{"span":[[1]],"type":"PERSON","ref":null},{"span":[[1]],"type":"PLACE","ref":"p'
    b'{"id":"s","source":[[1]],"cue":[[2]],"content":[[3]],"speaker":"a","kind":"said","mode":"indirect",'
    b'"stance":"assert","within":null,"chain":["a"],"confidence":0.9},"mode":"direct","mode":"mixed"'
    b'{"id":"e","trigger":[[1]],"type":"ASSAULT","mode":null,"factuality":"happened","initiators":[],"recipients":["a'
    b'"],"places":[],"times":[],"counts":[],"statement":null,"confidence":0.8},'
    b'"places":[{"place":"p","role":"at","span":[[1]]}],"times":[{"span":[[1]],"value":null,"earliest":null,'
    b'"latest":null,"precision":null}],"counts":[{"span":[[1]],"of":"people killed","low":1,"high":1}],'
    b'{"schema":"according/ledger/1","document":{"id":"d","name":"","title":null,"publisher":null,"author":null,'
    b'"published":null,"updated":null,"language":"en","media_type":"application/json","url":null,"sha256":"'
)
"""Strings that every reading holds, the commonest last, as zlib wants them. Never change it: add a dictionary 2."""


class Damaged(ValueError):
    """Packed bytes that are not as they were kept."""


def sha256(data: bytes) -> str:
    """The SHA-256 of ``data`` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def text_bytes(text: str) -> bytes:
    """``text`` as UTF-8. Lone surrogates, which have none, are kept as they are (WTF-8)."""
    return text.encode("utf-8", "surrogatepass")


def canonical(value: object) -> bytes:
    """``value`` as JSON in ASCII without spaces; the same after ``json.loads`` and back."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def pack(data: bytes, primed: bool = False) -> bytes:
    """``data`` compressed where that makes it smaller. ``primed`` suits the JSON of a reading."""
    machine = zlib.compressobj(6, zdict=_DICTIONARY_1) if primed else zlib.compressobj(6)
    small = machine.compress(data) + machine.flush()
    return (_PRIMED if primed else _ZLIB) + small if len(small) < len(data) else _RAW + data


def unpack(packed: bytes) -> bytes:
    """What :func:`pack` was given. Raises Damaged where the bytes were altered so that they cannot be unpacked."""
    if not isinstance(packed, (bytes, bytearray, memoryview)):
        raise Damaged("a part is not made of bytes")  # a damaged row of SQLite's may hold anything
    kind, body = bytes(packed[:1]), bytes(packed[1:])
    if kind == _RAW:
        return body
    try:
        if kind == _ZLIB:
            return zlib.decompress(body)
        if kind == _PRIMED:
            machine = zlib.decompressobj(zdict=_DICTIONARY_1)
            data = machine.decompress(body) + machine.flush()
            if machine.eof:
                return data
    except zlib.error as error:
        raise Damaged(f"a part cannot be unpacked ({error})") from error
    raise Damaged("a part cannot be unpacked")


def reading_bytes(data: Mapping[str, Any]) -> tuple[bytes, str]:
    """The canonical JSON of a reading (its JSON form), its text replaced by the text's SHA-256, and that SHA-256."""
    of_text = sha256(text_bytes(data["document"]["text"]))
    return canonical({**data, "document": {**data["document"], "text": of_text}}), of_text


def reading_json(packed: bytes, text: bytes) -> dict[str, Any]:
    """The JSON form of a reading, from its packed bytes and those of its text. Raises Damaged where either was altered."""
    try:
        data: dict[str, Any] = json.loads(unpack(packed))
        data["document"]["text"] = unpack(text).decode("utf-8", "surrogatepass")
    except Damaged:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"a reading cannot be read ({error})") from error
    return data


def storable(value: str | None) -> str | None:
    """``value`` as both databases can keep it in a column: without NUL and lone surrogates, at most 1,000 characters.

    Two surrogates that are one character are that, as they are after JSON.
    """
    if value is None:
        return None
    value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return value[:1000].replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
