"""Compiling the table of rules against a schema.

Compiling joins the premises about the schema (``rdfs:domain``, ``owl:propertyChainAxiom`` ...)
with its axioms; what remains are rules over plain triples.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.rdf.model import Term, Triple
from kg.reason.rules.patterns import (
    COUNT,
    Pattern,
    PatternTerm,
    fill,
    is_schema_pattern,
    match,
    pattern_of,
)
from kg.reason.rules.table import Rule, rule_named, table
from kg.reason.rules.vocabulary import FIRST, NIL, REST


@dataclass(frozen=True)
class CompiledRule:
    """A rule with the axioms of a schema filled in.

    Parameters
    ----------
    name : str
        The specification's name.
    axioms : tuple of triples
        The statements of the schema that it uses; for a list, the triple that points to it.
    premises : tuple of patterns
        The remaining premises.
    conclusion : pattern or None
        None for a rule that shows an inconsistency.
    says : str
        The meaning of the axiom, with variables of ``schema``.
    schema : mapping of str to term or tuple of terms
        The values of the variables of the schema; a list is a tuple of its members.
    """

    name: str
    axioms: tuple[Triple, ...]
    premises: tuple[Pattern, ...]
    conclusion: Pattern | None
    says: str = ""
    schema: Mapping[str, Term | tuple[Term, ...]] = field(default_factory=dict, compare=False)


def compile_rules(schema: Iterable[Triple], *, pairwise: bool = True) -> tuple[CompiledRule, ...]:
    """Compile the table of rules with the axioms of a schema.

    Parameters
    ----------
    schema : iterable of triples
        The triples with predicates of RDFS or OWL or with types of OWL, and the lists.
    pairwise : bool, optional
        Whether a rule about any two members of a list is expanded for each pair. Otherwise it is one rule without
        premises, which `for_members` expands if needed.

    Returns
    -------
    tuple of CompiledRule
        Without rules for which the schema has no axioms.
    """
    by_predicate: dict[PatternTerm, list[Triple]] = {}
    for triple in schema:
        by_predicate.setdefault(triple[1], []).append(triple)
    return tuple(compiled for rule in table() for compiled in _compile(rule, by_predicate, pairwise))


def for_members(compiled: CompiledRule, i: int, j: int) -> CompiledRule:
    """Expand a rule about any two members of a list for two of them, counted from 1.

    Examples
    --------
    >>> a, b, c, all_, list_ = (ox.NamedNode(f"urn:{name}") for name in ("a", "b", "c", "all", "list"))
    >>> from kg.reason.rules.vocabulary import TYPE, owl
    >>> schema = [(all_, TYPE, owl("AllDifferent")), (all_, owl("members"), list_)]
    >>> schema += [(list_, FIRST, a), (list_, REST, c), (c, FIRST, b), (c, REST, NIL)]
    >>> (rule,) = (rule for rule in compile_rules(schema, pairwise=False) if rule.schema)
    >>> for_members(rule, 1, 2).premises
    ((<NamedNode value=urn:a>, <NamedNode value=http://www.w3.org/2002/07/owl#sameAs>, <NamedNode value=urn:b>),)
    """
    rule = rule_named(compiled.name)
    members = compiled.schema[str(rule.list_variable)]
    assert isinstance(members, tuple)
    assert rule.member is not None
    bound = {rule.member.replace("[i]", f"[{number}]"): members[number - 1] for number in (i, j)}
    data = [text for text in rule.premises if not is_schema_pattern(text)]
    premises = tuple(fill(pattern_of(_number(text, i, j, len(members))), bound) for text in data)
    return CompiledRule(rule.name, compiled.axioms, premises, None, rule.says, compiled.schema)


def _normal(triple: Triple) -> Triple:
    """Write the number of a cardinality as in the table."""
    subject, predicate, obj = triple
    if (
        isinstance(obj, ox.Literal)
        and predicate.value.endswith("Cardinality")
        and obj.value.strip().lstrip("+").isdigit()
    ):
        return (subject, predicate, ox.Literal(str(int(obj.value)), datatype=COUNT))
    return triple


def _compile(rule: Rule, by_predicate: Mapping[PatternTerm, list[Triple]], pairwise: bool) -> Iterator[CompiledRule]:
    if _about_schema(rule) and rule.list_variable is None:
        # Statements about the schema follow from each other like other statements.
        yield from _instances(rule, list(rule.premises), rule.conclusions, {}, (), {})
        return
    schema = [text for text in rule.premises if is_schema_pattern(text)]
    data = [text for text in rule.premises if not is_schema_pattern(text)]
    for bindings, used in _join([pattern_of(text) for text in schema], by_predicate, {}):
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
    return bool(rule.conclusions) and all(map(is_schema_pattern, (*rule.premises, *rule.conclusions)))


def _expand(
    rule: Rule, data: list[str], bindings: dict[str, Term], used: tuple[Triple, ...], members: list[Term]
) -> Iterator[CompiledRule]:
    """Expand a rule over the members of its list."""
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
    """Yield a compiled rule for each conclusion; one without a conclusion for an inconsistency."""
    body = tuple(fill(pattern_of(text), bindings) for text in premises)
    for conclusion in conclusions or (None,):
        head = None if conclusion is None else fill(pattern_of(conclusion), bindings)
        yield CompiledRule(rule.name, used, body, head, rule.says, schema)


def _number(text: str, i: int, j: int, size: int) -> str:
    """Write the numbers of list members into a pattern: ``?u[i+1]`` → ``?u[3]``."""
    for name, value in (("i+1", i + 1), ("n+1", size + 1), ("i", i), ("j", j), ("n", size)):
        text = text.replace(f"[{name}]", f"[{value}]")
    return text


def _join(
    patterns: list[Pattern], by_predicate: Mapping[PatternTerm, list[Triple]], bindings: dict[str, Term]
) -> Iterator[tuple[dict[str, Term], tuple[Triple, ...]]]:
    if not patterns:
        yield bindings, ()
        return
    for triple in by_predicate.get(patterns[0][1], ()):
        extended = match(patterns[0], _normal(triple), bindings)
        if extended is not None:
            for found, used in _join(patterns[1:], by_predicate, extended):
                yield found, (triple, *used)


def _members(head: Term, by_predicate: Mapping[PatternTerm, list[Triple]]) -> list[Term]:
    """Read an RDF list; a list that is broken or circular has no members."""
    first: dict[Term, Term] = {s: o for s, _, o in by_predicate.get(FIRST, ())}
    rest: dict[Term, Term] = {s: o for s, _, o in by_predicate.get(REST, ())}
    members: list[Term] = []
    seen: set[Term] = set()
    while head != NIL:
        if head in seen or head not in first or head not in rest:
            return []
        seen.add(head)
        members.append(first[head])
        head = rest[head]
    return members
