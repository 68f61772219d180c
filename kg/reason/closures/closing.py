"""Computes closures: every conclusion of OWL 2 RL, until the data implies nothing new about the schema."""

from __future__ import annotations

from collections.abc import Iterable

from kg.rdf.model import Triple
from kg.reason.closures.closure import Closure
from kg.reason.closures.evaluation import evaluate
from kg.reason.closures.given import Given
from kg.reason.closures.schema import about_schema, compile_schema, renaming_rules, schema_of, used_names
from kg.reason.engine import memory
from kg.reason.readers.encoded import Encoded
from kg.reason.readers.triples import from_triples
from kg.reason.rules.patterns import is_schema

#: The minimum memory for a triple during inference: the triple, its conclusions, and their order.
_BYTES = 64


def close_triples(triples: Iterable[Triple]) -> Closure:
    """Draw every conclusion of OWL 2 RL from some triples.

    Parameters
    ----------
    triples : iterable of (subject, predicate, object)
        Schema and data together, as pyoxigraph terms.

    Returns
    -------
    Closure

    Raises
    ------
    UsageError
        If a term is in a place of a triple where it is not allowed.
    """
    return close_encoded(from_triples(triples))


def close_encoded(encoded: Encoded) -> Closure:
    r"""Draw every conclusion of OWL 2 RL from encoded triples.

    Parameters
    ----------
    encoded : Encoded
        Schema and data together; named graphs are read as one.

    Returns
    -------
    Closure

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> from kg.reason.rules.vocabulary import TYPE, owl
    >>> is_in, within = ox.NamedNode("urn:in"), owl("TransitiveProperty")
    >>> a, b, c = (ox.NamedNode(f"urn:{name}") for name in "abc")
    >>> closure = close_encoded(from_triples([(is_in, TYPE, within), (a, is_in, b), (b, is_in, c)]))
    >>> list(closure.lines())
    ['<urn:a> <urn:in> <urn:c> .\n']
    """
    what = f"reasoning over {len(encoded):,} triples"
    memory.need(len(encoded) * _BYTES, what)
    with memory.reporting(what):
        return _closed(encoded)


def _closed(encoded: Encoded) -> Closure:
    given = Given(encoded)
    schema = set(schema_of(encoded, given))
    extra: dict[Triple, Closure] = {}
    while True:
        closure = _close_once(encoded, given, schema, extra)
        new = about_schema(closure)
        if not new:
            return closure
        # Conclusions from the data about the schema (subproperties of those of RDFS, things that are the same and used
        # as classes or properties) change the rules: then everything starts again with them.
        extra = {**extra, **dict.fromkeys(new, closure)}


def _close_once(encoded: Encoded, given: Given, schema: set[Triple], extra: dict[Triple, Closure]) -> Closure:
    """Draw the conclusions by the rules that the present schema compiles to."""
    own, axioms, compiled = compile_schema(frozenset(t for t in (*schema, *extra) if is_schema(t)))
    rules = list(compiled)
    rules += renaming_rules([*used_names(encoded, given, rules, anyway=bool(extra)), *axioms, *extra], rules)
    run, ill_typed = evaluate(encoded, given, rules, extra, own)
    return Closure(encoded, run, tuple(rules), given, ill_typed, own, extra)
