"""The page in a real browser: choosing, keys, filters, colours, and that nothing leaves it or gets in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from according.ledger import Reading

from .browsing import NEEDED, Opened, browser, in_view
from .reports import actor, document, matryoshka, siege, statement

__all__ = ["browser"]
pytestmark = NEEDED


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(browser, tmp_path, siege(), viewport={"width": 1200, "height": 500})
    yield opened
    assert opened.requests == [opened.address]
    assert opened.complaints == []
    opened.page.context.close()


def test_a_click_on_words_chooses_the_innermost_and_again_the_outer(opened: Opened) -> None:
    words = opened.page.locator('#text [data-n="2.1.1"]')
    chosen = []
    for _ in range(4):
        words.click()
        chosen.append(opened.current())
    assert chosen == ["3", "2", "1", "3"]
    assert opened.words("source") == ["two drivers"]
    assert opened.words("cue") == ["according to"]
    assert opened.words("content") == ["“the last bus was hit before the bridge”"]
    assert in_view(opened.page, "#card-3", "#cards")


def test_a_card_highlights_all_pieces_of_its_words_and_shows_them(opened: Opened) -> None:
    opened.page.locator("#card-4 .words").click()
    assert opened.current() == "4"
    assert opened.words("content") == ["“We counted nine children,”", "“and we have not finished counting.”"]
    assert opened.words("source") == ["the governor"] and opened.words("cue") == ["said"]
    opened.page.locator("#card-9 button").click()
    assert opened.words("source") == ["Residents"]
    assert in_view(opened.page, '#text [data-n="8"]', "#report")
    opened.page.locator("#text").click(position={"x": 2, "y": 60})  # plain words
    assert opened.current() is None and opened.words("content") == []


def test_the_page_works_by_keyboard_alone(opened: Opened) -> None:
    keyboard, page = opened.page.keyboard, opened.page
    visited = []
    for key in ("j", "ArrowDown", "ArrowRight", "j", "ArrowUp", "ArrowUp", "ArrowUp", "k", "j", "ArrowLeft"):
        keyboard.press(key)
        visited.append(opened.current())
    assert visited == ["0", "1", "2", "3", "2", "1", "0", "0", "1", "0"]
    assert page.evaluate("document.activeElement.closest('.card').id") == "card-0"
    assert page.locator("#announce").inner_text() == "Statement 1: Ministry of Defence denies."
    keyboard.press("Escape")
    assert opened.current() is None

    keyboard.press("?")
    assert page.locator("#keys").is_visible()
    keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()

    # One mark and one card are in the tab order; Enter on the mark chooses.
    page.locator("#help").focus()
    keyboard.press("Tab")
    if page.evaluate("document.activeElement.id") == "report":  # a pane that scrolls is a stop of its own
        keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.m") is not None
    keyboard.press("Enter")
    assert opened.current() == "0"
    keyboard.press("j")
    assert opened.current() == "1"
    assert page.evaluate("document.getElementById('text').contains(document.activeElement)"), "stays in the report"


def test_filters_leave_what_fits_and_the_way_to_it(opened: Opened) -> None:
    page = opened.page
    page.select_option("#by-speaker", "two drivers")
    visible = [c.get_attribute("id") for c in page.locator(".card:visible").all()]
    assert visible == ["card-1", "card-2", "card-3"], "with the statements it lies in"
    assert page.locator(".card.context:visible").count() == 2
    assert page.locator("#shown").inner_text() == "1 of 11 statements"
    page.locator("#by-words").press("Escape")
    assert page.locator(".card:visible").count() == 11
    page.select_option("#by-stance", "denies")
    assert page.locator("#shown").inner_text() == "3 of 11 statements"
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("jackal")
    assert page.locator("#none").is_visible()
    page.locator("#by-words").fill("NINE children")
    assert page.locator("#shown").inner_text() == "1 of 11 statements"
    assert opened.current() is None, "j was typed, not a command"


def test_an_address_leads_back_to_its_statement(opened: Opened) -> None:
    opened.page.locator("#card-5 button").click()
    address = opened.page.url
    assert address.endswith("#" + siege().statements[5].id)
    opened.page.reload()
    assert opened.current() == "5"
    opened.requests[:] = opened.requests[:1]  # the second load of the page itself


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_and_the_reader(browser: Browser, tmp_path: Path, scheme: str) -> None:
    opened = Opened(browser, tmp_path, siege(), color_scheme=scheme)

    def brightness() -> float:
        colours = opened.page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        )
        paper, ink = (sum(map(float, c[c.index("(") + 1 : -1].split(",")[:3])) / 3 for c in colours)
        assert abs(paper - ink) > 150, "ink can be read on paper"
        return float(paper)

    assert (brightness() > 128) == (scheme == "light")
    opened.page.locator("#theme").click()
    assert brightness() > 128
    opened.page.locator("#theme").click()
    assert brightness() < 128
    assert opened.complaints == []
    opened.page.context.close()


def test_a_narrow_page_shows_words_and_card_and_does_not_scroll_sideways(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, matryoshka(8), viewport={"width": 400, "height": 800})
    opened.page.locator("#card-7 button").click()
    assert in_view(opened.page, "#card-7", "#cards") and in_view(opened.page, "#text .on-source", "#report")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 400
    assert opened.page.evaluate("document.getElementById('report').scrollWidth") <= 400
    opened.page.context.close()


def test_hostile_text_runs_nothing_and_fetches_nothing(browser: Browser, tmp_path: Path) -> None:
    evil = (
        "</script><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)>"
        "<style>@import 'https://evil.example'</style>]]>--><svg onload=alert(3)>\u2028\u202e"
    )
    who, text = actor(evil), f"{evil} said {evil}"
    s = replace(statement(text, evil, "said", speaker=who), content=((len(evil) + 6, len(text)),), id=evil)
    known = dict.fromkeys(("title", "publisher", "author", "published", "language", "name"), evil)
    reading = Reading(document(text, url="javascript:alert(4)", **known), (s,), (who,))
    opened = Opened(browser, tmp_path, reading)
    opened.page.keyboard.press("j")
    opened.page.wait_for_timeout(100)
    assert opened.current() == "0"
    assert opened.complaints == [] and opened.requests == [opened.address]
    assert opened.page.locator("img, svg, a:not(.skip)").count() == 0
    with pytest.raises(Error, match="Content Security Policy"):  # the browser heeds the policy
        opened.page.add_script_tag(content="window.got = 1")
    opened.page.context.close()
