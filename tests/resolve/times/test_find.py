"""Times found and reckoned, on invented sentences. Dates are plain calendar arithmetic: 14 March 2018 is a Wednesday."""

import pytest

from according.ledger.records import Time
from according.resolve.times import find_times

WEDNESDAY = "2018-03-14"


def found(text: str, published: str | None = WEDNESDAY) -> dict[str, Time]:
    """Times by their words; of two with the same words, the last."""
    return {text[time.span[0][0] : time.span[0][1]]: time for time in find_times("doc", text, published)}


# text, words, type, timex, value, anchor
CASES = [
    # absolute, in every order
    ("The bridge fell on 14 October 2017.", "14 October 2017", "DATE", "2017-10-14", "2017-10-14", "none"),
    ("The bridge fell on October 14, 2017.", "October 14, 2017", "DATE", "2017-10-14", "2017-10-14", "none"),
    ("It fell on Saturday, October 14, 2017.", "Saturday, October 14, 2017", "DATE", "2017-10-14", "2017-10-14", "none"),
    ("It fell on the 14th of October, 2017.", "the 14th of October, 2017", "DATE", "2017-10-14", "2017-10-14", "none"),
    ("It fell on 2017-10-14.", "2017-10-14", "DATE", "2017-10-14", "2017-10-14", "none"),
    ("It fell on 14/10/2017.", "14/10/2017", "DATE", "2017-10-14", "2017-10-14", "none"),
    ("It fell on 10/14/2017.", "10/14/2017", "DATE", "2017-10-14", "2017-10-14", "none"),
    ("It fell on 14.10.2017.", "14.10.2017", "DATE", "2017-10-14", "2017-10-14", "none"),
    ("It fell in Oct. 2017.", "Oct. 2017", "DATE", "2017-10", "2017-10", "none"),
    ("It fell in 2017.", "2017", "DATE", "2017", "2017", "none"),
    ("Trade grew in the 1980s.", "the 1980s", "DATE", "198", "1980/1989", "none"),
    ("Trade grew in the 19th century.", "the 19th century", "DATE", "18", "1800/1899", "none"),
    ("The port burned in 146 BC.", "146 BC", "DATE", "BC0146", "-0145", "none"),
    ("They left in the third quarter of 2017.", "the third quarter of 2017", "DATE", "2017-Q3", "2017-07/2017-09", "none"),
    ("They left in summer 2015.", "summer 2015", "DATE", "2015-SU", "2015-06/2015-08", "none"),
    # by the day of publication
    ("Troops left on Friday.", "Friday", "DATE", "2018-03-09", "2018-03-09", "published"),
    ("Troops left on Wednesday.", "Wednesday", "DATE", "2018-03-14", "2018-03-14", "published"),
    ("Troops will leave on Friday.", "Friday", "DATE", "2018-03-16", "2018-03-16", "published"),
    ("Troops leave next Tuesday.", "next Tuesday", "DATE", "2018-03-20", "2018-03-20", "published"),
    ("He went home last month.", "last month", "DATE", "2018-02", "2018-02", "published"),
    ("He went home yesterday.", "yesterday", "DATE", "2018-03-13", "2018-03-13", "published"),
    ("He went home two years ago.", "two years ago", "DATE", "2016", "2016", "published"),
    ("He went home in June.", "June", "DATE", "2017-06", "2017-06", "published"),
    ("He will go home in June.", "June", "DATE", "2018-06", "2018-06", "published"),
    ("The truce failed last week.", "last week", "DATE", "2018-W10", "2018-03-05/2018-03-11", "published"),
    ("The truce failed earlier this week.", "earlier this week", "DATE", "2018-W11", "2018-03-12/2018-03-14", "published"),
    ("The truce failed last autumn.", "last autumn", "DATE", "2017-FA", "2017-09/2017-11", "published"),
    ("A shell fell this morning.", "this morning", "TIME", "2018-03-14TMO", "2018-03-14", "published"),
    ("A shell fell on Friday night.", "Friday night", "TIME", "2018-03-09TNI", "2018-03-09", "published"),
    ("It fell at 10 p.m. Friday.", "10 p.m. Friday", "TIME", "2018-03-09T22:00", "2018-03-09", "published"),
    ("Over the past three years many left.", "the past three years", "DURATION", "P3Y", "2015/2018", "published"),
    ("Over the past year many left.", "the past year", "DURATION", "P1Y", "2017-03/2018-03", "published"),
    ("In the last two weeks many left.", "the last two weeks", "DURATION", "P2W", "2018-02-28/2018-03-14", "published"),
    ("It must end by the end of the year.", "the end of the year", "DATE", "2018", "2018-12", "published"),
    # ranges, around their ends
    ("From 2014 to 2017 they ruled.", "2014 to 2017", "DURATION", None, "2014/2017", "none"),
    ("Between June and October 2017 they ruled.", "June and October 2017", "DURATION", None, "2017-06/2017-10", "none"),
    ("They met on 14-15 September 2017.", "14-15 September 2017", "DURATION", None, "2017-09-14/2017-09-15", "none"),
    ("The war of 1980-88 was long.", "1980-88", "DURATION", None, "1980/1988", "none"),
    ("Since June no aid has come.", "Since June", "DURATION", None, "2017-06/2018-03", "published"),
    # lengths, sets, vague
    ("The three-month-long siege of the port in 1950 would end.", "three-month-long", "DURATION", "P3M", None, None),
    ("It lasted two and a half years.", "two and a half years", "DURATION", "P2Y6M", None, None),
    ("They fought for decades.", "decades", "DURATION", "PXE", None, None),
    ("It was a six-hour talk.", "a six-hour", "DURATION", "PT6H", None, None),
    ("Shells fall every day.", "every day", "SET", "P1D", None, None),
    ("They meet annually.", "annually", "SET", "P1Y", None, None),
    ("The market closes on Mondays.", "Mondays", "SET", "XXXX-WXX-1", None, None),
    ("He recently left.", "recently", "DATE", "PAST_REF", None, None),
    ("In recent weeks many left.", "recent weeks", "DURATION", "PXW", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "timex", "value", "anchor"), CASES, ids=[case[1] for case in CASES])
