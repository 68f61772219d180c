import networkx as nx
import pytest

from kg.page.layouts.positions import layout
from kg.page.style import styles

pytestmark = pytest.mark.browser

BASE = "https://example.org/kg/"
UZBEKISTAN = f"{BASE}country/UZ"


def edge_ids(graph):
    """Return the edges in the order of their ids e0, e1, ..., that is, sorted by ends and keys."""
    return sorted(graph.edges(keys=True))


def test_the_page_shows_every_node_and_edge(opened, sample):
    assert opened.shown() == (len(sample), sample.number_of_edges())
    assert opened.page.evaluate("[kg.nodes.length, kg.edges.length]") == list(opened.shown())


def test_every_label_of_the_sample_fits(opened, sample):
    opened.page.wait_for_selector(f"html[data-labels='{len(sample)}']")


def test_the_legend_counts_each_class(opened, sample):
    for kind in {kind for _, kind in sample.nodes(data="kind")}:
        row = opened.page.locator("#kinds .row", has=opened.filter(kind))
        assert row.locator(".count").inner_text() == str(sum(k == kind for _, k in sample.nodes(data="kind")))


def test_the_legend_counts_each_relation(opened, sample):
    for relation in {relation for *_, relation in sample.edges(data="relation")}:
        row = opened.page.locator("#relations .row", has=opened.filter(relation))
        count = sum(r == relation for *_, r in sample.edges(data="relation"))
        assert row.locator(".count").inner_text() == str(count)


def legend_of(opened):
    return {
        row.locator(".name").inner_text(): row.locator(".count").inner_text()
        for row in opened.page.locator("#filters .row:has(.count)").all()
    }


def test_the_legend_shows_the_visible_and_the_total_counts(open_page, evidence):
    opened = open_page(evidence)
    whole = {
        "Country": "3", "Event": "1", "Framework": "1", "Official": "1", "Inferred, with a proof": "2",
        "Contested": "2", "has party": "2", "met under": "2", "acts for": "1", "held session of": "1",
    }  # fmt: skip
    assert legend_of(opened) == whole
    # A hidden class keeps its count; the counts of its relations change.
    opened.filter("Event").uncheck()
    left = {"Contested": "0 of 2", "has party": "0 of 2", "held session of": "0 of 1"}
    assert legend_of(opened) == whole | left
    assert opened.page.get_by_role("checkbox", name="has party 0 of 2").is_visible()
    opened.filter("kg:metUnder").uncheck()
    assert legend_of(opened) == whole | left | {"Inferred, with a proof": "0 of 2"}
    opened.page.locator("#inferred").uncheck()
    assert legend_of(opened) == whole | left
    opened.filter("Event").check()
    opened.page.locator("#inferred").check()
    opened.filter("kg:metUnder").check()
    assert legend_of(opened) == whole


def test_the_legend_counts_a_neighbourhood(open_page, evidence):
    opened = open_page(evidence, fragment="#around=urn%3Ao")
    counts = legend_of(opened)
    assert (counts["Country"], counts["Official"], counts["acts for"]) == ("1 of 3", "1", "1")
    assert (counts["Event"], counts["has party"], counts["Contested"]) == ("0 of 1", "0 of 2", "0 of 2")


def test_enter_in_the_search_selects_the_first_match(opened):
    opened.search("uzbeki")
    opened.page.keyboard.press("Enter")
    assert opened.selected == UZBEKISTAN
    assert opened.panel.locator("h2").inner_text() == "Uzbekistan"


def test_search_finds_other_names_and_shows_which(open_page):
    graph = nx.MultiDiGraph()
    graph.add_node(
        "urn:a", label="Abdulaziz Example", kind="Official", names=["Abdulaziz Example", "Ábdulazíz Exomple"]
    )
    graph.add_node("urn:b", label="Exompla", kind="Country")
    opened = open_page(graph)
    opened.search("abdulaz")
    assert opened.page.locator("#matches li").all_inner_texts() == ["Abdulaziz Example"]
    opened.search("example")
    assert opened.page.locator("#matches li").all_inner_texts() == ["Abdulaziz Example"]
    opened.search("exomp")
    assert opened.page.locator("#matches li").all_inner_texts() == ["Exompla", "Abdulaziz Example Ábdulazíz Exomple"]
    opened.search("abdulaziz exo")
    opened.page.keyboard.press("Enter")
    assert opened.selected == "urn:a"


