"""Properties that hold for any text: spans are its words, nothing raises, nothing is slow."""

import time as clock
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from according.resolve.times import find_times

WORDS = st.sampled_from(
    """in on at since from to until between and or the a an of this last next previous following early late mid end
    beginning June May March Friday Sunday Fri. Sept. 14 31 30 2 1914 2017 20000 0 1,500 '89 1980s second third quarter
    half day days week weeks month months year years decade century BC AD B.C. ago later earlier before after now today
    yesterday tomorrow morning night noon 10:30 5pm p.m. GMT every each per daily several few dozen two twenty-four
    long old -long - – / , . ; : ( ) ' ’s summer winter fall Christmas Day New Year's 2017-02-30 03/04/2017 1914-18
    year-old war will was fiscal recent past future weekend hundred thousand million \n \n\n""".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=40).map("".join)
)
DATES = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.dates().map(date.isoformat),
    st.sampled_from(["2017", "2017-10", "0001-01-01", "9999-12-31"]),
)


@given(TEXTS, DATES)
def test_spans_are_words_and_values_are_dates(text: str, published: str | None) -> None:
    times = find_times("doc", text, published)
    assert list(times) == sorted(times, key=lambda time: (time.span[0][0], -time.span[0][1]))
    assert len({time.id for time in times}) == len(times)
    for time in times:
        ((begin, end),) = time.span
        assert 0 <= begin < end <= len(text)
        words = text[begin:end]
        assert words == words.strip()
        if time.value is None:
            continue
        assert time.earliest is not None
        assert time.anchor in ("published", "text", "none")
        if not time.earliest.startswith("-") and time.latest and not time.latest.startswith("-"):
            assert time.earliest <= time.latest
        for day in (time.earliest, time.latest):
            if day and not day.startswith(("-", "0000")):
                assert date.fromisoformat(day)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_the_same_text_reads_the_same(text: str) -> None:
    assert find_times("doc", text, "2018-03-14") == find_times("doc", text, "2018-03-14")


def test_odd_text() -> None:
    for text in (
        "",
        "\0",
        "\N{PILE OF POO} on Friday \N{PILE OF POO}",
        "יום שישי on Friday",
        "9" * 5000,
        "٣ May ٢٠١٧",
        "\ud800 June",
    ):
        find_times("doc", text, "2018-03-14")
    (friday,) = find_times("doc", "\N{PILE OF POO}\N{PILE OF POO} on Friday", "2018-03-14")
    assert friday.span == ((6, 12),)


def test_long_lines_take_linear_time() -> None:
    hard = (
        "2014 ",
        "14 - ",
        "the last ",
        "two and a half ",
        "early ",
        "in May, ",
        "a",
        "\n  ",
        "since June ",
        "1/2 ",
        "twenty-",
        "' ",
    )
    for piece in hard:
        spent = []
        for count in (4_000, 16_000):
            text = piece * count
            started = clock.process_time()
            find_times("doc", text, "2018-03-14")
            spent.append(clock.process_time() - started)
        # Four times the text: far below the sixteen times that a quadratic step would take.
        assert spent[1] < 10 * spent[0] + 0.2, piece
