"""Proofs for people: sentences, passages, and what is said where nothing holds."""

from __future__ import annotations

import kg
from kg import build, explain
from kg.explain import citations, neighbours
from kg.graph import KnowledgeGraph
from kg.sources import Project
from kg.store import INFERRED, plain


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
        assert str(explain.why(built, *statement)) == str(shipped.why(*statement))


def test_every_inferred_statement_can_be_cited(shipped: KnowledgeGraph) -> None:
    for quad in list(shipped.snapshot.store.quads_for_pattern(None, None, None, INFERRED))[::25]:
        assert shipped.why(*plain(quad)).citations(), quad


def test_an_asserted_statement_names_its_sources(project: Project) -> None:
    why = kg.open(project.root).why("round-1", "kg:hasParty", "FR")
    assert not why.inferred
    assert why.told == ("https://example.org/desk/source/example",)


def test_a_passage_on_a_triple_comes_before_one_on_its_node(project: Project) -> None:
    graph = kg.open(project.root)
    narrow = citations(graph.snapshot, graph.why("round-1", "kg:ordinal", 1).triple)
    wide = citations(graph.snapshot, graph.why("round-1", "kg:hasParty", "FR").triple)
    assert [citation.scope for citation in narrow] == ["triple"]
    assert [citation.scope for citation in wide] == ["node"]


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


def test_articles_fit_their_nouns(shipped: KnowledgeGraph) -> None:
    assert " a event" not in str(shipped.why("event:us-uz-spd-4", "a", "kg:Event"))
