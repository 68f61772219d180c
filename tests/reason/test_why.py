"""`kg why` proves every statement that holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.evidence.why import why
from kg.graph import KnowledgeGraph
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, plain
from kg.reason import materialise
from kg.store.snapshot import Snapshot

PREFIXES = (
    f"@prefix my: <https://example.org/desk/> . @prefix owl: <{terms.OWL}> . @prefix rdfs: <{terms.RDFS}> . "
    f"@prefix xsd: <{terms.XSD}> . "
)
#: Conclusions with premises that are in no snapshot: through blank nodes, anonymous classes and properties,
#: inferred axioms, classes used as things, and datatypes.
HARD = {
    "someValuesFrom of a blank node": "my:q rdfs:domain my:C . my:a my:q [ my:q 'x' ] ."
    " [ owl:onProperty my:q ; owl:someValuesFrom my:C ] rdfs:subClassOf my:D .",
    "range of a blank node": "my:q rdfs:range my:C . my:a my:q [] ."
    " [ owl:onProperty my:q ; owl:someValuesFrom my:C ] rdfs:subClassOf my:D .",
    "a union in a restriction": "my:q rdfs:range [ owl:unionOf (my:C my:D) ] . my:a my:q my:b . my:b a my:C ."
    " [ owl:onProperty my:q ; owl:someValuesFrom [ owl:unionOf (my:C my:D) ] ] rdfs:subClassOf my:E .",
    "the same through a blank node": "my:a owl:sameAs _:b . _:b my:p my:c ; owl:sameAs my:d .",
    "a blank node as the one value": "my:p a owl:FunctionalProperty . my:x my:p my:a , _:b . _:b my:q my:c .",
    "below an anonymous inverse": "my:r rdfs:subPropertyOf [ owl:inverseOf my:s ] . my:a my:r my:b .",
    "below rdfs:subClassOf": "my:p rdfs:subPropertyOf rdfs:subClassOf . my:C my:p my:D . my:a a my:C .",
    "a class that is a thing as well": "my:C rdfs:subClassOf my:D . my:C my:q my:z . my:q rdfs:domain my:M ."
    " [] owl:onProperty my:t ; owl:someValuesFrom my:M ; rdfs:subClassOf my:E . my:a my:t my:C .",
    "two equal classes": "my:f a owl:FunctionalProperty . my:x my:f my:C , my:D . my:a a my:D .",
    "a datatype": "my:p rdfs:range xsd:integer . my:a my:p 1 ."
    " [ owl:onProperty my:p ; owl:someValuesFrom xsd:integer ] rdfs:subClassOf my:N .",
    "key values with two lexical forms": "my:C owl:hasKey (my:p) . my:a a my:C ; my:p 1 ."
    " my:b a my:C ; my:p '1'^^xsd:decimal . my:b my:q my:c .",
    "a chain through blank nodes": "my:p owl:propertyChainAxiom (my:q my:r my:s) . my:a my:q _:x . _:x my:r _:y ."
    " _:y my:s my:b . my:u rdfs:subPropertyOf my:r . _:x my:u _:z . _:z my:s my:c .",
    "nested restrictions": "my:C owl:equivalentClass [ owl:onProperty my:p ; owl:someValuesFrom"
    " [ owl:onProperty my:q ; owl:hasValue my:v ] ] . my:a my:p _:m . _:m my:k my:v . my:k rdfs:subPropertyOf my:q .",
    "a deep hierarchy": "my:a a my:C0 . " + " ".join(f"my:C{n} rdfs:subClassOf my:C{n + 1} ." for n in range(30)),
    "a long path": "my:p a owl:TransitiveProperty . " + " ".join(f"my:x{n} my:p my:x{n + 1} ." for n in range(30)),
}


@pytest.fixture
def snapshot_of(shipped: KnowledgeGraph) -> Callable[[str], Snapshot]:
    """Return a function that makes a snapshot of the given triples and their closure."""

    def make(text: str) -> Snapshot:
        accepted = {plain(quad) for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)}
        store = ox.Store()
        for graph, triples in ((ACCEPTED, accepted), (INFERRED, materialise(accepted).triples)):
            store.extend(ox.Quad(s, p, o, graph) for s, p, o in triples)
        return Snapshot(shipped.snapshot.manifest, store, Path())

    return make


@pytest.mark.parametrize("case", HARD)
def test_every_inferred_statement_holds_and_has_a_sound_proof(
    case: str, snapshot_of: Callable[[str], Snapshot], checker: type
) -> None:
    snapshot = snapshot_of(HARD[case])
    check = checker(plain(quad) for quad in snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))
    inferred = [plain(quad) for quad in snapshot.store.quads_for_pattern(None, None, None, INFERRED)]
    assert inferred
    for triple in inferred:
        found = why(snapshot, *triple)
        assert found.holds
        assert found.proof is not None, triple
        assert list(check.problems(found.proof)) == []
        assert "does not hold" not in str(found)


def test_an_inferred_statement_about_the_schema_holds(snapshot_of: Callable[[str], Snapshot]) -> None:
    snapshot = snapshot_of("my:C rdfs:subClassOf my:D . my:D rdfs:subClassOf my:E .")
    c, e = (ox.NamedNode(f"https://example.org/desk/{name}") for name in "CE")
    below = ox.NamedNode(f"{terms.RDFS}subClassOf")
    found = why(snapshot, c, below, e)
    assert found.holds
    assert found.inferred
    assert not why(snapshot, e, below, c).holds


def test_several_proofs_are_numbered(snapshot_of: Callable[[str], Snapshot]) -> None:
    snapshot = snapshot_of("my:p rdfs:subPropertyOf my:r . my:q rdfs:subPropertyOf my:r . my:a my:p my:b ; my:q my:b .")
    a, r, b = (ox.NamedNode(f"https://example.org/desk/{name}") for name in "arb")
    found = why(snapshot, a, r, b, limit=5)
    assert [proof.size for proof in found.proofs] == [1, 1]
    assert "Proof 1 of 2:" in str(found)
    assert "### Proof 2 of 2" in found.markdown()
    assert found.mermaid().count("prp-spo1") == 2
    assert len(found.as_dict()["other_proofs"]) == 1
    assert len(why(snapshot, a, r, b).proofs) == 1
    with pytest.raises(UsageError, match="at least 1"):
        why(snapshot, a, r, b, limit=0)


def test_a_statement_that_holds_in_every_graph_holds(snapshot_of: Callable[[str], Snapshot], checker: type) -> None:
    text = "my:C a owl:Class . my:a a my:C ; owl:sameAs my:b . my:x a owl:Thing ."
    snapshot = snapshot_of(text)
    check = checker(plain(quad) for quad in snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))
    a, c = (ox.NamedNode(f"https://example.org/desk/{name}") for name in "aC")
    type_, same, below = (
        ox.NamedNode(iri) for iri in (terms.RDF_TYPE, f"{terms.OWL}sameAs", f"{terms.RDFS}subClassOf")
    )
    for triple in ((a, same, a), (a, type_, ox.NamedNode(f"{terms.OWL}Thing")), (c, below, c)):
        found = why(snapshot, *triple)
        assert found.holds
        assert found.proof is not None, triple
        assert list(check.problems(found.proof)) == []
