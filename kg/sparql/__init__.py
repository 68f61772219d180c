"""Questions in SPARQL: the library of queries, their parameters, running them, their results.

Imports: errors, rdf, project, store, temporal.
Offers: headers of questions, the library of queries, `run_query`, `run`, `resolve` for user input, `Result`.
"""