def test_search_tolerates_a_typing_error(opened):
    """frontend/test/search.test.ts tests the matches in node."""
    opened.search("uzbekustan")
    opened.page.keyboard.press("Enter")
    assert opened.selected == UZBEKISTAN


def test_arrow_keys_move_through_the_matches(opened):
    opened.search("uzbek")
    options = opened.page.locator("#matches li")
    second = options.nth(1).inner_text()
    opened.page.keyboard.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    opened.page.keyboard.press("Enter")
    assert opened.panel.locator("h2").inner_text() == second


def test_a_click_on_a_match_selects_it(opened):
    opened.search("uzbek")
    opened.page.locator("#matches li").first.click()
    assert opened.selected == UZBEKISTAN


def test_search_says_that_nothing_matches(opened):
    opened.search("Atlantis")
    assert opened.page.locator("#matches").inner_text() == "No match"
    opened.page.keyboard.press("Enter")
    assert opened.selected is None


def test_slash_focuses_the_search_and_escape_clears_it(opened):
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("uzbek")
    opened.page.keyboard.press("Enter")
    assert opened.panel.is_visible()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#search").input_value() == ""
    assert opened.selected == ""
    assert not opened.panel.is_visible()


def test_search_shows_a_match_that_a_filter_hides(opened):
    opened.filter("Country").uncheck()
    opened.search("uzbekistan")
    opened.page.keyboard.press("Enter")
    assert opened.selected == UZBEKISTAN
    assert opened.filter("Country").is_checked()


def test_a_class_can_be_hidden(opened, sample):
    opened.filter("Official").uncheck()
    kept = [node for node, kind in sample.nodes(data="kind") if kind != "Official"]
    assert opened.shown() == (len(kept), sample.subgraph(kept).number_of_edges())
    opened.filter("Official").check()
    assert opened.shown() == (len(sample), sample.number_of_edges())


def test_a_relation_can_be_hidden(opened, sample):
    opened.filter("kg:takesPartIn").uncheck()
    kept = [r for *_, r in sample.edges(data="relation") if r != "kg:takesPartIn"]
    assert opened.shown() == (len(sample), len(kept))
    assert opened.page.evaluate("kg.edges.length") == len(kept)


def test_inferred_relations_can_be_hidden(opened, sample):
    opened.page.locator("#inferred").uncheck()
    assert opened.shown() == (len(sample), sum(not i for *_, i in sample.edges(data="inferred")))


def test_all_classes_can_be_hidden_and_shown_at_once(opened, sample):
    opened.page.locator("#kinds .all").click()
    assert opened.shown() == (0, 0)
    assert opened.page.locator("#empty").is_visible()
    opened.page.locator("#kinds .all").click()
    assert opened.shown() == (len(sample), sample.number_of_edges())


def test_hiding_the_selection_closes_the_panel(opened):
    opened.click_node(UZBEKISTAN)
    opened.filter("Country").uncheck()
    assert not opened.panel.is_visible()


def test_clicking_a_node_shows_its_facts_and_passages(opened, sample):
    opened.click_node(UZBEKISTAN)
    text = opened.panel.inner_text()
    node = sample.nodes[UZBEKISTAN]
    [passage] = node["passages"]
    source = sample.graph["sources"][passage["source"]]
    assert opened.panel.locator("h2").inner_text() == "Uzbekistan"
    assert node["note"] in text
    assert "ISO 3166-1 alpha-2 code" in text
    assert passage["gist"] in text
    assert source["title"] in text
    assert f"paragraph {passage['paragraph']}, sentence {passage['sentence']}" in text


def test_a_passage_links_to_its_place_in_the_source(opened, sample):
    opened.click_node(UZBEKISTAN)
    link = opened.panel.locator(".passage a", has_text="open")
    assert link.get_attribute("href") == sample.nodes[UZBEKISTAN]["passages"][0]["url"]
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_clicking_an_inferred_edge_shows_its_proof(open_page):
    graph = nx.MultiDiGraph(sources={"urn:s": {"title": "A statement", "publisher": None, "issued": None, "url": None}})
    graph.add_node("urn:a", label="A", kind="Country")
    graph.add_node("urn:b", label="B", kind="Framework")
    graph.add_edge(
        "urn:a", "urn:b", key="kg:r", relation="kg:r", label="linked through", inferred=True,
        proof="linked\n└─ stated", passages=[{"source": "urn:s", "gist": "They met."}],
    )  # fmt: skip
    opened = open_page(graph)
    opened.click_edge(0)
    assert opened.selected == "e0"
    assert opened.panel.locator(".proof p").all_inner_texts() == ["linked", "stated"]
    assert "They met." in opened.panel.inner_text()
    assert "A statement" in opened.panel.inner_text()


