"""Importers: data sets of others → Turtle files. Each is one module of ``datasets/``; nothing else names it.

Imports: errors, plugins, rdf.
Offers: the registry of importers, and `read_files`, which runs one.
"""
