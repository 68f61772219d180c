"""The three views of a graph: positions, arcs, filters, selection, labels, flags, languages, table."""

import collections
import itertools
import math

import networkx as nx
import pytest

from kg import page
from kg.page.layouts import atlas
from kg.page.layouts.layers import layers
from kg.page.layouts.thinning import CROWD, STEPS, thin

pytestmark = pytest.mark.browser

BASE = "https://example.org/kg/"
UZBEKISTAN = f"{BASE}country/UZ"
VIEWS = {"network": "1", "layers": "2", "map": "3"}
SIZES = {
    "1440x900": (1440, 900),
    "390x844": (390, 844),
    "360x740": (360, 740),
    "4K": (3840, 2160),
    "4K at 2": (1920, 1080),
}


@pytest.fixture(scope="session")
def entities(shipped):
    return shipped.to_networkx("entities")


@pytest.fixture(scope="session")
def countries(shipped):
    return shipped.to_networkx("countries")


def go(opened, view):
    opened.page.keyboard.press(VIEWS[view])
    opened.page.wait_for_selector(f"html[data-view={view}]:not([data-moving])")
    opened.page.wait_for_selector("html[data-flags]")


def positions(opened):
    found = opened.page.evaluate("kg.network.getPositions(kg.nodes.getIds())")
    return {node: (place["x"], place["y"]) for node, place in found.items()}


def shared(graph):
    """Count what pairs of countries share: frameworks, sessions and commitments with a relation to both."""
    found = collections.Counter()
    for node, kind in graph.nodes(data="kind"):
        if kind in ("Framework", "Dialogue", "Event", "Commitment", "Instrument", "Organisation"):
            near = {other for other in nx.all_neighbors(graph, node) if graph.nodes[other].get("coordinates")}
            found.update(itertools.combinations(sorted(near), 2))
    return found


def strengths(opened):
    arcs = opened.page.evaluate("kg.arcs().map((arc) => [arc.from, arc.to, arc.things.length + arc.edges.length])")
    return {(start, end): links for start, end, links in arcs}


@pytest.mark.parametrize("view", ["layers", "map"])
def test_keys_and_buttons_choose_a_view(opened, view):
    assert opened.page.locator("#view-network").get_attribute("aria-pressed") == "true"
    go(opened, view)
    assert opened.page.locator("#views [aria-pressed=true]").get_attribute("id") == f"view-{view}"
    opened.page.locator("#view-network").click()
    assert opened.page.locator("html").get_attribute("data-view") == "network"
    opened.page.locator(f"#view-{view}").click()
    assert opened.page.locator("html").get_attribute("data-view") == view


def test_numbers_typed_into_the_search_do_not_change_the_view(opened):
    opened.search("")
    opened.page.locator("#search").press("3")
    assert opened.page.locator("html").get_attribute("data-view") == "network"


def test_positions_in_layers_are_those_of_python(opened, sample):
    go(opened, "layers")
    assert positions(opened) == layers(sample)


def test_the_map_shows_only_countries(opened, sample):
    go(opened, "map")
    found = positions(opened)
    assert {node for node in found if not node.startswith("arc ")} == {
        node for node, kind in sample.nodes(data="kind") if kind == "Country"
    }
    x, y = atlas.project(*sample.nodes[UZBEKISTAN]["coordinates"])
    assert math.dist(found[UZBEKISTAN], (x, y)) < 40


def test_leaving_the_map_restores_things_and_positions(opened, sample):
    before = positions(opened)
    go(opened, "map")
    go(opened, "layers")
    go(opened, "network")
    assert positions(opened) == before
    assert opened.page.evaluate("kg.edges.length") == sample.number_of_edges()


def test_arcs_count_what_two_countries_share(opened, sample):
    go(opened, "map")
    assert strengths(opened) == dict(shared(sample))


def test_arcs_of_the_shipped_graph_count_what_is_shared(open_page, entities):
    opened = open_page(entities)
    go(opened, "map")
    assert strengths(opened) == dict(shared(entities))


def test_wider_arcs_stand_for_more_links(opened):
    go(opened, "map")
    widths = opened.page.evaluate(
        "Object.fromEntries(kg.arcs().map((a) => [a.id, kg.edges.get(a.id)?.width]))",
    )
    links = {f"arc {start} {end}": count for (start, end), count in strengths(opened).items()}
    drawn = sorted((links[name], width) for name, width in widths.items() if width)
    assert drawn[0][1] < drawn[-1][1]
    assert [width for _, width in drawn] == sorted(width for _, width in drawn)


