import base64
import copy
import hashlib
import os
import re
import stat
import subprocess
import sys
from html.parser import HTMLParser

import networkx as nx
import pytest

from kg import page
from kg.errors import OutputError
from kg.page.pack import pack, unpack
from kg.page.style import styles


class Page(HTMLParser):
    """The parsed page: elements with their attributes and text."""

    def __init__(self, text):
        super().__init__()
        self.text = text
        self.elements = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        self.elements.append((f"/{tag}", {}, []))

    def handle_data(self, data):
        if self.elements:
            self.elements[-1][2].append(data)

    def all(self, tag):
        return [(attributes, "".join(text)) for name, attributes, text in self.elements if name == tag]

    @property
    def data(self):
        return page.contents(self.text)

    @property
    def packed(self):
        return {a["id"]: unpack(text) for a, text in self.all("script") if a.get("type") == "application/gzip"}

    @property
    def policy(self):
        [content] = [a["content"] for a, _ in self.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
        return dict(part.split(" ", 1) for part in content.split("; "))


def sha256(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def linked(**attributes):
    graph = nx.MultiDiGraph()
    graph.add_node("urn:a", label="A", kind="Country")
    graph.add_node("urn:b", label="B", kind="Dialogue")
    graph.add_edge("urn:a", "urn:b", key="kg:r", **({"relation": "kg:r", "label": "r"} | attributes))
    return graph


def test_the_network_has_every_node_and_edge(sample):
    drawn = page.network(sample)
    assert sorted(node["id"] for node in drawn.nodes) == sorted(sample)
    assert sorted((e["from"], e["to"], e["label"]) for e in drawn.edges) == sorted(
        (a, b, label) for a, b, label in sample.edges(data="label")
    )


def test_parallel_edges_of_the_network_have_different_curves():
    graph = linked()
    graph.add_edge("urn:a", "urn:b", key="kg:s", relation="kg:s", label="s")
    graph.add_edge("urn:b", "urn:a", key="kg:r", relation="kg:r", label="r")
    bends = {(edge["from"], edge["smooth"]["type"], edge["smooth"]["roundness"]) for edge in page.network(graph).edges}
    assert len(bends) == 3


def test_the_network_uses_given_positions():
    [first, second] = page.network(linked(), {"urn:a": (1.0, 2.0), "urn:b": (3.0, 4.0)}).nodes
    assert (first["x"], first["y"], second["x"], second["y"]) == (1.0, 2.0, 3.0, 4.0)


def test_the_network_has_no_physics(sample):
    drawn = page.network(sample)
    assert drawn.directed
    assert drawn.options.physics.enabled is False


def test_only_inferred_edges_are_dashed():
    [stated], [inferred] = page.network(linked()).edges, page.network(linked(inferred=True)).edges
    assert stated["dashes"] is False
    assert inferred["dashes"]


def test_planned_things_have_a_dashed_border(sample):
    for node in page.network(sample).nodes:
        assert bool(node["shapeProperties"]["borderDashes"]) == (sample.nodes[node["id"]]["status"] == "planned")


def test_the_label_of_a_node_without_attributes_is_its_iri():
    graph = nx.MultiDiGraph()
    graph.add_edge("urn:a", "urn:b")
    assert {node["label"] for node in Page(page.page(graph)).data["nodes"]} == {"urn:a", "urn:b"}


def test_the_graph_is_not_changed(sample):
    before = copy.deepcopy((dict(sample.nodes(data=True)), list(sample.edges(keys=True, data=True)), sample.graph))
    page.page(sample)
    assert (dict(sample.nodes(data=True)), list(sample.edges(keys=True, data=True)), sample.graph) == before


def test_the_same_graph_gives_the_same_page(sample):
    turned = nx.MultiDiGraph(**sample.graph)
    turned.add_nodes_from(reversed(list(sample.nodes(data=True))))
    turned.add_edges_from(reversed(list(sample.edges(keys=True, data=True))))
    assert page.page(turned) == page.page(sample)


def test_the_policy_allows_scripts_and_style_by_hash(sample):
    found = Page(page.page(sample))
    [script] = [text for attributes, text in found.all("script") if "type" not in attributes]
    scripts = [found.packed["vis-network"], script]
    assert found.policy["default-src"] == "'none'"
    assert found.policy["script-src"].split() == [sha256(script) for script in scripts]
    assert found.policy["style-src"] == sha256(found.all("style")[0][1])


def test_the_policy_contains_no_unsafe_source(sample):
    assert "unsafe" not in str(Page(page.page(sample)).policy)
    assert not re.search(r"https?:", str(Page(page.page(sample)).policy))


def test_the_page_loads_nothing(sample):
    for tag, attributes, _ in Page(page.page(sample)).elements:
        assert "src" not in attributes, tag
        assert attributes.get("href", "data:,") == "data:,"
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_vis_network_inserts_no_styles_and_names_no_source_map(sample):
    text = Page(page.page(sample)).packed["vis-network"]
    assert "@version 10.1.5" in text
    assert "sourceMappingURL" not in text
    assert "vis-tooltip{" not in text
    assert "vis-manipulation{" not in text


def test_hostile_texts_occur_only_in_the_data(hostile):
    text = page.page(hostile)
    assert "<img" not in text
    assert 'document.title="owned"' not in text.replace("\\", "")[: text.index('id="data"')]
    assert len(Page(text).all("script")) == 3


def test_packing_is_deterministic_and_unpacking_returns_the_text():
    text = "<!-- <script> \u2028 \u2029 & ]]> Ўзбекистон 外交部 🕊"
    assert pack(text) == pack(text)
    assert unpack(pack(text)) == text
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", pack(text))


def test_contents_of_a_text_that_is_not_a_page_are_an_error():
    with pytest.raises(ValueError, match="is it a page that kg graph wrote"):
        page.contents("<html></html>")


def test_hostile_texts_are_unchanged_in_the_data(hostile):
    data = Page(page.page(hostile)).data
    assert {node["label"] for node in data["nodes"]} == {hostile.graph["title"]}
    assert data["title"] == hostile.graph["title"]


def test_line_separators_and_comments_cannot_break_the_data():
    label = "<!-- <script> \u2028 \u2029 & ]]>"
    text = page.page(linked(label=label))
    assert Page(text).data["edges"][0]["label"] == label
    assert "<!--" not in text[text.index('id="data"') :]
    assert "\u2028" not in text


@pytest.mark.parametrize("label", ["Ўзбекистон", "العربية", "外交部", "\u0130stanbul", "Ångström 🕊"])
def test_labels_in_any_script_are_unchanged(label):
    graph = linked()
    graph.nodes["urn:a"]["label"] = label
    assert Page(page.page(graph)).data["nodes"][0]["label"] == label


def test_dates_and_numbers_become_text():
    import datetime

    graph = linked(start=datetime.date(2024, 3, 5), passages=[{"source": "urn:s", "paragraph": 3}])
    data = Page(page.page(graph)).data
    assert data["edges"][0]["start"] == "2024-03-05"
    assert data["passages"][0]["paragraph"] == "3"


def test_a_passage_cited_twice_is_stored_once():
    passage = {"source": "urn:s", "paragraph": 1, "gist": "The text says so."}
    graph = linked(passages=[passage])
    graph.nodes["urn:a"]["passages"] = [passage, dict(passage)]
    data = Page(page.page(graph)).data
    assert len(data["passages"]) == 1
    assert data["edges"][0]["passages"] == [0]


def test_attributes_of_an_edge_are_in_the_page():
    edge = {"inferred": True, "proof": "because", "start": "2020", "end": None, "contested": True, "sources": ["urn:s"]}
    [found] = Page(page.page(linked(**edge))).data["edges"]
    assert {name: found[name] for name in edge} == edge


def test_attributes_of_a_node_are_in_the_page(sample):
    nodes = {node["id"]: node for node in Page(page.page(sample)).data["nodes"]}
    for iri, attributes in sample.nodes(data=True):
        for name in ("label", "kind", "curie", "note", "start", "end", "status", "contested"):
            assert nodes[iri][name] == attributes[name]
        assert nodes[iri]["facts"] == [list(fact) for fact in attributes["facts"]]


def test_other_names_subtitles_and_roles_are_in_the_page():
    graph = linked(role="chair")
    graph.nodes["urn:a"].update(names=["Ay", "Eh", "Ay"], subtitle="First of letters")
    data = Page(page.page(graph)).data
    assert [(node["names"], node["subtitle"]) for node in data["nodes"]] == [
        (["Ay", "Eh"], "First of letters"),
        ([], None),
    ]
    assert data["edges"][0]["role"] == "chair"


def test_the_legend_lists_signs_before_relations(sample):
    ids = [attributes.get("id") for attributes, _ in Page(page.page(sample)).all("fieldset")]
    assert ids == ["kinds", "signs", "relations"]


def test_version_licence_and_sources_are_in_the_page(sample):
    data = Page(page.page(sample)).data
    assert (data["version"], data["licence"]) == (sample.graph["data_version"], sample.graph["licence"])
    assert data["sources"] == {iri: {"licence": None, **source} for iri, source in sample.graph["sources"].items()}


def test_an_empty_graph_has_a_page():
    data = Page(page.page(nx.MultiDiGraph())).data
    assert (data["nodes"], data["edges"], data["sources"]) == ([], [], {})


def test_the_page_is_small_enough_to_mail(sample):
    assert len(page.page(sample).encode()) < 400_000


def test_no_two_main_classes_have_the_same_shape_and_colour():
    main = ("Country", "Official", "Dialogue", "Framework", "Commitment", "Organisation", "Event", "Instrument")
    chosen = styles(main)
    assert len({(style.shape, style.light) for style in chosen.values()}) == len(chosen)


def test_write_writes_the_page_and_no_other_file(sample, tmp_path):
    page.write(sample, tmp_path / "graph.html")
    assert (tmp_path / "graph.html").read_text(encoding="utf-8") == page.page(sample)
    assert [file.name for file in tmp_path.iterdir()] == ["graph.html"]


def test_write_accepts_a_path_as_text(tmp_path):
    page.write(nx.MultiDiGraph(), str(tmp_path / "graph.html"))
    assert (tmp_path / "graph.html").exists()


def test_write_replaces_a_file_and_keeps_its_permissions(tmp_path):
    target = tmp_path / "graph.html"
    target.write_text("old")
    target.chmod(0o640)
    page.write(nx.MultiDiGraph(), target)
    assert "old" not in target.read_text(encoding="utf-8")[:20]
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_of_the_umask(tmp_path):
    mask = os.umask(0o022)
    try:
        page.write(nx.MultiDiGraph(), tmp_path / "graph.html")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "graph.html").stat().st_mode) == 0o644


