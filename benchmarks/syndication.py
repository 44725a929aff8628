"""Syndicated copies: `python benchmarks/syndication.py SHARED [--seed N]`; writes results/syndication.json.

3,000 passages of free text (paragraphs of SHARED/data/gum, then of SHARED/data/reports, which are all about one conflict)
and 300 copies of some of them, made here by rule: sentences cut, two passages merged, words exchanged, sentences put in
another order. A word is exchanged for another of about its frequency, which stands for a synonym that no table holds;
names and numbers stay. Scores are over pairs of a copy and what it was made from, for near-duplicates as the program finds
them and for MinHash alone at the best of all its thresholds. With --seed another set is made and only printed; the
program's threshold was set on seeds 1 and 2.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from according.compare.duplicates import near_duplicates, signatures, tokens
from record import write

SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")


def passages(data: Path, wanted: int, rng: random.Random) -> list[str]:
    """Passages of two to six sentences: GUM's, then of reports until there are enough; in random order."""
    out: list[str] = []
    for path in sorted((data / "gum").glob("GUM_*.conllu")):
        sentences: list[str] = []
        for line in path.read_text(encoding="utf8").splitlines():
            if line.startswith("# newpar"):
                sentences = flush(sentences, out)
            elif line.startswith("# text = "):
                sentences.append(line.removeprefix("# text = "))
                if len(sentences) >= 6:
                    sentences = flush(sentences, out)
        flush(sentences, out)
    for path in sorted((data / "reports").glob("*.json")):
        split = SENTENCE.split(json.loads(path.read_text(encoding="utf8"))["text"])
        for i in range(0, len(split), 4):
            flush(split[i : i + 4], out)
    out = out[:wanted]
    rng.shuffle(out)
    return out


def flush(sentences: list[str], out: list[str]) -> list[str]:
    """Keep a passage that is long enough; an empty list to go on with."""
    text = " ".join(sentences)
    if len(sentences) >= 2 and len(text.split()) >= 25:
        out.append(text)
    return []


class Rewriter:
    """Makes copies; ``share`` of the lower-case words of five letters or more are exchanged where a copy is reworded."""

    def __init__(self, texts: Sequence[str], rng: random.Random) -> None:
        self.rng = rng
        counts = Counter(w for t in texts for w in t.split() if w.isalpha() and w.islower() and len(w) > 4)
        self.ranked = [w for w, _ in counts.most_common()]
        self.rank = {w: i for i, w in enumerate(self.ranked)}

    def copy(self, text: str, other: str) -> tuple[str, bool]:
        """A copy of ``text`` by a rule at random, and whether it holds ``other`` too."""
        rng = self.rng
        rule = rng.choice(("cut", "reword", "merge", "reorder", "all"))
        sentences = SENTENCE.split(text)
        merged = rule == "merge" or (rule == "all" and rng.random() < 0.3)
        if rule in ("cut", "all") and len(sentences) > 1:
            kept = max(1, round(len(sentences) * rng.uniform(0.4, 0.8)))
            start = rng.randrange(len(sentences) - kept + 1)
            sentences = sentences[start : start + kept]
        if merged:
            theirs = SENTENCE.split(other)
            sentences = sentences[: max(1, len(sentences) * 2 // 3)] + theirs[: max(1, len(theirs) * 2 // 3)]
        if rule in ("reorder", "all"):
            rng.shuffle(sentences)
        if rule in ("reword", "merge", "all"):
            share = rng.uniform(0.2, 0.6)
            sentences = [self.reword(s, share) for s in sentences]
        return " ".join(sentences), merged

    def reword(self, sentence: str, share: float) -> str:
        """Words exchanged, some small ones left out or put in."""
        rng, out = self.rng, []
        for word in sentence.split():
            at = self.rank.get(word)
            if at is not None and rng.random() < share:
                word = self.ranked[min(len(self.ranked) - 1, max(0, at + rng.randint(-200, 200)))]
            elif word.islower() and len(word) < 5 and rng.random() < share / 2:
                continue
            out.append(word)
            if rng.random() < share / 6:
                out.append(rng.choice(("reportedly", "indeed", "today", "apparently", "then", "there", "also")))
        return " ".join(out)


def the_set(folder: Path, seed: int, plain: int = 3000, copies: int = 300) -> tuple[list[str], set[tuple[int, int]]]:
    """Passages, originals first, and the pairs of a copy and what it was made from."""
    rng = random.Random(seed)
    texts = passages(folder, plain, rng)
    gold = set()
    rewriter = Rewriter(texts, rng)
    originals = rng.sample(range(len(texts)), copies)
    for n, i in enumerate(originals):
        other = originals[n - 1]
        text, merged = rewriter.copy(texts[i], texts[other])
        gold.add((i, len(texts)))
        if merged:
            gold.add((other, len(texts)))
        texts.append(text)
    return texts, gold


def f1(found: set[tuple[int, int]], gold: set[tuple[int, int]], plain: int) -> dict[str, float]:
    """F1, precision and recall over pairs of an original and a copy."""
    found = {p for p in found if p[0] < plain <= p[1]}
    hits = len(found & gold)
    both = len(found) + len(gold)
    return {
        "f1": round(2 * hits / both, 3) if both else 0.0, "p": round(hits / len(found), 3) if found else 0.0,
        "r": round(hits / len(gold), 3),
    }  # fmt: skip


def minhash_alone(words: Sequence[Sequence[str]], gold: set[tuple[int, int]], plain: int) -> dict[str, float]:
    """The best F1 of MinHash over all its thresholds: the share of 96 hash functions that agree on word triples."""
    signed = signatures(words)
    agree: dict[tuple[int, int], float] = {}
    for c in range(plain, len(words)):
        shares = (signed[:plain] == signed[c]).mean(axis=1)
        for i in np.flatnonzero(shares >= 0.03):
            agree[int(i), c] = float(shares[i])
    return max(
        (
            f1({p for p, s in agree.items() if s >= t}, gold, plain) | {"threshold": t}
            for t in np.arange(0.03, 0.8, 0.01).round(2).tolist()
        ),
        key=lambda row: row["f1"],
    )


def measure(folder: Path, seed: int) -> dict[str, Any]:
    """The program against MinHash alone on one set."""
    texts, gold = the_set(folder, seed)
    plain = len(texts) - 300
    words = [tokens(t) for t in texts]
    found = near_duplicates(words)
    return {
        "passages": plain, "pairs": len(gold), "program": f1(set(found), gold, plain),
        "minhash alone, best threshold": minhash_alone(words, gold, plain),
    }  # fmt: skip


def main(argv: list[str]) -> int:
    """Measure and record; 1 where the texts are absent."""
    shared = Path(argv[0]) if argv else Path(__file__).resolve().parent.parent.parent / "shared"
    folder = shared / "data"
    if not (folder / "gum").is_dir():
        print(f"{folder} is absent", file=sys.stderr)
        return 1
    if "--seed" in argv:
        print(measure(folder, int(argv[argv.index("--seed") + 1])))
        return 0
    write("syndication", "python benchmarks/syndication.py SHARED", measure(folder, 7))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
