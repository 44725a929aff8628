import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import example, given, settings
from tokenizers import Tokenizer

from according.ledger import (
    ACTOR_TYPES,
    EVENT_TYPES,
    FACTUALITIES,
    KINDS,
    MENTION_TYPES,
    STANCES,
    Findings,
    Found,
    Spans,
    words_of,
)
from according.model import Model, find, open_model
from according.model.read import _is_whole, _nouns_beyond, _one_of_a_head, _Place, _share_a_head
from according.model.words import Words, cut
from texts import any_text

REPORTS = (
    "The mayor of Kethra, Ilse Marro, said that the road had been closed since dawn.\n\n"
    "“Nobody told us anything,” a driver said. The army denied that it had fired on the convoy.\n",
    "According to the Northern Relief Committee, about 300 families left Tirrin on Sunday. "
    'Orrin Kell, its head, told reporters: "We need trucks." He added that the rebels thought the truce was over.\n',
    "Residents fear another raid. “They will be back,” said one. A ministry spokesman said no order was given.\n",
)
LONG = "\n\n".join(REPORTS * 65)  # more windows than are decoded together


@pytest.fixture(scope="module")
def read(model: Model) -> tuple[Findings, list[int]]:
    """What is found in a long text, and the progress told."""
    told: list[int] = []
    return find(LONG, model, progress=told.append), told


def placed(words: Words, text: str) -> _Place:
    """All words of a text without names, in one sentence."""
    n = len(words)
    return _Place(0, n, words, np.arange(n, dtype=np.int32), np.zeros(n + 1, dtype=np.int64), text)


def all_spans(f: Found) -> Spans:
    return (*f.source, *f.cue, *f.content)


def check(findings: Findings, text: str, words: Words) -> None:
    found = findings.statements
    begins, ends = set(words.begins.tolist()), set(words.ends.tolist())
    for f in found:
        assert len(f.cue) == 1 and f.content and len(f.source) <= 1
        for begin, end in all_spans(f):
            assert 0 <= begin < end <= len(text)
            assert begin in begins
            assert end in ends or text[end - 1] in "\u0301\ufe0f" or not text[end - 1].isalnum()
            assert not text[begin].isspace() and not text[end - 1].isspace()
        for pieces in (f.source, f.content):
            assert all(a[1] <= b[0] for a, b in pairwise(pieces))
        assert f.kind in KINDS and f.stance in STANCES and f.speaker_type in ACTOR_TYPES
        assert 0 <= f.nested <= 1 and len(f.features) == 7
    mentions = findings.mentions
    for begin, end in (*(m.span for m in mentions), *(e.trigger for e in findings.events)):
        assert 0 <= begin < end <= len(text) and text[begin:end].strip()
    assert all(m.type is None or m.type in MENTION_TYPES for m in mentions)
    assert len({m.span for m in mentions}) == len(mentions)
    for e in findings.events:
        assert e.type in EVENT_TYPES and e.factuality in FACTUALITIES
        assert all(0 <= k < len(mentions) and 0 <= p <= 1 for _, k, p in e.arguments)
    for r in findings.relations:
        assert r.subject != r.object and max(r.subject, r.object) < len(mentions)
    assert all(x.later != x.earlier and mentions[x.earlier].span <= mentions[x.later].span for x in findings.links)


@settings(max_examples=60, deadline=None)
@given(text=any_text)
@example(text="")
@example(text=" \r\n\t")
@example(text="\ud800")
@example(text="\x00Marro\x00 said\x00 that\x00 she\x00 left\x00")
@example(text="“Marro “said “that ”she» «left")
@example(text="[CLS] Marro said [MASK] that she left [SEP]")
@example(text="قالت مارو إن الطريق مغلق")
def test_no_text_is_refused(text: str, model: Model, tokenizer: Tokenizer) -> None:
    for whole in (text, f"Marro said that {text} had left. “{text}” she added."):
        check(find(whole, model), whole, cut(whole, tokenizer))


