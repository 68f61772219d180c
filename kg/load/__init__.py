"""Reading Turtle files: each becomes one named graph, and what is wrong with it becomes findings.

Imports: errors, rdf, project.
Offers: `load_project` and `load`: files → parsed files and findings.
"""
