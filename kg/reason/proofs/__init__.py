"""Proofs, and the search for them in a closure.

Imports: rdf, reason.closures, reason.engine, reason.inconsistency, reason.readers, reason.rules.
Offers: `Proof` and `Refutation`, the search, alternative proofs, the graphs that state a triple.
"""
