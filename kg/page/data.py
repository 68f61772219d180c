"""The data of a page as values for JSON: things, relations, places, passages, proofs."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from kg.errors import printable
from kg.page.layouts import atlas
from kg.page.layouts.communities import BIG, Community, bubbles, communities
from kg.page.layouts.layers import COLUMNS, OTHER, column, layers
from kg.page.layouts.positions import layout
from kg.page.layouts.thinning import CROWD, MANY, STEPS, rank
from kg.page.network import (
    DISCS,
    dashes,
    edge_name,
    edges_in_order,
    is_planned,
    kind_of,
    network,
    without_former,
)
from kg.page.schema import pairs
from kg.page.scripts import read_text
from kg.page.style import styles

_PASSAGE = ("source", "paragraph", "sentence", "start", "end", "gist", "url")
_JUDGEMENT = ("verdict", "ground", "date")
_NODE = (
    "subtitle", "curie", "note", "start", "end", "status", "due", "overdue", "fulfilled_by", "amount", "currency",
)  # fmt: skip
_SOURCE = ("title", "publisher", "issued", "url", "licence")


def page_data(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Return the data of a page, of the type `kg.page.contract.PageData`."""
    today = without_former(graph)
    found = communities(today)
    about = graph.graph
    positions = _positions(today, found) | (about.get("moved") or {})
    drawn = network(graph, positions)
    passages = _Passages()
    ordered = edges_in_order(graph)
    kinds = styles(kind_of(graph, node) for node in graph)
    places = _places(today, found)
    proofs = _Proofs(passages)
    return {
        "title": title(graph),
        "version": about.get("data_version"),
        "licence": about.get("licence"),
        **_texts(about, ("slice", "today")),
        "notes": notes(about),
        "sources": {
            iri: _texts(source, _SOURCE) | _periods(source)
            for iri, source in sorted((about.get("sources") or {}).items())
        },
        "kinds": [
            {"kind": kind, "shape": style.shape, "light": style.light, "dark": style.dark}
            for kind, style in kinds.items()
        ],
        "crowd": CROWD,
        "many": MANY,
        "steps": STEPS,
        "columns": [*(heading for heading, _ in COLUMNS), OTHER],
        "map": _map(graph),
        "flags": _flags(graph),
        "licences": _licences(graph),
        "communities": _communities(today, found, positions),
        "nodes": [
            node
            | _node(graph.nodes[node["id"]], passages)
            | _over_time(graph.nodes[node["id"]], lambda values: _node(values, passages))
            | places[node["id"]]
            | _look(graph.nodes[node["id"]])
            for node in drawn.nodes
        ],
        "edges": [
            edge
            | _edge(edge_name(key), attributes, passages, proofs)
            | _over_time(attributes, lambda values: _edge_then(values, passages, proofs))
            | {"rank": rank(kind_of(graph, start), kind_of(graph, end))}
            | _look(attributes)
            for edge, (start, end, key, attributes) in zip(drawn.edges, ordered, strict=True)
        ],
        "timed": bool(about.get("timed")),
        "answer": _answer(about.get("answer"), ordered),
        "conflicts": [_conflict(conflict, passages) for conflict in about.get("conflicts") or ()],
        "proofs": proofs.rows,
        "passages": passages.rows,
    }


def _answer(
    answer: Mapping[str, Any] | None, ordered: Iterable[tuple[str, str, str, dict[str, Any]]]
) -> dict[str, Any] | None:
    """Return an answer, with the page's ids of the edges in its rows."""
    if not answer:
        return None
    names = {(start, end, str(key)): f"e{place}" for place, (start, end, key, _) in enumerate(ordered)}
    return {
        "question": str(answer["question"]),
        "asked": str(answer.get("asked") or ""),
        "columns": [str(column) for column in answer["columns"]],
        "rows": [
            {
                "cells": [str(cell) for cell in row["cells"]],
                "nodes": list(row["nodes"]),
                "edges": [names[start, end, str(key)] for start, end, key in row["edges"]],
            }
            for row in answer["rows"]
        ],
    }


