import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import according.resolve.actors as actors_module
from according.ledger import ACTOR_TYPES, Attribution, FoundLink, FoundMention
from according.resolve import Resolved, read_known, resolve_actors
from according.resolve.names import capitalised_runs
from resolve.marked import marked, mentions


def read(text: str) -> tuple[str, Resolved]:
    plain, statements = marked(text)
    return plain, resolve_actors("d1", plain, statements)


def names(text: str) -> list[str | None]:
    """The name of each statement's speaker."""
    _, resolved = read(text)
    by_id = {a.id: a.name for a in resolved.actors}
    return [by_id[s] if s else None for s in resolved.speakers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Surnames, titles, possessives
        ("[Ilse Marro] spoke. [Marro] added.", ["Ilse Marro"] * 2),
        ("[Marro] spoke. [Ilse Marro] added.", ["Ilse Marro"] * 2),
        ("[Gen Marro] spoke. [Ilse Marro, the chief,] added. [Mr Marro’s] word.", ["Ilse Marro"] * 3),
        ("They met Ilse Marro. [Marro] spoke.", ["Ilse Marro"]),
        ("They met Veldran President Ilse Marro. [Marro] spoke.", ["Ilse Marro"]),
        ("[Orrin al-Kell] spoke. [Al-Kell] added. [Kell] left.", ["Orrin al-Kell"] * 3),
        ("[Émile Zoran] spoke. [Zoran] added. [Emile Zoran] left.", ["Émile Zoran"] * 3),
        # Namesakes
        ("[Ilse Marro] spoke. [Jan Marro] too.", ["Ilse Marro", "Jan Marro"]),
        ("[Ilse Marro] spoke. [Jan Marro] too. [Marro] left.", ["Ilse Marro", "Jan Marro", "Marro"]),
        ("[Marro] left. [Ilse Marro] spoke. [Jan Marro] too.", ["Marro", "Ilse Marro", "Jan Marro"]),
        ("[Ilse Marro] spoke. [Marro] left. [Jan Marro] too.", ["Ilse Marro", "Marro", "Jan Marro"]),
        # Bodies and acronyms
        ("The Northern Joint Force (NJF) left. [The NJF|ARMED_GROUP] spoke.", ["Northern Joint Force"]),
        ("[The army|ARMED_GROUP] spoke. [the army|ARMED_GROUP] left.", ["The army"] * 2),
        ("[The Marl League|ORG] spoke. [Marl League|ORG] left.", ["Marl League"] * 2),
        ("(NJF) left. [NJF|ARMED_GROUP] spoke.", ["NJF"]),
        ("Nine Jolly Foxes (ABC). [ABC|ORG] spoke.", ["ABC"]),
        # A name that is a person's and a body's
        ("[Kell] spoke. [Kell|ORG] spoke.", ["Kell", "Kell"]),
        ("[Commander Two Rivers] spoke. [Two Rivers] left.", ["Two Rivers", "Two Rivers"]),
        # Roles name nobody else
        ("[a driver] spoke. [a nurse] too. [two drivers|PEOPLE] left.", ["a driver", "a nurse", "two drivers"]),
        ("[an aide to President Marro] spoke. [Marro] left.", ["an aide to President Marro", "Marro"]),
        # An office is one person's however it is put
        (
            "[the former spokesman of the NJF] spoke. [The former NJF spokesperson] left.",
            ["the former spokesman of the NJF"] * 2,
        ),
        (
            "[the NJF spokesman] spoke. [the former NJF spokesman] left.",
            ["the NJF spokesman", "the former NJF spokesman"],
        ),
        ("[a spokesman of the NJF] spoke. [an NJF spokesman] left.", ["a spokesman of the NJF", "an NJF spokesman"]),
        # Pronouns
        ("[He] spoke.", [None]),
        ("[Ilse Marro] spoke. [She] left.", ["Ilse Marro"] * 2),
        ("[The army|ARMED_GROUP] spoke. [He] left.", ["The army", None]),
        ("[two drivers] spoke. [He] left.", ["two drivers", None]),
        ("[They|PEOPLE] spoke.", [None]),
        ("[Orrin Kell] said [he|PERSON|0] knew.", ["Orrin Kell"] * 2),
        ("[Orrin Kell] said [they|PEOPLE|0] knew.", ["Orrin Kell", None]),
        ("[The army|ARMED_GROUP] said [it|ARMED_GROUP|0] knew.", ["The army"] * 2),
        (
            "[Orrin Kell] spoke. [The army|ARMED_GROUP] said [he|PERSON|1] knew.",
            ["Orrin Kell", "The army", "Orrin Kell"],
        ),
    ],
)
def test_who_speaks(text: str, expected: list[str | None]) -> None:
    assert names(text) == expected


