"""Proofs for people: sentences, passages, and what is said where nothing holds."""

from __future__ import annotations

import kg
from kg.build import build
from kg.evidence.citations import citations
from kg.evidence.why import neighbours, why
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.rdf.model import INFERRED, plain
from kg.reason import Proof
from kg.sparql.results import Result
from kg.store.sentences import sentence


def test_an_inferred_statement_ends_at_passages(shipped: KnowledgeGraph, documents_only: KnowledgeGraph) -> None:
    for graph in (shipped, documents_only):
        why = graph.why("UZ", "kg:metUnder", "us-uz-spd")
        assert why.holds
        assert why.inferred
        assert any(citation.passage for citation in why.citations())
    # Of the documents the texts are at hand.
    assert any(citation.start is not None for citation in why.citations())


def test_a_proof_does_not_hang_on_the_order_of_the_store(shipped: KnowledgeGraph) -> None:
    """A graph that was just built keeps its triples in another order than one that was read."""
    built = build.build(shipped.project)
    for statement in (("official:wang-yi", "kg:actsFor", "CN"), ("UZ", "kg:metUnder", "us-uz-spd")):
        assert str(why(built, *statement)) == str(shipped.why(*statement))


def test_every_inferred_statement_can_be_cited(shipped: KnowledgeGraph) -> None:
    for quad in list(shipped.snapshot.store.quads_for_pattern(None, None, None, INFERRED))[::25]:
        assert shipped.why(*plain(quad)).citations(), quad


def test_an_asserted_statement_names_its_sources(project: Project) -> None:
    why = kg.open(project.root).why("round-1", "kg:hasParty", "FR")
    assert not why.inferred
    assert why.asserted_in == ("https://example.org/desk/source/example",)


def test_a_passage_on_a_triple_comes_before_one_on_its_node(project: Project) -> None:
    graph = kg.open(project.root)
    narrow = citations(graph.snapshot, graph.why("round-1", "kg:ordinal", 1).triple)
    wide = citations(graph.snapshot, graph.why("round-1", "kg:hasParty", "FR").triple)
    assert [citation.scope for citation in narrow] == ["triple"]
    assert [citation.scope for citation in wide] == ["node"]


def test_every_statement_ends_at_exactly_the_passages_that_are_named_for_it(shipped: KnowledgeGraph) -> None:
    """Read the annotations by SPARQL, and compare: nothing wider is cited, nothing narrower left out."""
    rows = shipped.sparql("""
        SELECT ?source ?s ?p ?o (GROUP_CONCAT(DISTINCT STR(?passage); separator=" ") AS ?passages) {
            GRAPH ?source {
                ?source a kg:Source .
                ?s ?p ?o .
                ?axiom owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o ; kg:passage ?passage
            }
        } GROUP BY ?source ?s ?p ?o
    """)
    assert isinstance(rows, Result)
    assert len(rows) > 80
    for source, s, p, o, passages in rows.rows:
        cited = [c for c in citations(shipped.snapshot, (s, p, o)) if c.source == source.value]  # type: ignore
        assert {c.scope for c in cited} == {"triple"}
        assert sorted(c.passage for c in cited) == sorted(passages.value.split())  # type: ignore[union-attr]
        assert all(c.publisher and c.issued for c in cited)


def test_without_a_passage_the_source_is_named(project: Project) -> None:
    graph = kg.open(project.root)
    (citation,) = citations(graph.snapshot, graph.why("climate-dialogue", "a", "kg:DialogueSeries").triple)
    assert (citation.scope, citation.title) == ("source", "An invented report")


def test_what_does_not_hold_has_no_proof(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:memberOf", "us-uz-spd")
    assert not why.holds
    assert why.citations() == []
    assert str(why).endswith("does not hold")


def test_near_what_does_not_hold_is_what_does(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:memberOf", "us-uz-spd")
    near = {predicate.value.rsplit("#", 1)[1] for _, predicate, _ in neighbours(shipped.snapshot, why.triple)}
    assert "metUnder" in near


def test_an_explanation_as_dict_and_as_markdown_says_the_same(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:metUnder", "us-uz-spd")
    proof = why.as_dict()["proof"]
    assert proof["rule"] == "prp-spo2"
    assert f"(`{proof['rule']}`: {proof['because']})" in why.markdown()
    assert proof["text"] in str(why)


def test_what_no_proof_is_found_of_still_holds(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:metUnder", "us-uz-spd")
    without = kg.evidence.explanation.Explanation(why.triple, None, shipped.snapshot)
    assert without.holds
    assert without.inferred
    assert "holds, but kg found no proof" in str(without)
    assert "does not hold" not in without.markdown() + without.mermaid()


def test_what_many_steps_rest_on_is_written_once(shipped: KnowledgeGraph) -> None:
    goal, rule = (shipped.why(*statement).proof for statement in (
        ("UZ", "kg:partyTo", "event:us-uz-spd-4"),
        ("UZ", "kg:metUnder", "us-uz-spd"),
    ))  # fmt: skip
    assert goal
    assert rule
    proof = goal
    for _ in range(60):
        proof = Proof(proof.triple, rule.rule, (proof, proof))
    why = kg.evidence.explanation.Explanation(proof.triple, proof, shipped.snapshot)
    assert proof.size == 2**61 - 1
    assert str(why).count("(as above)") == 60
    assert why.markdown().count("(as above)") == 60
    assert str(why.as_dict()).count("'repeated': True") == 60


def test_a_flowchart_has_each_statement_once(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:metUnder", "us-uz-spd")
    chart = why.mermaid().splitlines()
    assert chart[0] == "flowchart BT"
    assert why.proof is not None
    for step in why.proof.steps():
        assert sum(sentence(why.snapshot, step.triple) in line for line in chart) == 1
    assert sum("{{" in line for line in chart) == why.proof.size
    assert any("¶" in line and '(["' in line for line in chart)
    assert '"' not in why.mermaid().replace('["', "").replace('"]', "").replace('{{"', "").replace('"}}', "").replace(
        '(["', ""
    ).replace('"])', "")


def test_articles_fit_their_nouns(shipped: KnowledgeGraph) -> None:
    assert " a event" not in str(shipped.why("event:us-uz-spd-4", "a", "kg:Event"))
