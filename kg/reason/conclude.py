"""Conclusions about the data of encoded triples, as builds need them: no term objects, columns in and columns out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyoxigraph as ox

from kg.errors import UsageError
from kg.rdf import terms
from kg.rdf.model import Term
from kg.reason.closures.closing import close_encoded
from kg.reason.closures.closure import Closure
from kg.reason.closures.given import Given
from kg.reason.closures.schema import schema_of
from kg.reason.closures.translation import literal_values
from kg.reason.engine.arrays import Mask
from kg.reason.readers.encoded import Column, Encoded
from kg.reason.rules import datatypes
from kg.reason.rules.patterns import is_schema
from kg.reason.rules.vocabulary import FIRST, RANGE, REST, TYPE, VOCABULARIES

#: The largest number of statements that may follow.
LIMIT = 10_000_000
#: Types that only declare a term of the schema.
_DECLARED = frozenset(
    ox.NamedNode(f"{terms.OWL}{kind}")
    for kind in ("AnnotationProperty", "Class", "DatatypeProperty", "NamedIndividual", "ObjectProperty", "Ontology")
)
#: The parts of an annotated axiom, which state nothing about the annotated triple.
_ANNOTATED = f"{terms.OWL}annotated"


def close_data(encoded: Encoded) -> Closure:
    """Draw every conclusion of OWL 2 RL, from the triples from which anything can follow.

    Names, notes and passages are most of a graph. A property that no axiom mentions is in no rule, so nothing follows
    from its triples, unless two things are the same. Invalid literals stay, because they are inconsistencies.

    Parameters
    ----------
    encoded : Encoded
        Schema and data together.

    Returns
    -------
    Closure

    Examples
    --------
    >>> from kg.reason.readers.triples import from_triples
    >>> from kg.reason.rules.vocabulary import rdfs
    >>> a, kind, other = (ox.NamedNode(f"urn:{name}") for name in ("a", "C", "D"))
    >>> encoded = from_triples([(a, TYPE, kind), (kind, rdfs("subClassOf"), other)])
    >>> data_rows(encoded, close_data(encoded)).tolist() == [[encoded.find(t) for t in (a, TYPE, other)]]
    True
    """
    closure = close_encoded(encoded.without(~_usable(encoded)))
    # What holds for one of several things that are the same holds for all of them.
    return close_encoded(encoded) if closure.run.members else closure


def things_of_schema(encoded: Encoded) -> Mask:
    """Mark the terms that axioms are about: conclusions about them are not about data.

    Parameters
    ----------
    encoded : Encoded

    Examples
    --------
    >>> from kg.reason.readers.triples import from_triples
    >>> from kg.reason.rules.vocabulary import rdfs
    >>> a, kind, other = (ox.NamedNode(f"urn:{name}") for name in ("a", "C", "D"))
    >>> encoded = from_triples([(a, TYPE, kind), (kind, rdfs("subClassOf"), other)])
    >>> [encoded.dictionary.texts[number] for number in np.flatnonzero(things_of_schema(encoded))]
    ['<urn:C>']
    """
    # A member of a list is an axiom's part, but any file may make a list, and what follows about a thing must stay.
    numbers = [encoded.number(s) for s, p, _ in _axioms(encoded) if p not in (FIRST, REST)]
    schema = np.zeros(len(encoded.dictionary.texts), np.bool_)
    schema[numbers] = True
    return schema


def data_rows(encoded: Encoded, closure: Closure, schema: Mask | None = None) -> Column:
    """Select the conclusions about data from a closure.

    Parameters
    ----------
    encoded : Encoded
        The triples of which the closure was made.
    closure : Closure
    schema : mask, optional
        What `things_of_schema` returns for the triples, if it is known.

    Returns
    -------
    array of int32, shape (n, 3)
        Nothing about the schema, no blank nodes, nothing that holds for everything.

    Raises
    ------
    UsageError
        If too much follows.
    """
    if len(closure) > LIMIT:
        raise UsageError(
            f"{len(closure):,} statements follow from {len(closure.given):,}, more than {LIMIT:,}: are thousands of "
            "things the same? kg.reason.closures.closing.close_triples returns the conclusions one by one"
        )
    known = things_of_schema(encoded) if schema is None else schema
    size, begins = len(encoded.dictionary.texts), encoded.dictionary.begins()
    schema = np.zeros(size, np.bool_)
    schema[: known.size] = known
    parts = [np.empty((0, 3), np.int32)]
    for predicate, subjects, objects in closure.inferred_columns():
        name = encoded.term(predicate)
        if name != TYPE and is_schema((name, name, name)):  # type: ignore[arg-type]
            continue
        keep = ~schema[subjects] & (begins[subjects] == ord("<")) & (begins[objects] != ord("_"))
        if name == TYPE:
            left_out = np.zeros(size, np.bool_)
            left_out[[n for n in _used(objects) if _is_of_schema(encoded.term(n))]] = True
            keep &= ~left_out[objects]
        columns = (subjects[keep], np.full(int(keep.sum()), predicate, np.int32), objects[keep])
        parts.append(np.stack(columns, axis=1).astype(np.int32))
    return np.concatenate(parts)


def _is_of_schema(class_: Term) -> bool:
    is_built_in = isinstance(class_, ox.NamedNode) and class_.value.startswith(VOCABULARIES)
    return is_built_in or is_schema((TYPE, TYPE, class_))


def _used(numbers: Column) -> list[int]:
    """Return the different numbers in a column."""
    return np.flatnonzero(np.bincount(numbers, minlength=1)).tolist()


def _axioms(encoded: Encoded) -> Iterator[tuple[Term, Term, Term]]:
    """Yield the triples of the schema, except declarations of terms."""
    return (triple for triple in schema_of(encoded, Given(encoded)) if triple[2] not in _DECLARED)


def _usable(encoded: Encoded) -> Mask:
    """Mark the triples from which something may follow."""
    axioms = list(_axioms(encoded))
    spoken_of: set[Term] = {term for s, _, o in axioms for term in (s, o)}
    # Axioms about datatypes concern all literals; a range concerns only those of its property.
    classes = {term for s, p, o in axioms for term in ((s,) if p == RANGE else (s, o))}
    if any(isinstance(term, ox.NamedNode) and datatypes.is_known(term.value) for term in classes):
        return np.ones(len(encoded), np.bool_)
    texts = encoded.dictionary.texts
    used = np.zeros(len(texts), np.bool_)
    for number in _used(encoded.predicate):
        iri = texts[number][1:-1]
        in_rules = iri.startswith(VOCABULARIES) and not iri.startswith(_ANNOTATED)
        used[number] = in_rules or encoded.term(number) in spoken_of
    invalid = np.zeros(len(texts), np.bool_)
    invalid[[number for number, _ in literal_values(encoded).ill_typed]] = True
    return used[encoded.predicate] | invalid[encoded.object]
