"""A naive reasoner that applies tables 4 to 9 of the W3C's OWL 2 Profiles (second edition, section 4.3) as they stand.

It is the oracle for kg's reasoner and shares no code with it. Terms are their texts in N-Triples, and each round tries
every rule on all triples, so it is slow and easy to compare with the tables.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

Text = tuple[str, str, str]
Bindings = dict[str, str]

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(curie: str) -> str:
    """Write a CURIE as an IRI in N-Triples; a variable stays."""
    if curie.startswith("?"):
        return curie
    if curie == "a":
        return term("rdf:type")
    prefix, _, name = curie.partition(":")
    return f"<{NAMESPACES[prefix]}{name}>"


SAME, DIFFERENT, TYPE = term("owl:sameAs"), term("owl:differentFrom"), term("a")
FIRST, REST, NIL = term("rdf:first"), term("rdf:rest"), term("rdf:nil")
#: What a literal may be the subject of. RDF has no other statements about literals, and docs/rules.md says so.
OF_LITERALS = (TYPE, SAME, DIFFERENT)

#: Rules without lists: the premises, and the conclusions; none for a contradiction. A number is any literal of it.
RULES: dict[str, tuple[str, str]] = {
    # Table 4
    "eq-sym": ("?x owl:sameAs ?y", "?y owl:sameAs ?x"),
    "eq-trans": ("?x owl:sameAs ?y . ?y owl:sameAs ?z", "?x owl:sameAs ?z"),
    "eq-rep-s": ("?s owl:sameAs ?s2 . ?s ?p ?o", "?s2 ?p ?o"),
    "eq-rep-p": ("?p owl:sameAs ?p2 . ?s ?p ?o", "?s ?p2 ?o"),
    "eq-rep-o": ("?o owl:sameAs ?o2 . ?s ?p ?o", "?s ?p ?o2"),
    "eq-diff1": ("?x owl:sameAs ?y . ?x owl:differentFrom ?y", ""),
    # Table 5
    "prp-dom": ("?p rdfs:domain ?c . ?x ?p ?y", "?x a ?c"),
    "prp-rng": ("?p rdfs:range ?c . ?x ?p ?y", "?y a ?c"),
    "prp-fp": ("?p a owl:FunctionalProperty . ?x ?p ?y1 . ?x ?p ?y2", "?y1 owl:sameAs ?y2"),
    "prp-ifp": ("?p a owl:InverseFunctionalProperty . ?x1 ?p ?y . ?x2 ?p ?y", "?x1 owl:sameAs ?x2"),
    "prp-irp": ("?p a owl:IrreflexiveProperty . ?x ?p ?x", ""),
    "prp-symp": ("?p a owl:SymmetricProperty . ?x ?p ?y", "?y ?p ?x"),
    "prp-asyp": ("?p a owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x", ""),
    "prp-trp": ("?p a owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z", "?x ?p ?z"),
    "prp-spo1": ("?p1 rdfs:subPropertyOf ?p2 . ?x ?p1 ?y", "?x ?p2 ?y"),
    "prp-eqp1": ("?p1 owl:equivalentProperty ?p2 . ?x ?p1 ?y", "?x ?p2 ?y"),
    "prp-eqp2": ("?p1 owl:equivalentProperty ?p2 . ?x ?p2 ?y", "?x ?p1 ?y"),
    "prp-pdw": ("?p1 owl:propertyDisjointWith ?p2 . ?x ?p1 ?y . ?x ?p2 ?y", ""),
    "prp-inv1": ("?p1 owl:inverseOf ?p2 . ?x ?p1 ?y", "?y ?p2 ?x"),
    "prp-inv2": ("?p1 owl:inverseOf ?p2 . ?x ?p2 ?y", "?y ?p1 ?x"),
    "prp-npa1": (
        "?n owl:sourceIndividual ?x . ?n owl:assertionProperty ?p . ?n owl:targetIndividual ?y . ?x ?p ?y", "",
    ),
    "prp-npa2": ("?n owl:sourceIndividual ?x . ?n owl:assertionProperty ?p . ?n owl:targetValue ?y . ?x ?p ?y", ""),
    # Table 6
    "cls-nothing2": ("?x a owl:Nothing", ""),
    "cls-com": ("?c1 owl:complementOf ?c2 . ?x a ?c1 . ?x a ?c2", ""),
    "cls-svf1": ("?c owl:someValuesFrom ?y . ?c owl:onProperty ?p . ?u ?p ?v . ?v a ?y", "?u a ?c"),
    "cls-svf2": ("?c owl:someValuesFrom owl:Thing . ?c owl:onProperty ?p . ?u ?p ?v", "?u a ?c"),
    "cls-avf": ("?c owl:allValuesFrom ?y . ?c owl:onProperty ?p . ?u a ?c . ?u ?p ?v", "?v a ?y"),
    "cls-hv1": ("?c owl:hasValue ?y . ?c owl:onProperty ?p . ?u a ?c", "?u ?p ?y"),
    "cls-hv2": ("?c owl:hasValue ?y . ?c owl:onProperty ?p . ?u ?p ?y", "?u a ?c"),
    "cls-maxc1": ("?c owl:maxCardinality 0 . ?c owl:onProperty ?p . ?u a ?c . ?u ?p ?y", ""),
    "cls-maxc2": (
        "?c owl:maxCardinality 1 . ?c owl:onProperty ?p . ?u a ?c . ?u ?p ?y1 . ?u ?p ?y2", "?y1 owl:sameAs ?y2",
    ),
    "cls-maxqc1": (
        "?c owl:maxQualifiedCardinality 0 . ?c owl:onProperty ?p . ?c owl:onClass ?d . ?u a ?c . ?u ?p ?y . ?y a ?d",
        "",
    ),
    "cls-maxqc2": (
        "?c owl:maxQualifiedCardinality 0 . ?c owl:onProperty ?p . ?c owl:onClass owl:Thing . ?u a ?c . ?u ?p ?y", "",
    ),
    "cls-maxqc3": (
        "?c owl:maxQualifiedCardinality 1 . ?c owl:onProperty ?p . ?c owl:onClass ?d . ?u a ?c . ?u ?p ?y1 ."
        " ?y1 a ?d . ?u ?p ?y2 . ?y2 a ?d",
        "?y1 owl:sameAs ?y2",
    ),
    "cls-maxqc4": (
        "?c owl:maxQualifiedCardinality 1 . ?c owl:onProperty ?p . ?c owl:onClass owl:Thing . ?u a ?c . ?u ?p ?y1 ."
        " ?u ?p ?y2",
        "?y1 owl:sameAs ?y2",
    ),
    # Table 7
    "cax-sco": ("?c1 rdfs:subClassOf ?c2 . ?x a ?c1", "?x a ?c2"),
    "cax-eqc1": ("?c1 owl:equivalentClass ?c2 . ?x a ?c1", "?x a ?c2"),
    "cax-eqc2": ("?c1 owl:equivalentClass ?c2 . ?x a ?c2", "?x a ?c1"),
    "cax-dw": ("?c1 owl:disjointWith ?c2 . ?x a ?c1 . ?x a ?c2", ""),
    # Table 9
    "scm-cls": (
        "?c a owl:Class",
        "?c rdfs:subClassOf ?c . ?c owl:equivalentClass ?c . ?c rdfs:subClassOf owl:Thing ."
        " owl:Nothing rdfs:subClassOf ?c",
    ),
    "scm-sco": ("?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c3", "?c1 rdfs:subClassOf ?c3"),
    "scm-eqc1": ("?c1 owl:equivalentClass ?c2", "?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1"),
    "scm-eqc2": ("?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1", "?c1 owl:equivalentClass ?c2"),
    "scm-op": ("?p a owl:ObjectProperty", "?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p"),
    "scm-dp": ("?p a owl:DatatypeProperty", "?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p"),
    "scm-spo": ("?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p3", "?p1 rdfs:subPropertyOf ?p3"),
    "scm-eqp1": ("?p1 owl:equivalentProperty ?p2", "?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1"),
    "scm-eqp2": ("?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1", "?p1 owl:equivalentProperty ?p2"),
    "scm-dom1": ("?p rdfs:domain ?c1 . ?c1 rdfs:subClassOf ?c2", "?p rdfs:domain ?c2"),
    "scm-dom2": ("?p2 rdfs:domain ?c . ?p1 rdfs:subPropertyOf ?p2", "?p1 rdfs:domain ?c"),
    "scm-rng1": ("?p rdfs:range ?c1 . ?c1 rdfs:subClassOf ?c2", "?p rdfs:range ?c2"),
    "scm-rng2": ("?p2 rdfs:range ?c . ?p1 rdfs:subPropertyOf ?p2", "?p1 rdfs:range ?c"),
    "scm-hv": (
        "?c1 owl:hasValue ?i . ?c1 owl:onProperty ?p1 . ?c2 owl:hasValue ?i . ?c2 owl:onProperty ?p2 ."
        " ?p1 rdfs:subPropertyOf ?p2",
        "?c1 rdfs:subClassOf ?c2",
    ),
    "scm-svf1": (
        "?c1 owl:someValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:someValuesFrom ?y2 . ?c2 owl:onProperty ?p ."
        " ?y1 rdfs:subClassOf ?y2",
        "?c1 rdfs:subClassOf ?c2",
    ),
    "scm-svf2": (
        "?c1 owl:someValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:someValuesFrom ?y . ?c2 owl:onProperty ?p2 ."
        " ?p1 rdfs:subPropertyOf ?p2",
        "?c1 rdfs:subClassOf ?c2",
    ),
    "scm-avf1": (
        "?c1 owl:allValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:allValuesFrom ?y2 . ?c2 owl:onProperty ?p ."
        " ?y1 rdfs:subClassOf ?y2",
        "?c1 rdfs:subClassOf ?c2",
    ),
    "scm-avf2": (
        "?c1 owl:allValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:allValuesFrom ?y . ?c2 owl:onProperty ?p2 ."
        " ?p1 rdfs:subPropertyOf ?p2",
        "?c2 rdfs:subClassOf ?c1",
    ),
}  # fmt: skip


def _patterns(text: str) -> list[Text]:
    rows = (part.split() for part in text.split(" . ") if part)
    return [(term(s), term(p), o if o.isdigit() else term(o)) for s, p, o in rows]


COMPILED = {name: (_patterns(premises), _patterns(concluded)) for name, (premises, concluded) in RULES.items()}


class Tables:
    """The closure of some triples under the tables, and the names of the rules that found a contradiction.

    Parameters
    ----------
    triples : iterable of (subject, predicate, object)
        Texts in N-Triples.
    """

    def __init__(self, triples: Iterable[Text]) -> None:
        self.triples: set[Text] = set(triples)
        self.contradictions: set[str] = set()
        self._add_values()
        size = -1
        while len(self.triples) != size:
            size = len(self.triples)
            self._index()
            new = {triple for rule in (self._plain, self._listed, self._typed) for triple in rule()}
            self.triples |= {triple for triple in new if triple[0][0] != '"' or triple[1] in OF_LITERALS}
        self._contradict()

    # ---- Patterns

    def _index(self) -> None:
        self.by_predicate: dict[str, list[Text]] = {}
        self.by_subject: dict[tuple[str, str], list[Text]] = {}
        self.by_object: dict[tuple[str, str], list[Text]] = {}
        for triple in self.triples:
            s, p, o = triple
            self.by_predicate.setdefault(p, []).append(triple)
            self.by_subject.setdefault((s, p), []).append(triple)
            self.by_object.setdefault((p, o), []).append(triple)

    def _candidates(self, s: str, p: str, o: str) -> Iterable[Text]:
        if p.startswith("?"):
            return self.triples
        if not s.startswith("?"):
            return self.by_subject.get((s, p), ())
        if not o.startswith("?") and not o.isdigit():
            return self.by_object.get((p, o), ())
        return self.by_predicate.get(p, ())

    def _solve(self, patterns: list[Text], bound: Bindings) -> Iterator[Bindings]:
        if not patterns:
            yield bound
            return
        s, p, o = (bound.get(part, part) for part in patterns[0])
        for triple in self._candidates(s, p, o):
            more = dict(bound)
            if all(self._fits(part, value, more) for part, value in zip((s, p, o), triple, strict=True)):
                yield from self._solve(patterns[1:], more)

    @staticmethod
    def _fits(part: str, value: str, bound: Bindings) -> bool:
        if part.startswith("?"):
            return bound.setdefault(part, value) == value
        return value_of(value) == ("number", Fraction(int(part))) if part.isdigit() else part == value

    def _plain(self) -> Iterator[Text]:
        for premises, concluded in COMPILED.values():
            for bound in self._solve(premises, {}) if concluded else ():
                for pattern in concluded:
                    s, p, o = (bound.get(part, part) for part in pattern)
                    yield s, p, o

    # ---- Rules with lists

    def _lists(self, predicate: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each subject of a property with the members of a list that is its object."""
        for s, _, head in self.by_predicate.get(term(predicate), ()):
            yield from ((s, members) for members in self._members(head, frozenset()))

    def _members(self, head: str, seen: frozenset[str]) -> Iterator[list[str]]:
        if head == NIL:
            yield []
            return
        if head in seen:
            return
        for _, _, first in self.by_subject.get((head, FIRST), ()):
            for _, _, rest in self.by_subject.get((head, REST), ()):
                yield from ([first, *members] for members in self._members(rest, seen | {head}))

    def _values(self, thing: str, prop: str) -> set[str]:
        return {o for _, _, o in self.by_subject.get((thing, prop), ())}

    def _instances(self, cls: str) -> set[str]:
        return {s for s, _, _ in self.by_object.get((TYPE, cls), ())}

    def _listed(self) -> Iterator[Text]:  # noqa: PLR0912
        below = term("rdfs:subClassOf")
        for c, members in self._lists("owl:intersectionOf"):
            for x in set.intersection(*map(self._instances, members)) if members else ():
                yield x, TYPE, c  # cls-int1
            for x, member in itertools.product(self._instances(c), members):
                yield x, TYPE, member  # cls-int2
            for member in members:
                yield c, below, member  # scm-int
        for c, members in self._lists("owl:unionOf"):
            for member in members:
                yield member, below, c  # scm-uni
                for x in self._instances(member):
                    yield x, TYPE, c  # cls-uni
        for c, members in self._lists("owl:oneOf"):
            for member in members:
                yield member, TYPE, c  # cls-oo
        for p, members in self._lists("owl:propertyChainAxiom"):
            for start, _, end in self.by_predicate.get(members[0], ()) if members else ():
                ends = {end}
                for member in members[1:]:
                    ends = {value for one in ends for value in self._values(one, member)}
                for last in ends:
                    yield start, p, last  # prp-spo2
        for c, members in self._lists("owl:hasKey"):
            for x, y in itertools.permutations(self._instances(c), 2):
                if members and all(self._values(x, p) & self._values(y, p) for p in members):
                    yield x, SAME, y  # prp-key

    # ---- Datatypes (table 8)

    def _add_values(self) -> None:
        """dt-eq: literals of one value are the same."""
        literals = {part for s, _, o in self.triples for part in (s, o) if part.startswith('"')}
        for one, other in itertools.permutations(literals, 2):
            if value_of(one) is not None and value_of(one) == value_of(other):
                self.triples.add((one, SAME, other))

    def _literals(self) -> set[str]:
        return {part for s, _, o in self.triples for part in (s, o) if part.startswith('"')}

    def _typed(self) -> Iterator[Text]:
        """dt-type2: a literal is in the datatypes that contain its value; only those that an axiom names."""
        named = {o for _, _, o in self.triples}
        for literal, datatype in itertools.product(self._literals(), CONTAINS):
            if term(datatype) not in named:
                continue
            if (value := value_of(literal)) is not None and CONTAINS[datatype](value):
                yield literal, TYPE, term(datatype)

    @property
    def merges_values(self) -> bool:
        """Whether two literals of different values, or an invalid one and another, would have to be one."""
        pairs = ((s, o) for s, p, o in self.triples if p == SAME and s != o and s[0] == o[0] == '"')
        return any(value_of(s) is None or value_of(s) != value_of(o) for s, o in pairs)

    # ---- Contradictions

    def _contradict(self) -> None:
        self._index()
        self.contradictions |= {
            name
            for name, (premises, concluded) in COMPILED.items()
            if not concluded and next(self._solve(premises, {}), None) is not None
        }
        self.contradictions |= set(self._contradicting())

    def _contradicting(self) -> Iterator[str]:  # noqa: PLR0912
        typed = {(x, y) for x, p, y in self.triples if p == TYPE}
        same = {(x, y) for x, p, y in self.triples if p == SAME}
        same |= {(x, x) for x in {part for s, _, o in self.triples for part in (s, o)}}
        for kind, lists, rule in (
            ("owl:AllDifferent", "owl:members", "eq-diff2"),
            ("owl:AllDifferent", "owl:distinctMembers", "eq-diff3"),
            ("owl:AllDisjointProperties", "owl:members", "prp-adp"),
            ("owl:AllDisjointClasses", "owl:members", "cax-adc"),
        ):
            for node, members in self._lists(lists):
                if (node, term(kind)) not in typed:
                    continue
                for one, other in itertools.combinations(members, 2):
                    if rule.startswith("eq-diff"):
                        found = (one, other) in same
                    elif rule == "prp-adp":
                        found = any((s, other, o) in self.triples for s, _, o in self.by_predicate.get(one, ()))
                    else:
                        found = bool(self._instances(one) & self._instances(other))
                    if found:
                        yield rule
        for x, y in same:
            if (x, DIFFERENT, y) in self.triples:
                yield "eq-diff1"
            left, right = value_of(x), value_of(y)
            if left is not None and right is not None and left != right:
                yield "dt-diff"
        for literal in self._literals():
            if is_ill_typed(literal):
                yield "dt-not-type"
            value = value_of(literal)
            for datatype, contains in CONTAINS.items():
                if (literal, term(datatype)) in typed and value is not None and not contains(value):
                    yield "dt-not-type"


