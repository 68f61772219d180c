"""The table of rules, and its compilation with a schema."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg.project import paths
from kg.rdf import terms
from kg.rdf.model import Triple, plain
from kg.reason import compile_rules, table
from kg.reason.rules.patterns import fill, is_schema, match

#: Terms of OWL and RDFS whose axioms have conclusions or inconsistencies about data.
REASONING = {
    *(f"{terms.RDFS}{name}" for name in ("domain", "range", "subClassOf", "subPropertyOf")),
    *(
        f"{terms.OWL}{name}"
        for name in (
            "AllDisjointClasses", "AllDisjointProperties", "AllDifferent", "AsymmetricProperty", "FunctionalProperty",
            "InverseFunctionalProperty", "IrreflexiveProperty", "SymmetricProperty", "TransitiveProperty",
            "allValuesFrom", "complementOf", "differentFrom", "disjointWith", "equivalentClass",
            "equivalentProperty", "hasKey", "hasValue", "intersectionOf", "inverseOf", "maxCardinality",
            "maxQualifiedCardinality", "oneOf", "propertyChainAxiom", "propertyDisjointWith", "sameAs",
            "someValuesFrom", "unionOf", "NegativePropertyAssertion",
        )
    ),
}  # fmt: skip

#: The rules of OWL 2 Profiles, tables 4 to 9, section 4.3.
SPECIFICATION = """
eq-ref eq-sym eq-trans eq-rep-s eq-rep-p eq-rep-o eq-diff1 eq-diff2 eq-diff3
prp-ap prp-dom prp-rng prp-fp prp-ifp prp-irp prp-symp prp-asyp prp-trp prp-spo1 prp-spo2 prp-eqp1 prp-eqp2
prp-pdw prp-adp prp-inv1 prp-inv2 prp-key prp-npa1 prp-npa2
cls-thing cls-nothing1 cls-nothing2 cls-int1 cls-int2 cls-uni cls-com cls-svf1 cls-svf2 cls-avf cls-hv1 cls-hv2
cls-maxc1 cls-maxc2 cls-maxqc1 cls-maxqc2 cls-maxqc3 cls-maxqc4 cls-oo
cax-sco cax-eqc1 cax-eqc2 cax-dw cax-adc
dt-type1 dt-type2 dt-eq dt-diff dt-not-type
scm-cls scm-sco scm-eqc1 scm-eqc2 scm-op scm-dp scm-spo scm-eqp1 scm-eqp2 scm-dom1 scm-dom2 scm-rng1 scm-rng2
scm-hv scm-svf1 scm-svf2 scm-avf1 scm-avf2 scm-int scm-uni
"""
#: Rules about the values of literals, which are not in the table of patterns.
ELSEWHERE = "dt-type2 dt-eq dt-diff dt-not-type"
#: Rules of kg that the specification does not have.
BEYOND = """
"""


def schema(text: str) -> list[Triple]:
    prefixes = f"@prefix : <urn:t:> . @prefix owl: <{terms.OWL}> . @prefix rdfs: <{terms.RDFS}> .\n"
    return [plain(quad) for quad in ox.parse(prefixes + text, format=ox.RdfFormat.TURTLE)]


def ontology() -> list[Triple]:
    path = paths.shipped_root() / "ontology" / "diplomacy.ttl"
    return [plain(quad) for quad in ox.parse(path.read_text(encoding="utf-8"), format=ox.RdfFormat.TURTLE)]


def test_every_kind_of_axiom_of_the_ontology_has_a_rule() -> None:
    used = {t.value for _, p, o in ontology() for t in (p, o) if getattr(t, "value", "") in REASONING}
    text = " ".join(pattern for rule in table() for pattern in rule.premises)
    known = {terms.expand(name) for name in re.findall(r"\b(?:owl|rdfs):\w+", text)}
    assert used
    assert used <= known


@pytest.mark.parametrize("rule", table(), ids=lambda rule: rule.name)
def test_a_conclusion_has_no_variable_that_the_premises_do_not_bind(rule: object) -> None:
    premises = " ".join((*rule.premises, *rule.each))  # type: ignore[attr-defined]
    bound = set(re.findall(r"\?\w+", premises)) | {str(rule.member).split("[")[0]}  # type: ignore[attr-defined]
    assert set(re.findall(r"\?\w+", " ".join(rule.conclusions))) <= bound  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", table(), ids=lambda rule: rule.name)
def test_the_text_of_a_rule_has_only_variables_of_its_axiom(rule: object) -> None:
    axioms = " ".join(p for p in rule.premises if re.search(r" (rdfs:|owl:(?!sameAs))| owl:\w+Property", p))  # type: ignore[attr-defined]
    assert set(re.findall(r"\?\w+", rule.says)) <= set(re.findall(r"\?\w+", axioms))  # type: ignore[attr-defined]


def test_rules_have_the_names_of_the_specification() -> None:
    specified = set(SPECIFICATION.split()) - set(ELSEWHERE.split())
    assert {rule.name for rule in table(complete=True)} == specified | set(BEYOND.split())
    assert not specified & set(BEYOND.split())


def test_a_rule_without_its_axiom_is_not_compiled() -> None:
    names = {rule.name for rule in compile_rules(schema(":a rdfs:subClassOf :b ."))}
    # These rules need no axiom or are about axioms; of the others only the rule of the given axiom is compiled.
    general = {"eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o", "eq-diff1", "cls-nothing2"}
    about_schema = {rule.name for rule in table() if rule.name.startswith("scm-")} - {"scm-int", "scm-uni"}
    assert names == {"cax-sco"} | general | about_schema


def test_a_chain_is_compiled_for_its_members() -> None:
    (rule,) = (r for r in compile_rules(schema(":p owl:propertyChainAxiom (:q :r :s) .")) if r.name == "prp-spo2")
    q, r, s, p = (ox.NamedNode(f"urn:t:{name}") for name in "qrsp")
    assert rule.premises == (("?u[1]", q, "?u[2]"), ("?u[2]", r, "?u[3]"), ("?u[3]", s, "?u[4]"))
    assert rule.conclusion == ("?u[1]", p, "?u[4]")
    assert rule.schema["?list"] == (q, r, s)


def test_disjoint_classes_are_compiled_for_each_pair() -> None:
    text = "[] a owl:AllDisjointClasses ; owl:members (:a :b :c) ."
    assert sum(rule.name == "cax-adc" for rule in compile_rules(schema(text))) == 3


@pytest.mark.parametrize("text", [
    ":p owl:propertyChainAxiom :gone .",
    ":p owl:propertyChainAxiom () .",
    ":p owl:propertyChainAxiom _:a . _:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> :q .",
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . :p owl:propertyChainAxiom _:a . "
    "_:a rdf:first :q ; rdf:rest _:a .",
])  # fmt: skip
def test_an_empty_broken_or_circular_list_gives_no_rule(text: str) -> None:
    assert "prp-spo2" not in {rule.name for rule in compile_rules(schema(text))}


def test_data_is_not_schema() -> None:
    text = ":a :p :b . :a a :c . :a owl:sameAs :b . :a owl:differentFrom :c . :a rdfs:label 'a' ."
    assert not any(map(is_schema, schema(text)))


def test_axioms_and_lists_are_schema() -> None:
    text = ":p owl:propertyChainAxiom (:q :r) . :p a owl:TransitiveProperty ."
    assert all(map(is_schema, schema(text)))


def test_matching_binds_each_variable_once() -> None:
    a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    assert match(("?x", a, "?x"), (a, a, a), {}) == {"?x": a}
    assert match(("?x", a, "?x"), (a, a, b), {}) is None
    assert match(("?x", a, "?y"), (a, a, b), {"?x": b}) is None


def test_filling_leaves_unbound_variables() -> None:
    a = ox.NamedNode("urn:a")
    assert fill(("?x", a, "?y"), {"?x": a}) == (a, a, "?y")
