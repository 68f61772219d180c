"""The rules of OWL 2 RL as a table, and compiling them with the axioms of a schema.

Imports: rdf.
Offers: the table, compiled rules, patterns and their matches, the values of literals.
"""
