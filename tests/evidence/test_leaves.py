"""The leaves of proofs: which passages belong to a statement, and the files and lines of axioms and statements."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.evidence.leaves.citations import citations
from kg.evidence.leaves.counts import count_evidence
from kg.evidence.texts import Texts
from kg.evidence.why import why
from kg.graph import KnowledgeGraph
from kg.project.paths import shipped_root
from kg.project.project import Project
from kg.rdf import terms
from kg.sparql.library import library
from kg.sparql.parameters import run_query
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot

MY = "https://example.org/desk/"
PREFIXES = f"@prefix kg: <{terms.KG}> .\n@prefix my: <{MY}> .\n"
SnapshotOf = Callable[..., Snapshot]
WriteSource = Callable[..., Path]


def passage(name: str, source: str = "") -> str:
    inside = source or f"my:s{name[0]}"
    return f'my:p{name} a kg:Passage ; kg:inSource {inside} ; kg:gist "{name}"@en .\n'


def cited(snapshot: Snapshot, *statement: str) -> list[tuple[str, list[str]]]:
    """Return for each leaf of a proof its predicate and the gists that support it, "-" for a source as a whole."""
    explanation = why(snapshot, *statement)
    assert explanation.proof is not None
    found = explanation.as_dict()["proof"]
    leaves, todo = [], [found]
    while todo:
        step = todo.pop()
        todo += reversed(step.get("premises", ()))
        if step["rule"] is None:
            leaves.append((terms.local_name(step["predicate"]), [c["gist"] or "-" for c in step["citations"]]))
    return leaves


MEMBER = "my:m a kg:Membership ; kg:membershipOf country:FR ; "
FORUM = MEMBER + "kg:asMemberIn my:forum ; kg:passage my:p1 . my:forum a kg:MultilateralPlatform .\n" + passage("1")
BODY = MEMBER + "kg:asMemberIn my:body ; kg:passage my:p2 . my:body a kg:MultilateralPlatform .\n" + passage("2")


def test_two_sources_that_share_a_node_do_not_lend_each_other_passages(snapshot_of: SnapshotOf) -> None:
    """Both say that the membership is one of France, but of different bodies."""
    snapshot = snapshot_of(FORUM, BODY)
    assert cited(snapshot, "country:FR", "kg:memberOf", "my:forum") == [("membershipOf", ["1"]), ("asMemberIn", ["1"])]
    assert cited(snapshot, "country:FR", "kg:memberOf", "my:body") == [("membershipOf", ["2"]), ("asMemberIn", ["2"])]
    # Alone, the statement that both make is cited from both.
    assert cited(snapshot, "my:m", "kg:membershipOf", "country:FR") == [("membershipOf", ["1", "2"])]


def test_sources_that_state_different_parts_are_both_cited(snapshot_of: SnapshotOf) -> None:
    """No source states both ends, so each is cited for its own."""
    one = "my:m a kg:Membership ; kg:membershipOf country:FR ; kg:passage my:p1 .\n" + passage("1")
    two = "my:m kg:asMemberIn my:forum ; kg:passage my:p2 .\n" + passage("2")
    found = cited(snapshot_of(one, two), "country:FR", "kg:memberOf", "my:forum")
    assert found == [("membershipOf", ["1"]), ("asMemberIn", ["2"])]


def test_a_passage_on_exactly_a_statement_always_supports_it(snapshot_of: SnapshotOf) -> None:
    other = (
        MEMBER
        + "kg:asMemberIn my:body .\n"
        + passage("2")
        + (
            "[] a owl:Axiom ; owl:annotatedSource my:m ; owl:annotatedProperty kg:membershipOf ;"
            " owl:annotatedTarget country:FR ; kg:passage my:p2 .\n"
        )
    )
    found = cited(snapshot_of(FORUM, other), "country:FR", "kg:memberOf", "my:forum")
    assert found == [("membershipOf", ["1", "2"]), ("asMemberIn", ["1"])]


@pytest.mark.parametrize(
    "described",
    [
        pytest.param(passage("2", "my:s1"), id="put into another source"),
        pytest.param(passage("2", "my:s1 , my:s2"), id="put into both"),
        pytest.param('my:p2 a kg:Passage ; kg:gist "2"@en .', id="in no source"),
        pytest.param("", id="not described"),
    ],
)
def test_a_passage_of_another_source_is_never_cited(snapshot_of: SnapshotOf, described: str) -> None:
    """Such a file is refused; if a build has its statements nevertheless, no proof cites the passage."""
    stated = "my:e a kg:Dialogue ; kg:hasParty country:FR "
    snapshot = snapshot_of(stated + "; kg:passage my:p1 .\n" + passage("1"), stated + ".")
    forged = PREFIXES + f"my:e kg:passage {'my:p2' if described else 'my:p1'} .\n{described}"
    for quad in ox.parse(forged, format=ox.RdfFormat.TURTLE):
        snapshot.store.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(f"{MY}s2")))
    assert cited(snapshot, "my:e", "kg:hasParty", "country:FR") == [("hasParty", ["1", "-"])]
    # Question 25 lists no passage that is in another source.
    listed = run_query(snapshot, library([shipped_root() / "queries"])["passages"], {"thing": "my:e"})
    assert isinstance(listed, Result)
    sources = {str(row["source"]).rpartition("/")[2] for row in listed}
    assert sources == ({"s1"} if "inSource" in described else {"s1", "s2"})


def test_a_passage_of_the_object_does_not_support_a_statement(snapshot_of: SnapshotOf) -> None:
    source = "my:e a kg:Dialogue ; kg:passage my:p1 . my:c a kg:Pledge ; kg:madeAt my:e .\n" + passage("1")
    snapshot = snapshot_of(source)
    assert cited(snapshot, "my:c", "kg:madeAt", "my:e") == [("madeAt", ["-"])]
    assert [c.scope for c in citations(snapshot, why(snapshot, "my:e", "a", "kg:Dialogue").triple)] == ["node"]


def test_a_proof_names_the_file_and_the_line_of_each_axiom(shipped: KnowledgeGraph) -> None:
    """The line has the property of the axiom, in each place that shows the proof."""
    explanation = shipped.why("UZ", "kg:metUnder", "us-uz-spd")
    lines = (shipped.project.root / "ontology" / "diplomacy.ttl").read_text(encoding="utf-8").splitlines()
    named = {}
    for (_, predicate, _), (place, *others) in explanation.axioms().items():
        assert (place.file, place.own, others) == ("ontology/diplomacy.ttl", False, [])
        assert place.line is not None
        named[terms.local_name(predicate.value)] = place.line
    assert "owl:propertyChainAxiom" in lines[named["propertyChainAxiom"] - 1]
    assert "owl:inverseOf" in lines[named["inverseOf"] - 1]
    assert named["first"] == named["rest"] == named["propertyChainAxiom"]
    where = [f"ontology/diplomacy.ttl, line {named[name]}" for name in ("propertyChainAxiom", "inverseOf")]
    for text in (str(explanation), explanation.markdown(), explanation.mermaid()):
        assert all(place in text for place in where)
    proof = explanation.as_dict()["proof"]
    assert {place["line"] for axiom in proof["axioms"] for place in axiom["stated_in"]} == {named["propertyChainAxiom"]}


OWN = """@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix country: <https://w3id.org/diplomatic-kg/country/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://example.org/desk/> .
my:own a owl:Ontology .
my:knows a owl:ObjectProperty .
my:treaty a owl:ObjectProperty ; rdfs:subPropertyOf my:knows .
my:hears a owl:ObjectProperty ; rdfs:subPropertyOf my:knows .
my:Bound a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf (
    kg:Country
    [ a owl:Restriction ; owl:onProperty my:knows ;
      owl:hasValue country:FR ]
    [ a owl:Restriction ; owl:onProperty my:knows ;
      owl:hasValue country:DE ] ) ] .
