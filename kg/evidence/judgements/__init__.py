"""Judgements of curators in a graph: what they are on, what they reject, and notes that say so.

Imports: errors, rdf, sparql, store.
Offers: `judgements`, `rejections`, `Against`, and notes for answers and graphs from which judgements leave something
out.
"""
