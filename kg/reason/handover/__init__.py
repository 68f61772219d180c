"""Conversion of results to the library of the caller.

Imports: errors, reason.closures, reason.proofs, reason.readers.
Offers: results in terms of rdflib or pyoxigraph, a closure as an rdflib store.
"""
