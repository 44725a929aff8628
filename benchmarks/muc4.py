"""MUC-4: entities by role (CEAF-REE) and slots of the incident templates, from the ledger's events.

usage: python benchmarks/muc4.py SHARED [--check]

Reads tst1 and tst2 (200 reports; mixed case made again by training/muc4.py; the dateline gives the date of publication).
CEAF-REE is the measure of Du, Rush and Cardie 2021 ("GRIT"): roles of all templates of a report together, entities
aligned one to one, a predicted entity right where all its mentions are mentions of the gold one. Slots are told in
muc4_keys.py. Besides the ledger's events the fillers of attack roles are measured, which the model's head of that name finds
(the cut that is best on these reports is told). Writes results/muc4.json; --check scores gold against gold.
"""

import importlib.util
import json
import re
import string
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from clusters import Ratio, align
from muc4_keys import Interval, Template, interval, slots, templates
from record import write

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
Entities = Mapping[str, Sequence[Sequence[str]]]
Ledger = dict[str, Any]


def entities(path: Path) -> dict[str, dict[str, list[list[str]]]]:
    """``{report: {role: [[mention, ...], ...]}}`` of a file of processed/: all templates together; of two entities of a
    role of which one's mentions are among the other's the first stays, as GRIT prepares its gold.
    """
    out = {}
    for line in path.read_text(encoding="utf8").splitlines():
        report = json.loads(line)
        roles: dict[str, list[list[str]]] = {role: [] for role in ROLES}
        for template in report["templates"]:
            for role in ROLES:
                for entity in template.get(role, ()):
                    new = [words for words, _ in entity]
                    if new and not any(set(new) <= set(old) or set(old) <= set(new) for old in roles[role]):
                        roles[role].append(new)
        out[report["docid"]] = roles
    return out


def plain(words: str) -> str:
    """Lower case, without punctuation, articles and spare white space, as the measure compares mentions."""
    bare = "".join(c for c in words.lower() if c not in string.punctuation)
    return " ".join(w for w in bare.split() if w not in ("a", "an", "the"))


def ceaf_ree(reports: Iterable[tuple[Entities, Entities]]) -> dict[str, Ratio]:
    """CEAF-REE of (gold, predicted) reports, by role and ``all`` together (micro average)."""
    totals = {role: Ratio() for role in ROLES}
    for gold, predicted in reports:
        for role in ROLES:
            g = [{plain(m) for m in e} for e in gold.get(role, ())]
            p = [{plain(m) for m in e} for e in predicted.get(role, ()) if e]
            hits = len(align({(i, j): 1.0 for i, a in enumerate(g) for j, b in enumerate(p) if b <= a}))
            totals[role] += Ratio(hits, len(p), hits, len(g))
    return {**totals, "all": sum(totals.values(), Ratio())}


# From a ledger to incidents

_KINDS = (
    ("KIDNAPPING", re.compile(r"\b(kidnap|abduct|hostage|taken captive)", re.I)),
    ("ARSON", re.compile(r"\b(arson|set (?:\w+ ){0,3}(?:fire|ablaze)|torch|burn)", re.I)),
    ("BOMBING", re.compile(r"bomb|\b(blast|explo|dynamit|detonat|mine[sd]?\b|blew up|blown up)", re.I)),
    ("ROBBERY", re.compile(r"\b(rob|loot|steal|stole|theft)", re.I)),
    ("FORCED WORK STOPPAGE", re.compile(r"\b(?:armed|forced|work) (?:strike|stoppage)", re.I)),
)
_MODES = {
    "abduct": "KIDNAPPING", "aerial": "BOMBING", "drone": "BOMBING", "explosives": "BOMBING", "suicide-attack": "BOMBING",
}  # fmt: skip
_STAGE = {
    "happened": "ACCOMPLISHED", "ongoing": "ACCOMPLISHED", "general": "ACCOMPLISHED", "planned": "THREATENED",
    "possible": "THREATENED", "demanded": "THREATENED", "did-not-happen": "ATTEMPTED",
}  # fmt: skip
_COUNTRIES = {
    "AR": "argentina", "BO": "bolivia", "CL": "chile", "CO": "colombia", "EC": "ecuador", "SV": "el salvador",
    "GT": "guatemala", "HN": "honduras", "PE": "peru", "NI": "nicaragua", "PA": "panama", "CR": "costa rica",
    "MX": "mexico", "VE": "venezuela", "ES": "spain", "US": "united states",
}  # fmt: skip
_PEOPLE = ("PERSON", "PEOPLE")