@pytest.mark.trained
def test_spans_of_a_long_text_are_words_of_it(read: tuple[Findings, list[int]], tokenizer: Tokenizer) -> None:
    found, _ = read
    assert len(found.statements) > 100 and len(found.mentions) > 300 and len(found.events) > 50
    check(found, LONG, cut(LONG, tokenizer))
    cues = [f.cue[0] for f in found.statements]
    assert cues == sorted(cues) and len(set(cues)) == len(cues), "in order, none read twice"


@pytest.mark.trained
def test_a_plain_statement_is_found(model: Model) -> None:
    [f] = [f for f in find(REPORTS[0], model).statements if words_of(f.cue, REPORTS[0]) == "said"][:1]
    assert words_of(f.source, REPORTS[0]) == "The mayor of Kethra, Ilse Marro,"
    assert words_of(f.content, REPORTS[0]) == "that the road had been closed since dawn"
    assert (f.kind, f.speaker_type) == ("said", "PERSON")


@pytest.mark.trained
def test_no_mention_begins_or_ends_within_a_number(model: Model) -> None:
    text = (
        "The Velm army, the mayor and the council gave safe passage to 2,000 Orsa fighters. The war has left more than "
        "30,000 people dead, 1.5 million displaced and 2,400 soldiers missing, he said."
    )
    numbers = [m.span() for m in re.finditer(r"\d+(?:[.,]\d+)+", text)]
    spans = [m.span for m in find(text, model).mentions]
    assert spans
    assert not [(s, n) for s in spans for n in numbers if n[0] < s[0] < n[1] or n[0] < s[1] < n[1]]


@pytest.mark.trained
def test_accents_written_apart_stay_with_their_letters(model: Model) -> None:
    text = "Ilse Marro\u0301 said that the road led to the old cafe\u0301."
    [f, *_] = find(text, model).statements
    assert words_of(f.source, text) == "Ilse Marro\u0301"
    assert words_of(f.content, text).endswith("cafe\u0301")


def test_line_ends_and_marks_of_order_change_offsets_only(model: Model) -> None:
    unix, windows = REPORTS[0], REPORTS[0].replace("\n", "\r\n")
    one, other = find(unix, model).statements, find(windows, model).statements
    assert [words_of(f.cue, unix) for f in one] == [words_of(f.cue, windows) for f in other]
    assert [words_of(f.content, unix) for f in one] == [words_of(f.content, windows) for f in other]


def test_what_is_found_in_a_text_does_not_hang_on_what_was_read_before(model: Model) -> None:
    alone = [find(text, open_model()) for text in REPORTS[:1]]
    assert [find(text, model) for text in (*REPORTS[1:], *REPORTS[:1])][-1:] == alone
    assert find(REPORTS[1], model) == find(REPORTS[1], model)


def _find_alone(text: str) -> Findings:
    return find(text, open_model())


def test_two_processes_find_the_same(model: Model) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_find_alone, REPORTS)) == [find(text, model) for text in REPORTS]


def test_more_threads_find_the_same(model: Model) -> None:
    def told(found: Findings) -> list[Found]:
        return [replace(f, nested=0, features=()) for f in found.statements]

    assert told(find(REPORTS[1], open_model(threads=2))) == told(find(REPORTS[1], model))


def test_progress_rises_to_the_end_of_a_long_text(read: tuple[Findings, list[int]]) -> None:
    _, told = read
    assert told and told == sorted(told) and 0 < told[-1] <= len(LONG)


@pytest.mark.trained
def test_the_two_schemes_are_told_apart(model: Model) -> None:
    """PolNeAR marks outermost statements only."""
    text = "Orrin Kell said the army believed that the rebels had admitted that the truce was over."
    nested = {scheme: max(f.nested for f in find(text, model, scheme).statements) for scheme in ("ledger", "polnear")}
    assert nested["ledger"] > nested["polnear"]
    with pytest.raises(KeyError):
        find(text, model, "unheard of")


def test_as_re3d_marks_no_mention_lies_in_another_nor_comes_from_a_rule(model: Model) -> None:
    text = "\n\n".join(REPORTS)
    spans = [m.span for m in find(text, model, "re3d", [((0, 9), "QUANTITY")]).mentions]
    assert (0, 9) not in spans
    assert all(a[1] <= b[0] for a, b in pairwise(sorted(spans)))


