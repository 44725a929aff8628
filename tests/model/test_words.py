import time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from according.model.words import (
    ATTACHED,
    CLOSING,
    DIGIT,
    LINE,
    LOWER,
    MARK,
    MIXED,
    OPENING,
    OUTSIDE,
    PARAGRAPH,
    QUOTED,
    SPACE,
    TITLE,
    UPPER,
    Words,
    cut,
)
from texts import any_text


def spans(words: Words) -> list[tuple[int, int]]:
    return list(zip(words.begins.tolist(), words.ends.tolist(), strict=True))


def told(text: str, tokenizer: Tokenizer) -> list[str]:
    return [text[begin:end] for begin, end in spans(cut(text, tokenizer))]


def form(text: str, column: int, tokenizer: Tokenizer) -> list[int]:
    return [int(f) for f in cut(text, tokenizer).forms[:, column]]


@settings(max_examples=300, deadline=None)
@given(text=any_text)
@example(text="")
@example(text="\ud800")
@example(text="He [MASK] said [CLS]")
@example(text="a\x85 b\x1c c\u200b d\u0301")
def test_words_are_in_order_apart_and_not_of_white_space(text: str, tokenizer: Tokenizer) -> None:
    words = cut(text, tokenizer)
    end = 0
    for begin, after in spans(words):
        assert end <= begin < after <= len(text)
        assert not text[begin].isspace() and not text[after - 1].isspace()
        end = after
    assert len(words.forms) == len(words.stops) == len(words) == len(words.first) - 1
    assert words.first[0] == 0 and words.first[-1] == len(words.pieces)
    assert (np.diff(words.first) > 0).all(), "every word has a piece"


@settings(max_examples=300, deadline=None)
@given(text=any_text)
@example(text="[CLS] said [MASK]he[SEP]")
def test_every_letter_and_digit_is_in_a_word(text: str, tokenizer: Tokenizer) -> None:
    covered = {i for begin, end in spans(cut(text, tokenizer)) for i in range(begin, end)}
    missing = [c for i, c in enumerate(text) if c.isalnum() and i not in covered]
    assert not missing


@settings(max_examples=200, deadline=None)
@given(text=any_text, data=st.data())
def test_words_under_a_span_are_those_that_overlap_it(text: str, data: st.DataObject, tokenizer: Tokenizer) -> None:
    words = cut(text, tokenizer)
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin + 1, len(text) + 1))
    first, last = words.under(begin, end)
    assert list(range(first, last)) == [i for i, (b, e) in enumerate(spans(words)) if b < end and begin < e]


def test_what_a_word_is(tokenizer: Tokenizer) -> None:
    text = "Marro’s well-armed NJF (2,000)…"
    assert told(text, tokenizer) == ["Marro", "’", "s", "well", "-", "armed", "NJF", "(", "2", ",", "000", ")", "…"]


def test_marks_of_the_model_are_plain_text(tokenizer: Tokenizer) -> None:
    assert told("[CLS] [MASK]", tokenizer) == ["[", "CLS", "]", "[", "MASK", "]"]
    assert not {100, 101, 102, 103} & set(cut("[CLS] [SEP] [MASK]", tokenizer).pieces.tolist())


def test_half_a_character_is_no_word(tokenizer: Tokenizer) -> None:
    assert told("Orrin\ud800 said \udfff so", tokenizer) == ["Orrin", "said", "so"]


def test_one_word_of_100_000_letters(tokenizer: Tokenizer) -> None:
    begun = time.perf_counter()
    words = cut("x" * 100_000, tokenizer)
    assert time.perf_counter() - begun < 5
    assert spans(words)[0][0] == 0 and spans(words)[-1][1] == 100_000
    assert (words.begins[1:] == words.ends[:-1]).all(), "cut into pieces that touch, nothing lost"


@pytest.mark.parametrize("blank", [" ", "\n", "\t", "\u00a0"])
def test_a_long_text_is_the_same_words_as_its_parts(blank: str, tokenizer: Tokenizer) -> None:
    sentence = f"Orrin{blank}said:{blank}“we{blank}stay.”{blank}"
    one, many = cut(sentence, tokenizer), cut(sentence * 2_000, tokenizer)
    if blank in " \n":  # longer stretches than one encoding takes are cut at spaces and line ends
        assert len(many) == 2_000 * len(one)
        assert many.pieces.tolist() == one.pieces.tolist() * 2_000
        assert (many.begins[-len(one) :] - 1_999 * len(sentence)).tolist() == one.begins.tolist()
    else:
        assert "".join(told(sentence * 2_000, tokenizer)) == (sentence * 2_000).replace(blank, "")


CASES = [
    ("road", LOWER), ("Kethra", TITLE), ("A", TITLE), ("Él", TITLE), ("NJF", UPPER), ("McOrrin", MIXED),
    ("iPad", MIXED), ("2017", DIGIT), ("3rd", LOWER), (",", MARK), ("—", MARK), ("東", MIXED),
]  # fmt: skip


@pytest.mark.parametrize(("word", "case"), CASES)
def test_case_of_a_word(word: str, case: int, tokenizer: Tokenizer) -> None:
    assert form(word, 0, tokenizer) == [case]


def test_gap_before_a_word(tokenizer: Tokenizer) -> None:
    text = "One, two\nthree\n\nfour\r\nfive\r\n\r\nsix"
    expected = [PARAGRAPH, ATTACHED, SPACE, LINE, PARAGRAPH, LINE, PARAGRAPH]
    assert form(text, 1, tokenizer) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a b” c", [OPENING, QUOTED, QUOTED, CLOSING, OUTSIDE]),
        ('"a" b "c"', [OPENING, QUOTED, CLOSING, OUTSIDE, OPENING, QUOTED, CLOSING]),
        ("«a» b", [OPENING, QUOTED, CLOSING, OUTSIDE]),
        ("don't", [OUTSIDE, OUTSIDE, OUTSIDE]),
        ("“a\n\nb", [OPENING, QUOTED, OUTSIDE]),  # a new paragraph begins outside, so one lost mark harms no more
        ('"a\n\n"b" c', [OPENING, QUOTED, OPENING, QUOTED, CLOSING, OUTSIDE]),
        ('"a "b" c', [OPENING, QUOTED, OPENING, QUOTED, CLOSING, OUTSIDE]),
    ],
)
def test_what_is_quoted(text: str, expected: list[int], tokenizer: Tokenizer) -> None:
    assert form(text, 2, tokenizer) == expected


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("He left. She stayed", [".", "stayed"]),
        ("about 3.5 percent", ["percent"]),
        ("in Kethra. but no", ["no"]),
        ("“Go!” She went", ["”", "went"]),
        ("Title\nBody", ["Title", "Body"]),
        ("Why? 12 died", ["?", "died"]),
    ],
)
def test_where_sentences_may_end(text: str, after: list[str], tokenizer: Tokenizer) -> None:
    words = cut(text, tokenizer)
    assert [text[b:e] for (b, e), stop in zip(spans(words), words.stops, strict=True) if stop] == after
