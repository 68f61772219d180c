"""The data of pages and the types of the script match the schema."""

from __future__ import annotations

import runpy
import types
from pathlib import Path
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import networkx as nx
import pytest

from kg import page
from kg.page.contract import PageData
from kg.page.network import amend

HERE = Path(__file__).parent
FRONTEND = HERE.parents[1] / "frontend"


def faults(value: Any, hint: Any, where: str = "data") -> list[str]:
    """List the differences between a value and a type: missing keys, unknown keys, wrong types."""
    if is_typeddict(hint):
        return _record(value, hint, where)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return [] if value in arguments else [f"{where}: {value!r}"]
    if origin in (Union, types.UnionType):
        tried = [faults(value, each, where) for each in arguments]
        return [] if [] in tried else min(tried, key=len)
    parts = _parts(value, origin, arguments)
    if parts is not None:
        return [fault for name, each, kind in parts for fault in faults(each, kind, f"{where}[{name}]")]
    fits = type(value) in ((int, float) if hint is float else (hint,))
    return [] if fits else [f"{where}: {value!r} is not {hint}"]


def _parts(value: Any, origin: Any, arguments: tuple[Any, ...]) -> list[tuple[Any, Any, Any]] | None:
    """Return the parts of a mapping, a list or a tuple: the name, the value and the type of each."""
    if origin is dict and isinstance(value, dict):
        return [(name, each, arguments[1]) for name, each in value.items()]
    if origin is list and isinstance(value, list):
        return [(at, each, arguments[0]) for at, each in enumerate(value)]
    if origin is tuple and isinstance(value, list) and len(value) == len(arguments):
        return [(at, each, kind) for at, (each, kind) in enumerate(zip(value, arguments, strict=True))]
    return None


def _record(value: Any, hint: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is not {hint.__name__}"]
    fields = get_type_hints(hint, include_extras=True)
    required = {name for name, kind in fields.items() if get_origin(kind) is not NotRequired}
    found = [f"{where}.{name}: not in {hint.__name__}" for name in sorted(value.keys() - fields.keys())]
    found += [f"{where}.{name}: missing" for name in sorted(required - value.keys())]
    for name in value.keys() & fields.keys():
        kind = fields[name]
        inner = get_args(kind)[0] if get_origin(kind) is NotRequired else kind
        found += faults(value[name], inner, f"{where}.{name}")
    return found


def data_of(graph: nx.MultiDiGraph) -> dict[str, Any]:
    return page.contents(page.page(graph))


def small(name: str, maker: str) -> nx.MultiDiGraph:
    graph: nx.MultiDiGraph = runpy.run_path(str(HERE / f"{name}.py"))[maker]()
    return graph


def answered() -> nx.MultiDiGraph:
    graph = small("evidence", "timed")
    edge = ("urn:a", "urn:f", "kg:metUnder")
    row = {"cells": ["Aland", 7], "nodes": ["urn:a", "urn:f"], "edges": [edge]}
    graph.graph["answer"] = {"question": "Who met?", "columns": ["country", "framework"], "rows": [row]}
    return graph


def amended() -> nx.MultiDiGraph:
    picture = page.Picture(small("sample", "sample"))
    network = picture.network
    first = network.nodes[0]
    first.update(color="tomato", size=40.5, shape="star", x=1.0, y=2.0)
    network.add_node("urn:new", label="Added", color="#aa3377", title="A note.")
    network.add_edge("urn:new", first["id"], label="knows", width=5, color="red")
    return amend(picture.graph, network)


GRAPHS = {
    "an empty graph": nx.MultiDiGraph,
    "a graph without attributes": lambda: nx.MultiDiGraph([("urn:a", "urn:b")]),
    "a small graph": lambda: small("sample", "sample"),
    "hostile texts": lambda: small("sample", "hostile"),
    "conflicts and proofs": lambda: small("evidence", "evidence"),
    "an answer with periods": answered,
    "a graph changed in pyvis": amended,
    "communities": lambda: small("big", "big"),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_the_data_of_a_page_matches_the_schema(name: str) -> None:
    assert faults(data_of(GRAPHS[name]()), PageData) == []


def test_the_data_of_pages_of_the_shipped_graph_matches_the_schema(shipped: Any) -> None:
    assert faults(page.contents(shipped.draw("entities").html()), PageData) == []
    answer = page.contents(shipped.draw(question=1, country="KZ").html())
    assert answer["answer"]["rows"]
    assert faults(answer, PageData) == []


def test_differences_from_the_schema_are_found() -> None:
    data = data_of(answered())
    data["nodes"][0]["mood"] = "merry"
    data["edges"][0]["rank"] = "1"
    del data["answer"]["asked"]
    data["conflicts"][0]["sides"][1]["passages"] = [None]
    assert sorted(fault.split(": ")[0] for fault in faults(data, PageData)) == [
        "data.answer.asked", "data.conflicts[0].sides[1].passages[0]", "data.edges[0].rank", "data.nodes[0].mood",
    ]  # fmt: skip


def test_the_generated_types_of_the_script_are_up_to_date() -> None:
    text = runpy.run_path(str(FRONTEND / "generate.py"))["generate"]()
    assert (FRONTEND / "src" / "data.ts").read_text(encoding="utf-8") == text, "run: make frontend"
