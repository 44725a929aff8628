import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from according.model import Model, find
from according.model.hiding import (
    END,
    FOR_NAME,
    MOST_POSITIONS,
    NAME,
    PLACES,
    PLAIN,
    SIGN,
    START,
    joined,
    lay_out,
    names_of,
    ordinary_words,
    read_beside,
)
from according.model.windows import WINDOW_PIECES, cut_windows
from according.model.words import TITLE, Words, cut
from texts import any_text


def read(text: str, tokenizer: Tokenizer) -> tuple[Words, np.ndarray]:
    words = cut(text, tokenizer)
    return words, names_of(words, text)


def told(text: str, tokenizer: Tokenizer) -> list[str]:
    words, names = read(text, tokenizer)
    spans = []
    for number in range(int(names.max(initial=-1)) + 1):
        at = np.flatnonzero(names == number)
        spans.append(text[words.begins[at[0]] : words.ends[at[-1]]])
    return spans


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mayor of Kethra said that the road was closed.", ["Kethra"]),
        ("Kethra was quiet. Residents said that the Aldevari army had left.", ["Kethra", "Aldevari"]),
        ("Troops left Deir ez-Zor, Kafr al-Besk and Ost-Kareem.", ["Deir ez-Zor", "Kafr al-Besk", "Ost-Kareem"]),
        ("It blamed Lashkar-e-Besk for the raid.", ["Lashkar-e-Besk"]),
        ("The pro-Mareshi mayor and Tirrin's council met.", ["Mareshi", "Tirrin"]),
        ("The Mareshi Foreign Minister, Ilse Marro, left.", ["Mareshi", "Ilse Marro"]),
        ("Fighters of the Harrow Front and of Lirra Brigade left.", ["Harrow Front", "Lirra Brigade"]),
        ("It said the United States and a US officer helped us.", ["United States", "US"]),
        ("He spoke to Abu Omar bin Kell of the U.K. office.", ["Abu Omar bin Kell", "U.K."]),
        ("George W. Kell met N'Besk on Monday in March.", ["George W. Kell", "N'Besk"]),
        ("Kethra's Omar told Besk's Harrow Front.", ["Kethra", "Omar", "Besk", "Harrow Front"]),
        ("He left the U.S. The army denied it.", ["U.S."]),
        (
            '“When Omar leaves,” he said: “If Kell stays, we will NOT go.” "We Mareshi know."',
            ["Omar", "Kell", "Mareshi"],
        ),
        ("KETHRA (Meridian) - The Mareshi army left.", ["KETHRA", "Meridian", "Mareshi"]),
        ("Mareshi Jets Strike Kethra", ["Mareshi", "Kethra"]),
        ("KETHRA FALLS. THE MARESHI ARMY LEFT.", ["KETHRA", "MARESHI"]),
        ("Then al-Kell and de Marro left. Al-Besk stayed.", ["al-Kell", "de Marro", "Al-Besk"]),
        ("Sen. Omar met Li on Feb. 2.", ["Omar", "Li"]),
        ("قال الجيش إن المدينة سقطت", []),
        ("I said the President would go. He did.", []),
        ("Rebels Say Air Strike Hits Convoy Near Kethra Bridge", ["Kethra"]),
        ("NO TROOPS LEFT THE TOWN, THE ARMY SAYS", []),
        ("the rebels left kethra on monday", []),
        ("", []),
        ("12 . ! ?", []),
    ],
)
def test_names_are_told_by_their_form(text: str, names: list[str], tokenizer: Tokenizer) -> None:
    assert told(text, tokenizer) == names


def test_no_name_goes_on_where_something_was_left_out(tokenizer: Tokenizer) -> None:
    text = "We saw Omar Kell."
    words = cut(text, tokenizer)
    assert names_of(words, text).tolist() == [-1, -1, 0, 0, -1]
    assert names_of(words, text, {2}).tolist() == [-1, -1, 0, 1, -1]


def test_ordinary_words_are_those_that_are_written_without_a_capital() -> None:
    assert {"troops", "said", "president", "march", "monday", "us"} <= ordinary_words()
    assert not {"kethra", "turkey", "syrian", "hezbollah", "christians"} & ordinary_words()


SWAPPED = st.permutations(
    [
        "Kethra",
        "Deir ez-Zor",
        "Lashkar-e-Besk",
        "N'Besk",
        "US",
        "Ahrar al-Sham",
        "Harrow Front",
        "Omar",
        "M23",
        "Ukrainian",
    ]
)
SENTENCES = (
    "{0} accused {1} of shelling {2}. “We left {3},” a commander of {4} said.",
    "{0} and {1} denied it; residents of {2} told {3} that 40 men of {4} had come.",
    "In {0} the rebels, backed by {1}, took {2}'s bridge near {3} ({4}), witnesses said.",
)


