import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from according.exporters import EXPORTERS
from according.ledger import Reading, decode

from .reports import document, siege

render = EXPORTERS["json"].render


def test_one_line_decodes_to_the_same_ledger() -> None:
    line = render(siege())
    assert line.endswith("\n") and len(line.splitlines()) == 1
    assert decode(json.loads(line)) == siege()
    assert "🚌" in line, "letters are written as they are"


@given(st.text(st.characters(codec=None, categories=None)))
def test_any_text_is_one_line_of_utf8_and_comes_back(text: str) -> None:
    halves_joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    reading = Reading(document("x"))
    reading = replace(reading, document=replace(reading.document, text=text))
    line = render(reading)
    line.encode("utf-8")
    assert len(line.splitlines()) == 1
    # Two surrogates that happen to make a pair are one letter in every JSON reader.
    assert json.loads(line)["document"]["text"] == halves_joined


def test_nul_surrogates_and_line_separators() -> None:
    text = "a\0b\ud83dc\u2028d\u0085e\u2029f\x7f"
    line = render(Reading(replace(document("x"), text=text)))
    assert line.isprintable() or line[:-1].isprintable()
    assert json.loads(line)["document"]["text"] == text
