"""Time and memory of one `according read` process as its text grows.

usage: python benchmarks/size.py SHARED [--to WORDS]

One text file of 2,000, 20,000, 200,000 and 2,000,000 words (12 MB; ``--to`` leaves out what is longer), made of the
reports and the PolNeAR articles, which are different texts for 900,000 words and repeat after that. Processor seconds are
less those of a text of three words; ``growth`` is how many times more of them a word takes in the longest text than in
the shortest of 20,000 words or more. Takes some ten minutes for all. Writes results/size.json.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain, cycle, islice
from pathlib import Path

from record import write

SIZES = (2_000, 20_000, 200_000, 2_000_000)


def texts(shared: Path) -> Iterator[str]:
    """Every report and article, over and over."""
    reports = sorted((shared / "data/reports").glob("*.json"))
    articles = sorted((shared / "data/polnear").glob("*/text/*.txt"))
    for path in cycle(chain(reports, articles)):
        text = path.read_text(encoding="utf8")
        yield json.loads(text)["text"] if path.suffix == ".json" else text


def made(shared: Path, words: int, path: Path) -> int:
    """Write a text of so many words (white-space separated); the bytes it has."""
    some = chain.from_iterable(f"{text}\n\n".split(" ") for text in texts(shared))
    counted = 0
    with path.open("w", encoding="utf8") as file:
        while counted < words:
            piece = " ".join(islice(some, min(1_000, words - counted)))
            counted += len(piece.split())
            file.write(piece + " ")
    return path.stat().st_size


def run(path: Path, output: Path) -> tuple[float, float]:
    """Processor seconds and peak memory (MB) of reading one file in one process on one core."""
    process = subprocess.Popen(
        ["according", "read", str(path), "--jobs", "1", "--format", "json", "-o", str(output)],
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {max(os.sched_getaffinity(0))}),
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"according read {path} ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and write."""
    shared = Path(sys.argv[1])
    most = int(sys.argv[sys.argv.index("--to") + 1]) if "--to" in sys.argv else SIZES[-1]
    figures: dict[str, object] = {}
    a_word: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "text.txt", Path(folder) / "ledger.json"
        path.write_text("Officials said so.")
        run(path, output)
        bare = min(run(path, output)[0] for _ in range(3))
        for size in (s for s in SIZES if s <= most):
            length = made(shared, size, path)
            seconds, memory = run(path, output)
            figures[f"{size:,} words"] = {
                "MB of text": round(length / 1e6, 2), "MB of ledger": round(output.stat().st_size / 1e6, 1),
                "processor seconds after start": round(seconds - bare, 1),
                "words per second": round(size / max(seconds - bare, 0.01)), "peak memory MB": round(memory),
            }  # fmt: skip
            if size >= SIZES[1]:
                a_word.append((seconds - bare) / size)
            print(size, figures[f"{size:,} words"], file=sys.stderr, flush=True)
    if len(a_word) > 1:
        figures["growth"] = round(a_word[-1] / a_word[0], 2)
    write("size", " ".join(["python benchmarks/size.py SHARED", *sys.argv[2:]]), figures)


if __name__ == "__main__":
    main()
