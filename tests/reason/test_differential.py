"""The closure is that of other reasoners on random ontologies and data, except for their known faults.

Every case is compared with sparq, and each inferred triple has a proof that the checker accepts. owlrl, which is
slow, gets a sample of the cases; reasonable gets the data of the benchmark. ``KG_RANDOM_CASES=5000`` tries more.
"""

from __future__ import annotations

import importlib.util
import lzma
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason import Conclusions, Proof, Refutation, close
from kg.reason.handover.writer import writer
from kg.reason.readers.sources import pyoxigraph_triple
from kg.reason.rules.matching import IndexedTriples, solutions
from kg.reason.rules.patterns import fill, match
from kg.reason.rules.table import table


def _module(name: str) -> Any:
    """Import a file of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(f"reason_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


data, tables = _module("test_closure"), _module("tables")

CASES = int(os.environ.get("KG_RANDOM_CASES", "250"))
SHARED = Path(os.environ.get("KG_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "bench"
FAULTS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("faults.toml").read_text(encoding="utf-8")
)["fault"]  # fmt: skip
PREFIXES = data.PREFIXES + f"@prefix xsd: <{terms.XSD}> .\n"
VOCABULARY = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)
#: The namespace of owlrl's error messages.
OWLRL = "http://www.daml.org/"
#: Properties whose reflexive statements hold in every graph.
REFLEXIVE = {
    terms.OWL + "sameAs", terms.OWL + "equivalentClass", terms.OWL + "equivalentProperty",
    terms.RDFS + "subClassOf", terms.RDFS + "subPropertyOf",
}  # fmt: skip
EXTREMES = {terms.OWL + "Thing", terms.OWL + "Nothing"}

cls, prop, thing = data.cls, data.prop, data.thing
literal = st.sampled_from([
    '"1"', "1", '"1"^^xsd:decimal', '"01"^^xsd:integer', "1.5", "-1", "true", '"x"@en', '"2024-11-16"^^xsd:date',
    '"1"^^xsd:byte', '"x"^^xsd:token', '"x"^^xsd:integer',
])  # fmt: skip
datatype = st.sampled_from([
    "xsd:integer", "xsd:nonNegativeInteger", "xsd:string", "xsd:decimal", "xsd:boolean", "xsd:date", "rdfs:Literal",
])  # fmt: skip
value = st.one_of(thing, literal)
AXIOMS = [
    *data.AXIOMS,
    st.builds("{} rdfs:range {} .".format, prop, datatype),
    st.builds("[ owl:onProperty {} ; owl:someValuesFrom {} ] rdfs:subClassOf {} .".format, prop, datatype, cls),
    st.builds("[ owl:onProperty {} ; owl:hasValue {} ] rdfs:subClassOf {} .".format, prop, value, cls),
    st.builds("{} rdfs:subClassOf [ owl:onProperty {} ; owl:hasValue {} ] .".format, cls, prop, value),
    st.builds("{} rdfs:subClassOf [ owl:onProperty {} ; owl:allValuesFrom {} ] .".format, cls, prop, datatype),
    st.builds("{} owl:oneOf ({} {}) .".format, cls, thing, thing),
    st.builds("[] a owl:AllDifferent ; owl:distinctMembers ({} {} {}) .".format, thing, thing, thing),
    st.builds("[] a owl:AllDifferent ; owl:members ({} {}) .".format, thing, thing),
    st.builds("{} owl:hasKey ({}) .".format, cls, prop),
    st.builds("[] owl:sourceIndividual {} ; owl:assertionProperty {} ; owl:targetValue {} .".format,
              thing, prop, literal),
    st.builds("{} owl:propertyChainAxiom ({} {}) .".format, prop, prop, prop),
]  # fmt: skip
DATA = [
    *data.DATA,
    st.builds("{} {} {} .".format, thing, prop, literal),
    st.builds("{} {} {} .".format, thing, prop, literal),
    st.builds("{} {} _:b . _:b {} {} .".format, thing, prop, prop, thing),
]
texts = st.builds(
    lambda axioms, facts: " ".join(axioms + facts),
    st.lists(st.one_of(AXIOMS), max_size=6),
    st.lists(st.one_of(DATA), max_size=8),
)
#: owlrl ignores the last property of a key and so makes all things equal; it gets no cases with keys.
without_keys = texts.filter(lambda text: "hasKey" not in text)
many = settings(max_examples=CASES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
few = settings(many, max_examples=max(60, CASES // 10))


def read(text: str) -> list[Triple]:
    return [tuple(quad)[:3] for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]  # type: ignore[misc]


# ---- The other reasoners: each returns the closure of triples, and whether it found an inconsistency


def sparq(asserted: Iterable[Triple]) -> tuple[set[Triple], bool]:
    module = pytest.importorskip("sparq")
    graph = module.Graph.load("".join(f"{s} {p} {o} .\n" for s, p, o in asserted), format="ntriples")
    graph.reason("owl")

    def term(of: Any) -> Term:
        if of.kind == "uri":
            return ox.NamedNode(of.value)
        if of.kind == "bnode":
            return ox.BlankNode(of.value)
        if of.language:
            return ox.Literal(of.value, language=of.language)
        return ox.Literal(of.value, datatype=ox.NamedNode(of.datatype))

    rows = graph.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    return {tuple(map(term, row)) for row in rows}, bool(graph.inconsistencies())  # type: ignore[misc]


def owlrl(asserted: Iterable[Triple]) -> tuple[set[Triple], bool]:
    import owlrl as module

    graph = rdflib.Graph()
    for triple in asserted:
        graph.add(writer("rdflib")(triple))
    semantics = module.OWLRL_Semantics(graph, False, False)
    semantics.closure()
    return set(_of_rdflib(graph)), bool(semantics.error_messages)


def reasonable(asserted: Iterable[Triple]) -> tuple[set[Triple], bool]:
    module = pytest.importorskip("reasonable")
    graph = rdflib.Graph()
    for triple in asserted:
        graph.add(writer("rdflib")(triple))
    reasoner = module.PyReasoner()
    reasoner.from_graph(graph)
    return set(_of_rdflib(reasoner.reason())), False


def _of_rdflib(triples: Iterable[Any]) -> Iterator[Triple]:
    for s, p, o in triples:
        if not isinstance(s, rdflib.Literal) and isinstance(p, rdflib.URIRef):
            yield pyoxigraph_triple((s, p, o))


# ---- Comparing


def comparable(triples: Iterable[Triple]) -> set[Triple]:
    """Leave out triples that hold in every graph, because reasoners differ in how many of them they write."""
    return {
        (s, p, o)
        for s, p, o in triples
        if not (s == o and p.value in REFLEXIVE)
        and not any(isinstance(term, ox.NamedNode) and term.value in EXTREMES for term in (s, o))
        and not isinstance(s, ox.Literal)
        and not (isinstance(s, ox.NamedNode) and s.value.startswith(VOCABULARY))
        and not any(isinstance(term, ox.NamedNode) and term.value.startswith(OWLRL) for term in (p, o))
    }


def is_comparable(triple: tuple[str, str, str]) -> bool:
    """Return whether `comparable` keeps a triple, given as texts in N-Triples."""
    s, p, o = triple
    return (
        not (s == o and p[1:-1] in REFLEXIVE)
        and s[1:-1] not in EXTREMES
        and o[1:-1] not in EXTREMES
        and not s[1:-1].startswith(VOCABULARY)
    )


class Differences:
    """The differences between the closures of another reasoner and of kg, beyond known faults."""

    def __init__(self, peer: str, asserted: list[Triple], conclusions: Conclusions) -> None:
        self.faults = [fault for fault in FAULTS if fault["peer"] == peer]
        self.asserted, self.conclusions = asserted, conclusions
        self.used: set[str] = set()

    def of(self, theirs: set[Triple], inconsistent: bool) -> list[str]:
        """List the differences that no known fault explains."""
        ours = comparable(self.conclusions) | comparable(self.asserted)
        theirs = comparable(theirs)
        found = [f"only theirs: {triple}" for triple in theirs - ours if not self._added(triple)]
        found += [f"only ours: {triple}" for triple in ours - theirs if not self._missed(triple)]
        refutations = list(self.conclusions.refutations())
        if inconsistent and not refutations:
            found.append("only they find an inconsistency")
        if not inconsistent:
            found += [f"only we find {r.inconsistency}" for r in refutations if not self._overlooked(r)]
        return sorted(found)

    def _added(self, triple: Triple) -> bool:
        return self._by(fault for fault in self._that("more") if self._follows(fault, triple))

    def _follows(self, fault: dict[str, Any], triple: Triple) -> bool:
        bindings = match(_pattern(fault["pattern"]), triple, {})
        if bindings is None:
            return False
        alternatives = [tuple(fill(_pattern(text), bindings) for text in patterns) for patterns in fault["because"]]
        return any(
            self._fits(fault, found)
            for patterns in alternatives
            for found in solutions(patterns, bindings, self._holding)
        )

    @staticmethod
    def _fits(fault: dict[str, Any], found: dict[str, Term]) -> bool:
        """Return whether the variable for a datatype or a literal has such a value."""
        if "datatype" in fault:
            node = found[fault["datatype"]]
            return isinstance(node, ox.NamedNode) and node.value.startswith((terms.XSD, terms.RDFS + "Literal"))
        return "literal" not in fault or isinstance(found[fault["literal"]], ox.Literal)

    def _missed(self, triple: Triple) -> bool:
        proof = self.conclusions.explain(triple)
        return proof is not None and self._by(fault for fault in self._that("less") if self._in(fault, proof))

    def _overlooked(self, refutation: Refutation) -> bool:
        rule, premises = refutation.inconsistency.rule, refutation.premises
        literals = {o for _, _, o in refutation.inconsistency.premises if isinstance(o, ox.Literal)}
        literals |= {o for s, p, o in self.asserted if rule == "prp-npa2" and p.value.endswith("targetValue")}  # type: ignore[misc]
        return self._by(
            fault
            for fault in self.faults
            if (fault["finds"] == "less" and any(self._in(fault, proof) for proof in premises))
            or (
                fault["finds"] == "no inconsistency"
                and rule in fault["uses"]
                and len(literals) >= fault.get("literals", 0)
                and len({(o.datatype, o.language) for o in literals}) >= fault.get("datatypes", 0)
            )
        )

    def _in(self, fault: dict[str, Any], proof: Proof) -> bool:
        used = {step.rule.name for step in proof.steps() if step.rule}
        if not used & set(fault["uses"]):
            return False
        twice = [ox.NamedNode(str(terms.expand(name))) for name in fault.get("twice", ())]
        pairs = [(s, p) for s, p, _ in set(self.asserted) if p in twice]
        return not twice or len(pairs) > len(set(pairs))

    def _that(self, finds: str) -> list[dict[str, Any]]:
        return [fault for fault in self.faults if fault["finds"] == finds]

    def _by(self, faults: Iterable[dict[str, Any]]) -> bool:
        names = {fault["name"] for fault in faults}
        self.used |= names
        return bool(names)

    @cached_property
    def _holding(self) -> IndexedTriples:
        return IndexedTriples(t for t in self.conclusions if not isinstance(t[0], ox.Literal))


@cache
def _pattern(text: str) -> Any:
    return tuple(part if part.startswith("?") else ox.NamedNode(str(terms.expand(part))) for part in text.split())


PEERS: dict[str, Callable[[Iterable[Triple]], tuple[set[Triple], bool]]] = {
    "sparq": sparq, "owlrl": owlrl, "reasonable": reasonable,
}  # fmt: skip


# ---- Random ontologies and data


@many
@given(texts)
def test_the_closure_is_that_of_sparq(text: str) -> None:
    asserted = read(text)
    assert Differences("sparq", asserted, close(asserted)).of(*sparq(asserted)) == []


@few
@given(without_keys)
def test_the_closure_is_that_of_owlrl(text: str) -> None:
    # owlrl always infers the triples that hold in every graph, and uses them as premises.
    asserted = read(text)
    assert Differences("owlrl", asserted, close(asserted, complete=True)).of(*owlrl(asserted)) == []


#: Axioms and statements; a letter stands for one of a few names: a class, a property of things (P) or of literals (U),
#: a thing, a literal, a datatype. As in OWL 2 DL, no thing is a literal; `texts` has no such limit.
TEMPLATES = """
C rdfs:subClassOf C | C owl:equivalentClass C | C owl:disjointWith C | C owl:complementOf C | C owl:oneOf ( I I )
C owl:intersectionOf ( C C ) | C owl:unionOf ( C C ) | C owl:hasKey ( P P ) | C owl:hasKey ( P )
C owl:onProperty P ; owl:someValuesFrom C | C owl:onProperty P ; owl:someValuesFrom owl:Thing
C owl:onProperty P ; owl:allValuesFrom C | C owl:onProperty P ; owl:hasValue I | C owl:onProperty U ; owl:hasValue L
C owl:onProperty U ; owl:someValuesFrom D | C owl:onProperty U ; owl:allValuesFrom D
C owl:onProperty U ; owl:maxCardinality 1 | C owl:hasKey ( U ) | C owl:hasKey ( P U ) | U a owl:FunctionalProperty
U rdfs:subPropertyOf U | U owl:equivalentProperty U | U owl:propertyDisjointWith U | U rdfs:domain C
C owl:onProperty P ; owl:maxCardinality 0 | C owl:onProperty P ; owl:maxCardinality 1
C owl:onProperty P ; owl:maxQualifiedCardinality 0 ; owl:onClass C
C owl:onProperty P ; owl:maxQualifiedCardinality 1 ; owl:onClass C
C owl:onProperty P ; owl:maxQualifiedCardinality 1 ; owl:onClass owl:Thing
C rdfs:subClassOf owl:Nothing | [] a owl:AllDisjointClasses ; owl:members ( C C C )
P rdfs:subPropertyOf P | P owl:equivalentProperty P | P owl:inverseOf P | P owl:propertyDisjointWith P
P rdfs:domain C | P rdfs:range C | U rdfs:range D | P a owl:FunctionalProperty | P a owl:InverseFunctionalProperty
P a owl:SymmetricProperty | P a owl:AsymmetricProperty | P a owl:TransitiveProperty | P a owl:IrreflexiveProperty
P owl:propertyChainAxiom ( P P ) | P owl:propertyChainAxiom ( P P P )
[] a owl:AllDisjointProperties ; owl:members ( P P ) | [] a owl:AllDifferent ; owl:members ( I I I )
[] a owl:AllDifferent ; owl:distinctMembers ( I I )
[] owl:sourceIndividual I ; owl:assertionProperty P ; owl:targetIndividual I
[] owl:sourceIndividual I ; owl:assertionProperty U ; owl:targetValue L
I owl:sameAs I | I owl:differentFrom I | P owl:sameAs P | C owl:sameAs C
"""
FACTS = "I a C | I P I | I P I | I U L"
NAMES = {
    "C": (":C", ":D", ":E", ":F"), "P": (":p", ":q", ":r", ":s"), "I": (":a", ":b", ":c", ":d", ":e"),
    "U": (":t", ":u", ":v"),
    "L": ("1", "1.0", '"1"', '"1"^^xsd:token', '"x"@en', "true", '"x"^^xsd:integer', '"2024-11-16"^^xsd:date'),
    "D": ("xsd:integer", "xsd:decimal", "xsd:string", "xsd:boolean", "xsd:nonNegativeInteger", "rdfs:Literal"),
}  # fmt: skip


def random_ontology(seed: int) -> str:
    """Write a dense ontology with data, the same for the same seed."""
    random = Random(seed)
    axioms, facts = (text.strip().replace("\n", " | ").split(" | ") for text in (TEMPLATES, FACTS))
    chosen = random.choices(axioms, k=random.randint(2, 12)) + random.choices(facts, k=random.randint(3, 20))
    return " ".join(
        re.sub(r"\b[CPUILD]\b", lambda letter: random.choice(NAMES[letter[0]]), template) + " ." for template in chosen
    )


#: ``make oracle`` tries 1,000.
ORACLE_CASES = int(os.environ.get("KG_ORACLE_CASES", "80"))


@pytest.mark.parametrize("start", range(0, ORACLE_CASES, 40))
def test_the_closure_is_that_of_the_tables_of_the_w3c(start: int) -> None:
    for seed in range(start, min(start + 40, ORACLE_CASES)):
        assert against_tables(random_ontology(seed)) == [], seed


@few
@given(texts)
def test_the_closure_of_small_cases_is_that_of_the_tables(text: str) -> None:
    assert against_tables(text) == []


def test_the_tables_have_every_rule_of_the_w3c() -> None:
    listed = (Path(tables.__file__).read_text(encoding="utf-8")).split("# ---- Rules with lists")[1]
    named = set(tables.RULES) | set(re.findall(r"\b(?:eq|prp|cls|cax|dt|scm)-[a-z0-9]+", listed))
    # A thing is itself, and what always holds, is compared elsewhere.
    assert {rule.name for rule in table()} - named <= {"eq-ref", "prp-ap", "cls-thing", "cls-nothing1", "dt-type1"}


def against_tables(text: str) -> list[object]:
    """List the differences between the closure and that of the tables, and between the rules that find contradictions.

    kg does not write out a statement for each lexical form of a value. If two values would have to be one, everything
    follows, and the two may infer different parts of it. Of several rules that the same statements break, kg names one.
    """
    asserted = read(text)
    conclusions = close(asserted)
    oracle = tables.Tables(tuple(map(str, triple)) for triple in asserted)  # type: ignore[misc]
    theirs = {triple for triple in oracle.triples if triple[0][0] != '"' and triple[1][0] == "<"}
    ours = [tuple(map(str, triple)) for triple in comparable((*conclusions, *asserted))]
    found, expected = (
        {(s, p, str(tables.value_of(o) or o)) for s, p, o in triples}
        for triples in (ours, filter(is_comparable, theirs))
    )
    rules = {inconsistency.rule for inconsistency in conclusions.inconsistencies()}
    return [
        *(() if oracle.merges_values else sorted(found ^ expected)),
        *sorted(rules - oracle.contradictions),
        *([] if rules else sorted(oracle.contradictions)),
    ]


@pytest.mark.slow
@many
@given(texts)
def test_every_inference_and_inconsistency_has_a_sound_proof(checker: Any, text: str) -> None:
    asserted = read(text)
    conclusions = close(asserted)
    check = checker(asserted)
    for goal in conclusions.inferred():
        proof = conclusions.explain(goal)
        assert proof is not None, goal
        assert list(check.problems(proof)) == []
    for refutation in conclusions.refutations():
        assert list(check.refutation_problems(refutation)) == []


# ---- The list of faults


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['peer']}: {fault['name']}")
def test_a_known_fault_explains_its_example(fault: dict[str, Any]) -> None:
    asserted = read(fault["example"])
    conclusions = close(asserted, complete=fault["peer"] == "owlrl")
    theirs, inconsistent = PEERS[fault["peer"]](asserted)
    differences = Differences(fault["peer"], asserted, conclusions)
    assert differences.of(theirs, inconsistent) == []
    assert fault["name"] in differences.used or "sometimes" in fault
    assert fault["reason"]


def test_a_difference_without_a_known_fault_is_reported() -> None:
    asserted = read(":C rdfs:subClassOf :D . :a a :C . :p owl:inverseOf :q . :a :p :b . :D owl:disjointWith :E .")
    conclusions = close(asserted)
    extra = read(":x :p :y .")
    holds = set(conclusions) | set(asserted)
    differences = Differences("sparq", asserted, conclusions)
    assert differences.of(holds, False) == []
    assert differences.of(holds | set(extra), False) == [f"only theirs: {extra[0]}"]
    assert differences.of(holds - set(read(":b :q :a .")), False) == [f"only ours: {read(':b :q :a .')[0]}"]
    assert differences.of(holds, True) == ["only they find an inconsistency"]
    contradicting = [*asserted, *read(":a a :E .")]
    (found,) = Differences("sparq", contradicting, close(contradicting)).of(set(close(contradicting)), False)
    assert found.startswith("only we find")


# ---- Benchmarks


def _bench() -> Path:
    if not (SHARED / "gen_diplo.py").is_file():
        pytest.skip(f"no data in {SHARED}; set KG_SHARED")
    return SHARED


@pytest.mark.parametrize(("size", "peer"), [(500, "sparq"), (4000, "sparq"), (500, "owlrl"), (2000, "reasonable")])
def test_the_closure_agrees_on_the_diplomatic_benchmark(size: int, peer: str, tmp_path: Path) -> None:
    path = tmp_path / "diplo.nt"
    subprocess.run([sys.executable, str(_bench() / "gen_diplo.py"), str(size), str(path)], check=True)
    asserted = [tuple(quad)[:3] for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)]
    assert Differences(peer, asserted, close(path)).of(*PEERS[peer](asserted)) == []  # type: ignore[arg-type]


def test_the_closure_agrees_on_the_lehigh_university_benchmark() -> None:
    folder = _bench()
    # The first departments are enough, because all have the same structure.
    lines = lzma.decompress((folder / "lubm1.nt.xz").read_bytes()).decode().splitlines(keepends=True)
    text = "".join(lines[:15_000])
    asserted = [tuple(quad)[:3] for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]
    schema = ox.parse(path=str(folder / "univ-bench.owl"), format=ox.RdfFormat.RDF_XML, base_iri="http://u/")
    asserted += [tuple(quad)[:3] for quad in schema]
    assert Differences("sparq", asserted, close(asserted)).of(*sparq(asserted)) == []  # type: ignore[arg-type]
