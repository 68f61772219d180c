"""What a change of statements can have an effect on: whether rules read them, and which conclusions are different."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import numpy as np

from kg.reason.closures.closure import Closure
from kg.reason.engine.arrays import Mask
from kg.reason.readers.encoded import Column
from kg.reason.rules.patterns import is_schema
from kg.reason.rules.vocabulary import SAME_AS, TYPE

#: Properties and classes, as numbers.
Places = tuple[set[int], set[int]]


class Effects:
    """Tells which statements rules may use or conclude, and which are about the schema.

    Most statements of a source, such as its passages and names, are neither: what follows is the same without them.

    Parameters
    ----------
    closure : Closure

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> from kg.reason.closures.closing import close_triples
    >>> from kg.reason.rules.vocabulary import rdfs
    >>> a, p, q, note = (ox.NamedNode(f"urn:{name}") for name in ("a", "p", "q", "note"))
    >>> closure = close_triples([(p, rdfs("subPropertyOf"), q), (a, p, a), (a, note, a)])
    >>> rows = np.array([[closure.encoded.find(term) for term in row] for row in [(a, p, a), (a, note, a)]])
    >>> effects = Effects(closure)
    >>> effects.concern_schema(rows), effects.concern_rules(rows).tolist()
    (False, [True, False])
    """

    def __init__(self, closure: Closure) -> None:
        self._closure = closure
        patterns = [p for rule in closure.rules for p in (*rule.premises, rule.conclusion) if p is not None]
        self._properties = {predicate for _, predicate, _ in patterns}
        self._classes = {obj for _, predicate, obj in patterns if predicate == TYPE}
        self._any_class = any(isinstance(name, str) for name in self._classes)
        self._known: dict[tuple[int, int], tuple[bool, bool]] = {}

    def concern_schema(self, rows: Column) -> bool:
        """Return whether a statement is about the schema, or says that things are the same."""
        return any(about_schema for about_schema, _ in self._of(rows))

    def concern_rules(self, rows: Column) -> Mask:
        """Mark the statements that a rule may use or conclude."""
        return np.array([in_rules for _, in_rules in self._of(rows)], np.bool_)

    def _of(self, rows: Column) -> list[tuple[bool, bool]]:
        type_ = self._closure.type_
        places = [(p, o if p == type_ else -1) for p, o in rows[:, 1:].tolist()]
        for place in {*places} - self._known.keys():
            self._known[place] = self._read(*place)
        return [self._known[place] for place in places]

    def _read(self, predicate: int, class_: int) -> tuple[bool, bool]:
        name = self._closure.encoded.term(predicate)
        if class_ < 0:
            return name == SAME_AS or is_schema((name, name, name)), name in self._properties  # type: ignore[arg-type]
        kind = self._closure.encoded.term(class_)
        return is_schema((TYPE, TYPE, kind)), self._any_class or kind in self._classes


def differing(old: Closure, new: Closure, rows: Column) -> Places:
    """Return the properties and classes whose conclusions may differ between two closures.

    Parameters
    ----------
    old, new : Closure
        The new one is the old one changed.
    rows : array of int32, shape (n, 3)
        What is given in only one of them.

    Examples
    --------
    >>> from kg.reason.closures.closing import close_triples
    >>> closure = close_triples([])
    >>> differing(closure, closure, np.empty((0, 3), np.int32))
    (set(), set())
    """
    before, after = old.facts, new.facts
    is_type = rows[:, 1] == old.type_
    relations = before.relations.differing(after.relations) | {*rows[~is_type, 1].tolist()}
    return relations, before.classes.differing(after.classes) | {*rows[is_type, 2].tolist()}


def only_some(closure: Closure, places: Places) -> Closure:
    """Return a closure with the facts of some properties and classes only, to read their conclusions.

    Which things are the same is not part of them.

    Parameters
    ----------
    closure : Closure
    places : (set of int, set of int)

    Examples
    --------
    >>> from kg.reason.closures.closing import close_triples
    >>> len(only_some(close_triples([]), (set(), set())))
    0
    """
    relations, classes = places
    run = copy(closure.run)
    run.facts = replace(
        closure.facts,
        relations=closure.facts.relations.only(relations),
        classes=closure.facts.classes.only(classes),
    )
    return replace(closure, run=run)


def among(rows: Column, places: Places, type_: int) -> Mask:
    """Mark the statements with some properties, or that say that a thing is in some classes.

    Parameters
    ----------
    rows : array of int32, shape (n, 3)
    places : (set of int, set of int)
    type_ : int
        The number of rdf:type.

    Examples
    --------
    >>> among(np.array([[1, 2, 3], [1, 9, 3], [1, 9, 4]]), ({2}, {4}), 9).tolist()
    [True, False, True]
    """
    marked = [np.zeros(int(rows.max(initial=0)) + 1, np.bool_) for _ in places]
    for marks, numbers in zip(marked, places, strict=True):
        marks[[number for number in numbers if number < marks.size]] = True
    is_type = rows[:, 1] == type_
    found: Mask = np.where(is_type, marked[1][rows[:, 2]], marked[0][rows[:, 1]])
    return found
