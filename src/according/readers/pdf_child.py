"""The PDF library in a process of its own: PDF bytes on standard input, one JSON object on standard output.

Run as a script by :mod:`according.readers.pdf`, so that a PDF that crashes, hangs or eats memory takes only this
process with it. Imports nothing of according. Arguments: memory limit in bytes, CPU limit in seconds, most characters.
The answer: ``{"pages": [[[text, left, bottom, right, top], ...], ...], "title", "author", "failed": [page numbers]}``,
positions in points; or ``{"problem": "encrypted" | "broken"}``.
"""

import json
import sys
from typing import Any

Line = tuple[str, float, float, float, float]
HYPHEN = "\x02"  # how PDFium marks a hyphen at the end of a line, having joined the lines


def lines_of(page: Any) -> list[Line]:
    """The lines of text on one page, with the box of each, in reading order as the PDF gives it."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    lines: list[Line] = []
    begin, chars = 0, []
    count = text_page.count_chars()
    for index in range(count + 1):
        char = chr(raw.FPDFText_GetUnicode(text_page, index)) if index < count else "\n"
        if char not in ("\r", "\n", HYPHEN):
            chars.append(char)
            continue
        if char == HYPHEN:
            chars.append("-")
        if chars:
            lines.append(_boxed(text_page, "".join(chars), begin, begin + len(chars) - 1))
        begin, chars = index + 1, []
    return lines


def _boxed(text_page: Any, text: str, first: int, last: int) -> Line:
    left, bottom, _, top = text_page.get_charbox(first, loose=True)
    right = text_page.get_charbox(last, loose=True)[2]
    # PDFium gives some characters as two halves of a pair.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole, left, bottom, right, top


def read(data: bytes, most_chars: int) -> dict[str, Any]:
    """The answer for one PDF. Stops after ``most_chars`` characters and a little."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        password = 4  # FPDF_ERR_PASSWORD
        return {"problem": "encrypted" if error.err_code == password else "broken"}
    pages: list[list[Line]] = []
    failed, size = [], 0
    for number in range(len(pdf)):
        if size > most_chars:
            break
        try:
            pages.append(lines_of(pdf[number]))
        except pypdfium2.PdfiumError:
            failed.append(number + 1)
            continue
        size += sum(len(line[0]) + 1 for line in pages[-1])
    known = pdf.get_metadata_dict()
    return {"pages": pages, "failed": failed, "title": known.get("Title"), "author": known.get("Author")}


def limit(memory: int, seconds: int) -> None:
    """Set the limits, where the system has any."""
    try:
        import resource
    except ImportError:  # Windows: the time limit of the parent holds there too
        return
    for kind, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError):  # already lower, or not to be had
            continue


def main() -> None:
    """Read standard input, write the answer."""
    memory, seconds, most_chars = (int(argument) for argument in sys.argv[1:4])
    limit(memory, seconds)
    answer = read(sys.stdin.buffer.read(), most_chars)
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


if __name__ == "__main__":
    main()
