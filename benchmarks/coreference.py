"""Coreference: CoNLL F1 with predicted mentions on GUM, and on gold event mentions of ECB+.

usage: python benchmarks/coreference.py SHARED [--check]

GUM: news and interviews of its dev and test parts, read from text. GUM marks every noun phrase, so its mentions and clusters
are those that the model finds and links (scheme gum); then those of the ledger's actors and places alone, which leave out
what a ledger does not hold, marked as GUM does and as the ledger does. ECB+ dev: the events are given; the baseline joins those of one topic whose heads have one lemma. Scores come
without and with singletons, and by two rules for mentions: the same span, or a span inside the gold one that
holds its minimum (GUM marks whole noun phrases with their relative clauses; the minimum is the head or the name).
Writes results/coreference.json; --check scores gold against gold instead and writes nothing.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clusters import Partition, conll, without_singletons
from record import write

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text made from GUM: sentences of a paragraph joined by a space, paragraphs by an empty line.

    ``clusters`` are spans by entity in order of first mention; ``minimum`` gives the part of a span that a mention must
    hold; ``types`` is GUM's entity type by cluster.
    """

    name: str
    text: str
    clusters: tuple[tuple[Span, ...], ...]
    minimum: dict[Span, Span]
    types: tuple[str, ...]


def parts(folder: Path) -> dict[str, set[str]]:
    """GUM's splits: names of documents by part (dev, test, train)."""
    out: dict[str, set[str]] = {}
    part = ""
    for line in (folder / "splits.md").read_text(encoding="utf8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("* "):
            out.setdefault(part, set()).add(line.strip()[2:].strip())
    return out


def gum(folder: Path, genres: Iterable[str], split: Iterable[str] = ("dev", "test")) -> list[Marked]:
    """The documents of GUM of some genres and parts that are there, by name."""
    splits = parts(folder)
    names = {name for part in split for name in splits.get(part, ())}
    wanted = {f"GUM_{genre}_" for genre in genres}
    return [
        conllu(path.stem, path.read_text(encoding="utf8"))
        for path in sorted(folder.glob("GUM_*.conllu"))
        if path.stem in names and any(path.stem.startswith(w) for w in wanted)
    ]


def conllu(name: str, file: str) -> Marked:
    """Text and entities of a CoNLL-U file with CorefUD's Entity column (GRP-etype-...-minspan-...)."""
    text = ""
    gap = ""
    tokens: list[Span] = []
    open_: list[tuple[str, str, str, int]] = []
    groups: dict[str, list[Span]] = {}
    types: dict[str, str] = {}
    minimum: dict[Span, Span] = {}
    covered, surface = "", (0, 0)  # a word of several tokens ("don't"): up to which id, and its span
    for line in file.splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block") and text:
            gap = "\n\n"
        cells = line.split("\t")
        if len(cells) != 10 or "." in cells[0]:
            continue
        misc = cells[9].split("|")
        if "-" in cells[0]:
            covered = cells[0].split("-")[1]
            surface = (len(text + gap), len(text + gap) + len(cells[1]))
            text, gap = text + gap + cells[1], "" if "SpaceAfter=No" in misc else " "
            at = surface[0]
            continue
        if covered:
            begin = at if text.startswith(cells[1], at, surface[1]) else surface[0]
            end = begin + len(cells[1]) if begin == at else surface[1]
            at = min(end, surface[1])
            token = (begin, min(end, surface[1]))
            covered = "" if cells[0] == covered else covered
        else:
            token = (len(text + gap), len(text + gap) + len(cells[1]))
            text, gap = text + gap + cells[1], "" if "SpaceAfter=No" in misc else " "
        tokens.append(token)
        entity = next((m.removeprefix("Entity=") for m in misc if m.startswith("Entity=")), "")
        for opened, closed in _brackets(entity):
            if opened:
                fields = (opened + "-------").split("-")
                open_.append((fields[0], fields[1], fields[5], len(tokens) - 1))
            if closed:
                i = max(i for i, o in enumerate(open_) if not closed.strip() or o[0] == closed)
                group, kind, least, first = open_.pop(i)
                span = (tokens[first][0], token[1])
                if span not in minimum:  # the outer of two mentions with one span
                    groups.setdefault(group, []).append(span)
                    types.setdefault(group, kind)
                    inside = [first + int(n) - 1 for n in least.split(",") if n.isdigit()]
                    inside = [i for i in inside if i < len(tokens)] or [first]
                    minimum[span] = (tokens[min(inside)][0], tokens[max(inside)][1])
    return Marked(
        name, text, tuple(tuple(sorted(g)) for g in groups.values()), minimum, tuple(types[g] for g in groups)
    )


def _brackets(entity: str) -> Iterator[tuple[str, str]]:
    """Openings and closings of an Entity value in order: ``("1-person-new", "")``, ``("", "1")``; " " closes the last."""
    i = 0
    while i < len(entity):
        if entity[i] == "(":
            j = i + 1
            while j < len(entity) and entity[j] not in "()":
                j += 1
            yield entity[i + 1 : j], ""
            if j < len(entity) and entity[j] == ")":
                yield "", " "
                j += 1
            i = j
        else:
            j = entity.find(")", i)
            if j < 0:
                return
            yield "", entity[i:j]
            i = j + 1


def by_minimum(predicted: Sequence[Iterable[Span]], minimum: dict[Span, Span]) -> list[set[Span]]:
    """The predicted clusters with each span renamed to the gold span it stands for: the same one, or else the smallest
    not yet taken that holds it and whose minimum it holds.
    """
    gold = sorted(minimum, key=lambda s: (s[1] - s[0], s))
    spans = [span for cluster in predicted for span in cluster]
    renamed = {span: span for span in spans if span in minimum}
    taken = set(renamed)
    for b, e in sorted(set(spans) - taken):
        for g in gold:
            least = minimum[g]
            if g not in taken and g[0] <= b and e <= g[1] and b <= least[0] and least[1] <= e:
                renamed[b, e] = g
                taken.add(g)
                break
    return [{renamed.get(span, span) for span in cluster} for cluster in predicted]


LEDGER_TYPES = frozenset({"person", "organization", "place"})
"""GUM's types of what a ledger joins; it also joins events, abstract things, objects, dates, which a ledger does not."""


def score(documents: Sequence[tuple[Marked, Sequence[Iterable[Span]]]]) -> dict[str, Any]:
    """The table for (gold, predicted clusters) documents."""
    out: dict[str, Any] = {}
    for rule in ("same span", "minimum span"):
        pairs: list[tuple[Partition, Partition]] = []
        held: list[tuple[Partition, Partition]] = []
        for gold, clusters in documents:
            predicted = by_minimum(clusters, gold.minimum) if rule == "minimum span" else [set(c) for c in clusters]
            pairs.append((gold.clusters, predicted))
            typed = list(zip(gold.clusters, gold.types, strict=True))
            other = {span for cluster, kind in typed if kind not in LEDGER_TYPES for span in cluster}
            held.append(
                ([c for c, kind in typed if kind in LEDGER_TYPES], [left for c in predicted if (left := c - other)])
            )
        out[rule] = {
            "without singletons": conll([(without_singletons(g), without_singletons(p)) for g, p in pairs]),
            "with singletons": conll(pairs),
            "persons, organisations and places, without singletons": conll(
                [(without_singletons(g), without_singletons(p)) for g, p in held]
            ),
        }
    return out


def ecb(
    folder: Path, part: str = "Dev", kind: str = "Event"
) -> tuple[list[dict[str, Any]], dict[tuple[str, int], list[str]]]:
    """Gold mentions of ECB+ (``coref_chain``, ``doc_id``, ``sent_id``, ``tokens_number``) and the words by sentence."""
    mentions = json.loads((folder / f"ECB_{part}_{kind}_gold_mentions.json").read_text(encoding="utf8"))
    words: dict[tuple[str, int], list[str]] = {}
    for line in (folder / f"ECB_{part}_corpus.txt").read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if len(cells) > 3:
            words.setdefault((cells[0], int(cells[1])), []).append(cells[3])
    return mentions, words


def chains(mentions: Sequence[dict[str, Any]], key: Sequence[str]) -> list[set[int]]:
    """Clusters of indices of mentions with one key."""
    out: dict[str, set[int]] = {}
    for i, chain in enumerate(key):
        out.setdefault(chain, set()).add(i)
    return list(out.values())


def lemmas(gum_folder: Path) -> tuple[dict[str, str], set[str]]:
    """GUM's train part as a lexicon: the most frequent lemma of a lower-case form, and forms that are mostly verbs."""
    counts: dict[str, dict[str, int]] = {}
    verbs: dict[str, int] = {}
    for name in sorted(parts(gum_folder).get("train", ())):
        path = gum_folder / f"{name}.conllu"
        for line in path.read_text(encoding="utf8").splitlines() if path.exists() else ():
            cells = line.split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                form = cells[1].lower()
                of = counts.setdefault(form, {})
                of[cells[2].lower()] = of.get(cells[2].lower(), 0) + 1
                verbs[form] = verbs.get(form, 0) + (1 if cells[3] == "VERB" else -1)
    return {form: max(of, key=lambda k: of[k]) for form, of in counts.items()}, {f for f, n in verbs.items() if n > 0}


def head_lemma(words: Sequence[str], lexicon: dict[str, str], verbs: set[str]) -> str:
    """The lemma of the first verb of a mention, or else of its last word; unknown words lose their ending."""
    low = [w.lower() for w in words]
    head = next((w for w in low if w in verbs), low[-1]) if low else ""
    if head in lexicon:
        return lexicon[head]
    for ending in ("ing", "ed", "es", "s", "e"):
        if head.endswith(ending) and len(head) > len(ending) + 2:
            return head.removesuffix(ending)
    return head


def topic(doc_id: str) -> str:
    """2 of 2_11ecb: the gold topic."""
    return doc_id.split("_")[0]


def subtopic(doc_id: str) -> str:
    """2ecb or 2ecbplus of 2_11ecbplus: which of a topic's two seminal events the text reports."""
    return topic(doc_id) + doc_id.split("_")[1].lstrip("0123456789")


def lemma_baseline(folder: Path, gum_folder: Path) -> dict[str, Any]:
    """CoNLL F1 of one cluster a head lemma, within gold topics and within their two halves."""
    mentions, _ = ecb(folder)
    lexicon, verbs = lemmas(gum_folder)
    heads = [head_lemma(m["tokens_str"].split(), lexicon, verbs) for m in mentions]
    gold = chains(mentions, [m["coref_chain"] for m in mentions])
    out = {}
    for name, within in (("topic", topic), ("half of a topic", subtopic)):
        keys = [f"{within(m['doc_id'])} {h}" for m, h in zip(mentions, heads, strict=True)]
        out[f"one head lemma within a {name}"] = conll([(gold, chains(mentions, keys))])
    return out


def main() -> None:
    """Measure and write."""
    data = Path(sys.argv[1]) / "data"
    documents = gum(data / "gum", ("news", "interview"))
    if "--check" in sys.argv:
        print(json.dumps(score([(d, d.clusters) for d in documents]), indent=1))
        mentions, _ = ecb(data / "ecbplus")
        gold = chains(mentions, [m["coref_chain"] for m in mentions])
        print(json.dumps(conll([(gold, gold)]), indent=1))
        return
    from ledgers import clusters, linked, read_findings, read_texts

    found = dict(read_findings(((d.name, d.text) for d in documents), scheme="gum"))
    figures = {"gum dev+test, news and interview": score([(d, linked(found[d.name])) for d in documents])}
    for scheme in ("gum", "ledger"):
        read = dict(read_texts(((d.name, d.text) for d in documents), scheme=scheme))
        figures[f"the same, actors and places of the ledger, scheme {scheme}"] = score(
            [(d, clusters(read[d.name])) for d in documents]
        )
    figures["ecb+ dev, events, gold mentions"] = lemma_baseline(data / "ecbplus", data / "gum")
    write("coreference", "python benchmarks/coreference.py SHARED", figures)


if __name__ == "__main__":
    main()
