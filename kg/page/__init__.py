"""The offline page: a networkx graph → one HTML file that opens from disk.

Imports: errors, project.
Offers: `page`, `write`, `Picture`, the pyvis network.

`kg.page.forms` lists what a graph may hold.

Examples
--------
>>> import networkx as nx
>>> import kg.page
>>> kg.page.page(nx.MultiDiGraph())[:15]
'<!doctype html>'
"""

from kg.page import forms
from kg.page.layout import layout
from kg.page.pack import contents
from kg.page.page import network, page, write
from kg.page.picture import Picture

__all__ = ["Picture", "contents", "forms", "layout", "network", "page", "write"]
