"""The profile OWL 2 RL: its grammar, and the axioms of an ontology that do not fit it.

Imports: errors, project, rdf.
Offers: violations of the profile, in triples and by the lines of a file.
"""
