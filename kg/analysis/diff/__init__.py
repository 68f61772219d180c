"""What changed between two states of a graph: the states, their comparison, and the changes in words.

Imports: errors, rdf, project, load, store, build, sparql, temporal.
Offers: `state`, `diff`, and changes as a table, as Markdown and as text.
"""
