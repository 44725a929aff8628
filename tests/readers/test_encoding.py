import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.readers.encoding import decode

from .made import REPORT, codes


@given(st.binary(max_size=300))
def test_text_encodes_to_the_same_bytes_unless_a_problem_says_otherwise(data: bytes) -> None:
    decoded = decode(data)
    if "encoding_errors" in codes(decoded.problems):
        assert "\ufffd" in decoded.text
    else:
        assert decoded.text.encode(decoded.encoding) == data[decoded.mark :]


@given(st.text())
def test_utf8_is_kept_as_it_is(text: str) -> None:
    data = b"a" + text.encode()  # no byte-order mark at the start
    if b"\0" not in data:
        assert decode(data).text == "a" + text


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_unicode_with_and_without_mark(encoding: str, mark: bytes) -> None:
    decoded = decode(mark + REPORT.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.problems) == (REPORT, encoding, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", REPORT),
        ("cp1252", "The tank cost £5m, he said."),
        ("cp1251", "Армия заявила, что заняла мост ночью. По словам очевидцев, погибли восемь человек."),
        ("cp1256", "قال الجيش إنه سيطر على الجسر ليلا بعد معارك استمرت يومين"),
        ("gb18030", "军方表示，他们在夜间占领了这座桥。目击者称有八人死亡。"),
    ],
)
def test_other_encodings_are_guessed_and_the_guess_is_named(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    (problem,) = decoded.problems
    assert problem.code == "encoding_guessed" and encoding in problem.message


def test_a_declared_encoding_is_believed_where_the_bytes_agree() -> None:
    text = "Źródła mówią o ośmiu zabitych."
    assert decode(text.encode("iso8859-2"), "ISO-8859-2") == decode(text.encode("iso8859-2"), "latin2")
    assert decode(text.encode("iso8859-2"), "iso-8859-2").text == text
    assert decode(text.encode(), "iso-8859-2").text == text  # wrongly declared
    assert decode(b"caf\xe9", "punycode").text == "café"


def test_mixed_encodings_keep_what_is_good_and_count_the_rest() -> None:
    decoded = decode("“We hold it,” he said. “We do.” ".encode() + "Müller, Müller".encode("cp1252"))
    assert decoded.text == "“We hold it,” he said. “We do.” M\ufffdller, M\ufffdller"
    (problem,) = decoded.problems
    assert (problem.code, problem.span) == ("encoding_errors", (33, 34))
    assert problem.message.startswith("2 places")


def test_a_cut_off_utf16_file_is_read_to_its_end() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "Karsa fell".encode("utf-16-le")[:-1])
    assert decoded.text == "Karsa fel\ufffd"
    assert codes(decoded.problems) == ["encoding_errors"]
