"""Resolves user input to a term of the graph: names, codes, CURIEs and IRIs of things, values of datatypes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from weakref import WeakKeyDictionary

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
#: The properties whose values are names of each rank: codes, labels (which the snapshot has read), other names.
_NAMING = ((f"{terms.KG}alpha2", f"{terms.KG}alpha3"), (), (terms.ALT_LABEL,))
#: How many digits a decimal number may have before or after the point.
_MOST_DIGITS = 400
#: In an ASCII text, spaces in the place of all that is no letter or digit.
_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}
#: A value of a parameter.
Value = ox.NamedNode | ox.Literal
#: The folded names of the things of each graph, by class and rank.
_indexes: WeakKeyDictionary[Snapshot, dict[tuple[str, int], dict[str, set[str]]]] = WeakKeyDictionary()


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
    iri = terms.expand(text, snapshot.manifest.prefixes)
    if iri is not None and terms.is_iri(iri) and _is_instance(snapshot, ox.NamedNode(iri), kind):
        return ox.NamedNode(iri)
    for rank in range(3) if iri is None else ():
        hits = sorted(_index(snapshot, kind, rank).get(fold(text), ()))
        if len(hits) == 1:
            return ox.NamedNode(hits[0])
        if hits:
            several = ", ".join(f"{snapshot.compact(hit)} ({snapshot.label(hit)})" for hit in hits[:6])
            raise UsageError(f"{text!r} names {len(hits)} things: {several}\nsay which")
    candidates = _instances(snapshot, kind)
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
        known = {fold(name): iri for rank in range(3) for iri, name in sorted(_names(snapshot, iris, rank))}
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
    if text.isascii():
        return " ".join(text.lower().translate(_SPACES).split())
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


def _is_instance(snapshot: Snapshot, thing: ox.NamedNode, kind: str) -> bool:
    """Return whether a thing is of a class; for rdfs:Resource, whether anything is said of it."""
    if kind == _RESOURCE:
        return next(snapshot.store.quads_for_pattern(thing, None, None), None) is not None
    kinds = [terms.OWL + name for name in _PROPERTIES] if kind == PROPERTY else [kind]
    return any(
        ox.Quad(thing, RDF_TYPE, ox.NamedNode(one), graph) in snapshot.store
        for one in kinds
        for graph in (ACCEPTED, INFERRED)
    )


def _index(snapshot: Snapshot, kind: str, rank: int) -> Mapping[str, set[str]]:
    """Return the IRIs of the things of a class by their folded names of a rank; it is kept with the snapshot."""
    kept = _indexes.setdefault(snapshot, {})
    if (kind, rank) not in kept:
        found: dict[str, set[str]] = {}
        for iri, name in _names(snapshot, _instances(snapshot, kind), rank):
            found.setdefault(fold(name), set()).add(iri)
        kept[kind, rank] = found
    return kept[kind, rank]


def _names(snapshot: Snapshot, candidates: frozenset[str], rank: int) -> Iterator[tuple[str, str]]:
    """Yield the names of things of a rank: 0 for codes and last parts of IRIs, 1 for labels, 2 for other names."""
    if rank == 0:
        yield from ((iri, terms.local_name(iri)) for iri in candidates)
    elif rank == 1:
        labels = snapshot.labels
        yield from ((iri, label) for iri in candidates for label in labels.get(iri, {}).values())
    for predicate in _NAMING[rank]:
        for quad in snapshot.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ACCEPTED):
            subject, name = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and subject.value in candidates and isinstance(name, ox.Literal):
                yield subject.value, name.value


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
