"""Reads a short made-up report with an installed `according` and checks the ledger: spans must be the words.

usage: python .ci/read_report.py ACCORDING
"""

import json
import subprocess
import sys
from pathlib import Path

REPORT = """Shells fall on Orsk market

Two shells fell on the market of Orsk on Monday, the Veldran defence ministry said. “Nobody was hurt,” its spokeswoman,
Ilse Marro, told reporters.

According to the hospital, however, at least six people were killed. Residents accused the ministry of lying.
"""

Path("report.txt").write_text(REPORT, encoding="utf-8")
done = subprocess.run(
    [sys.argv[1], "read", "report.txt", "--format", "json"], capture_output=True, encoding="utf-8", check=False
)
if done.returncode or "Traceback" in done.stderr:
    sys.exit(f"FAILED: according read ended with {done.returncode}: {done.stderr}")
ledger = json.loads(done.stdout)
if ledger["document"]["text"] != REPORT:
    sys.exit("FAILED: the text of the ledger is not the text of the file.")


def words(spans: list[list[int]]) -> str:
    """The words of the report under spans."""
    return " … ".join(REPORT[begin:end] for begin, end in spans)


found = [tuple(words(statement[part]) for part in ("source", "cue", "content")) for statement in ledger["statements"]]
for source, cue, content in found:
    print(f"{source or '(no source)'} | {cue} | {content}")
if not any("ministry" in source and cue == "said" and "Two shells" in content for source, cue, content in found):
    sys.exit("FAILED: not found: the defence ministry | said | Two shells fell ...")
