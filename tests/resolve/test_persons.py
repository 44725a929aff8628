from dataclasses import replace

from according.ledger import Findings, Found, FoundLink, FoundMention
from according.resolve import KnownActors, with_sure_persons

NOBODY = KnownActors()


def found(
    text: str, *mentions: tuple[str, str], links: tuple[tuple[int, int], ...] = (), sources: str = ""
) -> Findings:
    """Mentions in the order of the text, links between them, and a statement by each word of ``sources``."""
    at, out = 0, []
    for words, type_ in mentions:
        begin = text.index(words, at)
        at = begin + len(words)
        out.append(FoundMention((begin, at), type_, 0.9))  # type: ignore[arg-type]
    said = []
    for word in sources.split():
        begin = text.index(word)
        span = ((begin, begin + len(word)),)
        said.append(Found(span, span, span, 0.0, "said", "assert", "STATE", ()))
    return Findings(tuple(said), tuple(out), links=tuple(FoundLink(a, b, 0.9) for a, b in links))


def types(text: str, findings: Findings, known: KnownActors = NOBODY) -> list[str | None]:
    return [m.type for m in with_sure_persons(text, findings, known).mentions]


def test_he_leads_to_a_person() -> None:
    text = "Marro left. Later he came back."
    assert types(text, found(text, ("Marro", "STATE"), ("he", "PERSON"))) == ["STATE", "PERSON"]
    assert (
        types(text, found(text, ("Marro", "STATE"), ("he", "PERSON"), links=((1, 0),)))[0] == "STATE"
    )  # one is not enough
    text = "Marro left. Later he came back. Then he slept."
    given = (("Marro", "STATE"), ("he", "PERSON"), ("he", "PERSON"))
    assert types(text, found(text, *given, links=((1, 0), (2, 0))))[0] == "PERSON"
    assert types(text, found(text, ("Marro", "PERSON"), *given[1:], links=((1, 0),)))[0] == "PERSON"


def test_neither_her_nor_a_body_nor_people_make_a_person() -> None:
    text = "Tarsa closed her borders. Her army said she did."
    state = (("Tarsa", "STATE"), ("her", "PERSON"), ("Her", "PERSON"))
    assert types(text, found(text, *state, links=((1, 0), (2, 0))))[0] == "STATE"
    text = "The Kell Army left. He wept. He slept. Kellans cheered him. He left."
    given = (
        ("The Kell Army", "ARMED_GROUP"),
        ("He", "PERSON"),
        ("He", "PERSON"),
        ("Kellans", "PEOPLE"),
        ("him", "PERSON"),
        ("He", "PERSON"),
    )
    told = types(text, found(text, *given, links=((1, 0), (2, 0), (4, 3), (5, 3))))
    assert (told[0], told[3]) == ("ARMED_GROUP", "PEOPLE")


def test_it_leads_to_none() -> None:
    text = "Marro left. Later it came back."
    assert types(text, found(text, ("Marro", "STATE"), ("it", "PERSON"), links=((1, 0),)))[0] == "STATE"


def test_what_a_name_is_most_often_it_is_throughout() -> None:
    text = "Marro met Mr Marro, the Marro and Marro’s aide."
    given = (("Marro", "PERSON"), ("Mr Marro", "PERSON"), ("the Marro", "STATE"), ("Marro", "PLACE"))
    assert types(text, found(text, *given)) == ["PERSON", "PERSON", "PERSON", "PLACE"]
    group = (("Marro", "ARMED_GROUP"), ("Mr Marro", "PERSON"), ("the Marro", "ARMED_GROUP"))
    assert types(text, found(text, *group)) == ["ARMED_GROUP", "PERSON", "ARMED_GROUP"]  # "Mr" is nobody else


def test_mr_tells_a_person() -> None:
    text = "Mr Marro left."
    assert types(text, found(text, ("Mr Marro", "STATE"))) == ["PERSON"]


