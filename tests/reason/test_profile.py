"""`kg profile`: allowed and forbidden positions of each construct, lines of violations, unreadable files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.errors import UsageError
from kg.rdf import terms
from kg.rdf.model import plain
from kg.reason.profile.file import profile_file
from kg.reason.profile.grammar import CONSTRUCTS, DATATYPES
from kg.reason.profile.violations import Violation, violations

SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared"))
CASES = SHARED / "conformance" / "owl2-rl" / "profile-RL.json"
PREFIXES = "".join(f"@prefix {name}: <{terms.PREFIXES[name]}> .\n" for name in ("rdf", "rdfs", "owl", "xsd"))
PREFIXES += "@prefix : <urn:x:> .\n"
DECLARED = ":d a owl:DatatypeProperty . :p a owl:ObjectProperty . :note a owl:AnnotationProperty . "
DECLARED += ":Code a rdfs:Datatype ; owl:equivalentClass xsd:string . "


def found(text: str) -> tuple[Violation, ...]:
    quads = ox.parse(PREFIXES + DECLARED + text, format=ox.RdfFormat.TURTLE)
    return violations([plain(quad) for quad in quads], {"": "urn:x:"})


def restrictions(text: str) -> list[str]:
    return [violation.restriction for violation in found(text)]


def faults(text: str) -> list[str]:
    """Return what is not in the grammar, without the conditions of OWL 2 DL."""
    return [violation.restriction for violation in found(text) if violation.severity == "error"]


# ---- Every construct in every position

#: An expression of each kind, and its allowed positions in the grammar of section 4.2.3.
EXPRESSIONS = {
    ":A": "sub super equiv",
    "owl:Nothing": "sub super equiv",
    "owl:Thing": "",
    "[ owl:intersectionOf ( :A :B ) ]": "sub super equiv",
    "[ owl:intersectionOf ( :A ) ]": "sub super equiv",
    "[ owl:intersectionOf () ]": "",
    "[ owl:intersectionOf ( :A owl:Thing ) ]": "",
    "[ owl:unionOf ( :A :B ) ]": "sub",
    "[ owl:unionOf ( :A owl:Thing ) ]": "",
    "[ owl:complementOf :A ]": "super",
    "[ owl:complementOf owl:Thing ]": "",
    "[ owl:complementOf [ owl:unionOf ( :A :B ) ] ]": "super",
    "[ owl:complementOf [ owl:complementOf :A ] ]": "",
    "[ owl:oneOf ( :a :b ) ]": "sub",
    "[ owl:onProperty :p ; owl:someValuesFrom :A ]": "sub",
    "[ owl:onProperty :p ; owl:someValuesFrom owl:Thing ]": "sub",
    "[ owl:onProperty :p ; owl:someValuesFrom [ owl:unionOf ( :A :B ) ] ]": "sub",
    "[ owl:onProperty :p ; owl:someValuesFrom [ owl:complementOf :A ] ]": "",
    "[ owl:onProperty [ owl:inverseOf :p ] ; owl:someValuesFrom :A ]": "sub",
    "[ owl:onProperty :d ; owl:someValuesFrom xsd:integer ]": "sub",
    "[ owl:onProperty :d ; owl:someValuesFrom :Code ]": "sub",
    "[ owl:onProperty :d ; owl:someValuesFrom xsd:date ]": "",
    "[ owl:onProperty :p ; owl:allValuesFrom :A ]": "super",
    "[ owl:onProperty :p ; owl:allValuesFrom owl:Thing ]": "",
    "[ owl:onProperty :p ; owl:allValuesFrom [ owl:unionOf ( :A :B ) ] ]": "",
    "[ owl:onProperty :d ; owl:allValuesFrom xsd:integer ]": "super",
    "[ owl:onProperty :d ; owl:allValuesFrom [ a rdfs:Datatype ; owl:unionOf ( xsd:integer xsd:string ) ] ]": "",
    "[ owl:onProperty :d ; owl:allValuesFrom [ a rdfs:Datatype ; owl:intersectionOf ( xsd:int xsd:byte ) ] ]": "super",
    "[ owl:onProperty :p ; owl:hasValue :a ]": "sub super equiv",
    "[ owl:onProperty :d ; owl:hasValue 1 ]": "sub super equiv",
    '[ owl:onProperty :d ; owl:hasValue "x"@en ]': "sub super equiv",
    '[ owl:onProperty :d ; owl:hasValue "2024-01-01"^^xsd:date ]': "",
    "[ owl:onProperty :p ; owl:hasSelf true ]": "",
    "[ owl:onProperty :p ; owl:minCardinality 1 ]": "",
    "[ owl:onProperty :p ; owl:maxCardinality 0 ]": "super",
    "[ owl:onProperty :p ; owl:maxCardinality 1 ]": "super",
    "[ owl:onProperty :p ; owl:maxCardinality 2 ]": "",
    '[ owl:onProperty :p ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ]': "super",
    '[ owl:onProperty :p ; owl:maxCardinality "few" ]': "",
    "[ owl:onProperty :p ; owl:cardinality 1 ]": "",
    "[ owl:onProperty :p ; owl:minQualifiedCardinality 1 ; owl:onClass :A ]": "",
    "[ owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onClass :A ]": "super",
    "[ owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onClass owl:Thing ]": "super",
    "[ owl:onProperty :p ; owl:maxQualifiedCardinality 2 ; owl:onClass :A ]": "",
    "[ owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onClass [ owl:complementOf :A ] ]": "",
    "[ owl:onProperty :d ; owl:maxQualifiedCardinality 1 ; owl:onDataRange xsd:integer ]": "super",
    "[ owl:onProperty :d ; owl:maxQualifiedCardinality 1 ; owl:onDataRange owl:real ]": "",
    "[ owl:onProperty :p ; owl:qualifiedCardinality 1 ; owl:onClass :A ]": "",
    "[ owl:maxCardinality 1 ]": "",
    "[ owl:onProperty :p ]": "",
    "xsd:integer": "",
    "1": "",
}
#: Axioms with a class expression, and the position of the expression in the grammar.
AXIOMS = {
    "%s rdfs:subClassOf :X .": "sub",
    "%s owl:disjointWith :X .": "sub",
    ":X owl:disjointWith %s .": "sub",
    "[] a owl:AllDisjointClasses ; owl:members ( :X %s ) .": "sub",
    "%s owl:hasKey ( :d ) .": "sub",
    ":X rdfs:subClassOf %s .": "super",
    ":p rdfs:domain %s .": "super",
    ":p rdfs:range %s .": "super",
    ":x a %s .": "super",
    ":X owl:equivalentClass %s .": "equiv",
    "%s owl:equivalentClass :X .": "equiv",
}
#: Combinations that Turtle cannot express, or that are another axiom.
ELSEWHERE = {("1", axiom) for axiom in AXIOMS if axiom.startswith("%s")}
ELSEWHERE |= {("xsd:integer", axiom) for axiom in AXIOMS if "equivalent" in axiom or "range" in axiom}
ELSEWHERE |= {(name, ":x a %s .") for name in ("xsd:integer", "1")}


def test_an_expression_is_allowed_in_the_positions_of_the_grammar() -> None:
    # One test for the whole table, because a failure names its axiom.
    cases = [
        (axiom, expression) for axiom in AXIOMS for expression in EXPRESSIONS if (expression, axiom) not in ELSEWHERE
    ]
    assert len(cases) > 500
    allowed = {axiom % expression: AXIOMS[axiom] in EXPRESSIONS[expression].split() for axiom, expression in cases}
    found = {text: faults(text) == [] for text in allowed}
    assert [text for text in allowed if found[text] is not allowed[text]] == []


def test_every_construct_has_an_example() -> None:
    text = " ".join(EXPRESSIONS)
    assert [name for name in CONSTRUCTS if name not in text] == ["owl:datatypeComplementOf", "owl:onDatatype"]


@pytest.mark.parametrize("construct", ["intersectionOf", "unionOf", "oneOf"])
def test_an_expression_on_a_named_class_is_an_equivalence_as_in_owl_1(construct: str) -> None:
    assert (restrictions(f":X a owl:Class ; owl:{construct} ( :a :b ) .") == []) is (construct == "intersectionOf")


# ---- Data ranges and literals


def test_a_datatype_of_the_profile_is_allowed_as_a_range() -> None:
    assert [name for name in sorted(DATATYPES) if restrictions(f":d rdfs:range {name} .") != []] == []


@pytest.mark.parametrize("name", ["owl:real", "owl:rational", "xsd:date", "xsd:time", "xsd:gYear", "rdf:langString"])
def test_a_datatype_outside_the_profile_is_named(name: str) -> None:
    (violation,) = found(f":d rdfs:range {name} .")
    assert violation.restriction == f"{name} is not a datatype of OWL 2 RL"
    assert violation.section == "OWL 2 Profiles 4.2.1"


@pytest.mark.parametrize(
    ("data_range", "allowed"),
    [
        ("[ a rdfs:Datatype ; owl:intersectionOf ( xsd:int xsd:byte ) ]", True),
        ("[ a rdfs:Datatype ; owl:unionOf ( xsd:int xsd:byte ) ]", False),
        ("[ a rdfs:Datatype ; owl:oneOf ( 1 2 ) ]", False),
        ("[ a owl:DataRange ; owl:oneOf ( 1 2 ) ]", False),
        ("[ a rdfs:Datatype ; owl:datatypeComplementOf xsd:int ]", False),
        ("[ a rdfs:Datatype ; owl:onDatatype xsd:int ; owl:withRestrictions ( [ xsd:minInclusive 1 ] ) ]", False),
        (":Code", True),
        (":Undefined", False),
    ],
)
@pytest.mark.parametrize("axiom", [":d rdfs:range %s .", ":Own a rdfs:Datatype ; owl:equivalentClass %s ."])
def test_a_data_range_is_a_datatype_or_an_intersection(axiom: str, data_range: str, allowed: bool) -> None:
    assert (restrictions(axiom % data_range) == []) is allowed


@pytest.mark.parametrize(
    ("value", "allowed"),
    [("1", True), ('"x"', True), ('"x"@uz', True), ('"1"^^:Code', True), ('"1/2"^^owl:rational', False)],
)
def test_the_values_of_data_properties_have_datatypes_of_the_profile(value: str, allowed: bool) -> None:
    negative = "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :a ; owl:assertionProperty :d ; "
    for text in (f":a :d {value} .", f"{negative} owl:targetValue {value} ."):
        assert (restrictions(text) == []) is allowed


def test_annotations_are_not_restricted() -> None:
    assert found(':a :note "2024-01-01"^^xsd:date . :note rdfs:range xsd:date ; rdfs:domain owl:Thing .') == ()


# ---- Properties and other axioms


@pytest.mark.parametrize(
    "axiom",
    [
        ":p a owl:SymmetricProperty , owl:AsymmetricProperty , owl:IrreflexiveProperty .",
        ":p a owl:FunctionalProperty , owl:InverseFunctionalProperty .",
        ":d a owl:FunctionalProperty .",
        ":p owl:inverseOf :q . :p rdfs:subPropertyOf :q . :p owl:equivalentProperty :q .",
        ":p a owl:TransitiveProperty .",
        ":p owl:propertyChainAxiom ( :q [ owl:inverseOf :r ] :q ) .",
        ":p owl:propertyDisjointWith :q . [] a owl:AllDisjointProperties ; owl:members ( :p :q ) .",
        ":A owl:hasKey ( :p :d ) .",
        ":a owl:sameAs :b ; owl:differentFrom :c . [] a owl:AllDifferent ; owl:members ( :a :c ) .",
        "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :a ; owl:assertionProperty :p ;"
        " owl:targetIndividual :b .",
        ":a a :A , owl:NamedIndividual , owl:Nothing .",
        "[ a owl:Axiom ; owl:annotatedSource :A ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget :B ] .",
        "",
    ],
)
def test_an_allowed_axiom_is_no_violation(axiom: str) -> None:
    assert found(axiom) == ()


NOT_ALLOWED = {
    ":p a owl:ReflexiveProperty .": "owl:ReflexiveProperty is not in OWL 2 RL",
    ":A owl:disjointUnionOf ( :B :C ) .": "owl:disjointUnionOf is not in OWL 2 RL",
    ":p rdfs:subPropertyOf owl:topObjectProperty .": "owl:topObjectProperty is not in OWL 2 RL",
    ":a owl:bottomObjectProperty :b .": "owl:bottomObjectProperty is not in OWL 2 RL",
    ":d rdfs:subPropertyOf owl:topDataProperty .": "owl:topDataProperty is not in OWL 2 RL",
    ":d rdfs:subPropertyOf owl:bottomDataProperty .": "owl:bottomDataProperty is not in OWL 2 RL",
    ":d a owl:TransitiveProperty .": "owl:TransitiveProperty is for object properties, and :d is a data property",
    ":d owl:inverseOf :p .": "owl:inverseOf is for object properties, and :d is a data property",
    ":p owl:propertyChainAxiom ( :p :d ) .":
        "owl:propertyChainAxiom is for object properties, and :d is a data property",
    ":p owl:propertyChainAxiom :x .": "the list of owl:propertyChainAxiom is broken or circular",
    "[ owl:unionOf :A ] rdfs:subClassOf :B .": "the list of owl:unionOf is broken or circular",
    "[ owl:unionOf _:l ] rdfs:subClassOf :B . _:l rdf:first :A ; rdf:rest _:l .":
        "the list of owl:unionOf is broken or circular",
    "_:x rdfs:subClassOf :B ; owl:unionOf ( :A _:x ) .": "a class expression is part of itself",
    "[ owl:onProperty :p ; owl:hasValue :a ; owl:minCardinality 1 ] rdfs:subClassOf :B .":
        "owl:minCardinality is not allowed as subclass expression, and not in OWL 2 RL at all",
}  # fmt: skip


@pytest.mark.parametrize("axiom", NOT_ALLOWED)
def test_a_forbidden_axiom_is_one_violation(axiom: str) -> None:
    (violation,) = found(axiom)
    assert (violation.restriction, violation.severity) == (NOT_ALLOWED[axiom], "error")


@pytest.mark.parametrize(
    ("axiom", "restriction"),
    [
        (":p a owl:FunctionalProperty .", "owl:FunctionalProperty is for simple properties in OWL 2 DL, and :p is"),
        (":p a owl:AsymmetricProperty .", "owl:AsymmetricProperty"),
        (":p a owl:IrreflexiveProperty .", "owl:IrreflexiveProperty"),
        (":p a owl:InverseFunctionalProperty .", "owl:InverseFunctionalProperty"),
        (":q owl:propertyDisjointWith :p .", "owl:propertyDisjointWith"),
        ("[] a owl:AllDisjointProperties ; owl:members ( :p :q ) .", "owl:members"),
        (":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ] .", "owl:maxCardinality"),
        (":p rdfs:subPropertyOf :q . :q a owl:FunctionalProperty .", "owl:FunctionalProperty is for simple properties"),
        (":q owl:inverseOf :p ; a owl:FunctionalProperty .", "owl:FunctionalProperty is for simple properties"),
    ],
)
@pytest.mark.parametrize("composite", [":p a owl:TransitiveProperty .", ":p owl:propertyChainAxiom ( :r :s ) ."])
def test_a_restriction_of_owl_2_dl_alone_is_an_info(composite: str, axiom: str, restriction: str) -> None:
    (violation,) = found(f"{composite} {axiom}")
    assert violation.restriction.startswith(restriction)
    assert (violation.severity, violation.section) == ("info", "OWL 2 Structural Specification 11.2")


def test_a_property_of_two_kinds_is_an_info() -> None:
    (violation,) = found(":p a owl:DatatypeProperty .")
    assert violation.restriction == ":p is both owl:ObjectProperty and owl:DatatypeProperty"
    assert violation.severity == "info"


def dl(text: str) -> list[str]:
    """Return the conditions of OWL 2 DL that are not met."""
    assert faults(text) == []
    return [violation.restriction for violation in found(text)]


def test_reserved_vocabulary_names_no_entity() -> None:
    uses = {
        ":kind rdfs:subPropertyOf rdf:type .": "rdf:type is reserved vocabulary, not a property",
        "rdf:type a owl:ObjectProperty .": "rdf:type is reserved vocabulary, not a property",
        "owl:Class a owl:Class .": "owl:Class is reserved vocabulary, not a class",
        "owl:Thing a owl:NamedIndividual .": "owl:Thing is reserved vocabulary, not an individual",
        ":A rdfs:subClassOf rdfs:Resource .": "rdfs:Resource is reserved vocabulary, not a superclass expression",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom rdf:List ] .":
            "rdf:List is reserved vocabulary, not a superclass expression",
        ":a a rdfs:Resource .": "rdfs:Resource is reserved vocabulary, not a class",
        ":a a owl:Klass .": "owl:Klass is reserved vocabulary, not a class",
        ":a rdf:value 1 .": "rdf:value is reserved vocabulary, not a property",
        ":a rdfs:member :b .": "rdfs:member is reserved vocabulary, not a property",
        ":A rdfs:subClassOf [ owl:onProperty rdfs:member ; owl:hasValue :a ] .":
            "rdfs:member is reserved vocabulary, not a property",
        ":p owl:propertyChainAxiom ( :q rdfs:member ) .": "rdfs:member is reserved vocabulary, not a property",
        "[] a owl:AllDisjointProperties ; owl:members ( :p rdf:value ) .":
            "rdf:value is reserved vocabulary, not a property",
        "rdf:nil owl:sameAs :a .": "",
        "owl:Class owl:sameAs :a .": "owl:Class is reserved vocabulary, not an individual",
        "[] a owl:AllDifferent ; owl:members ( :a xsd:int ) .": "xsd:int is reserved vocabulary, not an individual",
    }  # fmt: skip
    assert {text: faults(text) for text in uses} == {text: [uses[text]] if uses[text] else [] for text in uses}


def test_the_reserved_names_that_owl_2_defines_are_allowed() -> None:
    for text in (
        ":A rdfs:subClassOf owl:Nothing . :note rdfs:subPropertyOf rdfs:label . :note rdfs:range rdfs:Literal .",
        ":a a owl:NamedIndividual ; rdfs:seeAlso :b . :A a owl:DeprecatedClass ; owl:deprecated true .",
        "<urn:x:> a owl:Ontology ; owl:versionInfo 1 ; owl:imports <urn:y:> .",
        "[] a owl:Axiom ; owl:annotatedSource :a ; owl:annotatedProperty :p ; owl:annotatedTarget :b ; rdfs:label 1 .",
        ":A a rdfs:Class , owl:Class . :p a rdf:Property , owl:ObjectProperty .",
    ):
        assert restrictions(text) == [], text


def test_a_hierarchy_of_properties_is_regular_or_named() -> None:
    irregular = {
        ":p owl:propertyChainAxiom ( :q :p :q ) .": ":p",
        ":p owl:propertyChainAxiom ( :q :r ) . :q owl:propertyChainAxiom ( :p :r ) .": ":p",
        ":p owl:propertyChainAxiom ( :q :r ) . :p rdfs:subPropertyOf :q .": ":q",
        ":p owl:propertyChainAxiom ( [ owl:inverseOf :p ] :q ) .": ":p",
        ":p owl:propertyChainAxiom ( :q :r ) . :p owl:inverseOf :q .": ":q",
    }
    for text, name in irregular.items():
        messages = set(dl(text))
        assert f"the hierarchy of properties is not regular: {name} would have to come before itself" in messages, text
    for text in (
        ":p owl:propertyChainAxiom ( :p :p ) .",
        ":p owl:propertyChainAxiom ( :p :q ) . :p owl:propertyChainAxiom ( :r :q :p ) .",
        ":p owl:propertyChainAxiom ( :q :r ) . :q rdfs:subPropertyOf :p .",
        ":p owl:propertyChainAxiom ( :q :r ) . :q owl:propertyChainAxiom ( :s :r ) .",
    ):
        assert dl(text) == [], text


def test_other_conditions_of_owl_2_dl() -> None:
    individual = "may not be about an anonymous individual"
    assert dl(":a owl:sameAs [] .") == [f"owl:sameAs {individual}"]
    assert dl("[] owl:differentFrom :a .") == [f"owl:differentFrom {individual}"]
    assert dl("[ owl:oneOf ( :a [] ) ] rdfs:subClassOf :A .") == [f"owl:oneOf {individual}"]
    assert dl(":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue [] ] .") == [f"owl:hasValue {individual}"]
    assert dl("_:a :p _:b . _:b :p _:c .") == []
    assert dl("_:a :p _:b . _:b :p _:c . _:c :p _:a .") == ["anonymous individuals may not form a circle"]
    assert dl(":A rdfs:subClassOf [ owl:intersectionOf ( :B ) ] .") == ["owl:intersectionOf needs at least two members"]
    assert dl(":p owl:propertyChainAxiom ( :q ) .") == ["owl:propertyChainAxiom needs at least two members"]


# ---- Texts of violations


def test_a_violation_shows_the_axiom_with_its_expression() -> None:
    (violation,) = found(":A rdfs:subClassOf [ owl:onProperty owl:topObjectProperty ; owl:allValuesFrom :B ] .")
    assert violation.subject == ox.NamedNode("urn:x:A")
    assert violation.axiom == ":A rdfs:subClassOf [ owl:onProperty owl:topObjectProperty ; owl:allValuesFrom :B ]"


def test_a_violation_has_the_allowed_position_and_a_remedy() -> None:
    (violation,) = found(":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .")
    assert violation.restriction == "owl:unionOf is not allowed as superclass expression, only as subclass expression"
    assert violation.section == "OWL 2 Profiles 4.2.3"
    assert violation.remedy == "name a common superclass, and make the members its subclasses"


def test_long_and_deep_axioms_are_shortened() -> None:
    (wide,) = found(f":A rdfs:subClassOf [ owl:oneOf ( {' '.join(f':m{n}' for n in range(99))} ) ] .")
    assert wide.axiom.endswith(":m7 ... ) ]")
    deep = "[ owl:complementOf " * 3000 + ":B" + " ]" * 3000
    violation = found(f":A rdfs:subClassOf {deep} .")[0]
    assert len(violation.axiom) < 200


def test_iris_that_resemble_owl_curies_are_not_terms_of_owl() -> None:
    (violation,) = found(":A rdfs:subClassOf [ <owl:unionOf> ( :B :C ) ] .")
    assert violation.restriction == "[ <owl:unionOf> ( :B :C ) ] is not a valid superclass expression of OWL 2"
    assert found(":p a <owl:ReflexiveProperty> .") == ()


def test_shared_expressions_are_checked_once() -> None:
    levels = " ".join(f"_:n{n} owl:intersectionOf ( _:n{n + 1} _:n{n + 1} ) ." for n in range(200))
    assert len(found(f":A rdfs:subClassOf _:n0 . {levels} _:n200 owl:unionOf ( :B :C ) .")) == 1


def test_the_order_of_the_triples_does_not_matter() -> None:
    quads = ox.parse(PREFIXES + DECLARED + " ".join(NOT_ALLOWED), format=ox.RdfFormat.TURTLE)
    triples = [plain(quad) for quad in quads]
    assert [v.axiom for v in violations(triples)] == [v.axiom for v in violations(triples[::-1])]


# ---- Files and line numbers

FILE = """\
@base <https://example.org/y/> .
PREFIX : <urn:x:>
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
# owl:unionOf in a comment . [
:A a owl:Class ; rdfs:comment \"\"\"owl:unionOf in
a text . [\"\"\" , 1.5 , 'x . ['@en .
:B rdfs:subClassOf :C ,
    [ a owl:Restriction ; owl:onProperty :p ;
      owl:minCardinality 1 ] ,
    [ a owl:Restriction ; owl:onProperty :q ;
      owl:minCardinality 1 ] .
:A rdfs:subClassOf
    [ owl:unionOf ( :B
        :C ) ] .
[ a owl:AllDisjointClasses ;
  owl:members ( :B
    [ owl:onProperty :q ; owl:allValuesFrom :A ] ) ] .
<z> a owl:Class ,
    owl:ReflexiveProperty .
_:b rdfs:subClassOf :A ;
    owl:complementOf :Z .
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str | bytes], Path]:
    monkeypatch.chdir(tmp_path)

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


