"""What every result says of itself: date, commit, machine, command."""

import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def processor() -> str:
    """The processor's name, and whether it multiplies small integers fast (VNNI, AMX), on which int8 speed depends."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    flags = next((line for line in lines if line.startswith("flags")), "")
    return name + "".join(
        f", {flag}" for flag in ("avx2", "avx512_vnni", "avx_vnni", "amx_int8") if f" {flag}" in flags
    )


def write(name: str, command: str, figures: dict[str, Any]) -> None:
    """Write ``results/NAME.json`` and print it."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    record = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "commit": commit,
        "machine": f"{processor()}; Python {platform.python_version()}",
        "command": command,
        "figures": figures,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n")
    json.dump(record, sys.stdout, indent=1)
    print()
