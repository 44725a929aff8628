import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.resolve.names import capitalised_runs, head_phrase, initials, is_pronoun, person_name, plain
from texts import any_text

PERSONS = [
    ("Ilse Marro", "Ilse Marro"),
    ("Marro", "Marro"),
    ("ILSE MARRO", "ILSE MARRO"),
    ("Émile Zoran", "Émile Zoran"),
    ("Ilse Marro-Kell", "Ilse Marro-Kell"),
    ("O’Kell", "O’Kell"),
    # Initials and particles
    ("J. R. Kell", "J. R. Kell"),
    ("J.R. Kell", "J.R. Kell"),
    ("Orrin bin Kell", "Orrin bin Kell"),
    ("Ludo van der Kell", "Ludo van der Kell"),
    ("Orrin al-Kell", "Orrin al-Kell"),
    ("al-Kell", "al-Kell"),
    ("Abu Orrin", "Abu Orrin"),
    # Titles
    ("Mr Kell", "Kell"),
    ("Gen. Ilse Marro", "Ilse Marro"),
    ("Lieutenant-General Ilse Marro", "Ilse Marro"),
    ("Sheikh Orrin al-Kell", "Orrin al-Kell"),
    ("Prime Minister Marro", "Marro"),
    ("former president Ilse Marro", "Ilse Marro"),
    ("Veldran President Ilse Marro", "Ilse Marro"),
    ("Veldran Foreign Minister Ilse Marro", "Ilse Marro"),
    ("NJF spokesman Orrin Kell", "Orrin Kell"),
    ("the NJF spokesman Orrin Kell", "Orrin Kell"),
    ("the defence chief Gen. Ilse Marro", "Ilse Marro"),
    # Roles and appositions
    ("The Veldran president, Ilse Marro,", "Ilse Marro"),
    ("the mayor of Kethra, Ilse Marro,", "Ilse Marro"),
    ("Kethra’s mayor, Ilse Marro,", "Ilse Marro"),
    ("the defence minister, General Ilse Marro,", "Ilse Marro"),
    ("Its spokesman, Colonel Teodor Ashby,", "Teodor Ashby"),
    ("Ilse Marro, head of the Kethra Hospital,", "Ilse Marro"),
    ("Dr Ilse Marro, a surgeon,", "Ilse Marro"),
    ("Orrin Kell, 43,", "Orrin Kell"),
    ("Orrin Kell of the NJF", "Orrin Kell"),
    ("Orrin Kell (NJF)", "Orrin Kell"),
    ("Orrin Kell, who was not at Kethra,", "Orrin Kell"),
    # Possessives
    ("Ilse Marro’s", "Ilse Marro"),
    ("Ilse Marro's", "Ilse Marro"),
]


@pytest.mark.parametrize(("source", "name"), PERSONS)
def test_the_person_whom_a_source_names(source: str, name: str) -> None:
    span = person_name(source)
    assert span is not None and source[slice(*span)] == name


@pytest.mark.parametrize(
    "source",
    [
        "a Ministry of Defence spokesman",
        "The Ministry of Defence in Aldevar",
        "the Defence Ministry",
        "the army",
        "Kethra’s mayor",
        "The mayor of Kethra",
        "a UN official in Kethra",
        "witnesses in Kethra",
        "Ilse Marro's lawyer",
        "a spokesman for Ilse Marro",
        "an aide to President Marro",
        "an aide to Veldran President Marro",
        "a doctor",
        "Dr",
        "he",
        "",
        "…",
    ],
)
def test_sources_that_name_no_person(source: str) -> None:
    assert person_name(source) is None


@given(any_text | st.sampled_from([s for s, _ in PERSONS]).map(lambda s: s + " " + s))
def test_a_name_lies_in_the_source_and_begins_and_ends_with_a_letter(source: str) -> None:
    for begin, end in capitalised_runs(source):
        assert 0 <= begin < end <= len(source)
    span = person_name(source)
    if span:
        name = source[slice(*span)]
        assert name and not name[0].isspace() and not name[-1].isspace()
        assert any(c.isalnum() for c in name)


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("They met Ilse Marro. Kell left.", ["They", "Ilse Marro", "Kell"]),  # not across the end of a sentence
        ("Gen. Marro and J. R. Kell of the U.N. Council.", ["Marro", "J. R. Kell", "U.N. Council"]),
        ("Yesterday Ilse Marro, Orrin Kell", ["Ilse Marro", "Orrin Kell"]),
        ("Ludo van der Kell bin left", ["Ludo van der Kell"]),
        ("the road", []),
    ],
)
def test_runs_of_capitalised_words(words: str, runs: list[str]) -> None:
    assert [words[begin:end] for begin, end in capitalised_runs(words)] == runs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Émile Zoran", "emile zoran"),
        ("E\u0301mile Zoran", "Émile Zoran"),
        ("Marro’s", "Marro"),
        ("Marro's", "MARRO"),
        ("the Marl League", "Marl League"),
        ("Orrin al-Kell", "Orrin al Kell"),
        ("J. R. Kell", "J R Kell"),
    ],
)
def test_forms_of_one_name_are_plainly_the_same(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(("one", "other"), [("Ilse Marro", "Jan Marro"), ("Marro", "Marros"), ("The Hague", "Hag")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@pytest.mark.parametrize("word", ["he", "She", "THEY"[:1] + "hey", "I", "us", "who", " it ", "others", "several"])
def test_words_that_name_nobody(word: str) -> None:
    assert is_pronoun(word)


@pytest.mark.parametrize("word", ["US", "IT", "WHO", "Marro", "he Marro", "", "the army"])
def test_words_that_may_name_somebody(word: str) -> None:
    assert not is_pronoun(word)


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("a driver, who gave no name,", "a driver"),
        ("a driver who gave no name", "a driver"),
        ("two officials – both in Kethra –", "two officials"),
        ("more than 2,000 people, all of Orsa", "more than 2,000 people"),
        ("The army", "The army"),
        (",", ""),
        ("Russian, Syrian and Iranian forces, who left,", "Russian, Syrian and Iranian forces"),
        ("Ilse Marro, Kell and Brask officials", "Ilse Marro"),
    ],
)
def test_what_an_unnamed_speaker_is_called(source: str, head: str) -> None:
    assert head_phrase(source) == head


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("Northern Joint Force", "NJF"), ("Ministry of Defence", "MD"), ("Kethra-Tirrin Relief", "KTR"), ("the army", "")],
)
def test_initials(name: str, acronym: str) -> None:
    assert initials(name) == acronym
