"""From the files of a project to a snapshot: load, apply scope and judgements, reason, write.

Imports: errors, rdf, project, load, store, reason, temporal.
Offers: `open_snapshot`, `build`; `assemble` and `select` for a graph in memory, also from changed files.
"""