def _coordinates(graph: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    return {node: (float(at[0]), float(at[1])) for node, at in graph.nodes(data="coordinates") if at is not None}


def _parts(graph: nx.MultiDiGraph, found: Iterable[Community]) -> list[nx.MultiDiGraph]:
    """Return the subgraphs that are laid out separately: the communities, or else the whole graph."""
    return [graph.subgraph(community.members).copy() for community in found] or [graph]


def _positions(graph: nx.MultiDiGraph, found: Iterable[Community]) -> dict[str, tuple[float, float]]:
    # There are many communities, so the layout of each has fewer rounds than that of a whole graph.
    rounds = 30 if found else 200
    return {node: at for part in _parts(graph, found) for node, at in layout(part, rounds=rounds).items()}


def _communities(
    graph: nx.MultiDiGraph, found: list[Community], positions: Mapping[str, tuple[float, float]]
) -> list[dict[str, Any]]:
    """Return the communities: their hubs, the places of their bubbles, the sizes of their drawings."""
    extents = [[[abs(positions[member][axis]) for member in each.members] for axis in (0, 1)] for each in found]
    return [
        {"hubs": each.hubs, "kind": each.kind, "x": x, "y": y, "r": r, "wide": 2 * max(wide), "high": 2 * max(high)}
        for each, (x, y, r), (wide, high) in zip(found, bubbles(graph, found), extents, strict=True)
    ]


def _places(graph: nx.MultiDiGraph, found: list[Community]) -> dict[str, dict[str, Any]]:
    """Return the place of each node in the layers and on the map: its true place, and the places of its disc."""
    columns = {node: at for part in _parts(graph, found) for node, at in layers(part).items()}
    of = {member: place for place, community in enumerate(found) for member in community.members}
    true = {node: atlas.project(*at) for node, at in _coordinates(graph).items()}
    wide, small = (atlas.spread(true, radius) for radius in DISCS.values())
    return {
        node: {
            "column": column(kind_of(graph, node)),
            "layer": columns[node],
            **({"community": of[node]} if found else {}),
            **({"true": [round(value, 1) for value in true[node]], "wide": wide[node], "small": small[node]}
               if node in true else {}),
        }
        for node in graph
    }  # fmt: skip


def _map(graph: nx.MultiDiGraph) -> dict[str, Any] | None:
    """Return the map, or None if fewer than two countries have coordinates."""
    places = _coordinates(graph)
    if len(places) < 2:
        return None
    return {"land": atlas.land(), "outline": atlas.outline(), "discs": DISCS,
            "crossing": [[one, other] for one, other in itertools.combinations(sorted(places), 2)
                         if atlas.crosses_cut(places[one][1], places[other][1])]}  # fmt: skip


def _flags(graph: nx.MultiDiGraph) -> dict[str, str]:
    """Return the flags of the graph's countries."""
    known = json.loads(read_text("vendor/circle-flags.json"))
    codes = {code for node in graph if kind_of(graph, node) == "Country" and (code := _code(graph, node))}
    return {code: known[code] for code in sorted(codes) if code in known}


def _licences(graph: nx.MultiDiGraph) -> list[tuple[str, str]]:
    """Return the names and licences of the libraries and data in a page."""
    found = [("Drawing: vis-network, MIT licence", read_text("vendor/LICENSE-vis-network-MIT"))]
    if len(graph) > BIG:
        found.append(("Drawing of large graphs: sigma, MIT licence", read_text("vendor/LICENSE-sigma-MIT")))
        found.append(("Drawing of large graphs: graphology, MIT licence", read_text("vendor/LICENSE-graphology-MIT")))
    if _flags(graph):
        found.append(("Flags: circle-flags, MIT licence", read_text("vendor/LICENSE-circle-flags-MIT")))
    if _map(graph):
        found.append(
            ("Map: Natural Earth, through world-atlas, ISC licence", read_text("vendor/LICENSE-world-atlas-ISC"))
        )
    return found


def _code(graph: nx.MultiDiGraph, node: str) -> str | None:
    """Return a country's two-letter code."""
    code = str(graph.nodes[node].get("code") or "")
    return code if len(code) == 2 else None


class _Passages:
    """The passages of a page: each is stored once, and statements refer to its index."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._indexes: dict[tuple[Any, ...], int] = {}

    def indexes(self, passages: Iterable[Mapping[str, Any]]) -> list[int]:
        return list(dict.fromkeys(map(self._index, passages)))

    def _index(self, passage: Mapping[str, Any]) -> int:
        # A statement cites the same few passages as many others, so a row is made only for a new one.
        key = tuple([None if (value := passage.get(name)) is None else str(value) for name in _PASSAGE])
        place = self._indexes.setdefault(key, len(self.rows))
        if place == len(self.rows):
            self.rows.append(dict(zip(_PASSAGE, key, strict=True)))
        return place


class _Proofs:
    """The steps of proofs: each is stored once, because many proofs share steps."""

    def __init__(self, passages: _Passages) -> None:
        self.rows: list[dict[str, Any]] = []
        self._passages = passages
        self._indexes: dict[tuple[Any, ...], int] = {}

    def index(self, step: Mapping[str, Any]) -> int:
        row: dict[str, Any] = _texts(step, ("text",))
        if step.get("rule") is None:
            row["passages"] = self._passages.indexes(step.get("passages") or ())
            row["contested"] = [str(note) for note in step.get("contested") or ()]
        else:
            row |= _texts(step, ("rule", "because"))
            row["premises"] = [self.index(premise) for premise in step.get("premises") or ()]
        key = tuple([tuple(value) if isinstance(value, list) else value for value in (len(row), *row.values())])
        place = self._indexes.setdefault(key, len(self.rows))
        if place == len(self.rows):
            self.rows.append(row)
        return place


def _conflict(conflict: Mapping[str, Any], passages: _Passages) -> dict[str, Any]:
    return {
        **_texts(conflict, ("question", "about", "status")),
        "sides": [
            {
                **_texts(side, ("answer", "verdict")),
                "independent": int(side.get("independent") or 0),
                "judgements": [_texts(each, _JUDGEMENT) for each in side.get("judgements") or ()],
                "sources": [str(source) for source in side.get("sources") or ()],
                "passages": passages.indexes(side.get("passages") or ()),
            }
            for side in conflict.get("sides") or ()
        ],
    }


def _node(attributes: Mapping[str, Any], passages: _Passages) -> dict[str, Any]:
    facts = [(str(name), str(value)) for name, value in pairs(attributes.get("facts"))]
    labels = {str(tag): str(label) for tag, label in (attributes.get("labels") or {}).items()}
    code = str(attributes.get("code") or "")
    return {
        "kind": str(attributes.get("kind") or "Other"),
        "code": code if len(code) == 2 else None,
        "labels": labels if len(labels) > 1 else {},
        **_texts(attributes, _NODE),
        "names": list(dict.fromkeys(str(name) for name in attributes.get("names") or ())),
        "planned": is_planned(attributes),
        **_contested(attributes),
        "judgements": [_texts(each, _JUDGEMENT) for each in attributes.get("judgements") or ()],
        "facts": facts,
        "passages": passages.indexes(attributes.get("passages") or ()),
    }


def _edge(name: str, attributes: Mapping[str, Any], passages: _Passages, proofs: _Proofs) -> dict[str, Any]:
    return {
        "relation": str(attributes.get("relation") or name),
        "via": bool(attributes.get("via")),
        "through": str(attributes["via"]) if attributes.get("via") else None,
        **_edge_then(attributes, passages, proofs),
    }


def _edge_then(attributes: Mapping[str, Any], passages: _Passages, proofs: _Proofs) -> dict[str, Any]:
    """Return what an edge is in a version: all but the relation."""
    steps = [proofs.index(step) for step in attributes.get("proofs") or ()]
    return {
        "inferred": bool(attributes.get("inferred")),
        "dashes": dashes(attributes),
        **_contested(attributes),
        **_texts(attributes, ("role", "how", "when", "start", "end")),
        # The steps contain the same information, so the text is not repeated.
        **({"proof": None} if steps else _texts(attributes, ("proof",))),
        "proofs": steps,
        "sources": [str(source) for source in attributes.get("sources") or ()],
        "passages": passages.indexes(attributes.get("passages") or ()),
    }


def _contested(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "contested": bool(attributes.get("contested")),
        "conflicts": [int(place) for place in attributes.get("conflicts") or ()],
    }


def _over_time(
    attributes: Mapping[str, Any], values_of: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """Return the periods of a node or an edge, and what was different on earlier days of knowledge time."""
    return {
        **_periods(attributes),
        **({"versions": _versions(attributes, values_of)} if attributes.get("versions") else {}),
        **({"former": True} if attributes.get("former") else {}),
    }


def _versions(
    attributes: Mapping[str, Any], values_of: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> list[dict[str, Any]]:
    def values(given: Mapping[str, Any]) -> dict[str, Any]:
        label = given.get("label")
        return values_of(given) | ({} if label is None else {"label": str(label)})

    now = values(attributes)
    return [
        {**_texts(version, ("first", "last")),
         **{name: value for name, value in values({**attributes, **version}).items() if value != now.get(name)}}
        for version in attributes["versions"]
    ]  # fmt: skip


def _look(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a node or edge looks if it was changed in pyvis; see `kg.page.network.amend`."""
    return dict(attributes.get("look") or {})


def _periods(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the periods of valid time and knowledge time that a node or edge has."""
    return {
        name: [[None if day is None else str(day) for day in period] for period in attributes[name]]
        for name in ("held", "known")
        if attributes.get(name) is not None
    }


def notes(about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the notes of a page, those of the day first, with the periods of knowledge time to which they belong."""
    present = list(map(str, (about.get("answer") or about).get("notes") or ()))
    noted = {str(text): periods for text, periods in (about.get("noted") or {}).items()}
    return [
        {
            "text": printable(text),
            **_periods({"known": noted.get(text)}),
            **({} if text in present else {"former": True}),
        }
        for text in dict.fromkeys((*present, *noted))
    ]


def _texts(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, str | None]:
    """Return the named values as texts, because JSON has no dates."""
    return {name: None if (value := values.get(name)) is None else str(value) for name in names}


def title(graph: nx.MultiDiGraph) -> str:
    """Return the title of a graph's page on one line; for an answer, the question and its parameters.

    Examples
    --------
    >>> import networkx as nx
    >>> answer = {"question": "Who met whom", "asked": "answered for official Wang Yi", "columns": [], "rows": []}
    >>> title(nx.MultiDiGraph(answer=answer))
    'Who met whom: answered for official Wang Yi'
    """
    return ": ".join(filter(None, heading(graph.graph)))


def heading(about: Mapping[str, Any]) -> tuple[str, str]:
    """Split the title of a page into the heading and the line below it."""
    if answer := about.get("answer"):
        return printable(str(answer["question"])), printable(str(answer.get("asked") or ""))
    first, _, rest = printable(str(about.get("title") or "Diplomatic relationships")).partition(": ")
    return first, rest
