"""A graph as one HTML page that opens from disk: no request leaves it, and no text in it is code.

pyvis holds the nodes and edges; its template, menus and physics are not used. The page's own script
(``static/page.js``, built from ``frontend/``), its style sheet and vis-network stand in the page, named by their
hashes in its Content-Security-Policy; the data stands beside them as JSON, of the form that `kg.page.contract`
says, and the script builds elements from it, never markup. Data and vis-network are compressed (`kg.page.pack`).
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.page import atlas
from kg.page.communities import BIG, Community, bubbles, communities
from kg.page.forms import LINKED, check, pairs
from kg.page.layers import COLUMNS, OTHER, column, layers
from kg.page.layout import layout
from kg.page.pack import pack
from kg.page.style import size, styles
from kg.page.thinning import CROWD, MANY, STEPS, rank
from kg.project.paths import cannot_write, check_place

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["network", "page", "write"]

_HERE = Path(__file__).parent
#: Half the height of a country's disc on the map, with its gap: on a screen, and on a phone, whose map is smaller.
_DISCS = {"wide": 15.5, "small": 24.0}
_PASSAGE = ("source", "paragraph", "sentence", "start", "end", "gist", "url")
_JUDGEMENT = ("verdict", "ground", "date")
_SOURCE = ("title", "publisher", "issued", "url", "licence")


def network(graph: nx.MultiDiGraph, positions: Mapping[str, tuple[float, float]] | None = None) -> Network:
    """Fill a pyvis network: what is drawn, where, and in which shape.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes with ``label``, ``kind`` and ``status``; edges with ``relation``, ``label`` and ``inferred``.
        It is not changed.
    positions : mapping of str to (float, float), optional
        Where each node lies, in pixels; by default as `kg.page.layout` places them.

    Returns
    -------
    pyvis.network.Network
        Directed, with physics off, and with every parallel edge.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("kg:China", label="China", kind="Country")
    >>> graph.add_edge("kg:China", "kg:China", relation="kg:about", label="about")
    0
    >>> drawn = network(graph)
    >>> drawn.nodes[0]["label"], drawn.edges[0]["label"]
    ('China', 'about')
    """
    from pyvis.network import Network

    drawn = Network(directed=True, height="100%", width="100%")
    drawn.toggle_physics(False)
    places = layout(graph) if positions is None else positions
    chosen = styles(_kind(graph, node) for node in graph)
    for node in sorted(graph):
        attributes = graph.nodes[node]
        style = chosen[_kind(graph, node)]
        x, y = places[node]
        drawn.add_node(
            node,
            label=str(attributes.get("label") or node),
            shape=style.shape,
            color=style.light,
            size=size(style, graph.degree(node)),
            x=x,
            y=y,
            physics=False,
            shapeProperties={"borderDashes": [4, 3] if _planned(attributes) else False},
        )
    # add_edge compares each edge with all before it; the list it fills is public.
    drawn.edges.extend(_edges(graph))
    return drawn


def page(graph: nx.MultiDiGraph, *, network: Network | None = None) -> str:
    """Write a graph as the text of an HTML page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Its nodes are texts, such as IRIs. `kg.page.forms` lists the attributes that the graph, its nodes and its edges
        may have, and the documentation what each is for; all may be missing, others may stand beside them.
    network : pyvis.network.Network, optional
        What `network` made of the graph, changed since: the page shows it so.

    Returns
    -------
    str
        The page; the same graph gives the same text.

    Raises
    ------
    TypeError
        If the graph is none of directed relations of which several may join the same two.
    kg.errors.UsageError
        If an attribute has not the form that it should have: names it, and the node or the edge.

    Notes
    -----
    Labels, titles and addresses may come from anywhere: they reach the page as JSON, and only
    addresses that begin with http: or https: become links. `kg.page.contents` reads the JSON out of a page.

    Examples
    --------
    >>> import networkx as nx
    >>> text = page(nx.MultiDiGraph(title="Nobody & nothing"))
    >>> "<title>Nobody &amp; nothing</title>" in text
    True
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    if not (isinstance(graph, nx.Graph) and graph.is_directed() and graph.is_multigraph()):
        remedy = "; networkx.MultiDiGraph(graph) makes one" if isinstance(graph, nx.Graph) else ""
        raise TypeError(f"a page is made of a networkx.MultiDiGraph, not a {type(graph).__name__}{remedy}")
    check(graph)
    if network is not None:
        from kg.page.picture import amend

        graph = amend(graph, network)
    libraries = {"vis-network": _vis()}
    if len(graph) > BIG:
        libraries |= {name: _library(name) for name in ("graphology", "sigma")}
    style, script = _text("static/page.css"), _text("static/page.js")
    about = graph.graph
    environment = Environment(
        loader=FileSystemLoader(_HERE / "static"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("template.html").render(
        policy=_policy([*libraries.values(), script], style),
        title=title(graph),
        heading=_heading(about),
        asked=bool(about.get("answer")),
        slice=str(about.get("slice") or ""),
        style=Markup(style),
        script=Markup(script),
        packed={"data": pack(_json(_data(graph)))} | {name: _packed(text) for name, text in libraries.items()},
    )


def title(graph: nx.MultiDiGraph) -> str:
    """Give the title of a graph's page in one line: of an answer, the question and what it was answered for.

    Examples
    --------
    >>> import networkx as nx
    >>> answer = {"question": "Who met whom", "asked": "answered for official Wang Yi", "columns": [], "rows": []}
    >>> title(nx.MultiDiGraph(answer=answer))
    'Who met whom: answered for official Wang Yi'
    """
    return ": ".join(filter(None, _heading(graph.graph)))


def _heading(about: Mapping[str, Any]) -> tuple[str, str]:
    """Part what a page is headed with: its title, and beneath it the rest."""
    if answer := about.get("answer"):
        return str(answer["question"]), str(answer.get("asked") or "")
    first, _, rest = str(about.get("title") or "Diplomatic relationships").partition(": ")
    return first, rest


def write(graph: nx.MultiDiGraph, path: str | os.PathLike[str], *, network: Network | None = None) -> None:
    """Write a graph's page to a file: the whole page, or nothing.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As for `page`.
    path : str or path-like
        The file, replaced if it exists; its folder must exist. What is no file, as a pipe, is written to.
    network : pyvis.network.Network, optional
        As for `page`.

    Raises
    ------
    kg.errors.OutputError
        If the path is empty, or the folder does not exist or may not be written to.

    Examples
    --------
    >>> import tempfile
    >>> import networkx as nx
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(nx.MultiDiGraph(), Path(folder, "empty.html"))
    ...     [file.name for file in Path(folder).iterdir()]
    ['empty.html']
    """
    check_place(path)
    text = page(graph, network=network)
    try:
        _replace(Path(path), text)
    except OSError as error:
        raise cannot_write(path, error) from error


def _replace(target: Path, text: str) -> None:
    if target.exists() and not target.is_file():
        # A pipe or a device is written to: renaming would put a file in its place.
        target.write_text(text, encoding="utf-8", newline="\n")
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        part.chmod(_mode(target))
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Find the permissions a file has or, if new, would get: a temporary file's are private."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _kind(graph: nx.MultiDiGraph, node: str) -> str:
    return str(graph.nodes[node].get("kind") or "Other")


def _planned(attributes: Mapping[str, Any]) -> bool:
    return str(attributes.get("status") or "").casefold() == "planned"


def _ordered(graph: nx.MultiDiGraph) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Sort the edges in an order that does not depend on how the graph was put together."""
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], str(edge[2])))


def _edges(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """Edges for vis-network; those between the same two nodes fan out."""
    ordered = _ordered(graph)
    between = defaultdict(list)
    for place, (start, end, _, _) in enumerate(ordered):
        between[frozenset((start, end))].append(place)
    return [
        {
            "id": f"e{place}",
            "from": start,
            "to": end,
            "label": str(attributes.get("label") or attributes.get("relation") or _name(key)),
            # What links two things through a third has no direction.
            "arrows": "" if attributes.get("via") else "to",
            "dashes": [6, 5] if attributes.get("inferred") else False,
            "smooth": _bend(between[frozenset((start, end))], place, forwards=start <= end),
        }
        for place, (start, end, key, attributes) in enumerate(ordered)
    ]


def _name(key: object) -> str:
    """Read a relation's name off its edge's key: networkx numbers those that are given none."""
    return key if isinstance(key, str) else LINKED


def _bend(siblings: list[int], place: int, *, forwards: bool) -> dict[str, Any]:
    """How an edge curves: a lone one slightly, several away from each other."""
    step = min(0.22, 1.2 / len(siblings))
    bend = (siblings.index(place) - (len(siblings) - 1) / 2) * step if len(siblings) > 1 else 0.07
    way = bend if forwards else -bend
    return {
        "enabled": bool(bend),
        "type": "curvedCW" if way > 0 else "curvedCCW",
        "roundness": round(abs(way), 3),
    }


def _data(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Gather what the page's script reads."""
    found = communities(graph)
    about = graph.graph
    positions = _positions(graph, found) | (about.get("moved") or {})
    drawn = network(graph, positions)
    passages = _Passages()
    ordered = _ordered(graph)
    kinds = styles(_kind(graph, node) for node in graph)
    places = _places(graph, found)
    proofs = _Proofs(passages)
    return {
        "title": title(graph),
        "version": about.get("data_version"),
        "licence": about.get("licence"),
        "sources": {iri: _texts(source, _SOURCE) for iri, source in sorted((about.get("sources") or {}).items())},
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
        "communities": _communities(graph, found, positions),
        "nodes": [
            node | _node(graph, node["id"], passages) | places[node["id"]] | _look(graph.nodes[node["id"]])
            for node in drawn.nodes
        ],
        "edges": [
            edge
            | _edge(_name(key), attributes, passages, proofs)
            | {"rank": rank(_kind(graph, start), _kind(graph, end))}
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
    """Gather the rows of an answer, with the page's names for their edges."""
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
    """Take apart what is drawn apart: the communities, or the whole where there are none."""
    return [graph.subgraph(community.members).copy() for community in found] or [graph]


def _positions(graph: nx.MultiDiGraph, found: Iterable[Community]) -> dict[str, tuple[float, float]]:
    # There are many communities to lay out: each is arranged less thoroughly than a graph that is drawn whole.
    rounds = 30 if found else 200
    return {node: at for part in _parts(graph, found) for node, at in layout(part, rounds=rounds).items()}


def _communities(
    graph: nx.MultiDiGraph, found: list[Community], positions: Mapping[str, tuple[float, float]]
) -> list[dict[str, Any]]:
    """Gather the communities: after what they are named, where their bubbles lie, how large their drawings are."""
    extents = [[[abs(positions[member][axis]) for member in each.members] for axis in (0, 1)] for each in found]
    return [
        {"hubs": each.hubs, "kind": each.kind, "x": x, "y": y, "r": r, "wide": 2 * max(wide), "high": 2 * max(high)}
        for each, (x, y, r), (wide, high) in zip(found, bubbles(graph, found), extents, strict=True)
    ]


def _places(graph: nx.MultiDiGraph, found: list[Community]) -> dict[str, dict[str, Any]]:
    """Find where each node lies in the layers and on the map: where it is, and where there is room for its disc."""
    columns = {node: at for part in _parts(graph, found) for node, at in layers(part).items()}
    of = {member: place for place, community in enumerate(found) for member in community.members}
    true = {node: atlas.project(*at) for node, at in _coordinates(graph).items()}
    wide, small = (atlas.spread(true, radius) for radius in _DISCS.values())
    return {
        node: {
            "column": column(_kind(graph, node)),
            "layer": columns[node],
            **({"community": of[node]} if found else {}),
            **({"true": [round(value, 1) for value in true[node]], "wide": wide[node], "small": small[node]}
               if node in true else {}),
        }
        for node in graph
    }  # fmt: skip


def _map(graph: nx.MultiDiGraph) -> dict[str, Any] | None:
    """Gather the map, where there are two countries to show on it."""
    places = _coordinates(graph)
    if len(places) < 2:
        return None
    return {"land": atlas.land(), "outline": atlas.outline(), "discs": _DISCS,
            "crossing": [[one, other] for one, other in itertools.combinations(sorted(places), 2)
                         if atlas.crosses_cut(places[one][1], places[other][1])]}  # fmt: skip


def _flags(graph: nx.MultiDiGraph) -> dict[str, str]:
    """Take the flags of the graph's countries out of all."""
    known = json.loads(_text("vendor/circle-flags.json"))
    codes = {code for node in graph if _kind(graph, node) == "Country" and (code := _code(graph, node))}
    return {code: known[code] for code in sorted(codes) if code in known}


def _licences(graph: nx.MultiDiGraph) -> list[tuple[str, str]]:
    """Collect what must travel with the flags and the outlines that a page holds: whose they are, and the terms."""
    found = [("Drawing: vis-network, MIT licence", _text("vendor/LICENSE-vis-network-MIT"))]
    if len(graph) > BIG:
        found.append(("Drawing of large graphs: sigma, MIT licence", _text("vendor/LICENSE-sigma-MIT")))
        found.append(("Drawing of large graphs: graphology, MIT licence", _text("vendor/LICENSE-graphology-MIT")))
    if _flags(graph):
        found.append(("Flags: circle-flags, MIT licence", _text("vendor/LICENSE-circle-flags-MIT")))
    if _map(graph):
        found.append(
            ("Map: Natural Earth, by way of world-atlas, ISC licence", _text("vendor/LICENSE-world-atlas-ISC"))
        )
    return found


def _code(graph: nx.MultiDiGraph, node: str) -> str | None:
    """Find a country's code of two letters."""
    facts = pairs(graph.nodes[node].get("facts"))
    code = next((str(value) for name, value in facts if "alpha-2" in str(name)), "")
    return code if len(code) == 2 else None


class _Passages:
    """Each passage once, however many statements end at it."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._places: dict[tuple[Any, ...], int] = {}

    def places(self, passages: Iterable[Mapping[str, Any]]) -> list[int]:
        found = []
        for passage in passages:
            row = _texts(passage, _PASSAGE)
            key = tuple(row.values())
            if key not in self._places:
                self._places[key] = len(self.rows)
                self.rows.append(row)
            if self._places[key] not in found:
                found.append(self._places[key])
        return found


class _Proofs:
    """Each step of a proof once: many proofs go through the same."""

    def __init__(self, passages: _Passages) -> None:
        self.rows: list[dict[str, Any]] = []
        self._passages = passages
        self._places: dict[str, int] = {}

    def place(self, step: Mapping[str, Any]) -> int:
        row: dict[str, Any] = _texts(step, ("text",))
        if step.get("rule") is None:
            row["passages"] = self._passages.places(step.get("passages") or ())
            row["contested"] = [str(note) for note in step.get("contested") or ()]
        else:
            row |= _texts(step, ("rule", "because"))
            row["premises"] = [self.place(premise) for premise in step.get("premises") or ()]
        key = json.dumps(row)
        if key not in self._places:
            self._places[key] = len(self.rows)
            self.rows.append(row)
        return self._places[key]


def _conflict(conflict: Mapping[str, Any], passages: _Passages) -> dict[str, Any]:
    return {
        **_texts(conflict, ("question", "about", "status")),
        "sides": [
            {
                **_texts(side, ("answer", "verdict")),
                "independent": int(side.get("independent") or 0),
                "judgements": [_texts(each, _JUDGEMENT) for each in side.get("judgements") or ()],
                "sources": [str(source) for source in side.get("sources") or ()],
                "passages": passages.places(side.get("passages") or ()),
            }
            for side in conflict.get("sides") or ()
        ],
    }


def _node(graph: nx.MultiDiGraph, node: str, passages: _Passages) -> dict[str, Any]:
    attributes = graph.nodes[node]
    facts = [(str(name), str(value)) for name, value in pairs(attributes.get("facts"))]
    labels = {str(tag): str(label) for tag, label in (attributes.get("labels") or {}).items()}
    return {
        "kind": _kind(graph, node),
        "code": _code(graph, node),
        "labels": labels if len(labels) > 1 else {},
        **_texts(attributes, ("subtitle", "curie", "note", "start", "end", "status")),
        "names": list(dict.fromkeys(str(name) for name in attributes.get("names") or ())),
        "planned": _planned(attributes),
        "contested": bool(attributes.get("contested")),
        "conflicts": [int(place) for place in attributes.get("conflicts") or ()],
        "judgements": [_texts(each, _JUDGEMENT) for each in attributes.get("judgements") or ()],
        **_periods(attributes),
        "facts": facts,
        "passages": passages.places(attributes.get("passages") or ()),
    }


def _edge(name: str, attributes: Mapping[str, Any], passages: _Passages, proofs: _Proofs) -> dict[str, Any]:
    steps = [proofs.place(step) for step in attributes.get("proofs") or ()]
    return {
        "relation": str(attributes.get("relation") or name),
        "via": bool(attributes.get("via")),
        "inferred": bool(attributes.get("inferred")),
        "contested": bool(attributes.get("contested")),
        "conflicts": [int(place) for place in attributes.get("conflicts") or ()],
        **_texts(attributes, ("role", "how", "when", "start", "end", "proof")),
        # The steps say the same as the text, and stand in the page once.
        **({"proof": None} if steps else {}),
        "proofs": steps,
        **_periods(attributes),
        "through": str(attributes["via"]) if attributes.get("via") else None,
        "sources": [str(source) for source in attributes.get("sources") or ()],
        "passages": passages.places(attributes.get("passages") or ()),
    }


def _look(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Give what `kg.page.picture.amend` found to be drawn otherwise than its class."""
    return dict(attributes.get("look") or {})


def _periods(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """When a thing held, and when it was known; what is not said of it is left out."""
    return {
        name: [[None if day is None else str(day) for day in period] for period in attributes[name]]
        for name in ("held", "known")
        if attributes.get(name) is not None
    }


def _texts(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, str | None]:
    """Turn the named values into text: dates and numbers have no place in the page's JSON."""
    return {name: None if values.get(name) is None else str(values[name]) for name in names}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


#: The libraries are large and always the same: they are packed once.
_packed = cache(pack)


def _policy(scripts: Iterable[str], style: str) -> str:
    """Allow the scripts and the style sheet of the page, by hash, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(_hash(script) for script in scripts)}",
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _text(name: str) -> str:
    # Read with newlines as they are everywhere: the hash must match what the browser reads.
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _library(name: str) -> str:
    """Read a library as it came, without the pointer to its source map."""
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", _text(f"vendor/{name}.min.js"))


@cache
def _vis() -> str:
    """vis-network without the style sheets it would insert, which the policy forbids, and its source map."""
    text = _text("vendor/vis-network.min.js")
    text = re.sub(r"""\bA\((?:"[^"]*\{[^"]*\}"|'[^']*\{[^']*\}')\);""", "", text)
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", text)