def test_the_slider_of_the_map_hides_weak_arcs(opened):
    go(opened, "map")
    links = strengths(opened).values()
    opened.page.locator("#strength").fill("3")
    expected = sum(count >= 3 for count in links)
    opened.page.wait_for_selector(f"html[data-arcs='{expected}']")
    assert 0 < expected < len(links)
    text = opened.page.locator("#note-text").inner_text()
    assert text == f"Arcs with 3 or more links: {expected} of {len(links)}"


def test_a_filter_weakens_the_arcs(opened, sample):
    go(opened, "map")
    before = strengths(opened)
    opened.filter("Framework").uncheck()
    kept = [node for node, kind in sample.nodes(data="kind") if kind != "Framework"]
    assert strengths(opened) == dict(shared(sample.subgraph(kept)))
    assert sum(strengths(opened).values()) < sum(before.values())


def test_classes_can_be_hidden_in_each_view(opened):
    opened.filter("Country").uncheck()
    for view in VIEWS:
        go(opened, view)
        shown = opened.page.evaluate("kg.nodes.getIds()")
        assert not [node for node in shown if "/country/" in node]
        assert bool(shown) == (view != "map")


def test_search_and_click_select_in_each_view(opened):
    for view in VIEWS:
        go(opened, view)
        opened.search("uzbekistan")
        opened.page.keyboard.press("Enter")
        assert opened.selected == UZBEKISTAN
        assert opened.panel.locator("h2").inner_text() == "Uzbekistan"
        x = opened.page.evaluate("(id) => kg.network.canvasToDOM(kg.network.getPosition(id)).x", UZBEKISTAN)
        assert x < opened.panel.bounding_box()["x"] - opened.page.locator("#stage").bounding_box()["x"]
        opened.page.keyboard.press("Escape")
        opened.click_node(f"{BASE}country/JP")
        assert opened.selected == f"{BASE}country/JP"
        opened.page.keyboard.press("Escape")


def test_a_change_of_view_keeps_the_selection(opened):
    opened.click_node(UZBEKISTAN)
    for view in ("layers", "map", "network"):
        go(opened, view)
        assert opened.selected == UZBEKISTAN
        assert opened.panel.is_visible()


def test_a_framework_selected_on_the_map_shows_its_countries(opened, sample):
    go(opened, "map")
    opened.search("india–central")
    opened.page.keyboard.press("Enter")
    faded = opened.page.evaluate("(id) => kg.nodes.get(id).color.background", f"{BASE}country/JP")
    bright = opened.page.evaluate("(id) => kg.nodes.get(id).color.background", f"{BASE}country/IN")
    assert opened.selected == f"{BASE}in-ca"
    assert faded != bright


def test_the_details_of_an_arc_list_what_is_shared(opened, sample):
    go(opened, "map")
    opened.page.locator("#strength").fill("1")
    arc = "kg.arcs().find((a) => a.from.endsWith('IN') && a.to.endsWith('KZ'))"
    # A point that no other arc crosses; pointers have integer coordinates.
    point = f"""() => {{
        const id = {arc}.id, {{ edgeType }} = kg.network.body.edges[id];
        const near = ({{ x, y }}) => [-2, 0, 2].flatMap((dx) => [-2, 0, 2].map((dy) => ({{ x: x + dx, y: y + dy }})));
        const free = (at) => near(at).every((spot) => kg.network.getEdgeAt(spot) === id && !kg.network.getNodeAt(spot));
        const points = [5, 6, 4, 7, 3, 8, 2].map((part) => kg.network.canvasToDOM(edgeType.getPoint(part / 10)));
        return Object.values(points.find(free));
    }}"""
    opened.click(*opened.page.evaluate(point))
    assert opened.selected == f"arc {BASE}country/IN {BASE}country/KZ"
    text = opened.panel.inner_text()
    assert "shares with" in text
    assert "India–Central Asia Dialogue" in text
    opened.panel.get_by_role("button", name="India–Central Asia Dialogue").click()
    assert opened.selected == f"{BASE}in-ca"


