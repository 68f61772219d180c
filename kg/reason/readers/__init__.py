"""Triples from files, from pyoxigraph and from rdflib, read into columns of numbers.

Imports: errors, rdf, project, reason.engine.
Offers: encoded triples, the dictionary of their terms, `read` for any source.
"""
