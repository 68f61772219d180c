"""Which statements of a graph a query can see, so that others may change without running it again.

Imports: rdf, store, sparql.results, sparql.run, sparql.tokens, sparql.worker.
Offers: `seen_by`, the patterns of the statements that a query can see; `matches`, the statements of a graph on which
the answer depends; the groups of patterns in the text of a query.
"""
