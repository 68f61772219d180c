"""A drawn graph as a value: a notebook displays it, it can be written to a file, and its pyvis network can be changed.

Users know pyvis: they recolour, move, add and remove items in its lists of nodes and edges. `amend` applies these
changes to the graph, which keeps its evidence.
"""

from __future__ import annotations

import html
import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import networkx as nx

from kg.page.data import title
from kg.page.network import network
from kg.page.page import page, write

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["Picture"]

#: A page in a frame may run its script, save files, print, and open sources. It has no origin, so it can access neither
#: the notebook around it nor cookies of its server.
_SANDBOX = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, eq=False)
class Picture:
    """A drawn graph: notebooks display it, and it can be written as a page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As for `kg.page.page`.
    height : int, default 620
        Height in a notebook, in pixels; the width is that of the cell.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.page import Picture
    >>> graph = nx.MultiDiGraph(title="Neighbours")
    >>> graph.add_edge("Aland", "Bland", relation="borders", label="borders")
    0
    >>> picture = Picture(graph)
    >>> picture
    <Picture 'Neighbours': 2 things, 1 relation>
    >>> picture.network.add_node("Cutoff", label="Cutoff", color="#aa3377")
    >>> picture
    <Picture 'Neighbours': 3 things, 1 relation>
    """

    graph: nx.MultiDiGraph = field(repr=False)
    height: int = 620

    @cached_property
    def network(self) -> Network:
        """The pyvis network of the picture; the page shows its changes."""
        return network(self.graph)

    @property
    def _changed(self) -> Network | None:
        """The network if a user has accessed, and perhaps changed, it; otherwise None."""
        return self.__dict__.get("network")

    def html(self) -> str:
        """Return the page as text."""
        return page(self.graph, network=self._changed)

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file: the whole page, or nothing.

        Raises
        ------
        kg.errors.OutputError
            As `kg.page.write`.
        """
        write(self.graph, path, network=self._changed)

    def __repr__(self) -> str:
        changed = self._changed
        things = len(self.graph if changed is None else changed.nodes)
        relations = self.graph.number_of_edges() if changed is None else len(changed.edges)
        return (
            f"<Picture {title(self.graph)!r}: {things} {'thing' if things == 1 else 'things'}, "
            f"{relations} {'relation' if relations == 1 else 'relations'}>"
        )

    def _repr_html_(self) -> str:
        name = html.escape(title(self.graph), quote=True)
        return (
            f'<iframe class="kg-picture" title="{name}" sandbox="{_SANDBOX}" loading="lazy" '
            f'style="display:block;width:100%;height:{int(self.height)}px;border:0" '
            f'srcdoc="{html.escape(self.html(), quote=True)}"></iframe>'
        )
