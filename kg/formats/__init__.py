"""Output formats, one module for each: tables, RDF, nanopublications, panels, graph files.

Imports: errors, rdf, project, store, temporal, sparql, analysis.
Offers: writers of answers and of graphs.
"""
