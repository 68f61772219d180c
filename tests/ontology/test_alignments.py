"""The alignments relate existing terms of kg to terms of other vocabularies."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.rdf.terms import KG

ROOT = Path(__file__).parents[2]
VOCABULARIES = {
    "PROV-O": "http://www.w3.org/ns/prov#",
    "ORG": "http://www.w3.org/ns/org#",
    "schema.org": "https://schema.org/",
    "SKOS": "http://www.w3.org/2004/02/skos/core#",
    "Dublin Core": "http://purl.org/dc/terms/",
    "OWL-Time": "http://www.w3.org/2006/time#",
    "Web Annotation": "http://www.w3.org/ns/oa#",
    "PLOVER": "https://w3id.org/diplomatic-kg/alignment/plover/",
    "Wikidata": "http://www.wikidata.org/entity/P",
}
RELATIONS = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch}


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(ROOT / "ontology" / "diplomacy.ttl")


@pytest.fixture(scope="module")
def alignments():
    return Graph().parse(ROOT / "ontology" / "alignments.ttl")


def own_terms(graph):
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(KG)}


def test_every_term_of_kg_exists(alignments, ontology):
    assert {term for term in own_terms(alignments) if (term, RDF.type, None) not in ontology} == set()


@pytest.mark.parametrize("namespace", VOCABULARIES.values(), ids=VOCABULARIES)
def test_each_vocabulary_is_aligned(alignments, namespace):
    assert any(str(other).startswith(namespace) for term in own_terms(alignments) for other in alignments.objects(term))


def test_alignments_use_known_vocabularies_and_relations(alignments):
    for term in own_terms(alignments):
        for relation, other in alignments.predicate_objects(term):
            assert relation in RELATIONS, (term, relation)
            assert str(other).startswith(tuple(VOCABULARIES.values())), (term, other)


@pytest.mark.parametrize(
    ("relation", "kinds"),
    [(RDFS.subClassOf, {OWL.Class}), (RDFS.subPropertyOf, {OWL.ObjectProperty, OWL.DatatypeProperty})],
)
def test_subclasses_are_classes_and_subproperties_are_properties(alignments, ontology, relation, kinds):
    for term in alignments.subjects(relation):
        assert kinds & set(ontology.objects(term, RDF.type)), term


@pytest.mark.parametrize("relation", [RDFS.subClassOf, RDFS.subPropertyOf])
def test_no_alignment_is_both_a_subterm_and_a_close_match(alignments, relation):
    assert {
        pair for pair in alignments.subject_objects(relation) if (pair[0], SKOS.closeMatch, pair[1]) in alignments
    } == set()


def test_the_notation_of_a_plover_code_is_its_local_name(alignments):
    for concept in alignments.subjects(SKOS.notation):
        assert str(concept).rsplit("/", 1)[-1] == str(alignments.value(concept, SKOS.notation))
