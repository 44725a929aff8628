"""Incidents: events of several holders grouped by likeness."""

from collections.abc import Sequence

from according.compare.accounts import Claim, Told
from according.compare.candidates import candidates
from according.compare.likeness import LEAST, LEAST_OPPOSED, SAME_FROM, Rarity, likeness

Edge = tuple[int, int]
_MOST = 60  # events of an incident
_SAMPLE = 8  # events of a cluster that are compared when two clusters might join
JOIN_FROM = 0.14
"""The mean likeness from which two clusters are one incident."""


def likenesses(told: Sequence[Told], claims: Sequence[Claim], rarity: Rarity) -> dict[Edge, float]:
    """The likeness of every candidate pair that is not all too unlike."""
    out = {}
    for i, j in candidates(told, claims, rarity, LEAST, LEAST_OPPOSED):
        like = likeness(told[i], told[j], rarity)
        if like >= LEAST or (like >= LEAST_OPPOSED and {told[i].phase, told[j].phase} == {"ended", "lasts"}):
            out[i, j] = like
    return out


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
