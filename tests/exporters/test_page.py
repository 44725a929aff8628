import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from according.exporters import EXPORTERS
from according.exporters.markup import asset
from according.exporters.page_records import outlines
from according.exporters.visible import visible
from according.ledger import (
    Count,
    Difference,
    Event,
    EventCount,
    EventPlace,
    EventTime,
    Mention,
    Place,
    Reading,
    Relation,
    Time,
)

from .reports import REPORT, actor, document, matryoshka, siege, statement, told

render = EXPORTERS["html"].render


class Page(HTMLParser):
    """The elements of a page, and the text of the one whose id is "text"."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.report = ""
        self.data = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag not in {"meta", "input"}:
            self.open.append(found.get("id") or tag)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "text" in self.open:
            self.report += data
        if self.open and self.open[-1] == "data":
            self.data += data


def test_the_text_of_the_page_is_the_text_of_the_report() -> None:
    for reading in (siege(), told()):
        page = Page(render(reading))
        assert page.report == REPORT
        assert page.open == [], "every element is closed"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None, categories=None), max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_text_is_kept(text: str, begin: int, end: int) -> None:
    s = replace(statement("x", "x", "x", "x"), content=((begin, end),))
    rendered = render(Reading(replace(document("x"), text=text), (s,)))
    rendered.encode("utf-8")
    assert re.sub("\r\n?", "\n", visible(text)) == Page(rendered).report.replace("\r", "\n")


def test_marks_name_their_statements_innermost_first() -> None:
    marks = [found for tag, found in Page(render(siege())).elements if tag == "span" and "data-m" in found]
    innermost = next(found for found in marks if found.get("data-n") == "2.1.1")
    assert innermost["data-m"] == "3c 2c 1c"
    assert set(innermost["class"].split()) == {"m", "d3", "b", "e"}
    source = next(found for found in marks if found["data-m"] == "3s 2c 1c")
    assert set(source["class"].split()) == {"m", "source", "d2"}
    assert [found["data-n"] for found in marks if "data-n" in found] == [
        "1", "2", "2.1", "2.1.1", "3", "3", "4", "5", "6", "7", "7", "8", "9",
    ]  # fmt: skip


def test_cards_are_nested_as_their_statements_are() -> None:
    page = render(matryoshka(3))
    order = re.findall(r"<ol>|</ol>|card-\d", page[page.index('id="cards"') :])
    assert order == ["<ol>", "card-0", "<ol>", "card-1", "<ol>", "card-2", "</ol>", "</ol>", "</ol>"]


def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page() -> None:
    page = render(siege())
    policy = next(f["content"] for _, f in Page(page).elements if f.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "http" not in policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (inlined,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{directive} 'sha256-{b64encode(sha256(inlined.encode()).digest()).decode()}'" in policy


def test_nothing_is_fetched_and_no_address_is_a_link() -> None:
    for url in ("javascript:alert(1)", "https://harbour.example/a", "data:text/html,<script>alert(1)</script>"):
        page = render(Reading(document("x", url=url)))
        elements = Page(page).elements
        assert [f["href"] for _, f in elements if "href" in f] == ["#ledger"]
        assert not [f for _, f in elements if {"src", "style", "onclick", "action"} & set(f)]
        assert "@import" not in page and "url(" not in page


HOSTILE = "</script><img src=x onerror=alert(1)>]]><!--$title &amp; \u2028 \0 \u202e \"'"


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    who = actor(HOSTILE)
    text = f"{HOSTILE} said {HOSTILE}."
    s = replace(statement(text, HOSTILE, "said", speaker=who), content=((len(HOSTILE) + 6, len(text) - 1),), id=HOSTILE)
    known = dict.fromkeys(("title", "publisher", "author", "published", "language", "url", "name"), HOSTILE)
    page = Page(render(Reading(document(text, **known), (replace(s, chain=(HOSTILE, who.id)),), (who,))))
    calm = Page(render(siege()))
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in calm.elements}
    assert [tag for tag, _ in page.elements].count("script") == 2
    assert page.report == visible(text)
    assert page.open == []
    (entry,) = json.loads(page.data)["entries"]
    assert entry["id"] == HOSTILE and entry["who"] == visible(" ".join(HOSTILE.split()))
    assert not set("<>&\u2028") & set(page.data)


def test_hostile_words_stay_text_in_every_other_record() -> None:
    evil, at = HOSTILE, ((0, len(HOSTILE)),)
    text = f"{evil} said {evil}."
    who = replace(actor(evil), mentions=at, aliases=(evil,), links={evil: evil})
    s = replace(statement(text, evil, "said", speaker=who), content=((len(evil) + 6, len(text) - 1),))
    place = Place("p", evil, at, 1, 10.0, 10.0, evil, evil)
    event = Event(
        evil, at, "AID", evil, "planned", (who.id, evil), (evil,), (EventPlace("p", "at", at), EventPlace(None, "to", at)),
        (EventTime(at, evil, evil, evil),), (EventCount(at, evil, 1, 2),), s.id,
    )  # fmt: skip
    reading = Reading(
        document(text), (s,), (who,), (place,), (Time("t", at, "DATE", evil, evil, evil, evil, evil, "day", evil),),
        (Count("c", at, evil),), (Mention(((1, 4),), "WEAPON"),), (event, replace(event, id="e2", statement=None)),
        (Relation(who.id, "leads", "p", evil, at),), (Difference(s.id, evil, "update", evil, at),),
    )  # fmt: skip
    page, calm = Page(render(reading)), Page(render(told()))
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in calm.elements}
    assert {name for _, found in page.elements for name in found} <= {name for _, f in calm.elements for name in f}
    assert page.report == visible(text) and page.open == []
    assert not set("<>&\u2028") & set(page.data)
    assert set(json.loads(page.data)["records"]) == {"a0", "p0", "t0", "c0", "m0", "e0", "e1", "d0"}


def test_words_name_their_records_events_first_then_the_shortest() -> None:
    marks = [found for _, found in Page(render(told())).elements if "data-r" in found]
    tarsa = next(found for found in marks if found["data-r"].startswith("p0"))
    assert tarsa["data-r"] == "p0 e0+" and {"r", "name"} < set(tarsa["class"].split())
    assert tarsa["data-m"] == "0c", "it stays part of its statement"
    hit = next(found for found in marks if found["data-r"].startswith("e1"))
    assert hit["data-r"] == "e1 d0+" and {"r", "event", "d3"} < set(hit["class"].split())
    keys = {mark.rstrip("+") for found in marks for mark in found["data-r"].split()}
    assert keys <= set(json.loads(Page(render(told())).data)["records"])


def test_parts_of_the_ledger_are_there_only_where_they_hold_something() -> None:
    page = render(told())
    assert re.findall(r'role="tab" id="tab-(\w+)"', page) == ["cards", "differences", "timeline", "names"]
    assert "1 contradict, 1 update." in page and "3 events without a date." in page
    assert "<mark>was hit</mark>" in page and "<mark>nine children</mark>" in page
    assert "opponent of Ministry of Defence" in page
    assert not [f for _, f in Page(render(siege())).elements if f.get("role") == "tab" or f.get("id") == "names-marked"]


def test_outlines_hold_what_maps_show_and_no_more() -> None:
    all_of_it = json.loads(asset("outlines.json"))
    assert len(asset("outlines.json").encode()) < 60_000 and "Natural Earth" in all_of_it["source"]
    assert outlines([]) is None
    few = outlines([Place("p", "Orsk", (), None, 10.0, 10.0)])
    assert few is not None and isinstance(few["land"], list) and 0 < len(few["land"]) < 5 < len(all_of_it["land"])
    assert set(few["land"]) <= set(all_of_it["land"])
    for lat, lon in ((90.0, 0.0), (-90.0, 180.0), (0.0, -180.0), (52.0, 179.9)):
        assert outlines([Place("p", "x", (), None, lat, lon)])
    data = json.loads(Page(render(replace(told(), places=(Place("p", "x", ((0, 2),), None, 1e9, float("nan")),)))).data)
    assert data["map"] is None and "at" not in data["records"]["p0"]


def test_the_page_says_what_it_does_and_what_it_does_not() -> None:
    page = render(siege())
    assert "According records who says what. It does not say what is true." in page
    assert "Some of this text is not English" in page and "line 10" in page
    assert "11 statements · 6 named speakers · 2 nested" in page
    assert "0" * 64 in page and "confidence 0.74" in page
    body = page[page.index("<body>") : page.index('<script type="application/json"')]
    assert not re.search(r"\b(verified|false)\b", body.replace('spellcheck="false"', ""))


def test_a_report_without_statements_or_title() -> None:
    page = render(Reading(document("")))
    assert "No statements were found in this report." in page
    assert '<h1 dir="auto">03-vardan-post</h1>' in page
