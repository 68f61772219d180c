"""Proofs: what they are, and the search for them in a closure.

Imports: rdf, reason.closures, reason.engine, reason.inconsistency, reason.readers, reason.rules.
Offers: `Proof` and `Refutation`, the search, other proofs of the same, the graphs that state a triple.
"""
