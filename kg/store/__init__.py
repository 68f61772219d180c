"""A built graph: the snapshot in memory and on disk, what it was made from, and labels for what is in it.

Imports: errors, rdf, project.
Offers: `Snapshot`, its `Manifest`, reading and writing builds, statements in words.
"""
