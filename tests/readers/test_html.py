import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.ledger import Document
from according.readers.html_scan import scan

from .made import PARAGRAPH, codes, fatal_code, page, read

NEWS = """<meta property="og:site_name" content="Lowland Post"><meta name="author" content="Ana Bell">
<title>Bridge falls | Lowland Post</title><link rel="canonical" href="https://lowland.example/bridge">"""
WORDS = "The army of Karsa said on Monday that its units had taken the bridge after two days of fighting."


def document(html: str) -> Document:
    (draft,) = read(html)
    assert draft.document is not None, draft.problems
    return draft.document


def dates(head: str, body: str = PARAGRAPH * 3) -> tuple[str | None, str | None]:
    found = document(page(body, head))
    return found.published, found.updated


def test_main_text_title_author_publisher_and_address() -> None:
    article = (
        f"<nav><a href='/'>Home</a> <a href='/war'>War</a></nav><article><h1>Bridge falls</h1>{PARAGRAPH * 3}</article>"
    )
    found = document(page(article, NEWS))
    assert found.text.split("\n")[0] == "Bridge falls"
    assert WORDS in found.text and "Home" not in found.text
    assert (found.publisher, found.author) == ("Lowland Post", "Ana Bell")
    assert found.title is not None and found.title.startswith("Bridge falls")
    assert (found.url, found.media_type, found.language) == ("https://lowland.example/bridge", "text/html", "en")


def test_paragraphs_lists_quotes_and_tables_are_lines_without_marks() -> None:
    body = f"""<article>{PARAGRAPH}<ul><li>One witness saw <b>three</b> tanks.</li><li>Another saw none.</li></ul>
    <blockquote><p>We hold it.</p></blockquote>
    <table><tr><td>Karsa</td><td>12</td></tr><tr><td>Velm</td><td>4</td></tr></table>
    {PARAGRAPH.replace("Monday", "Friday")}</article>"""
    lines = document(page(body)).text.split("\n")
    assert lines == [
        WORDS,
        "One witness saw three tanks.",
        "Another saw none.",
        "We hold it.",
        "Karsa\t12",
        "Velm\t4",
        WORDS.replace("Monday", "Friday"),
    ]


@pytest.mark.parametrize("body", [PARAGRAPH * 3, "short"])
def test_scripts_are_never_in_the_text(body: str) -> None:
    hidden = (
        "<script>var evil = 'evil <p>evil</p>'</script><style>.evil{}</style><noscript>evil</noscript><!-- evil -->"
    )
    assert "evil" not in document(page(f"{hidden}<div>{body}{hidden}</div>", hidden)).text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2017-10-14T22:00:00-05:00">', ("2017-10-14", None)),
        ('<meta name="date" content="October 14, 2017">', ("2017-10-14", None)),
        ('<meta property="article:modified_time" content="2019-03-04T10:00:00Z">', (None, "2019-03-04")),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"}, '
            '{"@type": "NewsArticle", "datePublished": "2017-10-14", "dateModified": "2017-10-16"}]}</script>',
            ("2017-10-14", "2017-10-16"),
        ),
        ('<link rel="canonical" href="https://lowland.example/2017/10/14/bridge">', ("2017-10-14", None)),
        ('<script type="application/ld+json">{"datePublished": broken</script>', (None, None)),
        (f'<script type="application/ld+json">{"[" * 50_000}</script>', (None, None)),
    ],
)
def test_dates_that_the_page_states(head: str, expected: tuple[str | None, str | None]) -> None:
    assert dates(head) == expected


def test_a_time_element_counts_only_where_it_is_the_publications() -> None:
    marked = '<time class="entry-date published" datetime="2017-10-14">Saturday</time>'
    assert dates("", marked + PARAGRAPH * 3)[0] == "2017-10-14"
    assert dates("", '<time datetime="2017-10-14">Saturday</time>' + PARAGRAPH * 3)[0] is None


def test_a_missing_date_stays_missing() -> None:
    body = f"{PARAGRAPH * 3}<p>On 14 October 2017 it fell.</p><p class='date'>Updated: 2019-01-01</p><i>© 2016</i>"
    assert dates("<title>Report of 2018-05-06</title>", body) == (None, None)


def test_the_declared_encoding_is_used() -> None:
    html = page(PARAGRAPH.replace("Karsa", "Łódź") * 3, '<meta charset="iso-8859-2">')
    (draft,) = read(html.encode("iso8859-2"))
    assert draft.document is not None and "Łódź" in draft.document.text
    assert draft.problems == ()


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + PARAGRAPH + "</div>" * 100_000,
        "<div>" * 300 + PARAGRAPH + "</div>" * 300,
        f"<p title='{'x' * 5_000_000}'>{PARAGRAPH}",
        PARAGRAPH * 20_000,
    ],
    ids=["100,000 levels", "300 levels", "huge attribute", "many tags"],
)
def test_hostile_pages_give_all_visible_text(body: str) -> None:
    started = time.monotonic()
    (draft,) = read(page(body))
    assert draft.document is not None and WORDS in draft.document.text
    assert codes(draft.problems) == ["html_fallback"]
    assert time.monotonic() - started < 10


def test_entities_are_not_expanded_beyond_themselves() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    found = document(
        f'<!DOCTYPE html [<!ENTITY e0 "boom">{levels}]><html><body>{PARAGRAPH * 3}&e9; caf&eacute;</body></html>'
    )
    assert len(found.text) < 1_000 and "boomboom" not in found.text


@pytest.mark.parametrize("piece", ["<", "<a '", "<!--", "<script>", "<p a=\"'", "&#x", "</", "<![CDATA["])
def test_broken_markup_is_read_in_linear_time(piece: str) -> None:
    started = time.monotonic()
    scan(piece * 100_000)
    assert time.monotonic() - started < 5


def test_a_page_without_text() -> None:
    assert fatal_code(read(page("<script>all()</script>"))) == "no_text"


def test_visible_text_of_a_broken_page() -> None:
    found = scan("5 < 6 &amp; <b>bold</b> one<br>two <img alt='a > b'> three<p>four <unclosed")
    assert found.lines == ["5 < 6 & bold one", "two three", "four"]


@given(st.text(alphabet="<>/='\"!-abp &;\n", max_size=200))
def test_no_markup_breaks_the_scan(markup: str) -> None:
    text = "".join(scan(markup).lines)
    assert len(text) <= len(markup)
