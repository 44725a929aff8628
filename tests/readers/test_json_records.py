import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.readers import Draft

from .made import REPORT, codes, fatal_code, read

RECORD = {
    "text": REPORT,
    "title": "Bridge falls",
    "publisher": "Lowland Post",
    "author": ["Ana Bell", "Jo Marsh"],
    "published": "2017-10-14T12:00:00Z",
    "url": "https://lowland.example/bridge",
    "retrieved": "2017-10-15T08:00:00+00:00",
    "language": "en-GB",
    "unknown": {"is": "ignored"},
}


def texts(drafts: list[Draft]) -> list[str | None]:
    return [draft.document.text if draft.document else None for draft in drafts]


def test_one_record_keeps_the_name_and_its_fields() -> None:
    (draft,) = read(json.dumps(RECORD, indent=1))
    found = draft.document
    assert found is not None and draft.problems == ()
    assert (draft.name, found.text, found.media_type) == ("report", REPORT, "application/json")
    assert (found.title, found.publisher, found.author) == ("Bridge falls", "Lowland Post", "Ana Bell, Jo Marsh")
    assert (found.published, found.retrieved) == ("2017-10-14", "2017-10-15T08:00:00+00:00")
    assert (found.url, found.language) == ("https://lowland.example/bridge", "en")


@pytest.mark.parametrize("form", ["list", "lines", "pretty list"])
def test_several_records_are_numbered_and_have_ids_of_their_own(form: str) -> None:
    records = [{"text": "One said so."}, {"text": "Two said so."}]
    data = (
        "\n".join(map(json.dumps, records)) if form == "lines" else json.dumps(records, indent=form == "list" or None)
    )
    drafts = read(data)
    assert [draft.name for draft in drafts] == ["report-0001", "report-0002"]
    assert texts(drafts) == ["One said so.", "Two said so."]
    ids = {draft.document.id for draft in drafts if draft.document}
    hashes = {draft.document.sha256 for draft in drafts if draft.document}
    assert (len(ids), len(hashes)) == (2, 1)


def test_a_broken_line_names_its_line_and_the_rest_is_read() -> None:
    drafts = read(
        '{"text": "One said so."}\r\n\r\nbroken {\n{"text": "Two\u2028said so."}\n'
        '{"title": "no text"}\n[1]\n{"text": 7}'
    )
    assert texts(drafts) == ["One said so.", None, "Two\u2028said so.", None, None, None]
    messages = [(p.code, p.message.split(":")[0]) for draft in drafts for p in draft.problems if p.fatal]
    assert messages == [
        ("bad_json", "Line 3"),
        ("record_without_text", "Line 5"),
        ("bad_record", "Line 6"),
        ("record_without_text", "Line 7"),
    ]


def test_a_list_is_read_up_to_where_it_breaks() -> None:
    drafts = read('[\n{"text": "One said so."},\n{"title": 1},\n{"text": "Three said so."}\n{"text": "no comma"}]')
    assert texts(drafts) == ["One said so.", None, "Three said so.", None]
    assert [draft.problems[0].message[:6] for draft in drafts if draft.problems] == ["Line 3", "Line 5"]
    assert texts(read('[{"text": "One said so."}] rest')) == ["One said so.", None]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ('{"text": "never closed', "bad_json"),
        ("{}", "record_without_text"),
        ('{"text": null}', "record_without_text"),
        ('{"text": " \\n "}', "no_text"),
        ("[]", "no_records"),
        ("[" * 100_000, "bad_json"),
        ('{"text":' * 100_000, "bad_json"),
        ('{"text": "a", "n": ' + "9" * 10_000 + "}", "bad_json"),
        ("5", "bad_record"),
    ],
)
def test_what_cannot_be_read(data: str, code: str) -> None:
    assert fatal_code(read(data, "report.json")) == code


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_not_json_do_not_stop_a_record(constant: str) -> None:
    assert texts(read(f'{{"text": "One said so.", "score": {constant}}}')) == ["One said so."]


def test_half_characters_are_replaced_and_told() -> None:
    (draft,) = read('{"text": "He said \\ud800 no \\ud83d\\ude00.", "title": "\\udfff"}')
    assert draft.document is not None
    assert (draft.document.text, draft.document.title) == ("He said \ufffd no 😀.", "\ufffd")
    (problem,) = draft.problems
    assert (problem.code, problem.span) == ("lone_surrogates", (8, 9))


@pytest.mark.parametrize(
    ("value", "expected", "problems"),
    [
        ("14 October 2017", "2017-10-14", []),
        (2017, "2017", []),
        (None, None, []),
        ("03/04/2017", None, ["bad_date"]),
        (1507982400, None, ["bad_date"]),
        (True, None, ["bad_date"]),
        ({"year": 2017}, None, ["bad_date"]),
    ],
)
def test_published_in_plain_forms_only(value: object, expected: str | None, problems: list[str]) -> None:
    (draft,) = read(json.dumps({"text": "One said so.", "published": value}))
    assert draft.document is not None and draft.document.published == expected
    assert codes(draft.problems) == problems


def test_a_title_that_is_no_text_is_told() -> None:
    (draft,) = read('{"text": "One said so.", "title": 5}')
    assert draft.document is not None and draft.document.title is None
    assert codes(draft.problems) == ["bad_field"]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "title", "published", "x"]), inner)
    ),
    max_leaves=6,
)


@given(st.lists(JSON_VALUES, min_size=1, max_size=4))
def test_any_values_give_a_draft_each(values: list[object]) -> None:
    drafts = read(json.dumps(values), "report.json")
    assert len(drafts) == len(values)
    for draft in drafts:
        assert (draft.document is None) == any(problem.fatal for problem in draft.problems)
