"""Time: one algebra of dates, valid time (what held on a day) and knowledge time (what was known by a day).

Imports: errors, rdf, load.
Offers: `intervals` (uncertain days, intervals, periods), `holding_at` and `course` by valid time, `known_by` by
knowledge time.
"""
