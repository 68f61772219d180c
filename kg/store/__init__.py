"""A built graph: the snapshot in memory and on disk, its scope and manifest, and labels of its things.

Imports: errors, rdf, project.
Offers: `Snapshot`, `Manifest`, `Scope`, reading and writing builds, statements in words.
"""
