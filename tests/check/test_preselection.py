"""Which nodes pyshacl must look at: it finds on these what it finds on all."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib.namespace import SH

from kg.check import shapes as running
from kg.check.preselection import FarError, Preselection
from kg.rdf.syntax import parse

PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {
        "": "http://e/", "sh": "http://www.w3.org/ns/shacl#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
    }.items()
)  # fmt: skip
#: Constraints on one property, of all kinds that look at statements about a node only.
CONSTRAINTS = """
sh:minCount 1 | sh:minCount 2 | sh:maxCount 1 | sh:maxCount 0 | sh:datatype xsd:integer | sh:datatype xsd:date
sh:datatype xsd:string | sh:datatype rdf:langString | sh:datatype xsd:decimal | sh:nodeKind sh:IRI
sh:nodeKind sh:BlankNodeOrIRI | sh:nodeKind sh:Literal | sh:nodeKind sh:IRIOrLiteral | sh:minInclusive 1
sh:minExclusive 1 | sh:maxInclusive 7 | sh:maxExclusive 7.5 | sh:minLength 2 | sh:maxLength 2 | sh:pattern "^[a-z]+$"
sh:pattern "^A" ; sh:flags "i" | sh:in ( 1 "a" :b ) | sh:in () | sh:languageIn ( "en" "de" ) | sh:uniqueLang true
sh:uniqueLang false | sh:hasValue 1 | sh:hasValue :b | sh:class :C | sh:class :D | sh:lessThan :q
sh:lessThanOrEquals :q | sh:equals :q | sh:disjoint :q | sh:not [ sh:datatype xsd:integer ]
sh:or ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:IRI ] )
sh:and ( [ sh:nodeKind sh:Literal ] [ sh:minInclusive 2 ] )
sh:xone ( [ sh:datatype xsd:integer ] [ sh:minInclusive 2 ] ) | sh:node [ sh:nodeKind sh:IRI ]
sh:node [ sh:nodeKind sh:IRI ; sh:deactivated true ] | sh:not [ sh:nodeKind sh:IRI ; sh:deactivated true ]
sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMinCount 1
sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMaxCount 1
sh:qualifiedValueShape [ sh:languageIn ( "en" ) ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1
"""
#: Shapes with other targets, paths and constraints on the node itself.
OTHERS = """
sh:targetNode :n1 , :n9 ; sh:property [ sh:path :p ; sh:minCount 1 ]
sh:targetSubjectsOf :q ; sh:property [ sh:path :p ; sh:maxCount 1 ]
sh:targetObjectsOf :p ; sh:nodeKind sh:IRI
sh:targetClass :D ; sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ]
sh:targetClass :D ; sh:property [ sh:path [ sh:alternativePath ( :p [ sh:inversePath :p ] :q ) ] ; sh:maxCount 2 ]
sh:targetClass :C ; sh:closed true ; sh:ignoredProperties ( rdf:type :q )
sh:targetClass :C ; sh:not [ sh:property [ sh:path :p ; sh:minCount 1 ] ]
sh:targetClass :C ; sh:xone ( [ sh:property [ sh:path :p ; sh:minCount 1 ] ] [ sh:property [ sh:path :q ] ] )
sh:targetClass :C ; sh:or ( [ sh:property [ sh:path :p ; sh:maxCount 1 ] ] [ sh:class :D ] )
sh:targetClass :C ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ; sh:nodeKind sh:IRI ]
sh:targetClass :C ; sh:deactivated true ; sh:nodeKind sh:Literal
a rdfs:Class , sh:NodeShape ; sh:property [ sh:path :q ; sh:minCount 1 ]
"""
#: Shapes that need more than the statements about a node.
FAR = """
sh:targetClass :C ; sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ]
sh:targetClass :C ; sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:nodeKind sh:IRI ]
sh:targetClass :C ; sh:property [ sh:path :p ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ]
sh:targetClass :C ; sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]
sh:targetClass :C ; sh:sparql [ sh:select "SELECT $this { $this :p ?x }" ]
sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this :p ?x }" ] ; sh:nodeKind sh:IRI
sh:targetClass :C ; sh:node :s
sh:targetClass :C ; sh:or ( [ sh:nodeKind sh:IRI ]
sh:targetClass :C ; sh:unheardOf 1
"""
#: Values of :p, for one node each; every other node has a second property and another class.
VALUES = """
1 | 2 , 3 | 8 | "1"^^xsd:date | "2024-02-30"^^xsd:date | "2024-02-28"^^xsd:date | "a" | "ab"@en | "ab"@en , "b"@EN
"a"@en , "b"@fr | "x"@de-AT | :b | :n2 | [ :q 1 ] | "one"^^xsd:integer | 1.5 | true | "A b" | 01 , 1 | :c , :b | ""
:n1 , 7
"""


def lines(text: str) -> list[str]:
    return [part.strip() for line in text.strip().splitlines() for part in line.split(" | ")]


def data() -> str:
    nodes = [":n0 a :C . :C rdfs:subClassOf :B . :S rdfs:subClassOf :C . :n2 a :D . :b a :S , :D ; :q 1 , 2 ."]
    for number, value in enumerate(lines(VALUES), 1):
        more = "; :q 2 , :b ; a :D" if number % 2 else "; :q 9"
        nodes.append(f":n{number} a :{'C' if number % 3 else 'S'} ; :p {value} {more if number % 5 else ''} .")
    return "\n".join(nodes)


def snapshot_of(text: str) -> Any:
    """Return what the checks of shapes need of a snapshot."""
    store = ox.Store()
    triples = parse("a.ttl", PREFIXES + text, rename=True)[0]
    store.extend(ox.Quad(*triple, ox.NamedNode("http://e/graph")) for triple in triples)
    graphs = [SimpleNamespace(iri="http://e/graph", role="source")]
    return SimpleNamespace(store=store, manifest=SimpleNamespace(graphs=graphs))


def results(snapshot: Any, graphs: Any, suspicion: Any) -> set[tuple[Any, ...]]:
    """Return what pyshacl reports, or its error."""
    try:
        with running.quiet():
            report = running._validate(snapshot, graphs, suspicion)
    except ReportableRuntimeError as error:
        return {(None, error.message)}
    names = (SH.focusNode, SH.value, SH.sourceConstraintComponent, SH.resultMessage)
    return {tuple(report.value(result, name) for name in names) for result in report.subjects(SH.focusNode)}


SHAPES = [f":s{number} a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; {part} ] ."
          for number, part in enumerate(lines(CONSTRAINTS))]  # fmt: skip
SHAPES += [f":t{number} {part} ." for number, part in enumerate(OTHERS.strip().splitlines())]


def test_pyshacl_finds_on_preselected_nodes_what_it_finds_on_all() -> None:
    snapshot, numbers = snapshot_of(data()), []
    for shape in SHAPES:
        # As if the shape were one of kg: its patterns are tried.
        graphs = {running.shipped_root() / "shape.ttl": rdflib.Graph().parse(data=PREFIXES + shape, format="turtle")}
        read = {path: list(parse("shape.ttl", PREFIXES + shape, rename=True)[0]) for path in graphs}
        suspicion = running._suspicion(snapshot, read)
        assert suspicion is not None, shape
        all_results = results(snapshot, graphs, None)
        assert results(snapshot, graphs, suspicion) == all_results, shape
        numbers.append((len(suspicion[0]), len({result[0] for result in all_results})))
    selected, violating = map(sum, zip(*numbers, strict=True))
    assert violating > 300
    assert selected < 2 * violating
    assert sum(number < 24 for number, _ in numbers) > len(SHAPES) / 2


@pytest.mark.parametrize("shape", FAR.strip().splitlines())
def test_a_shape_that_looks_further_is_left_to_pyshacl(shape: str) -> None:
    if shape.endswith("]") and shape.count("(") > shape.count(")"):
        shape = f"{shape[: -len('( [ sh:nodeKind sh:IRI ]')]} [ rdf:first [ sh:nodeKind sh:IRI ] ]"
    with pytest.raises(FarError):
        Preselection(parse("shape.ttl", f"{PREFIXES} :s {shape} .", rename=True)[0], ())


def test_a_pattern_of_others_is_not_tried() -> None:
    """It may not end; `kg.check.shacl.validate_apart` stops it."""
    shape = ':s sh:targetClass :C ; sh:property [ sh:path :p ; sh:pattern "^(a+)+$" ] .'
    found = Preselection(parse("shape.ttl", PREFIXES + shape, rename=True)[0], ())
    text = f'{PREFIXES} :a a :C ; :p "{"a" * 60}!" . :b a :C .'
    quads = [ox.Quad(*triple) for triple in parse("a.ttl", text)[0]]
    assert found.find(quads) == {ox.NamedNode("http://e/a")}


def test_all_shapes_of_kg_are_near() -> None:
    path = Path(running.shipped_root() / "ontology/shapes.ttl")
    assert Preselection(running._read(path), ()).inverse