@pytest.mark.parametrize(
    ("longer", "shorter", "one"),
    [
        ("fighters in the city", "fighters", True),
        ("the chief, who fled", "the chief", True),
        ("more than 300 fighters", "fighters", True),
        ("a senior Kellish officer", "a senior Kellish", True),
        ("the Kellish officer", "the Kellish", False),
        ("Kell’s armed wing", "Kell", False),
        ("Kell and Brask", "Kell", False),
        ("several camps and schools", "several camps", False),
        ("the chief of Kell", "Kell", False),
        ("the men from Kell and women from Brask", "the men", False),
        ("the men from Kell and Brask", "the men", True),
        ("the K.B.", "the K.B", True),
    ],
)
def test_mentions_of_one_head_are_one(longer: str, shorter: str, one: bool) -> None:
    at = longer.index(shorter)
    spans = (0, len(longer)), (at, at + len(shorter))
    assert _share_a_head(longer, *spans) is _share_a_head(longer, *reversed(spans)) is one


def test_of_mentions_that_share_a_head_the_likeliest_stays(model: Model) -> None:
    words = cut("Troops in Kell fled.", model.tokenizer)
    place = placed(words, "Troops in Kell fled.")
    found = [(0, 1, 0.6), (0, 3, 0.9), (2, 3, 0.5)]
    assert [f[:2] for f in _one_of_a_head(place, found)] == [(0, 3), (2, 3)]
    assert [f[:2] for f in _one_of_a_head(place, [(0, 1, 0.95), *found[1:]])] == [(0, 1), (2, 3)]


def test_what_is_no_whole_mention_stands_in_nobodys_way(model: Model) -> None:
    text = "Fighters from the group (SDF) fled."
    words = cut(text, model.tokenizer)
    place = placed(words, text)
    assert [f[:2] for f in _one_of_a_head(place, [(0, 1, 0.80), (0, 6, 0.81)])] == [(0, 1)]


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("the US wanted the SDF", False), ("Kell was beaten", False), ("they were arrested as they", False),
        ("They’re very committed", False), ("Here's Kell", False), ("The women who", False), ("fighters and they", False),
        ("who", True), ("they", True), ("Abdullah I", True), ("Kell and I", False), ("the rebels who have fled", True), ("people that were there", True), ("the will of Kell", True), ("Kell", True),
        ("the K.B.", True), ("K.B.C.", True), ("Kell.", False), ("camp K.", False),
    ],
)  # fmt: skip
def test_a_clause_is_no_mention_and_a_stop_part_of_initials_only(words: str, whole: bool) -> None:
    assert _is_whole(words, (0, len(words))) is whole


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("Omar Ja’afari left", "Omar Ja", False), ("Omar Ja’afari left", "afari", False), ("Zeid Ra'ad left", "Zeid Ra", False),
        ("1,200 men", "1", False), ("1,200 men", "200 men", False), ("Kell’s men", "Kell", True), ("they’re here", "they", True), ("THEY’RE HERE", "THEY", True), ("Sana’a fell", "Sana", False), ("Nu’reddin fell", "reddin", False),
        ("I'm here", "I", True), ("we’ve left", "we", True),
    ],
)  # fmt: skip
def test_part_of_a_name_or_number_is_no_mention(text: str, words: str, whole: bool) -> None:
    begin = text.index(words)
    assert _is_whole(text, (begin, begin + len(words))) is whole


@pytest.mark.parametrize(
    ("text", "trigger", "nouns"),
    [
        ("An air strike hit the town.", "air", 1),
        ("Car bombings went on.", "Car", 1),
        ("A drone", "drone", 0),
        ("The air was thin.", "air", 0),
        ("Heavy strikes and raids", "Heavy", 0),
    ],
)
def test_what_only_modifies_a_deed_takes_its_noun(text: str, trigger: str, nouns: int, tokenizer: Tokenizer) -> None:
    words = cut(text, tokenizer)
    place = placed(words, text)
    begin, end = words.under(text.index(trigger), text.index(trigger) + len(trigger))
    assert _nouns_beyond(place, begin, end) == nouns
