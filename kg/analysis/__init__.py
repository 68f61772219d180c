"""Answers that take an algorithm: networkx views, periods, sensitivity, differences, questions.

Imports: errors, rdf, project, load, store, reason, temporal, build, sparql, evidence.
Offers: views as networkx graphs, questions that take an algorithm, sensitivity, periods, differences.
"""
