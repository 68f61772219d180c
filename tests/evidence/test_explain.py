"""Explanations: proofs in sentences with their passages, and answers for statements that do not hold."""

from __future__ import annotations

import kg
from kg.build import build
from kg.evidence.leaves.citations import citations
from kg.evidence.why import neighbours, why
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.rdf.model import INFERRED, plain
from kg.reason import Proof
from kg.sparql.results import Result
from kg.store.sentences import sentence


def test_the_proof_of_an_inferred_statement_ends_at_passages(
    shipped: KnowledgeGraph, documents_only: KnowledgeGraph
) -> None:
    for graph in (shipped, documents_only):
        why = graph.why("UZ", "kg:metUnder", "us-uz-spd")
        assert why.holds
        assert why.inferred
        assert any(citation.passage for citation in why.citations())
    # Passages of the documents have offsets into their texts.
    assert any(citation.start is not None for citation in why.citations())


def test_a_proof_does_not_depend_on_the_order_of_the_store(shipped: KnowledgeGraph) -> None:
    """A graph just built has its triples in another order than one read from disk."""
    built = build.build(shipped.project)
    for statement in (("official:wang-yi", "kg:actsFor", "CN"), ("UZ", "kg:metUnder", "us-uz-spd")):
        assert str(why(built, *statement)) == str(why(shipped.snapshot, *statement))


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


def test_every_annotated_statement_cites_exactly_its_passages(shipped: KnowledgeGraph) -> None:
    """Compare with the annotations that SPARQL finds: no wider passage is cited, and no narrower one is missing."""
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


def test_a_statement_that_does_not_hold_has_no_proof(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:memberOf", "us-uz-spd")
    assert not why.holds
    assert why.citations() == []
    first = "Uzbekistan — member of → Strategic Partnership Dialogue: not known: no source states it, and "
    assert str(why).startswith(first)


def test_similar_statements_that_hold_are_listed(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:memberOf", "us-uz-spd")
    near = {predicate.value.rsplit("#", 1)[1] for _, predicate, _ in neighbours(shipped.snapshot, why.triple)}
    assert "metUnder" in near


def test_an_explanation_as_dict_and_as_markdown_says_the_same(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:metUnder", "us-uz-spd")
    proof = why.as_dict()["proof"]
    assert proof["rule"] == "prp-spo2"
    assert f"(`{proof['rule']}`: {proof['because']})" in why.markdown()
    assert proof["text"] in str(why)


def test_a_statement_without_a_proof_still_holds(shipped: KnowledgeGraph) -> None:
    why = shipped.why("UZ", "kg:metUnder", "us-uz-spd")
    without = kg.evidence.explanation.Explanation(why.triple, None, shipped.snapshot)
    assert without.holds
    assert without.inferred
    assert "holds, but kg found no proof" in str(without)
    assert "does not hold" not in without.markdown() + without.mermaid()


def test_a_premise_of_many_steps_is_written_once(shipped: KnowledgeGraph) -> None:
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


def test_a_noun_with_a_vowel_has_the_article_an(shipped: KnowledgeGraph) -> None:
    assert " a event" not in str(shipped.why("event:us-uz-spd-4", "a", "kg:Event"))
