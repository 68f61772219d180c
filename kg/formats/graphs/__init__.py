"""Formats for a whole graph. Each module declares ``FORMATS``.

Imports: project, rdf, store, temporal, sparql, analysis, formats.format, formats.tables.
Offers: one file for each format, or for similar formats; `kg.formats.format.GRAPHS` finds them.
"""