def test_a_body_that_begins_like_a_title_is_none() -> None:
    text = "The Lord’s Kell Army left. Dr Kell Hospital fell. Lady Marro Brigade came."
    given = (
        ("The Lord’s Kell Army", "ARMED_GROUP"),
        ("Dr Kell Hospital", "ORG"),
        ("Lady Marro Brigade", "ARMED_GROUP"),
    )
    assert types(text, found(text, *given)) == ["ARMED_GROUP", "ORG", "ARMED_GROUP"]


def test_full_names_speak_once_for_their_surname() -> None:
    text = "Badr fired. Badr left. Hadi Badr wept. Hadi Badr slept. Hadi Badr woke."
    given = (*[("Badr", "ARMED_GROUP")] * 2, *[("Hadi Badr", "PERSON")] * 3)
    assert types(text, found(text, *given)) == ["ARMED_GROUP"] * 2 + ["PERSON"] * 3


def test_a_full_name_speaks_for_its_surname() -> None:
    text = "Ilse Marro spoke. Marro left."
    assert types(text, found(text, ("Ilse Marro", "PERSON"), ("Marro", "ORG"))) == ["PERSON", "PERSON"]


def test_longer_words_with_a_name_in_them_are_left_alone() -> None:
    text = "Marro and the Marro camp left. The army of Marro stayed."
    given = (("Marro", "PERSON"), ("the Marro camp", "FACILITY"), ("The army of Marro", "ARMED_GROUP"))
    assert types(text, found(text, *given)) == ["PERSON", "FACILITY", "ARMED_GROUP"]


def test_a_known_name_is_what_it_is_known_as() -> None:
    text = "Tarsa met Tarsa. She left."
    known = KnownActors({"tarsa": "k1"}, {}, {"k1": frozenset({"STATE"})}, {"k1": {}})
    findings = found(text, ("Tarsa", "STATE"), ("Tarsa", "PERSON"), ("She", "PERSON"), links=((2, 1),))
    assert types(text, findings) == ["PERSON"] * 3
    assert types(text, findings, known) == ["STATE", "PERSON", "PERSON"]
    weak = KnownActors({}, {"Tarsa": "k1"}, {"k1": frozenset({"STATE"})}, {"k1": {}})
    assert types(text, findings, weak) == ["STATE", "PERSON", "PERSON"]


def test_who_speaks_under_the_name_is_of_its_type() -> None:
    text = "Marro said so. Marro left."
    settled = with_sure_persons(text, found(text, ("Marro", "PERSON"), ("Marro", "PERSON"), sources="Marro"), NOBODY)
    assert [s.speaker_type for s in settled.statements] == ["PERSON"]


def test_where_nothing_is_in_doubt_nothing_changes() -> None:
    findings = found("Marro left.", ("Marro", "PERSON"), sources="left")
    assert with_sure_persons("Marro left.", findings, NOBODY) == findings


def test_a_list_of_persons_is_people() -> None:
    text = "Ilse Marro and Jan Kell left. Marro said so."
    given = (("Ilse Marro and Jan Kell", "PERSON"), ("Ilse Marro", "PERSON"), ("Marro", "PERSON"))
    both = (*found(text, given[0]).mentions, *found(text, *given[1:]).mentions)
    findings = replace(found(text), mentions=both)
    assert types(text, findings) == ["PEOPLE", "PERSON", "PERSON"]


def test_a_place_is_no_person_where_it_is_a_place_more_often() -> None:
    text = "Kell fell. They left Kell, including Kell, the mayor said. Marro left."
    given = (("Kell", "PLACE"), ("Kell", "PLACE"), ("Kell", "PERSON"), ("Marro", "PERSON"))
    assert types(text, found(text, *given)) == ["PLACE", "PLACE", "PLACE", "PERSON"]
    given = (("Kell", "PLACE"), ("Kell", "PERSON"), ("Kell", "PERSON"), ("Marro", "PERSON"))
    assert types(text, found(text, *given)) == ["PLACE", "PERSON", "PERSON", "PERSON"]
    states = (("Kell", "STATE"), ("Kell", "PLACE"), ("Kell", "PERSON"))
    assert types("Kell Kell Kell Kell", found("Kell Kell Kell Kell", *states, ("Kell", "PLACE"))) == [
        "STATE",
        *["PLACE"] * 3,
    ]
