"""Formats for a whole graph. Each module declares ``FORMATS``.

Imports: rdf, project, store, temporal, sparql, analysis, formats.format, formats.tables.
Offers: what `kg export` writes.
"""