def incident_type(event: Mapping[str, Any], text: str) -> str | None:
    """MUC-4's type of an event by its PLOVER type, mode and trigger; None where it is none of MUC-4's."""
    if event["type"] not in ("ASSAULT", "COERCE", "THREATEN", "PROTEST"):
        return None
    if event["mode"] in _MODES:
        return _MODES[event["mode"]]
    trigger = " ".join(text[b:e] for b, e in event["trigger"])
    kind = next((kind for kind, words in _KINDS if words.search(trigger)), None)
    return kind or ("ATTACK" if event["type"] == "ASSAULT" else None)


def incidents(ledger: Ledger) -> list[tuple[str, list[dict[str, Any]]]]:
    """The ledger's events by incident: one type, and neither places nor dates that differ."""
    out: list[tuple[str, list[dict[str, Any]]]] = []
    text = ledger["document"]["text"]
    for event in sorted(ledger["events"], key=lambda e: e["trigger"]):
        kind = incident_type(event, text)
        if kind is None:
            continue
        for other, events in out:
            if other == kind and all(_agree(event, e) for e in events):
                events.append(event)
                break
        else:
            out.append((kind, [event]))
    return out


def _agree(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    places = [{p["place"] for p in e["places"] if p["place"]} for e in (a, b)]
    days = [{t["value"] for t in e["times"] if t["value"]} for e in (a, b)]
    return all(not (x and y) or bool(x & y) for x, y in (places, days))


def roles(ledger: Ledger) -> dict[str, list[list[str]]]:
    """Entities by role: each by the mention nearest a trigger, since one right mention is a right entity.

    Initiators are perpetrators, people among recipients with a name victims; weapons, and facilities and vehicles, are
    the mentions of that type in the trigger's sentence.
    """
    text = ledger["document"]["text"]
    actors = {a["id"]: a for a in ledger["actors"]}
    found: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    for _, events in incidents(ledger):
        for event in events:
            at = event["trigger"][0][0]
            for key, cell in (("initiators", "Perp"), ("recipients", "Victim")):
                for actor in (actors[i] for i in event[key] if i in actors):
                    role = cell
                    if cell == "Perp":
                        role = "PerpInd" if actor["type"] in _PEOPLE else "PerpOrg"
                    elif actor["type"] != "PERSON":
                        continue
                    names = [s for s in actor["mentions"] if plain(text[slice(*s)]) not in _PRONOUNS]
                    if names:
                        begin, end = min(names, key=lambda s: abs(s[0] - at))
                        found[role].setdefault(actor["id"], text[begin:end])
            begin = max(text.rfind(". ", 0, at) + 1, text.rfind("\n", 0, at) + 1)
            end = min((i for i in (text.find(". ", at), text.find("\n", at)) if i >= 0), default=len(text))
            for mention in ledger["mentions"]:
                b, e = mention["span"][0]
                role = {"WEAPON": "Weapon", "FACILITY": "Target", "VEHICLE": "Target"}.get(mention["type"], "")
                if role and begin <= b < end:
                    found[role].setdefault(mention["ref"] or plain(text[b:e]), text[b:e])
    return {role: [[words] for words in by_id.values()] for role, by_id in found.items()}


Span = tuple[int, int]


def attack_roles(
    text: str, attacks: Iterable[tuple[str, Span, float]], clusters: Sequence[Iterable[Span]], least: float = 0.5
) -> dict[str, list[list[str]]]:
    """Entities by role from the model's fillers of attack roles (role of ROLES, span, probability).

    Fillers of a role are one entity where a cluster of the ledger holds both, or where their last words are the same;
    an entity stands by its surest filler. Those surer than ``least`` count.
    """
    cluster_of = {span: number for number, cluster in enumerate(clusters) for span in cluster}
    found: dict[str, list[tuple[set[object], str]]] = {role: [] for role in ROLES}
    for role, (begin, end), probability in sorted(attacks, key=lambda a: -a[2]):
        words = text[begin:end]
        bare = plain(words)
        if probability < least or not bare or bare in _PRONOUNS:
            continue
        keys: set[object] = {bare.split()[-1]}
        keys |= {n for (b, e), n in cluster_of.items() if (e == end and b <= begin) or (b, e) == (begin, end)}
        same = next((entity for entity in found[role] if not entity[0].isdisjoint(keys)), None)
        if same:
            same[0].update(keys)
        else:
            found[role].append((keys, words))
    return {role: [[words] for _, words in entities_] for role, entities_ in found.items()}


_PRONOUNS = frozenset("he she it they him her them his its their who which that this these those i we us".split())


def predicted_templates(ledger: Ledger) -> list[Template]:
    """The ledger's incidents as MUC-4 templates. One without a date happened on or before the dateline's."""
    text = ledger["document"]["text"]
    actors = {a["id"]: a for a in ledger["actors"]}
    places = {p["id"]: p for p in ledger["places"]}
    holders = {s["id"]: s for s in ledger["statements"]}
    published = _day(ledger["document"]["published"])
    out = []
    for kind, events in incidents(ledger):
        stages = [("THREATENED" if e["type"] == "THREATEN" else _STAGE[e["factuality"]]) for e in events]
        stage = next((s for s in ("ACCOMPLISHED", "ATTEMPTED") if s in stages), "THREATENED")
        days = [
            d for e in events for t in e["times"] if (d := (_day(t["earliest"]), _day(t["latest"]))) != (None, None)
        ]
        names: dict[str, None] = {}
        for e in events:
            for p in e["places"]:
                place = places.get(p["place"] or "")
                country = _COUNTRIES.get((place or {}).get("country") or "")
                words = [country, place["name"] if place else None, *(text[b:e_] for b, e_ in p["span"])]
                names.update((w.lower(), None) for w in words if w)
        people = {i: actors[i] for e in events for i in e["recipients"] if i in actors}
        numbers = {
            (c["of"], c["low"], c["high"]): c["low"] if c["low"] == c["high"] else None
            for e in events
            for c in e["counts"]
        }
        organisations = [
            (confidence(e, actors[i], holders, actors), i)
            for e in events
            for i in e["initiators"]
            if i in actors and actors[i]["type"] not in _PEOPLE
        ]
        out.append(
            Template(
                frozenset({kind}), frozenset({stage}),
                frozenset(days[:1] or ([(None, published)] if published else [])),
                frozenset({tuple(names)} if names else ()),
                (*(1 for a in people.values() if a["type"] == "PERSON"), *(n if n is None else int(n) for n in numbers.values())),
                tuple(c for c, _ in organisations),
            )
        )  # fmt: skip
    return out


def confidence(
    event: Mapping[str, Any], actor: Mapping[str, Any], holders: Mapping[str, Any], actors: Mapping[str, Any]
) -> str:
    """How surely an organisation is said to have done it, from who holds the event."""
    if event["factuality"] == "possible":
        return "POSSIBLE"
    holder = holders.get(event["statement"] or "")
    if holder is None:
        return "REPORTED AS FACT"
    if holder["speaker"] == actor["id"]:
        return "CLAIMED OR ADMITTED"
    state = actors.get(holder["speaker"] or "", {}).get("type") == "STATE"
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if state else "SUSPECTED OR ACCUSED"


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def dateline(text: str) -> str | None:
    """The day of a report's dateline ("San Salvador, 3 Jan 90 -- "), ISO 8601."""
    match = re.match(r"[^\n]{0,80}?,\s+(\d{1,2} [A-Za-z]{3} \d{2})\b", text)
    days: Interval | None = interval(match.group(1).upper()) if match else None
    return days[0].isoformat() if days and days[0] else None


def texts(folder: Path, part: str) -> list[tuple[str, str]]:
    """training/muc4.py's texts: the same case as in training."""
    path = Path(__file__).resolve().parents[1] / "training/muc4.py"
    spec = importlib.util.spec_from_file_location("training_muc4", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.texts(folder, part))


def main() -> None:
    """Measure and write."""
    folder = Path(sys.argv[1]) / "data/muc4"
    gold = entities(folder / "processed/dev.json")
    keys = templates([folder / "tst1/key-tst1.v7", folder / "tst2/key-tst2.v4"])
    if "--check" in sys.argv:
        print(table(ceaf_ree((g, g) for g in gold.values())))
        print(slots((t, t) for t in keys.values()))
        return
    from according.model.labels import ATTACK_ROLES
    from ledgers import clusters, read_findings, read_texts

    reports = texts(folder, "tune")
    days = {name: day for name, text in reports if (day := dateline(text))}
    read = dict(read_texts(reports, days))
    role_of = dict(zip(ATTACK_ROLES, ROLES, strict=True))
    attacks = {
        name: [(role_of[role], span, p) for role, span, p in found.attacks] for name, found in read_findings(reports)
    }
    joined = {name: clusters(ledger) for name, ledger in read.items()}
    by_cut = {
        f"{least:.2f}": ceaf_ree(
            (g, attack_roles(read[n]["document"]["text"], attacks[n], joined[n], least)) for n, g in gold.items()
        )
        for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
    }
    best = max(by_cut, key=lambda least: by_cut[least]["all"].f1)
    figures = {
        "ceaf-ree, the ledger's events": table(ceaf_ree((g, roles(read[n])) for n, g in gold.items())),
        "ceaf-ree, fillers of attack roles": {"surer than": float(best), **table(by_cut[best])},
        "slots": slots((keys.get(name, []), predicted_templates(ledger)) for name, ledger in read.items()),
    }
    write("muc4", "python benchmarks/muc4.py SHARED", figures)


def table(scores: Mapping[str, Ratio]) -> dict[str, dict[str, float]]:
    """Per cent by role."""
    return {role: ratio.table() for role, ratio in scores.items()}


if __name__ == "__main__":
    main()