Write = Callable[[str, str | bytes], Path]


def test_a_violation_has_the_line_of_the_faulty_part(write: Write) -> None:
    findings = profile_file(write("a.ttl", FILE))
    assert [finding.line for finding in findings] == [10, 12, 14, 18, 20, 22]
    assert {(finding.path, finding.check) for finding in findings} == {("a.ttl", "owl2-rl")}
    assert [finding.focus for finding in findings] == [
        "urn:x:B",
        "urn:x:B",
        "urn:x:A",
        None,
        "https://example.org/y/z",
        None,
    ]


def test_a_violation_in_ntriples_has_its_line(write: Write) -> None:
    lines = [f"<urn:x:a> <urn:x:p> <urn:x:b{n}> .\n" for n in range(3)]
    lines.append(f"<urn:x:p> <{terms.RDF_TYPE}> <{terms.OWL}ReflexiveProperty> .\n")
    (finding,) = profile_file(write("a.nt", "".join(lines)))
    assert finding.line == 4


RDF_XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#">
<owl:ReflexiveProperty rdf:about="urn:x:p"/></rdf:RDF>"""


@pytest.mark.parametrize("name", ["a.rdf", "a.owl", "a.xml", "A.OWL"])
def test_rdf_xml_is_read_and_has_no_lines(write: Write, name: str) -> None:
    (finding,) = profile_file(write(name, RDF_XML))
    assert (finding.line, finding.focus) == (None, "urn:x:p")


@pytest.mark.parametrize("name", ["a.ttl", "a.nt"])
def test_an_empty_file_is_in_the_profile(write: Write, name: str) -> None:
    assert profile_file(write(name, "")) == ()


BAD: dict[str, tuple[str, str | bytes, str]] = {
    "syntax": ("a.ttl", "@prefix : <urn:x:> .\n:a :b :c\n:d :e :f .", "a.ttl:3:1: error:"),
    "xml": ("a.rdf", "<rdf:RDF", "a.rdf:1:1: error: syntax error: tag not closed"),
    "triple": ("a.nt", "<urn:a> <urn:b> .", "a.nt:1:"),
    "relative": ("a.nt", "<a> <b> <c> .", "a.nt:1:"),
    "prefix": ("a.ttl", "owl:a owl:b owl:c .", "add this line at the top"),
    "encoding": ("a.ttl", b"\xff\xfe", "a.ttl: is not UTF-8"),
    "ending": ("a.tll", "", "did you mean .ttl?"),
    "no ending": ("ontology", "", "kg profile reads .ttl, .nt"),
    "triple term": ("a.ttl", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "triple terms"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_read_is_explained(write: Write, case: str) -> None:
    name, content, message = BAD[case]
    with pytest.raises(UsageError) as caught:
        profile_file(write(name, content))
    assert message in str(caught.value)


def test_a_folder_and_a_missing_file_are_explained(tmp_path: Path) -> None:
    (tmp_path / "b.ttl").mkdir()
    for name in ("a.ttl", "b.ttl"):
        with pytest.raises(UsageError, match=r"cannot be read: "):
            profile_file(tmp_path / name)


# ---- The command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["profile", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_command_reports_an_ontology_in_the_profile(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.ttl", f"{PREFIXES}:A rdfs:subClassOf :B .")
    assert run(capsys, str(path), "-f", "table") == (0, "in OWL 2 RL\n", "")


def test_the_command_lists_violations(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(write("a.ttl", FILE)), "-f", "table")
    assert code == 1
    assert out.startswith("a.ttl:10: error: :B rdfs:subClassOf [ owl:onProperty :p ; owl:minCardinality 1 ]: ")
    assert out.endswith("6 errors found\n")


def test_the_command_writes_json(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(write("a.rdf", RDF_XML)), "-f", "json")
    (row,) = json.loads(out)
    assert (code, row["check"], row["focus"]) == (1, "owl2-rl", "urn:x:p")
    assert len(run(capsys, "a.rdf")[1].splitlines()) == 1


def test_infos_alone_are_no_failure(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.ttl", f"{PREFIXES}:p a owl:TransitiveProperty , owl:FunctionalProperty .")
    code, out, _ = run(capsys, str(path), "-f", "table")
    assert code == 0
    assert out.endswith("in the grammar of OWL 2 RL, but not in OWL 2 DL\n")


def test_a_missing_file_exits_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(tmp_path / "gone.ttl"))
    assert (code, out) == (2, "")
    assert "cannot be read: No such file" in err


# ---- Test cases of the W3C, all declared to be in OWL 2 RL

#: Cases that are not in OWL 2 RL according to the specification, with the reason.
FAULTY = {
    "New-Feature-ReflexiveProperty-001": "a reflexive property, which section 4.2.5 leaves out",
    "FS2RDF-domain-range-simple-ar": "a class as the range of a data property, in no profile of OWL 2",
}


def w3c_cases() -> list[Any]:
    if not CASES.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason="the cases of the W3C are not available"))]
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in cases if "rdfXmlPremiseOntology" in case]


@pytest.mark.parametrize("case", w3c_cases())
def test_a_case_of_the_w3c_is_in_the_profile(case: dict[str, str]) -> None:
    text = case["rdfXmlPremiseOntology"]
    triples = [plain(quad) for quad in ox.parse(text, format=ox.RdfFormat.RDF_XML, base_iri="urn:base:")]
    errors = [violation for violation in violations(triples) if violation.severity == "error"]
    assert bool(errors) is (case["id"] in FAULTY)
