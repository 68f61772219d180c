"""Formats for answers: rows, triples, yes or no. Each module declares ``FORMATS``.

Imports: errors, sparql, formats.about, formats.format, formats.table.
Offers: one file for each format, or for similar formats; `kg.formats.format.TABLES` finds them.
"""
