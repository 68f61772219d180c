"""What sources say and where: passages, claims, conflicts, proofs that end at passages.

Imports: errors, rdf, project, store, reason, temporal, build, sparql.
Offers: `why` (a proof down to passages), claims, conflicts, independent sources, texts.
"""
