"""Questions that take more than a query, and the catalogue of all that can be asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.analysis import questions, views
from kg.analysis.questions import QUESTIONS, Computed, catalogue
from kg.errors import ProjectError, UnknownNameError, UsageError
from kg.graph import KnowledgeGraph
from kg.project import find
from kg.project.project import Project
from kg.sparql.library import Query, find_query
from kg.sparql.results import Result

CATALOGUE = catalogue(find.shipped())

WriteSource = Callable[..., Path]
each_computed = pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])


def rows(graph: KnowledgeGraph, name: str | int, **parameters: object) -> list[list[str]]:
    result = graph.ask(name, **parameters)
    assert isinstance(result, Result)
    return [[cell.rsplit("/", 1)[-1].removeprefix("my:") for cell in row] for row in result.texts(curies=True)]


# ---- The catalogue


def test_each_number_has_one_question() -> None:
    numbers = sorted(number for question in CATALOGUE.values() for number in question.questions)
    assert len(numbers) >= 50
    assert numbers == list(range(1, len(numbers) + 1))
    for number in numbers:
        assert number in find_query(CATALOGUE, number).questions
        assert find_query(CATALOGUE, f"q{number}") is find_query(CATALOGUE, number)


def test_checks_that_answer_a_question_can_be_asked() -> None:
    names = {44: "without-passage", 45: "outside-tenure", 47: "plan-past-its-date"}
    assert {number: find_query(CATALOGUE, number).name for number in names} == names
    assert "two-leaders" not in CATALOGUE


@each_computed
def test_a_computed_question_says_what_it_is(question: Computed) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", question.name)
    assert question.title[0].isupper()
    assert not question.title.endswith(".")
    assert question.description.endswith(".")
    assert question.questions
    for parameter in question.parameters:
        assert parameter.description
        assert parameter.optional == ("unless told" in parameter.description), parameter.name


@pytest.mark.slow
@each_computed
def test_a_computed_question_answers_with_its_defaults_on_any_graph(question: Computed, project: Project) -> None:
    graph = kg.open(project.root, background=False)
    assert isinstance(graph.ask(question.name), Result)


@pytest.mark.slow
@each_computed
def test_an_answer_is_the_same_each_time(question: Computed, shipped: KnowledgeGraph) -> None:
    assert rows(shipped, question.name) == rows(shipped, question.name)


@pytest.mark.parametrize("place", ["brokers.rq", "checks/brokers.rq"])
def test_a_name_is_given_once(project: Project, place: str) -> None:
    (project.root / "queries" / place).write_text(
        "# title: Mine\n# question: 16\nSELECT ?focus WHERE { ?focus ?p ?o } ORDER BY ?focus\n", encoding="utf-8"
    )
    found = catalogue(project)
    assert found["brokers"] in QUESTIONS
    with pytest.raises(ProjectError, match=r"queries/(checks/)?brokers\.rq: the name brokers belongs to another"):
        find_query(found, "brokers")


def test_a_query_and_a_check_of_one_name_are_no_two_questions(project: Project) -> None:
    text = "# title: Mine\n# question: 3\nSELECT ?focus WHERE { ?focus ?p ?o } ORDER BY ?focus\n"
    (project.root / "queries" / "checks" / "leaders.rq").write_text(text, encoding="utf-8")
    found = catalogue(project)
    leaders = found["leaders"]
    assert isinstance(leaders, Query)
    assert leaders.path.parent.name == "queries"
    assert "leaders" in found.problems


def test_a_bad_check_is_among_the_problems(project: Project) -> None:
    (project.root / "queries" / "checks" / "mine.rq").write_text("# question: 3\nSELECT * { }\n", encoding="utf-8")
    assert "no title" in str(catalogue(project).problems["mine"])


# ---- Parameters


def test_a_parameter_may_end_in_an_underscore(shipped: KnowledgeGraph) -> None:
    assert rows(shipped, "brokers", from_="US", to="China") == rows(shipped, 16)


@pytest.mark.parametrize(
    ("name", "given", "error", "message"),
    [
        ("brokers", {"form": "US"}, UnknownNameError, "did you mean 'from'"),
        ("brokers", {"from": "Uzbekistn"}, UnknownNameError, "did you mean country:UZ"),
        ("brokers", {"from": ["US", "UZ"]}, UsageError, "--from takes one value, not 2"),
        ("communities", {"view": "x"}, UnknownNameError, "communities takes no parameter"),
        ("shortest-paths", {"most": "many"}, UsageError, "'many' is no whole number"),
        ("centrality-by-year", {"view": "meeting"}, UnknownNameError, "did you mean 'meetings'"),
        ("centrality-by-year", {"view": "countries"}, UsageError, "the view countries have no dates"),
        ("without-framework", {"framework": "UZ"}, UnknownNameError, "no framework called 'UZ'"),
    ],
)
def test_wrong_parameters_are_explained(
    shipped: KnowledgeGraph, name: str, given: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=re.escape(message)):
        shipped.ask(name, **given)


# ---- Brokers, paths, centrality

BRIDGE = """
my:a a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:west .
my:b a kg:Membership ; kg:membershipOf country:CH ; kg:asMemberIn my:west .
my:c a kg:Membership ; kg:membershipOf country:CH ; kg:asMemberIn my:east .
my:d a kg:Membership ; kg:membershipOf country:JP ; kg:asMemberIn my:east .
my:west a kg:MultilateralPlatform . my:east a kg:MultilateralPlatform .
"""
SHORT_CUT = """
my:e a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:world .
my:f a kg:Membership ; kg:membershipOf country:JP ; kg:asMemberIn my:world .
my:world a kg:MultilateralPlatform .
"""


@pytest.fixture
def desk(project: Project, write_source: WriteSource) -> Callable[[str], KnowledgeGraph]:
    """Make a graph of one source, without the background."""

    def make(content: str) -> KnowledgeGraph:
        (project.root / "data" / "sources" / "example.ttl").unlink(missing_ok=True)
        write_source("my:s a kg:Source .\n" + content, "desk.ttl")
        return kg.open(project.root, background=False)

    return make


Desk = Callable[[str], KnowledgeGraph]


def test_a_direct_link_needs_no_broker_and_hides_none(desk: Desk) -> None:
    assert rows(desk(BRIDGE), "brokers", from_="FR", to="JP") == [["country:CH", "1", "1", "1"]]
    assert rows(desk(BRIDGE + SHORT_CUT), "brokers", from_="FR", to="JP") == [["country:CH", "1", "1", "1"]]


def test_of_brokers_with_one_share_the_better_linked_comes_first(desk: Desk) -> None:
    graph = desk(BRIDGE + BRIDGE.replace("CH", "AT").replace("my:", "my:other-") + BRIDGE.replace("my:", "my:third-"))
    assert rows(graph, "brokers", from_="FR", to="JP") == [
        ["country:CH", "0.5", "2", "2"],
        ["country:AT", "0.5", "1", "1"],
    ]


def test_a_framework_can_be_left_out_of_the_brokers(desk: Desk) -> None:
    graph = desk(BRIDGE)
    assert rows(graph, "brokers", from_="FR", to="JP", without="https://example.org/desk/east") == []
    assert rows(graph, "brokers", from_="FR", to="FR") == []
    assert rows(graph, "brokers", from_="FR", to="DE") == []


def test_all_shortest_paths_are_found_up_to_a_number(desk: Desk) -> None:
    meetings = "".join(
        f"""my:talks-{n} a kg:Meeting ; kg:eventStatus kg:Held .
        my:x-{n} a kg:Participation ; kg:atEvent my:talks-{n} ; kg:participant my:ann .
        my:y-{n} a kg:Participation ; kg:atEvent my:talks-{n} ; kg:participant my:bob .\n"""
        for n in range(3)
    )
    graph = desk(meetings)
    pair = {"from": "https://example.org/desk/ann", "to": "https://example.org/desk/bob"}
    assert [row[:3] for row in rows(graph, "shortest-paths", **pair)] == [
        [str(path), str(step), where] for path in (1, 2, 3) for step, where in ((1, "ann"), (2, f"talks-{path - 1}"))
    ]
    assert {row[0] for row in rows(graph, "shortest-paths", most=2, **pair)} == {"1", "2"}
    assert rows(graph, "shortest-paths", **{**pair, "to": pair["from"]}) == []


def test_shortest_paths_begin_with_the_one_that_shortest_path_gives() -> None:
    graph = nx.MultiDiGraph()
    for a, b in (("s", "m"), ("s", "l"), ("m", "e"), ("l", "e")):
        graph.add_edge(a, b, key="r", label="r", via="", sources=[], inferred=False)
    found = views.shortest_paths(graph, "s", "e")
    assert [[step.end for step in path] for path in found] == [["l", "e"], ["m", "e"]]
    assert views.shortest_path(graph, "s", "e") == found[0]
    assert views.shortest_paths(graph, "s", "s") == []


def meeting(name: str, dates: str, *parties: str) -> str:
    there = " , ".join(f"country:{code}" for code in parties)
    return f"my:{name} a kg:Meeting ; kg:eventStatus kg:Held ; kg:hasParty {there} ; {dates} .\n"


def span(first: str, last: str) -> str:
    return f'kg:earliestDate "{first}"^^xsd:date ; kg:latestDate "{last}"^^xsd:date'


def test_centrality_counts_what_was_certainly_held_in_the_year(desk: Desk) -> None:
    graph = desk(
        meeting("a", span("2024-03-01", "2024-03-31"), "FR", "CH")
        + meeting("b", span("2024-01-01", "2024-12-31"), "CH", "JP")
        + meeting("again", span("2024-05-01", "2024-05-01"), "FR", "CH")
        + meeting("turn", span("2023-12-31", "2024-01-01"), "FR", "JP")
        + meeting("vague", 'kg:latestDate "2024-06-01"^^xsd:date', "FR", "JP")
        + "my:plan a kg:Meeting ; kg:eventStatus kg:Planned ; kg:expectedParty country:FR , country:JP .\n"
    )
    assert rows(graph, "centrality-by-year") == [
        ["2024", "country:CH", "2", "1"],
        ["2024", "country:FR", "1", "0"],
        ["2024", "country:JP", "1", "0"],
    ]
    assert rows(graph, "centrality-by-year", year=2023) == []


def test_whoever_is_in_one_framework_stands_in_its_community(shipped: KnowledgeGraph) -> None:
    simple = nx.Graph(views.view(shipped.snapshot, "affiliations").to_undirected())
    community = {row["member"]: row["community"] for row in shipped.ask("communities")}
    leaves = [node for node in simple if simple.degree(node) == 1]
    assert len(leaves) > 10
    for leaf in leaves:
        (neighbour,) = simple[leaf]
        assert community[leaf] == community[neighbour]


# ---- Without a framework


def test_what_only_the_framework_made_is_lost(desk: Desk) -> None:
    talks = """my:round a kg:Dialogue ; kg:heldSessionOf my:west ; kg:eventStatus kg:Held ;
        kg:hasParty country:FR , country:CH .
        my:x a kg:Participation ; kg:atEvent my:round ; kg:participant my:ann .
        my:y a kg:Participation ; kg:atEvent my:round ; kg:participant my:bob .
        my:promise a kg:JointCommitment ; kg:jointlyMadeAt my:round ; kg:cooperatesIn my:world .
        my:part a kg:MultilateralPlatform ; kg:subFrameworkOf my:west .
        my:lunch a kg:Meeting ; kg:sessionOf my:part .
        my:to-meet a kg:PlanToMeet ; kg:binds country:FR ; kg:plans my:next .
        my:next a kg:Dialogue ; kg:plannedSessionOf my:west ; kg:eventStatus kg:Planned .\n"""
    graph = desk(BRIDGE + SHORT_CUT + talks)
    before = len(graph.snapshot.store)
    assert rows(graph, "without-framework", framework="https://example.org/desk/west") == [
        ["commitment", "promise", ""],
        ["commitment", "to-meet", ""],
        ["link between countries", "country:CH", "country:FR"],
        ["link to a framework", "country:CH", "world"],
        ["meeting of officials", "ann", "bob"],
        ["part", "part", ""],
        ["session", "lunch", ""],
        ["session", "next", ""],
        ["session", "round", ""],
    ]
    assert len(graph.snapshot.store) == before


def test_what_another_framework_makes_too_is_not_lost(desk: Desk) -> None:
    graph = desk(BRIDGE + BRIDGE.replace("my:", "my:other-"))
    assert rows(graph, "without-framework", framework="https://example.org/desk/west") == []


# ---- Duplicates


def pact(name: str, label: str, *more: str) -> str:
    return f'my:{name} a kg:Treaty ; skos:prefLabel "{label}"@en {"".join(f"; {part} " for part in more)}.\n'


PARTIES = "kg:signatory country:FR , country:JP"
FRANCE = "kg:signatory country:FR"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("Customs treaty", PARTIES), ("Treaty on customs", PARTIES), ["same", "not known", "not known"]),
        (("Customs treaty", PARTIES), ("Customs treaty", FRANCE), ["some", "not known", "not known"]),
        (("Customs treaty",), ("Customs treaty", PARTIES), ["not known", "not known", "not known"]),
        (("Customs treaty", PARTIES), ("Customs treaty", "kg:signatory country:FR , country:DE"), None),
        (("Customs treaty", PARTIES), ("Friendship", PARTIES), None),
        (("Customs treaty 2024", PARTIES), ("Customs treaty 2026", PARTIES), None),
        (("Customs treaty 2024", PARTIES), ("Customs treaty", PARTIES), ["same", "not known", "not known"]),
        (
            ("Customs treaty", PARTIES, "kg:hasTopic my:trade"), ("Customs treaty", "kg:hasTopic my:trade"),
            ["not known", "same", "not known"],
        ),
        (("Customs treaty", "kg:hasTopic my:trade"), ("Customs treaty", "kg:hasTopic my:water"), None),
        (("Customs treaty", PARTIES), ("Customs treaty", PARTIES, "owl:deprecated true"), None),
    ],
)  # fmt: skip
def test_instruments_that_look_alike(
    desk: Desk, one: tuple[str, ...], other: tuple[str, ...], found: list[str] | None
) -> None:
    graph = desk(pact("a", *one) + pact("b", *other))
    assert [row[3:] for row in rows(graph, 49)] == ([found] if found else [])


@pytest.mark.parametrize(
    ("one", "other", "dates"),
    [
        (span("2024-09-01", "2024-09-30"), span("2024-09-16", "2024-09-16"), "may be one day"),
        (span("2024-09-16", "2024-09-16"), span("2026-02-04", "2026-02-04"), None),
        ('kg:latestDate "2024-11-13"^^xsd:date', span("2024-09-13", "2024-09-13"), "may be one day"),
        ('kg:latestDate "2024-11-13"^^xsd:date', span("2025-01-01", "2025-01-01"), None),
    ],
)
def test_instruments_signed_on_other_days_are_not_alike(desk: Desk, one: str, other: str, dates: str | None) -> None:
    signings = f"my:s1 a kg:Signing ; kg:signs my:a ; {one} . my:s2 a kg:Signing ; kg:signs my:b ; {other} ."
    graph = desk(pact("a", "Customs treaty", PARTIES) + pact("b", "Customs treaty", PARTIES) + signings)
    assert [row[-1] for row in rows(graph, "likely-duplicates")] == ([dates] if dates else [])


def test_a_treaty_is_no_memorandum(desk: Desk) -> None:
    memorandum = pact("b", "Customs treaty", PARTIES).replace("Treaty", "MemorandumOfUnderstanding")
    assert rows(desk(pact("a", "Customs treaty", PARTIES) + memorandum), 49) == []
    unknown = pact("b", "Customs treaty", PARTIES).replace("kg:Treaty", "kg:Instrument")
    assert len(rows(desk(pact("a", "Customs treaty", PARTIES) + unknown), 49)) == 1


def test_the_least_similarity_is_a_parameter(desk: Desk) -> None:
    graph = desk(pact("a", "Customs treaty", PARTIES) + pact("b", "Treaty on customs", PARTIES))
    assert len(rows(graph, 49)) == 1
    assert rows(graph, 49, similarity=0.99) == []


def test_what_a_function_makes_of_its_values_is_a_term() -> None:
    assert questions._term("x").value == "x"  # type: ignore[union-attr]
    assert questions._term(None) is None
    with pytest.raises(TypeError, match="no value for a table"):
        questions._term(object())