def test_a_proof_is_indented_and_its_addresses_are_links(open_page):
    proof = (
        "met\n│  because of a rule\n└─ stated\n"
        "      ¶ A text, paragraph 3 <https://example.org/t> <javascript:alert(1)>"
    )
    graph = nx.MultiDiGraph()
    graph.add_edge("urn:a", "urn:b", key="r", inferred=True, proof=proof)
    opened = open_page(graph)
    opened.click_edge(0)
    assert opened.panel.locator(".proof p").all_inner_texts() == [
        "met",
        "because of a rule",
        "stated",
        "¶ A text, paragraph 3 open <javascript:alert(1)>",
    ]
    depths = opened.panel.locator(".proof p").evaluate_all("all => all.map((p) => parseInt(p.style.marginInlineStart))")
    assert depths[0] < depths[1] == depths[2] < depths[3]
    assert opened.panel.locator(".proof a").get_attribute("href") == "https://example.org/t"


def test_a_relation_through_a_third_thing_has_no_arrow_and_a_filter_by_relation(open_page):
    graph = nx.MultiDiGraph()
    graph.add_edge("urn:a", "urn:b", key="kg:memberOf urn:c", relation="kg:memberOf", label="A club", via="urn:c")
    opened = open_page(graph)
    assert opened.page.locator("#relations .name").inner_text() == "member of"
    assert opened.page.evaluate("kg.edges.get('e0').arrows.to.enabled") is False
    opened.click_edge(0)
    assert opened.panel.locator(".verb").inner_text() == "A club"


def test_clicking_the_background_closes_the_panel(opened):
    opened.click_node(UZBEKISTAN)
    assert opened.panel.is_visible()
    opened.click(8, 8)
    assert not opened.panel.is_visible()


def test_buttons_in_the_panel_lead_to_things_and_relations(opened):
    opened.click_node(UZBEKISTAN)
    opened.panel.get_by_role("button", name="C5+1", exact=True).first.click()
    assert opened.selected == f"{BASE}c5"
    opened.panel.get_by_role("button", name="Source: engaged in, Uzbekistan").click()
    assert opened.panel.locator(".verb").inner_text() == "engaged in"


def test_a_button_in_the_panel_opens_a_proof(opened, sample):
    opened.click_node(UZBEKISTAN)
    opened.panel.get_by_role("button", name="Proof: linked through, C5+1").click()
    first = sample.edges[UZBEKISTAN, f"{BASE}c5", "kg:linkedThrough"]["proof"].splitlines()[0]
    assert opened.panel.locator(".proof p").first.inner_text() == first


def test_the_panel_does_not_cover_the_selection(opened, sample):
    opened.search("memorandum on")
    opened.page.keyboard.press("Enter")
    x = opened.page.evaluate("(id) => kg.network.canvasToDOM(kg.network.getPosition(id)).x", f"{BASE}mou")
    assert x < opened.panel.bounding_box()["x"] - opened.page.locator("#stage").bounding_box()["x"]


def test_only_inferred_edges_are_dashed(opened, sample):
    dashed = set(opened.page.evaluate("kg.edges.get().filter((edge) => edge.dashes).map((edge) => edge.id)"))
    stated = {f"e{at}" for at, edge in enumerate(edge_ids(sample)) if not sample.edges[edge]["inferred"]}
    assert dashed
    assert dashed == {f"e{at}" for at in range(sample.number_of_edges())} - stated


def test_planned_things_are_hollow(opened, sample):
    dashed = opened.page.evaluate("kg.nodes.get().filter((node) => node.shapeProperties.borderDashes)")
    hollow = {node["id"] for node in dashed if node["color"]["background"] != node["color"]["border"]}
    assert hollow == {node for node, status in sample.nodes(data="status") if status == "planned"}


def test_contested_things_are_marked(opened):
    opened.search("26 billion")
    opened.page.keyboard.press("Enter")
    assert "contested" in opened.panel.inner_text()
    assert opened.page.locator("#signs").get_by_text("Contested").is_visible()


