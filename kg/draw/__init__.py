"""Draw a view: a networkx graph becomes one self-contained HTML page.

Examples
--------
>>> import networkx as nx
>>> import kg.draw
>>> kg.draw.page(nx.MultiDiGraph())[:15]
'<!doctype html>'
"""

from kg.draw.layout import layout
from kg.draw.pack import contents
from kg.draw.page import network, page, write

__all__ = ["contents", "layout", "network", "page", "write"]
