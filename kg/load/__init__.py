"""Reading Turtle files: each becomes one named graph; errors in it become findings.

Imports: errors, rdf, project, reason.
Offers: `load_project` and `load`: files → parsed files and findings.
"""
