"""Names, events, differences and the other parts of the ledger on the page, in a real browser; and how fast it opens."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from according.exporters import EXPORTERS
from according.ledger import Difference, Event, EventPlace, EventTime, Place, Reading, Spans, Statement

from .browsing import NEEDED, Opened, browser, in_view
from .reports import actor, document, spans, told

__all__ = ["browser"]
pytestmark = NEEDED


@pytest.fixture
def rich(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """A page with every kind of record."""
    opened = Opened(browser, tmp_path, told(), viewport={"width": 1200, "height": 700})
    yield opened
    assert opened.requests == [opened.address]
    assert opened.complaints == []
    opened.page.context.close()


def test_a_click_on_a_name_shows_its_actor_then_the_statements_it_lies_in(rich: Opened) -> None:
    words, page = rich.page.locator('#text .r[data-r^="a"]', has_text="the governor"), rich.page
    words.click()
    detail = page.locator("#detail")
    assert detail.locator("h3").inner_text() == "Imre Solvay"
    assert "test Q1" in detail.inner_text() and "2 mentions" in detail.inner_text()
    assert page.locator("#text .on-name").all_inner_texts() == ["Imre Solvay", "the governor"]
    detail.locator(".mentions button").first.click()
    assert in_view(page, "#text .here", "#report")
    words.click()
    assert rich.current() == "4" and not detail.is_visible(), "the statement whose source it is"
    words.click()
    assert detail.is_visible() and rich.current() is None


def test_a_place_shows_a_map_and_its_coordinates(rich: Opened) -> None:
    page = rich.page
    page.locator('#text [data-r~="p0"]').click()
    assert page.locator("#detail svg path.land").get_attribute("d")
    assert "42.500, 44.100" in page.locator("#detail").inner_text()
    inside = page.evaluate(
        """() => {
          const [dot, map] = ["#detail .dot:not(.other) circle", "#detail svg"].map((at) =>
            document.querySelector(at).getBoundingClientRect());
          return [(dot.x + dot.width / 2 - map.x) / map.width, (dot.y + dot.height / 2 - map.y) / map.height];
        }"""
    )
    assert inside == pytest.approx([0.5, 0.5], abs=0.02), "the place is in the middle"
    page.locator('#text [data-r~="p2"]').first.click()
    assert page.locator("#detail svg").count() == 0 and "not known" in page.locator("#detail").inner_text()


def test_words_under_the_pointer_are_told_at_once(rich: Opened) -> None:
    page, peek = rich.page, rich.page.locator("#peek")
    page.locator('#text [data-r~="t0"]').first.hover()
    peek.wait_for(state="visible")
    assert "time Tuesday" in peek.inner_text() and "Interval: 15 April 2031" in peek.inner_text()
    page.locator('#text [data-r~="c0"]').first.hover()
    expect(peek).to_contain_text("Number: 9")
    expect(peek).to_contain_text("people nine children")  # the same words name an actor
    page.mouse.move(1190, 690)
    peek.wait_for(state="hidden")
    assert rich.current() is None and not page.locator("#detail").is_visible()


def test_an_event_shows_its_cells_and_leads_to_its_statement(rich: Opened) -> None:
    page = rich.page
    page.locator("#card-3 [data-k]").click()
    told_of = page.locator("#detail").inner_text()
    for words in ("“was hit”", "two drivers", "at the bridge", "15 April 2031", "By the account of"):
        assert words in told_of
    assert page.locator("#text .on-name").all_inner_texts() == ["was hit"]
    assert page.locator("#text .on-cell").all_inner_texts() == ["Tuesday", "the bridge"]
    assert page.url.endswith("#e-hit")
    page.reload()
    assert page.locator("#detail h3").inner_text().startswith("ASSAULT: unnamed → two drivers")
    page.locator("#detail .plain").click()
    assert rich.current() == "3" and not page.locator("#detail").is_visible()
    rich.requests[:] = rich.requests[:1]  # the second load of the page itself


def test_names_and_parts_by_keyboard(rich: Opened) -> None:
    page, keyboard, title = rich.page, rich.page.keyboard, rich.page.locator("#detail h3")
    seen = []
    for key in ("n", "n", "n", "p", "n", "n"):
        keyboard.press(key)
        seen.append(title.inner_text().split(":")[0])
    assert seen == ["Ministry of Defence", "ASSAULT (aerial), did not happen", "Tarsa", "ASSAULT (aerial), did not happen", "Tarsa", "Vardan Post"]  # fmt: skip
    assert page.evaluate("document.activeElement.innerText") == "The Vardan Post"
    keyboard.press("Enter")
    assert rich.current() == "1", "what these words name, then the statement"
    keyboard.press("Escape")
    keyboard.press("Escape")
    page.locator("#tab-cards").focus()
    for panel in ("differences", "timeline", "names", "cards", "names"):
        keyboard.press("ArrowLeft" if panel == "names" and page.locator("#cards").is_visible() else "ArrowRight")
        assert page.locator(f"#{panel}").is_visible() and page.locator(".panel:visible").count() == 1
    keyboard.press("/")
    assert page.locator("#cards").is_visible() and page.evaluate("document.activeElement.id") == "by-words"


def test_a_difference_marks_both_accounts(rich: Opened) -> None:
    page = rich.page
    page.locator("#tab-differences").click()
    page.locator('#differences [data-k="d0"]').click()
    assert "".join(rich.words("content")) == "“the last bus was hit before the bridge”"
    assert "".join(rich.words("other")) == "“No flight was made that morning,”"
    assert page.locator("#text .on-cell").all_inner_texts() == ["was hit", "No flight"]
    page.locator('#differences .side [data-i="3"]').first.click()
    assert rich.current() == "3" and page.locator("#differences").is_visible(), "stays where the reader is"
    assert rich.words("other") == []


def test_names_can_be_left_unmarked_and_the_filter_keeps_the_narrator(rich: Opened) -> None:
    page = rich.page
    page.locator("#names-marked").uncheck()
    page.locator('#text [data-r~="p0"]').click()
    assert rich.current() == "0" and not page.locator("#detail").is_visible()
    page.keyboard.press("Escape")
    page.locator("#by-words").fill("ost-kareem")
    assert page.locator("#narrator").is_visible()
    page.locator("#by-words").fill("jackal")
    assert not page.locator("#narrator").is_visible()
    page.locator("#by-words").fill("")
    page.select_option("#by-stance", "denies")
    assert not page.locator("#narrator").is_visible()


@pytest.mark.parametrize("width", [400, 1200])
def test_every_part_keeps_to_the_width(browser: Browser, tmp_path: Path, width: int) -> None:
    opened = Opened(browser, tmp_path, told(), viewport={"width": width, "height": 800})
    for tab in ("differences", "timeline", "names"):
        opened.page.locator(f"#tab-{tab}").click()
        for at in ("html", "#report", f"#{tab}"):
            assert opened.page.evaluate(
                "(at) => { const e = document.querySelector(at); return e.scrollWidth <= e.clientWidth }", at
            )
    opened.page.locator('#names [data-k="p0"]').click()
    assert in_view(opened.page, "#detail", "#ledger")
    opened.page.context.close()


def long_report() -> Reading:
    """10,200 words: 500 statements, 1,200 events, 2,400 mentions of 60 actors and places, 500 differences."""
    sentence = "The governor of the northern district said that the elders had told him the bridge was gone. "
    text = sentence * 600
    pieces = (
        "The governor of the northern district", "said", "that the elders had told him the bridge was gone",
        "the elders", "had told", "the bridge was gone",
    )  # fmt: skip
    parts = [spans(sentence, piece)[0] for piece in pieces]
    statements: list[Statement] = []
    for n in range(250):
        at = n * len(sentence)
        place = [(at + b, at + e) for b, e in parts]
        outer = Statement(
            f"s{n}", (place[0],), (place[1],), (place[2],), f"a{n % 30}", "said", "indirect", "assert", None,
            (f"a{n % 30}",), 0.9,
        )  # fmt: skip
        inner = Statement(
            f"i{n}", (place[3],), (place[4],), (place[5],), None, "said", "indirect", "assert", outer.id, (), 0.8
        )
        statements += [outer, inner]

    def everywhere(piece: str, first: int, every: int) -> Spans:
        b, e = spans(sentence, piece)[0]
        return tuple((n * len(sentence) + b, n * len(sentence) + e) for n in range(first, 600, every))

    actors = [
        replace(actor(f"governor {n}"), id=f"a{n}", mentions=everywhere("The governor", n, 30)) for n in range(30)
    ]
    actors += [replace(actor(f"elders {n}"), id=f"b{n}", mentions=everywhere("the elders", n, 30)) for n in range(30)]
    places = [
        Place(f"p{n}", f"bridge {n}", everywhere("the bridge", n, 30), n, 30 + n / 3, 40.0, "XX", "town")
        for n in range(30)
    ] + [Place("q", "district", everywhere("northern district", 0, 1), 99, 35.0, 39.0, "XX", "district")]
    events = [
        Event(
            f"{word}{n}", (spans(sentence, word)[0],), "ASSAULT", None, "happened", (f"a{n % 30}",), (f"b{n % 30}",),
            (EventPlace(f"p{n % 30}", "at", ()),), (EventTime((), f"20{n % 90 + 10}-05-01"),), (),
            f"s{n}" if n < 250 else None,
        )
        for n in range(600)
        for word in ("gone", "told")
    ]  # fmt: skip
    events = [
        replace(e, trigger=tuple((n // 2 * len(sentence) + b, n // 2 * len(sentence) + c) for b, c in e.trigger))
        for n, e in enumerate(events)
    ]
    differences = [Difference(f"s{n}", f"i{n}", "contradict", f"the bridge {n}", ()) for n in range(250)]
    differences += [Difference(f"s{n}", f"s{n + 1}", "repeat", f"the bridge {n}", ()) for n in range(249)]
    return Reading(
        document(text), tuple(statements), tuple(actors), tuple(places), events=tuple(events),
        differences=tuple(differences),
    )  # fmt: skip


def test_a_long_report_opens_quickly(browser: Browser, tmp_path: Path) -> None:
    reading = long_report()
    began = time.perf_counter()
    size = len(EXPORTERS["html"].render(reading).encode())
    rendered = time.perf_counter() - began
    opened = Opened(browser, tmp_path, reading)
    interactive = opened.page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive") / 1000
    opened.page.locator("#card-499").wait_for(state="attached")
    print(f"{size / 1e6:.2f} MB, rendered in {rendered:.2f} s, interactive in {interactive:.2f} s")
    assert size < 3_000_000
    assert rendered < 3, "under a second on an idle machine"
    assert interactive < 1.5
    opened.page.keyboard.press("j")
    assert opened.current() == "0"
    began = time.perf_counter()
    opened.page.locator("#tab-names").click()
    opened.page.locator('#names [data-k="p30"]').click()
    opened.page.locator("#detail .map").wait_for(state="visible")
    assert opened.page.locator("#detail .mentions li").count() == 600
    assert time.perf_counter() - began < 3
    assert opened.complaints == []
    opened.page.context.close()