def test_expression(text: str, words: str, kind: str, timex: str | None, value: str | None, anchor: str | None) -> None:
    times = found(text)
    assert words in times
    time = times[words]
    assert (time.type, time.timex, time.value, time.anchor) == (kind, timex, value, anchor)


@pytest.mark.parametrize(
    ("words", "mod", "earliest", "latest"),
    [
        ("early June 2016", "START", "2016-06-01", "2016-06-15"),
        ("late 2014", "END", "2014-07-01", "2014-12-31"),
        ("mid-2014", "MID", "2014-01-01", "2014-12-31"),
        ("the end of 2014", "END", "2014-12-01", "2014-12-31"),
        ("about 14 May 2016", "APPROX", "2016-05-14", "2016-05-14"),
    ],
)
def test_mod_and_bounds(words: str, mod: str, earliest: str, latest: str) -> None:
    time = found(f"The mill burned down in {words}.")[words]
    assert (time.mod, time.earliest, time.latest) == (mod, earliest, latest)


@pytest.mark.parametrize(
    ("words", "mod"),
    [("at least three years", "EQUAL_OR_MORE"), ("more than two weeks", "MORE_THAN"), ("nearly a month", "LESS_THAN"),
     ("about a month", "APPROX"), ("a couple of years", "APPROX"),
     ("up to six hours", "EQUAL_OR_LESS"), ("less than a day", "LESS_THAN")],
)  # fmt: skip
def test_mod_of_lengths(words: str, mod: str) -> None:
    assert found(f"The walk took {words}.")[words].mod == mod


@pytest.mark.parametrize(
    ("words", "mod", "value", "latest"),
    [
        ("more than two years ago", "BEFORE", None, "2016-12-31"),
        ("less than two years ago", "AFTER", None, None),
        ("nearly two years ago", "APPROX", "2016", "2016-12-31"),
        ("2016 or later", "ON_OR_AFTER", "2016", None),
    ],
)
def test_mod_of_dates_by_their_distance(words: str, mod: str, value: str | None, latest: str | None) -> None:
    time = found(f"The mill burned down {words}.")[words]
    assert (time.mod, time.value, time.latest) == (mod, value, latest)


@pytest.mark.parametrize(
    "words", ["last month", "two years ago", "yesterday", "Friday", "this week", "last night", "next year"]
)
def test_without_a_date_of_publication_nothing_is_made_up(words: str) -> None:
    time = found(f"The column left {words}.", None)[words]
    assert (time.timex, time.value, time.earliest, time.latest, time.anchor) == (None, None, None, None, None)


def test_the_day_of_publication_is_no_stand_in() -> None:
    times = found("The following day it rained. At 5pm they left. A day later they came back.")
    assert [time.value for time in times.values()] == [None, None, None]


