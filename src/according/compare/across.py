"""Comparing readings of many documents: incidents, differences between accounts, and on whom each account rests."""

from collections.abc import Sequence

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
    readings = [r for r in readings if not any(p.fatal for p in r.problems)]
    identities = identify(readings)
    laid = lay(readings, identities)
    rarity = Rarity(laid.told)
    edges = likenesses(laid.told, laid.claims, rarity)
    ties = affiliations(laid)
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