def test_a_name_that_is_a_persons_and_a_bodys_is_two_actors() -> None:
    _, resolved = read("[Kell] spoke. [Kell|ORG] spoke.")
    assert {a.type for a in resolved.actors} == {"PERSON", "ORG"}
    assert len({a.id for a in resolved.actors}) == 2


def test_a_name_that_looks_like_a_role_is_one_actor_where_it_is_a_persons() -> None:
    _, resolved = read("[Commander Two Rivers] spoke. [Two Rivers] left.")
    assert len(resolved.actors) == 1 and resolved.speakers[0] == resolved.speakers[1]


def test_an_actor_knows_its_other_names() -> None:
    text, resolved = read(
        "The Northern Joint Force (NJF) left. [The NJF|ARMED_GROUP] spoke; [the Northern Joint Force|ORG]."
    )
    [actor] = resolved.actors
    assert actor.aliases == ("NJF",)
    assert mentions(actor, text) == ["Northern Joint Force", "NJF", "The NJF", "the Northern Joint Force"]


def test_every_mention_of_a_name_is_listed() -> None:
    text, resolved = read(
        "Marro left. [Ilse Marro] spoke of Kell to Marro’s aide. Marron and DeMarro stayed. [She] slept."
    )
    [actor] = resolved.actors
    assert mentions(actor, text) == ["Marro", "Ilse Marro", "Marro"], "not those in longer words, nor pronouns"


def test_mentions_of_namesakes_stay_apart() -> None:
    text, resolved = read("[Ilse Marro] spoke. [Jan Marro] too. Marro left. Ilse Marro and Jan Marro came back.")
    ilse, jan = resolved.actors
    assert mentions(ilse, text) == ["Ilse Marro"] * 2
    assert mentions(jan, text) == ["Jan Marro"] * 2


def test_actors_are_listed_by_their_first_mention() -> None:
    _, resolved = read("Of Zoran: [Ilse Marro] spoke. [Orrin Kell] left. [Zoran] slept.")
    assert [a.name for a in resolved.actors] == ["Zoran", "Ilse Marro", "Orrin Kell"]


def test_ids_hang_on_the_document_and_the_actor_alone() -> None:
    plain, statements = marked("[Ilse Marro] spoke. [Orrin Kell] left.")
    one = resolve_actors("d1", plain, statements)
    assert one == resolve_actors("d1", plain, statements)
    assert {a.id for a in one.actors}.isdisjoint(a.id for a in resolve_actors("d2", plain, statements).actors)
    with_more = read("They met. [Ilse Marro] spoke. [A driver] slept. [Orrin Kell] left.")[1]
    assert {a.id for a in one.actors} < {a.id for a in with_more.actors}


def test_a_source_without_a_word_names_nobody() -> None:
    assert names("[,] spoke. [—] too. [ ] left.") == [None] * 3


def test_no_statements_no_actors() -> None:
    assert resolve_actors("d1", "Ilse Marro spoke.", []) == Resolved((), (), ())


SOURCES = (
    "Ilse Marro", "Jan Marro", "Marro", "Gen Marro", "Orrin al-Kell", "al-Kell", "Kell", "the NJF", "NJF", "The NJF",
    "Northern Joint Force", "he", "She", "they", "it", "I", "a driver", "A driver", "two drivers", "US", "us", "…",
    "the mayor, Ilse Marro,", "Émile Zoran", "Emile Zoran", "Defence Ministry", "", "Marro's", "Two Rivers",
    "Commander Two Rivers", "\ud800", "مارو", "東京", "[", "The",
)  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    """A text with up to twelve statements, some within another."""
    parts = ["The Northern Joint Force (NJF) met Ilse Marro. "] if draw(st.booleans()) else []
    statements: list[Attribution] = []
    at = sum(map(len, parts))
    for i in range(draw(st.integers(0, 12))):
        source = draw(st.sampled_from(SOURCES))
        within = draw(st.none() | st.integers(0, i - 1)) if i else None
        spans = ((at, at + len(source)),) if source else ()
        cue = at + len(source) + 1
        statements.append(
            Attribution(
                spans, ((cue, cue + 4),), ((cue + 5, cue + 7),), draw(st.sampled_from(ACTOR_TYPES)), "said", "indirect",
                "assert", within, 0.9,
            )
        )  # fmt: skip
        parts.append(f"{source} said so. ")
        at += len(parts[-1])
    return "".join(parts), statements