@pytest.mark.parametrize("by", ["row", "path"])
def test_arcs_between_the_countries_of_a_row_or_a_path_are_highlighted(open_page, sample, by):
    states = [f"{BASE}country/{code}" for code in ("UZ", "US")]
    row = {"cells": ["both"], "nodes": [*states, f"{BASE}us-uz"], "edges": []}
    sample.graph["answer"] = {"question": "Who?", "columns": ["who"], "rows": [row]}
    opened = open_page(sample, fragment="#row=1" if by == "row" else f"#from={states[0]}&to={states[1]}")
    go(opened, "map")
    arcs = opened.page.evaluate("kg.edges.get().map((edge) => [edge.id.replace('~', ''), edge.color.color])")
    lit = [colour for arc, colour in arcs if arc == f"arc {states[1]} {states[0]}"]
    others = {colour for arc, colour in arcs if arc != f"arc {states[1]} {states[0]}"}
    assert len(lit) > 0
    assert len(others) == 1
    assert not others & set(lit)


def test_arcs_cross_the_edge_of_the_map_if_that_is_shorter(opened):
    go(opened, "map")
    opened.page.locator("#strength").fill("1")
    spans = opened.page.evaluate(
        """kg.edges.get().map((edge) => [edge.id, ...[edge.from, edge.to].map((id) => kg.network.getPosition(id).x)])"""
    )
    assert max(abs(start - end) for _, start, end in spans) < atlas.WIDTH / 2
    halves = [name for name, *_ in spans if name.endswith("~")]
    assert f"arc {BASE}country/JP {BASE}country/US~" not in halves  # they share nothing
    graph = nx.MultiDiGraph()
    for code, at in (("JP", (35.7, 139.8)), ("US", (38.9, -77.0))):
        graph.add_node(code, kind="Country", label=code, coordinates=at)
        graph.add_edge(code, "pact", key="r", relation="kg:r", label="r")
    graph.nodes["pact"].update(kind="Framework", label="Pact")
    assert page.contents(page.page(graph))["map"]["crossing"] == [["JP", "US"]]


def test_both_halves_of_an_arc_over_the_edge_select_the_arc(open_page):
    graph = nx.MultiDiGraph()
    for code, at in (("JP", (35.7, 139.8)), ("US", (38.9, -77.0)), ("UZ", (41.3, 69.3))):
        graph.add_node(code, kind="Country", label=code, coordinates=at)
        graph.add_edge(code, "pact", key="r", relation="kg:r", label="r")
    graph.nodes["pact"].update(kind="Framework", label="Pact")
    opened = open_page(graph)
    go(opened, "map")
    assert sorted(opened.page.evaluate("kg.edges.getIds()")) == ["arc JP US", "arc JP US~", "arc JP UZ", "arc US UZ"]
    ends = opened.page.evaluate("['arc JP US>', 'arc JP US<'].map((id) => kg.network.getPosition(id))")
    assert ends[0]["x"] == -ends[1]["x"] > 0
    assert ends[0]["y"] == ends[1]["y"]
    opened.page.evaluate("kg.network.moveTo({position: {x: -400, y: -200}, scale: 1})")
    half = "kg.network.body.edges['arc JP US~'].edgeType.getPoint(0.5)"
    opened.click(*opened.page.evaluate(f"Object.values(kg.network.canvasToDOM({half}))"))
    assert opened.selected == "arc JP US"


def test_a_graph_of_one_class_without_coordinates_has_only_the_network(open_page):
    graph = nx.MultiDiGraph()
    graph.add_edge("urn:a", "urn:b", key="r", relation="kg:r", label="r")
    opened = open_page(graph)
    assert not opened.page.locator("#views").is_visible()
    for key in "23":
        opened.page.keyboard.press(key)
        assert opened.page.locator("html").get_attribute("data-view") == "network"


def test_a_change_of_view_is_animated(open_page, sample):
    opened = open_page(sample)
    opened.page.emulate_media(reduced_motion="no-preference")
    opened.page.keyboard.press("2")
    opened.page.wait_for_selector("html[data-moving=true]")
    opened.page.wait_for_selector("html:not([data-moving])")
    assert positions(opened) == layers(sample)


def test_with_reduced_motion_a_change_of_view_is_not_animated(opened, sample):
    opened.page.keyboard.press("2")
    assert opened.page.locator("html").get_attribute("data-moving") is None
    assert positions(opened) == layers(sample)


