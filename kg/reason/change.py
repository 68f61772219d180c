"""Closures that change: triples and whole sources that come and go, without starting all over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyoxigraph as ox

from kg.rdf import terms
from kg.reason import closure as driver
from kg.reason.arrays import EMPTY, Ints, Mask, contains, distinct, first, pack
from kg.reason.bulk import BulkClosure, Given, TextNumbering, about_schema, close_encoded
from kg.reason.encode import DEFAULT_GRAPH, Encoded
from kg.reason.engine import Run
from kg.reason.rules import is_schema

_TYPE = ox.NamedNode(terms.RDF_TYPE)
_SAME_AS = ox.NamedNode(f"{terms.OWL}sameAs")
#: The share of the triples beyond which all is reasoned over again.
_MOST = 0.1

#: Subjects and objects, packed, by predicate.
Triples = dict[int, Ints]
Facts = dict[tuple[str, int], Ints]


def changed(
    closure: BulkClosure,
    add: Iterable[Any] = (),
    remove: Iterable[Any] = (),
    remove_graphs: Iterable[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = (),
) -> BulkClosure:
    r"""Return the closure of what a closure was made of, with triples more or less.

    What may rest on something removed is taken back, and what follows from the rest after all is brought back
    (Gupta, Mumick and Subrahmanian, "Maintaining views incrementally", SIGMOD 1993). Where the schema changes, or
    what is the same, or much at once, all is reasoned over again.

    Parameters
    ----------
    closure : BulkClosure
        Stays as it is.
    add : iterable of triples or quads, optional
        pyoxigraph terms.
    remove : iterable of triples or quads, optional
        A triple goes from all graphs, a quad from one.
    remove_graphs : iterable of graph names, optional
        Whole sources; a triple that another graph has, too, stays.

    Returns
    -------
    BulkClosure
        The same triples that a fresh run gives; where data contradict themselves so that a thing would have to be
        two values, which of them it takes is left open.

    Raises
    ------
    UsageError
        A term is in a place of a triple where it cannot stand.

    Examples
    --------
    >>> from kg.reason.encode import from_triples
    >>> is_in, kind = ox.NamedNode("urn:in"), ox.NamedNode(f"{terms.OWL}TransitiveProperty")
    >>> a, b, c = (ox.NamedNode(f"urn:{name}") for name in "abc")
    >>> closure = close_encoded(from_triples([(is_in, _TYPE, kind), (a, is_in, b)]))
    >>> more = changed(closure, add=[(b, is_in, c)])
    >>> list(more.lines()), list(changed(more, remove=[(a, is_in, b)]).lines())
    (['<urn:a> <urn:in> <urn:c> .\n'], [])
    """
    old = closure.encoded
    dropped = _dropped(old, remove, remove_graphs)
    kept = old.without(dropped) if dropped.any() else old
    gone = _less(old, dropped, kept)
    add = list(add)
    new = kept.with_more(add) if add else kept
    come = _more(kept, new, old)
    if not gone and not come:
        return _over(closure, new, closure.run, dropped)
    run = None if _needs_all(closure, new, gone, come) else _adapted(closure, new, gone, come)
    if run is None or run.unequal_things:
        # Which of two values a thing takes that would have to be both depends on which was met first.
        return close_encoded(new)
    result = _over(closure, new, run, dropped)
    return close_encoded(new) if come and about_schema(result) else result


def _over(closure: BulkClosure, encoded: Encoded, run: Run, dropped: Mask) -> BulkClosure:
    numbering = TextNumbering(encoded)
    ill_typed = closure.ill_typed
    if len(encoded.texts.written) > closure.run.literals.size:
        ill_typed = tuple(numbering.values()[1])
    given = Given(encoded, (closure.rows, dropped))
    return BulkClosure(
        numbering, run, closure.rules, given, ill_typed, encoded=encoded, axioms=closure.axioms, extra=closure.extra
    )


def _dropped(encoded: Encoded, remove: Iterable[Any], graphs: Iterable[Any]) -> Mask:
    """Mark the rows that are to go."""
    dropped = np.zeros(len(encoded), np.bool_)
    for graph in graphs:
        number = _graph(encoded, graph)
        if encoded.graph is not None:
            dropped |= encoded.graph == (-2 if number is None else number)
        elif number == DEFAULT_GRAPH:
            dropped[:] = True
    rows = [tuple(row) for row in remove]
    if not rows:
        return dropped
    subjects = [n for row in rows if (n := encoded.find(row[0])) is not None]
    candidates = np.flatnonzero(_marked(encoded, subjects)[encoded.subject])
    places: dict[tuple[int, int, int], list[int]] = {}
    columns = (encoded.subject, encoded.predicate, encoded.object)
    for place, s, p, o in zip(candidates.tolist(), *(column[candidates].tolist() for column in columns), strict=True):
        places.setdefault((s, p, o), []).append(place)
    for row in rows:
        numbers = tuple(map(encoded.find, row[:3]))
        found = places.get(numbers, [])  # type: ignore[arg-type]
        if len(row) == 4:
            graph = _graph(encoded, row[3])
            found = [n for n in found if graph == (DEFAULT_GRAPH if encoded.graph is None else encoded.graph[n])]
        dropped[found] = True
    return dropped


def _graph(encoded: Encoded, graph: Any) -> int | None:
    return DEFAULT_GRAPH if isinstance(graph, ox.DefaultGraph) else encoded.find(graph)


def _marked(encoded: Encoded, numbers: list[int] | Ints) -> Mask:
    marked = np.zeros(len(encoded.texts.written), np.bool_)
    marked[numbers] = True
    return marked


def _by_predicate(encoded: Encoded, rows: Ints) -> Triples:
    predicates = encoded.predicate[rows]
    pairs = pack(encoded.subject[rows].astype(np.int64), encoded.object[rows].astype(np.int64))
    return {p: distinct(pairs[predicates == p]) for p in distinct(predicates.astype(np.int64)).tolist()}


def _minus(some: Triples, others: Triples) -> Triples:
    less = {p: pairs[~contains(others.get(p, EMPTY), pairs)] for p, pairs in some.items()}
    return {p: pairs for p, pairs in less.items() if pairs.size}


def _less(old: Encoded, dropped: Mask, kept: Encoded) -> Triples:
    """Return the triples that are in no row any more."""
    rows = np.flatnonzero(dropped)
    if not rows.size:
        return {}
    still = np.flatnonzero(_marked(old, old.subject[rows].astype(np.int64))[kept.subject])
    return _minus(_by_predicate(old, rows), _by_predicate(kept, still))


def _more(kept: Encoded, new: Encoded, old: Encoded) -> Triples:
    """Return the triples that were in no row before."""
    rows = np.arange(len(kept), len(new))
    if not rows.size:
        return {}
    before = np.flatnonzero(_marked(new, new.subject[rows].astype(np.int64))[old.subject])
    return _minus(_by_predicate(new, rows), _by_predicate(old, before))


def _needs_all(closure: BulkClosure, new: Encoded, gone: Triples, come: Triples) -> bool:
    """Tell whether a change is of a kind that changes the rules, or what is the same, or is large."""
    size = sum(pairs.size for triples in (gone, come) for pairs in triples.values())
    if closure.extra or closure.facts.mirrors or closure.run.unequal_things or size > _MOST * len(closure.encoded):
        return True
    facts, members, now = closure.facts, closure.run.members, closure.run.representative

    def is_renamed(key: int, known: dict[int, Ints]) -> bool:
        return key not in known and key < now.size and int(now[key]) in members

    for triples in (gone, come):
        for predicate, pairs in triples.items():
            name = new.term(predicate)
            if name == _TYPE:
                for cls in distinct(pairs & 0xFFFFFFFF).tolist():
                    if is_schema((name, name, new.term(cls))) or is_renamed(cls, facts.classes):  # type: ignore[arg-type]
                        return True
            elif name == _SAME_AS or is_schema((name,) * 3) or is_renamed(predicate, facts.relations):  # type: ignore[arg-type]
                return True
    return False


def _adapted(closure: BulkClosure, new: Encoded, gone: Triples, come: Triples) -> Run | None:
    """Return what a change makes of a run; None where all has to be done again."""
    numbering = TextNumbering(new)
    more = len(new.texts.written) > closure.run.literals.size
    run = closure.run
    if gone:
        taken = run.take_back(_facts(closure, run, gone))
        if taken is None:
            return None
        facts, stay = taken
        run = run.copy()
        run.clashes = stay
        run.put_back(facts, _kept(closure, new, run, facts))
    if come or more:
        literals = numbering.literals() if more else run.literals
        run = run.extended(literals, numbering.values()[0] if more else EMPTY)
        relations: dict[int, list[Ints]] = {}
        classes: dict[int, list[Ints]] = {}
        for (kind, key), values in _facts(closure, run, come).items():
            (relations if kind == "relation" else classes)[key] = [values]
        if more:
            for key, members in driver._typed(list(run.steps.values()), numbering):
                classes.setdefault(key, []).append(members)
        run.close(relations, classes, [])
    return run


def _facts(closure: BulkClosure, run: Run, triples: Triples) -> Facts:
    """Sort triples into relations and classes, under the names of representatives."""
    now = run.representative
    found: Facts = {}
    for predicate, pairs in triples.items():
        subjects, objects = now[first(pairs)], pairs & 0xFFFFFFFF
        if predicate != closure.type_:
            found["relation", predicate] = distinct(pack(subjects, now[objects]))
            continue
        for cls in distinct(objects).tolist():
            found["class", cls] = distinct(subjects[objects == cls])
    return found


def _kept(closure: BulkClosure, new: Encoded, run: Run, taken: Facts) -> Facts:
    """Return what of some facts is given all the same, or follows from axioms alone."""
    now = run.representative
    subjects = [values if kind == "class" else first(values) for (kind, _), values in taken.items()]
    marked = _marked(new, np.concatenate(subjects))
    rows = np.flatnonzero(marked[now[new.subject]] if run.members else marked[new.subject])
    given = _facts(closure, run, _by_predicate(new, rows))
    for rule in closure.rules:
        if not rule.premises and rule.conclusion is not None:
            s, p, o = map(closure.numbering.number, rule.conclusion)  # type: ignore[arg-type]
            for where, values in _facts(closure, run, {p: np.array([s << 32 | o], np.int64)}).items():
                given[where] = distinct(np.concatenate((given.get(where, EMPTY), values)))
    for key, members in driver._typed(list(run.steps.values()), closure.numbering):
        given["class", key] = distinct(np.concatenate((given.get(("class", key), EMPTY), members)))
    kept = {where: values[contains(given.get(where, EMPTY), values)] for where, values in taken.items()}
    return {where: values for where, values in kept.items() if values.size}


__all__ = ["changed"]
