"""From the files of a project to a snapshot: load, accept, slice, reason, write.

Imports: errors, rdf, project, load, store, reason, temporal.
Offers: `open_snapshot`, `build`, and a snapshot in memory for other states of the files.
"""