class TestThinning:
    @pytest.fixture
    def opened(self, open_page, entities):
        return open_page(entities)

    def lines(self, opened):
        pairs = opened.page.evaluate("kg.edges.get().map((edge) => [edge.from, edge.to])")
        return {tuple(sorted(pair)) for pair in pairs}

    def test_a_small_graph_is_drawn_whole(self, open_page, sample):
        opened = open_page(sample)
        assert sample.number_of_edges() <= CROWD
        assert opened.dataset("drawn") == sample.number_of_edges()
        assert not opened.page.locator("#note").is_visible()

    def test_the_page_draws_the_same_lines_as_the_layout(self, opened, entities):
        assert self.lines(opened) == thin(entities)

    def test_the_note_says_how_many_relations_are_drawn(self, opened, entities):
        drawn = opened.page.evaluate("kg.edges.length")
        text = opened.page.locator("#note-text").inner_text()
        assert drawn < entities.number_of_edges() / 2
        assert text == f"{drawn} of {entities.number_of_edges()} relations drawn"

    def test_connected_things_remain_connected(self, opened, entities):
        kept = nx.Graph(self.lines(opened))
        for start, end in entities.edges():
            assert nx.shortest_path_length(kept, start, end) <= STEPS

    def test_a_button_draws_all_relations(self, opened, entities):
        opened.page.locator("#all-lines").click()
        assert opened.page.evaluate("kg.edges.length") == entities.number_of_edges()
        opened.page.locator("#all-lines").click()
        assert opened.page.evaluate("kg.edges.length") < entities.number_of_edges()

    def test_all_relations_of_the_selection_are_drawn(self, opened, entities):
        before = opened.page.evaluate("kg.edges.length")
        node = next(node for node, label in entities.nodes(data="label") if label == "C5+1")
        opened.search("C5+1")
        opened.page.keyboard.press("Enter")
        drawn = opened.page.evaluate("(id) => kg.edges.get().filter((e) => [e.from, e.to].includes(id)).length", node)
        assert drawn == entities.degree(node)
        opened.page.keyboard.press("Escape")
        opened.page.mouse.move(3, 3)
        assert opened.page.evaluate("kg.edges.length") == before

    def test_thinning_respects_filters(self, opened, entities):
        opened.filter("Framework").uncheck()
        kept = nx.Graph(self.lines(opened))
        left = entities.subgraph(n for n, kind in entities.nodes(data="kind") if kind != "Framework")
        for start, end in left.edges():
            assert nx.shortest_path_length(kept, start, end) <= STEPS


def measured(opened):
    """Return the boxes of labels on the screen, measured with the font of the page, and of symbols."""
    opened.page.wait_for_selector("html[data-labels]")
    return opened.page.evaluate(
        """() => {
          const pen = document.createElement("canvas").getContext("2d");
          const family = getComputedStyle(document.body).fontFamily;
          const scale = kg.network.getScale();
          const screen = (x, y) => kg.network.canvasToDOM({ x, y });
          const names = kg.labels().map((label) => {
            const px = label.px * scale;
            pen.font = `${label.bold ? 620 : 450} ${px}px ${family}`;
            const wide = Math.max(...label.rows.map((row) => pen.measureText(row).width));
            const step = 14 * label.unit * scale;
            const at = screen(label.x, label.y);
            const foot = at.y + 11 * label.unit * scale;
            // From the top of the capitals in the first row to the bottom of the letters in the last row.
            return [at.x - wide / 2, foot - 0.72 * px, at.x + wide / 2,
              foot + (label.rows.length - 1) * step + 0.2 * px, label.rows.join(" "), label.id, px];
          });
          const symbols = kg.nodes.get().filter((node) => !node.edgePoint).map((node) => {
            const at = screen(...Object.values(kg.network.getPosition(node.id)));
            const half = node.size * scale * (node.shape === "dot" || node.shape === "square" ? 1 : 0.8);
            return [at.x - half, at.y - half, at.x + half, at.y + half, "", node.id];
          });
          return { names, symbols };
        }"""
    )


def overlap(one, other):
    return min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["entities", "countries"])
