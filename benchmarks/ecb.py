"""Events across documents on ECB+: `python benchmarks/ecb.py SHARED`; writes results/ecb.json.

Gold mentions within gold topics, dev part, CoNLL F1. A logistic regression over cheap cells of two mentions (lemma, stem,
group of near-synonyms, words and names around them, closeness of their sentences and documents) is fitted on the train part
at run time, in a few seconds; mentions are joined by mean linkage, with the threshold that is best on train by
cross-validation over topics. The stems, groups and rarities are those of ``according.compare``. The two seminal events
of a topic are told apart by the words of the documents alone, not by their names.
"""

import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from according.compare.lexicon import CONCEPTS, STOPWORDS
from according.compare.matter import stem
from clusters import conll
from coreference import chains, ecb, head_lemma, lemma_baseline, lemmas, topic
from record import write

Rows = list[list[float]]
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention with its cells. ``near`` are the stems of the five words on either side, ``names`` capitalised words."""

    doc: str
    sent: int
    chain: str
    lemma: str
    stem: str
    verb: bool
    own: frozenset[str]
    near: frozenset[str]
    terms: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


def load(folder: Path, part: str, lexicon: dict[str, str], verbs: set[str]) -> dict[str, list[Mention]]:
    """The mentions of a part by topic, in the order of the file."""
    mentions, words = ecb(folder, part)
    out: dict[str, list[Mention]] = {}
    for m in mentions:
        tokens = words[m["doc_id"], m["sent_id"]]
        at = [i for i in m["tokens_number"] if i < len(tokens)] or [0]
        own = m["tokens_str"].split()
        lemma = head_lemma(own, lexicon, verbs)
        around = tokens[max(0, min(at) - 5) : min(at)] + tokens[max(at) + 1 : max(at) + 6]
        out.setdefault(topic(m["doc_id"]), []).append(
            Mention(
                m["doc_id"], m["sent_id"], m["coref_chain"], lemma, stem(lemma), any(w.lower() in verbs for w in own),
                _stems(own), _stems(around), _stems(tokens),
                frozenset(w.lower() for i, w in enumerate(tokens) if i and w[:1].isupper()),
                frozenset(w for w in tokens if w[:1].isdigit()),
            )
        )  # fmt: skip
    return out


def _stems(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(w.lower()) for w in tokens if w[:1].isalnum() and w.lower() not in STOPWORDS)


class Topic:
    """What the pairs of one topic's mentions are compared with: rarity of terms over sentences, documents, their halves."""

    def __init__(self, folder_words: dict[tuple[str, int], list[str]], mentions: Sequence[Mention]) -> None:
        docs = sorted({m.doc for m in mentions})
        bags = {d: Counter[str]() for d in docs}
        seen = Counter[str]()
        for (doc, _), tokens in folder_words.items():
            if doc in bags:
                here = _stems(tokens)
                seen.update(here)
                bags[doc].update(here)
        top = math.log(sum(1 for d, _ in folder_words if d in bags) + 2.0)
        self.weight = {t: max(0.05, 1.0 - math.log(n + 1.0) / top) for t, n in seen.items()}
        self.heads = Counter(m.lemma for m in mentions)
        self.total = len(mentions)
        frequency = Counter(t for b in bags.values() for t in b)
        vectors = {}
        for d, bag in bags.items():
            v = {t: (1 + math.log(n)) * math.log(len(docs) / frequency[t] + 0.1) for t, n in bag.items()}
            norm = math.sqrt(sum(x * x for x in v.values())) or 1.0
            vectors[d] = {t: x / norm for t, x in v.items()}
        self.close = {
            (a, b): sum(x * vectors[b].get(t, 0.0) for t, x in vectors[a].items()) for a in docs for b in docs
        }
        self.half = halves(docs, self.close)

    def cosine(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Weighted cosine of two sets of terms."""
        shared = a & b
        if not shared:
            return 0.0
        w = self.weight
        over = sum(w.get(t, 1.0) ** 2 for t in shared)
        return over / math.sqrt(sum(w.get(t, 1.0) ** 2 for t in a) * sum(w.get(t, 1.0) ** 2 for t in b))


def halves(docs: Sequence[str], close: dict[tuple[str, str], float]) -> dict[str, int]:
    """Documents in two groups by mean-linkage over their closeness."""
    groups = [[d] for d in docs]
    while len(groups) > 2:
        best, pair = -1.0, (0, 1)
        for i in range(len(groups)):
            for j in range(i + 1, len(groups)):
                mean = sum(close[a, b] for a in groups[i] for b in groups[j]) / (len(groups[i]) * len(groups[j]))
                if mean > best:
                    best, pair = mean, (i, j)
        groups[pair[0]] += groups.pop(pair[1])
    return {d: n for n, group in enumerate(groups) for d in group}


def features(a: Mention, b: Mention, t: Topic) -> list[float]:
    """The cells of two mentions of one topic, each from 0 to about 1."""
    lemma = float(a.lemma == b.lemma)
    stems = float(a.stem == b.stem)
    concept = float(CONCEPTS.get(a.stem, a.stem) == CONCEPTS.get(b.stem, b.stem))
    prefix = float(not stems and a.lemma[:4] == b.lemma[:4] and min(len(a.lemma), len(b.lemma)) > 3)
    rare = 1.0 - math.log(t.heads[a.lemma] + 1.0) / math.log(t.total + 2.0)
    same_doc, half = float(a.doc == b.doc), float(t.half[a.doc] == t.half[b.doc])
    sentence = t.cosine(a.terms, b.terms)
    near = t.cosine(a.near, b.near)
    names = t.cosine(a.names, b.names)
    doc = t.close[a.doc, b.doc] if not same_doc else 0.5
    crossed = float(bool(a.own & b.near or b.own & a.near))
    numbers = float(bool(a.numbers & b.numbers))
    against = float(bool(a.numbers) and bool(b.numbers) and not numbers)
    any_ = max(lemma, stems, concept)
    return [
        1.0, lemma, stems, concept, prefix, lemma * rare, lemma * half, lemma * sentence, lemma * near, lemma * names,
        any_ * half, any_ * doc, any_ * sentence, any_ * names, half, doc, sentence, near, names, same_doc, same_doc * lemma,
        float(a.doc == b.doc and a.sent == b.sent), crossed, numbers, against, float(a.verb == b.verb), lemma * float(a.verb and b.verb),
        float(bool(a.own & b.own)) * (1 - lemma), t.cosine(a.own, b.own), (1 - any_) * half * near, (1 - any_) * half * sentence,
        (1 - any_) * half * names, (1 - any_) * half * rare, lemma * float(len(a.lemma) <= 3), near * half, sentence * half * lemma,
    ]  # fmt: skip


def fit(rows: np.ndarray, gold: np.ndarray, steps: int = 12, penalty: float = 3.0) -> np.ndarray:
    """Logistic regression by Newton's method."""
    w = np.zeros(rows.shape[1])
    for _ in range(steps):
        p = 1.0 / (1.0 + np.exp(-np.clip(rows @ w, -30, 30)))
        gradient = rows.T @ (gold - p) - penalty * w
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + penalty * np.eye(len(w))
        w = w + np.linalg.solve(hessian, gradient)
    return w


def join(p: np.ndarray, threshold: float) -> list[list[int]]:
    """Mean-linkage clusters of a symmetric matrix of probabilities."""
    n = len(p)
    groups: dict[int, list[int]] = {i: [i] for i in range(n)}
    sums = p.copy()
    np.fill_diagonal(sums, -1.0)
    sizes = np.ones(n)
    alive = np.ones(n, dtype=bool)
    while True:
        means = sums / np.outer(sizes, sizes)
        means[~alive] = -1.0
        means[:, ~alive] = -1.0
        np.fill_diagonal(means, -1.0)
        i, j = divmod(int(means.argmax()), n)
        if means[i, j] < threshold:
            return list(groups.values())
        sums[i] += sums[j]
        sums[:, i] += sums[:, j]
        sizes[i] += sizes[j]
        alive[j] = False
        groups[i] += groups.pop(j)


class Split:
    """One part of ECB+ with the rows of all its pairs by topic."""

    def __init__(self, folder: Path, part: str, lexicon: dict[str, str], verbs: set[str]) -> None:
        self.topics = load(folder, part, lexicon, verbs)
        _, words = ecb(folder, part)
        self.rows: dict[str, np.ndarray] = {}
        self.gold: dict[str, np.ndarray] = {}
        self.pairs: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        for name, mentions in self.topics.items():
            table = Topic(words, mentions)
            upper = np.triu_indices(len(mentions), 1)
            self.pairs[name] = upper
            self.rows[name] = np.array(
                [features(mentions[i], mentions[j], table) for i, j in zip(*upper, strict=True)], dtype=np.float64
            )
            self.gold[name] = np.array([mentions[i].chain == mentions[j].chain for i, j in zip(*upper, strict=True)])

    def clusters(self, w: np.ndarray, threshold: float, names: Sequence[str]) -> tuple[list[set[int]], list[set[int]]]:
        """Gold and predicted clusters over some topics, mentions numbered through."""
        gold, predicted, offset = [], [], 0
        for name in names:
            mentions = self.topics[name]
            n = len(mentions)
            p = np.zeros((n, n))
            i, j = self.pairs[name]
            p[i, j] = p[j, i] = 1.0 / (1.0 + np.exp(-np.clip(self.rows[name] @ w, -30, 30)))
            predicted += [{k + offset for k in c} for c in join(p, threshold)]
            gold += [{k + offset for k in c} for c in chains([{}] * n, [m.chain for m in mentions])]
            offset += n
        return gold, predicted


def measure(folder: Path, gum: Path) -> dict[str, Any]:
    """Fit on train, choose the threshold there, score on dev."""
    lexicon, verbs = lemmas(gum)
    train, dev = Split(folder, "Train", lexicon, verbs), Split(folder, "Dev", lexicon, verbs)
    names = sorted(train.topics)
    scores = Counter[float]()
    for fold in range(_FOLDS):
        held = names[fold::_FOLDS]
        kept = [n for n in names if n not in held]
        w = fit(np.concatenate([train.rows[n] for n in kept]), np.concatenate([train.gold[n] for n in kept]))
        for threshold in np.arange(0.2, 0.6, 0.05).round(2).tolist():
            scores[threshold] += float(conll([train.clusters(w, threshold, held)])["conll"])  # type: ignore[arg-type]
    threshold = max(scores, key=lambda t: scores[t])
    w = fit(np.concatenate([train.rows[n] for n in names]), np.concatenate([train.gold[n] for n in names]))
    return {
        "threshold": threshold, "train, cross-validated": round(scores[threshold] / _FOLDS, 1),
        "dev": conll([dev.clusters(w, threshold, sorted(dev.topics))]),
        "dev, lemma baselines": lemma_baseline(folder, gum),
    }  # fmt: skip


def main() -> int:
    """Measure and write; 1 where the set is absent."""
    data = Path(sys.argv[1]) / "data"
    if not (data / "ecbplus").is_dir():
        print(f"{data / 'ecbplus'} is absent", file=sys.stderr)
        return 1
    write("ecb", "python benchmarks/ecb.py SHARED", measure(data / "ecbplus", data / "gum"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
