"""The table of rules, and its compilation against a schema.

The table (``rules.toml``) is data: the engine's tests, the search for proofs and the documentation read
it. Compiling joins the premises that speak of the schema (``rdfs:domain``, ``owl:propertyChainAxiom`` ...)
with the axioms that there are; what remains are rules over plain triples.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple

#: A position of a pattern: a variable, written ``?x``, or a term.
Slot = str | Term
Pattern = tuple[Slot, Slot, Slot]

_NAMESPACES = {"rdf": terms.RDF, "rdfs": terms.RDFS, "owl": terms.OWL}
_FIRST, _REST = ox.NamedNode(f"{terms.RDF}first"), ox.NamedNode(f"{terms.RDF}rest")
_NIL = ox.NamedNode(f"{terms.RDF}nil")
_TYPE = ox.NamedNode(terms.RDF_TYPE)
_COUNT = ox.NamedNode(f"{terms.XSD}nonNegativeInteger")


@dataclass(frozen=True)
class Rule:
    """One row of the table, as it is written there.

    ``conclusions`` is empty for a rule whose premises contradict each other. ``list_variable`` names the
    variable that holds a list, ``member`` the pattern for its members, ``each`` what must hold for every one.
    ``complete`` tells that the rule states what holds of every graph.
    """

    name: str
    says: str
    premises: tuple[str, ...]
    conclusions: tuple[str, ...]
    list_variable: str | None = None
    member: str | None = None
    each: tuple[str, ...] = ()
    complete: bool = False


@dataclass(frozen=True)
class CompiledRule:
    """A rule with the axioms of a schema filled in.

    Parameters
    ----------
    name : str
        The specification's name.
    axioms : tuple of triples
        The statements of the schema that it rests on; of a list, the triple that points to it.
    premises : tuple of patterns
        What must hold besides.
    conclusion : pattern or None
        None for a contradiction.
    says : str
        What the axiom means, with the variables of ``schema`` in it.
    schema : mapping of str to term or tuple of terms
        What the variables of the schema stand for; a list is a tuple of its members.
    """

    name: str
    axioms: tuple[Triple, ...]
    premises: tuple[Pattern, ...]
    conclusion: Pattern | None
    says: str = ""
    schema: Mapping[str, Term | tuple[Term, ...]] = field(default_factory=dict, compare=False)


@cache
def table(*, complete: bool = False) -> tuple[Rule, ...]:
    """Return the table of rules.

    Parameters
    ----------
    complete : bool
        Also return those that state what holds of every graph.

    Examples
    --------
    >>> [rule.premises for rule in table() if rule.name == "cax-sco"]
    [('?c1 rdfs:subClassOf ?c2', '?x rdf:type ?c1')]
    """
    rows: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            name,
            row["says"],
            tuple(row["premises"]),
            (conclusion,) if isinstance(conclusion := row.get("conclusion", ()), str) else tuple(conclusion),
            row.get("list"),
            row.get("member"),
            tuple(row.get("each", ())),
            row.get("complete", False),
        )
        for name, row in rows.items()
        if complete or not row.get("complete", False)
    )


def compile_rules(schema: Iterable[Triple], *, pairwise: bool = True) -> tuple[CompiledRule, ...]:
    """Fill the axioms of a schema into the table of rules.

    Parameters
    ----------
    schema : iterable of triples
        The triples whose predicate is of RDFS or OWL, the types that are OWL's, and the lists.
    pairwise : bool, optional
        Whether a rule about any two members of a list is written out for each two; otherwise it is one rule
        without premises, to be written out by `for_members` where it is needed.

    Returns
    -------
    tuple of CompiledRule
        Rules whose axioms the schema does not have are not in it.
    """
    by_predicate: dict[Slot, list[Triple]] = {}
    for triple in schema:
        by_predicate.setdefault(triple[1], []).append(triple)
    return tuple(compiled for rule in table() for compiled in _compile(rule, by_predicate, pairwise))


def for_members(compiled: CompiledRule, i: int, j: int) -> CompiledRule:
    """Write a rule about any two members of a list out for two of them, counted from 1.

    Examples
    --------
    >>> a, b, c, all_, list_ = (ox.NamedNode(f"urn:{name}") for name in ("a", "b", "c", "all", "list"))
    >>> kind, members = ox.NamedNode(f"{terms.OWL}AllDifferent"), ox.NamedNode(f"{terms.OWL}members")
    >>> schema = [(all_, _TYPE, kind), (all_, members, list_), (list_, _FIRST, a), (list_, _REST, c)]
    >>> schema += [(c, _FIRST, b), (c, _REST, _NIL)]
    >>> (rule,) = (rule for rule in compile_rules(schema, pairwise=False) if rule.schema)
    >>> for_members(rule, 1, 2).premises
    ((<NamedNode value=urn:a>, <NamedNode value=http://www.w3.org/2002/07/owl#sameAs>, <NamedNode value=urn:b>),)
    """
    rule = _by_name()[compiled.name]
    members = compiled.schema[str(rule.list_variable)]
    assert isinstance(members, tuple)
    assert rule.member is not None
    bound = {rule.member.replace("[i]", f"[{number}]"): members[number - 1] for number in (i, j)}
    data = [text for text in rule.premises if not _is_schema_text(text)]
    premises = tuple(fill(_pattern(_number(text, i, j, len(members))), bound) for text in data)
    return CompiledRule(rule.name, compiled.axioms, premises, None, rule.says, compiled.schema)


@cache
def _by_name() -> dict[str, Rule]:
    return {rule.name: rule for rule in table()}


#: Classes of OWL that data may be in.
_DATA_CLASSES = (ox.NamedNode(f"{terms.OWL}Thing"), ox.NamedNode(f"{terms.OWL}Nothing"))
_SCHEMA_PREDICATES = {
    *(f"{terms.RDF}{name}" for name in ("first", "rest")),
    *(f"{terms.RDFS}{name}" for name in ("domain", "range", "subClassOf", "subPropertyOf")),
    *(
        f"{terms.OWL}{name}"
        for name in (
            "allValuesFrom", "assertionProperty", "complementOf", "disjointWith", "distinctMembers",
            "equivalentClass", "equivalentProperty", "hasKey", "hasValue", "intersectionOf", "inverseOf",
            "maxCardinality", "maxQualifiedCardinality", "members", "onClass", "onProperty", "oneOf",
            "propertyChainAxiom", "propertyDisjointWith", "someValuesFrom", "sourceIndividual",
            "targetIndividual", "targetValue", "unionOf",
        )
    ),
}  # fmt: skip


def _normal(triple: Triple) -> Triple:
    """Write the number of a cardinality in the one way in which the table writes it."""
    subject, predicate, obj = triple
    if (
        isinstance(obj, ox.Literal)
        and predicate.value.endswith("Cardinality")
        and obj.value.strip().lstrip("+").isdigit()
    ):
        return (subject, predicate, ox.Literal(str(int(obj.value)), datatype=_COUNT))
    return triple


def is_schema(triple: Triple) -> bool:
    """Tell whether a triple is an axiom, or part of one, that `compile_rules` reads."""
    _, predicate, obj = triple
    if predicate == _TYPE:
        return isinstance(obj, ox.NamedNode) and obj.value.startswith(terms.OWL) and obj not in _DATA_CLASSES
    return predicate.value in _SCHEMA_PREDICATES


def match(pattern: Pattern, triple: Triple, bindings: Mapping[str, Term]) -> dict[str, Term] | None:
    """Extend bindings so that a pattern becomes a triple; None where it cannot.

    Examples
    --------
    >>> a, b = ox.NamedNode("http://a"), ox.NamedNode("http://b")
    >>> match(("?x", a, b), (b, a, b), {})
    {'?x': <NamedNode value=http://b>}
    """
    result = dict(bindings)
    for slot, term in zip(pattern, triple, strict=True):
        if isinstance(slot, str):
            if result.setdefault(slot, term) != term:
                return None
        elif slot != term:
            return None
    return result


def fill(pattern: Pattern, bindings: Mapping[str, Term]) -> Pattern:
    """Put what is bound into a pattern."""
    s, p, o = (bindings.get(slot, slot) if isinstance(slot, str) else slot for slot in pattern)
    return (s, p, o)


def _compile(rule: Rule, by_predicate: Mapping[Slot, list[Triple]], pairwise: bool) -> Iterator[CompiledRule]:
    if _about_schema(rule) and rule.list_variable is None:
        # Statements about the schema follow from each other like any others.
        yield from _instances(rule, list(rule.premises), rule.conclusions, {}, (), {})
        return
    schema = [text for text in rule.premises if _is_schema_text(text)]
    data = [text for text in rule.premises if not _is_schema_text(text)]
    for bindings, used in _join([_pattern(text) for text in schema], by_predicate, {}):
        if rule.list_variable is None:
            yield from _instances(rule, data, rule.conclusions, bindings, used, bindings)
            continue
        members = _members(bindings[rule.list_variable], by_predicate)
        if not pairwise and members and any("[j]" in text for text in data):
            schema_ = {**bindings, rule.list_variable: tuple(members)}
            yield CompiledRule(rule.name, used, (), None, rule.says, schema_)
            continue
        yield from _expand(rule, data, bindings, used, members)


def _about_schema(rule: Rule) -> bool:
    return bool(rule.conclusions) and all(map(_is_schema_text, (*rule.premises, *rule.conclusions)))


def _expand(
    rule: Rule, data: list[str], bindings: dict[str, Term], used: tuple[Triple, ...], members: list[Term]
) -> Iterator[CompiledRule]:
    """Write a rule out over the members of its list."""
    assert rule.member is not None
    if not members:
        return
    bound = dict(bindings)
    schema: dict[str, Term | tuple[Term, ...]] = {**bindings, str(rule.list_variable): tuple(members)}
    for number, term in enumerate(members, 1):
        bound[rule.member.replace("[i]", f"[{number}]")] = term
    size = len(members)
    rest = " ".join((*data, *rule.conclusions))
    if "[j]" in rest:
        choices: Iterable[tuple[int, int]] = itertools.combinations(range(1, size + 1), 2)
    elif "[i]" in rest:
        choices = ((i, i) for i in range(1, size + 1))
    else:
        choices = ((0, 0),)
    every = [_number(text, i, i, size) for i in range(1, size + 1) for text in rule.each]
    for i, j in choices:
        premises = [_number(text, i, j, size) for text in data] + every
        conclusions = tuple(_number(text, i, j, size) for text in rule.conclusions)
        yield from _instances(rule, premises, conclusions, bound, used, schema)


def _instances(  # noqa: PLR0917
    rule: Rule,
    premises: list[str],
    conclusions: tuple[str, ...],
    bindings: Mapping[str, Term],
    used: tuple[Triple, ...],
    schema: Mapping[str, Term | tuple[Term, ...]],
) -> Iterator[CompiledRule]:
    """Yield a compiled rule for each conclusion; one without conclusion for a contradiction."""
    body = tuple(fill(_pattern(text), bindings) for text in premises)
    for conclusion in conclusions or (None,):
        head = None if conclusion is None else fill(_pattern(conclusion), bindings)
        yield CompiledRule(rule.name, used, body, head, rule.says, schema)


def _number(text: str, i: int, j: int, size: int) -> str:
    """Write the numbers of list members into a pattern: ``?u[i+1]`` → ``?u[3]``."""
    for name, value in (("i+1", i + 1), ("n+1", size + 1), ("i", i), ("j", j), ("n", size)):
        text = text.replace(f"[{name}]", f"[{value}]")
    return text


def _join(
    patterns: list[Pattern], by_predicate: Mapping[Slot, list[Triple]], bindings: dict[str, Term]
) -> Iterator[tuple[dict[str, Term], tuple[Triple, ...]]]:
    if not patterns:
        yield bindings, ()
        return
    for triple in by_predicate.get(patterns[0][1], ()):
        extended = match(patterns[0], _normal(triple), bindings)
        if extended is not None:
            for found, used in _join(patterns[1:], by_predicate, extended):
                yield found, (triple, *used)


def _members(head: Term, by_predicate: Mapping[Slot, list[Triple]]) -> list[Term]:
    """Read an RDF list; a list that is broken or circular has no members."""
    first: dict[Term, Term] = {s: o for s, _, o in by_predicate.get(_FIRST, ())}
    rest: dict[Term, Term] = {s: o for s, _, o in by_predicate.get(_REST, ())}
    members: list[Term] = []
    seen: set[Term] = set()
    while head != _NIL:
        if head in seen or head not in first or head not in rest:
            return []
        seen.add(head)
        members.append(first[head])
        head = rest[head]
    return members


@cache
def _is_schema_text(text: str) -> bool:
    _, predicate, obj = text.split()
    if predicate == "rdf:type":
        return obj.startswith("owl:") and _slot(obj) not in _DATA_CLASSES
    return predicate.startswith(("rdfs:", "owl:")) and predicate not in ("owl:sameAs", "owl:differentFrom")


@cache
def _pattern(text: str) -> Pattern:
    s, p, o = (_slot(part) for part in text.split())
    return (s, p, o)


def _slot(text: str) -> Slot:
    if text.startswith("?"):
        return text
    if text.isdigit():
        return ox.Literal(text, datatype=_COUNT)
    prefix, _, name = text.partition(":")
    if prefix not in _NAMESPACES or not re.fullmatch(r"\w+", name):
        raise ValueError(f"rules.toml: {text!r} is neither a variable nor a term")
    return ox.NamedNode(_NAMESPACES[prefix] + name)
