"""Time: intervals and their precision, what held on a day, what was known by a day.

Imports: errors, rdf, load.
Offers: intervals of days, what held on a day, what was known by a day.
"""
