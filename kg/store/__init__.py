"""A built graph: the snapshot in memory and on disk, its scope and manifest, and labels for what is in it.

Imports: errors, rdf, project.
Offers: `Snapshot`, `Manifest`, `Scope`, reading and writing builds, statements in words.
"""
