"""What an answer depends on in a graph: statements, and the sources that these need.

Imports: rdf, load, reason, build, sparql.
Offers: `Needed`, which tells that an answer stays the same without some sources, before anything is computed.
"""
