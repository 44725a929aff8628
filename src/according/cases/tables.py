"""The tables of a case, newest schema, for queries. What makes them is in :mod:`according.cases.migrations`.

``original``, ``body``, ``reading``, ``source``, ``done`` and ``log`` are only ever appended to. ``document`` says which
reading of a document is the current one; ``place``, ``timed`` and the full text index ``search`` are made from current
readings and can be made again. An entry of the index (a statement, an event or a passage) has the key
``document.slot << ENTRY_BITS | position`` (:mod:`according.cases.entries`), where the slot is the number of the row of
the log that made the reading current: never used twice, so that what FTS5 still holds of a former reading points nowhere.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, LargeBinary, MetaData, Table, Text

ENTRY_BITS = 20
"""Bits of an entry's key that number it within its slot."""

metadata = MetaData()

schema_version = Table(
    "according_case",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("applied", Text),
)
original = Table(
    "original",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("sha256", Text),
    Column("size", BigInteger),
    Column("bytes", LargeBinary),
)
source = Table(
    "source",
    metadata,
    Column("address", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", Text),
    Column("name", Text),
    Column("retrieved", Text),
)
body = Table(
    "body",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("text", LargeBinary),
)
document = Table(
    "document",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("id", Text),
    Column("original", Text),
    Column("position", Integer),
    Column("current", BigInteger),
    Column("slot", BigInteger),
    Column("removed", Boolean),
    Column("name", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
)
reading = Table(
    "reading",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("id", Text),
    Column("document", BigInteger),
    Column("model", Text),
    Column("gazetteer", Text),
    Column("made", Text),
    Column("sha256", Text),
    Column("body", Text),
    Column("packed", LargeBinary),
)
done = Table(
    "done",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("original", Text),
    Column("model", Text),
    Column("gazetteer", Text),
)
log = Table(
    "log",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("at", Text),
    Column("by", Text),
    Column("action", Text),
    Column("subject", Text),
    Column("content", Text),
    Column("former", Text),
    Column("hash", Text),
)
place = Table(
    "place",
    metadata,
    Column("token", Text, primary_key=True),
    Column("cell", Text),
    Column("lat", Float),
    Column("lon", Float),
)
timed = Table(
    "timed",
    metadata,
    Column("entry", BigInteger, primary_key=True),
    Column("earliest", Integer),
    Column("latest", Integer),
)
