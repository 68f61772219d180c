"""Resolves user input to a term of the graph: names, codes, CURIEs and IRIs of things, values of datatypes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox

from kg.errors import UnknownNameError, UsageError, shortened, suggest
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import read_date

_RESOURCE = f"{terms.RDFS}Resource"
#: The class of all properties that an ontology declares, of things and of values.
PROPERTY = f"{terms.RDF}Property"
_PROPERTIES = ("ObjectProperty", "DatatypeProperty")
#: How many digits a decimal number may have before or after the point.
_MOST_DIGITS = 400
#: A value of a parameter.
Value = ox.NamedNode | ox.Literal


def resolve(snapshot: Snapshot, text: Any, kind: str = _RESOURCE) -> Value:
    """Resolve user input to a term of the graph.

    Parameters
    ----------
    snapshot : Snapshot
    text : str, int, date or pyoxigraph term
        A CURIE, an IRI, the last part of one, an ISO 3166 code, a label or another name in any language
        (case and accents do not matter); for a datatype, one of its values.
    kind : str, optional
        IRI of the class of the thing, or of a datatype.

    Returns
    -------
    pyoxigraph.NamedNode or pyoxigraph.Literal

    Raises
    ------
    UnknownNameError
        If it names nothing; suggests similar names.
    UsageError
        If it names several things, or is not a value of the datatype.

    Examples
    --------
    >>> import kg
    >>> resolve(kg.open().snapshot, "uzbekistan", terms.KG + "Country")
    <NamedNode value=https://w3id.org/diplomatic-kg/country/UZ>
    """
    if isinstance(text, (ox.NamedNode, ox.Literal)):
        return text
    text = str(text).strip()
    if kind.startswith(terms.XSD):
        return _literal(text, kind)
    label = (
        "thing" if kind == _RESOURCE
        else "class" if kind == f"{terms.OWL}Class"
        else "property" if kind == PROPERTY
        else snapshot.label(kind).lower()
    )  # fmt: skip
    candidates = _instances(snapshot, kind)
    iri = terms.expand(text, snapshot.manifest.prefixes)
    if iri is not None:
        if iri in candidates:
            return ox.NamedNode(iri)
        if kind == _RESOURCE and _is_described(snapshot, iri):
            return ox.NamedNode(iri)
        raise UnknownNameError(
            label, text, (), nearest(snapshot, text, candidates) or _listing(snapshot, kind, candidates)
        )
    wanted = fold(text)
    names = _names(snapshot, candidates)
    for rank in range(3):
        hits = sorted(iri for iri, ranks in names.items() if wanted in ranks[rank])
        if len(hits) == 1:
            return ox.NamedNode(hits[0])
        if hits:
            several = ", ".join(f"{snapshot.compact(hit)} ({snapshot.label(hit)})" for hit in hits[:6])
            raise UsageError(f"{text!r} names {len(hits)} things: {several}\nsay which")
    raise UnknownNameError(label, text, (), nearest(snapshot, text, candidates) or _listing(snapshot, kind, candidates))


def _listing(snapshot: Snapshot, kind: str, candidates: frozenset[str]) -> str:
    """Name things of a class, and how to list all; empty without a class, because there would be too many."""
    if kind.startswith((terms.RDF, terms.RDFS, terms.OWL)):
        return ""
    named = sorted(candidates)
    examples = ", ".join(f"{snapshot.compact(iri)} ({snapshot.label(iri)})" for iri in named[:3])
    query = f'kg sparql "SELECT ?x {{ ?x a {snapshot.compact(kind)} }}" lists all {len(named)}'
    return f"examples: {examples}\n{query}" if named else query


def nearest(snapshot: Snapshot, text: str, candidates: Iterable[str]) -> str:
    """Suggest similar things, each with a text to type and its label.

    Parameters
    ----------
    snapshot : Snapshot
    text : str
        A name, or a CURIE, that names nothing.
    candidates : iterable of str
        IRIs of the possible things.

    Returns
    -------
    str
        Empty if nothing is similar.

    Examples
    --------
    >>> import kg
    >>> nearest(kg.open().snapshot, "Usbekistan", [terms.BASE + "country/UZ", terms.BASE + "country/PK"])
    'did you mean country:UZ (Uzbekistan)?'
    """
    iris = frozenset(candidates)
    prefix, colon, wanted = text.partition(":")
    if colon and terms.expand(text, snapshot.manifest.prefixes):
        # The prefix is right, the local name is not.
        curies = {snapshot.compact(iri): iri for iri in iris}
        known = {c[len(prefix) + 1 :]: iri for c, iri in curies.items() if c.startswith(f"{prefix}:")}
    else:
        wanted = fold(text)
        known = {name: iri for iri, ranks in _names(snapshot, iris).items() for rank in ranks for name in rank}
    # A code of two or three letters is similar to too many others.
    found = suggest(wanted, known, 6, cutoff=0.75, spread=0.1) if len(wanted) > 3 else []
    shown = []
    for iri in dict.fromkeys(known[name] for name in found):
        curie, label = snapshot.compact(iri), snapshot.label(iri)
        shown.append(curie if curie == label else f"{curie} ({label})")
    return f"did you mean {' or '.join(shown[:3])}?" if shown else ""


def fold(text: str) -> str:
    """Fold case, accents and punctuation, including all apostrophes, so that spellings of one name compare equal.

    Examples
    --------
    >>> fold("Côte d’Ivoire"), fold("Oʻzbekiston") == fold("O'zbekiston")
    ('cote d ivoire', True)
    """
    # In Unicode the apostrophes of Uzbek are letters; people type any apostrophe of their keyboard.
    text = re.sub("[ʹʻʼʽˈ]", "'", text)
    plain_text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain_text.casefold()).strip()


def _instances(snapshot: Snapshot, kind: str) -> frozenset[str]:
    """Collect the IRIs of the instances of a class; of rdfs:Resource, those that have a label."""
    if kind == _RESOURCE:
        return frozenset(snapshot.labels)
    if kind == PROPERTY:
        return frozenset().union(*(_instances(snapshot, terms.OWL + name) for name in _PROPERTIES))
    return frozenset(
        quad.subject.value
        for graph in (ACCEPTED, INFERRED)
        for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(kind), graph)
        if isinstance(quad.subject, ox.NamedNode)
    )


def _names(snapshot: Snapshot, candidates: frozenset[str]) -> dict[str, tuple[set[str], set[str], set[str]]]:
    """Collect the names of things, folded: codes and last parts of IRIs, then labels, then other names."""
    names: dict[str, tuple[set[str], set[str], set[str]]] = {
        iri: ({fold(terms.local_name(iri))}, {fold(label) for label in snapshot.labels.get(iri, {}).values()}, set())
        for iri in candidates
    }
    for rank, predicate in ((0, f"{terms.KG}alpha2"), (0, f"{terms.KG}alpha3"), (2, terms.ALT_LABEL)):
        for quad in snapshot.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ACCEPTED):
            if (
                isinstance(quad.subject, ox.NamedNode)
                and quad.subject.value in names
                and isinstance(quad.object, ox.Literal)
            ):
                names[quad.subject.value][rank].add(fold(quad.object.value))
    return names


def _is_described(snapshot: Snapshot, iri: str) -> bool:
    return next(snapshot.store.quads_for_pattern(ox.NamedNode(iri), None, None), None) is not None


def _literal(text: str, kind: str) -> ox.Literal:
    name = terms.local_name(kind)
    try:
        if name == "date":
            # Python accepts more forms than xsd:date: 20241113, 2024-W46-3.
            text = str(read_date(text))
        elif name in ("integer", "gYear"):
            text = str(int(text))
        elif name == "decimal":
            value = Decimal(text)
            # Written out, 1e999999999 would take a gigabyte.
            if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
                raise ValueError("not a finite number, or one of thousands of digits")
            text = f"{value:f}"
    except (ValueError, InvalidOperation) as error:
        what = {
            "integer": "whole number; write one as 4",
            "gYear": "year; write one as 2024",
            "decimal": "number; write one as 1.5",
        }[name]
        raise UsageError(f"{shortened(text)!r} is not a {what}") from error
    return ox.Literal(text, datatype=ox.NamedNode(kind))
