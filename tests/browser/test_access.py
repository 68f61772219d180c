"""Accessibility: axe-core, the keyboard, contrast, and print."""

import importlib.resources
import re
from pathlib import Path

import pytest

from kg import page

pytestmark = pytest.mark.browser

BASE = "https://example.org/kg/"
UZBEKISTAN = f"{BASE}country/UZ"
KEYS = ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft")


@pytest.fixture(scope="session")
def axe():
    axe = pytest.importorskip("axe_playwright_python")
    return importlib.resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def answered(timed):
    """A page with all optional parts: sliders, a conflict, a proof, an answer."""
    edge = ("urn:a", "urn:f", "kg:metUnder")
    timed.graph["answer"] = {
        "question": "Who met?", "columns": ["country", "framework"],
        "rows": [{"cells": ["Aland", "The dialogue"], "nodes": ["urn:a", "urn:f"], "edges": [edge]}],
    }  # fmt: skip
    return timed


def choose(opened, name):
    opened.search(name)
    opened.page.keyboard.press("Enter")


def press(opened, *keys):
    for key in keys:
        opened.page.keyboard.press(key)


def open_filters(opened):
    if opened.page.viewport_size["width"] < 760:
        opened.page.locator("#filters > summary").click()
    opened.page.locator("#kinds input").first.uncheck()


#: Actions that lead from each state of the page to the next.
VIEWS = {
    "network": lambda it: None,
    "filters": open_filters,
    "layers": lambda it: press(it, "Escape", "2"),
    "map": lambda it: press(it, "3"),
    "a country on the map": lambda it: choose(it, "Uzbekistan"),
    "an arc": lambda it: it.panel.get_by_role("button", name="Kazakhstan").first.click(),
}
OPENED = {
    "matches": lambda it: it.search("a"),
    "no match": lambda it: it.search("Atlantis"),
    "contested": lambda it: choose(it, "The session"),
    "a relation": lambda it: it.panel.locator(".why").first.click(),
    "a proof": lambda it: (choose(it, "Aland"), it.panel.get_by_role("button", name="Proof").first.click()),
    "a row": lambda it: (press(it, "Escape"), it.page.evaluate("document.getElementById('row-0').click()")),
    "a path": lambda it: (choose(it, "Bland"), it.page.locator("#path").click(),
                          it.page.keyboard.type("official"), press(it, "Enter")),
    "neighbours": lambda it: (choose(it, "Aland"), it.panel.get_by_role("button", name="Only neighbours").click()),
    "two days": lambda it: (press(it, "Escape"), it.page.locator("#time-open").click(), press(it, "ArrowLeft")),
    "table": lambda it: it.page.locator("#list").click(),
    "save": lambda it: (press(it, "Escape"), it.page.locator("#save").click()),
    "sources": lambda it: (press(it, "Escape"), it.page.locator("#sources").click()),
    "keys": lambda it: (press(it, "Escape"), it.page.locator("#keys-open").click()),
}  # fmt: skip


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=str)
@pytest.mark.parametrize("graph", ["sample", "answered"])
def test_axe_finds_no_violations(open_page, request, axe, graph, size):
    opened = open_page(request.getfixturevalue(graph), *size)
    opened.page.evaluate(axe)
    found = []
    for name, go in (VIEWS if graph == "sample" else OPENED).items():
        go(opened)
        for scheme in ("light", "dark"):
            opened.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            opened.page.wait_for_selector(f"html[data-theme={scheme}]")
            ran = opened.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            found += [(name, scheme, broken["id"], [node["html"] for node in broken["nodes"]])
                      for broken in ran["violations"]]  # fmt: skip
    assert found == []


def focused(opened):
    """Return the focused element, and whether its focus is visible."""
    return opened.page.evaluate(
        """() => {
          const it = document.activeElement;
          const { outlineStyle, outlineWidth } = getComputedStyle(it.closest("#canvas") ?? it);
          const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
          return [it.id || it.className, seen, it.outerHTML.slice(0, 80)];
        }"""
    )


