"""A graph as one HTML page that opens from disk: no request leaves it, and no text in it is code.

pyvis holds the nodes and edges; its template, menus and physics are not used. The page's own script
(``static/page.js``, built from ``frontend/``), its style sheet and vis-network stand in the page, named by their
hashes in its Content-Security-Policy; the data stands beside them as JSON, of the form that `kg.page.contract`
says, and the script builds elements from it, never markup. Data and vis-network are compressed (`kg.page.pack`).
"""

from __future__ import annotations

import json
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from kg.page.data import heading, page_data, title
from kg.page.layouts.communities import BIG
from kg.page.network import amend, network
from kg.page.pack import pack
from kg.page.schema import check
from kg.page.scripts import library, policy, read_text, vis_network
from kg.project.paths import cannot_write, check_place

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["network", "page", "write"]

_HERE = Path(__file__).parent


def page(graph: nx.MultiDiGraph, *, network: Network | None = None) -> str:
    """Write a graph as the text of an HTML page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Its nodes are texts, such as IRIs. `kg.page.schema` lists the attributes that the graph, its nodes and its edges
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
        slice=str(about.get("slice") or ""),
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


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


#: The libraries are large and always the same: they are packed once.
_packed = cache(pack)
