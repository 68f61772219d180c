"""The rules of OWL 2 RL as a table, and the axioms of a schema filled into it.

Imports: rdf.
Offers: the table, compiled rules, patterns and their matches, the values of literals.
"""
