"""Draw a view: a networkx graph becomes one self-contained HTML page.

`kg.draw.forms` lists what a graph may hold.

Examples
--------
>>> import networkx as nx
>>> import kg.draw
>>> kg.draw.page(nx.MultiDiGraph())[:15]
'<!doctype html>'
"""

from kg.draw import forms
from kg.draw.layout import layout
from kg.draw.pack import contents
from kg.draw.page import network, page, write
from kg.draw.picture import Picture

__all__ = ["Picture", "contents", "forms", "layout", "network", "page", "write"]
