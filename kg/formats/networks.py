"""The view of entities for Gephi and its like: GraphML and GEXF, with the licence and the version of the data."""

from __future__ import annotations

import io
import re
from typing import Any

import networkx

from kg.analysis.views.graph import view
from kg.store.snapshot import Snapshot


def graphml(snapshot: Snapshot) -> bytes:
    """Write the view of entities as GraphML (http://graphml.graphdrawing.org/).

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    bytes
        UTF-8. Nodes and edges have those of their attributes that are texts or yes and no; an edge's ``sources``
        are IRIs with spaces between.

    Examples
    --------
    >>> import kg
    >>> graphml(kg.open().snapshot)[:5]
    b'<?xml'
    """
    stream = io.BytesIO()
    networkx.write_graphml(_plain(snapshot), stream)
    return stream.getvalue()


def gexf(snapshot: Snapshot) -> bytes:
    """Write the view of entities as GEXF 1.2 (https://gexf.net/), with times that Gephi's timeline reads.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    bytes
        UTF-8. A time that is known as a month or a year becomes its first day where something begins, and its
        last where it ends.

    Examples
    --------
    >>> import kg
    >>> b'timeformat="date"' in gexf(kg.open().snapshot)
    True
    """
    graph = _plain(snapshot)
    for _, data in [*graph.nodes(data=True), *((None, d) for *_, d in graph.edges(data=True))]:
        start, end = data.pop("start", None), data.pop("end", None)
        for name, text, last in (("start", start, False), ("end", end, True)):
            if day := _day(text, last=last):
                data[name] = day
    stream = io.BytesIO()
    networkx.write_gexf(graph, stream)
    # networkx writes the day of writing, which has no place in a file that two builds are to agree on.
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", stream.getvalue())


def _plain(snapshot: Snapshot) -> networkx.MultiDiGraph:
    """Copy a view, with attributes that are text or yes and no only."""
    graph = view(snapshot, "entities")
    about = {key: str(graph.graph[key]) for key in ("title", "data_version", "licence")}
    copy = networkx.MultiDiGraph(**about, mode="dynamic")
    for node, data in graph.nodes(data=True):
        copy.add_node(node, **_texts(data))
    # The key becomes the edge's id, which has to be unique in the document.
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        copy.add_edge(start, end, key=f"e{number}", **_texts(data), sources=" ".join(data["sources"]))
    return copy


def _texts(data: dict[str, Any]) -> dict[str, str | bool]:
    return {key: value for key, value in data.items() if isinstance(value, (str, bool))}


def _day(text: str | None, *, last: bool) -> str | None:
    """Read the first or the last possible day from a time as a view writes it.

    Examples
    --------
    >>> _day("2024-02", last=True), _day("2012", last=False), _day("by 2024-11-13", last=False)
    ('2024-02-29', '2012-01-01', None)
    """
    import calendar

    found = re.findall(r"\d{4}(?:-\d{2}){0,2}", text or "")
    if not found or (text or "").startswith("from " if last else "by "):
        return None
    year, month, day = (*map(int, found[-1 if last else 0].split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return f"{year:04}-{month:02}-{day or (calendar.monthrange(year, month)[1] if last else 1):02}"
