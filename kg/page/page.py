"""Writes a graph as one HTML page that opens from disk, sends no requests, and executes no text of the graph.

pyvis provides the nodes and edges; its template, menus and physics are not used. The page contains its script
(``static/page.js``, built from ``frontend/``), its style sheet and vis-network. The Content-Security-Policy allows
these by their hashes. The data is JSON with the schema `kg.page.contract`. The script creates elements from it and
parses no markup. Data and vis-network are compressed (`kg.page.pack`).
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from kg.errors import printable
from kg.page.data import heading, notes, page_data, title
from kg.page.layouts.communities import BIG
from kg.page.network import amend, network
from kg.page.pack import pack
from kg.page.schema import check
from kg.page.scripts import library, policy, read_text, vis_network
from kg.project.paths import check_place
from kg.project.write import replace_file

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["network", "page", "write"]

_HERE = Path(__file__).parent


def page(graph: nx.MultiDiGraph, *, network: Network | None = None) -> str:
    """Return a graph as the text of an HTML page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Its nodes are texts, such as IRIs. `kg.page.schema` lists the attributes that the graph, its nodes and its edges
        may have; the documentation describes them. All are optional, and other attributes are ignored.
    network : pyvis.network.Network, optional
        A result of `network` that was changed: the page shows the changes.

    Returns
    -------
    str
        The page. The same graph always gives the same text.

    Raises
    ------
    TypeError
        If the graph is not a directed multigraph.
    kg.errors.UsageError
        If an attribute has a value of the wrong type: names the attribute, and the node or edge.

    Notes
    -----
    Labels, titles and addresses are not trusted: the page contains them as JSON, and only addresses that begin with
    http: or https: become links. `kg.page.contents` reads the JSON of a page.

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
        raise TypeError(f"a page is made from a networkx.MultiDiGraph, not a {type(graph).__name__}{remedy}")
    check(graph)
    if network is not None:
        graph = amend(graph, network)
    libraries = {"vis-network": vis_network()}
    if len(graph) > BIG:
        libraries |= {name: library(name) for name in ("graphology", "sigma")}
    style, script = read_text("static/page.css"), read_text("static/page.js")
    about = graph.graph
    environment = Environment(
        loader=FileSystemLoader(_HERE / "static"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("template.html").render(
        policy=policy([*libraries.values(), script], style),
        title=title(graph),
        heading=heading(about),
        asked=bool(about.get("answer")),
        notes=[note["text"] for note in notes(about) if "former" not in note],
        slice=printable(str(about.get("slice") or "")),
        style=Markup(style),
        script=Markup(script),
        packed={"data": pack(_json(page_data(graph)))} | {name: _packed(text) for name, text in libraries.items()},
    )


def write(graph: nx.MultiDiGraph, path: str | os.PathLike[str], *, network: Network | None = None) -> None:
    """Write a graph's page to a file: the whole page, or nothing.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As for `page`.
    path : str or path-like
        The file, which is replaced if it exists. Its folder must exist. A pipe or a device is written to.
    network : pyvis.network.Network, optional
        As for `page`.

    Raises
    ------
    kg.errors.OutputError
        If the path is empty, or the folder does not exist or is not writable.

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
    replace_file(Path(path), page(graph, network=network).encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


#: The libraries are large and never change, so they are packed once.
_packed = cache(pack)