@pytest.mark.parametrize("published", ["2018-02-30", "20000", "0000", "soon", "", "2018-13", "14 March 2018"])
def test_a_publication_date_that_is_none_counts_as_unknown(published: str) -> None:
    assert found("He left last month.", published)["last month"].value is None


def test_a_publication_month_tells_months_and_no_days() -> None:
    times = found("He left yesterday, or last month, or last year.", "2018-03")
    assert [time.value for time in times.values()] == [None, "2018-02", "2017"]


STORY = (
    "The siege of Tirrin began on 9 September 1914. On 12 October the wall fell. The following day the garrison left. "
    "Two years later, in November, the town was taken back. In 1917 the mill burned. "
    "It was rebuilt in December 1917; in January the school opened."
)


def test_a_story_is_reckoned_along_its_own_dates() -> None:
    times = found(STORY, "2009-12-19")
    values = {words: (time.value, time.anchor) for words, time in times.items()}
    assert values["12 October"] == ("1914-10-12", "text")
    assert values["The following day"] == ("1914-10-13", "text")
    assert values["Two years later"] == ("1916", "text")
    assert values["November"] == ("1916-11", "text")
    assert values["January"] == ("1918-01", "text")


def test_an_aside_does_not_turn_the_story_back() -> None:
    story = (
        "The war began on 3 May 1931. In June 1932 the army of Tirrin crossed the river. It had held the ford on "
        "4 July 1931; the following day it was lost. On 8 August the town fell. In 1899 it had been a village.\n"
        "On 9 September the fort fell."
    )
    times = found(story, "2009-12-19")
    assert times["the following day"].value == "1931-07-05"
    assert times["8 August"].value == "1932-08-08"
    assert times["9 September"].value == "1932-09-09"


@pytest.mark.parametrize(
    "text",
    [
        "They left on 30 February 2017.",
        "They left on 31/02/2017.",
        "They left on 2017-02-30.",
        "They left in the year 20000.",
        "They left in year 0.",
        "They left on 0 May 2017 and 45 May 2017.",
        "They left at 25:70 and 99:99.",
    ],
)
def test_dates_that_do_not_exist_have_no_value(text: str) -> None:
    for time in find_times("doc", text, WEDNESDAY):
        assert time.value is None or time.value in ("2017-05", "2017")


def test_two_digits_are_the_near_past() -> None:
    times = found("He left in '89, and in the '90s he came back.", "1998-05-01")
    assert times["'89"].value == "1989"
    assert times["the '90s"].value == "1990/1999"


def test_numeric_dates_that_could_be_read_both_ways() -> None:
    assert found("They met on 03/04/2017.")["03/04/2017"].value == "2017"
    day_first = found("They met on 03/04/2017, then on 13/04/2017.")
    assert day_first["03/04/2017"].value == "2017-04-03"
    month_first = found("They met on 03/04/2017, then on 04/13/2017.")
    assert month_first["03/04/2017"].value == "2017-03-04"


@pytest.mark.parametrize(
    "text",
    [
        "The 44-year-old man and a six-year-old girl, 52 years old and 6 years old.",
        "They may march home. They march on.",
        "June Smith and April Jones spoke to the former president.",
        "Some 1,500 people and 1500 fighters with F-16 planes and $2000 each.",
        "The fall of the town; a spring of water; a quarter of them.",
    ],
)
def test_not_times(text: str) -> None:
    assert find_times("doc", text, WEDNESDAY) == ()


def test_a_war_has_an_age_that_is_a_time() -> None:
    assert found("The seven-year-old war goes on.")["seven-year-old"].value == "2011/2018"
    assert "seven-year-old" not in found("The seven-year-old boy goes on.")


def test_a_length_ends_at_publication_only_where_the_words_say_that_it_goes_on() -> None:
    assert found("They have been held for two years.")["two years"].value == "2016/2018"
    assert found("They were held for two years.")["two years"].value is None
    assert found("They fled after the four-month battle.")["four-month"].value == "2017-11/2018-03"


def test_every_actor_and_place_alike() -> None:
    for name in ("Tirrin", "Aldevar", "the Council", "the rebels", "the army"):
        assert found(f"Forces of {name} left on Friday.")["Friday"].value == "2018-03-09"


def test_ids_are_those_of_their_spans() -> None:
    one, two = find_times("a", "On Friday and on Monday.", WEDNESDAY)
    again = find_times("a", "On Friday and on Monday.", "2001-01-01")
    assert one.id != two.id
    assert (one.id, two.id) == tuple(time.id for time in again)
    assert one.id != find_times("b", "On Friday and on Monday.", WEDNESDAY)[0].id
