"""Every query file is whole: a header for people, SPARQL for any tool, parameters that can be filled in."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ProjectError, UnknownNameError, UsageError
from kg.graph import KnowledgeGraph
from kg.project.project import shipped_root
from kg.sparql.library import Query, find_query, library, read_query
from kg.sparql.results import Result

FOLDER = shipped_root() / "queries"
ASKED = library([FOLDER])
CHECKS = library([FOLDER / "checks"])
VIEWS = library([FOLDER / "views"])
ALL = [*ASKED.values(), *CHECKS.values(), *VIEWS.values()]
TERMS = set(re.findall(r"\bkg:(\w+)", (shipped_root() / "ontology" / "diplomacy.ttl").read_text(encoding="utf-8")))

each_query = pytest.mark.parametrize("query", ALL, ids=[f"{q.path.parent.name}-{q.name}" for q in ALL])
each_asked = pytest.mark.parametrize("query", ASKED.values(), ids=ASKED)
each_check = pytest.mark.parametrize("query", CHECKS.values(), ids=CHECKS)


def test_every_shipped_query_can_be_read() -> None:
    assert (ASKED.problems, CHECKS.problems, VIEWS.problems) == ({}, {}, {})


@each_query
def test_file_parses_in_a_tool_that_knows_no_prefixes(query: Query) -> None:
    ox.Store().query(query.text)


@each_query
def test_file_parses_in_rdflib(query: Query) -> None:
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(query.text)


@each_query
def test_only_terms_of_the_ontology_are_used(query: Query) -> None:
    assert set(re.findall(r"\bkg:(\w+)", query.text)) <= TERMS


@each_query
def test_no_prefix_is_declared_in_vain(query: Query) -> None:
    body = re.sub(r"(?m)^(PREFIX|#).*$", "", query.text)
    declared = re.findall(r"(?m)^PREFIX ([\w-]+):", query.text)
    assert [prefix for prefix in declared if not re.search(rf"\b{prefix}:\w", body)] == []


@each_query
def test_rows_come_in_a_fixed_order(query: Query) -> None:
    assert "\nORDER BY " in query.text


@each_asked
def test_header_says_what_the_query_is(query: Query) -> None:
    assert query.title[0].isupper()
    assert not query.title.endswith(".")
    assert query.description.endswith(".")
    # The tracker of commitments is none of the fifty.
    assert query.questions or query.name == "commitments"
    for parameter in query.parameters:
        assert parameter.description, parameter.name
        assert not parameter.description.endswith(".")


@each_asked
def test_defaults_run(query: Query, shipped: KnowledgeGraph) -> None:
    assert isinstance(shipped.ask(query.name), Result)


@each_asked
def test_optional_parameters_say_what_holds_without_them(query: Query) -> None:
    for parameter in query.parameters:
        assert parameter.optional == ("unless told" in parameter.description), parameter.name


@each_asked
def test_name_is_english_words(query: Query) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)


@each_check
def test_check_can_be_reported(query: Query, shipped: KnowledgeGraph) -> None:
    assert query.severity in ("error", "warning", "info")
    assert query.remedy
    store = ox.Store()
    columns = {variable.value for variable in store.query(query.text).variables}
    assert {"focus", "source"} <= columns
    assert set(re.findall(r"\{(\w+)\}", query.message)) <= columns


def test_each_question_has_one_query() -> None:
    numbers = sorted(number for query in ALL for number in query.questions)
    assert len(numbers) == len(set(numbers))


def test_views_answer_no_question_by_themselves() -> None:
    assert [query.name for query in VIEWS.values() if query.questions] == []


def test_query_is_found_by_its_number() -> None:
    assert find_query(ASKED, 3).name == find_query(ASKED, "q3").name == find_query(ASKED, "leaders").name == "leaders"


def test_unknown_name_suggests_the_near_one() -> None:
    with pytest.raises(UnknownNameError, match="leaders"):
        find_query(ASKED, "leader")


def test_unknown_parameter_names_those_there_are(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="session"):
        shipped.ask("leaders", sesion="us-uz-spd-4")


def test_value_that_names_nothing_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="Uzbekistan"):
        shipped.ask("frameworks-by-partner", country="Uzbekistn")


def test_value_of_the_wrong_class_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError):
        shipped.ask("leaders", session="country:UZ")


def test_date_that_is_none_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="2024-11-13"):
        shipped.ask("post-holders", date="13 November")


def spoil(tmp_path: Path, header: str, body: str = "SELECT * WHERE { ?s ?p ?o }\n") -> Path:
    path = tmp_path / "spoiled.rq"
    path.write_text(header + body, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "body", "message"),
    [
        ("# titel: A query\n", "", r"spoiled.rq:1: no header key 'titel'; did you mean 'title'"),
        ("# title: A query\n# question: three\n", "", "question must be a number, not 'three'"),
        ("# description: No title.\n", "", "the header has no title"),
        ("# title: A query\n# parameter c: kg:Country; c\n", "", "parameter c has no line"),
        ("# title: A query\n# parameter c: country; c\n", "", "is no class or datatype"),
        (
            "# title: A query\n",
            "SELECT * WHERE { VALUES ?c { UNDEF } # parameter\n}",
            "does not describe the parameter c",
        ),
    ],
)
def test_header_that_cannot_be_used_is_an_error(tmp_path: Path, header: str, body: str, message: str) -> None:
    with pytest.raises(ProjectError, match=message):
        read_query(spoil(tmp_path, header, body))
