"""Formats for what answers a question: rows, triples, yes or no. Each module declares ``FORMATS``.

Imports: errors, sparql, formats.format, formats.table, formats.about.
Offers: what the option ``-f`` of commands that answer names.
"""