def test_labels_of_the_shipped_graph_do_not_overlap_and_are_not_cut_off(open_page, request, name, size):
    opened = open_page(request.getfixturevalue(name), *SIZES[size], scale=2 if size == "4K at 2" else 1)
    for view in VIEWS:
        if name == "countries" and view == "layers":
            assert not opened.page.locator("#view-layers").is_visible()
        else:
            go(opened, view)
            check_names(opened, view, SIZES[size][0])


def check_names(opened, view, width):
    """Check that labels overlap neither labels nor symbols, and that nothing is cut off."""
    found = measured(opened)
    names, symbols = found["names"], found["symbols"]
    assert len(names) >= (len(symbols) / 5 if width < 400 else len(symbols) / 2)
    assert [(a[4], b[4]) for a, b in itertools.combinations(names, 2) if overlap(a, b)] == []
    assert [(a[4], b[5]) for a in names for b in symbols if a[5] != b[5] and overlap(a, b)] == []
    stage = opened.page.locator("#stage").bounding_box()
    bar = opened.page.locator("#bar").bounding_box()
    # On a phone only some columns are in view.
    whole = view != "layers" or width > 400
    for left, top, right, bottom, *_ in [*names, *symbols]:
        assert left >= -1
        assert right <= stage["width"] + 1 or not whole
        assert top >= bar["y"] + bar["height"] - stage["y"] - 1
        assert bottom <= stage["height"] + 1 or not whole
    assert min(name[6] for name in names) >= (10 if width < 2400 else 14) - 0.01


def named(opened):
    """Wait for the drawing, and return the things that have a label."""
    opened.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return set(opened.page.evaluate("kg.labels().map((label) => label.id)"))


def find(opened, text):
    opened.search(text)
    opened.page.keyboard.press("Enter")


def called(entities, label):
    return next(node for node, name in entities.nodes(data="label") if name == label)


def in_the_open(opened, wanted):
    """Return whether panel and bar cover no label and no symbol of these things."""
    found = measured(opened)
    stage, bar, panel = (opened.page.locator(name).bounding_box() for name in ("#stage", "#bar", "#panel"))
    below = panel["y"] > stage["y"] + stage["height"] / 3
    right, foot = (stage["width"], panel["y"] - stage["y"]) if below else (panel["x"] - stage["x"], stage["height"])
    head = bar["y"] + bar["height"] - stage["y"]
    boxes = [box for box in [*found["names"], *found["symbols"]] if box[5] in wanted]
    return len(boxes) == 2 * len(wanted) and all(
        box[0] >= -1 and box[2] <= right + 1 and box[1] >= head - 1 and box[3] <= foot + 1 for box in boxes
    )


