"""Other reasoners that kg can use.

Imports: rdf, reason.rules.
Offers: owlrl, the slow reference reasoner.
"""
