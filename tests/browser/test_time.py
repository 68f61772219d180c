"""Two sliders: a day of valid time, and a day of knowledge time."""

import itertools
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
    said = "Shown: what held on 5 March 2024, by sources published by 5 March 2024 (ends and dates as known today)."
    assert text == said


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


def test_on_a_phone_notes_and_the_days_do_not_cover_each_other(open_page, sample):
    sample.graph.update(timed=True, notes=["3 relations left out by judgements"])
    opened = open_page(sample, 390, 844, fragment="#view=map")
    opened.page.locator("#time-open").click()
    parts = ("#notes", "#search", "#bar", "#time", "#note", "#foot")
    boxes = [opened.page.locator(part).bounding_box() for part in parts]
    for above, below in itertools.pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]


@pytest.fixture(scope="module")
def shipped_timed(shipped):
    return shipped.draw("entities").graph


@pytest.mark.slow
def test_the_slider_of_valid_time_shows_the_same_relations_as_a_scope_in_python(open_page, shipped, shipped_timed):
    import kg
    from kg.analysis.views.rows import edge_name, edge_rows

    opened = open_page(shipped_timed)
    scoped = kg.open(shipped.project.root, at="2024-09-01").snapshot
    today = {edge[:3] for edge in shipped_timed.edges(keys=True, data="former") if not edge[3]}
    expected = {edge_name(scoped, row) for row in edge_rows(scoped, "entities")} & today
    opened.page.evaluate("location.hash = '#at=2024-09-01'")
    opened.page.wait_for_selector("html[data-at='2024-09-01']")
    assert opened.shown() == (len({end for edge in expected for end in edge[:2]}), len(expected))


def saved(opened, name):
    """Return the text of a file that the page saves."""
    opened.page.locator("#save").click()
    with opened.page.expect_download() as download:
        opened.page.locator(f"#save-{name}").click()
    opened.page.locator("#close").click()
    return download.value.path().read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2023-12-31", "2025-06-30"])
def test_a_page_set_to_a_day_shows_in_the_browser_what_the_page_built_for_it_shows(
    open_page, shipped, shipped_timed, day
):
    import kg

    event = "https://w3id.org/diplomatic-kg/event/b5plus1-1"

    def seen(opened):
        page = opened.page
        parts = {"counts": opened.shown(), "legend": page.locator("#filters").inner_text()}
        parts["credits"] = page.locator("#credits").text_content()
        for name in ("json", "svg", "csv-nodes"):
            text = saved(opened, name)
            # The drawing has other places and sizes, and the relations other numbers.
            cited = re.findall(r"https://w3id.org/diplomatic-kg/source/[a-z0-9-]+", text)
            parts[f"sources of {name}"] = sorted(set(cited))
            if name == "svg":
                parts["desc"] = re.search(r"<desc>(.*?)</desc>", text, re.DOTALL)[1]
        for typed in ("1st B5+1 business forum", "overdue", "FORGE"):
            opened.search(typed)
            parts[f"search {typed}"] = page.locator("#matches").inner_text()
        opened.search("1st B5+1 business forum")
        page.keyboard.press("Enter")
        assert opened.selected == event
        parts["tags"] = opened.panel.locator(".tags").inner_text()
        parts["details"] = opened.panel.inner_text()
        return parts

    built = seen(open_page(kg.open(shipped.project.root, known_by=day).draw("entities").graph))
    at_day = seen(open_page(shipped_timed, fragment=f"#known-by={day}"))
    assert at_day == built
    assert ("planned" in at_day["tags"]) is (day == "2023-12-31")


@pytest.mark.slow
def test_moving_the_day_of_knowledge_changes_the_open_details(open_page, shipped_timed):
    opened = open_page(
        shipped_timed, fragment="#known-by=2023-12-31&node=https://w3id.org/diplomatic-kg/event/b5plus1-1"
    )
    assert "planned" in opened.panel.locator(".tags").inner_text()
    opened.page.locator("#time-open").click()
    opened.page.locator("#known-any").click()
    assert "held" in opened.panel.locator(".tags").inner_text()
    assert "2024-03-13" in opened.panel.inner_text()


@pytest.mark.slow
def test_an_address_with_a_day_does_not_open_what_was_published_later(open_page, shipped_timed):
    later = "https://w3id.org/diplomatic-kg/commitment/cn-central-asia-grant-2025"
    opened = open_page(shipped_timed, fragment=f"#known-by=2023-12-31&node={later}")
    assert not opened.selected
    assert opened.page.locator("html").get_attribute("data-known") == "2023-12-31"


@pytest.mark.slow
def test_commitments_show_their_status(open_page, shipped_timed):
    opened = open_page(shipped_timed, fragment="#at=2026-06-01")
    opened.search("overdue")
    assert "China's grant for projects in Central Asia (2025)" in opened.page.locator("#matches").inner_text()
    opened.search("China's grant for projects in Central Asia (2025)")
    opened.page.keyboard.press("Enter")
    assert opened.panel.locator(".tags").inner_text().split("\n") == ["Commitment", "announced", "overdue"]
    assert "due 2025" in opened.panel.inner_text()
    opened.search("Hold the 1st B5+1 forum")
    opened.page.keyboard.press("Enter")
    assert "fulfilled" in opened.panel.locator(".tags").inner_text()
    assert "fulfilled by 1st B5+1 business forum" in opened.panel.inner_text()
    assert "due 2024" in opened.panel.inner_text()