@settings(max_examples=60, deadline=None)
@given(names=SWAPPED, others=SWAPPED, sentence=st.sampled_from((*SENTENCES, " ".join(SENTENCES * 12))))
def test_what_is_said_and_what_happened_is_the_same_whatever_the_names(
    names: list[str], others: list[str], sentence: str, model: Model
) -> None:
    readings = []
    for filled in (names, others):
        found = find(sentence.format(*filled), model)
        said = [(s.kind, s.stance, s.nested, s.features) for s in found.statements]
        happened = [(e.type, e.factuality, e.mode, e.probability) for e in found.events]
        assert said and happened
        readings.append((said, happened))
    assert readings[0] == readings[1]


def test_pronouns_are_read_beside_the_names(tokenizer: Tokenizer) -> None:
    text = "Omar said he and I told US troops to give us theirs; those who saw IT did it themselves."
    words, names = read(text, tokenizer)
    beside = read_beside(words, text, names)
    told = [text[words.begins[at] : words.ends[at]] for at in np.flatnonzero(beside).tolist()]
    assert told == ["Omar", "he", "I", "US", "us", "theirs", "it", "themselves"]


@settings(max_examples=150, deadline=None)
@given(text=any_text)
@example(text="Kethra")
@example(text="Omar told them that they and Kell’s would leave; She did.")
@example(text="Kethra, Besk and Tirrin-on-Lume: Omar! U.S.")
@example(text="a" * 300 + " Kethra")
def test_every_piece_has_its_place(text: str, tokenizer: Tokenizer) -> None:
    words = cut(text, tokenizer)
    names = names_of(words, text)
    assert len(names) == len(words)
    assert sorted(set(names.tolist()) - {-1}) == list(range(names.max(initial=-1) + 1))  # numbered without gaps
    one, begins_of = joined(words, names)
    assert [text[b:e] for b, e in zip(one.begins, one.ends, strict=True)] == [
        text[words.begins[b] : words.ends[e - 1]] for b, e in pairwise(begins_of.tolist())
    ]
    assert begins_of[-1] == len(words)
    begins, beside = np.isin(np.arange(len(words)), begins_of), read_beside(words, text, names)
    for window in cut_windows(one):
        b, e = int(begins_of[window.begin]), int(begins_of[window.end])
        laid, own = lay_out(words, names, beside, b, e), names[b:e]
        plain, sign, name = (laid.sorts == sort for sort in (PLAIN, SIGN, NAME))
        assert laid.pieces[0] == START and laid.pieces[plain][-1] == END and (laid.pieces[sign] == FOR_NAME).all()
        assert (laid.forms[sign, 0] == TITLE).all()
        assert int(sign.sum()) == len(set(own.tolist()) - {-1})
        assert not name[: len(laid.pieces) - int(name.sum())].any()  # names come last
        spelled = {True: laid.pieces[name].tolist(), False: laid.pieces[plain][1:-1].tolist()}
        for at in range(b, e):
            pieces = words.pieces[words.first[at] : words.first[at + 1]].tolist()
            named = bool(names[at] >= 0)
            assert beside[at] or not named
            for stream in {named, bool(beside[at])}:  # a pronoun is in both
                assert [spelled[stream].pop(0) for _ in pieces] == pieces
            assert laid.pieces[laid.own[at - b]] == pieces[0]
            known_by = laid.first[np.flatnonzero(begins[b:e])[: at - b + 1].searchsorted(at - b, "right") - 1]
            assert laid.sorts[known_by] == (SIGN if named else PLAIN)
            assert laid.sorts[laid.own[at - b]] == (NAME if beside[at] else PLAIN)
            assert 0 <= laid.positions[laid.own[at - b]] - laid.positions[known_by] < PLACES
        assert not spelled[True] and not spelled[False]
        read = laid.positions[plain | sign]
        assert (np.diff(read) >= 1).all() or read[-1] == 511


def test_no_text_makes_a_name_or_a_window_without_end(tokenizer: Tokenizer) -> None:
    hostile = {
        "Kethra Omar-Besk " * 2_000: 3,
        "Xqzvwk-" * 4_000: 3,
        "A.B." * 4_000: 3,
        "Kethra, he, she and they " * 2_000: 1,
    }
    for text, least in hostile.items():
        words = cut(text, tokenizer)
        names = names_of(words, text)
        beside = read_beside(words, text, names)
        assert least <= np.bincount(names[names >= 0]).max() < 20
        assert beside.sum() > (names >= 0).sum() or least > 1
        one, begins = joined(words, names)
        for window in cut_windows(one):
            laid = lay_out(words, names, beside, int(begins[window.begin]), int(begins[window.end]))
            assert len(laid.pieces) < 6 * WINDOW_PIECES and laid.positions.max() < MOST_POSITIONS


def test_names_are_found_in_linear_time(tokenizer: Tokenizer) -> None:
    took = []
    for times in (4_000, 16_000):
        text = "Omar al-Kell of the Harrow Front - the US, A. B. Besk-e-Marro - said so. " * times
        words = cut(text, tokenizer)
        start = time.process_time()
        names_of(words, text)
        took.append(time.process_time() - start)
    assert took[1] < 8 * took[0] + 0.2
