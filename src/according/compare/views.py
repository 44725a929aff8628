"""Incidents as they are shown: title, dates, places, actors, accounts, figures with their holders, sources counted."""

from collections import Counter
from collections.abc import Iterable, Sequence

from according.compare.accounts import Laid, Told
from according.compare.duplicates import Copies
from according.compare.independence import Affiliations, Origin, judge
from according.compare.records import Account, Figure, Incident, IncidentEvent, Sources
from according.ledger.ids import make_id
from according.ledger.spans import words_of

_MOST_COUNTED = 40  # accounts of an incident whose sources are set against one another


def incidents(
    laid: Laid, clusters: Sequence[Sequence[int]], origin: Sequence[Origin], ties: Affiliations, copied: Copies
) -> tuple[Incident, ...]:
    """The clusters that hold two accounts or more, in order of time."""
    out = [
        _incident(laid, members, origin, ties, copied)
        for members in clusters
        if len({laid.told[i].claim for i in members}) > 1
    ]
    return tuple(sorted(out, key=lambda i: (i.earliest or "9999", i.latest or "", i.id)))


def _incident(
    laid: Laid, members: Sequence[int], origin: Sequence[Origin], ties: Affiliations, copied: Copies
) -> Incident:
    told = [laid.told[i] for i in members]
    names = laid.identities.names
    places = Counter(p for t in told for p in t.places)
    actors = Counter(a for t in told for a in t.initiators | t.recipients)
    dates = [(t.earliest, t.latest) for t in told if t.earliest and t.latest]
    shown = tuple(names.get(p, p) for p, _ in places.most_common(6))
    claims = sorted({t.claim for t in told})
    return Incident(
        make_id("i", *((_document(laid, t), t.event.id) for t in told)),
        _title(laid, told, shown),
        min((d[0] for d in dates), default=None),
        max((d[1] for d in dates), default=None),
        shown,
        tuple(names.get(a, a) for a, _ in actors.most_common(8)),
        tuple(IncidentEvent(_document(laid, t), t.event.id, t.spans) for t in told),
        tuple(_account(laid, c, [t for t in told if t.claim == c], origin) for c in claims),
        _figures(laid, told, origin),
        count_sources(laid, claims, origin, ties, copied),
    )


def _document(laid: Laid, t: Told) -> str:
    return laid.readings[t.document].document.id


def _title(laid: Laid, told: Sequence[Told], places: Sequence[str]) -> str:
    """The commonest trigger, in a report's own words, and the commonest place."""
    words = Counter(words_of(t.event.trigger, laid.text(t.document), " ").strip() for t in told)
    word = max(words, key=lambda w: (words[w], -len(w), w), default="")
    return f"{word}, {places[0]}" if places else word


def _account(laid: Laid, claim: int, told: Sequence[Told], origin: Sequence[Origin]) -> Account:
    c, o = laid.claims[claim], origin[claim]
    return Account(
        laid.readings[c.document].document.id, c.statement.id if c.statement else None, o.name,
        o.name if o.key is not None else None, tuple(t.event.id for t in told),
    )  # fmt: skip


def _figures(laid: Laid, told: Iterable[Told], origin: Sequence[Origin]) -> tuple[Figure, ...]:
    """Every figure as it is given, by what is counted, low to high; those without bounds last."""
    out = []
    for t in told:
        text = laid.text(t.document)
        for c in t.event.counts:
            out.append(
                Figure(
                    c.of, c.low, c.high, origin[t.claim].name, _document(laid, t), words_of(c.span, text), c.span,
                    laid.claims[t.claim].published,
                )
            )  # fmt: skip
    return tuple(sorted(out, key=lambda f: (f.of, _first(f.low, f.high), f.document, f.spans)))


def _first(low: float | None, high: float | None) -> float:
    return low if low is not None else high if high is not None else float("inf")


def count_sources(
    laid: Laid, claims: Sequence[int], origin: Sequence[Origin], ties: Affiliations, copied: Copies
) -> Sources:
    """Each account by the worst of its relations to the accounts counted as independent before it.

    The first named source counts as independent: with no other beside it there is one.
    """
    counted = Counter[str]()
    independent: list[int] = []
    for c in claims[:_MOST_COUNTED]:
        if origin[c].key is None:
            counted["unknown"] += 1
            continue
        found = {
            judge(laid.claims[k], laid.claims[c], origin, ties, copied.copied(k, c), copied.shared(k, c))[0]
            for k in independent
        }
        kind = next((k for k in ("same", "affiliated", "unknown") if k in found), "independent")
        if kind == "independent":
            independent.append(c)
        counted["repeat" if kind == "same" else kind] += 1
    counted["unknown"] += max(0, len(claims) - _MOST_COUNTED)
    return Sources(counted["independent"], counted["affiliated"], counted["repeat"], counted["unknown"])
