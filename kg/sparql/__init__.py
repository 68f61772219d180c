"""Questions in SPARQL: the library of queries, their parameters, running them, their results.

Imports: errors, rdf, project, store, temporal.
Offers: the library of queries, `run`, `ask`, `resolve` for what people type, `Result`.
"""
