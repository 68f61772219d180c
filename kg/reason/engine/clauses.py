"""Rules for the engine: Horn clauses over numbers, sorted by the way in which they are evaluated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from kg.reason.engine import reach
from kg.reason.engine.arrays import second

#: A variable of a clause, or the number of a term.
Argument = str | int
#: The values of the variables of a clause.
Binding = dict[Argument, int]
#: The place of facts: ("relation", a property) or ("class", a class).
Place = tuple[str, int]
#: Premises about one variable, which hold for each of two things that a clause makes the same.
Description = tuple["Atom", ...]


@dataclass(frozen=True)
class Atom:
    """``x p y``, or ``x a c``: then ``key`` is the class and ``object`` is None."""

    kind: Literal["relation", "class", "same"]
    key: int
    subject: Argument
    object: Argument | None

    def arguments(self) -> tuple[Argument, ...]:
        """Return subject and, of a relation, object."""
        return (self.subject,) if self.object is None else (self.subject, self.object)


@dataclass(frozen=True)
class Clause:
    """A rule over numbers: premises and conclusion; ``number`` is the number of the compiled rule."""

    number: int
    body: tuple[Atom, ...]
    head: Atom | None


@dataclass
class Program:
    """Clauses by the way in which they are evaluated.

    Parameters
    ----------
    clauses : dict of int to Clause
        All clauses, as given.
    type_, same_as : int
        The numbers of rdf:type and owl:sameAs, which clauses may use like any relation.
    """

    clauses: dict[int, Clause]
    type_: int = -1
    same_as: int = -1
    #: The clause that makes a relation transitive, by the relation.
    transitive: dict[Place, Clause] = field(default_factory=dict)
    #: The classes and properties directly below others, with the clauses for this; and all that are above each.
    below: dict[Place, list[tuple[Clause, Place]]] = field(default_factory=lambda: defaultdict(list))
    above: dict[Place, list[Place]] = field(default_factory=dict)
    #: Clauses that only test whether two things are the same, and the two things.
    asking: list[tuple[int, int, int]] = field(default_factory=list)
    #: The clauses that are evaluated by joins, with the premise to start from, by the place of this premise.
    by_premise: dict[Place, list[tuple[Clause, int]]] = field(default_factory=lambda: defaultdict(list))
    #: Clauses that make two things the same if both match a description, by the places that the description uses.
    likening: dict[Place, list[tuple[Clause, Description, int]]] = field(default_factory=lambda: defaultdict(list))
    #: For a clause that only exchanges subject and object, the clause that exchanges them back.
    backwards: dict[int, int] = field(default_factory=dict)

    @cached_property
    def mirrors_types(self) -> bool:
        """Whether a clause uses or concludes rdf:type as a relation."""
        atoms = [atom for clause in self.clauses.values() for atom in (*clause.body, clause.head) if atom is not None]
        return any((atom.kind, atom.key) == ("relation", self.type_) for atom in atoms)

    @cached_property
    def mirrors_same(self) -> bool:
        """Whether a clause uses owl:sameAs as a relation."""
        atoms = (atom for clause in self.clauses.values() for atom in clause.body)
        return any((atom.kind, atom.key) == ("relation", self.same_as) for atom in atoms)

    @cached_property
    def concluding(self) -> dict[Place, list[Clause]]:
        """The clauses that are evaluated by joins, by the place of their conclusion."""
        result: dict[Place, dict[int, Clause]] = defaultdict(dict)
        for clauses in self.by_premise.values():
            for clause, _ in clauses:
                if clause.head is not None:
                    result[clause.head.kind, clause.head.key][clause.number] = clause
        return {where: list(clauses.values()) for where, clauses in result.items()}


def program_of(clauses: Iterable[Clause], type_: int = -1, same_as: int = -1) -> Program:
    """Sort clauses by the way in which they are evaluated."""
    program = Program({clause.number: clause for clause in clauses}, type_, same_as)
    inclusions = set()
    for clause in [_without_same(clause, program.asking) for clause in program.clauses.values()]:
        if (where := _transitive(clause)) is not None:
            program.transitive.setdefault(where, clause)
        elif (included := _inclusion(clause)) is not None:
            inclusions.add(included)
            program.below[included[1]].append((clause, included[0]))
        elif (description := _description(clause)) is not None:
            for place, atom in enumerate(description):
                program.likening[atom.kind, atom.key].append((clause, description, place))
        else:
            for place, atom in enumerate(clause.body):
                program.by_premise[atom.kind, atom.key].append((clause, place))
    program.above = _above(inclusions)
    turned = {turn: clause.number for clause in program.clauses.values() if (turn := _turned(clause)) is not None}
    program.backwards = {number: turned[key, of] for (of, key), number in turned.items() if (key, of) in turned}
    return program


def _above(inclusions: set[tuple[Place, Place]]) -> dict[Place, list[Place]]:
    """Find all superclasses and superproperties, so that a new member is added to all of them at once."""
    result = {}
    names = sorted({name for pair in inclusions for name in pair})
    numbers = {name: number for number, name in enumerate(names)}
    edges = np.array(sorted(numbers[one] << 32 | numbers[other] for one, other in inclusions), np.int64)
    closed = reach.transitive_closure(edges)
    starts = np.searchsorted(closed, np.arange(len(names) + 1, dtype=np.int64) << 32).tolist()
    above = second(closed).tolist()
    for number, name in enumerate(names):
        found = above[starts[number] : starts[number + 1]]
        if found:
            result[name] = [names[other] for other in found if other != number]
    return result


def _without_same(clause: Clause, asking: list[tuple[int, int, int]]) -> Clause:
    """Replace one side of each owl:sameAs premise by the other: both share a representative.

    A clause without other premises, which only tests whether two things are the same, is added to ``asking``.
    """
    body, head = clause.body, clause.head
    while (same := next((atom for atom in body if atom.kind == "same"), None)) is not None:
        one, other = same.subject, same.object
        assert other is not None
        rest = tuple(atom for atom in body if atom is not same)
        if isinstance(one, int) and isinstance(other, int):
            if not rest and head is None:
                asking.append((clause.number, one, other))
            return Clause(clause.number, (), head)
        old, new = (one, other) if isinstance(one, str) else (other, one)
        body = tuple(_renamed(atom, old, new) for atom in rest)
        head = None if head is None else _renamed(head, old, new)
    return Clause(clause.number, body, head)


def _transitive(clause: Clause) -> Place | None:
    """Return the relation that a rule makes transitive, if it does."""
    head = clause.head
    if head is None or head.kind != "relation" or len(clause.body) != 2:
        return None
    one, other = clause.body
    if other.object == one.subject:
        one, other = other, one
    variables = {argument for argument in (one.subject, one.object, other.object) if isinstance(argument, str)}
    if not one.kind == other.kind == "relation" or not one.key == other.key == head.key:
        return None
    fits = one.object == other.subject and (head.subject, head.object) == (one.subject, other.object)
    return ("relation", head.key) if fits and len(variables) == 3 else None


def _inclusion(clause: Clause) -> tuple[Place, Place] | None:
    """Return the two places of a rule that only states that one is below the other."""
    head = clause.head
    if head is None or head.kind == "same" or len(clause.body) != 1:
        return None
    (atom,) = clause.body
    arguments = atom.arguments()
    if atom.kind != head.kind or arguments != head.arguments():
        return None
    if len({argument for argument in arguments if isinstance(argument, str)}) != len(arguments):
        return None
    return (atom.kind, atom.key), (head.kind, head.key)


def _turned(clause: Clause) -> tuple[int, int] | None:
    """Return the two relations of a rule that only exchanges subject and object."""
    head = clause.head
    if head is None or head.kind != "relation" or len(clause.body) != 1 or clause.body[0].kind != "relation":
        return None
    (atom,) = clause.body
    variables = {argument for argument in atom.arguments() if isinstance(argument, str)}
    return (atom.key, head.key) if len(variables) == 2 and atom.arguments() == head.arguments()[::-1] else None


def _description(clause: Clause) -> Description | None:
    """Return the premises of a rule about each of two things that it makes the same; None if it has other premises."""
    head = clause.head
    if head is None or head.kind != "same" or not isinstance(head.subject, str) or not isinstance(head.object, str):
        return None
    one, other = head.subject, head.object
    half = tuple(atom for atom in clause.body if other not in atom.arguments())
    rest = {atom for atom in clause.body if one not in atom.arguments()}
    if one == other or {_renamed(atom, one, other) for atom in half} != rest or {*half, *rest} != set(clause.body):
        return None
    return half


def _renamed(atom: Atom, old: Argument, new: Argument) -> Atom:
    def argument(value: Argument) -> Argument:
        return new if value == old else value

    return Atom(atom.kind, atom.key, argument(atom.subject), None if atom.object is None else argument(atom.object))
