"""Views of a graph as networkx graphs: the rows of a view's query, the data of nodes and edges, graphs of answers.

Imports: errors, rdf, project, store, reason, temporal, sparql, evidence.
Offers: `view`, `graph_of_answer`, and the rows of a view's query.
"""