def test_contested_things_are_marked_while_selected(opened):
    assert opened.dataset("marks") == 2
    opened.search("Xi'an summit")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("html[data-marks='2']")  # the relation, and the commitment beside it
    assert opened.panel.locator(".contested").inner_text() == "Contested: 1 relation of this thing."
    row = opened.panel.locator(".links li", has=opened.page.locator(".tag.marked"))
    assert row.count() == 1
    row.locator(".why").click()
    opened.page.wait_for_selector("html[data-marks='1']")
    assert opened.panel.locator(".contested").inner_text() == "Contested."
    assert opened.panel.locator(".tag.marked").is_visible()


def test_signs_in_the_legend_are_in_view(opened):
    bottom = opened.page.locator("#signs").bounding_box()
    assert bottom["y"] + bottom["height"] < 900 - 34
    assert opened.page.locator("#signs .row").count() == 3


def test_the_panel_and_the_table_show_subtitles(open_page):
    graph = nx.MultiDiGraph()
    graph.add_node("urn:a", label="A", kind="Official", subtitle="Foreign minister of Nowhere")
    graph.add_edge("urn:a", "urn:b", key="r", relation="kg:r", label="r")
    opened = open_page(graph)
    opened.click_node("urn:a")
    assert opened.panel.locator(".subtitle").inner_text() == "Foreign minister of Nowhere"
    opened.page.locator("#list").click()
    assert opened.page.locator("tbody td").first.inner_text().split("\n") == ["A", "Foreign minister of Nowhere"]


@pytest.mark.parametrize("way", ["Escape", "×"])
def test_closing_the_panel_restores_the_view(opened, way):
    def view():
        place = opened.page.evaluate("[...Object.values(kg.network.getViewPosition()), kg.network.getScale()]")
        return pytest.approx(place, rel=1e-3, abs=0.5)

    opened.page.locator("#in").click()
    start = view()
    for name in ("memorandum on", "tokyo", "fourth india"):
        opened.search(name)
        opened.page.keyboard.press("Enter")
    assert view() != start.expected
    if way == "Escape":
        opened.page.keyboard.press("Escape")
    else:
        opened.panel.get_by_role("button", name="Close details").click()
    assert view() == start.expected


def test_a_selection_fades_the_rest_until_escape(opened):
    def colours():
        return opened.page.evaluate("Object.fromEntries(kg.nodes.get().map((n) => [n.id, n.color.background]))")

    before = colours()
    opened.click_node(UZBEKISTAN)
    during = colours()
    assert during[UZBEKISTAN] == before[UZBEKISTAN]
    assert during[f"{BASE}country/IN"] != before[f"{BASE}country/IN"]
    opened.page.keyboard.press("Escape")
    opened.page.mouse.move(5, 5)
    assert colours() == before


def test_pointing_at_a_thing_fades_the_rest(opened):
    def colours():
        return opened.page.evaluate("Object.fromEntries(kg.nodes.get().map((n) => [n.id, n.color.background]))")

    before = colours()
    at = opened.page.evaluate("(id) => Object.values(kg.network.canvasToDOM(kg.network.getPosition(id)))", UZBEKISTAN)
    opened.page.locator("#canvas").hover(position={"x": at[0], "y": at[1]})
    opened.page.wait_for_selector("#canvas.over")
    during = colours()
    assert during[UZBEKISTAN] == before[UZBEKISTAN]
    assert during[f"{BASE}country/IN"] != before[f"{BASE}country/IN"]
    opened.page.mouse.move(5, 5)
    opened.page.wait_for_selector("#canvas:not(.over)")
    assert colours() == before


def test_positions_are_those_of_the_layout_in_python(opened, sample):
    drawn = opened.page.evaluate("kg.network.getPositions()")
    assert {node: (place["x"], place["y"]) for node, place in drawn.items()} == layout(sample)


