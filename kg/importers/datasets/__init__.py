"""The importers, one module for each data set. Each module declares ``IMPORTERS``.

Imports: errors, rdf, importers.importer, importers.country_names, importers.turtle.
Offers: what `kg import` reads.
"""
