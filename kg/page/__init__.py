"""The offline page: writes a networkx graph as one HTML file that opens from disk.

Imports: errors, project.
Offers: `page`, `write`, `Picture`, the pyvis network.

`kg.page.schema` lists the attributes that a graph may have.

Examples
--------
>>> import networkx as nx
>>> import kg.page
>>> kg.page.page(nx.MultiDiGraph())[:15]
'<!doctype html>'
"""

from kg.page import schema
from kg.page.layouts.positions import layout
from kg.page.network import network
from kg.page.pack import contents
from kg.page.page import page, write
from kg.page.picture import Picture

__all__ = ["Picture", "contents", "layout", "network", "page", "schema", "write"]