class TestKeyboard:
    def test_tab_reaches_every_control_with_visible_focus(self, opened):
        wanted = opened.page.evaluate(
            """() => [...document.querySelectorAll("button, input, select, a[href], summary")]
                .filter((it) => it.checkVisibility()).length"""
        )
        seen = []
        for _ in range(wanted + 5):
            press(opened, "Tab")
            name, visible, what = focused(opened)
            if what.startswith("<body"):
                break
            assert visible, what
            seen.append(name)
        assert len(seen) >= wanted + 1
        assert seen[0] == "to-graph"
        assert "vis-network" in seen

    def test_the_first_control_leads_to_the_graph(self, opened):
        press(opened, "Tab")
        assert opened.page.locator("#to-graph").bounding_box()["width"] > 100
        press(opened, "Enter")
        assert focused(opened)[0] == "vis-network"

    def walk(self, opened):
        press(opened, "Tab", "Enter")
        return opened.page.locator("#announcement")

    def test_the_cursor_starts_at_the_thing_with_most_relations(self, opened, sample):
        announcement = self.walk(opened)
        most = max(dict(sample.degree()).values())
        assert announcement.is_visible()
        assert announcement.inner_text().endswith(f"{most} relations")

    @pytest.mark.parametrize("view", ["1", "2", "3"])
    def test_arrow_keys_reach_every_thing(self, opened, sample, view):
        press(opened, view)
        self.walk(opened)
        reached = opened.page.evaluate(
            """(keys) => {
              const graph = document.activeElement;
              const press = (key) => graph.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
              const seen = new Set([kg.cursor()]);
              const front = [...seen];
              while (front.length) {
                const from = front.pop();
                for (const key of keys) {
                  kg.moveCursor(from);
                  press(key);
                  if (!seen.has(kg.cursor())) { seen.add(kg.cursor()); front.push(kg.cursor()); }
                }
              }
              return [...seen];
            }""",
            KEYS,
        )
        countries = {node for node, kind in sample.nodes(data="kind") if kind == "Country"}
        assert set(reached) == (countries if view == "3" else set(sample))

    def test_arrow_keys_move_in_their_direction_and_with_shift_along_a_relation(self, opened, sample):
        self.walk(opened)
        at = "[kg.cursor(), ...Object.values(kg.network.getPosition(kg.cursor()))]"
        for key, axis, way in (("ArrowRight", 1, 1), ("ArrowUp", 2, -1), ("ArrowLeft", 1, -1), ("ArrowDown", 2, 1)):
            for shift in ("", "Shift+"):
                before = opened.page.evaluate(at)
                press(opened, shift + key)
                after = opened.page.evaluate(at)
                assert (after[axis] - before[axis]) * way > 0 or after == before
                if shift and after != before:
                    assert sample.has_edge(before[0], after[0]) or sample.has_edge(after[0], before[0])

    def test_enter_opens_the_details_and_escape_returns_to_the_graph(self, opened):
        announcement = self.walk(opened)
        name = announcement.inner_text().split(",")[0].strip("\u2068\u2069")
        press(opened, "Enter")
        assert focused(opened)[:2] == ["panel", True]
        assert opened.panel.locator("h2").inner_text() == name
        assert announcement.text_content() == f"Details: {name}"
        assert opened.panel.get_attribute("aria-label") == f"Details: {name}"
        press(opened, "Escape")
        assert not opened.panel.is_visible()
        assert focused(opened)[0] == "vis-network"
        press(opened, "ArrowRight", "Space")
        assert opened.panel.locator("h2").inner_text() != name

    def test_the_cursor_remains_in_view(self, opened):
        self.walk(opened)
        for _ in range(6):
            press(opened, "+")
        stage = opened.page.locator("#stage").bounding_box()
        for key in KEYS * 3:
            press(opened, key)
            x, y = opened.page.evaluate("Object.values(kg.network.canvasToDOM(kg.network.getPosition(kg.cursor())))")
            assert 0 < x < stage["width"]
            assert 0 < y < stage["height"]

    def test_arcs_can_be_opened_from_the_details_of_a_country(self, opened):
        press(opened, "3")
        choose(opened, "Uzbekistan")
        press(opened, "Tab")
        row = opened.panel.get_by_role("button", name="Kazakhstan").first
        row.focus()
        press(opened, "Enter")
        assert opened.selected == f"arc {BASE}country/KZ {UZBEKISTAN}"
        assert focused(opened)[0] == "panel"

    def test_the_focus_moves_from_the_search_to_the_details_and_back(self, opened):
        press(opened, "/")
        opened.page.keyboard.type("uzbekistan")
        press(opened, "Enter")
        assert focused(opened)[0] == "panel"
        press(opened, "Escape")
        assert focused(opened)[0] == "search"

    @pytest.mark.parametrize("name", ["list", "save", "sources", "keys-open"])
    def test_a_dialog_keeps_the_focus_until_it_is_closed(self, opened, name):
        opened.page.locator(f"#{name}").focus()
        press(opened, "Enter")
        inside = "[document.body, ...document.querySelectorAll('#dialog, #dialog *')].includes(document.activeElement)"
        for _ in range(4):
            press(opened, "Shift+Tab")
            assert opened.page.evaluate(inside)
        press(opened, "Escape")
        assert focused(opened)[0] == name

    def test_single_key_shortcuts_can_be_switched_off_and_the_address_stores_that(self, opened):
        view = opened.page.locator("html")
        press(opened, "2")
        assert view.get_attribute("data-view") == "layers"
        opened.page.locator("#keys-open").click()
        opened.page.locator("#single-keys").uncheck()
        press(opened, "Escape", "1", "/")
        assert view.get_attribute("data-view") == "layers"
        assert focused(opened)[0] != "search"
        assert "keys=off" in opened.page.url
        # Other keys still work.
        opened.search("aland")
        press(opened, "Escape")
        assert opened.page.locator("#search").input_value() == ""
        opened.page.evaluate("document.activeElement.blur()")
        kept = opened.page.url.split("#")[1]
        opened.page.evaluate("location.hash = 'view=map'")
        opened.page.wait_for_selector("html[data-view=map]")
        press(opened, "1")
        assert view.get_attribute("data-view") == "network"
        opened.page.evaluate("(state) => { location.hash = state; }", kept)
        opened.page.wait_for_selector("html[data-view=layers]")
        press(opened, "1")
        assert view.get_attribute("data-view") == "layers"
        opened.page.locator("#keys-open").click()
        opened.page.locator("#single-keys").check()
        press(opened, "Escape", "1")
        assert view.get_attribute("data-view") == "network"

    def test_a_choice_in_the_table_moves_the_focus_to_the_details(self, opened):
        opened.page.locator("#list").focus()
        press(opened, "Enter")
        opened.page.locator("tbody button").first.focus()
        press(opened, "Enter")
        assert focused(opened)[0] == "panel"
        press(opened, "Escape")
        assert focused(opened)[0] == "list"

    def test_escape_closes_the_time_sliders(self, open_page, timed):
        opened = open_page(timed)
        opened.page.locator("#time-open").focus()
        press(opened, "Enter")
        assert focused(opened)[0] == "at-range"
        press(opened, "Escape")
        assert not opened.page.locator("#time").is_visible()
        assert focused(opened)[0] == "time-open"

    def test_the_focus_is_not_lost_when_the_panel_changes(self, opened):
        choose(opened, "Uzbekistan")
        opened.panel.get_by_role("button", name="Only neighbours").focus()
        press(opened, "Enter")
        assert focused(opened)[0] == "panel"
        opened.page.locator("#neighbourhood-all").focus()
        press(opened, "Enter")
        assert focused(opened)[0] != ""
        assert not focused(opened)[2].startswith("<body")

    def test_counts_are_announced(self, open_page, sample):
        for width in (1440, 390):
            shown = open_page(sample, width=width).page.locator("#shown[role=status]")
            assert f"{len(sample)} things, {sample.number_of_edges()} relations" in shown.text_content()


