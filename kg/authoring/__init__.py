"""Writing sources: a new source file, a passage for a quotation, the Turtle formatter.

Imports: errors, rdf, project, load, temporal, sparql, evidence.
Offers: the commands new, cite and fmt.
"""
