"""The rules of OWL 2 RL/RDF, written down a second time from tables 4 to 9 of the W3C, to check steps of proofs.

Nothing here comes from kg. A rule is a line ``name: premises -> conclusions``: premises are separated by commas,
alternative conclusions by bars. ``=`` is owl:sameAs, ``[?d]`` a list with the members ?d1 to ?dn, ``all`` a premise for
every i from 1 to n, ``{k}`` any one member. Rules without a conclusion are left out, because they prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction

Triple = tuple[str, str, str]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = {"rdf": RDF, "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "owl": OWL, "xsd": XSD}

_TABLE = """
eq-ref: ?s ?p ?o -> ?s = ?s | ?p = ?p | ?o = ?o
eq-sym: ?x = ?y -> ?y = ?x
eq-trans: ?x = ?y , ?y = ?z -> ?x = ?z
eq-rep-s: ?s = ?t , ?s ?p ?o -> ?t ?p ?o
eq-rep-p: ?p = ?q , ?s ?p ?o -> ?s ?q ?o
eq-rep-o: ?o = ?t , ?s ?p ?o -> ?s ?p ?t
prp-dom: ?p rdfs:domain ?c , ?x ?p ?y -> ?x a ?c
prp-rng: ?p rdfs:range ?c , ?x ?p ?y -> ?y a ?c
prp-fp: ?p a owl:FunctionalProperty , ?x ?p ?y , ?x ?p ?z -> ?y = ?z
prp-ifp: ?p a owl:InverseFunctionalProperty , ?x ?p ?y , ?z ?p ?y -> ?x = ?z
prp-symp: ?p a owl:SymmetricProperty , ?x ?p ?y -> ?y ?p ?x
prp-trp: ?p a owl:TransitiveProperty , ?x ?p ?y , ?y ?p ?z -> ?x ?p ?z
prp-spo1: ?p rdfs:subPropertyOf ?q , ?x ?p ?y -> ?x ?q ?y
prp-spo2: ?p owl:propertyChainAxiom [?q] , all ?u{i} ?q{i} ?u{j} -> ?u{1} ?p ?u{m}
prp-eqp1: ?p owl:equivalentProperty ?q , ?x ?p ?y -> ?x ?q ?y
prp-eqp2: ?p owl:equivalentProperty ?q , ?x ?q ?y -> ?x ?p ?y
prp-inv1: ?p owl:inverseOf ?q , ?x ?p ?y -> ?y ?q ?x
prp-inv2: ?p owl:inverseOf ?q , ?x ?q ?y -> ?y ?p ?x
prp-key: ?c owl:hasKey [?p] , ?x a ?c , all ?x ?p{i} ?z{i} , ?y a ?c , all ?y ?p{i} ?z{i} -> ?x = ?y
cls-int1: ?c owl:intersectionOf [?d] , all ?y a ?d{i} -> ?y a ?c
cls-int2: ?c owl:intersectionOf [?d] , ?y a ?c -> ?y a ?d{k}
cls-uni: ?c owl:unionOf [?d] , ?y a ?d{k} -> ?y a ?c
cls-svf1: ?x owl:someValuesFrom ?y , ?x owl:onProperty ?p , ?u ?p ?v , ?v a ?y -> ?u a ?x
cls-svf2: ?x owl:someValuesFrom owl:Thing , ?x owl:onProperty ?p , ?u ?p ?v -> ?u a ?x
cls-avf: ?x owl:allValuesFrom ?y , ?x owl:onProperty ?p , ?u a ?x , ?u ?p ?v -> ?v a ?y
cls-hv1: ?x owl:hasValue ?y , ?x owl:onProperty ?p , ?u a ?x -> ?u ?p ?y
cls-hv2: ?x owl:hasValue ?y , ?x owl:onProperty ?p , ?u ?p ?y -> ?u a ?x
cls-maxc2: ?x owl:maxCardinality #1 , ?x owl:onProperty ?p , ?u a ?x , ?u ?p ?y , ?u ?p ?z -> ?y = ?z
cls-maxqc3: ?x owl:maxQualifiedCardinality #1 , ?x owl:onProperty ?p , ?x owl:onClass ?c , ?u a ?x , ?u ?p ?y , ?y a ?c , ?u ?p ?z , ?z a ?c -> ?y = ?z
cls-maxqc4: ?x owl:maxQualifiedCardinality #1 , ?x owl:onProperty ?p , ?x owl:onClass owl:Thing , ?u a ?x , ?u ?p ?y , ?u ?p ?z -> ?y = ?z
cls-oo: ?c owl:oneOf [?y] -> ?y{k} a ?c
cax-sco: ?c rdfs:subClassOf ?d , ?x a ?c -> ?x a ?d
cax-eqc1: ?c owl:equivalentClass ?d , ?x a ?c -> ?x a ?d
cax-eqc2: ?c owl:equivalentClass ?d , ?x a ?d -> ?x a ?c
scm-cls: ?c a owl:Class -> ?c rdfs:subClassOf ?c | ?c owl:equivalentClass ?c | ?c rdfs:subClassOf owl:Thing | owl:Nothing rdfs:subClassOf ?c
scm-sco: ?c rdfs:subClassOf ?d , ?d rdfs:subClassOf ?e -> ?c rdfs:subClassOf ?e
scm-eqc1: ?c owl:equivalentClass ?d -> ?c rdfs:subClassOf ?d | ?d rdfs:subClassOf ?c
scm-eqc2: ?c rdfs:subClassOf ?d , ?d rdfs:subClassOf ?c -> ?c owl:equivalentClass ?d
scm-op: ?p a owl:ObjectProperty -> ?p rdfs:subPropertyOf ?p | ?p owl:equivalentProperty ?p
scm-dp: ?p a owl:DatatypeProperty -> ?p rdfs:subPropertyOf ?p | ?p owl:equivalentProperty ?p
scm-spo: ?p rdfs:subPropertyOf ?q , ?q rdfs:subPropertyOf ?r -> ?p rdfs:subPropertyOf ?r
scm-eqp1: ?p owl:equivalentProperty ?q -> ?p rdfs:subPropertyOf ?q | ?q rdfs:subPropertyOf ?p
scm-eqp2: ?p rdfs:subPropertyOf ?q , ?q rdfs:subPropertyOf ?p -> ?p owl:equivalentProperty ?q
scm-dom1: ?p rdfs:domain ?c , ?c rdfs:subClassOf ?d -> ?p rdfs:domain ?d
scm-dom2: ?p rdfs:domain ?c , ?q rdfs:subPropertyOf ?p -> ?q rdfs:domain ?c
scm-rng1: ?p rdfs:range ?c , ?c rdfs:subClassOf ?d -> ?p rdfs:range ?d
scm-rng2: ?p rdfs:range ?c , ?q rdfs:subPropertyOf ?p -> ?q rdfs:range ?c
scm-hv: ?c owl:hasValue ?i , ?c owl:onProperty ?p , ?d owl:hasValue ?i , ?d owl:onProperty ?q , ?p rdfs:subPropertyOf ?q -> ?c rdfs:subClassOf ?d
scm-svf1: ?c owl:someValuesFrom ?y , ?c owl:onProperty ?p , ?d owl:someValuesFrom ?z , ?d owl:onProperty ?p , ?y rdfs:subClassOf ?z -> ?c rdfs:subClassOf ?d
scm-svf2: ?c owl:someValuesFrom ?y , ?c owl:onProperty ?p , ?d owl:someValuesFrom ?y , ?d owl:onProperty ?q , ?p rdfs:subPropertyOf ?q -> ?c rdfs:subClassOf ?d
scm-avf1: ?c owl:allValuesFrom ?y , ?c owl:onProperty ?p , ?d owl:allValuesFrom ?z , ?d owl:onProperty ?p , ?y rdfs:subClassOf ?z -> ?c rdfs:subClassOf ?d
scm-avf2: ?c owl:allValuesFrom ?y , ?c owl:onProperty ?p , ?d owl:allValuesFrom ?y , ?d owl:onProperty ?q , ?p rdfs:subPropertyOf ?q -> ?d rdfs:subClassOf ?c
scm-int: ?c owl:intersectionOf [?d] -> ?c rdfs:subClassOf ?d{k}
scm-uni: ?c owl:unionOf [?d] -> ?d{k} rdfs:subClassOf ?c
"""  # noqa: E501

_WHOLE = re.compile(r"-?[0-9]+|\+[0-9]+")
_NUMBERS = {
    f"{XSD}{name}"
    for name in (
        "decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger", "long",
        "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
}  # fmt: skip
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([\w-]+))?', re.DOTALL)


def _read() -> dict[str, tuple[list[str], list[str]]]:
    found = {}
    for line in _TABLE.strip().splitlines():
        name, _, rest = line.partition(": ")
        premises, _, conclusions = rest.partition(" -> ")
        found[name] = (premises.split(" , "), conclusions.split(" | "))
    return found


RULES = _read()


def is_valid_step(name: str, axioms: list[Triple], premises: list[Triple], conclusion: Triple) -> bool:
    """Return whether a rule draws a conclusion from some axioms and premises, and needs each of these."""
    if name == "dt-eq":
        return (
            not premises
            and not axioms
            and conclusion[1] == _term("=")
            and canonical(conclusion[0]) == canonical(conclusion[2])
        )
    if name not in RULES:
        return False
    facts = list(dict.fromkeys([*axioms, *premises]))
    for patterns, head in _instances(name, facts):
        start = _match(head, conclusion, {})
        if start is not None:
            # The cells of a list were read already.
            cells = {fact for fact in facts if fact[1] in (f"<{RDF}first>", f"<{RDF}rest>")}
            wanted = set(facts) - (cells if "[" in RULES[name][0][0] else set())
            if any(used == wanted for used in _solutions(patterns, facts, start, frozenset())):
                return True
    return False


def _instances(name: str, facts: list[Triple]) -> Iterator[tuple[list[Triple], Triple]]:
    """Yield a rule as patterns and a conclusion; one about a list once for each list, each member and conclusion."""
    premises, conclusions = RULES[name]
    first = premises[0].split()
    if not first[2:] or not first[2].startswith("["):
        for conclusion in conclusions:
            yield [_pattern(text) for text in premises], _pattern(conclusion)
        return
    variable = first[2].strip("[]")
    for fact in facts:
        members = _members(fact[2], facts) if fact[1] == _term(first[1]) else []
        size = len(members)
        bound = {f"{variable}{i}": member for i, member in enumerate(members, 1)}
        for k in range(1, size + 1):
            texts = [f"{first[0]} {first[1]} {fact[2]}"]
            for text in premises[1:]:
                if text.startswith("all "):
                    texts += [_numbered(text.removeprefix("all "), i, k, size) for i in range(1, size + 1)]
                else:
                    texts.append(_numbered(text, 0, k, size))
            for conclusion in conclusions:
                patterns = [_bind(_pattern(text), bound) for text in texts]
                yield patterns, _bind(_pattern(_numbered(conclusion, 0, k, size)), bound)


def _numbered(text: str, i: int, k: int, size: int) -> str:
    for name, value in (("i", i), ("j", i + 1), ("k", k), ("m", size + 1), ("1", 1)):
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _members(head: str, facts: list[Triple]) -> list[str]:
    first = {s: o for s, p, o in facts if p == f"<{RDF}first>"}
    rest = {s: o for s, p, o in facts if p == f"<{RDF}rest>"}
    members: list[str] = []
    while head in first and head in rest and len(members) <= len(facts):
        members.append(first[head])
        head = rest[head]
    return members if head == f"<{RDF}nil>" else []


def _term(text: str) -> str:
    if text.startswith(("?", "#", "<", "_:", '"')):
        return text
    prefix, _, name = {"=": "owl:sameAs", "a": "rdf:type"}.get(text, text).partition(":")
    return f"<{_PREFIXES[prefix]}{name}>"


def _pattern(text: str) -> Triple:
    s, p, o = map(_term, text.split(" ", 2))
    return s, p, o


def _bind(pattern: Triple, bound: dict[str, str]) -> Triple:
    s, p, o = (bound.get(term, term) for term in pattern)
    return s, p, o


def _match(pattern: Triple, fact: Triple, bound: dict[str, str]) -> dict[str, str] | None:
    result = dict(bound)
    for own, term in zip(pattern, fact, strict=True):
        if own.startswith("?"):
            if result.setdefault(own, term) != term:
                return None
        elif own.startswith("#"):
            found = _LITERAL.fullmatch(term)
            if found is None or not _WHOLE.fullmatch(found[1]) or int(found[1]) != int(own[1:]):
                return None
        elif own != term:
            return None
    return result


def _solutions(
    patterns: list[Triple], facts: Iterable[Triple], bound: dict[str, str], used: frozenset[Triple]
) -> Iterator[frozenset[Triple]]:
    """Yield the facts that each way of matching all patterns uses."""
    if not patterns:
        yield used
        return
    # That with the most known terms first.
    best = max(patterns, key=lambda pattern: sum(term in bound or not term.startswith("?") for term in pattern))
    rest = list(patterns)
    rest.remove(best)
    for fact in facts:
        extended = _match(best, fact, bound)
        if extended is not None:
            yield from _solutions(rest, facts, extended, used | {fact})


def canonical(term: str) -> str:
    """Write a literal that is a number by its value, because kg stores numbers; return other terms as they are."""
    literal = _LITERAL.fullmatch(term)
    if literal is None or literal[2] not in _NUMBERS:
        return term
    try:
        return f'"{Fraction(Decimal(literal[1].strip()))}"^^<{XSD}decimal>'
    except InvalidOperation:
        return term
