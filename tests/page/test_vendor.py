"""Files of other projects are unchanged, and their licences are included."""

import hashlib
import json
import re
from pathlib import Path

import networkx as nx

from kg import page
from kg.page.layouts import atlas

VENDOR = Path(page.__file__).parent / "vendor"
VERSION = (VENDOR / "VERSION").read_text(encoding="utf-8")


def test_every_file_has_its_recorded_hash():
    recorded = set(re.findall(r"^sha256: (\w+)$", VERSION, re.M))
    files = [file for file in VENDOR.iterdir() if file.suffix in (".js", ".json")]
    assert {hashlib.sha256(file.read_bytes()).hexdigest() for file in files} == recorded
    assert len(files) == 5


def test_every_named_licence_exists_and_every_licence_is_named():
    named = set(re.findall(r"LICENSE-[\w-]+", VERSION))
    assert named == {file.name for file in VENDOR.glob("LICENSE*")}
    for name in named:
        text = (VENDOR / name).read_text(encoding="utf-8")
        assert "Permission" in text or "Apache License" in text
    assert "public domain" in VERSION


def with_countries(*codes):
    graph = nx.MultiDiGraph()
    for code in codes:
        graph.add_node(code, kind="Country", label=code, code=code)
    return graph


def data(graph):
    return page.contents(page.page(graph))


def test_a_page_contains_only_flags_of_its_countries():
    assert set(data(with_countries("UZ", "CN"))["flags"]) == {"CN", "UZ"}


def test_a_code_without_a_flag_is_left_out():
    assert set(data(with_countries("UZ", "QQ", "<b"))["flags"]) == {"UZ"}


def test_no_flag_contains_scripts_or_references():
    for code, svg in json.loads((VENDOR / "circle-flags.json").read_text(encoding="utf-8")).items():
        assert re.fullmatch(r"[A-Z]{2}", code)
        assert svg.startswith("<svg")
        assert not re.search(r"<script|\bon\w+=|<foreignObject|<image|<style", svg), code
        assert not re.search(r"href=\"(?!#)", svg), code


def test_every_country_of_the_vocabulary_has_a_flag(shipped):
    known = json.loads((VENDOR / "circle-flags.json").read_text(encoding="utf-8"))
    rows = shipped.snapshot.select("SELECT ?code { ?country a kg:Country ; kg:alpha2 ?code }")
    codes = {row["code"].value for row in rows}
    assert len(codes) > 240
    assert codes - set(known) == set()


def test_a_page_contains_the_licences_of_its_parts():
    graph = with_countries("UZ", "CN")
    assert [whose.split(",")[0] for whose, _ in data(graph)["licences"]] == [
        "Drawing: vis-network", "Flags: circle-flags",
    ]  # fmt: skip
    for node, at in (("UZ", (41.3, 69.3)), ("CN", (39.9, 116.4))):
        graph.nodes[node]["coordinates"] = at
    licences = data(graph)["licences"]
    assert "HatScripts" in licences[1][1]
    assert "Michael Bostock" in licences[2][1]
    assert len(data(nx.MultiDiGraph([("a", "b")]))["licences"]) == 1


def test_the_packed_land_is_small():
    assert len(json.dumps(atlas.land(), separators=(",", ":"))) < 60_000


def test_a_page_without_countries_has_no_map():
    graph = nx.MultiDiGraph([("a", "b")])
    assert data(graph)["map"] is None
    assert data(graph)["flags"] == {}
