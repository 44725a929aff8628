"""Incidents: events of several holders grouped by likeness, from candidates that share rare cells.

Every event goes into a few blocks (place, actor or word, with type and month where known). A block is walked in order of
time and each event is compared with the few before it, so that cost grows with the number of events, not its square.
"""

from collections.abc import Iterator, Sequence

from according.compare.accounts import Claim, Told
from according.compare.likeness import LEAST, SAME_FROM, Rarity, likeness

Edge = tuple[int, int]
_WINDOW = 8  # events before it in a block with which one is compared, at the least
_BUDGET = 400_000  # comparisons that a small case may have
_BLOCKS = 10  # of one event, about
_RAREST = 4  # words of its sentence by which an event is blocked
_MOST = 60  # events of an incident
_SAMPLE = 8  # events of a cluster that are compared when two clusters might join
JOIN_FROM = 0.14
"""The mean likeness from which two clusters are one incident."""


def likenesses(told: Sequence[Told], claims: Sequence[Claim], rarity: Rarity) -> dict[Edge, float]:
    """The likeness of every candidate pair that is not all too unlike."""
    out = {}
    for i, j in candidates(told, claims, rarity):
        like = likeness(told[i], told[j], rarity)
        if like >= LEAST:
            out[i, j] = like
    return out


def candidates(told: Sequence[Told], claims: Sequence[Claim], rarity: Rarity) -> set[Edge]:
    """Pairs of events worth comparing, ``(i, j)`` with ``i < j``."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for t in told:
        for key in _keys(t, rarity):
            blocks.setdefault(key, []).append(t.index)
    window = max(_WINDOW, min(200, _BUDGET // max(1, len(told) * _BLOCKS)))
    order = {t.index: (t.earliest or claims[t.claim].published or "", t.index) for t in told}
    out: set[Edge] = set()
    for block in blocks.values():
        if len(block) < 2:
            continue
        block.sort(key=lambda i: order[i])
        for at, i in enumerate(block):
            for j in block[max(0, at - window) : at]:
                out.add((i, j) if i < j else (j, i))
    return out


def _keys(t: Told, rarity: Rarity) -> Iterator[tuple[str, ...]]:
    kind = t.event.type
    yield ("document", str(t.document), kind)
    month = t.earliest[:7] if t.earliest else ""
    for place in t.places | t.names:
        yield ("place", place, kind)
        if month:
            yield ("place", place, month)
    for actor in t.initiators | t.recipients:
        yield ("actor", actor, kind, month)
    rarest = sorted(t.terms, key=lambda w: (-rarity[w] if rarity.seen[w] > 1 else 0.0, w))[:_RAREST]
    for word in rarest:
        yield ("word", word)
    for word in sorted(t.concepts)[:2]:
        for other in rarest[:2]:
            yield ("pair", word, other)


def cluster(told: Sequence[Told], edges: dict[Edge, float], rarity: Rarity) -> list[list[int]]:
    """Join the likeliest pairs first; two clusters join where the mean likeness of their events is high enough."""
    where = list(range(len(told)))
    members: dict[int, list[int]] = {i: [i] for i in where}
    for (i, j), score in sorted(edges.items(), key=lambda e: (-e[1], e[0])):
        if score < SAME_FROM:
            break
        a, b = where[i], where[j]
        if a == b or len(members[a]) + len(members[b]) > _MOST:
            continue
        if len(members[a]) + len(members[b]) > 2 and _mean(told, members[a], members[b], edges, rarity) < JOIN_FROM:
            continue
        if len(members[a]) < len(members[b]):
            a, b = b, a
        members[a] += members.pop(b)
        for k in members[a]:
            where[k] = a
    return [sorted(m) for _, m in sorted(members.items())]


def _mean(told: Sequence[Told], a: list[int], b: list[int], edges: dict[Edge, float], rarity: Rarity) -> float:
    total = n = 0.0
    for i in a[:_SAMPLE]:
        for j in b[:_SAMPLE]:
            key = (i, j) if i < j else (j, i)
            if key not in edges:
                edges[key] = likeness(told[i], told[j], rarity)
            total += edges[key]
            n += 1
    return total / n
