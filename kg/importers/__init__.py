"""Importers make Turtle files from published data sets. Each is one module of ``datasets/``.

Imports: errors, plugins, rdf, project.
Offers: the registry of importers, and `read_files`, which runs one.
"""
