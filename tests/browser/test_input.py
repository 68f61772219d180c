"""Unusual graphs: hostile texts are not executed, and unusual graphs have correct pages or a clear error."""

import time

import networkx as nx
import pytest

from kg import page as draw

pytestmark = pytest.mark.browser

LONG = 10_000
TEXTS = {
    "a script": '</script><script>document.title="owned"</script>',
    "an event handler": "<img src=x onerror=alert(1)>\"' onmouseover=alert(2) autofocus onfocus=alert(3) x='",
    "a javascript link": "javascript:alert(4)",
    "a data link": "data:text/html,<script>alert(5)</script>",
    "a template": "{{ 7 * 7 }}${alert(6)}{% raw %}<!-- ]]> &lt;b&gt;",
    "an override": "\u202egpj.exe\u2069\u202e txt",
    "a long word": "W" * LONG,
    "long words": "word " * (LONG // 5),
    "long Chinese": "外" * LONG,
}


def everywhere(text):
    """Return a graph with this text in every attribute."""
    passage = {"source": "urn:s", "paragraph": text, "sentence": text, "start": 1, "end": 2, "gist": text, "url": text}
    leaf = {"text": text, "contested": [text], "passages": [passage]}
    proof = {"text": text, "rule": text, "because": text, "premises": [leaf]}
    judgement = {"verdict": text, "ground": text, "date": text}
    side = {"answer": text, "verdict": text, "independent": 1, "judgements": [judgement], "sources": ["urn:s", text],
            "passages": [passage]}  # fmt: skip
    graph = nx.MultiDiGraph(
        title=text, data_version=text, licence=text, slice=text, timed=True,
        sources={"urn:s": dict.fromkeys(("title", "publisher", "issued", "url"), text)},
        conflicts=[{"question": text, "about": text, "status": text, "sides": [side, side]}],
        answer={"question": text, "asked": text, "columns": [text, text],
                "rows": [{"cells": [text, text], "nodes": ["urn:a", text], "edges": [("urn:a", text, text)]}]},
    )  # fmt: skip
    for node in ("urn:a", text):
        graph.add_node(
            node, label=text, kind="Country", curie=text, note=text, status=text, subtitle=text, start=text, end=text,
            names=[text], labels={"en": text, "ru": text, text: text}, facts=[(text, text)], code="<b",
            passages=[passage], contested=True, conflicts=[0], judgements=[judgement], coordinates=(10, 10),
            held=[[text, text]], known=[[text, None]],
        )  # fmt: skip
    graph.add_edge(
        "urn:a", text, key=text, relation=text, label=text, inferred=True, proofs=[proof], role=text, how=text,
        when=text, sources=["urn:s", text], passages=[passage], contested=True, conflicts=[0],
    )  # fmt: skip
    graph.add_edge("urn:a", text, key="plain", relation=text, label=text, proof=text, start=text, end=text)
    return graph


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_in_any_attribute_is_not_markup(open_page, name):
    text = TEXTS[name]
    begun = time.monotonic()
    opened = open_page(everywhere(text), width=360 if name.startswith("long") else 1440)
    page = opened.page
    title = page.title()
    if page.viewport_size["width"] == 1440:
        assert page.locator("h1").bounding_box()["height"] < 150
    for view in "123":
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(view)
    page.keyboard.press("1")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    seen = []
    for press in (
        "document.getElementById('row-0').click()",
        "kg.select({ type: 'node', id: 'urn:a' })", "kg.select({ type: 'edge', id: 'e0' })",
        "kg.select({ type: 'edge', id: 'e1' })", "document.getElementById('path').click()",
        "document.getElementById('time-open').click()", "document.getElementById('list').click()",
        "document.getElementById('close').click(); document.getElementById('sources').click()",
        "document.getElementById('close').click(); document.getElementById('save').click()",
    ):  # fmt: skip
        page.evaluate(press)
        page.evaluate("for (const each of document.querySelectorAll('#panel details')) each.open = true")
        seen.append(page.locator("body").text_content().count(text))
        assert page.locator("#canvas img, script[src], iframe, [onerror], [onfocus], [onmouseover]").count() == 0
        assert page.locator("a").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert min(seen) > 5
    for kind in ("svg", "graphml", "json", "csv-edges"):
        with page.expect_download():
            page.locator(f"#save-{kind}").click()
    assert page.title() == title != "owned"
    assert time.monotonic() - begun < 20


def test_a_direction_override_does_not_affect_the_text_around_it(open_page):
    graph = nx.MultiDiGraph()
    graph.add_edge("urn:a", "urn:b", key="r", relation="r", label="\u2069\u202er")
    graph.nodes["urn:a"]["label"] = "\u2069\u202egpj"
    opened = open_page(graph)
    opened.page.evaluate("kg.select({ type: 'edge', id: 'e0' })")
    name = opened.panel.get_attribute("aria-label")
    # Each isolation is closed once: labels contain no characters that end it.
    assert name.count("\u2068") == name.count("\u2069") == 3
    for element in opened.panel.locator("button span, .verb").all():
        assert element.evaluate("(it) => getComputedStyle(it).unicodeBidi") == "isolate"


def linked(*pairs, **more):
    graph = nx.MultiDiGraph(**more)
    for at, (start, end) in enumerate(pairs):
        graph.add_edge(start, end, key=f"kg:r{at}", relation="kg:r", label="relates to")
    return graph


def dated(*days):
    graph = nx.MultiDiGraph(timed=True)
    for at, day in enumerate(days):
        graph.add_node(f"urn:{at}", label=f"Event {day}", kind="Event", start=day, end=day, held=[[day, day]])
        graph.add_edge("urn:c", f"urn:{at}", key="r", relation="r", start=day, held=[[day, None]], known=[[day, None]])
    return graph


def labelled(*labels):
    graph = nx.MultiDiGraph(title=" / ".join(labels))
    for at, label in enumerate(labels):
        graph.add_node(f"urn:{at}", label=label, kind="Country", facts=[("name", label)], note=label)
        graph.add_edge(f"urn:{at}", "urn:0", key="r", relation="r", label=label)
    return graph


def placed(*places):
    graph = labelled(*map(str, places))
    for node, place in zip(sorted(graph), places, strict=True):
        graph.nodes[node]["coordinates"] = place
    return graph


def bare():
    graph = nx.MultiDiGraph([("urn:a", "urn:b"), ("urn:b", "urn:c")])
    graph.add_node("urn:d", label=None, kind=None, start=None, facts=None, names=None, coordinates=None)
    graph.add_edge("urn:d", "urn:a", label=None, relation=None, passages=None, sources=None)
    return graph


def one():
    graph = nx.MultiDiGraph()
    graph.add_node("urn:a", label="Alone", kind="Country")
    return graph


SCRIPTS = ("السفير الخاص لآسيا الوسطى", "外交部长", "Ўзбекистон Республикаси", "שגריר", "Oʻzbekiston")
GRAPHS = {
    "empty": nx.MultiDiGraph,
    "one thing": one,
    "unconnected": lambda: nx.union(linked(("urn:a", "urn:b")), linked(("urn:c", "urn:d"), ("urn:e", "urn:e"))),
    "without relations": lambda: nx.union(one(), nx.relabel_nodes(one(), {"urn:a": "urn:b"})),
    "a loop": lambda: linked(("urn:a", "urn:a")),
    "a hundred parallel": lambda: linked(*[("urn:a", "urn:b")] * 50, *[("urn:b", "urn:a")] * 50),
    "no attributes": bare,
    "before 1900": lambda: dated("1648-10-24", "0044-03-15", "1899-12-31", "2024-01-01"),
    "before Christ": lambda: dated("-0044-03-15", "-0500", "2024-01-01"),
    "malformed dates": lambda: dated("2024-13-45", "yesterday", "", "99999-01-01", "2024-02-30", "2024", "2024-06"),
    "many scripts": lambda: labelled(*SCRIPTS),
    "missing coordinates": lambda: placed((10, 10), (-90, 180), None),
}  # fmt: skip


@pytest.mark.parametrize("name", GRAPHS)
def test_an_unusual_graph_has_a_correct_page(open_page, name):
    graph = GRAPHS[name]()
    opened = open_page(graph)
    page = opened.page
    assert opened.shown() == (len(graph), graph.number_of_edges())
    if not graph:
        assert page.get_by_text("There is nothing to show.").is_visible()
        return
    # A hundred parallel relations are drawn as one thick line.
    lines = 1 if name == "a hundred parallel" else graph.number_of_edges()
    assert page.evaluate("[kg.nodes.length, kg.edges.length]") == [len(graph), lines]
    page.evaluate("kg.select({ type: 'node', id: kg.nodes.getIds()[0] })")
    if graph.number_of_edges():
        page.evaluate("kg.select({ type: 'edge', id: 'e0' })")
    page.locator("#list").click()
    assert page.locator("tbody tr").count() == graph.number_of_edges()
    page.keyboard.press("Escape")
    if page.locator("#time-open").is_visible():
        page.locator("#time-open").click()
        for key in ("Home", "ArrowRight", "ArrowRight", "End", "ArrowLeft"):
            page.keyboard.press(key)
        page.locator("#at-day").fill("1850-01-01")
    for view in "123":
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(view)
    assert page.evaluate("document.documentElement.scrollWidth") == 1440


def test_many_parallel_relations_are_one_thick_line_with_their_count(open_page):
    graph = GRAPHS["a hundred parallel"]()
    for at in range(8):
        graph.add_edge("urn:a", "urn:c", key=f"kg:s{at}", relation="kg:s", label="sends")
    opened = open_page(graph)
    page = opened.page
    assert page.evaluate("kg.edges.get().map(({ from, to }) => from + to).sort()") == ["urn:aurn:b"] + 8 * [
        "urn:aurn:c"
    ]
    assert page.locator("#note-text").inner_text() == "All 108 relations drawn; 1 thick line stands for 100"
    assert opened.shown() == (3, 108)
    # The panel lists all of them, and the drawing still has one line.
    opened.click_node("urn:b")
    assert opened.panel.get_by_text("Relations (100)", exact=True).count() == 1
    assert page.evaluate("kg.edges.length") == 9
    assert max(page.evaluate("kg.edges.get().map(({ width }) => width)")) > 4
    page.keyboard.press("Escape")
    line = page.evaluate("kg.edges.get().find(({ to }) => to === 'urn:b').id")
    opened.click_edge(int(line[1:]))
    assert opened.panel.locator(".bundle summary").inner_text() == (
        "One of 100 relations between the two, drawn as one thick line"
    )
    opened.panel.locator(".bundle summary").click()
    assert opened.panel.locator(".bundle li").count() == 100
    # A relation that is chosen there is drawn as a second line.
    opened.panel.locator(".bundle button").nth(99).click()
    assert page.evaluate("kg.edges.length") == 10
    assert opened.panel.locator(".bundle [aria-current=true]").count() == 1


def test_labels_have_the_direction_of_their_script(open_page):
    graph = GRAPHS["many scripts"]()
    opened = open_page(graph)
    for node, label in graph.nodes(data="label"):
        opened.page.evaluate("(id) => kg.select({ type: 'node', id })", node)
        heading = opened.panel.locator("h2")
        assert heading.inner_text() == label
        direction = heading.evaluate("(it) => getComputedStyle(it).direction")
        assert direction == ("rtl" if label[0] in "اש" else "ltr")


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph])
def test_the_error_for_another_kind_of_graph_names_the_remedy(kind):
    with pytest.raises(TypeError, match=rf"not a {kind.__name__}; networkx.MultiDiGraph\(graph\) makes one"):
        draw.page(kind([("a", "b")]))
