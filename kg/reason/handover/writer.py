"""Converts results to terms of the library of the caller: rdflib or pyoxigraph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pyoxigraph as ox

from kg.reason.proofs.proof import Proof
from kg.reason.readers.sources import Library


def writer(library: Library) -> Callable[[Any], Any]:
    """Return a function that converts terms, triples, proofs and values that contain them to a library.

    Examples
    --------
    >>> writer("rdflib")((ox.NamedNode("urn:a"), ox.Literal("x")))
    (rdflib.term.URIRef('urn:a'), rdflib.term.Literal('x'))
    """
    return _with_rdflib if library == "rdflib" else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _with_rdflib(value: Any) -> Any:
    from kg.reason.handover.rdflib_store import node_of

    if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal):
        return node_of(str(value))
    if isinstance(value, Proof):
        return _proof(value)
    if isinstance(value, tuple | list | frozenset):
        return type(value)(map(_with_rdflib, value))
    if isinstance(value, Mapping):
        return {key: _with_rdflib(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        shown = {field.name: _with_rdflib(getattr(value, field.name)) for field in fields(value) if field.repr}
        return replace(value, **shown)
    return value


def _proof(proof: Proof) -> Proof:
    """Convert a proof to terms of rdflib; shared steps stay shared."""
    done: dict[int, Proof] = {}
    for step in proof.bottom_up():
        premises = tuple(done[id(premise)] for premise in step.premises)
        triple, rule, graphs = map(_with_rdflib, (step.triple, step.rule, step.graphs))
        done[id(step)] = Proof(triple, rule, premises, graphs)
    return done[id(proof)]
