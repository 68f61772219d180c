"""Output formats: for tables and triples, which answer a question, and for whole graphs.

Each format is one module of ``tables/`` or ``graphs/`` that declares it; no other file has to change.

Imports: errors, plugins, rdf, project, store, temporal, sparql, analysis.
Offers: `write` for answers, `export` for graphs; the registries of their formats.
"""
