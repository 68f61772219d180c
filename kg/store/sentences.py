"""Writes a statement as a sentence for people."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.errors import one_line
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, Subject, Term, Triple, plain
from kg.store.snapshot import Snapshot

_UNNAMED = "thing that meets a condition"


def sentence(snapshot: Snapshot, triple: Triple) -> str:
    """Write a statement with the labels of a snapshot, without control characters.

    Examples
    --------
    >>> import kg
    >>> from pyoxigraph import NamedNode as N
    >>> uzbekistan, country = N(terms.BASE + "country/UZ"), N(terms.KG + "Country")
    >>> sentence(kg.open().snapshot, (uzbekistan, N(terms.RDF_TYPE), country))
    'Uzbekistan is a country'
    """
    subject, predicate, obj = triple
    if predicate.value == terms.RDF_TYPE:
        return one_line(articles(f"{snapshot.text(subject)} is a {class_text(obj, snapshot)}"))
    return one_line(f"{snapshot.text(subject)} — {snapshot.text(predicate)} → {snapshot.text(obj)}")


def class_text(term: Term, snapshot: Snapshot, depth: int = 4) -> str:
    """Write a class for people; an anonymous one by its conditions, down to some depth."""
    if not isinstance(term, ox.BlankNode):
        return snapshot.text(term)
    if not depth:
        return _UNNAMED
    facts = _facts(snapshot, term)
    prop, value = facts.get(f"{terms.OWL}onProperty"), facts.get(f"{terms.OWL}hasValue")
    if prop is not None and value is not None:
        return f"thing whose {snapshot.text(prop)} is {snapshot.text(value)}"
    parts = []
    rest = facts.get(f"{terms.OWL}intersectionOf")
    seen: set[Term] = set()
    while isinstance(rest, ox.BlankNode) and rest not in seen:
        seen.add(rest)
        cell = _facts(snapshot, rest)
        if first := cell.get(f"{terms.RDF}first"):
            parts.append(class_text(first, snapshot, depth - 1))
        rest = cell.get(f"{terms.RDF}rest")
    return " and ".join(parts) or _UNNAMED


def articles(text: str) -> str:
    """Write "an" before a vowel.

    Examples
    --------
    >>> articles("a official is a “event” of a country")
    'an official is an “event” of a country'
    """
    return re.sub(r"\b([Aa]) (?=[“]?[aeio])", r"\1n ", text)


def _facts(snapshot: Snapshot, node: Subject) -> dict[str, Term]:
    return {q.predicate.value: plain(q)[2] for q in snapshot.store.quads_for_pattern(node, None, None, ACCEPTED)}
