"""Axioms of a project that change what shipped terms mean are warnings, with their lines."""

from __future__ import annotations

import kg
from kg.check.meaning import meaning_findings
from kg.check.places import Places
from kg.project.project import Project

HEAD = """@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://example.org/desk/> .
my:own a owl:Ontology .
"""
#: Axioms, their lines, and a part of the warning.
CHANGING = {
    "my:A a owl:Class ; owl:equivalentClass kg:Dialogue ,\n  kg:Grant .": "every kg:Dialogue is a kg:Grant",
    "[] a owl:Restriction ; owl:onProperty kg:hasParty ; owl:someValuesFrom owl:Thing ;\n"
    "  rdfs:subClassOf kg:Grant .": "the subject of kg:hasParty is a kg:Grant",
    "my:p a owl:ObjectProperty ; owl:inverseOf kg:hasParty ; rdfs:domain\n  kg:Official .":
        "the object of kg:hasParty is a kg:Official",
    "my:p a owl:ObjectProperty ; owl:equivalentProperty kg:hasParty ,\n  kg:signatory .":
        "the subject of kg:hasParty kg:signatory the object of kg:hasParty",
    "my:U a owl:Class ; owl:unionOf ( kg:Summit kg:Treaty ) ;\n  rdfs:subClassOf kg:Pledge .":
        "every kg:Summit is a kg:Pledge",
    "my:p a owl:ObjectProperty ; owl:propertyChainAxiom ( kg:partyTo kg:heldSessionOf ) ;\n"
    "  owl:equivalentProperty kg:memberOf .": "country:FR kg:memberOf",
}  # fmt: skip
HARMLESS = """my:Retreat a owl:Class ; rdfs:subClassOf kg:Meeting .
my:Encounter a owl:Class . kg:Meeting rdfs:subClassOf my:Encounter .
my:hosts a owl:ObjectProperty ; rdfs:subPropertyOf kg:hasParty ; rdfs:domain kg:Event ; rdfs:range kg:Country .
my:Big a owl:Class ; owl:equivalentClass [ a owl:Restriction ; owl:onProperty kg:hasParty ;
  owl:someValuesFrom my:Big ] .
my:rounds a owl:ObjectProperty ; owl:propertyChainAxiom ( kg:partyTo kg:heldSessionOf ) .
"""


def found(project: Project, axioms: str) -> list[tuple[int | None, str]]:
    (project.root / "ontology" / "own.ttl").write_text(HEAD + axioms, encoding="utf-8")
    graph = kg.open(project.root, background=False)
    findings = list(meaning_findings(graph.project, graph.snapshot, Places(graph.project)))
    assert {finding.severity for finding in findings} <= {"warning"}
    return [(finding.line, finding.message) for finding in findings]


def test_a_changed_meaning_is_a_warning(project: Project) -> None:
    assert found(project, HARMLESS) == []
    for axioms, message in CHANGING.items():
        lines = {line for line, text in found(project, axioms) if message in text}
        assert lines & {6, 7}, axioms