@settings(max_examples=300)
@given(reports())
def test_actors_and_speakers_hold_together(report: tuple[str, list[Attribution]]) -> None:
    text, statements = report
    resolved = resolve_actors("d1", text, statements)
    ids = [a.id for a in resolved.actors]
    assert len(set(ids)) == len(ids)
    assert len(resolved.speakers) == len(statements)
    assert {s for s in resolved.speakers if s} == set(ids), "each actor speaks"
    for actor in resolved.actors:
        assert actor.name and actor.type in ACTOR_TYPES and actor.name not in actor.aliases
        assert actor.mentions and list(actor.mentions) == sorted(actor.mentions)
        assert all(a[1] <= b[0] for a, b in zip(actor.mentions, actor.mentions[1:], strict=False))
        known = {actor.name, *actor.aliases} | ({actor.name.split()[-1]} if actor.type == "PERSON" else set())
        sources = {s.source[0] for s in statements if s.source}
        for begin, end in actor.mentions:
            words = text[begin:end]
            assert 0 <= begin < end <= len(text)
            assert words in known or any(b <= begin and end <= e for b, e in sources)
            assert words in known or not capitalised_runs(words) or any(k in words for k in known)


@settings(max_examples=300)
@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(report: tuple[str, list[Attribution]], random: st.DataObject) -> None:
    text, statements = report
    order = list(range(len(statements)))
    random.shuffle(order)  # type: ignore[attr-defined]
    place = {old: new for new, old in enumerate(order)}
    moved = [statements[old] for old in order]
    shuffled = [
        Attribution(
            s.source, s.cue, s.content, s.speaker_type, s.kind, s.mode, s.stance,
            None if s.within is None else place[s.within], s.confidence,
        )
        for s in moved
    ]  # fmt: skip
    one, other = resolve_actors("d1", text, statements), resolve_actors("d1", text, shuffled)
    assert other.actors == one.actors
    assert [other.speakers[place[i]] for i in range(len(statements))] == list(one.speakers)


def test_time_is_linear_in_the_number_of_actors() -> None:
    syllables = ("Ma", "ro", "vel", "dra", "sil", "tor", "ben", "kas", "lin", "ush")

    def seconds(n: int) -> float:
        name = [f"{syllables[0]}{syllables[i % 10]}{i} Kel{syllables[i // 10 % 10]}{i}x" for i in range(n)]
        text, statements = marked("".join(f"[{full}] said so and [{full.split()[1]}] left. " for full in name))
        begun = time.process_time()
        assert len(resolve_actors("d1", text, statements).actors) == n
        return time.process_time() - begun

    seconds(20)
    assert seconds(2_000) < 40 * max(seconds(200), 0.005)  # ten times as many; a hundred times would be quadratic


def test_he_after_an_office_is_its_holder() -> None:
    text = "Ilse Marro said it fell. The Veldran spokesman on Orsk and Tirrin confirmed it. But he added more."

    def at(words: str) -> tuple[tuple[int, int]]:
        return ((text.index(words), text.index(words) + len(words)),)

    def said(source: str, cue: str, content: str) -> Attribution:
        return Attribution(at(source), at(cue), at(content), "PERSON", "said", "indirect", "assert", None, 1.0)

    statements = [
        said("Ilse Marro", "said", "it fell"),
        said("The Veldran spokesman on Orsk and Tirrin", "confirmed", "it."),
        said("he ", "added", "more"),
    ]
    statements[2] = replace(statements[2], source=((text.index("he added"), text.index("he added") + 2),))
    speakers = resolve_actors("d", text, statements).speakers
    assert speakers[2] == speakers[1] != speakers[0]


def test_of_too_many_names_the_first_have_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors_module, "MOST_ACTORS", 2)
    plain, statements = marked("[Ilse Marro] spoke. [Jan Kell] spoke. [Oda Brask] spoke. [Marro] left.")
    resolved = resolve_actors("d1", plain, statements)
    called = {a.id: a.name for a in resolved.actors}
    assert [called.get(s or "") for s in resolved.speakers] == ["Ilse Marro", "Jan Kell", None, "Ilse Marro"]
    assert not resolved.complete
    assert read("[Ilse Marro] spoke. [Jan Kell] spoke. [Marro] left.")[1].complete


