"""Pages of more than 2,000 things, which show communities."""

import itertools
import os
import runpy
import shutil
from pathlib import Path

import pytest

from kg import page as draw

big = runpy.run_path(str(Path(__file__).parents[1] / "page" / "big.py"))["big"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def large(tmp_path_factory):
    graph = big(2500)
    file = tmp_path_factory.mktemp("large") / "large.html"
    draw.write(graph, file)
    return file, graph


@pytest.fixture
def opened(visit, large):
    """The page in a browser with software WebGL."""
    it = visit(*large)
    it.page.wait_for_selector("html[data-backdrop=canvas]")
    return it


@pytest.fixture
def with_graphics_card(visit, large):
    """The page in a browser that reports a graphics card."""
    said = "WebGL2RenderingContext.prototype.getParameter = ((was) => function (name) {"
    said += " return name === 0x9246 ? 'ANGLE (a card)' : was.call(this, name); })"
    said += "(WebGL2RenderingContext.prototype.getParameter)"
    it = visit(*large, before=said)
    it.page.wait_for_selector("html[data-backdrop=webgl]")
    return it


def groups(it):
    return it.page.evaluate("kg.groups")


def click_group(it, at):
    it.click(*it.page.evaluate("(at) => Object.values(kg.network.canvasToDOM(kg.groups[at]))", at))


def members(large, at):
    return [node["id"] for node in draw.contents(large[0].read_text())["nodes"] if node["community"] == at]


def drawn(it):
    return set(it.page.evaluate("kg.nodes.getIds()"))


def test_the_page_opens_with_bubbles_and_counts_the_whole_graph(opened):
    assert opened.shown() == (opened.graph.number_of_nodes(), opened.graph.number_of_edges())
    assert drawn(opened) == set()
    assert opened.dataset("labels") == len(groups(opened))
    assert f"{len(groups(opened))} communities" in opened.page.locator("#note-text").inner_text()
    assert opened.page.locator("#backdrop").count() == 0


def test_a_click_opens_a_community_and_a_button_closes_it(opened, large):
    click_group(opened, 2)
    assert opened.page.locator("html").get_attribute("data-opened") == "2"
    assert drawn(opened) == set(members(large, 2))
    assert "lead" in opened.page.locator("#communities").inner_text()
    opened.page.locator("#back").click()
    assert drawn(opened) == set()
    assert not opened.page.locator("#back").is_visible()


def test_a_graphics_card_draws_the_dots(with_graphics_card):
    assert with_graphics_card.page.locator("#backdrop canvas").count() > 0
    assert with_graphics_card.page.locator("#backdrop").is_visible()
    click_group(with_graphics_card, 2)
    assert not with_graphics_card.page.locator("#backdrop").is_visible()
    with_graphics_card.page.locator("#back").click()
    assert with_graphics_card.page.locator("#backdrop").is_visible()
    with_graphics_card.filter("Commitment").uncheck()
    hidden = with_graphics_card.page.evaluate("kg.dots().getGraph().filterNodes((id, { hidden }) => hidden)")
    assert set(hidden) == {node for node, kind in with_graphics_card.graph.nodes(data="kind") if kind == "Commitment"}


def test_the_keyboard_opens_and_closes_a_community(opened, large):
    opened.page.locator("#communities button").nth(1).focus()
    opened.page.keyboard.press("Enter")
    assert drawn(opened) == set(members(large, 1))
    opened.page.locator("#back").focus()
    opened.page.keyboard.press("Enter")
    assert drawn(opened) == set()


def test_the_search_opens_the_community_of_the_match(opened):
    wanted = max(node for node, kind in opened.graph.nodes(data="kind") if kind == "Dialogue")
    label = opened.graph.nodes[wanted]["label"]
    opened.search(label)
    opened.page.locator("#search").press("Enter")
    assert opened.selected == wanted
    assert wanted in drawn(opened)
    assert label in opened.panel.inner_text()


def test_an_address_restores_the_open_community(opened, visit, large):
    click_group(opened, 3)
    opened.page.locator("#views button", has_text="Layers").click()
    state = opened.page.locator("html").get_attribute("data-state")
    again = visit(*large, fragment=f"#{state}")
    assert again.page.locator("html").get_attribute("data-opened") == "3"
    assert again.page.locator("html").get_attribute("data-state") == state
    assert drawn(again) == drawn(opened) != set()


def test_layers_need_an_open_community(opened):
    layers = opened.page.locator("#view-layers")
    assert layers.is_disabled()
    assert layers.get_attribute("title").endswith(": open a community first")
    click_group(opened, 0)
    layers.click()
    assert opened.page.locator("html").get_attribute("data-view") == "layers"
    opened.page.locator("#back").click()
    assert opened.page.locator("html").get_attribute("data-view") == "network"


@pytest.fixture(scope="session")
def isolated(tmp_path_factory):
    """A large graph with an isolated community of one class, in which all names begin with the same words."""
    graph = big(2500)
    ring = [f"https://example.org/kg/alone/{n}" for n in range(60)]
    graph.add_nodes_from(ring, label="Alone", kind="Framework")
    for one, other in itertools.pairwise(ring):
        graph.add_edge(one, other, key="kg:after", relation="kg:after", label="after")
    for node, label in graph.nodes(data="label"):
        graph.nodes[node]["label"] = f"Made-up name of {label}"
    file = tmp_path_factory.mktemp("isolated") / "isolated.html"
    draw.write(graph, file)
    return file, graph


def test_an_isolated_community_of_one_class_is_described(visit, isolated):
    it = visit(*isolated)
    it.page.locator("#communities button", has_text="Alone").click()
    layers = it.page.locator("#view-layers")
    assert layers.is_disabled()
    assert layers.get_attribute("title").endswith(": all things of this community are in one column, Frameworks")
    text = it.page.locator("#communities .group").inner_text()
    assert text == "60 things with 59 relations among them. No relation leads to another community."


@pytest.mark.parametrize("which", ["large", "isolated"])
@pytest.mark.parametrize("width", [1440, 390])
def test_texts_of_bubbles_fit_and_are_distinct(visit, request, which, width):
    it = visit(*request.getfixturevalue(which), width, 844)
    found = it.page.evaluate(
        """() => {
          const pen = document.createElement("canvas").getContext("2d");
          const family = getComputedStyle(document.body).fontFamily;
          const scale = kg.network.getScale();
          return kg.groupLabels().map(({ at, rows, count }) => {
            pen.font = `620 12px ${family}`;
            const wide = Math.max(...[...rows, count].map((row) => pen.measureText(row).width));
            return [rows, count, Math.hypot(wide, rows.length * 15), 2 * kg.groups[at].r * scale];
          });
        }"""
    )
    assert len(found) == len(groups(it))
    assert [row for row in found if row[2] > row[3]] == []
    assert all(count or rows for rows, count, *_ in found)
    said = [row for rows, *_ in found for row in rows]
    assert len(set(said)) == len(said)
    assert said or which == "isolated"


def test_the_map_says_that_it_shows_the_whole_graph(opened, large):
    click_group(opened, 2)
    opened.page.locator("#view-map").click()
    beside = opened.page.locator("#communities")
    assert beside.locator("summary").inner_text() == f"Communities {len(groups(opened))}"
    assert beside.locator(".group").inner_text().startswith("The map shows the whole graph.")
    assert beside.locator("li").count() == len(groups(opened))
    beside.get_by_role("button", name="Back to").click()
    assert drawn(opened) == set(members(large, 2))
    opened.page.locator("#view-map").click()
    beside.locator("li button").nth(1).click()
    assert opened.page.locator("html").get_attribute("data-view") == "network"
    assert drawn(opened) == set(members(large, 1))


def test_the_map_shows_countries_of_all_communities(opened):
    opened.page.locator("#view-map").click()
    countries = {node for node, kind in opened.graph.nodes(data="kind") if kind == "Country"}
    assert countries <= drawn(opened)
    assert opened.dataset("arcs") > 0
    opened.page.locator("#view-network").click()
    assert drawn(opened) == set()


def test_filters_apply_to_the_whole_graph(opened):
    opened.filter("Commitment").uncheck()
    left = [node for node, kind in opened.graph.nodes(data="kind") if kind != "Commitment"]
    assert opened.shown() == (len(left), opened.graph.subgraph(left).number_of_edges())


def test_the_legend_counts_the_whole_graph_while_a_community_is_open(opened):
    counts = opened.page.locator("#kinds .count")
    whole = counts.all_inner_texts()
    click_group(opened, 2)
    assert counts.all_inner_texts() == whole


def test_of_a_path_across_communities_only_the_path_is_drawn(opened):
    one, other = (group["hubs"][0] for group in groups(opened)[:2])
    opened.page.evaluate("(ends) => { location.hash = new URLSearchParams(ends); }", {"from": one, "to": other})
    opened.page.wait_for_selector("html[data-selected=path]")
    assert {one, other} <= drawn(opened)
    assert len(drawn(opened)) < 20
    assert drawn(opened) < set(opened.graph)
    opened.page.keyboard.press("Escape")
    assert drawn(opened) == set()


def test_communities_can_be_opened_to_choose_the_ends_of_a_path(opened, large):
    opened.page.locator("#path").click()
    ends = []
    for at in (0, 1):
        click_group(opened, at)
        assert drawn(opened) == set(members(large, at))
        assert opened.page.locator("#path-from").is_visible()
        ends.append(min(members(large, at)))
        opened.page.evaluate(
            "(id) => kg.network.moveTo({ position: kg.network.getPosition(id), scale: 1, offset: { x: -200, y: 0 } })",
            ends[-1],
        )
        opened.click_node(ends[-1])
        if at == 0:
            opened.page.locator("#back").click()
    values = [opened.page.locator(f"#path-{end}").input_value() for end in ("from", "to")]
    assert values == [opened.graph.nodes[end]["label"] for end in ends]
    assert set(ends) <= drawn(opened)


def test_neighbours_in_other_communities_are_drawn(opened):
    hub = groups(opened)[0]["hubs"][0]
    opened.page.evaluate("(id) => { location.hash = new URLSearchParams({ around: id }); }", hub)
    opened.page.wait_for_selector("#neighbourhood:not([hidden])")
    near = {hub, *opened.graph.predecessors(hub), *opened.graph.successors(hub)}
    assert drawn(opened) == near
    opened.page.locator("#neighbourhood-all").click()
    assert drawn(opened) == set()


def test_the_table_counts_all_relations_and_the_picture_contains_all_things(opened):
    opened.page.locator("#list").click()
    total = f"{opened.graph.number_of_edges():,}"
    assert f"3,000 of {total} relations" in opened.page.locator("#dialog-body").inner_text()
    opened.page.locator("#close").click()
    opened.page.locator("#save").click()
    with opened.page.expect_download() as saved:
        opened.page.locator("#save-svg").click()
    picture = Path(saved.value.path()).read_text()
    assert picture.count("<circle") >= len(groups(opened))
    # Each thing is a dot: a line of length 0.
    assert picture.count("h0") == opened.graph.number_of_nodes()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_all_bubbles_are_in_view(visit, large, width, height):
    it = visit(*large, width, height, "dark")
    edges = it.page.evaluate(
        """kg.groups.flatMap(({x, y, r}) => [[x - r, y - r], [x + r, y + r]])
        .map(([x, y]) => Object.values(kg.network.canvasToDOM({x, y})))"""
    )
    box = it.page.locator("#canvas").bounding_box()
    assert all(0 <= x <= box["width"] and 0 <= y <= box["height"] for x, y in edges)


def test_without_webgl_the_canvas_draws_the_dots(visit, large, playwright_of):
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    chromium = playwright_of.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-3d-apis"])
    try:
        it = visit(*large, within=chromium)
        it.page.wait_for_selector("html[data-backdrop=canvas]")
        assert it.page.locator("#backdrop").count() == 0
        click_group(it, 1)
        assert drawn(it) == set(members(large, 1))
    finally:
        it.page.close()
        chromium.close()


def test_a_browser_without_decompression_shows_a_message(browser, large):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(large[0].as_uri())
    page.wait_for_selector("html[data-ready=never]")
    assert "too old for this page" in page.locator("#empty").inner_text()
    context.close()
