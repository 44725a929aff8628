"""The ledger: frozen records, spans, ids and the JSON contract. Imports nothing of the rest."""

from according.ledger.encode import SCHEMA, decode, encode, encode_problem
from according.ledger.ids import make_id
from according.ledger.records import (
    ACTOR_TYPES,
    KINDS,
    MODES,
    STANCES,
    Actor,
    ActorType,
    Attribution,
    Document,
    Kind,
    Mode,
    Problem,
    Reading,
    Stance,
    Statement,
)
from according.ledger.spans import Span, Spans, inside, length, trimmed, words_of

__all__ = [
    "ACTOR_TYPES", "KINDS", "MODES", "SCHEMA", "STANCES", "Actor", "ActorType", "Attribution", "Document", "Kind", "Mode", "Problem",
    "Reading", "Span", "Spans", "Stance", "Statement", "decode", "encode", "encode_problem", "inside", "length",
    "make_id", "trimmed", "words_of",
]  # fmt: skip
