"""RDF itself: terms and CURIEs, triples, literals and their values, positions in a Turtle text.

Imports: errors.
Offers: `terms` (CURIEs), `model` (Term, Triple), `literals`, `numbers`; `positions`, `syntax`, `canonical` for texts.
"""
