import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.extract.quotation import mode_of
from according.ledger import MODES, Mode
from texts import any_text

CASES: list[tuple[Mode, str]] = [
    ("direct", "“We left at dawn,”"),
    ("direct", '"We left at dawn,"'),
    ("direct", "«We left at dawn»"),
    ("direct", "‘We left at dawn’"),
    ("direct", "'We left at dawn'"),
    ("direct", "“We didn’t leave. It’s ours.”"),
    ("direct", "‘We didn’t leave. It’s ours.’"),
    ("direct", "'We didn't leave. It's ours.'"),
    ("direct", "“He told us ‘go’ and we went.”"),
    ("direct", "'He told us \"go\" and we went.'"),
    ("direct", "“We left.\n\n“We came back.\n\n“We stay.”"),
    ("direct", "“We left.\n\n“We came back."),  # the quotation goes on in a later statement
    ("direct", '"We left.\n\n"We came back."'),
    ("direct", "“We left. "),
    ("direct", "we left at dawn”"),  # the content begins within the quotation
    ("direct", "…“We left” …"),
    ("mixed", "that they had “no choice” but to leave"),
    ("mixed", 'that they had "no choice" but to leave'),
    ("mixed", "that they had «no choice» but to leave"),
    ("mixed", "that they had ‘no choice’ but to leave"),
    ("mixed", "that they had 'no choice' but to leave"),
    ("mixed", "that “we left at dawn”"),
    ("mixed", "“We left” and would not come back"),
    ("mixed", "at dawn” and that they were gone"),
    ("indirect", "that they left at dawn"),
    ("indirect", "that the army’s trucks weren’t there"),
    ("indirect", "that the soldiers' trucks weren't there"),
    ("indirect", "that the soldiers’ trucks weren’t there"),
    ("indirect", "that it had been so since the '90s and would stay so"),
    ("indirect", "that it had been so since the ‘90s and would stay so"),
    ("indirect", "that O’Kell’s men left"),
    ("indirect", ""),
    ("indirect", "…"),
]


@pytest.mark.parametrize(("mode", "text"), CASES)
def test_mode(mode: Mode, text: str) -> None:
    assert mode_of(((0, len(text)),) if text else (), text) == mode


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        ("direct", "[“We left,”] she said, [“at dawn.”]"),
        ("direct", "[“We (the drivers) left] ((she means 12 men)) [at dawn.”]"),
        ("direct", "[‘We left,’] she said, [‘at dawn.’]"),
        ("mixed", "[“We left,”] she said, and [that it was dawn]"),
        ("indirect", "[They had left], she said, [at dawn]"),
        # Nested in a quotation, a statement has no marks of its own.
        ("indirect", "“He told us [they had left] and we went.”"),
    ],
)
def test_mode_of_several_pieces(mode: Mode, text: str) -> None:
    pieces, plain = [], ""
    for part in text.replace("]", "[").split("["):
        pieces.append((len(plain), len(plain) + len(part)))
        plain += part
    assert mode_of(tuple(pieces[1::2]), plain) == mode


UNQUOTED = st.text(st.sampled_from("abé d,.-[]()\n漢"), max_size=40)


@given(UNQUOTED, st.sampled_from(["“”", '""', "«»", "‘’", "''"]))
def test_marks_around_the_whole_make_it_direct(text: str, marks: str) -> None:
    quoted = marks[0] + "a" + text + marks[1]
    assert mode_of(((0, len(quoted)),), quoted) == "direct"
    assert mode_of(((0, len(text)),), text) == "indirect"
    led = "that " + quoted
    assert mode_of(((0, len(led)),), led) == "mixed"


@given(any_text, st.data())
def test_any_words_have_a_mode(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    assert mode_of(((0, begin), (begin, len(text))), text) in MODES
