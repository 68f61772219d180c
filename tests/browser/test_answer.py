"""Pages of questions: the rows of the answer, and their evidence."""

import json

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def answered(evidence):
    evidence.graph["answer"] = {
        "question": "Who met under what?",
        "asked": "answered for party Aland, Bland; year 2024",
        "columns": ["country", "framework", "how", "until"],
        "rows": [
            {"cells": ["Aland", "The dialogue", "met under", ""], "nodes": ["urn:a", "urn:f"],
             "edges": [("urn:a", "urn:f", "kg:metUnder")]},
            {"cells": ["Bland", "The dialogue", "<b>met</b>", "2024"], "nodes": ["urn:b", "urn:f"],
             "edges": [("urn:b", "urn:f", "kg:metUnder")]},
        ],
    }  # fmt: skip
    return evidence


@pytest.fixture
def opened(open_page, answered):
    return open_page(answered)


def test_a_page_without_an_answer_shows_no_rows(open_page, evidence):
    assert not open_page(evidence).page.locator("#answer").is_visible()


def test_the_side_bar_lists_the_rows(opened):
    box = opened.page.locator("#answer")
    assert box.locator("summary").inner_text() == "Answer 2 rows"
    assert box.locator("li strong").all_inner_texts() == ["Aland", "Bland"]
    assert "<b>met</b>" in box.inner_text()


def test_each_cell_of_a_row_is_shown_with_its_column(opened):
    first, second = (opened.page.locator(f"#row-{row}") for row in (0, 1))
    assert first.inner_text().split("\n") == ["country", "Aland", "framework", "The dialogue", "how", "met under"]
    assert (
        opened.page.get_by_role("button", name="country Bland framework The dialogue how <b>met</b> until 2024").count()
        == 1
    )
    assert second.inner_text().endswith("until\n2024")


@pytest.mark.parametrize("width", [1440, 390, 360])
def test_long_rows_are_not_cut_off(open_page, answered, width):
    answered.graph["answer"]["columns"] = [f"the column of number {number}" for number in range(14)]
    answered.graph["answer"]["rows"][0]["cells"] = [
        "A long name of something that takes several lines",
        *"abcdefghijklm",
    ]
    opened = open_page(answered, width=width)
    opened.page.evaluate("document.getElementById('answer').open = true")
    row = opened.page.locator("#row-0")
    assert row.evaluate("(it) => it.scrollHeight <= it.clientHeight && it.scrollWidth <= it.clientWidth")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_page_and_files_name_the_question_and_its_parameters(opened):
    page = opened.page
    whole = "Who met under what?: answered for party Aland, Bland; year 2024"
    assert page.title() == whole
    assert page.locator("h1").inner_text() == "Who met under what?"
    assert page.locator("#asked").text_content() == "answered for party Aland, Bland; year 2024"
    page.locator("#save").click()
    with page.expect_download() as saved:
        page.locator("#save-svg").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert f"<title>{whole}</title>" in text
    assert "year-2024" in saved.value.suggested_filename
    with page.expect_download() as saved:
        page.locator("#save-json").click()
    assert json.loads(saved.value.path().read_text(encoding="utf-8"))["graph"]["title"] == whole


def test_a_phone_shows_the_whole_question(open_page, answered):
    answered.graph["answer"]["question"] = "Which frameworks link a country to each of its partners, and how?"
    page = open_page(answered, 360, 740).page
    assert page.locator("#asked").is_visible()
    assert page.locator("h1").evaluate("(it) => it.scrollHeight <= it.clientHeight && it.scrollWidth <= it.clientWidth")


def test_a_row_selects_its_things(opened):
    opened.page.locator("#row-1").click()
    assert opened.page.locator("#row-1").get_attribute("aria-current") == "true"
    assert opened.panel.locator("dd").all_inner_texts() == ["Bland", "The dialogue", "<b>met</b>", "2024"]
    colours = opened.page.evaluate("Object.fromEntries(kg.nodes.get().map((n) => [n.id, n.color.background]))")
    assert colours["urn:b"] != colours["urn:a"]
    assert opened.page.evaluate("location.hash") == "#row=2"


def test_the_details_of_a_row_contain_its_proof(opened):
    opened.page.locator("#row-0").click()
    leg = opened.panel.locator(".leg")
    assert leg.count() == 1
    leg.locator("summary").first.click()
    assert leg.locator(".tree > li > details > summary").inner_text() == "Aland — met under → The dialogue"


def test_a_link_selects_a_row(open_page, answered):
    opened = open_page(answered, fragment="#row=2")
    assert opened.panel.locator("dd").first.inner_text() == "Bland"
    assert not open_page(answered, fragment="#row=99").panel.is_visible()


def test_a_page_says_that_an_answer_has_no_rows(open_page, evidence):
    evidence.graph["answer"] = {"question": "Anything?", "columns": ["x"], "rows": []}
    assert "No rows" in open_page(evidence).page.locator("#answer").inner_text()
