"""Every query file has a complete header, standard SPARQL and parameters that can be filled in."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.errors import ProjectError, UnknownNameError, UsageError
from kg.graph import KnowledgeGraph
from kg.project.paths import shipped_root
from kg.sparql.library import Query, find_query, library, read_query
from kg.sparql.parameters import fill
from kg.sparql.results import Result
from kg.sparql.run import run

FOLDER = shipped_root() / "queries"
ASKED = library([FOLDER])
CHECKS = library([FOLDER / "checks"])
VIEWS = library([FOLDER / "views"])
#: Queries inside the package, used by its code.
OWN = [read_query(path) for path in sorted((Path(kg.__file__).parent / "analysis").rglob("*.rq"))]
ALL = [*ASKED.values(), *CHECKS.values(), *VIEWS.values(), *OWN]
TERMS = set(re.findall(r"\bkg:(\w+)", (shipped_root() / "ontology" / "diplomacy.ttl").read_text(encoding="utf-8")))


def name_of(query: Query) -> str:
    return f"{query.path.parent.name}/{query.path.name}"


def test_every_shipped_query_can_be_read() -> None:
    assert (ASKED.problems, CHECKS.problems, VIEWS.problems) == ([], [], [])


def test_files_declare_all_their_prefixes() -> None:
    for query in ALL:
        try:
            ox.Store().query(query.text)
        except SyntaxError as error:
            pytest.fail(f"{name_of(query)}: {error}")


def test_files_parse_in_rdflib() -> None:
    from rdflib.plugins.sparql import prepareQuery

    for query in ALL:
        # An error names only line and column, so the captured output names the file.
        print(name_of(query))
        prepareQuery(query.text)


def test_queries_use_only_terms_of_the_ontology() -> None:
    unknown = {name_of(query): set(re.findall(r"\bkg:(\w+)", query.text)) - TERMS for query in ALL}
    assert {name: found for name, found in unknown.items() if found} == {}


def test_every_declared_prefix_is_used() -> None:
    unused = []
    for query in ALL:
        body = re.sub(r"(?m)^(PREFIX|#).*$", "", query.text)
        declared = re.findall(r"(?m)^PREFIX ([\w-]+):", query.text)
        unused += [(name_of(query), prefix) for prefix in declared if not re.search(rf"\b{prefix}:\w", body)]
    assert unused == []


def test_every_query_has_an_order() -> None:
    assert [name_of(query) for query in ALL if "\nORDER BY " not in query.text] == []


def test_headers_are_complete() -> None:
    for query in ASKED.values():
        assert query.title[0].isupper(), query.name
        assert not query.title.endswith("."), query.name
        assert query.description.endswith("."), query.name
        # The query of `kg commitments` has no question number.
        assert query.questions or query.name == "commitments", query.name
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
        for parameter in query.parameters:
            assert parameter.description, (query.name, parameter.name)
            assert not parameter.description.endswith("."), (query.name, parameter.name)
            assert parameter.optional == ("default: " in parameter.description), (query.name, parameter.name)


def test_every_query_runs_with_its_defaults(shipped: KnowledgeGraph) -> None:
    assert [name for name in ASKED if not isinstance(shipped.ask(name), Result)] == []


def test_checks_have_severity_remedy_and_columns() -> None:
    for query in CHECKS.values():
        assert query.severity in ("error", "warning", "info"), query.name
        assert query.remedy, query.name
        columns = {variable.value for variable in ox.Store().query(query.text).variables}
        assert {"focus", "source"} <= columns, query.name
        assert set(re.findall(r"\{(\w+)\}", query.message)) <= columns, query.name


def test_no_two_queries_have_one_question_number() -> None:
    numbers = sorted(number for query in ALL for number in query.questions)
    assert len(numbers) == len(set(numbers))


def test_views_have_no_question_number() -> None:
    assert [query.name for query in VIEWS.values() if query.questions] == []


def test_a_query_is_found_by_number_and_name() -> None:
    assert find_query(ASKED, 3).name == find_query(ASKED, "q3").name == find_query(ASKED, "leaders").name == "leaders"


def test_an_unknown_name_is_answered_with_a_similar_one() -> None:
    with pytest.raises(UnknownNameError, match="leaders"):
        find_query(ASKED, "leader")


def test_an_unknown_parameter_is_answered_with_the_known_ones(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="session"):
        shipped.ask("leaders", sesion="us-uz-spd-4")


def test_an_unknown_value_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="Uzbekistan"):
        shipped.ask("frameworks-by-partner", country="Uzbekistn")


def test_a_value_of_the_wrong_class_is_refused(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError):
        shipped.ask("leaders", session="country:UZ")


def test_no_question_has_a_day_as_default(shipped: KnowledgeGraph) -> None:
    for question in shipped.queries.values():
        for parameter in question.parameters:
            assert not re.search(r"\b\d{4}(-\d\d){0,2}\b", parameter.default), question.name
            if parameter.name in ("date", "today"):
                assert parameter.is_today, question.name


def test_the_default_day_is_today_for_kg_and_for_other_tools(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Frozen(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:
            return datetime.date(2022, 9, 15)

    monkeypatch.setattr("kg.sparql.parameters.datetime.date", Frozen)
    post = "uz-foreign-minister"
    assert shipped.ask(9, post=post) == shipped.ask(9, post=post, date="2022-09-15")
    assert shipped.ask(41) == shipped.ask(41, date="2022-09-15")
    assert main(["ask", "6", "--partner", "US", "-f", "csv"]) == 0
    out, err = capsys.readouterr()
    assert "to come" in out
    assert "used the defaults --country country:UZ, --today 2022-09-15" in err
    # The file of the query, as any other tool runs it, uses the day on which it runs.
    for name in ("post-holders", "what-held", "next-sessions", "planned-sessions"):
        query = shipped.queries[name]
        assert isinstance(query, Query)
        asked = [run(shipped.snapshot, fill(shipped.snapshot, query, given)) for given in ({}, now(query), now(query))]
        assert asked[0] in asked[1:], name


def now(query: Query) -> dict[str, str]:
    return {p.name: datetime.datetime.now(datetime.UTC).date().isoformat() for p in query.parameters if p.is_today}


def test_an_invalid_date_is_refused(shipped: KnowledgeGraph) -> None:
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
        ("# title: A query\n# parameter c: country; c\n", "", "is not a class or datatype"),
        (
            "# title: A query\n",
            "SELECT * WHERE { VALUES ?c { UNDEF } # parameter\n}",
            "does not describe the parameter c",
        ),
        (
            "# title: A query\n# parameter c: kg:Country; c\n",
            "SELECT * { { VALUES ?c { 1 } # parameter\n} UNION { VALUES ?c { 2 } # parameter\n} }",
            "the VALUES blocks of the parameter c differ",
        ),
    ],
)
def test_an_invalid_header_is_an_error(tmp_path: Path, header: str, body: str, message: str) -> None:
    with pytest.raises(ProjectError, match=message):
        read_query(spoil(tmp_path, header, body))
