"""The engine: clauses over numbers, evaluated semi-naively over sorted arrays. It knows no terms.

Imports: errors.
Offers: a run and its rounds, removal of facts, arrays of numbers, reachability, how much memory is left.
"""
