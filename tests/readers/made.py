"""Files that the tests make: real bytes of each format, small enough to read here."""

import io
import zipfile
from collections.abc import Sequence

from according.ledger import Problem
from according.readers import Draft, Given, Limits, read_bytes

REPORT = (
    "The army of Karsa said on Monday that its units had taken the Old Bridge after two days of fighting.\n"
    "“We hold it,” Colonel Ana Müller told the Lowland Post. The rebels denied that they had left the town.\n"
)
PARAGRAPH = "<p>The army of Karsa said on Monday that its units had taken the bridge after two days of fighting.</p>"


def read(
    data: bytes | str, filename: str = "", given: Given | None = None, limits: Limits | None = None
) -> list[Draft]:
    """The drafts of ``data`` under the name "report"."""
    raw = data.encode() if isinstance(data, str) else data
    return read_bytes(raw, "report", filename, given or Given(), limits or Limits())


def codes(problems: Sequence[Problem]) -> list[str]:
    """The codes of problems, in order."""
    return [problem.code for problem in problems]


def fatal_code(drafts: Sequence[Draft]) -> str:
    """The code of the one fatal problem of the one draft there is."""
    (draft,) = drafts
    assert draft.document is None
    (fatal,) = [problem for problem in draft.problems if problem.fatal]
    assert fatal.message
    return fatal.code


def page(body: str, head: str = "") -> str:
    """A web page."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def pdf(pages: Sequence[Sequence[tuple[int, int, str]]], info: str = "", encrypted: bool = False) -> bytes:
    """A PDF of lines (x, y, text) on pages, in 11 point Helvetica, with an information dictionary."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        drawn = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj\n" for x, y, text in lines)
        stream = f"BT /F1 11 Tf\n{drawn}ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    # Keys that fit no password: whoever opens it is asked for one.
    keys = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>"
    lock = f"/Encrypt {keys} /ID [<{'33' * 16}> <{'33' * 16}>]" if encrypted else ""
    out, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R {lock} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("cp1252")


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip archive of ``parts``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
