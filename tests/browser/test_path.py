"""Shortest paths between two things, and the neighbourhood of one."""

import pytest

from kg.analysis.measures import shortest_path

pytestmark = pytest.mark.browser


def choose(opened, field, text):
    opened.page.locator(f"#path-{field}").fill(text)
    opened.page.keyboard.press("Enter")


@pytest.fixture
def path(open_page, evidence):
    opened = open_page(evidence)
    opened.page.locator("#path").click()
    choose(opened, "from", "ann")
    choose(opened, "to", "bland")
    return opened


def steps(opened):
    return opened.panel.locator(".route > li > .plain").all_inner_texts()


def test_a_path_lists_its_things_and_relations(path):
    assert steps(path) == ["Ann Official", "Aland", "The dialogue", "Bland"]
    assert path.panel.locator(".leg > summary").all_inner_texts() == [
        "acts for →", "met under →inferred", "← met underinferred"]  # fmt: skip
    assert path.panel.locator(".note").inner_text().startswith("3 steps; path 1 of 2")


def test_the_fields_for_ends_search_like_the_search_field(open_page, evidence):
    opened = open_page(evidence)
    opened.page.locator("#path").click()
    choose(opened, "from", "official, ann")
    choose(opened, "to", "‘Blamd")
    assert steps(opened)[0] == "Ann Official"
    assert steps(opened)[-1] == "Bland"


def test_buttons_show_other_paths_of_the_same_length(path):
    path.panel.get_by_role("button", name="next").click()
    assert steps(path) == ["Ann Official", "Aland", "The session", "Bland"]
    assert "path=2" in path.page.evaluate("location.hash")
    path.panel.get_by_role("button", name="previous").click()
    assert steps(path)[2] == "The dialogue"


def test_each_relation_of_a_path_shows_its_passages_or_proof(path):
    legs = path.panel.locator(".leg")
    legs.nth(0).locator("summary").first.click()
    assert legs.nth(0).get_by_text("The text says: acts for.").is_visible()
    legs.nth(1).locator("summary").first.click()
    assert legs.nth(1).locator(".tree code").first.inner_text() == "prp-spo2"


def test_a_path_uses_only_what_is_shown(path):
    path.page.locator("#inferred").uncheck()
    assert steps(path) == ["Ann Official", "Aland", "The session", "Bland"]
    path.filter("Event").uncheck()
    assert path.panel.get_by_text("Nothing that is shown links the two.").is_visible()


def test_things_off_the_path_are_faded(path):
    faded = path.page.evaluate("Object.fromEntries(kg.nodes.get().map((n) => [n.id, n.color.background]))")
    assert faded["urn:o"] != faded["urn:x"]
    assert faded["urn:f"] != faded["urn:m"]


def test_a_path_starts_at_the_selection(open_page, evidence):
    opened = open_page(evidence)
    opened.search("aland")
    opened.page.keyboard.press("Enter")
    opened.panel.get_by_role("button", name="Path from here").click()
    assert opened.page.locator("#path-from").input_value() == "Aland"
    assert opened.page.evaluate("document.activeElement.id") == "path-to"
    choose(opened, "to", "cutoff")
    assert opened.panel.get_by_text("Nothing that is shown links the two.").is_visible()


def looks(opened):
    return opened.page.evaluate("Object.fromEntries(kg.nodes.get().map((n) => [n.id, n.color.background]))")


def test_a_click_in_the_drawing_chooses_the_ends(open_page, evidence):
    opened = open_page(evidence)
    before = looks(opened)
    opened.page.locator("#path").click()
    assert looks(opened) == before
    opened.click_node("urn:o")
    assert opened.page.locator("#path-from").input_value() == "Ann Official"
    assert opened.page.locator("#path-to").input_value() == ""
    opened.page.mouse.move(3, 3)
    assert looks(opened) == before
    assert opened.dataset("labels") == len(evidence)
    # Neither the same thing nor a relation can be the other end.
    opened.click_node("urn:o")
    opened.click_edge(0)
    assert opened.page.locator("#path-to").input_value() == ""
    opened.click_node("urn:b")
    assert steps(opened) == ["Ann Official", "Aland", "The dialogue", "Bland"]
    assert opened.panel.get_attribute("aria-label") == (
        "Details: shortest path from \u2068Ann Official\u2069 to \u2068Bland\u2069"
    )
    # After both ends are chosen, a click selects a thing again.
    opened.click_node("urn:a")
    assert opened.selected == "urn:a"


def test_a_click_fills_the_missing_end_and_escape_closes_the_path(open_page, evidence):
    opened = open_page(evidence)
    opened.page.locator("#path").click()
    choose(opened, "to", "bland")
    opened.click_node("urn:a")
    assert steps(opened) == ["Aland", "The dialogue", "Bland"]
    opened.page.keyboard.press("Escape")
    assert not opened.panel.is_visible()


def test_the_keyboard_chooses_the_ends_in_the_drawing(open_page, evidence):
    opened = open_page(evidence)
    opened.page.locator("#path").click()
    opened.page.locator(".vis-network").focus()
    for key, field in (("ArrowRight", "from"), ("ArrowLeft", "to")):
        opened.page.keyboard.press(key)
        opened.page.keyboard.press(key)
        name = opened.page.locator("#announcement").inner_text().split(",")[0].strip("\u2068\u2069")
        opened.page.keyboard.press("Enter")
        assert opened.page.locator(f"#path-{field}").input_value() == name
    assert opened.page.evaluate("document.activeElement.id") == "panel"


def test_a_path_of_the_shipped_graph_has_the_same_length_as_in_python(open_page, shipped):
    graph = shipped.to_networkx()
    ids = {graph.nodes[node]["curie"]: node for node in graph}
    start, end = ids["country:US"], ids["country:UZ"]
    opened = open_page(graph, fragment=f"#from={start}&to={end}")
    assert len(steps(opened)) == len(shortest_path(graph, start, end)) + 1


def test_the_fields_can_be_used_by_keyboard(open_page, evidence):
    opened = open_page(evidence)
    opened.page.locator("#path").click()
    field = opened.page.locator("#path-from")
    field.fill("land")
    options = opened.panel.locator("#path-from-list li")
    assert options.all_inner_texts() == ["Aland", "Bland"]
    opened.page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "path-from-1"
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#path-from").input_value() == "Bland"


def test_a_neighbourhood_can_be_shown_widened_and_left(open_page, evidence):
    opened = open_page(evidence)
    opened.search("ann")
    opened.page.keyboard.press("Enter")
    opened.panel.get_by_role("button", name="Only neighbours").click()
    assert opened.shown() == (2, 1)
    opened.page.locator("#neighbourhood").get_by_role("button", name="Two steps").click()
    assert opened.shown() == (4, 4)
    opened.page.locator("#neighbourhood-all").click()
    assert opened.shown() == (6, 6)
    assert not opened.page.locator("#neighbourhood").is_visible()


def test_choosing_a_thing_outside_the_neighbourhood_shows_everything(open_page, evidence):
    opened = open_page(evidence, fragment="#around=urn%3Ao")
    opened.search("bland")
    opened.page.keyboard.press("Enter")
    assert opened.selected == "urn:b"
    assert opened.shown() == (6, 6)
