"""Ledgers of texts at hand, for the benchmarks that do not start from files."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from according.config import Recipe
from according.ledger import Document, Findings, make_id
from according.ledger.encode import encode
from according.model import find
from according.pipeline import open_recipe, read_document

Ledger = dict[str, Any]


def read_texts(
    texts: Iterable[tuple[str, str]],
    published: dict[str, str] | None = None,
    weights: Path | None = None,
    scheme: str = "ledger",
) -> Iterator[tuple[str, Ledger]]:
    """``(name, ledger)`` of each ``(name, text)``, read as `according read` reads a text file, in one process.

    ``published`` gives dates of publication (ISO 8601) by name; ``weights`` None means the packaged model;
    ``scheme`` is one of model.SCHEMES: which corpus's way of marking mentions to follow.
    """
    recipe = Recipe(weights=weights, scheme=scheme)
    opened = open_recipe(recipe)
    for name, text in texts:
        sha256 = hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()
        document = Document(
            make_id("d", name, sha256), name, text, sha256, "text/plain", language="en",
            published=(published or {}).get(name),
        )  # fmt: skip
        yield name, encode(read_document(document, recipe, opened))


def read_findings(
    texts: Iterable[tuple[str, str]], weights: Path | None = None, scheme: str = "ledger"
) -> Iterator[tuple[str, Findings]]:
    """``(name, findings)`` of each ``(name, text)``: what the model finds before anything is resolved or left out."""
    recipe = Recipe(weights=weights, scheme=scheme)
    opened = open_recipe(recipe)
    for name, text in texts:
        yield name, find(text, opened.model, recipe.scheme)


def linked(findings: Findings, least: float = 0.5) -> list[set[tuple[int, int]]]:
    """All mentions that the model finds, of whatever type, in clusters: those joined by links of probability ``least``."""
    leads = list(range(len(findings.mentions)))

    def first(k: int) -> int:
        while leads[k] != k:
            k = leads[k]
        return k

    for link in findings.links:
        if link.probability >= least:
            leads[first(link.later)] = first(link.earlier)
    out: dict[int, set[tuple[int, int]]] = {}
    for k, mention in enumerate(findings.mentions):
        out.setdefault(first(k), set()).add(mention.span)
    return list(out.values())


def envelope(spans: list[list[int]]) -> tuple[int, int]:
    """First begin and last end of a mention in several parts."""
    return min(b for b, _ in spans), max(e for _, e in spans)


def clusters(ledger: Ledger) -> list[set[tuple[int, int]]]:
    """The mentions of each actor and each place, and by itself each mention that is resolved to none; no span twice.

    An actor's mentions are its own and those in ``mentions`` that refer to it. A state and the place of the same name
    are one, as in the sets we measure on (a ledger tells Tarsa that acts from Tarsa where things happen). A span of two
    (a plural pronoun) stays with the first.
    """
    states = {a["name"].casefold(): a["id"] for a in ledger["actors"] if a["type"] == "STATE"}
    one = {p["id"]: states.get(p["name"].casefold(), p["id"]) for p in ledger["places"]}
    by_ref: dict[str, list[tuple[int, int]]] = {}
    loose = []
    for record in (*ledger["actors"], *ledger["places"]):
        by_ref.setdefault(one.get(record["id"], record["id"]), []).extend((b, e) for b, e in record["mentions"])
    for mention in ledger["mentions"]:
        if not mention["span"]:
            continue
        ref = one.get(mention["ref"], mention["ref"])
        if ref in by_ref:
            by_ref[ref].append(envelope(mention["span"]))
        else:
            loose.append(envelope(mention["span"]))
    taken: set[tuple[int, int]] = set()
    out = []
    for group in [*by_ref.values(), *([span] for span in loose)]:
        own = set(group) - taken
        taken |= own
        if own:
            out.append(own)
    return out
