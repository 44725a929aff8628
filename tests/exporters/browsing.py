"""Pages opened in a real browser, for tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from according.exporters import EXPORTERS
from according.ledger import Reading

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDED = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: the page is not tested")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


class Opened:
    """A page, what it asked of the network and what went wrong in it."""

    def __init__(self, browser: Browser, folder: Path, reading: Reading, **how: object) -> None:
        file = folder / "page.html"
        file.write_text(EXPORTERS["html"].render(reading), encoding="utf-8", newline="")
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = browser.new_context(reduced_motion="reduce", **how).new_page()  # type: ignore[arg-type]
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.address = file.as_uri()
        self.page.goto(self.address)

    def words(self, part: str) -> list[str]:
        return self.page.locator(f"#text .on-{part}").all_inner_texts()

    def current(self) -> str | None:
        """The index of the card that is current."""
        found = self.page.locator("#cards [aria-current=true]")
        return found.locator("xpath=ancestor::article").get_attribute("data-i") if found.count() else None


def in_view(page: Page, selector: str, pane: str) -> bool:
    return bool(
        page.evaluate(
            """([selector, pane]) => {
              const [a, b] = [selector, pane].map((at) => document.querySelector(at).getBoundingClientRect());
              return a.top >= b.top && a.bottom <= b.bottom;
            }""",
            [selector, pane],
        )
    )
