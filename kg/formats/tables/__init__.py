"""Formats for what answers a question: rows, triples, yes or no. Each module declares ``FORMATS``.

Imports: errors, sparql, formats.about, formats.format, formats.table.
Offers: one file for each format, or for formats that differ in little; `kg.formats.format.TABLES` finds them.
"""