"""


def test_an_axiom_of_several_statements_names_the_lines_of_all_of_them(
    project: Project, write_source: WriteSource
) -> None:
    """Two restrictions differ only in their value; the axioms of a project are marked as its own."""
    file = project.root / "ontology" / "own.ttl"
    file.parent.mkdir(exist_ok=True)
    file.write_text(OWN, encoding="utf-8")
    write_source("my:x a kg:Source .\ncountry:NO my:treaty country:FR ; my:hears country:DE .", "x.ttl")
    explanation = kg.open(project.root).why("NO", "a", "my:Bound")
    own = "ontology/own.ttl of this project, "
    for where in ("line 10", "lines 10–12, 14 and 15", "lines 12 and 13", "lines 14 and 15", "line 8", "line 9"):
        assert f": {own}{where}\n" in str(explanation), (where, str(explanation))
        assert f"§ {own}{where}\n" in explanation.markdown()
    assert {place.own for found in explanation.axioms().values() for place in found} == {True}
    other = kg.open(project.root).why("round-1", "a", "kg:Meeting")
    assert "ontology/diplomacy.ttl of kg, line " in str(other)
    # Without the file, there is no line; the build has its name.
    file.unlink()
    gone = replace(explanation)
    assert f": {own.removesuffix(', ')}\n" in str(gone)
    assert {place.line for found in gone.axioms().values() for place in found} == {None}


def test_the_page_shows_the_file_of_an_axiom_and_what_stands_behind_a_leaf(shipped: KnowledgeGraph) -> None:
    edges = shipped.to_networkx("affiliations").edges(data=True)
    todo = [step for *_, data in edges for step in data["proofs"]]
    assert todo
    rules = leaves = 0
    while todo:
        step = todo.pop()
        todo += step.get("premises", ())
        if "because" in step:
            rules += ": ontology/diplomacy.ttl" in step["because"]
        else:
            assert step["text"].endswith((" (reported)", " (axiom)"))
            leaves += 1
    assert rules
    assert leaves


def test_check_counts_what_was_compared_with_a_text(
    project: Project, write_source: WriteSource, tmp_path: Path
) -> None:
    """Two statements have a passage with these words; a passage that does not fit, and a source without a text."""
    text = "They met in Paris. Nobody came."
    digest = hashlib.sha256(text[:18].encode()).hexdigest()
    place = "oa:start 0 ; oa:end 18 ; kg:sha256"
    head = "@prefix oa: <http://www.w3.org/ns/oa#> .\n"
    write_source(
        f"""{head}my:right a kg:Source . my:p a kg:Passage ; kg:inSource my:right ; {place} "{digest}" .
my:e a kg:Dialogue ; kg:ordinal 1 ; kg:passage my:p . my:f a kg:Dialogue .""",
        "right.ttl",
    )
    write_source(
        f"""{head}my:wrong a kg:Source . my:q a kg:Passage ; kg:inSource my:wrong ; {place} "{"0" * 64}" .
my:e a kg:Dialogue ; kg:passage my:q .""",
        "wrong.ttl",
    )
    (project.root / "data" / "sources" / "example.ttl").unlink()
    for name in ("right", "wrong"):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    graph = kg.open(project.root)
    assert str(count_evidence(graph.snapshot, Texts(tmp_path))) == (
        "2 sources: 1 checked against the text, 1 reported; 4 statements: 2 checked against the text, 2 reported"
    )
    assert count_evidence(graph.snapshot, None).checked_statements == 0
    proof = graph.why("my:e", "a", "kg:Dialogue", texts=tmp_path).as_dict()["proof"]
    assert proof["evidence"] == "checked"
    assert sorted(c["evidence"] for c in proof["citations"]) == ["checked", "reported"]