def test_writing_into_a_missing_folder_is_an_error(tmp_path):
    folder = tmp_path / "no"
    with pytest.raises(OutputError) as caught:
        page.write(nx.MultiDiGraph(), folder / "graph.html")
    assert str(caught.value) == (
        f"{folder / 'graph.html'}: cannot be written: the folder {folder} does not exist; create it, or choose another"
    )


def test_an_empty_path_is_an_error():
    with pytest.raises(OutputError, match="name of the file to write is empty"):
        page.write(nx.MultiDiGraph(), "")


def test_a_failed_write_does_not_change_the_folder(tmp_path):
    target = tmp_path / "graph.html"
    target.mkdir()
    with pytest.raises(OutputError, match=r"graph\.html: cannot be written: Is a directory"):
        page.write(nx.MultiDiGraph(), target)
    assert [file.name for file in tmp_path.iterdir()] == ["graph.html"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "graph.html"
    os.mkfifo(pipe)
    read = tmp_path / "read.html"
    with read.open("w") as file, subprocess.Popen(["cat", pipe], stdout=file) as reader:
        page.write(nx.MultiDiGraph(), pipe)
        assert reader.wait(timeout=60) == 0
    assert read.read_text(encoding="utf-8") == page.page(nx.MultiDiGraph())
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_importing_kg_page_imports_neither_pyvis_nor_jinja2():
    code = "import kg.page, sys; sys.exit('pyvis' in sys.modules or 'jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0