# ---- Values of literals, only as far as the random data has them

Value = tuple[str, object]
_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z-]+)|\^\^<http://www\.w3\.org/2001/XMLSchema#(\w+)>)?', re.DOTALL)
_NUMBERS = {
    "integer": (None, None), "decimal": (None, None), "nonNegativeInteger": (0, None), "byte": (-128, 127),
}  # fmt: skip


def value_of(text: str) -> Value | None:
    """Return the value of a literal; None for other terms, and for literals that are not valid."""
    found = _LITERAL.fullmatch(text)
    if found is None:
        return None
    written, language, datatype = found.groups()
    if language:
        return ("language", (written, language.lower()))
    if datatype in (None, "string", "token"):
        return ("string", written)
    if datatype in _NUMBERS:
        pattern = r"[+-]?[0-9]+(\.[0-9]+)?" if datatype == "decimal" else r"[+-]?[0-9]+"
        return ("number", Fraction(Decimal(written))) if re.fullmatch(pattern, written) else None
    if datatype == "boolean":
        return ("boolean", written in ("true", "1")) if written in ("true", "false", "1", "0") else None
    return (datatype, written)


def is_ill_typed(text: str) -> bool:
    """Return whether a literal is not valid for its datatype."""
    return text.startswith('"') and value_of(text) is None


def _is_integer(value: Value) -> bool:
    return value[0] == "number" and isinstance(value[1], Fraction) and value[1].denominator == 1


CONTAINS: dict[str, Callable[[Value], bool]] = {
    "xsd:integer": _is_integer,
    "xsd:nonNegativeInteger": lambda value: _is_integer(value) and value[1] >= 0,  # type: ignore[operator]
    "xsd:byte": lambda value: _is_integer(value) and -128 <= value[1] <= 127,  # type: ignore[operator]
    "xsd:decimal": lambda value: value[0] == "number",
    "xsd:string": lambda value: value[0] == "string",
    "xsd:token": lambda value: value[0] == "string" and value[1] == " ".join(str(value[1]).split()),
    "xsd:boolean": lambda value: value[0] == "boolean",
    "xsd:date": lambda value: value[0] == "date",
    "rdfs:Literal": lambda value: True,
}