def test_a_dark_theme_follows_the_system(open_page, sample):
    backgrounds = {
        scheme: open_page(sample, scheme=scheme).page.evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert backgrounds == {"light": "rgb(251, 251, 249)", "dark": "rgb(18, 22, 29)"}


def test_the_theme_can_change_while_the_page_is_open(opened):
    opened.page.emulate_media(color_scheme="dark")
    opened.page.wait_for_selector("html[data-theme=dark]")
    colour = opened.page.evaluate("(id) => kg.nodes.get(id).color.background", UZBEKISTAN)
    assert colour == styles(["Country"])["Country"].dark


def test_the_table_lists_what_is_shown(opened, sample):
    opened.filter("Official").uncheck()
    opened.page.locator("#list").click()
    assert opened.page.locator("tbody tr").count() == opened.dataset("edges")
    opened.page.locator("tbody tr").first.locator("button").nth(1).click()
    assert not opened.page.locator("#dialog").is_visible()
    assert opened.selected.startswith("e")


def test_the_footer_names_version_licence_and_sources(opened, sample):
    text = opened.page.locator("#foot").inner_text()
    assert sample.graph["data_version"] in text
    assert sample.graph["licence"] in text
    assert "Joint Statement on a Partnership" in text
    opened.page.locator("#sources").click()
    listed = opened.page.locator("#dialog-body li").all_inner_texts()
    assert len(listed) == len(sample.graph["sources"])
    # One source states its own licence.
    assert [text for text in listed if "licence" in text] == [
        "Readout of a meeting · licence: https://creativecommons.org/licenses/by/4.0/"
    ]
    opened.page.keyboard.press("Escape")
    assert not opened.page.locator("#dialog").is_visible()


def test_hostile_texts_are_not_markup(open_page, hostile):
    opened = open_page(hostile)
    label = hostile.graph["title"]
    opened.search("script")
    opened.page.keyboard.press("Enter")
    assert opened.panel.locator("h2").inner_text() == label
    opened.panel.locator(".why").first.click()
    assert opened.panel.locator(".proof").inner_text() == label
    opened.page.locator("#sources").click()
    assert opened.page.locator("img, script[src], [onerror], dialog script, #panel script").count() == 0
    assert opened.page.locator("a").count() == 0
    assert opened.page.title() == label


def test_the_page_of_an_empty_graph_says_that_it_is_empty(open_page):
    opened = open_page(nx.MultiDiGraph(title="Nothing"))
    assert opened.shown() == (0, 0)
    assert opened.page.get_by_text("There is nothing to show.").is_visible()


def test_a_single_node_is_shown(open_page):
    graph = nx.MultiDiGraph()
    graph.add_node("urn:a", label="Alone", kind="Country")
    opened = open_page(graph)
    opened.click_node("urn:a")
    assert opened.panel.locator("h2").inner_text() == "Alone"


def test_a_loop_and_an_unknown_class_are_shown(open_page):
    graph = nx.MultiDiGraph()
    graph.add_node("urn:a", label="Itself", kind="SomethingElse")
    graph.add_edge("urn:a", "urn:a", key="kg:r", relation="kg:r", label="is about")
    opened = open_page(graph)
    assert opened.shown() == (1, 1)
    assert opened.page.locator("#kinds").get_by_text("Something else").is_visible()


class TestNarrow:
    @pytest.fixture
    def opened(self, open_page, sample):
        return open_page(sample, width=390, height=844)

    def test_the_page_does_not_scroll_horizontally(self, opened):
        assert opened.page.evaluate("document.documentElement.scrollWidth") == 390

    def test_the_panel_is_at_the_bottom_and_does_not_cover_the_selection(self, opened):
        opened.search("uzbekistan")
        opened.page.keyboard.press("Enter")
        box = opened.panel.bounding_box()
        assert box["width"] == 390
        assert box["y"] > 844 / 3
        y = opened.page.evaluate("(id) => kg.network.canvasToDOM(kg.network.getPosition(id)).y", UZBEKISTAN)
        assert y < box["y"] - opened.page.locator("#stage").bounding_box()["y"]

    def test_the_filters_open_and_close(self, opened, sample):
        assert not opened.page.locator("#kinds").is_visible()
        opened.page.locator("#filters > summary").click()
        opened.filter("Official").uncheck()
        assert opened.dataset("nodes") < len(sample)
        opened.page.keyboard.press("Escape")
        assert not opened.page.locator("#kinds").is_visible()

    def test_the_whole_graph_is_in_view(self, opened):
        places = opened.page.evaluate(
            "Object.values(kg.network.getPositions()).map((place) => kg.network.canvasToDOM(place))"
        )
        stage = opened.page.locator("#stage").bounding_box()
        assert all(0 < p["x"] < stage["width"] and 0 < p["y"] < stage["height"] for p in places)
