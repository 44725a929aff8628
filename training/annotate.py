"""Turn a draft in brackets into a stand-off annotation, joined with what is already there for the same text.

usage: python training/annotate.py DRAFT.json TEXT.json [--to training/annotations]

A draft writes every span as its words inside [square brackets] with enough of the neighbouring text, copied exactly, to
occur once in the text (``"However, [Alloush] insisted"``); a list of such strings is one discontinuous span. Its keys
are those of gold ledgers (actors, statements, events, relations); a part that the draft leaves out is kept from the
annotation already there. TEXT may be a part of a longer text, which its keys ``doc`` and ``part`` ([begin, end)) name.
Prints ``ok`` and what it holds, or every fault found, in which case nothing is written.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from according.ledger import ACTOR_TYPES, EVENT_TYPES, FACTUALITIES, KINDS, MODES, PLACE_ROLES, RELATION_TYPES, STANCES

HERE = Path(__file__).parent
PARTS = ("actors", "statements", "events", "relations")


class Faults(list[str]):
    """What is wrong with a draft."""

    def among(self, value: Any, choices: tuple[str, ...], where: str) -> None:
        """Note a value that is not one of the choices."""
        if value not in choices:
            self.append(f"{where}: {value!r} is none of {', '.join(choices)}")


def spans(written: str | list[str] | None, text: str, where: str, faults: Faults) -> list[list[int]]:
    """The spans [begin, end) that a bracketed string, or a list of them, names."""
    out = []
    for one in [written] if isinstance(written, str) else written or []:
        begin, end = one.find("["), one.rfind("]")
        if begin < 0 or end <= begin + 1:
            faults.append(f"{where}: no [words] in {one!r}")
            continue
        context = one[:begin] + one[begin + 1 : end] + one[end + 1 :]
        if text.count(context) != 1:
            faults.append(f"{where}: occurs {text.count(context)} times: {context!r}")
            continue
        at = text.index(context) + begin
        out.append([at, at + end - begin - 1])
    return sorted(out)


def resolve(draft: dict[str, Any], text: str, faults: Faults) -> dict[str, Any]:
    """The parts of ``draft`` with offsets for words; what is wrong goes into ``faults``."""
    out: dict[str, Any] = {}
    ids = {a["id"] for a in draft.get("actors", [])}
    if "actors" in draft:
        out["actors"] = []
        for a in draft["actors"]:
            faults.among(a["type"], ACTOR_TYPES, a["id"])
            mentions = [s for m in a["mentions"] for s in spans(m, text, a["id"], faults)]
            out["actors"].append({"id": a["id"], "name": a["name"], "type": a["type"], "mentions": sorted(mentions)})
    if "statements" in draft:
        out["statements"] = []
        for s in draft["statements"]:
            for key, choices in (("kind", KINDS), ("mode", MODES), ("stance", STANCES)):
                faults.among(s[key], choices, s["id"])
            found = {key: spans(s[key], text, s["id"], faults) for key in ("source", "cue", "content")}
            out["statements"].append(
                {**{k: s[k] for k in ("id", "kind", "mode", "stance", "within", "speaker")}, **found}
            )
    if "events" in draft:
        out["events"] = []
        for number, e in enumerate(draft["events"], 1):
            where = f"event {number}"
            faults.among(e["type"], EVENT_TYPES, where)
            faults.among(e["factuality"], FACTUALITIES, where)
            for actor in [*e.get("initiators", []), *e.get("recipients", [])]:
                faults.among(actor, tuple(sorted(ids)), where)
            for p in e.get("places", []):
                faults.among(p["role"], PLACE_ROLES, where)
            out["events"].append({
                "id": f"E{number}", "trigger": spans(e["trigger"], text, where, faults), "type": e["type"],
                "factuality": e["factuality"], "initiators": e.get("initiators", []), "recipients": e.get("recipients", []),
                **{
                    key: [{**x, "span": spans(x["span"], text, where, faults)} for x in e.get(key, [])]
                    for key in ("places", "times", "counts")
                },
            })  # fmt: skip
    if "relations" in draft:
        out["relations"] = []
        for number, r in enumerate(draft["relations"], 1):
            where = f"relation {number}"
            faults.among(r["relation"], RELATION_TYPES, where)
            for end in ("subject", "object"):
                faults.among(r[end], tuple(sorted(ids)), where)
            evidence = spans(r["evidence"], text, where, faults)
            out["relations"].append(
                {**{k: r.get(k) for k in ("subject", "relation", "object", "label")}, "evidence": evidence}
            )
    return out


def main() -> None:
    """Resolve one draft and write it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("draft", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("--to", type=Path, default=HERE / "annotations")
    options = parser.parse_args()
    record = json.loads(options.text.read_text(encoding="utf8"))
    text, doc = record["text"], record.get("doc", options.text.stem)
    part = {"part": record["part"]} if "part" in record else {}
    faults = Faults()
    made = resolve(json.loads(options.draft.read_text(encoding="utf8")), text, faults)
    if faults:
        sys.exit("\n".join(faults))
    target = options.to / options.text.name
    old = json.loads(target.read_text(encoding="utf8")) if target.exists() else {}
    parts = {part: made.get(part, old.get(part)) for part in PARTS if part in made or part in old}
    data = {"doc": doc, **part, "text_sha256": hashlib.sha256(text.encode("utf8")).hexdigest(), **parts}
    target.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf8")
    print("ok:", ", ".join(f"{len(v)} {k}" for k, v in parts.items()))


if __name__ == "__main__":
    main()
