"""Views of a graph as networkx graphs: the rows of a view's query, the data of nodes and edges, graphs of answers."""
