"""RDF itself: terms and CURIEs, triples, literals and their values, positions in a Turtle text.

Imports: errors.
Offers: `terms` (namespaces, CURIEs), `model` (Term, Triple), `literals`, `numbers`; `positions`, `syntax` of Turtle.
"""
