"""Outside data sets → Turtle files, one module for each data set.

Imports: errors, rdf.
Offers: readers of data sets.
"""
