"""Accuracy on the dev sets, as the scorers in SHARED/score measure it.

usage: python benchmarks/accuracy.py SHARED

Reads polnear/dev and gold/dev with `according read`, scores the ledgers, and writes results/polnear-dev.json (marked as
PolNeAR marks, --scheme polnear, and as the ledger marks) and results/gold-dev.json.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from record import write


def ledgers(inputs: str, folder: str, *options: str) -> None:
    """Read ``inputs`` into ``folder``."""
    subprocess.run(
        ["according", "read", inputs, "--format", "json", "-o", folder + "/", *options],
        check=True,
        stderr=subprocess.DEVNULL,
    )


def score(script: Path, gold: Path, folder: str) -> Any:
    """What a scorer prints."""
    return json.loads(
        subprocess.run([sys.executable, script, gold, folder, "--json"], check=True, capture_output=True).stdout
    )


def main() -> None:
    """Measure and write."""
    shared = Path(sys.argv[1])
    polnear, gold = shared / "data/polnear/dev", shared / "data/gold/dev"
    figures = {}
    for scheme in ("polnear", "ledger"):
        with tempfile.TemporaryDirectory() as folder:
            ledgers(str(polnear / "text"), folder, "--scheme", scheme)
            figures[f"scheme {scheme}"] = score(shared / "score/polnear.py", polnear, folder)
    write("polnear-dev", "python benchmarks/accuracy.py SHARED", figures)
    with tempfile.TemporaryDirectory() as folder:
        ledgers(str(gold / "input"), folder)
        write(
            "gold-dev",
            "python benchmarks/accuracy.py SHARED",
            score(shared / "score/ledger.py", gold / "ledger", folder),
        )


if __name__ == "__main__":
    main()