class TestNames:
    """Things in focus always have a label."""

    SIZES = ((1440, 900), (390, 844))

    @pytest.mark.parametrize("size", SIZES)
    def test_the_selection_has_a_label_in_each_view(self, open_page, entities, size):
        opened = open_page(entities, *size, fragment="#view=map")
        saidov, uzbekistan = called(entities, "Bakhtiyor Saidov"), called(entities, "Uzbekistan")
        find(opened, "saidov, bakhtiyor")
        for view in reversed(VIEWS):
            opened.page.locator(f"#view-{view}").click()
            wanted = uzbekistan if view == "map" else saidov
            assert wanted in named(opened)
            assert in_the_open(opened, {wanted})
        assert uzbekistan in named(opened)

    @pytest.mark.parametrize("size", SIZES)
    def test_ends_of_a_selected_relation_and_things_of_a_path_have_labels(self, open_page, entities, size):
        opened = open_page(entities, *size)
        for view in ("network", "layers"):
            go(opened, view)
            self.check_ends(opened, entities, view)
            opened.page.keyboard.press("Escape")

    def check_ends(self, opened, entities, view):
        edges = opened.page.evaluate("kg.edges.get().map((edge) => [edge.id, edge.from, edge.to])")
        for edge, *ends in edges[:: len(edges) // 6]:
            opened.page.evaluate("(id) => kg.select({ type: 'edge', id })", edge)
            assert set(ends) <= named(opened)
        one, other = called(entities, "Xi Jinping"), called(entities, "C5+1")
        opened.page.evaluate("(ends) => { location.hash = new URLSearchParams(ends); }",
                             {"from": one, "to": other, "view": view})  # fmt: skip
        opened.page.wait_for_selector("html[data-selected=path]")
        route = opened.panel.locator(".route > li > .plain").all_inner_texts()
        assert {called(entities, label) for label in route} <= named(opened)
        assert len(route) > 2

    def test_the_selection_and_the_thing_at_the_cursor_have_labels(self, open_page, entities):
        opened = open_page(entities)
        find(opened, "xi jinping")
        other = called(entities, "Donald Lu")
        opened.page.evaluate("(id) => kg.moveCursor(id)", other)
        assert {called(entities, "Xi Jinping"), other} <= named(opened)

    def test_labels_of_things_in_focus_may_overlap(self, open_page):
        graph = nx.MultiDiGraph()
        for place in range(12):
            graph.add_node(f"urn:{place}", label=f"A long name of number {place}", kind="Country", coordinates=(41, 69))
            graph.add_edge(f"urn:{place}", "pact", key="r", relation="kg:r", label="r")
        graph.nodes["pact"].update(kind="Framework", label="Pact")
        opened = open_page(graph, 390, 844, fragment="#view=map")
        assert len(named(opened)) < 12
        find(opened, "pact")
        assert len(named(opened)) == 12

    @pytest.mark.parametrize("size", SIZES)
    def test_countries_with_most_links_have_labels_on_the_map(self, open_page, entities, size):
        opened = open_page(entities, *size, fragment="#view=map")
        links = collections.Counter()
        for ends, count in strengths(opened).items():
            links.update(dict.fromkeys(ends, count))
        assert {node for node, _ in links.most_common(3)} <= named(opened)

    @pytest.mark.parametrize(("size", "view"), [((1440, 900), "network"), ((390, 844), "network"), ((390, 844), "map")])
    def test_the_note_counts_missing_labels(self, open_page, entities, size, view):
        opened = open_page(entities, *size, fragment=f"#view={view}")
        left = len(opened.page.evaluate("kg.nodes.getIds().filter((id) => !id.startsWith('arc '))")) - len(
            named(opened)
        )
        text = opened.page.locator("#note-names")
        assert text.is_visible()
        assert text.inner_text().casefold() == f"zoom in for {left} more names"
        note, foot = (opened.page.locator(name).bounding_box() for name in ("#note", "#stage"))
        assert note["y"] + note["height"] <= foot["y"] + foot["height"]
        lowest = max(box[3] for box in [*measured(opened)["names"], *measured(opened)["symbols"]])
        assert lowest <= note["y"] - foot["y"] + 10


class TestRoom:
    """The panel does not cover the selection and its neighbours."""

    @pytest.mark.parametrize("label", ["1st China–Uzbekistan Foreign Ministers' Strategic Dialogue", "Uzbekistan"])
    @pytest.mark.parametrize("way", ["change", "within", "link"])
    def test_selection_and_neighbours_are_in_view_in_layers(self, open_page, entities, label, way):
        node = called(entities, label)
        if way == "link":
            opened = open_page(entities, fragment=f"#view=layers&node={node}")
        else:
            opened = open_page(entities, fragment="#view=layers" if way == "within" else "")
            find(opened, label)
            opened.page.locator("#view-layers").click()
        near = {node, *nx.all_neighbors(entities, node)}
        assert near <= named(opened)
        assert in_the_open(opened, near)

    def test_on_a_phone_the_selection_is_in_view(self, open_page, entities):
        node = called(entities, "Uzbekistan")
        opened = open_page(entities, 390, 844, fragment=f"#node={node}")
        for view in VIEWS:
            opened.page.locator(f"#view-{view}").click()
            assert in_the_open(opened, {node})

    def test_a_link_restores_a_moved_view(self, open_page, entities):
        node = called(entities, "Uzbekistan")
        opened = open_page(entities, fragment=f"#node={node}&eye=10,20,0.9")
        assert opened.page.evaluate("kg.network.getScale()") == pytest.approx(0.9)

    def test_closing_the_details_restores_the_labels(self, open_page, entities):
        opened = open_page(entities)
        before = named(opened)
        find(opened, "uzbekistan")
        opened.page.keyboard.press("Escape")
        opened.page.mouse.move(3, 3)
        assert named(opened) == before


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 740)])
def test_labels_in_layers_are_legible_on_a_phone(open_page, entities, width, height):
    opened = open_page(entities, width, height, fragment="#view=layers")
    assert named(opened) == set(entities)
    found = {box[5]: box for box in measured(opened)["names"]}
    for node, label in entities.nodes(data="label"):
        text = found[node][4]
        assert text == label or len(text) >= 14
    assert found[called(entities, "Australia")][0] >= 0
    assert found[called(entities, "Uzbekistan")][2] < width


