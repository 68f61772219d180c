"""The view of entities as a network file: GraphML and GEXF, with the licence and the version of the data."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from kg.formats.format import GraphFormat
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import UNKNOWN, UncertainDay, read_uncertain_day

if TYPE_CHECKING:
    import networkx


def graphml(snapshot: Snapshot) -> bytes:
    """Write the view of entities as GraphML (http://graphml.graphdrawing.org/).

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    bytes
        UTF-8. Nodes and edges have only their text and boolean attributes; ``sources`` of an edge are
        IRIs separated by spaces.

    Examples
    --------
    >>> import kg
    >>> graphml(kg.open().snapshot)[:5]
    b'<?xml'
    """
    import networkx

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
        UTF-8. A start that is known as a month or a year becomes its first day, an end its last day.

    Examples
    --------
    >>> import kg
    >>> b'timeformat="date"' in gexf(kg.open().snapshot)
    True
    """
    import networkx

    graph = _plain(snapshot)
    for _, data in [*graph.nodes(data=True), *((None, d) for *_, d in graph.edges(data=True))]:
        start, end = data.pop("start", None), data.pop("end", None)
        for name, day in (("start", _time(start).earliest), ("end", _time(end).latest)):
            if day is not None:
                data[name] = str(day)
    stream = io.BytesIO()
    networkx.write_gexf(graph, stream)
    # networkx writes the current date; then two files of the same graph would differ.
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", stream.getvalue())


def _plain(snapshot: Snapshot) -> networkx.MultiDiGraph:
    """Copy the view of entities, with only text and boolean attributes."""
    import networkx

    from kg.analysis.views.graph import view

    graph = view(snapshot, "entities")
    about = {key: str(graph.graph[key]) for key in ("title", "data_version", "licence")}
    copy = networkx.MultiDiGraph(**about, mode="dynamic")
    for node, data in graph.nodes(data=True):
        del data["code"]  # only for the flags of the page
        copy.add_node(node, **_texts(data))
    # The key becomes the id of the edge, which must be unique in the document.
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        copy.add_edge(start, end, key=f"e{number}", **_texts(data), sources=" ".join(data["sources"]))
    return copy


def _texts(data: dict[str, Any]) -> dict[str, str | bool]:
    return {key: value for key, value in data.items() if isinstance(value, (str, bool))}


def _time(text: str | None) -> UncertainDay:
    """Read a time as a view writes it; the day of an observation counts like any other day.

    Examples
    --------
    >>> str(_time("2024-02").latest), str(_time("2012").earliest), _time("by 2024-11-13").earliest
    ('2024-02-29', '2012-01-01', None)
    """
    from kg.analysis.views.dates import OBSERVED

    return read_uncertain_day((text or "").removeprefix(OBSERVED)) or UNKNOWN


_USE = "Gephi, Cytoscape, networkx"
FORMATS = (
    GraphFormat("graphml", "the network of countries, officials and frameworks", graphml, (".graphml",), _USE),
    GraphFormat("gexf", "the same network as graphml, with times for the timeline of Gephi", gexf, (".gexf",), _USE),
)
