"""Question pages: rows beside the graph, and their proofs."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(told):
    told.graph["answer"] = {
        "question": "Who met under what?",
        "columns": ["country", "framework", "how"],
        "rows": [
            {"cells": ["Aland", "The dialogue", "met under"], "nodes": ["urn:a", "urn:f"],
             "edges": [("urn:a", "urn:f", "kg:metUnder")]},
            {"cells": ["Bland", "The dialogue", "<b>met</b>"], "nodes": ["urn:b", "urn:f"],
             "edges": [("urn:b", "urn:f", "kg:metUnder")]},
        ],
    }  # fmt: skip
    return told


@pytest.fixture
def opened(open_page, asked):
    return open_page(asked)


def test_a_page_of_a_view_has_no_rows(open_page, told):
    assert not open_page(told).page.locator("#answer").is_visible()


def test_the_rows_stand_beside_the_graph(opened):
    box = opened.page.locator("#answer")
    assert box.locator("summary").inner_text() == "Who met under what? 2 rows"
    assert box.locator("li strong").all_inner_texts() == ["Aland", "Bland"]
    assert "<b>met</b>" in box.inner_text()


def test_a_row_selects_what_it_is_about(opened):
    opened.page.locator("#row-1").click()
    assert opened.page.locator("#row-1").get_attribute("aria-current") == "true"
    assert opened.panel.locator("dd").all_inner_texts() == ["Bland", "The dialogue", "<b>met</b>"]
    colours = opened.page.evaluate("Object.fromEntries(kg.nodes.get().map((n) => [n.id, n.color.background]))")
    assert colours["urn:b"] != colours["urn:a"]
    assert opened.page.evaluate("location.hash") == "#row=2"


def test_a_row_leads_to_its_proof(opened):
    opened.page.locator("#row-0").click()
    leg = opened.panel.locator(".leg")
    assert leg.count() == 1
    leg.locator("summary").first.click()
    assert leg.locator(".tree > li > details > summary").inner_text() == "Aland — met under → The dialogue"


def test_a_row_comes_back_by_its_link(open_page, asked):
    opened = open_page(asked, fragment="#row=2")
    assert opened.panel.locator("dd").first.inner_text() == "Bland"
    assert not open_page(asked, fragment="#row=99").panel.is_visible()


def test_an_answer_without_rows_says_so(open_page, told):
    told.graph["answer"] = {"question": "Anything?", "columns": ["x"], "rows": []}
    assert "No rows" in open_page(told).page.locator("#answer").inner_text()
