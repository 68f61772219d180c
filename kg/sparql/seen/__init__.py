"""Which statements of a graph a query can see, so that others may change without running it again.

Imports: rdf, sparql.tokens.
Offers: `seen_by`, the patterns of the statements that a query can see, and the groups of patterns in its text.
"""
