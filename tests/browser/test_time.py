"""Two sliders: a day of valid time, and a day of knowledge time."""

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


def test_a_graph_without_periods_has_no_sliders(open_page, evidence):
    assert not open_page(evidence).page.locator("#time-open").is_visible()


def test_things_that_did_not_hold_on_the_day_are_hidden(opened):
    opened.page.locator("#at-day").fill("2023-01-01")
    assert names(opened) == {"urn:a", "urn:f", "urn:o", "urn:x"}
    assert opened.shown() == (4, 1)
    opened.page.locator("#at-day").fill("2024-04-01")
    assert opened.shown() == (6, 5)


def test_things_that_were_not_known_by_the_day_are_hidden(opened):
    opened.page.locator("#known-day").fill("2024-03-05")
    assert opened.shown() == (4, 1)
    opened.page.locator("#known-day").fill("2024-03-06")
    assert opened.shown() == (6, 6)


def test_both_days_together_show_what_passes_both(opened):
    opened.page.locator("#at-day").fill("2024-03-05")
    opened.page.locator("#known-day").fill("2024-03-05")
    assert opened.shown() == (4, 0)
    text = opened.page.locator("#time-says").inner_text()
    assert text == ("Shown: what held on 2024-03-05, as far as is known today, and had been published by 2024-03-05.")


def test_arrow_keys_go_to_days_on_which_something_changes(opened):
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


def test_a_button_removes_the_day(opened):
    opened.page.locator("#at-day").fill("2024-01-01")
    opened.page.locator("#at-any").click()
    assert opened.shown() == (6, 6)
    assert opened.page.locator("#at-day").input_value() == ""


def test_the_histogram_counts_events_by_year(opened):
    assert opened.page.locator("#events").get_attribute("aria-label") == "Events by year: 2024 1"
    assert opened.page.locator("#events title").first.text_content() == "2024: 1 event"


def test_choosing_a_thing_that_did_not_hold_removes_the_day(opened):
    opened.page.locator("#at-day").fill("2024-02-01")
    opened.search("the session")
    opened.page.keyboard.press("Enter")
    assert opened.selected == "urn:m"
    assert opened.page.locator("html").get_attribute("data-at") == ""


def test_the_legend_counts_what_held_on_the_day(opened):
    count = opened.page.locator("#kinds .row", has=opened.filter("Country")).locator(".count")
    assert count.inner_text() == "3"
    opened.page.locator("#at-day").fill("2023-01-01")
    assert count.inner_text() == "2 of 3"


@pytest.mark.parametrize("width", [1440, 360])
def test_a_page_opened_with_a_day_names_it_and_can_show_all_days(open_page, timed, width):
    opened = open_page(timed, width, 740, fragment="#at=2023-01-01")
    assert not opened.page.locator("#time").is_visible()
    line = opened.page.locator("#day-line")
    assert line.inner_text().startswith("Only what held on 1 January 2023.")
    line.get_by_role("button", name="All days").click()
    assert not line.is_visible()
    assert opened.shown() == (6, 6)
    assert opened.page.evaluate("location.hash") == ""
    assert opened.page.evaluate("document.activeElement.className").startswith("vis-network")


def test_an_empty_page_names_its_filters_and_can_show_everything(open_page, timed):
    for thing in [*timed.nodes, *timed.edges]:
        (timed.edges if isinstance(thing, tuple) else timed.nodes)[thing].setdefault("held", [["2000-01-01", None]])
    opened = open_page(timed, fragment="#at=1850-01-01&hide=Official")
    empty = opened.page.locator("#empty")
    assert empty.locator("p").inner_text() == (
        "There is nothing to show: without the class Official; only what held on 1 January 1850."
    )
    empty.get_by_role("button", name="Show everything").click()
    assert not empty.is_visible()
    assert opened.shown() == (6, 6)
    assert opened.filter("Official").is_checked()
    opened.page.get_by_role("button", name="Classes: none").click()
    assert empty.locator("p").inner_text() == "There is nothing to show: all classes are switched off."


def test_on_a_small_phone_the_date_fields_do_not_cover_the_bars(open_page, timed):
    opened = open_page(timed, 360, 740)
    opened.page.locator("#time-open").click()
    bars, day, known = (opened.page.locator(name).bounding_box() for name in ("#events", "#at-day", "#known-day"))
    assert day["y"] - bars["y"] - bars["height"] >= 6
    assert known["y"] > day["y"] + day["height"]
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.slow
def test_the_sliders_show_the_same_relations_as_a_scope_in_python(open_page, shipped, tmp_path):
    import kg
    from kg.analysis.periods import add_periods
    from kg.analysis.views.rows import edge_name, edge_rows

    graph = shipped.to_networkx()
    add_periods(graph, shipped.project, shipped.snapshot, "entities")
    opened = open_page(graph)
    everything = set(graph.edges(keys=True))
    for key, option in (("at", "at"), ("known-by", "known_by")):
        scoped = kg.open(shipped.project.root, **{option: "2024-09-01"}).snapshot
        expected = {edge_name(scoped, row) for row in edge_rows(scoped, "entities")} & everything
        opened.page.evaluate(f"location.hash = '#{key}=2024-09-01'")
        opened.page.wait_for_selector(f"html[data-{'at' if key == 'at' else 'known'}='2024-09-01']")
        assert opened.shown() == (len({end for edge in expected for end in edge[:2]}), len(expected))
