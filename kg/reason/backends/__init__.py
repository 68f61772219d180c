"""Other reasoners that kg can reason with.

Imports: rdf, reason.rules.
Offers: owlrl, the reference: slow, and known to the field.
"""