def luminance(colour):
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colours():
    """Return the colours of the style sheet for each theme."""
    sheet = Path(page.__file__).with_name("static").joinpath("page.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks[:2])
    return {"light": light, "dark": light | dark}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawing_contrasts_with_its_background(open_page, sample, scheme):
    """WCAG 2.2 AA requires 3:1 for graphics."""
    shades = colours()[scheme]
    opened = open_page(sample, scheme=scheme)
    faint = []
    for view, grounds in {"1": ["paper"], "2": ["paper"], "3": ["paper", "sea", "land"]}.items():
        press(opened, view)
        signs = opened.page.evaluate(
            """[...kg.nodes.get().filter((node) => !node.edgePoint).map((node) => node.color.border),
                ...kg.edges.get().map((edge) => edge.color.color)]"""
        )
        assert len(signs) > 20
        faint += [(view, sign, ground) for sign in set(signs) for ground in grounds
                  if contrast(sign, shades[ground]) < 3]  # fmt: skip
    assert faint == []


def test_prints_are_dark_on_white_in_both_themes(open_page, sample):
    opened = open_page(sample, scheme="dark")
    choose(opened, "Uzbekistan")
    press(opened, "Shift+Tab")
    opened.page.emulate_media(media="print")
    opened.page.wait_for_selector("html[data-theme=light]")
    shades = colours()["light"]
    heading = opened.panel.locator("h2").evaluate("(it) => getComputedStyle(it).color")
    assert heading == "rgb({}, {}, {})".format(*(int(shades["ink"][at : at + 2], 16) for at in (1, 3, 5)))
    assert opened.page.evaluate("(id) => kg.nodes.get(id).color.background", UZBEKISTAN) == "#0072B2"
    for hidden in ("#side #find", "#filters", "#bar", "#walk", "#note", "#to-graph"):
        assert not opened.page.locator(hidden).is_visible()
    opened.page.emulate_media(media="screen")
    opened.page.wait_for_selector("html[data-theme=dark]")


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_nothing_covers_the_answer_and_words_of_the_table_do_not_break(open_page, answered, width):
    opened = open_page(answered, width, 740)
    boxes = [opened.page.locator(name).bounding_box() for name in ("#answer", "#search", "#filters > summary")]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert (one["x"] + one["width"] <= other["x"] + 1 or one["y"] + one["height"] <= other["y"] + 1
                    or other["y"] + other["height"] <= one["y"] + 1)  # fmt: skip
    opened.page.locator("#list").click()
    assert min(cell.bounding_box()["width"] for cell in opened.page.locator("tbody td:first-child").all()) > 80
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
