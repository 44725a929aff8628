"""Comparing readings of many documents: incidents, differences between accounts, and on whom each account rests."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from according.compare.accounts import Laid, lay
from according.compare.duplicates import Copies, copies
from according.compare.identities import identify
from according.compare.incidents import cluster, likenesses
from according.compare.independence import affiliations, origins
from according.compare.likeness import Rarity
from according.compare.records import Compared, Comparison
from according.compare.verdicts import bound, differences, find
from according.compare.views import incidents
from according.ledger.records import Reading


def compare_readings(readings: Sequence[Reading]) -> Comparison:
    """Compare the accounts of several readings; cost is near linear in the number of events. Never raises on odd text.

    Incidents hold events of two or more accounts. Differences are between claims of one incident, and those that each
    reading already tells within its document. A figure is never averaged or chosen.
    """
    with _no_search_for_cycles():
        return _compare([r for r in readings if not any(p.fatal for p in r.problems)])


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Pause Python's collector: millions of small records that hold no cycles would be walked again and again."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _compare(readings: Sequence[Reading]) -> Comparison:
    identities = identify(readings)
    ties = affiliations(readings, identities)
    laid = lay(readings, identities, ties.above)
    rarity = Rarity(laid.told)
    edges = likenesses(laid.told, laid.claims, rarity)
    origin = origins(laid, ties)
    copied = passages(laid)
    findings = find(laid, edges, origin, ties)
    clusters = cluster(laid.told, bound(laid, edges, findings, rarity), rarity)
    found = differences(laid, findings, origin, ties, copied)
    shown = incidents(laid, clusters, origin, ties, copied)
    documents = tuple(Compared(r.document.id, r.document.name, r.document.text, r.document.published) for r in readings)
    return Comparison(documents, shown, found, identities.proposals)


def passages(laid: Laid) -> Copies:
    """Which claims are near-duplicates of one another."""
    return copies([(c.document, " ".join(laid.text(c.document)[b:e] for b, e in c.spans)) for c in laid.claims])
