"""Count which words English writes without a capital: src/according/model/ordinary_words.txt.

usage: python training/ordinary.py DATA

Counted in all texts that the model is trained on (MUC-4's apart, which have no capitals). Kept is a word that is written so twice
and no less than a tenth as often as with a capital within a sentence, or fifteen times; of two letters, both.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpora import all_corpora, held_out
from data import gold, polnear
from train import our_own

OUT = Path(__file__).parent.parent / "src/according/model/ordinary_words.txt"
LEAST, SHARE, ENOUGH = 2, 0.1, 15
MOSTLY = 0.6
"""The share of a sentence's words from which their capitals say nothing."""


def texts_of(data: Path) -> Iterator[str]:
    """All texts to count in."""
    texts = (
        *polnear(data / "polnear/train"),
        *gold(data / "gold/train"),
        *all_corpora(data, held_out(data)),
        *our_own(data),
    )
    for text in texts:
        if text.attack is None:
            yield text.text


def counted(text: str, without: Counter[str], capital: Counter[str]) -> None:
    """Add a text's words to those ``without`` and with a ``capital``; a sentence's first word tells nothing."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        words = re.findall(r"[A-Za-z]+", sentence)
        headline = sum(word[0].isupper() for word in words) > MOSTLY * len(words)
        for i, word in enumerate(words):
            if word.islower():
                without[word] += 1
            elif i and not headline and word[0].isupper():
                capital[word.lower()] += 1


def main() -> None:
    """Count and write."""
    without: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts_of(Path(sys.argv[1])):
        counted(text, without, capital)
    kept = sorted(
        word
        for word, n in without.items()
        if len(word) > 1 and n >= LEAST and (n > SHARE * capital[word] or n >= ENOUGH)
        if len(word) > 2 or (n > SHARE * capital[word] and n >= ENOUGH)  # two letters may be a name: Li, Xi, Ha
    )
    head = "# words that English writes without a capital (training/ordinary.py)\n"
    OUT.write_text(head + "\n".join(kept) + "\n", encoding="utf8")
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main()
