"""PDF with a text layer, read in a child process with a time and a memory limit."""

import json
import math
import re
import sys
from pathlib import Path
from typing import Any

from according.ledger import Problem
from according.readers.contract import Found, Limits, unreadable
from according.readers.pdf_layout import Line, paragraphs

_BROKEN = "The PDF is broken or cut off and could not be read. Get it again from where it came from."
_ENCRYPTED = "The PDF is locked with a password. Save it without one and read that."
_NO_TEXT = "The PDF has no text layer; it looks scanned. Run text recognition (OCR) over it first."
_CUT_OFF = "The PDF seems cut off at the end; what could be found was read."
# Titles that programs put in by themselves.
_NO_TITLE = re.compile(r"untitled|microsoft (?:word|powerpoint) - .*|.*\.(?:docx?|indd|pdf|tex|dvi|rtf|qxd|odt)", re.I)


def read(data: bytes, limits: Limits) -> list[Found]:
    """The one report of a PDF, a paragraph a line. Needs a text layer: scans give ``pdf_no_text``.

    Title and author are the PDF's own where they are plainly given. Its creation date is not when the report was
    published, so ``published`` stays unknown.
    """
    answer = _ask_child(data, limits)
    if isinstance(answer, Problem):
        return [Found(None, (answer,))]
    if "problem" in answer:
        locked = answer["problem"] == "encrypted"
        return [unreadable("pdf_encrypted", _ENCRYPTED) if locked else unreadable("pdf_broken", _BROKEN)]
    text = paragraphs([[Line(*line) for line in page] for page in answer["pages"]])
    failed = answer["failed"]
    if not text:
        return [unreadable("pdf_broken", _BROKEN) if failed else unreadable("pdf_no_text", _NO_TEXT)]
    problems = []
    if failed:
        listed = ", ".join(map(str, failed[:20])) + (" ..." if len(failed) > 20 else "")
        problems.append(Problem("pdf_broken", f"These pages of the PDF could not be read: {listed}."))
    elif b"%%EOF" not in data[-2048:]:
        problems.append(Problem("pdf_broken", _CUT_OFF))
    title = answer["title"]
    plain = title and not _NO_TITLE.fullmatch(title.strip())
    return [Found(text, tuple(problems), title=title if plain else None, author=answer["author"])]


def _ask_child(data: bytes, limits: Limits) -> dict[str, Any] | Problem:
    import subprocess

    # -P keeps this folder off the child's path: html.py here is not the html of the standard library.
    child = [sys.executable, "-P", str(Path(__file__).with_name("pdf_child.py"))]
    arguments = [str(limits.pdf_memory), str(math.ceil(limits.pdf_seconds) + 1), str(limits.text_chars)]
    try:
        done = subprocess.run(child + arguments, input=data, capture_output=True, timeout=limits.pdf_seconds)
    except subprocess.TimeoutExpired:
        message = f"Reading the PDF took longer than {limits.pdf_seconds:g} seconds and was stopped. Split it."
        return Problem("pdf_timeout", message, fatal=True)
    except OSError as error:
        return Problem("pdf_broken", f"The PDF reader could not be started: {error.strerror}.", fatal=True)
    if done.returncode == 0:
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer
    if b"MemoryError" in done.stderr:
        message = f"Reading the PDF took more than {limits.pdf_memory:,} bytes of memory and was stopped. Split it."
        return Problem("pdf_memory", message, fatal=True)
    if done.returncode < 0:
        message = f"The PDF crashed the PDF reader: it is broken, or needs over {limits.pdf_memory:,} bytes of memory."
        return Problem("pdf_broken", message, fatal=True)
    return Problem("pdf_broken", _BROKEN, fatal=True)
