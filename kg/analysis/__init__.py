"""Answers that need an algorithm: networkx views, measures, periods, sensitivity, differences, questions.

Imports: errors, rdf, project, load, store, reason, temporal, build, sparql, evidence.
Offers: the catalogue of questions, views and answers as networkx graphs, measures, sensitivity, periods, differences.
"""