def test_in_layers_lines_do_not_cross_labels(open_page, entities):
    opened = open_page(entities, fragment="#view=layers")
    assert named(opened) == set(entities)
    # The boxes of labels contain background and text: no pixel has the colour of a line.
    coloured = opened.page.evaluate(
        """() => {
          const canvas = document.querySelector("#canvas canvas");
          const ratio = canvas.width / canvas.clientWidth;
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const screen = (x, y) => Object.values(kg.network.canvasToDOM({ x, y })).map((value) => value * ratio);
          const grey = (x, y) => {
            const rgb = data.subarray((y * canvas.width + x) * 4, (y * canvas.width + x) * 4 + 3);
            return Math.max(...rgb) - Math.min(...rgb) < 60;
          };
          return kg.labels().filter(({ box }) => {
            const [[left, top], [right, bottom]] = [screen(box.left, box.top), screen(box.right, box.bottom)];
            for (let x = Math.ceil(left) + 2; x < right - 2; x += 1) {
              for (let y = Math.ceil(top) + 2; y < bottom - 2; y += 1) if (!grey(x, y)) return true;
            }
            return false;
          }).length;
        }"""
    )
    assert coloured == 0


@pytest.mark.parametrize("size", SIZES)
def test_controls_fit_at_every_size(open_page, entities, size):
    width, height = SIZES[size]
    opened = open_page(entities, width, height)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    boxes = [opened.page.locator(name).bounding_box() for name in ("#views", "#tools", "#note", "#foot")]
    for box in boxes:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
    views, tools = boxes[:2]
    # The groups of buttons are side by side, or on a phone one below the other.
    assert views["x"] + views["width"] <= tools["x"] or views["y"] + views["height"] <= tools["y"]


def test_the_drawing_fills_a_large_screen(open_page, entities):
    opened = open_page(entities, 3840, 2160)
    xs, ys = zip(*((box[0], box[1]) for box in measured(opened)["symbols"]), strict=True)
    assert max(ys) - min(ys) > 0.75 * 2160
    assert max(xs) - min(xs) > 0.5 * 3840


class TestFlags:
    def test_each_country_has_its_flag(self, opened, sample):
        count = sum(kind == "Country" for _, kind in sample.nodes(data="kind"))
        opened.page.wait_for_selector(f"html[data-flags='{count}']")

    def test_lists_show_flags(self, opened):
        opened.search("uzbek")
        image = opened.page.locator("#matches img").first
        assert image.get_attribute("src").startswith("data:image/svg+xml,%3Csvg")
        assert image.get_attribute("alt") == ""
        assert image.evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")

    def test_a_country_without_a_flag_has_a_symbol(self, open_page):
        graph = nx.MultiDiGraph()
        graph.add_node("urn:a", label="Nowhere", kind="Country", code="QQ")
        graph.add_node("urn:b", label="Uzbekistan", kind="Country", code="UZ")
        opened = open_page(graph)
        opened.page.wait_for_selector("html[data-flags='1']")
        opened.search("nowhere")
        assert opened.page.locator("#matches svg").count() == 1
        assert opened.page.locator("#matches img").count() == 0


