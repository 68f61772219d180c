"""Closures: encoded triples with all triples that follow from them.

Imports: rdf, reason.engine, reason.inconsistency, reason.readers, reason.rules.
Offers: computing closures, updating them, conclusions that hold in every graph, inconsistencies.
"""
