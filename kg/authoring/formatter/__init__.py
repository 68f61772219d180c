"""The Turtle formatter, `kg fmt`: tokens → tree → canonical order → text, with every comment kept.

Imports: errors, project, rdf.
Offers: `format_text`, `format_file`.
"""