class TestLanguages:
    def choose(self, opened, tag):
        opened.page.locator("#language").select_option(tag)
        opened.page.wait_for_selector(f"html[data-language='{tag}']")

    def test_the_panel_uses_the_chosen_language(self, opened):
        opened.click_node(UZBEKISTAN)
        self.choose(opened, "ru")
        assert opened.panel.locator("h2").inner_text() == "Узбекистан"
        self.choose(opened, "")
        assert opened.panel.locator("h2").inner_text() == "Uzbekistan"

    def test_the_drawing_uses_the_chosen_language(self, opened):
        self.choose(opened, "ru")
        opened.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        drawn = set(opened.page.evaluate("kg.labels().map((label) => label.rows.join(' '))"))
        assert {"Узбекистан", "India"} <= drawn
        assert "Uzbekistan" not in drawn

    def test_languages_are_listed_in_their_own_language_with_counts(self, opened):
        texts = opened.page.locator("#language option").all_inner_texts()
        assert texts[0] == "English"
        assert [text.strip("\u2068") for text in texts[1:]] == [
            "العربية\u2069 (3)", "русский\u2069 (3)", "o‘zbek\u2069 (1)", "中文\u2069 (1)",
        ]  # fmt: skip

    def test_the_search_finds_names_in_every_language(self, opened):
        for text in ("Узбекистан", "oʻzbekiston", "أوزبك"):
            opened.search(text)
            opened.page.keyboard.press("Enter")
            assert opened.selected == UZBEKISTAN

    def test_with_one_language_there_is_no_choice(self, open_page):
        graph = nx.MultiDiGraph()
        graph.add_node("urn:a", label="A", kind="Country", labels={"en": "A"})
        opened = open_page(graph)
        assert not opened.page.locator("#language-row").is_visible()

    def test_text_from_right_to_left_does_not_affect_other_text(self, open_page):
        name = "\u202eevil\u202d (السفير) 12"
        graph = nx.MultiDiGraph()
        graph.add_node("urn:a", label=name, kind="Official")
        graph.add_node("urn:b", label="السفير الخاص", kind="Official")
        graph.add_edge("urn:a", "urn:b", key="r", relation="kg:r", label="نسبة", how="لقاء", via="urn:a")
        opened = open_page(graph)
        opened.page.locator("#list").click()
        cells = opened.page.locator("tbody td .plain")
        assert cells.evaluate_all("all => all.map((cell) => getComputedStyle(cell).unicodeBidi)") == ["isolate"] * 3
        assert cells.nth(2).evaluate("cell => getComputedStyle(cell).direction") == "rtl"
        assert opened.page.evaluate("getComputedStyle(document.querySelector('thead th')).direction") == "ltr"

    def test_an_invalid_language_tag_is_accepted(self, open_page):
        graph = nx.MultiDiGraph()
        graph.add_node("urn:a", label="A", kind="Country", labels={"en": "A", "<b>": "B", "not a tag": "C"})
        opened = open_page(graph)
        self.choose(opened, "<b>")
        opened.search("b")
        assert opened.page.locator("#matches .name").inner_text().startswith("B")


class TestTable:
    def test_parallel_relations_differ_in_the_table(self, open_page, countries):
        opened = open_page(countries)
        opened.page.locator("#list").click()
        heads = opened.page.locator("thead th").all_inner_texts()
        assert [head.casefold() for head in heads] == ["from", "relation", "to", "when", "signs"]
        texts = opened.page.locator("tbody td.relation").all_inner_texts()
        assert len(texts) == countries.number_of_edges()
        assert any(text.startswith("both members of") for text in texts)
        rows = opened.page.evaluate(
            """[...document.querySelectorAll('tbody tr')]
              .map((row) => [0, 1, 2].map((at) => row.cells[at].innerText).join('|'))"""
        )
        assert len(set(rows)) == len(rows)

    def test_the_panel_shows_how_two_countries_are_linked(self, open_page, countries):
        opened = open_page(countries)
        opened.page.locator("#list").click()
        opened.page.locator("tbody td.relation button", has_text="both members of").first.click()
        assert opened.panel.locator(".verb").inner_text().startswith("both members of")

    def test_a_relation_of_an_event_has_the_date_of_the_event(self, opened, sample):
        opened.page.locator("#list").click()
        row = opened.page.locator("tbody tr", has_text="Xi'an summit").filter(has_text="session of")
        assert row.locator("td.date").inner_text() == sample.nodes[f"{BASE}xian"]["start"]

    def test_a_shared_session_has_its_date(self, open_page, countries):
        opened = open_page(countries)
        opened.page.locator("#list").click()
        row = opened.page.locator("tbody tr", has_text="1st China–Central Asia Summit").first
        assert row.locator("td.date").inner_text().startswith("2023")

    def test_signs_and_dates_do_not_break(self, open_page, countries):
        opened = open_page(countries)
        opened.page.locator("#list").click()
        for cells in ("td.date", "td.signs"):
            heights = opened.page.locator(f"tbody {cells}").evaluate_all(
                """all => all.map((cell) => {
                  const range = document.createRange();
                  range.selectNodeContents(cell);
                  return range.getClientRects().length;
                })"""
            )
            assert max(heights) <= 1
