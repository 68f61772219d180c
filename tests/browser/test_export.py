"""Saving: other programs can open each file, and each file contains its provenance."""

import csv
import json
import struct
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

pytestmark = pytest.mark.browser
NAMES = ("png", "svg", "graphml", "gexf", "json", "csv-nodes", "csv-edges")


@pytest.fixture
def save(tmp_path):
    def saver(opened, name):
        if not opened.page.locator("#dialog").is_visible():
            opened.page.locator("#save").click()
        with opened.page.expect_download() as caught:
            opened.page.locator(f"#save-{name}").click()
        path = tmp_path / caught.value.suggested_filename
        caught.value.save_as(path)
        return path

    return saver


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def named(graph):
    return {label for _, label in graph.nodes(data="label")}


def test_networkx_reads_the_graphml_file(open_page, evidence, save):
    graph = nx.read_graphml(save(open_page(evidence), "graphml"))
    assert named(graph) == named(evidence)
    assert sorted(graph.edges()) == sorted(evidence.edges())
    assert graph.graph["licence"] == "CC-BY-4.0"
    assert graph.graph["data_version"] == "7"
    first = "First report, Agency One, 2024-03-06, https://example.org/1, licence: CC0-1.0"
    assert first in graph.graph["sources"]
    assert {(a, b) for a, b, yes in graph.edges(data="inferred") if yes} == {("urn:a", "urn:f"), ("urn:b", "urn:f")}
    assert graph.nodes["urn:m"]["contested"] is True


def test_networkx_reads_the_gexf_file(open_page, evidence, save):
    path = save(open_page(evidence), "gexf")
    graph = nx.read_gexf(path)
    assert named(graph) == named(evidence)
    assert sorted(graph.edges()) == sorted(evidence.edges())
    assert {"position", "color", "size"} <= set(graph.nodes["urn:a"]["viz"])
    about = ET.parse(path).getroot().findtext("{*}meta/{*}description")
    assert "Licence: CC-BY-4.0" in about
    assert "Data version: 7" in about
    assert "Agency One" in about


def test_networkx_reads_the_json_file_with_passages(open_page, evidence, save):
    data = json.loads(save(open_page(evidence), "json").read_text(encoding="utf-8"))
    graph = nx.node_link_graph(data, edges="edges")
    assert sorted(graph.edges()) == sorted(evidence.edges())
    assert graph.graph["licence"] == "CC-BY-4.0"
    assert [source["title"] for source in graph.graph["sources"]] == ["First report"]
    assert graph.nodes["urn:a"]["passages"][0]["gist"] == "It names Aland."


def test_tables_contain_all_things_and_relations_with_provenance(open_page, evidence, save):
    opened = open_page(evidence)
    things, relations = rows(save(opened, "csv-nodes")), rows(save(opened, "csv-edges"))
    assert {row["label"] for row in things} == named(evidence)
    assert len(relations) == evidence.number_of_edges()
    for row in (*things, *relations):
        assert (row["data_version"], row["licence"]) == ("7", "CC-BY-4.0")
        assert row["source_titles"].startswith("First report, Agency One")


def test_an_svg_picture_has_title_licence_and_sources(open_page, evidence, save):
    root = ET.parse(save(open_page(evidence), "svg")).getroot()
    texts = [element.text for element in root.findall(".//{*}text")]
    assert "Evidence: a small graph" in texts
    assert named(evidence) <= set(texts)
    assert any("Data version 7. Licence of the data: CC-BY-4.0" in text for text in texts)
    assert any("Agency One" in text for text in texts)


def texts_of(path):
    return [element.text for element in ET.parse(path).getroot().findall(".//{*}text")]


def test_a_picture_counts_its_sources(open_page, evidence, save):
    assert "1 of 3 sources cited by what is shown: Agency One" in " ".join(texts_of(save(open_page(evidence), "svg")))
    evidence.graph["sources"] = {"urn:s1": evidence.graph["sources"]["urn:s1"]}
    assert " 1 source: Agency One" in " ".join(texts_of(save(open_page(evidence), "svg")))


