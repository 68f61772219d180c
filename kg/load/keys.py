"""Finds statements that would make two things the same: by a key or by a functional property of an ontology."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

import pyoxigraph as ox

from kg.load.origins import Origins, rank
from kg.load.parsed import ParsedFile
from kg.rdf import terms
from kg.rdf.model import RDF_TYPE, Term, Triple

_OWL, _RDFS = terms.OWL, terms.RDFS
#: A statement and its file.
_Said = tuple[Triple, ParsedFile]
#: One end of a property: its objects if true, else its subjects.  A key tells apart what stands at this end.
_End = tuple[str, bool]
#: What stands at one end of a property, opposite what, and which statements say so.
_Column = dict[Term, dict[Term, list[_Said]]]
#: What a property implies: another one, and whether subject and object change places.
_Implied = tuple[str, bool]


def shared_keys(files: Sequence[ParsedFile], origins: Origins) -> Iterator[tuple[Triple, ParsedFile, bool]]:
    """Find the statements by which a file makes another file's thing the same as some other thing.

    If a vocabulary, or else the file that introduces one of the things, has the key, only the others' statements are
    found; if it is not clear whose key it is, all of them.

    Parameters
    ----------
    files : sequence of ParsedFile
    origins : Origins

    Yields
    ------
    (triple, ParsedFile, bool)
        True if it is clear whose key it is, so that only this statement is wrong.
    """
    axioms = (*origins.ontologies.shipped, *origins.ontologies.own)
    keys = list(keys_of(axioms))
    said = _said([end for _, ends in keys for end in ends], files, axioms)
    found: dict[_Said, bool] = {}
    for class_, ends in keys:
        for group in _groups([said[end] for end in ends]):
            things = {thing: pairs for thing, pairs in group.items() if _may_be(thing, class_, ends, origins)}
            for said_here, clear in _offending(things, origins):
                found[said_here] = found.get(said_here, True) and clear
    yield from ((triple, file, clear) for (triple, file), clear in found.items())


def _said(
    ends: Sequence[_End],
    files: Sequence[ParsedFile],
    axioms: Sequence[Triple],
) -> dict[_End, _Column]:
    """Collect what stands at some ends of properties, opposite what, and which statements say so."""
    implied = implied_by(axioms, {name for name, _ in ends})
    nodes = {ox.NamedNode(name) for name in implied}
    found: dict[_End, _Column] = {end: {} for end in ends}
    for file in files:
        told = file.triples if file.file.role != "ontology" else ()
        for triple in told:
            if triple[1] not in nodes:
                continue
            for (name, turned), way in itertools.product(implied[triple[1].value], (False, True)):
                if (name, way) in found:
                    thing, value = (triple[2], triple[0]) if way != turned else (triple[0], triple[2])
                    found[name, way].setdefault(thing, {}).setdefault(one_spelling(value), []).append((triple, file))
    return found


def one_spelling(value: Term) -> Term:
    """Return one literal for all that may have the same value: "FRA", "FRA"@en, 1 and 01.0."""
    if not isinstance(value, ox.Literal):
        return value
    text = " ".join(value.value.split())
    with contextlib.suppress(ArithmeticError):
        return ox.Literal(str(Decimal(text).normalize()))
    return ox.Literal(text)


def _groups(columns: Sequence[_Column]) -> Iterator[dict[Term, list[_Said]]]:
    """Yield the things that have the same values in all columns, with the statements that say so."""
    found: dict[tuple[Term, ...], dict[Term, list[_Said]]] = {}
    for thing in columns[0]:
        values = [column.get(thing, {}) for column in columns]
        if not isinstance(thing, ox.Literal):
            for key in itertools.product(*values):
                statements = [one for column, value in zip(values, key, strict=True) for one in column[value]]
                found.setdefault(key, {})[thing] = statements
    yield from (things for things in found.values() if len(things) > 1)


def keys_of(axioms: Sequence[Triple]) -> Iterator[tuple[str | None, tuple[_End, ...]]]:
    """Yield each key: the class that it is of, if any, and its properties; a functional one is a key of its objects."""
    objects = {s.value for s, p, o in axioms if p == RDF_TYPE and o.value == f"{_OWL}ObjectProperty"}
    for subject, predicate, value in axioms:
        if predicate.value == f"{_OWL}hasKey":
            if names := members(value, axioms):
                yield subject.value, tuple((name.value, False) for name in names)
        elif predicate == RDF_TYPE and value.value == f"{_OWL}InverseFunctionalProperty":
            yield None, ((subject.value, False),)
        elif predicate == RDF_TYPE and value.value == f"{_OWL}FunctionalProperty" and subject.value in objects:
            yield None, ((subject.value, True),)


def members(start: Term, axioms: Sequence[Triple]) -> list[Term]:
    """Return the members of a list of RDF.

    Examples
    --------
    >>> members(ox.NamedNode(f"{terms.RDF}nil"), [])
    []
    """
    first: dict[Term, Term] = {s: o for s, p, o in axioms if p.value == f"{terms.RDF}first"}
    rest: dict[Term, Term] = {s: o for s, p, o in axioms if p.value == f"{terms.RDF}rest"}
    found: list[Term] = []
    seen: set[Term] = set()
    node = start
    while node in first and node not in seen:
        found.append(first[node])
        seen.add(node)
        node = rest.get(node, node)
    return found


def implied_by(axioms: Sequence[Triple], wanted: Set[str]) -> dict[str, set[_Implied]]:
    """Return the wanted properties that each property implies.

    Parameters
    ----------
    axioms : sequence of triple
        Of the ontologies.
    wanted : set of str
        IRIs of properties.

    Returns
    -------
    dict of str to set of (str, bool)
        For each property, what it implies, and whether subject and object change places.

    Examples
    --------
    >>> heads, holds = (ox.NamedNode(f"urn:{name}") for name in ("heads", "holds"))
    >>> implied_by([(heads, ox.NamedNode(f"{terms.RDFS}subPropertyOf"), holds)], {"urn:holds"})["urn:heads"]
    {('urn:holds', False)}
    """
    below: dict[str, set[_Implied]] = {}

    def add(lower: Term, upper: Term, *, turned: bool) -> None:
        below.setdefault(upper.value, set()).add((lower.value, turned))

    for subject, predicate, value in axioms:
        if predicate.value == f"{_RDFS}subPropertyOf":
            add(subject, value, turned=False)
        elif predicate.value == f"{_OWL}equivalentProperty":
            add(subject, value, turned=False)
            add(value, subject, turned=False)
        elif predicate.value == f"{_OWL}inverseOf":
            add(subject, value, turned=True)
            add(value, subject, turned=True)
        elif predicate == RDF_TYPE and value.value == f"{_OWL}SymmetricProperty":
            add(subject, subject, turned=True)
    found: dict[str, set[_Implied]] = {}
    for name in wanted:
        seen: set[_Implied] = {(name, False)}
        waiting = [(name, False)]
        while waiting:
            upper, turned = waiting.pop()
            found.setdefault(upper, set()).add((name, turned))
            new = {(lower, turned != turns) for lower, turns in below.get(upper, ())} - seen
            seen |= new
            waiting += new
    return found


def _may_be(thing: Term, class_: str | None, ends: Sequence[_End], origins: Origins) -> bool:
    """Return whether a thing may be of the class of a key: a file says so, or a property of the key implies it."""
    if class_ is None:
        return True
    ontologies = origins.ontologies
    names = {name for name, _ in ends}
    implied = any(
        predicate.value == f"{_RDFS}domain" and subject.value in names and ontologies.is_a(value.value, [class_])
        for subject, predicate, value in (*ontologies.shipped, *ontologies.own)
    )
    return implied or any(
        ontologies.is_a(triple[2].value, [class_])
        for file in origins.typed.get(thing, ())
        for triple in file.triples
        if triple[0] == thing and triple[1] == RDF_TYPE
    )


def _offending(things: Mapping[Term, Sequence[_Said]], origins: Origins) -> Iterator[tuple[_Said, bool]]:
    """Yield the statements of a shared key that do not count, and whether it is clear that the others do."""
    if len(things) < 2:
        return
    said = [(thing, *one) for thing, statements in things.items() for one in statements]
    if len({file for _, _, file in said}) == 1 and all(origins.alone_introduces(said[0][2], thing) for thing in things):
        return
    best = min(rank(file) for _, _, file in said)
    keepers = {thing for thing, _, file in said if rank(file) == best}
    if len(keepers) > 1:
        own = {
            thing for thing, triple, file in said
            if rank(file) == best and file in origins.typed.get(triple[0], ())
        }  # fmt: skip
        keepers = own if len(own) == 1 else keepers if not best[0] else set()
    for thing, triple, file in said:
        if thing not in keepers:
            yield (triple, file), bool(keepers)
