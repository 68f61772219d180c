"""The importers, one module for each data set. Each module declares ``IMPORTERS``.

Imports: errors, rdf, project, importers.country_names, importers.importer, importers.turtle.
Offers: one file for each importer; `kg.importers.importer.IMPORTERS` finds them.
"""
