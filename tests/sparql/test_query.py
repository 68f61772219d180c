"""Queries are read, parameters are filled in, SPARQL is run, errors are explained."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.cli.graph_commands.ask import command as ask
from kg.errors import ProjectError, QueryError, QuestionError, UnknownNameError, UsageError
from kg.graph import KnowledgeGraph
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED
from kg.sparql import resolve as resolving
from kg.sparql.header import RESERVED, Question
from kg.sparql.library import Library, Query, find_query, library, read_query
from kg.sparql.notes import query_notes
from kg.sparql.parameters import default_values, run_query
from kg.sparql.resolve import fold, resolve
from kg.sparql.results import Result, TriplesResult, to_python

COUNTRY = f"{terms.KG}Country"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "query.rq"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "the header has no title"),
        ("# titel: x\nSELECT * {}", "query.rq:1: no header key 'titel'; did you mean 'title'?"),
        ("# title: x\n# author: me\nSELECT * {}", "query.rq:2: no header key 'author'; choose one of: title, question"),
        ("# title: x\n# parameter: kg:Country; y\nSELECT * {}", "query.rq:2: a parameter is written as # para"),
        ("# title: x\n# parameter my-c: kg:Country; y\nSELECT * {}", "query.rq:2: a parameter is written as"),
        ("# title: x\n# question: one\nSELECT * {}", "question must be a number"),
        ("# title: x\n# parameter c: kg:Country; y\nSELECT * {}", "parameter c has no line: VALUES"),
        ("# title: x\nSELECT * { VALUES ?c { UNDEF } # parameter\n}", "does not describe the parameter c"),
        ("# title: x\n# parameter c: Country; y\nSELECT * { VALUES ?c { UNDEF } # parameter\n}",
         "query.rq:2: parameter c: 'Country' is not a class"),
        ("# title: x\n# parameter _c: kg:Country; y\nSELECT * {}", "query.rq:2: a parameter is written as"),
        ("# title: x\n# parameter no_background: kg:Country; y\nSELECT * {}",
         "query.rq:2: a parameter cannot be called no_background, because --no-background is an option of kg ask"),
    ],
)  # fmt: skip
def test_an_invalid_header_is_explained(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ProjectError) as caught:
        read_query(write(tmp_path, text))
    assert message in str(caught.value)


def test_a_query_in_latin_1_is_explained(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_bytes("# title: x\n# caf\xe9".encode("latin-1"))
    with pytest.raises(QuestionError, match=r"mine\.rq:2: is not UTF-8: invalid byte 0xe9; save the file as UTF-8"):
        read_query(tmp_path / "mine.rq")


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    found = read_query(write(tmp_path, "\ufeff# title: x\nSELECT * {}"))
    assert (found.title, found.text[0]) == ("x", "#")


def test_a_query_is_not_named_by_a_number(tmp_path: Path) -> None:
    for name in ("12", "q5", "Q5"):
        path = tmp_path / f"{name}.rq"
        path.write_text("# title: x\nSELECT * {}", encoding="utf-8")
        with pytest.raises(QuestionError, match=f"the name of a query cannot be a number: {name}; rename the file"):
            read_query(path)


def test_no_parameter_has_the_name_of_an_option_of_the_command() -> None:
    options = {name for param in ask.params for name in param.opts if name.startswith("--")}
    assert {f"--{name.replace('_', '-')}" for name in RESERVED} == options - {"--texts"} | {"--help"}


def test_a_comment_with_a_colon_is_no_header_key(tmp_path: Path) -> None:
    comments = "# An example of one's own: it does nothing\n# https://example.org/\n# Like so: not this\n"
    found = read_query(write(tmp_path, "# title: x\n" + comments + "SELECT * {}\n# so: x"))
    assert found.title == "x"


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("kg:Contry", "query.rq:2: parameter c: there is no class kg:Contry; did you mean kg:Country?"),
        ("country:UZ", "there is no class country:UZ"),
        ("xsd:dat", "there is no datatype xsd:dat; did you mean xsd:date?"),
    ],
)
def test_a_parameter_of_an_unknown_class_is_refused_when_asked(
    tmp_path: Path, shipped: KnowledgeGraph, kind: str, message: str
) -> None:
    text = f"# title: x\n# parameter c: {kind}; y\nSELECT * {{ VALUES ?c {{ UNDEF }} # parameter\n}}"
    with pytest.raises(ProjectError) as caught:
        run_query(shipped.snapshot, read_query(write(tmp_path, text)))
    assert message in str(caught.value)


def test_a_default_may_be_relative_to_the_base(tmp_path: Path, shipped: KnowledgeGraph) -> None:
    query = read_query(
        write(tmp_path, f"# title: x\n# parameter c: kg:Country; y\nBASE <{terms.BASE}> PREFIX of: <country/>\n"
              "SELECT ?c { VALUES ?c { of:UZ <country/US> } # parameter\n}")
    )  # fmt: skip
    values = default_values(shipped.snapshot, query, query.parameters[0])
    assert [shipped.snapshot.compact(value.value) for value in values] == ["country:UZ", "country:US"]


def test_an_indented_line_continues_a_header_line(tmp_path: Path) -> None:
    assert read_query(write(tmp_path, "# title: one\n#   two\nSELECT * {}")).title == "one two"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("SELECT ?x WERE { ?x a kg:Country }", "line 1, column 11|          ^^^^|did you mean WHERE?"),
        (
            "SELECT ?x\nWHERE {\n  ?x a kgg:Country }",
            "line 3, column 8: the prefix kgg:|         ^^^^|did you mean kg:?",
        ),
        ("SELECT ?x {\n ?x a foo:Bar }", "line 2, column 7: the prefix foo: is not declared|known ones: "),
        ("SELECT ?x {}\nLIMITT 3", "line 2, column 1|  ^^^^^^|did you mean LIMIT?"),
        ("SELECT ?x { ?x a kg:Country", "line 1, column 11: { is not closed|            ^|add }"),
        ("", "the query is empty"),
        (" \n# a remark\n", "the query is empty"),
    ],
)
def test_a_query_that_cannot_be_parsed_shows_the_place(
    shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str], text: str, shown: str
) -> None:
    with pytest.raises(QueryError) as caught:
        shipped.sparql(text)
    assert main(["sparql", text, "-C", str(shipped.project.root)]) == 2
    printed = capsys.readouterr().err
    for part in shown.split("|"):
        assert part in str(caught.value)
        assert part in printed
    assert "expected" not in printed


def test_a_named_query_that_cannot_be_parsed_is_named(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / "queries" / "own.rq").write_text("# title: x\nSELECT ?x WERE { ?x a kg:Country }", encoding="utf-8")
    monkeypatch.chdir(project.root)
    assert main(["ask", "own"]) == 2
    # A progress line may come first, if building takes more than a second.
    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith("kg: queries/own.rq:2:11: the query cannot") for line in lines)


def test_one_bad_query_leaves_the_others_usable(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / "queries" / "own.rq").write_text("SELECT * {}", encoding="utf-8")
    monkeypatch.chdir(project.root)
    queries = library(project.query_folders())
    assert "leaders" in queries
    assert "own" not in queries
    with pytest.raises(ProjectError, match=r"^queries/own\.rq:1: the header has no title"):
        find_query(queries, "own")
    assert main(["ask", "leaders"]) == 0
    assert main(["ask", "own"]) == 2
    assert "queries/own.rq:1: the header has no title" in capsys.readouterr().err


def test_a_query_of_a_project_replaces_the_shipped_one_if_it_can_be_used(project: Project) -> None:
    path = project.root / "queries" / "leaders.rq"
    refused = "belongs to a shipped question, which stays: Who led"
    for text, replaces, problem in (
        ("SELECT * {}", ["leaders"], "has no title"),
        ("# title: x\nSELECT * {}", [], refused),
        ("# title: x\nSELECT * {}", ["checks/leaders", "ranks-of-leaders"], refused),
        ("# title: x\nSELECT * {}", ["leaders"], None),
    ):
        path.write_text(text, encoding="utf-8")
        queries = library(project.query_folders(), replaces)
        assert (find_query(queries, "leaders").path == path) == (problem is None)
        assert [str(problem) in str(found) for found in queries.problems] == [True] * (problem is not None)
        assert all('add to kg.toml: replaces = ["leaders"]' in str(f) for f in queries.problems if problem == refused)


def test_kg_toml_lists_the_queries_and_checks_that_a_project_replaces(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = project.root / "queries"
    (queries / "leaders.rq").write_text("# title: Mine\nSELECT ?x { VALUES ?x { 1 } }", encoding="utf-8")
    (queries / "checks" / "outside-tenure.rq").write_text(
        "# title: Mine\n# severity: error\nSELECT ?focus { FILTER (false) }", encoding="utf-8"
    )
    assert main(["ask", "leaders", "-C", str(project.root)]) == 0
    assert 'replaces = ["leaders"]' in capsys.readouterr().err
    found = [f for f in kg.open(project.root).check(datetime.date(2026, 1, 1)) if f.check == "taken"]
    assert [(Path(f.path or "").name, f.severity) for f in found] == [
        ("outside-tenure.rq", "error"), ("leaders.rq", "error"),
    ]  # fmt: skip
    config = project.root / "kg.toml"
    config.write_text(config.read_text() + 'replaces = ["leaders", "checks/outside-tenure"]\n', encoding="utf-8")
    assert main(["ask", "leaders", "-C", str(project.root), "-f", "tsv"]) == 0
    assert (captured := capsys.readouterr()).out.split() == ["x", "1"]
    assert "replaces" not in captured.err
    assert not [f for f in kg.open(project.root).check(datetime.date(2026, 1, 1)) if f.check == "taken"]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { kg:a kg:b kg:c }", "PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }", "CLEAR ALL",
        "# a remark\nBASE <http://a/>\nDROP ALL", "WITH <http://a/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://a/>",
    ],
)  # fmt: skip
def test_updates_are_refused(shipped: KnowledgeGraph, text: str) -> None:
    size = len(shipped.snapshot.store)
    with pytest.raises(QueryError, match="kg sparql only reads"):
        shipped.sparql(text)
    assert len(shipped.snapshot.store) == size


def test_each_form_of_query_has_its_answer(shipped: KnowledgeGraph) -> None:
    assert shipped.sparql("ASK { country:UZ a kg:Country }") is True
    assert isinstance(shipped.sparql("SELECT ?s { ?s a kg:Pledge }"), Result)
    assert isinstance(shipped.sparql("CONSTRUCT { ?s a kg:X } { ?s a kg:Pledge }"), TriplesResult)


def test_a_source_is_a_named_graph(shipped: KnowledgeGraph) -> None:
    assert shipped.sparql("ASK { GRAPH source:kun-uz-2024-11-16 { ?s a kg:Dialogue } }") is True


@pytest.mark.parametrize("text", ["UZ", "uzb", "Uzbekistan", "uzbekistan ", "country:UZ", f"<{terms.BASE}country/UZ>"])
def test_a_country_is_found_by_code_name_curie_or_iri(shipped: KnowledgeGraph, text: str) -> None:
    assert resolve(shipped.snapshot, text, COUNTRY) == ox.NamedNode(f"{terms.BASE}country/UZ")


def test_accents_do_not_matter(shipped: KnowledgeGraph) -> None:
    assert resolve(shipped.snapshot, "cote d'ivoire", COUNTRY).value.endswith("country/CI")


@pytest.mark.parametrize("text", ["Uzbekistn", "country:UX", ""])
def test_an_unknown_country_is_refused(shipped: KnowledgeGraph, text: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(shipped.snapshot, text, COUNTRY)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("2024-13-01", "date", "is not a date; write YYYY-MM-DD, such as 2024-11-13"),
        ("2024-02-30", "date", "is not a date; write YYYY-MM-DD, such as 2024-11-13"),
        ("yesterday", "date", "is not a date; write YYYY-MM-DD, such as 2024-11-13"),
        ("four", "integer", "is not a whole number; write one as 4"),
        ("abc", "gYear", "is not a year; write one as 2024"),
        ("NaN", "decimal", "is not a number; write one as 1.5"),
    ],
)
def test_a_value_outside_its_datatype_is_refused(shipped: KnowledgeGraph, text: str, kind: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(shipped.snapshot, text, terms.XSD + kind)
    assert str(caught.value) == f"{text!r} {message}"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("20241113", "date", "2024-11-13"), ("1_000", "integer", "1000"), ("1e3", "decimal", "1000")],
)
def test_values_get_the_canonical_form_of_their_datatype(
    shipped: KnowledgeGraph, text: str, kind: str, value: str
) -> None:
    assert resolve(shipped.snapshot, text, terms.XSD + kind).value == value


def test_a_parameter_value_is_never_executed_as_sparql(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError):
        shipped.ask("frameworks-by-partner", country="UZ } ?s ?p ?o {")


@pytest.mark.parametrize(
    ("lexical", "kind", "value"),
    [
        ("4", "integer", 4), ("1.50", "decimal", Decimal("1.50")), ("true", "boolean", True), ("0", "boolean", False),
        ("2024-11-13", "date", datetime.date(2024, 11, 13)), ("2024-13-01", "date", "2024-13-01"),
        ("x", "integer", "x"),
    ],
)  # fmt: skip
def test_literals_become_python_values(lexical: str, kind: str, value: object) -> None:
    assert to_python(ox.Literal(lexical, datatype=ox.NamedNode(terms.XSD + kind))) == value


def test_a_query_is_found_by_the_number_of_its_question(shipped: KnowledgeGraph) -> None:
    found = find_query(shipped.queries, 1)
    assert 1 in found.questions
    assert find_query(shipped.queries, "Q1") == found


def test_a_question_is_found_by_its_title_and_other_words_get_the_likeliest(shipped: KnowledgeGraph) -> None:
    for question in shipped.queries.values():
        assert find_query(shipped.queries, question.title) == question
    assert find_query(shipped.queries, "who led each side, at a session?").name == "leaders"
    with pytest.raises(UnknownNameError) as caught:
        find_query(shipped.queries, "who led the side")
    lines = str(caught.value).splitlines()
    assert lines[:2] == ["no question called 'who led the side'", "leaders: Who led each side at a session"]
    assert len(lines) == 5
    assert lines[-1] == "kg ask lists them all"
    with pytest.raises(UnknownNameError, match="did you mean 'leaders'"):
        find_query(shipped.queries, "leader")


def test_names_are_read_once_for_a_graph_and_labels_only_if_no_code_matches(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = replace(shipped.snapshot)
    folded: list[str] = []
    monkeypatch.setattr(resolving, "fold", lambda text: (folded.append(text), fold(text))[1])
    country = terms.KG + "Country"
    assert resolve(graph, "country:UZ", country) == resolve(graph, f"{terms.BASE}country/UZ", country)
    assert folded == []
    assert resolve(graph, "uz", country).value.endswith("/UZ")
    assert {"UZ", "UZB"} <= {*folded}
    assert "Uzbekistan" not in folded
    assert resolve(graph, "uzbekistan", country).value.endswith("/UZ")
    assert "Uzbekistan" in folded
    folded.clear()
    assert resolve(graph, "Kazakhstan", country).value.endswith("/KZ")
    assert {*folded} == {"Kazakhstan"}


def test_an_unknown_number_is_answered_with_the_known_ones(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="'999'\nthe questions have the numbers 1 to 50; kg ask lists them"):
        find_query(shipped.queries, 999)
    some: Library[Question] = Library()
    some.add_folder(replace(find_query(shipped.queries, number), name=f"n{number}") for number in (3, 1, 2, 7))
    with pytest.raises(UnknownNameError, match="numbers 1 to 3, 7;"):
        find_query(some, 5)


def test_a_result_becomes_a_data_frame(shipped: KnowledgeGraph) -> None:
    answer = shipped.sparql("SELECT ?c ?none { ?c kg:alpha2 'UZ' }")
    assert isinstance(answer, Result)
    assert list(answer.to_pandas().columns) == ["c", "none"]


def test_html_of_a_result_is_escaped(shipped: KnowledgeGraph) -> None:
    answer = shipped.sparql("SELECT ('<b>' AS ?x) {}")
    assert isinstance(answer, Result)
    assert "&lt;b&gt;" in answer._repr_html_()


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("Usbekistan", "Country", "did you mean country:UZ (Uzbekistan)?"),
        ("country:UX", "Country", ""),
        (
            "framework:us-uz-spp",
            "Framework",
            "did you mean framework:us-uz-spd (Strategic Partnership Dialogue)",
        ),
        ("us uz strategic partnership dialog", "Framework", None),
        ("EU", "Country", ""),
        ("xyzzy", "Framework", ""),
    ],
)
def test_suggestions_can_be_used_as_input(shipped: KnowledgeGraph, text: str, kind: str, hint: str | None) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(shipped.snapshot, text, terms.KG + kind)
    message = str(caught.value)
    assert len(message) < 300
    suggested = re.findall(r"(\w+:[\w-]+) \(", message) if "did you mean" in message else []
    assert len(suggested) <= 3
    for curie in suggested:
        assert resolve(shipped.snapshot, curie, terms.KG + kind)
    assert (hint or "") in message
    if hint == "":
        assert suggested == []


def test_triples_are_written_with_the_prefixes_that_they_use(shipped: KnowledgeGraph) -> None:
    found = shipped.sparql("CONSTRUCT { ?c kg:alpha2 ?x ; kg:rank 1 } { ?c kg:alpha2 ?x . FILTER (?x = 'UZ') }")
    assert isinstance(found, TriplesResult)
    assert re.findall(r"@prefix (\w+):", found.turtle()) == ["kg", "country"]
    dated = shipped.sparql("CONSTRUCT { ?s dcterms:issued ?d } { ?s dcterms:issued ?d }")
    assert isinstance(dated, TriplesResult)
    assert "@prefix xsd: " in dated.turtle()
    assert set(ox.parse(dated.turtle(), format=ox.RdfFormat.TURTLE))


ACT_FOR = ["the ontology has no kg:actFor; did you mean kg:actsFor?"]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("ASK { ?s kg:actFor ?o }", ACT_FOR),
        ("ASK { ?s a kg:Qwertz }", ["the ontology has no kg:Qwertz"]),
        ("ASK { ?s <https://w3id.org/diplomatic-kg/ontology#actFor> 1 }", ACT_FOR),
        ("PREFIX k: <https://w3id.org/diplomatic-kg/ontology#> ASK { ?s k:actFor 1 }", ACT_FOR),
        ('ASK { ?s ?p "kg:actFor" } # kg:actFor', []),
        ("ASK { ?s kg:eventStatus kg:Held ; rdfs:labl ?l ; wd:P31 country:FX . ?s a skos:Nothing }",
         ["the graph has no rdfs:labl", "the graph has no wd:P31", "the graph has no country:FX",
          "the graph has no skos:Nothing"]),
        ("ASK { country:USA kg:metUnder ?s }",
         ["the graph has no country:USA; did you mean country:US (United States)?"]),
        ("ASK { ?s ?p country:US , 'x'^^xsd:dat FILTER(xsd:inte(?s) = 1) }", []),
        ("CONSTRUCT { ?s <urn:mine> <urn:thing> } { ?s ?p <urn:other> }", ["the graph has no urn:other"]),
        ("ASK { ?s kg:alpha2 'UZ' ; rdfs:label ?l FILTER(regex(lang(?l), '^zh-Hans') || STRENDS(lang(?l), '-LATN'))}",
         [f"language tags are in lower case here: write {tag}, or use langMatches(lang(?x), ...)"
          for tag in ("'^zh-hans'", "'-latn'")]),
        ("ASK { ?s rdfs:label ?l FILTER(regex(lang(?l), '^ZH', 'i')) }", []),
        ("ASK { GRAPH graph:accepted { ?s ?p ?o } GRAPH graph:inferred { ?s ?q ?o } }", []),
    ],
)  # fmt: skip
def test_terms_unknown_to_the_ontology_are_reported(shipped: KnowledgeGraph, text: str, notes: list[str]) -> None:
    assert query_notes(shipped.snapshot, text) == tuple(notes)


UNBOUND = (
    ("SELECT ?x { country:UZ kg:metUnder ?y }", ["nothing in the query gives ?x a value"]),
    ("SELECT ?party (COUNT(?meting) AS ?n) { ?party kg:hasParty ?meeting } GROUP BY ?party",
     ["nothing in the query gives ?meting a value; did you mean ?meeting?"]),
    ("SELECT ?d { ?e kg:latestDate ?d FILTER (STR(?date) > '2024') } ORDER BY ?d ?dd",
     ["nothing in the query gives ?date a value", "nothing in the query gives ?dd a value; did you mean ?d?"]),
    ("SELECT * { { SELECT ?f { ?e kg:latestDate ?d } } ?e kg:latestDate ?d }",
     ["nothing in the query gives ?f a value"]),
    # These are in order.
    ("SELECT ?x ?y { VALUES (?x ?y) { (1 2) } }", []),
    ("SELECT ?x { VALUES ?x { 1 } }", []),
    ("SELECT $x { ?x ?p ([] ?q) }", []),
    ("SELECT ?x (STR(?x) AS ?t) { ?e (kg:latestDate|kg:earliestDate) ?x } ORDER BY DESC(?t) LIMIT 3", []),
    ("SELECT ?g ?n { GRAPH ?g { ?s kg:ordinal ?o } BIND (IF(?o > 2, ?o + 1, ?none) AS ?n) FILTER (!BOUND(?x)) }", []),
    ("SELECT ?s WHERE { ?s kg:ordinal ?o FILTER NOT EXISTS { ?s kg:hasParty ?p FILTER (?p = country:UZ) } }", []),
    ("CONSTRUCT { ?s kg:ordinal ?o } WHERE { ?s kg:ordinal ?o }", []),
    ("DESCRIBE ?s { ?s kg:ordinal 3 }", []),
)  # fmt: skip
OTHER_FORMS = (
    ('ASK { ?x kg:eventStatus "Held" }', ['kg:eventStatus never has "Held"; write kg:Held']),
    ("ASK { ?x skos:prefLabel 'Uzbekistan' }",
     ["skos:prefLabel never has 'Uzbekistan'; write \"Uzbekistan\"@en"]),
    ('ASK { ?x skos:prefLabel "Uzbekistan"@de ; kg:ordinal "3" }',
     ['skos:prefLabel never has "Uzbekistan"@de; write "Uzbekistan"@en',
      'kg:ordinal never has "3"; write "3"^^xsd:integer']),
    ('ASK { ?x kg:latestDate "2024-11-13" }',
     ['kg:latestDate never has "2024-11-13"; write "2024-11-13"^^xsd:date']),
    ("ASK { ?x kg:latestDate ?d FILTER(?d > '2024-01-01' && ?d <= \"2025-01-01\") }",
     ["a text is not a date: compare ?d with '2024-01-01'^^xsd:date",
      'a text is not a date: compare ?d with "2025-01-01"^^xsd:date']),
    # These are in order.
    ('ASK { ?x skos:prefLabel "Uzbekistan"@en ; kg:alpha2 "UZ" ; kg:latestDate "2024-11-13"^^xsd:date }', []),
    ("ASK { ?x kg:latestDate ?d BIND (STR(?d) AS ?t) FILTER(?t > '2024-01-01' && ?d > '2024-01-01'^^xsd:date) }", []),
    ('ASK { ?x skos:prefLabel "Nowhere" }', []),
)  # fmt: skip


def test_what_in_a_query_matches_nothing_is_reported(shipped: KnowledgeGraph) -> None:
    for text, notes in (*UNBOUND, *OTHER_FORMS):
        assert query_notes(shipped.snapshot, text) == tuple(notes), text
    # No query of the library has such a fault.
    for query in shipped.queries.values():
        if isinstance(query, Query):
            assert not [
                note for note in query_notes(shipped.snapshot, query.text) if "gives" in note or "never" in note
            ], query.name


@pytest.mark.parametrize(
    "name",
    [
        "O'zbekiston",
        "Oʻzbekiston",
        "O‘zbekiston",
        "O’zbekiston",
        "Oʼzbekiston",
        "O`zbekiston",
        "Ўзбекистон",
        "ўзбекистон",
    ],
)
def test_a_country_is_found_by_its_uzbek_name_with_any_apostrophe(shipped: KnowledgeGraph, name: str) -> None:
    assert resolve(shipped.snapshot, name, COUNTRY) == ox.NamedNode(f"{terms.BASE}country/UZ")


@pytest.mark.parametrize("code", ["CN", "KG", "KZ", "TJ", "TM", "US", "UZ"])
def test_countries_of_the_documents_and_of_central_asia_have_uzbek_names(shipped: KnowledgeGraph, code: str) -> None:
    country, names = ox.NamedNode(f"{terms.BASE}country/{code}"), ox.NamedNode(terms.ALT_LABEL)
    found = [quad.object for quad in shipped.snapshot.store.quads_for_pattern(country, names, None, ACCEPTED)]
    uzbek = [name for name in found if isinstance(name, ox.Literal) and name.language in ("uz", "uz-cyrl")]
    assert len(uzbek) == 2
    assert {resolve(shipped.snapshot, name.value, COUNTRY) for name in uzbek} == {country}
