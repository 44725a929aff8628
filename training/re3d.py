"""re3d: entities in press releases and encyclopaedia pages on the conflict in Syria and Iraq, in folds by document."""

import json
import re
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared/data"
LEAST = 0.5
"""Annotations below this confidence are noise in one of four."""

Annotation = tuple[int, int, str]
Report = tuple[str, str, list[Annotation]]


def documents(folder: Path = SHARED / "re3d") -> list[Report]:
    """``[(name, text, [(begin, end, type), ...])]`` in order of publisher and id; offsets in code points.

    Keeps annotations of confidence 0.5 or more whose words are those of the text, and of those of one type that overlap
    the longest. Types are re3d's own. Annotations are sorted; none begins or ends in white space.
    """
    out = []
    for path in sorted(folder.glob("*/documents.json")):
        marks: dict[str, list[tuple[Annotation, str]]] = {}
        for line in _lines(path.with_name("entities.json")):
            if line["confidence"] >= LEAST:
                mark = (line["begin"], line["end"], line["type"])
                marks.setdefault(line["documentId"], []).append((mark, str(line["value"])))
        for document in _lines(path):
            name, text = document["_id"], document["text"]
            checked = [_bare(text, m) for m, words in marks.get(name, ()) if _same(text[m[0] : m[1]], words)]
            out.append((name, text, longest([m for m in checked if m[0] < m[1]])))
    return out


def report_of(text: str, reports: list[Report]) -> int | None:
    """Which report ``text`` is, or is most of: gold/train's ``r_*`` are re3d's pages, so a fold left out has to leave
    them out too. None where it is none of them.
    """
    shingles = _shingles(text)
    shares = [len(shingles & _shingles(other)) / len(shingles) for _, other, _ in reports]
    best = max(range(len(reports)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= 0.5 else None


def longest(annotations: list[Annotation]) -> list[Annotation]:
    """Of annotations of one type that overlap the longest (the first of equals); sorted."""
    kept: list[Annotation] = []
    for b, e, kind in sorted(set(annotations), key=lambda a: (a[0] - a[1], a)):
        if not any(b < e2 and b2 < e for b2, e2, other in kept if other == kind):
            kept.append((b, e, kind))
    return sorted(kept)


def folds(reports: list[Report], k: int = 5, least: float = 0.05) -> list[int]:
    """The fold, 0 to ``k`` - 1, of each report; near duplicates share one. Deterministic.

    Two reports are near duplicates where the Jaccard similarity of their five-word shingles is ``least`` or more, or one
    holds half of the other's; groups are the connected components. Groups go, largest first, to the fold with the
    fewest annotations so far, so the folds weigh alike.
    """
    shingles = [_shingles(text) for _, text, _ in reports]
    group = list(range(len(reports)))
    for i, a in enumerate(shingles):
        for j in range(i):
            both = len(a & shingles[j])
            if both and (both >= least * len(a | shingles[j]) or 2 * both >= min(len(a), len(shingles[j]))):
                old, new = group[i], group[j]
                group = [new if g == old else g for g in group]
    weight = {g: sum(1 + len(r[2]) for r, h in zip(reports, group, strict=True) if h == g) for g in set(group)}
    loads = [0] * k
    chosen = {}
    first = {g: min(r[0] for r, h in zip(reports, group, strict=True) if h == g) for g in weight}
    for g in sorted(weight, key=lambda g: (-weight[g], first[g])):
        fold = loads.index(min(loads))
        chosen[g] = fold
        loads[fold] += weight[g]
    return [chosen[g] for g in group]


def _bare(text: str, mark: Annotation) -> Annotation:
    begin, end, kind = mark
    words = text[begin:end]
    return begin + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()), kind


def _shingles(text: str, size: int = 5) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def _same(words: str, value: str) -> bool:
    """Whether the annotation's words are the text's but for white space and quotation marks, which re3d altered."""

    def plain(s: str) -> str:
        return " ".join(re.sub('["“”‘’]', "'", s).split())

    return plain(words) == plain(value)


def _lines(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]
