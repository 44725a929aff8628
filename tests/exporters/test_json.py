import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.exporters import EXPORTERS
from according.exporters import json as json_lines
from according.ledger import Mention, Reading, decode, encode, packed
from according.ledger.sequences import BLOCK, HELD
from ledger.drawn import READINGS

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


def whole(reading: Reading) -> str:
    """A reading's line, made at once."""
    return json_lines.escaped(json.dumps(encode(reading), ensure_ascii=False, separators=(",", ":"))) + "\n"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(READINGS)
def test_the_pieces_joined_are_the_whole_line(reading: Reading) -> None:
    assert "".join(json_lines.pieces(reading)) == whole(reading)


def test_a_long_ledger_is_written_in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    mentions = packed(Mention(((k, k + 1),), "PERSON", f"a{k}") for k in range(HELD + 3 * BLOCK + 1))
    text = "“Ja” \ud83d\udc4d \u2028" * 20_000
    reading = replace(siege(), document=replace(document("x"), text=text), mentions=mentions)
    pieces = list(json_lines.pieces(reading))
    assert "".join(pieces) == whole(reading)
    assert max(map(len, pieces)) < len(whole(reading)) / 2