def joined(text: str, *names: str, links: tuple[tuple[int, int], ...] = ()) -> dict[str, list[str]]:
    """The actors of persons so named, each at its first place after the last, with the words of its mentions."""
    at, found = 0, []
    for name in names:
        begin = text.index(name, at)
        at = begin if any(other != name and other.startswith(name) for other in names) else begin + len(name)
        found.append(FoundMention((begin, begin + len(name)), "PERSON", 0.9))
    told = [FoundLink(later, earlier, 0.9) for later, earlier in links]
    return {a.name: [text[b:e] for b, e in a.mentions] for a in resolve_actors("d", text, (), found, told).actors}


def test_who_is_called_by_a_first_name_is_whom_a_link_tells() -> None:
    text = "Ilse Marro spoke. Ilse left. He met Jan Kell."
    assert joined(text, "Ilse Marro", "Jan Kell") == {"Ilse Marro": ["Ilse Marro"], "Jan Kell": ["Jan Kell"]}
    apart = joined(text, "Ilse Marro", "Ilse", "Jan Kell")
    assert apart == {"Ilse Marro": ["Ilse Marro"], "Ilse": ["Ilse"], "Jan Kell": ["Jan Kell"]}
    one = joined(text, "Ilse Marro", "Ilse", "Jan Kell", links=((1, 0),))
    assert one == {"Ilse Marro": ["Ilse Marro", "Ilse"], "Jan Kell": ["Jan Kell"]}


def test_part_of_a_name_that_was_found_as_another_is_the_same_person() -> None:
    text = "They met Ilse Anna Marro."
    assert joined(text, "Ilse Anna", "Ilse Anna Marro") == {"Ilse Anna Marro": ["Ilse Anna Marro"]}


def test_a_name_of_two_is_whom_most_links_tell() -> None:
    text = "Ilse Marro met Ilse Kell. Ilse left."
    given = ("Ilse Marro", "Ilse Kell", "Ilse")
    assert "Ilse" in joined(text, *given)
    assert joined(text, *given, links=((2, 1),))["Ilse Kell"] == ["Ilse Kell", "Ilse"]
    text = "Ilse Marro met Jan Marro. Marro left. Marro slept. Marro woke."
    more = ("Ilse Marro", "Jan Marro", "Marro", "Marro", "Marro")
    assert "Marro" in joined(text, *more)
    assert "Marro" in joined(text, *more, links=((2, 0), (3, 1)))
    assert len(joined(text, *more, links=((2, 0), (3, 1), (4, 0)))["Ilse Marro"]) == 4


def test_a_surname_goes_on_for_who_bore_it_first() -> None:
    text = "Ilse Marro spoke. Marro left. Jan Marro came. Marro slept."
    given = ("Ilse Marro", "Marro", "Jan Marro", "Marro")
    assert joined(text, *given) == {"Ilse Marro": ["Ilse Marro", "Marro", "Marro"], "Jan Marro": ["Jan Marro"]}


def test_who_is_told_by_office_first_and_by_name_then_is_one() -> None:
    text = "The mayor, Ilse Marro, left. The mayor slept."
    at = [text.index("The mayor"), text.index("Ilse Marro"), text.rindex("The mayor")]
    found = [FoundMention((b, b + n), "PERSON", 0.9) for b, n in zip(at, (9, 10, 9), strict=True)]
    told = [FoundLink(1, 0, 0.9), FoundLink(2, 0, 0.9)]
    (actor,) = resolve_actors("d", text, (), found, told).actors
    assert (actor.name, len(actor.mentions)) == ("Ilse Marro", 3)


def test_who_is_called_mr_and_mrs_are_two() -> None:
    text = "Jan Marro left. Mr Marro slept. His wife, Ilse Marro, woke. Mrs Marro left."
    apart = joined(text, "Jan Marro", "Mr Marro", "Ilse Marro", "Mrs Marro", links=((1, 0), (3, 2)))
    assert (apart["Jan Marro"], apart["Ilse Marro"]) == (["Jan Marro"], ["Ilse Marro"])


def test_one_link_does_not_tell_which_of_three() -> None:
    text = "Ali Marro, Ali Kell and Ali Brask left. Ali slept. Ali woke."
    given = ("Ali Marro", "Ali Kell", "Ali Brask", "Ali", "Ali")
    assert "Ali" in joined(text, *given, links=((3, 1), (4, 3)))
    assert "Ali" not in joined(text, *given, links=((3, 1), (4, 1)))


