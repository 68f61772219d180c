"""The leaves of proofs: asserted statements with the passages that support them, and axioms with their files.

Imports: evidence.judgements, evidence.links, evidence.passages, evidence.readings, evidence.texts, project,
rdf, store.
Offers: `Citation` and `citations`, which passages belong to a statement, and the file and line of a statement.
"""
