"""The Turtle formatter, `kg fmt`: tokens → tree → canonical order → text, with every comment kept.

Imports: errors, project, rdf.
Offers: files formatted, and whether they are.
"""