def test_words_of_a_longer_mention_after_a_name_are_no_fuller_name() -> None:
    text = "Ilse Marro and Jan Marro came. Marro’s son Omar Marro left. Marro slept."
    given = ("Ilse Marro", "Jan Marro", "Marro", "Marro’s son Omar Marro", "Marro")
    assert joined(text, *given)["Omar Marro"] == ["Omar Marro"]


def test_a_name_told_to_be_short_of_another_takes_its_own_shorter_ones_along() -> None:
    text = "They met Ilse Anna Marro Kell. Anna Marro left. Ilse Anna Marro slept."
    given = ("Ilse Anna Marro", "Ilse Anna Marro Kell", "Anna Marro", "Ilse Anna Marro")
    assert len(joined(text, *given)) == 1


def test_the_first_name_that_leads_to_a_phrase_is_whom_it_means() -> None:
    text = "A witness spoke. Ilse Marro left. Jan Kell left."
    told = joined(text, "A witness", "Ilse Marro", "Jan Kell", links=((1, 0), (2, 0)))
    assert told["Ilse Marro"] == ["A witness", "Ilse Marro"]


def test_a_known_actor_is_called_as_its_file_does_if_the_text_does() -> None:
    line = '{"id": "q1", "schema": "Country", "properties": {"name": ["Great Tarsa"], "alias": ["Tarsa", "GT"], "weakAlias": ["Kell"]}}'
    known, _ = read_known([line], "file")

    def name(text: str) -> str:
        (actor,) = resolve_actors("d", *marked(text), known=known).actors
        return actor.name

    assert name("[GT|STATE] left. [Tarsa|STATE] left. [Tarsa|STATE] spoke.") == "Tarsa"
    assert name("[Tarsa|STATE] left. [Tarsa|STATE] spoke. [Great\nTarsa|STATE] slept.") == "Great Tarsa"
    assert name("[Kell|STATE] left.") == "Great Tarsa"


def test_a_body_named_with_its_place_is_the_same_without() -> None:
    def actors(text: str) -> list[str]:
        found = []
        for at in (m.start() for m in re.finditer("Border Office", text)):
            end = at + len("Border Office")
            found.append(FoundMention((at, end), "ORG", 0.9))
            if text.startswith(" in ", end):
                found.append(FoundMention((at, text.index(" ", end + 4)), "ORG", 0.9))
        return [a.name for a in resolve_actors("d", text, (), found).actors]

    assert len(actors("The Border Office in Tarsa left. The Border Office slept.")) == 1
    assert len(actors("The Border Office in Tarsa left. The Border Office in Kell slept.")) == 3
    assert len(actors("The Border Office in Tarsa left. The Border Office slept. The Border Office in Kell woke.")) == 3


@pytest.mark.parametrize(("name", "title"), [("Marro", "Mrs"), ("Çelik", "Mrs"), ("al-Kell", "Ms")])
def test_who_is_called_ms_is_not_who_came_first(name: str, title: str) -> None:
    text = f"Jan {name} left. Mr {name} slept. His wife, Anna {name}, woke. {title} {name} spoke."
    told = joined(text, f"Jan {name}", f"Mr {name}", f"Anna {name}", f"{title} {name}", links=((1, 0), (3, 2)))
    assert told[f"Jan {name}"] == [f"Jan {name}"]
    text = f"Jan {name} left. {name} slept. His sister, Anna {name}, woke. {title} {name} spoke."
    told = joined(text, f"Jan {name}", name, f"Anna {name}", f"{title} {name}")
    assert told[f"Jan {name}"] == [f"Jan {name}"]


def test_no_pronoun_puts_words_into_the_mouth_of_who_is_named_later() -> None:
    text = "A Veldran official said so. He slept. Kell left."
    at = [text.index("A Veldran official"), text.index("He"), text.index("Kell")]
    found = [FoundMention((b, b + n), "PERSON", 0.9) for b, n in zip(at, (18, 2, 4), strict=True)]
    said = Attribution(
        ((at[0], at[0] + 18),), ((19, 23),), ((24, 26),), "PERSON", "said", "indirect", "assert", None, 1.0
    )
    for of_official, of_pronoun in ((0.55, 0.55), (0.95, 0.95)):
        told = [FoundLink(1, 0, of_official), FoundLink(2, 1, of_pronoun)]
        resolved = resolve_actors("d", text, [said], found, told)
        called = {a.id: a.name for a in resolved.actors}
        assert [called[s or ""] for s in resolved.speakers] == ["A Veldran official"]
