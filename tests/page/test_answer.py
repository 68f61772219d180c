"""The graph of an answer, with the rows of the answer."""

import re

import networkx as nx
import pytest

import kg
from kg import page as draw
from kg.analysis import catalogue
from kg.cli import main
from kg.errors import UnknownNameError, UsageError
from kg.page.data import page_data
from kg.sparql.library import find_query


def drawn(graph, name, **parameters):
    found = find_query(graph.queries, name)
    return catalogue.answer_graph(graph.project, graph.snapshot, found, parameters)


def test_rows_of_the_graph_equal_rows_of_the_answer(shipped):
    answer = shipped.ask(1)
    made = drawn(shipped, 1).graph["answer"]
    assert [row["cells"] for row in made["rows"]] == answer.texts()
    assert made["columns"] == ["partner", "framework", "how country", "how partner", "through"]


def test_a_row_has_the_nodes_and_edges_that_it_names(shipped):
    graph = drawn(shipped, 1)
    for row, values in zip(graph.graph["answer"]["rows"], shipped.ask(1), strict=True):
        assert {"partner", "framework"} <= values.keys()
        assert {values["partner"], values["framework"]} <= set(row["nodes"])
        assert row["edges"]
        for start, end, key in row["edges"]:
            assert graph.has_edge(start, end, key)
            assert {start, end} <= set(row["nodes"])
        ways = {shipped.snapshot.compact(values[how]) for how in ("how_country", "how_partner") if values[how]}
        linked = {key for _, _, key in row["edges"]}
        assert linked <= ways or not linked & ways


def test_the_thing_of_a_parameter_belongs_to_every_row(shipped):
    [kazakhstan] = [n for n, d in shipped.to_networkx().nodes(data=True) if d["curie"] == "country:KZ"]
    rows = drawn(shipped, 1, country="Kazakhstan").graph["answer"]["rows"]
    assert rows
    assert all(kazakhstan in row["nodes"] for row in rows)


@pytest.mark.parametrize("name", [2, 3, 4, 8, 27, "brokers", "names", "pledges-with-money"])
def test_answers_of_every_kind_of_question_can_be_drawn(shipped, name):
    graph = drawn(shipped, name)
    data = page_data(graph)
    ids = {edge["id"] for edge in data["edges"]}
    assert len(data["answer"]["rows"]) == len(shipped.ask(name))
    assert all(set(row["edges"]) <= ids for row in data["answer"]["rows"])
    assert {node for row in data["answer"]["rows"] for node in row["nodes"]} <= set(graph)


def test_two_things_of_a_row_have_an_edge_even_if_no_view_links_them(shipped):
    graph = drawn(shipped, "instruments-signed")
    kinds = nx.get_node_attributes(graph, "kind")
    assert any("Instrument" in (kinds[a], kinds[b]) for a, b in graph.edges())


def test_inferred_edges_of_an_answer_have_proofs(shipped):
    graph = drawn(shipped, 1)
    inferred = [data for *_, data in graph.edges(data=True) if data["inferred"]]
    assert inferred
    assert all(data["proofs"] for data in inferred)


def test_the_title_of_an_answer_names_its_parameters_with_labels_and_defaults(shipped):
    def titles(name, **parameters):
        graph = drawn(shipped, name, **parameters)
        page = draw.page(graph)
        return re.search("<title>(.*)</title>", page)[1], draw.contents(page)["title"]

    kazakhstan = (
        "Frameworks that link a country to each partner: answered for country Kazakhstan; partner United States, China"
    )
    assert titles(1, country="KZ") == (kazakhstan, kazakhstan)
    assert titles(1)[0] == kazakhstan.replace("Kazakhstan", "Uzbekistan")
    assert titles("what-held", date="2024-11-13")[0].endswith(": answered for date 2024-11-13")
    assert titles("brokers", from_="UZ")[0].endswith(": answered for from Uzbekistan; to China")
    assert "answered" not in titles("leaders")[0]


def test_the_day_of_the_scope_is_in_the_title_of_the_answer(shipped):
    graph = kg.open(shipped.project.root, at="2024-01-01")
    assert drawn(graph, "overdue-commitments").graph["answer"]["asked"] == "answered for today 2024-01-01"


def test_a_picture_has_the_title_of_its_page(shipped):
    picture = shipped.draw(question=1, country="KZ")
    assert "answered for country Kazakhstan; partner" in repr(picture)
    assert 'title="Frameworks that link a country to each partner: answered for' in picture._repr_html_()


def test_boolean_cells_are_yes_or_no(shipped):
    cells = {row["cells"][-2] for row in drawn(shipped, "shortest-paths").graph["answer"]["rows"]}
    assert cells
    assert cells <= {"yes", "no"}


def test_an_unknown_parameter_is_an_error(shipped):
    with pytest.raises(UnknownNameError, match="countri"):
        drawn(shipped, 1, countri="UZ")


def test_an_answer_that_is_not_a_table_is_an_error(shipped, monkeypatch):
    monkeypatch.setattr(catalogue, "ask", lambda *_: True)
    with pytest.raises(UsageError, match="only tables can be drawn"):
        drawn(shipped, 1)


def test_the_command_writes_the_page_of_a_question(shipped, tmp_path, capsys):
    page = tmp_path / "kz.html"
    options = ["-C", str(shipped.project.root)]
    assert main(["graph", "--question", "1", "--with", "country=KZ", "-o", str(page), *options]) == 0
    question = draw.contents(page.read_text(encoding="utf-8"))["answer"]["question"]
    assert "Frameworks that link a country to each partner" in question
    assert main(["graph", "--question", "1", "--with", "KZ", "-o", str(page), *options]) == 2
    assert "NAME=VALUE" in capsys.readouterr().err
    assert main(["graph", "--with", "country=KZ", "-o", str(page), *options]) == 2
    assert main(["graph", "--question", "nonsense", "-o", str(page), *options]) == 2
    capsys.readouterr()
    assert main(["graph", "--question", "1", "--view", "nonsense", "-o", str(page), *options]) == 2
    assert "--view and --question: give only one of them" in capsys.readouterr().err
