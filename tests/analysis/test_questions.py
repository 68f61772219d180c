"""Questions with an algorithm, and the catalogue of all questions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

import kg
import kg.analysis.questions
from kg.analysis import catalogue
from kg.analysis.catalogue import algorithms, questions_of
from kg.analysis.measures import shortest_path, shortest_paths
from kg.analysis.request import Request
from kg.analysis.views.graph import view
from kg.errors import ProjectError, UnknownNameError, UsageError
from kg.graph import KnowledgeGraph
from kg.project import find
from kg.project.project import Project
from kg.sparql.library import find_query
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot

CATALOGUE = questions_of(find.shipped())

ALGORITHMS = list(algorithms())


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


def test_an_answer_for_a_part_of_the_data_says_what_the_part_leaves_out(shipped: KnowledgeGraph) -> None:
    then = kg.open(shipped.project.root, known_by="2023-12-31")
    told = r"known by 2023-12-31\); first stated by mfa-uz-2024-11-13 \(2024-11-13\)"
    with pytest.raises(UnknownNameError, match=told):
        then.ask("leaders", session="us-uz-spd-4")
    for name in ("us-uz-spd-44", "UZ"):
        with pytest.raises(UnknownNameError) as error:
            then.ask("leaders", session=name)
        assert "whole graph" not in str(error.value)
    # A graph as of a day has no holder who is only possible.
    on_day = kg.open(shipped.project.root, at="2025-06-01")
    for graph, question, expected in (
        (on_day, "post-holders", True), (on_day, "what-held", True), (on_day, "leaders", False),
        (on_day, "first-reports", False), (shipped, "post-holders", False),
    ):  # fmt: skip
        answer = graph.ask(question)
        assert isinstance(answer, Result)
        assert any("only what certainly held" in note for note in answer.notes) is expected, question


def test_the_header_of_an_algorithm_is_complete() -> None:
    for question in ALGORITHMS:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", question.name)
        assert question.title[0].isupper(), question.name
        assert not question.title.endswith("."), question.name
        assert question.description.endswith("."), question.name
        assert question.questions, question.name
        for parameter in question.parameters:
            assert parameter.description, (question.name, parameter.name)
            assert parameter.optional == ("default: " in parameter.description), (question.name, parameter.name)


def test_every_algorithm_answers_with_its_defaults_on_any_graph(project: Project) -> None:
    graph = kg.open(project.root, background=False)
    for question in ALGORITHMS:
        assert isinstance(graph.ask(question.name), Result), question.name


def test_answers_do_not_depend_on_the_order_of_sets(shipped: KnowledgeGraph) -> None:
    # Without question 42, which takes long: tests/analysis/test_sensitivity.py fixes the order of its rows.
    names = [question.name for question in ALGORITHMS if question.name != "source-influence"]
    code = "import sys, kg\ngraph = kg.open(sys.argv[1])\nfor name in sys.argv[2:]: print(graph.ask(name).texts())"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code, str(shipped.project.root), *names],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(answers) == 1
    assert answers.pop().count("\n") == len(names)


def test_listing_the_questions_imports_no_algorithm() -> None:
    code = (
        "import sys; from kg.analysis.catalogue import questions_of; from kg.project.find import shipped\n"
        "assert len(questions_of(shipped())) > 49\n"
        "print(*(name for name in sys.modules if name.startswith(('networkx', 'kg.analysis.questions'))))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_adding_a_question_is_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped: KnowledgeGraph
) -> None:
    (tmp_path / "how_many.py").write_text(
        "# title: How many countries\n# question: 51\n# parameter least: xsd:integer = 3; the number to compare with\n"
        "def answer(request):\n"
        "    return request.table('enough', [[len(request.snapshot.labels) > int(request.value('least'))]])\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogue, "ALGORITHMS", tmp_path)
    monkeypatch.setattr(kg.analysis.questions, "__path__", [str(tmp_path)])
    graph = KnowledgeGraph(shipped.project, shipped.snapshot)
    assert graph.queries["how-many"].questions == (51,)
    assert rows(graph, 51) == [["true"]]
    assert rows(graph, "how-many", least=10**6) == [["false"]]
    monkeypatch.delitem(sys.modules, "kg.analysis.questions.how_many")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "# parameter least: xsd:integer; no default",
            r"how_many\.py:2: parameter least has no = DEFAULT after its class",
        ),
        (
            "# parameter least: integer = 3; no prefix",
            "parameter least: 'integer' is not a class or datatype with a known",
        ),
        ("# parameter: xsd:integer = 3; no name", r"how_many\.py:2: a parameter is written as # parameter name"),
    ],
)
def test_the_header_of_an_algorithm_is_read_as_that_of_a_query(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "how_many.py").write_text(f"# title: How many\n{line}\n", encoding="utf-8")
    with pytest.raises(ProjectError, match=message):
        list(algorithms(tmp_path))


def test_a_check_cannot_take_the_name_of_a_question(project: Project) -> None:
    for name in ("brokers", "leaders"):
        (project.root / "queries" / "checks" / f"{name}.rq").write_text(
            "# title: Mine\n# question: 16\nSELECT ?focus WHERE { ?focus ?p ?o } ORDER BY ?focus\n", encoding="utf-8"
        )
    found = questions_of(project)
    for name in ("brokers", "leaders"):
        assert find_query(found, name) == find_query(CATALOGUE, name)
    assert [str(problem).partition("queries/")[2] for problem in found.problems] == [
        "checks/brokers.rq: the name brokers belongs to another question: Which countries are brokers between two "
        "countries; rename the file",
        "checks/leaders.rq: the name leaders belongs to another question: Who led each side at a session; "
        "rename the file",
    ]


def test_a_query_cannot_take_the_number_of_a_shipped_question(project: Project) -> None:
    for name, header in (("a", "# question: 1"), ("b", "# question: 16, 60"), ("c", "# question: 44")):
        text = f"# title: Mine\n{header}\nSELECT * {{}}\n"
        (project.root / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")
    (project.root / "queries" / "12.rq").write_text("# title: Mine\nSELECT * {}\n", encoding="utf-8")
    found = questions_of(project)
    for number in (1, 12, 16, 44):
        assert find_query(found, number) == find_query(CATALOGUE, number)
    assert [found[name].questions for name in "abc"] == [(), (60,), ()]
    assert [str(problem).partition("queries/")[2] for problem in found.problems] == [
        "12.rq: the name of a query cannot be a number: 12; rename the file",
        "a.rq:2: question 1 is another one: frameworks-by-partner; take another number, or leave the line out",
        "b.rq:2: question 16 is another one: brokers; take another number, or leave the line out",
        "c.rq:2: question 44 is another one: without-passage; take another number, or leave the line out",
    ]


def test_a_check_without_a_title_is_reported_as_a_problem(project: Project) -> None:
    (project.root / "queries" / "checks" / "mine.rq").write_text("# question: 3\nSELECT * { }\n", encoding="utf-8")
    (problem,) = questions_of(project).problems
    assert problem.names == ("mine",)
    assert "checks/mine.rq:1: the header has no title" in str(problem)


# ---- Parameters


def test_a_parameter_may_end_in_an_underscore(shipped: KnowledgeGraph) -> None:
    assert rows(shipped, "brokers", from_="US", to="China") == rows(shipped, 16)


def test_a_parameter_whose_own_name_ends_in_an_underscore_can_be_given(project: Project) -> None:
    (project.root / "queries" / "mine.rq").write_text(
        "# title: Mine\n# parameter x_: kg:Country; one\nSELECT ?x_ { VALUES ?x_ { country:UZ } # parameter\n}\n",
        encoding="utf-8",
    )
    graph = kg.open(project.root)
    assert rows(graph, "mine", x_="KZ") == rows(graph, "mine", x__="KZ") == [["country:KZ"]]


@pytest.mark.parametrize(
    ("name", "given", "error", "message"),
    [
        ("brokers", {"form": "US"}, UnknownNameError, "did you mean 'from'"),
        ("brokers", {"from": "Uzbekistn"}, UnknownNameError, "did you mean country:UZ"),
        ("brokers", {"from": ["US", "UZ"]}, UsageError, "--from takes one value, not 2"),
        ("communities", {"view": "x"}, UnknownNameError, "communities takes no parameter"),
        ("shortest-paths", {"most": "many"}, UsageError, "'many' is not a whole number"),
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


COUNTRIES = "".join(f"country:{code} a kg:Country ; kg:alpha2 '{code}' .\n" for code in ("AT", "CH", "DE", "FR", "JP"))


@pytest.fixture
def desk(snapshot_of: Callable[..., Snapshot]) -> Callable[[str], KnowledgeGraph]:
    """Return a function that makes a graph from one source, the ontology and a few countries."""

    def make(content: str) -> KnowledgeGraph:
        return KnowledgeGraph(find.shipped(), snapshot_of(content, vocabulary=COUNTRIES))

    return make


Desk = Callable[[str], KnowledgeGraph]


def test_a_direct_link_does_not_change_the_brokers(desk: Desk) -> None:
    assert rows(desk(BRIDGE), "brokers", from_="FR", to="JP") == [["country:CH", "1", "1", "1"]]
    assert rows(desk(BRIDGE + SHORT_CUT), "brokers", from_="FR", to="JP") == [["country:CH", "1", "1", "1"]]


def test_of_two_brokers_with_equal_shares_the_better_linked_comes_first(desk: Desk) -> None:
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


def test_all_shortest_paths_are_found_up_to_a_limit(desk: Desk) -> None:
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


def test_the_first_of_the_shortest_paths_is_shortest_path() -> None:
    graph = nx.MultiDiGraph()
    for a, b in (("s", "m"), ("s", "l"), ("m", "e"), ("l", "e")):
        graph.add_edge(a, b, key="r", label="r", via="", sources=[], inferred=False)
    found = shortest_paths(graph, "s", "e")
    assert [[step.end for step in path] for path in found] == [["l", "e"], ["m", "e"]]
    assert shortest_path(graph, "s", "e") == found[0]
    assert shortest_paths(graph, "s", "s") == []


def meeting(name: str, dates: str, *parties: str) -> str:
    there = " , ".join(f"country:{code}" for code in parties)
    return f"my:{name} a kg:Meeting ; kg:eventStatus kg:Held ; kg:hasParty {there} ; {dates} .\n"


def span(first: str, last: str) -> str:
    return f'kg:earliestDate "{first}"^^xsd:date ; kg:latestDate "{last}"^^xsd:date'


def test_centrality_counts_meetings_that_certainly_took_place_in_the_year(desk: Desk) -> None:
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


def test_a_node_with_one_neighbour_is_in_its_community(shipped: KnowledgeGraph) -> None:
    simple = nx.Graph(view(shipped.snapshot, "affiliations").to_undirected())
    community = {row["member"]: row["community"] for row in shipped.ask("communities")}
    leaves = [node for node in simple if simple.degree(node) == 1]
    assert len(leaves) > 10
    for leaf in leaves:
        (neighbour,) = simple[leaf]
        assert community[leaf] == community[neighbour]


# ---- Without a framework


def test_links_through_the_framework_alone_are_lost(desk: Desk) -> None:
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


def test_links_through_another_framework_remain(desk: Desk) -> None:
    graph = desk(BRIDGE + BRIDGE.replace("my:", "my:other-"))
    assert rows(graph, "without-framework", framework="https://example.org/desk/west") == []


# ---- Duplicates


def pact(name: str, label: str, *more: str) -> str:
    return f'my:{name} a kg:Treaty ; skos:prefLabel "{label}"@en {"".join(f"; {part} " for part in more)}.\n'


PARTIES = "kg:signatory country:FR , country:JP"
FRANCE = "kg:signatory country:FR"


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
def test_instruments_with_similar_names_and_parties_are_likely_duplicates(
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
def test_instruments_signed_on_different_days_are_not_duplicates(
    desk: Desk, one: str, other: str, dates: str | None
) -> None:
    signings = f"my:s1 a kg:Signing ; kg:signs my:a ; {one} . my:s2 a kg:Signing ; kg:signs my:b ; {other} ."
    graph = desk(pact("a", "Customs treaty", PARTIES) + pact("b", "Customs treaty", PARTIES) + signings)
    assert [row[-1] for row in rows(graph, "likely-duplicates")] == ([dates] if dates else [])


def test_a_treaty_and_a_memorandum_are_not_duplicates(desk: Desk) -> None:
    memorandum = pact("b", "Customs treaty", PARTIES).replace("Treaty", "MemorandumOfUnderstanding")
    assert rows(desk(pact("a", "Customs treaty", PARTIES) + memorandum), 49) == []
    unknown = pact("b", "Customs treaty", PARTIES).replace("kg:Treaty", "kg:Instrument")
    assert len(rows(desk(pact("a", "Customs treaty", PARTIES) + unknown), 49)) == 1


def test_the_minimum_similarity_is_a_parameter(desk: Desk) -> None:
    graph = desk(pact("a", "Customs treaty", PARTIES) + pact("b", "Treaty on customs", PARTIES))
    assert len(rows(graph, 49)) == 1
    assert rows(graph, 49, similarity=0.99) == []


def test_values_in_a_table_become_terms(shipped: KnowledgeGraph) -> None:
    request = Request(shipped.project, shipped.snapshot, {})
    assert request.table("text nothing", [("x", None)]).values() == [{"text": "x", "nothing": None}]
    with pytest.raises(TypeError, match="a cell of a table must be a term"):
        request.table("thing", [(object(),)])
