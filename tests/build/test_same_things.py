"""Things that are the same only because of an axiom of the project's own ontology: the build names the axiom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import DataError
from kg.project.project import Project
from kg.reason.closures.closure import Closure

ONTOLOGY = """@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://example.org/desk/> .
my:own a owl:Ontology .
my:f a owl:ObjectProperty , owl:InverseFunctionalProperty ; rdfs:label "f"@en .
"""
#: Ways to make two holders of one post the same person, each with the lines that may be named.
DISGUISES = {
    "my:f owl:propertyChainAxiom ( kg:ofPost ) .": {6, 7},
    "my:Any a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty my:f ; owl:hasValue my:one ] .\n"
    "kg:Official rdfs:subClassOf my:Any .": {6, 7, 8},
    'my:g a owl:ObjectProperty ; rdfs:label "g"@en ; owl:propertyChainAxiom ( kg:heldBy ) .\n'
    "my:Post a owl:Class . my:f owl:propertyChainAxiom ( my:g [ owl:inverseOf my:g ] kg:ofPost ) .": {6, 7, 8},
}


def test_an_own_axiom_that_makes_things_the_same_is_an_error_with_its_place(
    project: Project, write_source: Callable[..., Path]
) -> None:
    path = project.root / "ontology" / "own.ttl"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ONTOLOGY, encoding="utf-8")
    kg.open(project.root)
    for axioms, lines in DISGUISES.items():
        path.write_text(ONTOLOGY + axioms, encoding="utf-8")
        for lenient in (False, True):
            with pytest.raises(DataError) as caught:
                kg.open(project.root, lenient=lenient)
            first, *_ = caught.value.findings
            assert first.check == "same-by-own-axiom", axioms
            assert (Path(str(first.path)).name, first.line in lines) == ("own.ttl", True), (axioms, first.line)
    # Things that the data itself makes the same, and functional properties that make nothing the same, are no error.
    path.write_text(ONTOLOGY, encoding="utf-8")
    write_source("my:s a kg:Source . my:a a kg:Place ; owl:sameAs my:b ; my:f my:b . my:b a kg:Place .")
    assert kg.open(project.root).sparql("ASK { my:b owl:sameAs my:a }") is True
    # A key of the project's own makes its own things the same, and no shipped ones.
    for one, other, allowed in (("my:a", "my:b", True), ("country:FR", "country:JP", False)):
        write_source(f"my:s a kg:Source . my:a a kg:Place . my:b a kg:Place . my:x my:f {one} . my:x my:f {other} .\n"
                     f"{one} my:f my:x . {other} my:f my:x .")  # fmt: skip
        if allowed:
            assert kg.open(project.root).sparql(f"ASK {{ {one} owl:sameAs {other} }}") is True
        else:
            with pytest.raises(DataError) as caught:
                kg.open(project.root)
            assert {finding.check for finding in caught.value.findings} == {"role-shared-key"}


def test_a_thing_with_too_many_names_is_refused_before_what_follows_is_written_out(
    project: Project, write_source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(names: int) -> None:
        same = [f"my:p{number} a kg:Place ; owl:sameAs my:p{number - 1} ." for number in range(1, names)]
        write_source("my:s a kg:Source .\nmy:p0 a kg:Place .\n" + "\n".join(same))

    write(20)
    assert kg.open(project.root).sparql("ASK { my:p0 owl:sameAs my:p19 }") is True
    write(1_001)  # 1,001 · 1,000 statements that two names are the same thing
    monkeypatch.setattr(Closure, "inferred_columns", None)
    with pytest.raises(DataError, match="more than 1,000,000 statements") as caught:
        kg.open(project.root)
    (finding,) = caught.value.findings
    assert (finding.check, Path(str(finding.path)).name, finding.line) == ("many-names", "spoiled.ttl", 10)
    assert "my:p1 and 1,000 other names are the same thing" in finding.message
