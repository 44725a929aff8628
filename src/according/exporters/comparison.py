"""A comparison laid out by incident, for every form in which it is shown.

It comes in its JSON form, ``{"documents", "incidents", "differences"}`` as ``according compare --format json`` prints it.
Spans are code points of the text of the document beside them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from according.exporters.plain import VERDICT_WORDS
from according.ledger import Spans

Json = Mapping[str, Any]

PARTING = ("contradict", "update")
"""Verdicts by which accounts part; by the others they go together."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One incident with the differences between its accounts, contradictions first."""

    incident: Json
    differences: tuple[Json, ...]

    @property
    def parting(self) -> tuple[Json, ...]:
        """Where the accounts part."""
        return tuple(d for d in self.differences if d["verdict"] in PARTING)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Incidents with their differences, the differences that lie in no incident, and the text of each document."""

    panels: tuple[Panel, ...]
    apart: tuple[Json, ...]
    texts: Mapping[str, str]
    names: Mapping[str, str]


def lay_out(comparison: Json) -> LaidOut:
    """Put each difference to the incidents that hold both of its sides. Linear in what the comparison holds."""
    incidents = comparison["incidents"]
    of_statement: dict[tuple[str, str], set[int]] = defaultdict(set)
    told_in: dict[str, list[tuple[int, int, int]]] = defaultdict(list)  # the narrator's words, with their incident
    for number, incident in enumerate(incidents):
        spans = {(e["document"], e["event"]): e["spans"] for e in incident["events"]}
        for account in incident["accounts"]:
            document = account["document"]
            if account["statement"] is not None:
                of_statement[document, account["statement"]].add(number)
                continue
            for event in account["events"]:
                told_in[document] += [(b, e, number) for b, e in spans.get((document, event), ())]

    def held_in(side: Json) -> set[int]:
        if side["statement"] is not None:
            return of_statement.get((side["document"], side["statement"]), set())
        told = told_in.get(side["document"], ())
        return {n for b, e, n in told for begin, end in side["spans"] if b < end and begin < e}

    held: dict[int, list[Json]] = defaultdict(list)
    apart = []
    for difference in comparison["differences"]:
        both = held_in(difference["a"]) & held_in(difference["b"])
        for number in sorted(both):
            held[number].append(difference)
        if not both:
            apart.append(difference)
    order = list(VERDICT_WORDS)
    panels = tuple(
        Panel(incident, tuple(sorted(held[number], key=lambda d: order.index(d["verdict"]))))
        for number, incident in enumerate(incidents)
    )
    documents = comparison["documents"]
    return LaidOut(
        panels, tuple(apart), {d["id"]: d["text"] for d in documents}, {d["id"]: d["name"] for d in documents}
    )


def account_spans(incident: Json, account: Json) -> Spans:
    """The words that an account's events rest on, in text order, each once."""
    wanted = set(account["events"])
    found = {
        (b, e)
        for event in incident["events"]
        if event["document"] == account["document"] and event["event"] in wanted
        for b, e in event["spans"]
    }
    return tuple(sorted(found))


def figures_by_kind(incident: Json) -> Iterator[tuple[str, list[Json]]]:
    """What is counted, and every figure given for it, low to high; the same figure of one account once."""
    kinds: dict[str, list[Json]] = {}
    seen = set()
    for figure in incident["figures"]:
        key = (figure["of"], figure["low"], figure["high"], figure["by"], figure["document"])
        if key not in seen:
            seen.add(key)
            kinds.setdefault(figure["of"], []).append(figure)
    yield from kinds.items()


def sources_words(sources: Json) -> str:
    """ "3 independent, 1 affiliated, 2 unknown": the accounts by what their source is to the others."""
    told = [f"{sources[kind]:,} {kind}" for kind in ("independent", "affiliated", "repeat", "unknown") if sources[kind]]
    return ", ".join(told) or "none named"


def chosen(panels: Sequence[Panel], most: int) -> list[Panel]:
    """At most ``most`` panels, in their order: those of most reports, then those in which most accounts part."""
    weights = [
        (len({a["document"] for a in p.incident["accounts"]}), len(p.parting), len(p.incident["accounts"]))
        for p in panels
    ]
    first = sorted(range(len(panels)), key=lambda n: (*(-w for w in weights[n]), n))[:most]
    return [panels[n] for n in sorted(first)]


def by_holder(incident: Json) -> list[Json]:
    """The accounts, those of one holder in one report as one: the narrator of a report has one a sentence."""
    joined: dict[tuple[str, str | None, str | None], dict[str, Any]] = {}
    for account in incident["accounts"]:
        key = (account["document"], account["holder"], account["originator"])
        if key in joined and account["holder"] is not None:
            joined[key]["events"] = [*joined[key]["events"], *account["events"]]
        else:
            joined[key if account["holder"] is not None else (*key[:2], str(len(joined)))] = dict(account)
    return list(joined.values())
