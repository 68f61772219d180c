"""Turtle, for the triples that CONSTRUCT and DESCRIBE make."""

from __future__ import annotations

from kg.formats.format import TriplesFormat
from kg.sparql.results import TriplesResult

FORMATS = (TriplesFormat("turtle", "Turtle, for CONSTRUCT and DESCRIBE", TriplesResult.turtle, (".ttl",)),)
