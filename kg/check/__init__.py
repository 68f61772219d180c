"""Finding errors: SHACL shapes, check queries, texts and conflicts, all as findings.

Imports: errors, rdf, project, load, store, reason, build, sparql, evidence, analysis.
Offers: `check`: findings with source, file, line and remedy; `quarantine`: what a file from elsewhere would change.
"""
