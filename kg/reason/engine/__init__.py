"""The engine: clauses over numbers, evaluated semi-naively over sorted arrays. It does not use RDF terms.

Imports: errors.
Offers: a run and its rounds, removal of facts, arrays of numbers, reachability, available memory.
"""
