"""Speed and memory of whole `according read` processes on one core.

usage: python benchmarks/speed.py SHARED [--long]

Words are white-space separated. ``words per second`` is polnear/dev in one process pinned to one core, less the start
(an empty-ish report read the same way). ``--long`` adds one file of 2,000, 20,000, 200,000 and 2,000,000 words (several
minutes). Writes results/speed.json.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from record import write


def run(*arguments: str) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one process on one core."""
    began = time.perf_counter()
    process = subprocess.Popen(
        ["according", "read", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"according read {arguments} ended with {status}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and write."""
    shared = Path(sys.argv[1])
    seed = str(next((shared / "data/seed").glob("*.txt")))
    articles = sorted((shared / "data/polnear/dev/text").glob("*.txt"))
    words = sum(len(a.read_text(encoding="utf8").split()) for a in articles)
    run(seed)
    starts = [run(seed)[0] for _ in range(7)]
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / "short.txt"
        short.write_text("Officials said so.")
        bare = min(run(str(short))[0] for _ in range(5))
        takes = [
            run(str(articles[0].parent), "--jobs", "1", "--format", "json", "-o", folder + "/out/") for _ in range(3)
        ]
        figures = {
            "cold start to the ledger of one page, seconds (median of 7)": round(statistics.median(starts), 2),
            "words per second after start, polnear/dev, one core (best of 3)": round(
                words / (min(t for t, _ in takes) - bare)
            ),
            "peak memory, polnear/dev, MB": round(max(m for _, m in takes)),
        }
        if "--long" in sys.argv:
            text = "\n\n".join(a.read_text(encoding="utf8") for a in articles)
            body = text.split(" ")
            for size in (2_000, 20_000, 200_000, 2_000_000):
                path = Path(folder) / f"{size}.txt"
                path.write_text(" ".join((body * (size // len(body) + 1))[:size]))
                seconds, memory = run(str(path), "--format", "json", "-o", folder + "/long.json")
                figures[f"one file of {size:,} words"] = {
                    "seconds": round(seconds, 1), "words per second after start": round(size / (seconds - bare)),
                    "MB of text": round(path.stat().st_size / 1e6, 1), "peak memory MB": round(memory),
                }  # fmt: skip
    write("speed", " ".join(["python benchmarks/speed.py SHARED", *sys.argv[2:]]), figures)


if __name__ == "__main__":
    main()
