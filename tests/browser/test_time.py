"""Two sliders: what held on a day, and what was known by a day."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(open_page, timed):
    opened = open_page(timed)
    opened.page.locator("#time-open").click()
    return opened


def names(opened):
    return set(opened.page.evaluate("kg.nodes.getIds()"))


def test_a_graph_without_periods_has_no_sliders(open_page, told):
    assert not open_page(told).page.locator("#time-open").is_visible()


def test_what_did_not_hold_on_the_day_goes(opened):
    opened.page.locator("#at-day").fill("2023-01-01")
    assert names(opened) == {"urn:a", "urn:f", "urn:o", "urn:x"}
    assert opened.shown() == (4, 1)
    opened.page.locator("#at-day").fill("2024-04-01")
    assert opened.shown() == (6, 5)


def test_a_period_may_have_a_gap(open_page, timed):
    # The slider begins with the first event; the gap lies after it.
    timed.nodes["urn:m"].update(start="2019-05-01", end="2019-05-01")
    timed.edges["urn:m", "urn:b", "kg:hasParty"]["held"] = timed.nodes["urn:b"]["held"]
    opened = open_page(timed)
    for day, there in (("2021-12-31", True), ("2022-01-01", False), ("2024-03-04", False), ("2024-03-05", True)):
        opened.page.evaluate(f"location.hash = '#at={day}'")
        opened.page.wait_for_selector(f"html[data-at='{day}']")
        assert ("urn:b" in names(opened)) == there


def test_what_was_not_known_by_the_day_goes(opened):
    opened.page.locator("#known-day").fill("2024-03-05")
    assert opened.shown() == (4, 1)
    opened.page.locator("#known-day").fill("2024-03-06")
    assert opened.shown() == (6, 6)


def test_both_days_together_show_what_both_leave(opened):
    opened.page.locator("#at-day").fill("2024-03-05")
    opened.page.locator("#known-day").fill("2024-03-05")
    assert opened.shown() == (4, 0)
    text = opened.page.locator("#time-says").inner_text()
    assert text == (
        "Shown is what held on 2024-03-05, by all that is known today, and had been published by 2024-03-05."
    )


def test_the_arrow_keys_go_to_the_days_on_which_something_changes(opened):
    opened.page.locator("#at-range").focus()
    opened.page.keyboard.press("ArrowLeft")
    assert opened.page.locator("html").get_attribute("data-at") == "2024-03-05"
    assert opened.page.locator("#at-range").get_attribute("aria-valuetext") == "2024-03-05"
    opened.page.keyboard.press("End")
    assert opened.page.locator("html").get_attribute("data-at") == "2024-12-31"


def test_dragging_the_slider_moves_the_day(opened):
    box = opened.page.locator("#at-range").bounding_box()
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert re.fullmatch(r"2024-0[67]-\d\d", opened.page.locator("#at-day").input_value())


def test_there_is_a_way_back_to_any_day(opened):
    opened.page.locator("#at-day").fill("2024-01-01")
    opened.page.locator("#at-any").click()
    assert opened.shown() == (6, 6)
    assert opened.page.locator("#at-day").input_value() == ""


def test_the_histogram_counts_events_by_year(opened):
    assert opened.page.locator("#events").get_attribute("aria-label") == "Events by year: 2024 1"
    assert opened.page.locator("#events title").first.text_content() == "2024: 1 event"


def test_what_is_searched_for_shows_although_it_did_not_hold(opened):
    opened.page.locator("#at-day").fill("2024-02-01")
    opened.search("the session")
    opened.page.keyboard.press("Enter")
    assert opened.selected == "urn:m"
    assert opened.page.locator("html").get_attribute("data-at") == ""


@pytest.mark.slow
def test_the_sliders_of_the_shipped_page_show_what_the_clocks_leave(open_page, shipped, tmp_path):
    import kg
    from kg.periods import add_periods
    from kg.views import edge_name, edge_rows

    graph = shipped.to_networkx()
    add_periods(graph, shipped.project, shipped.snapshot, "entities")
    opened = open_page(graph)
    everything = set(graph.edges(keys=True))
    for key, option in (("at", "at"), ("known-by", "known_by")):
        cut = kg.open(shipped.project.root, **{option: "2024-09-01"}).snapshot
        expected = {edge_name(cut, row) for row in edge_rows(cut, "entities")} & everything
        opened.page.evaluate(f"location.hash = '#{key}=2024-09-01'")
        opened.page.wait_for_selector(f"html[data-{'at' if key == 'at' else 'known'}='2024-09-01']")
        assert opened.shown() == (len({end for edge in expected for end in edge[:2]}), len(expected))
