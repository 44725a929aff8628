"""Ids: the first 16 hexadecimal digits of the SHA-256 of an encoded tuple, with a letter for the kind of record."""

import hashlib
import json


def make_id(prefix: str, *cells: object) -> str:
    """The id of a record whose identity is ``cells`` (JSON values). The same cells give the same id everywhere."""
    encoded = json.dumps([prefix, *cells], ensure_ascii=True, separators=(",", ":"))
    return prefix + hashlib.sha256(encoded.encode("ascii")).hexdigest()[:16]