def test_the_key_of_a_picture_explains_only_signs_that_are_drawn(open_page, evidence, save):
    opened = open_page(evidence)
    texts = texts_of(save(opened, "svg"))
    assert texts.count("Contested") == 1
    assert "Planned" not in texts
    # One sign of the session, one of its relation, and one in the key.
    assert texts.count("!") == 3
    opened.page.locator("#close").click()
    opened.filter("Event").uncheck()
    assert not {"Contested", "!"} & set(texts_of(save(opened, "svg")))
    evidence.nodes["urn:f"]["status"] = "planned"
    path = save(open_page(evidence), "svg")
    assert texts_of(path).count("Planned") == 1
    dashed = [shape for shape in ET.parse(path).getroot().findall(".//{*}polygon") if shape.get("stroke-dasharray")]
    assert len(dashed) == 2


def test_the_file_name_contains_the_title_and_the_version(open_page, evidence, save):
    evidence.graph["title"] = "Relationships: the U.S. & others"
    assert save(open_page(evidence), "svg").name == "relationships-the-u-s-others-7.svg"


def test_a_png_picture_is_twice_as_large_as_the_svg(open_page, evidence, save):
    opened = open_page(evidence)
    root = ET.parse(save(opened, "svg")).getroot()
    data = save(opened, "png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (2 * int(root.get("width")), 2 * int(root.get("height")))


def test_every_view_can_be_saved_as_a_picture(open_page, sample, save):
    for node, place in (("country/US", (38.9, -77.0)), ("country/UZ", (41.3, 69.2)), ("country/CN", (39.9, 116.4))):
        sample.nodes[f"https://example.org/kg/{node}"]["coordinates"] = place
    opened = open_page(sample)
    for view in ("layers", "map"):
        opened.page.locator(f"#view-{view}").click()
        root = ET.parse(save(opened, "svg")).getroot()
        assert "United States" in {element.text for element in root.findall(".//{*}text")}
        assert save(opened, "png").stat().st_size > 10_000
        opened.page.locator("#close").click()


def test_files_contain_what_passes_the_filters_and_name_the_filters(open_page, evidence, save):
    opened = open_page(evidence)
    opened.filter("Official").uncheck()
    opened.page.locator("#inferred").uncheck()
    for name, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        graph = read(save(opened, name))
        assert (graph.number_of_nodes(), graph.number_of_edges()) == opened.shown() == (5, 3)
    graph = nx.read_graphml(save(opened, "graphml"))
    assert graph.graph["shown"] == "without the classes Official; without what is inferred"
    assert opened.page.locator("#dialog-body").get_by_text("5 things and 3 relations").is_visible()


def test_hostile_texts_are_escaped_in_every_file(open_page, hostile, save):
    label = '=HYPERLINK(\u0001"x")<script>alert(1)</script>'
    hostile.nodes["urn:a"]["label"] = label
    opened = open_page(hostile)
    assert '=HYPERLINK("x")<script>alert(1)</script>' in named(nx.read_graphml(save(opened, "graphml")))
    assert '=HYPERLINK("x")<script>alert(1)</script>' in named(nx.read_gexf(save(opened, "gexf")))
    assert label in named(nx.node_link_graph(json.loads(save(opened, "json").read_text("utf-8")), edges="edges"))
    assert "'" + label.replace("\u0001", "") in {row["label"] for row in rows(save(opened, "csv-nodes"))}
    root = ET.parse(save(opened, "svg")).getroot()
    assert not root.findall(".//{*}script")


def test_prints_show_the_selection_and_no_controls(open_page, evidence):
    opened = open_page(evidence)
    opened.search("aland")
    opened.page.keyboard.press("Enter")
    opened.page.emulate_media(media="print")
    for control in ("#find", "#filters", "#bar", "#panel .close-details"):
        assert not opened.page.locator(control).is_visible()
    assert opened.page.locator("#canvas canvas").is_visible()
    assert opened.panel.is_visible()
    assert opened.page.locator("#licence").is_visible()
    assert (
        "Agency One" in opened.page.locator("#foot").inner_text()
        or "First report" in opened.page.locator("#foot").inner_text()
    )
