"""Compares class expressions and data ranges with the grammar of OWL 2 RL for their positions."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.rdf.model import Term
from kg.reason.profile.fault import Fault
from kg.reason.profile.grammar import (
    CONSTRUCTS,
    DATA_RANGES,
    DATATYPES,
    ENTITIES,
    EXPRESSIONS,
    GRAMMAR,
    LISTS,
    MAPPING,
    REMEDIES,
)
from kg.reason.profile.ontology import Ontology, curie, iri_of, named
from kg.reason.profile.reserved import is_reserved_class, reserved_fault


def faults(ontology: Ontology, root: Term, position: str) -> Iterator[Fault]:
    """Walk an expression and yield the faults of its parts. Without recursion, because expressions may be deep."""
    work: list[tuple[Term, str, bool]] = [(root, position, False)]
    within: set[Term] = set()
    done: set[tuple[Term, str]] = set()
    while work:
        node, position, leaving = work.pop()
        if leaving:
            within.discard(node)
        elif node in within:
            yield Fault("a class expression is part of itself", f"{MAPPING} 3.2")
        elif (node, position) not in done:
            done.add((node, position))
            within.add(node)
            work.append((node, position, True))
            parts: list[tuple[Term, str]] = []
            yield from _read(ontology, node, position, parts)
            work += [(part, as_what, False) for part, as_what in reversed(parts)]


def _read(ontology: Ontology, node: Term, position: str, parts: list[tuple[Term, str]]) -> Iterator[Fault]:
    """Check one node of an expression, and note its parts."""
    position, _, definition = position.partition(" of a ")
    if isinstance(node, ox.NamedNode) and not definition:
        yield from _name(ontology, node, position)
        return
    if isinstance(node, ox.Literal):
        yield Fault(f"a literal, {ontology.text(node)}, is not a valid {_kind(position)}")
        return
    position = "subclass" if position == "filler" else position
    constructs = [name for name in ontology.out.get(node, {}) if name in CONSTRUCTS]
    if not constructs:
        yield Fault(f"{ontology.text(node)} is not a valid {_kind(position)} of OWL 2", f"{MAPPING} 3.2")
    for name in constructs:
        if name not in GRAMMAR[position]:
            yield _not_allowed(ontology, node, name, position)
        else:
            yield from _construct(ontology, node, name, position, parts)


def _name(ontology: Ontology, node: ox.NamedNode, position: str) -> Iterator[Fault]:
    name = curie(node)
    if position == "data range":
        if name not in DATATYPES and not ontology.objects(node, "owl:equivalentClass"):
            yield _datatype_fault(ontology, node)
    elif name == "owl:Thing" and position != "filler":
        remedy = REMEDIES["owl:Thing superclass"] if position == "superclass" else None
        yield Fault(f"owl:Thing is not a valid {_kind(position)}", EXPRESSIONS, remedy, (node.value,))
    elif is_reserved_class(name) and not ontology.is_data(node):
        yield reserved_fault(name, f"a {_kind(position)}")
    elif ontology.is_data(node):
        yield Fault(
            f"{ontology.text(node)} is a datatype, not a valid {_kind(position)}", EXPRESSIONS, None, (node.value,)
        )


def _datatype_fault(ontology: Ontology, node: ox.NamedNode) -> Fault:
    text = f"{ontology.text(node)} is not a datatype of OWL 2 RL"
    return Fault(text, ENTITIES, REMEDIES.get(curie(node)), (node.value,))


def _kind(position: str) -> str:
    return "data range" if position == "data range" else "expression of an equivalence" if position == "equivalence" \
        else f"{'subclass' if position == 'filler' else position} expression"  # fmt: skip


def _not_allowed(ontology: Ontology, node: Term, name: str, position: str) -> Fault:
    """Return the fault that a construct is not allowed here, and where it is allowed."""
    elsewhere = [place for place in ("subclass", "superclass") if name in GRAMMAR[place] and place != position]
    text = f"{name} is not allowed as {_kind(position)}"
    if position == "data range":
        return Fault(f"{text}: only datatypes and their intersections are", DATA_RANGES, None, (iri_of(name),))
    text += f", only as {_kind(elsewhere[0])}" if elsewhere else ""
    text += "" if any(name in row for row in GRAMMAR.values()) else ", and not in OWL 2 RL at all"
    return Fault(text, EXPRESSIONS, REMEDIES.get(f"{name} {position}"), _names(ontology, node, name))


def _names(ontology: Ontology, node: Term, name: str) -> tuple[str, ...]:
    """Collect the names in an expression, its construct first."""
    near = [o for objects in ontology.out[node].values() for o in objects]
    near += [member for o in ontology.objects(node, name) for member in (ontology.members(o) or [])]
    return (iri_of(name), *named(near))


def _construct(
    ontology: Ontology, node: Term, name: str, position: str, parts: list[tuple[Term, str]]
) -> Iterator[Fault]:
    """Check an allowed construct: its list, its number, its fillers."""
    inside = GRAMMAR[position][name]
    names = _names(ontology, node, name)
    on_property = ontology.objects(node, "owl:onProperty")
    if name not in (*LISTS, "owl:complementOf") and not (on_property or ontology.objects(node, "owl:onProperties")):
        yield Fault("a restriction has no owl:onProperty", f"{MAPPING} 3.2", None, names)
    for o in ontology.objects(node, name):
        if name in LISTS:
            members = ontology.members(o)
            if members is None:
                yield broken_list(name, names)
            elif not members and name == "owl:intersectionOf":
                yield Fault("an empty owl:intersectionOf is owl:Thing", EXPRESSIONS, None, names)
            elif inside != "individual":
                parts += [(member, inside) for member in members]
        elif inside == "at most 1":
            if _number(o) not in (0, 1):
                text = f"{name} may be 0 or 1, not {ontology.text(o)}"
                yield Fault(text, EXPRESSIONS, None, names)
            parts += [(filler, "filler") for filler in ontology.objects(node, "owl:onClass")]
            parts += [(filler, "data range") for filler in ontology.objects(node, "owl:onDataRange")]
        elif inside == "value":
            if isinstance(o, ox.Literal):
                yield from literal_faults(ontology, o)
        else:
            data = ontology.is_data(o) or any(ontology.is_a(p, "owl:DatatypeProperty") for p in on_property)
            parts.append((o, "data range" if data and name != "owl:complementOf" else inside))


def broken_list(name: str, names: tuple[str, ...] = ()) -> Fault:
    """Return the fault that a list is broken."""
    text = f"the list of {name} is broken or circular"
    return Fault(text, f"{MAPPING} 3.2", None, names or (iri_of(name),))


def _number(node: Term) -> int | None:
    return int(node.value) if isinstance(node, ox.Literal) and node.value.strip("+").isdecimal() else None


def literal_faults(ontology: Ontology, literal: ox.Literal) -> Iterator[Fault]:
    """Yield the faults of the datatype of a literal."""
    # In OWL 2, a text with a language is an rdf:PlainLiteral.
    if not literal.language:
        yield from _name(ontology, literal.datatype, "data range")
