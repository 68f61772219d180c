"""Closures: encoded triples with everything that follows from them.

Imports: rdf, reason.engine, reason.inconsistency, reason.readers, reason.rules.
Offers: closing triples, closures that change, what holds of every graph, inconsistencies.
"""
