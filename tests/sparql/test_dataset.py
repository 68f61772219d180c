"""Which graphs a query reads: the default graph, the sources, and those that FROM names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import build
from kg.cli import main
from kg.errors import ProjectError, QueryError
from kg.graph import KnowledgeGraph
from kg.project.find import find_project
from kg.project.project import Project
from kg.rdf import terms
from kg.sparql import run as running
from kg.sparql.notes import query_notes
from kg.sparql.results import Result
from kg.sparql.run import run
from kg.sparql.tokens import tokens
from kg.sparql.worker import Limits
from kg.store.snapshot import Snapshot

A, B = "GRAPH my:s1", "GRAPH my:s2"


@pytest.fixture(scope="module")
def two(snapshot_of: Callable[..., Snapshot]) -> Snapshot:
    """A graph of two sources: one statement of each alone, and one of both."""
    return snapshot_of("my:one a kg:Topic . my:both a kg:Topic .", "my:two a kg:Topic . my:both a kg:Topic .")


def ask(snapshot: Snapshot, text: str) -> list[str]:
    """Return the answer of a worker and of this process, which must be equal: local names, sorted."""
    prefix = "PREFIX my: <https://example.org/desk/> "
    found = []
    for limits in (None, Limits()):
        answer = run(snapshot, prefix + text, limits)
        assert isinstance(answer, Result)
        found.append(
            sorted(
                "+".join(snapshot.compact(term.value).partition(":")[2] for term in row if term) for row in answer.rows
            )
        )
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Without FROM: the accepted graph, and the sources by name.
        ("SELECT ?s { ?s a kg:Topic }", ["both", "one", "two"]),
        ("SELECT ?s { GRAPH my:s1 { ?s a kg:Topic } }", ["both", "one"]),
        ("SELECT ?s ?g { GRAPH ?g { ?s a kg:Topic } }", ["both+s1", "both+s2", "one+s1", "two+s2"]),
        ("SELECT DISTINCT ?s { GRAPH ?g { { SELECT * { ?s a kg:Topic } } } }", ["both", "one", "two"]),
        ("SELECT ?s ?g { GRAPH ?g { ?s a kg:Topic } FILTER(?g = graph:accepted) }",
         ["both+accepted", "one+accepted", "two+accepted"]),
        ("SELECT ?s { GRAPH graph:accepted { ?s a kg:Topic } }", ["both", "one", "two"]),
        ("SELECT ?s { GRAPH <https://w3id.org/diplomatic-kg/graph/accepted> { ?s a kg:Topic } }",
         ["both", "one", "two"]),
        ("SELECT ?s { GRAPH graph:inferred { ?s a kg:Topic } }", []),
        ("SELECT ?s # graph:accepted\n ?g { GRAPH ?g { ?s a kg:Topic ; a kg:Topic } }",
         ["both+s1", "both+s2", "one+s1", "two+s2"]),
        # FROM: the default graph has the statements of these graphs, and there are no named graphs.
        ("SELECT ?s FROM my:s1 { ?s a kg:Topic }", ["both", "one"]),
        ("SELECT ?s FROM <https://example.org/desk/s1> { ?s a kg:Topic }", ["both", "one"]),
        ("SELECT ?s FROM my:s1 FROM my:s2 { ?s a kg:Topic }", ["both", "one", "two"]),
        ("SELECT ?s FROM my:s1 FROM my:s1 { ?s a kg:Topic }", ["both", "one"]),
        ("SELECT ?s FROM my:s1 FROM my:s2 FROM NAMED my:s2 { ?s a kg:Topic . GRAPH ?g { ?s a kg:Topic } }",
         ["both", "two"]),
        ("SELECT ?s FROM my:s1 FROM my:s2 { GRAPH ?g { ?s a kg:Topic } }", []),
        ("SELECT ?s FROM my:s1 FROM my:none { ?s a kg:Topic }", ["both", "one"]),
        ("SELECT ?s from my:s1 { GRAPH ?g { ?s a kg:Topic } }", []),
        ("SELECT ?s FROM NAMED my:s1 { ?s a kg:Topic }", []),
        ("SELECT ?s FROM NAMED my:s1 { GRAPH ?g { ?s a kg:Topic } }", ["both", "one"]),
        ("SELECT ?s FROM my:s1 FROM NAMED my:s2 { ?s a kg:Topic . GRAPH ?g { ?s a kg:Topic } }", ["both"]),
        ("SELECT ?s FROM graph:accepted { ?s a kg:Topic }", ["both", "one", "two"]),
        ("SELECT ?s FROM my:none { ?s a kg:Topic }", []),
        ("SELECT ?s { ?s a kg:Topic FILTER(STR(?s) != 'FROM my:s1') } # FROM my:s1", ["both", "one", "two"]),
        # An IRI may be relative to the base, a prefix too, and a base to the one before.
        ("BASE <https://w3id.org/> BASE <diplomatic-kg/> SELECT ?s { GRAPH <graph/accepted> { ?s a kg:Topic } }",
         ["both", "one", "two"]),
        ("BASE <https://w3id.org/diplomatic-kg/> PREFIX g: <graph/> SELECT ?s { GRAPH g:accepted { ?s a kg:Topic } }",
         ["both", "one", "two"]),
        ("BASE <https://example.org/a#b> SELECT ?s FROM <desk/s1> FROM </desk/s2> { ?s a kg:Topic }",
         ["both", "one", "two"]),
        # A keyword in a name or a text is none; the engine needs no space between two keywords.
        ("SELECT ?s\u00b7from { ?s\u00b7from a kg:Topic OPTIONAL { my:a\u00b7from ?p my:cafe\u0301from } }",
         ["both", "one", "two"]),
        ('SELECT ?s { ?s a kg:Topic FILTER(STR(?s) != """ " FROM my:s1""") }', ["both", "one", "two"]),
        ("SELECT ?s FROMNAMED my:s1 { GRAPH ?g { ?s a kg:Topic } }", ["both", "one"]),
    ],
)  # fmt: skip
def test_a_query_reads_the_graphs_that_it_names(two: Snapshot, text: str, rows: list[str]) -> None:
    assert ask(two, text) == rows


def test_a_name_has_the_characters_of_the_grammar(two: Snapshot) -> None:
    edges = (
        "\u00aa\u00b6\u00b7\u00b8\u00d7\u00f7\u02ff\u0300\u036f\u0370\u037e\u0660\u1fff\u200b\u200c\u200d\u200e\u203e\u203f\u2040"
        "\u2041\u206f\u2070\u218f\u2190\u2bff\u2c00\u2fef\u2ff0\u3000\u3001\uf8ff\uf900\ufdcf\ufdd0-%"
    )
    for sign in edges:
        name = f"kg:a{sign}b"
        try:
            parsed = two.store.query(f"ASK {{ {name} ?p ?o }}", prefixes={"kg": terms.KG}) is not None
        except SyntaxError:
            parsed = False
        assert parsed == ([(token.kind, token.text) for token in tokens(name)] == [("name", name)]), ascii(sign)
    with pytest.raises(QueryError, match="the prefix GRAPHgraph: is not declared"):
        run(two, "ASK { GRAPHgraph:accepted { ?s ?p ?o } }")


def test_any_graph_is_any_source_wherever_it_stands(two: Snapshot) -> None:
    both = ["both+s1", "both+s2", "one+s1", "two+s2"]
    for text, found in (
        ("SELECT ?s ?g { ?s a kg:Topic . OPTIONAL { GRAPH ?g { ?s a kg:Topic } } }", both),
        ("SELECT ?s ?g { { GRAPH ?g { ?s a kg:Topic } } UNION { GRAPH $g { ?s a kg:Nothing } } }", both),
        ("SELECT ?s ?g { GRAPH ?g { ?s a kg:Topic . FILTER EXISTS { ?s ?p ?o } } . ?s a kg:Topic }", both),
        ("SELECT ?s ?g { { SELECT ?s ?g { GRAPH ?g { { ?s a kg:Topic } } } } }", both),
        ("SELECT ?g { GRAPH ?g {} FILTER (CONTAINS(STR(?g), '/graph/')) }", []),
        ("SELECT ?s { ?s a kg:Topic . FILTER NOT EXISTS { GRAPH ?g { ?s a kg:Topic } } }", []),
        ("SELECT ?s { ?s a kg:Topic . MINUS { GRAPH ?g { ?s a kg:Topic } } }", []),
        # What only looks like such a clause, or may hide one.
        ("SELECT ?s ?g { GRAPH ?g { ?s a kg:Topic } } # GRAPH ?x { }", both),
        ("SELECT ?s ?g { GRAPH ?g { ?s a kg:Topic } FILTER (STR(?s) != 'GRAPH ?x {') }", both),
        (r"SELECT ?s ?g { GRAPH ?g { ?s a kg:Topic } FILTER (STR(?s) != '\u0041') }", both),
        ("SELECT ?s ?g { graph # any\n ?g { ?s a kg:Topic } }", both),
    ):
        assert ask(two, text) == sorted(found), text
    with pytest.raises(QueryError) as caught:
        run(two, "SELECT ?s { GRAPH ?g { ?s a kg:Topic } ?x }")
    assert caught.value.finding.column == 44


def test_a_condition_on_the_graph_is_used_only_where_it_means_the_list_of_the_sources(
    two: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic, of_sources = "?s a kg:Topic", running._of_sources
    # The clause, and whether each of its solutions certainly matches a statement of the graph.
    groups = {
        f"{{ {topic} }}": True,
        f"{{ {{ {topic} }} UNION {{ VALUES ?x {{ 1 }} {topic} }} }}": True,
        f"{{ VALUES (?x ?y) {{ (1 2) }} {topic} FILTER regex(STR(?s), 'o') BIND (1 AS ?z) }}": True,
        "{ [] kg:paragraph ?s }": True,
        f"{{ {topic} {{ GRAPH my:s1 {{ {topic} }} }} }}": False,
        f"{{ GRAPH ?h {{ {topic} }} }}": False,
        "{ VALUES ?s { my:one } }": False,
        f"{{ {topic} BIND (my:s2 AS ?g) }}": False,
        f"{{ {topic} OPTIONAL {{ VALUES (?g ?s) {{ (my:s2 UNDEF) (my:none my:one) }} }} }}": False,
        f"{{ OPTIONAL {{ {topic} }} }}": False,
        f"{{ {{ {topic} }} UNION {{ BIND (1 AS ?x) }} }}": False,
        f"{{ FILTER NOT EXISTS {{ {topic} }} }}": False,
        "{ FILTER xsd:boolean(1) }": False,
    }
    for group, is_certain in groups.items():
        for text in (
            f"SELECT * {{ GRAPH ?g {group} }}",
            f"SELECT * {{ ?s a kg:Topic MINUS {{ GRAPH ?g {group} }} }}",
            f"SELECT * {{ ?s a kg:Topic OPTIONAL {{ GRAPH $g {group} }} }}",
        ):
            text = f"PREFIX my: <https://example.org/desk/> {text}"  # noqa: PLW2901
            assert (of_sources(text, [*tokens(text)]) is not None) is is_certain, text
            rows = []
            for rewritten in (of_sources, lambda *_: None):
                monkeypatch.setattr(running, "_of_sources", rewritten)
                answer = run(two, text)
                assert isinstance(answer, Result)
                rows.append(Counter(answer.rows))
            assert rows[0] == rows[1], text


def test_a_count_of_graphs_is_a_count_of_sources(shipped: KnowledgeGraph) -> None:
    counts = {
        "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { event:us-uz-spd-4 a kg:Dialogue } }": 5,
        "SELECT (COUNT(*) AS ?n) FROM source:kun-uz-2024-11-16 { ?s ?p ?o }": 882,
        "SELECT (COUNT(*) AS ?n) { GRAPH source:kun-uz-2024-11-16 { ?s ?p ?o } }": 882,
    }
    for text, count in counts.items():
        answer = shipped.sparql(text)
        assert isinstance(answer, Result)
        assert answer.values() == [{"n": count}]


def test_a_byte_order_mark_is_no_part_of_a_query_or_of_settings(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    settings, query = project.root / "kg.toml", project.root / "queries" / "mine.rq"
    settings.write_bytes(b"\xef\xbb\xbf" + settings.read_bytes())
    query.write_text("\ufeff# title: x\nSELECT (1 AS ?n) {}", encoding="utf-8")
    for words in (["ask", "mine"], ["sparql", "--file", str(query)], ["sparql", "\ufeffSELECT (1 AS ?n) {}"]):
        assert main(words) == 0
        assert capsys.readouterr().out == '{"n": 1}\n'
    for path in (settings, query):
        path.write_bytes(path.read_text(encoding="utf-8-sig").encode("utf-16"))
    assert main(["sparql", "--file", str(query), "-C", str(Path("/"))]) == 2
    with pytest.raises(ProjectError, match=r"kg\.toml: cannot be read: it is UTF-16, not UTF-8; save it as UTF-8"):
        find_project(project.root)
    assert "mine.rq: is UTF-16, not UTF-8; save the query as UTF-8" in capsys.readouterr().err


#: Queries that the engine refuses, with the place, a part of the message, and the remedy.
REASONS = (
    ("SELECT ?f (COUNT(?c) AS ?n) { ?c kg:metUnder ?f }", 8, "?f stands beside COUNT()", "add GROUP BY ?f"),
    ("SELECT ?f ?g (COUNT(?c) AS ?n) { ?c ?g ?f } GROUP BY ?g", 8, "?f is neither in GROUP BY nor inside COUNT()",
     "add ?f to GROUP BY"),
    ("SELECT (YEAR(?d) AS ?y) (COUNT(*) AS ?n) { ?e kg:earliestDate ?d } GROUP BY YEAR(?d)", 14, "?d stands beside",
     "write GROUP BY (YEAR(?d) AS ?y), and after SELECT only ?y"),
    ("SELECT ?x { ?x ?p ?o } HAVING (COUNT(?o) > 2)", 8, "?x stands beside HAVING", "add GROUP BY ?x"),
    ("SELECT ?x { ?x ?p ?o FILTER(COUNT(?o) > 2) }", 29, "COUNT() cannot stand in FILTER", "use HAVING after GROUP BY"),
    ("SELECT ?x { BIND(SUM(?o) AS ?n) }", 18, "SUM() cannot stand in BIND", "use SELECT (... AS ?name)"),
    ("ASK { FILTER(COUNT(?x) > 1) }", 14, "COUNT() cannot stand in FILTER", "use HAVING after GROUP BY"),
    ("SELECT * { {SELECT ?b (COUNT(*) AS ?n) { ?b ?p ?o } } }", 20, "?b stands beside COUNT()", "add GROUP BY ?b"),
    ("SELECT * { {SELECT ?b { ?b ?p ?o } GROUP BY ?p } }", 20, "?b is neither in GROUP BY", "add ?b to GROUP BY"),
    ("SELECT * { {SELECT ?c ?c { ?c ?p ?o } } }", 23, "?c is listed twice after SELECT", "leave one out"),
    ("SELECT * { {SELECT (?b AS ?p) { ?b ?p ?o } } }", 27, "?p has a value already", "choose another name"),
    ("SELECT * { {SELECT * { ?b ?p ?o } GROUP BY ?b } }", 20, "SELECT * cannot be used with GROUP BY", "list the var"),
    ("SELECT ?s, ?p { ?s ?p ?o }", 10, "no comma stands between the variables", "leave it out"),
    ("SELECT (?a + SUM(?b) AS ?c) { ?a ?p ?b }", 9, "?a stands beside SUM()", "add GROUP BY ?a"),
    ("SELECT * { <http://a b> ?p ?o }", 12, "this is not an IRI: it has a space", "encode it: %20"),
    ("SELECT * { ?s ?p ?o } LIMIT 5 ORDER BY ?s", 31, "ORDER BY cannot stand after LIMIT", "write it before LIMIT"),
    ('ASK { ?s ?p "x"@zh-classical }', 16, "'zh-classical' is not a language tag", "write lzh"),
    ('ASK { ?s ?p "a"@en_US }', 16, "'en_US' is not a language tag", "write en-US"),
    ("SELECT ?c ?c { ?c kg:alpha2 'UZ' }", 11, "?c is listed twice after SELECT", "leave one out"),
    ("SELECT ?c (1 AS ?c) { ?x kg:alpha2 'UZ' }", 17, "?c is listed twice after SELECT", "leave one out"),
    ("SELECT (1 AS ?s) { ?s ?p ?o }", 14, "?s has a value already, AS cannot give it another", "choose another name"),
    ("SELECT * { ?s ?p ?o . BIND(?o AS ?s) }", 34, "?s has a value already, BIND cannot", "choose another name"),
    ("SELECT * { { ?s ?p ?o } BIND(1 AS ?s) }", 35, "?s has a value already, BIND cannot", "choose another name"),
    ("SELECT * { ?x ?p ?o } GROUP BY ?x", 8, "SELECT * cannot be used with GROUP BY", "list the variables"),
    ("SELECT { ?s ?p ?o }", 8, "SELECT names no variable", "write SELECT * or list variables"),
    ("SELECT ?x { VALUES (?a ?b) { (1 2) (1) } }", 38, "this row of VALUES has 1 of 2 values", "write UNDEF"),
    ("SELECT ?x { VALUES (?a ?b) { ('a'@en '1'^^xsd:date 3) } }", 53, "this row of VALUES has 3 of 2 values", "UNDEF"),
    ("SELECT ?x { ?x ?p 'a }", 19, "the text that begins here has no end", "add ' after it"),
    ("SELECT ?x { ?x ?p “a” }", 19, "“ is not a quotation mark of SPARQL", 'write " or \''),
    ("SELECT ?x { ?x ?p <a b> }", 19, "this is not an IRI: it has a space", "encode it: %20"),
    ("SELECT ?x { ?x ?p <rel> }", 19, "<rel> is not an absolute IRI", "write it in full"),
    ("SELECT ?x { ?x ?p ?o } }", 24, "} closes nothing", "leave it out"),
    ("SELECT ?x WHERE ?x ?p ?o }", 17, "the { after WHERE is missing", "write WHERE {"),
    ("SELECT ?x { ?x ?p ?o OPTIONAL ?x ?q ?r } }", 31, "the { after OPTIONAL is missing", "write OPTIONAL {"),
    ("SELECT count(?x) { ?x ?p ?o }", 8, "COUNT() after SELECT has no name", "write (count(?x) AS ?n)"),
    ("SELECT ?p (MAX(?x)) { ?x ?p ?o }", 11, "(MAX(?x)) after SELECT has no name", "write (MAX(?x) AS ?n)"),
    ("SELECT ?x { ?x ?p ?o . FILTER(?s = 'a' }", 30, "( is not closed before }", "add )"),
    ("SELECT ?x { ?x ?p ?o", 11, "{ is not closed", "add }"),
    ("SELECT ?x { FILTER(FLOR(?x) = 1) }", 20, "there is no function FLOR()", "did you mean FLOOR()?"),
    ("SELECT ?x { ?x ?p ?o } LIMIT -1", 30, "LIMIT takes a whole number", "write LIMIT 10"),
    ("SELECT ?x { ?x ?p ?o } OFFSET 9999999999999999999999", 31, "OFFSET takes a whole number", "write OFFSET 10"),
    ("SELECT ?x { _:a ?p 1 . { _:a ?q 2 } }", 26, "the blank node _:a is used in two groups", "write a variable"),
    ("ASK { ?s ?p _:a } HAVING _:a", 26, "the blank node _:a is used in two groups", "write a variable"),
    ("SELECT\u00a0?x { ?x ?p ?o }", 7, "this space is not one of SPARQL", "type an ordinary space here"),
    ("SELECT ?x WHERE ( ?x ?p ?o )", 17, "the query cannot be parsed here", "write {"),
    ("CONSTRUCT { ?s ?p [] ?o } { ?s ?p ?o }", 22, "the query cannot be parsed here", "write one of , . ; }"),
    ("SELECT ?x { ?x :a ?o }", 16, "the prefix : is not declared", "known ones: "),
)  # fmt: skip


def test_an_error_in_a_query_says_the_reason_and_what_to_do(shipped: KnowledgeGraph) -> None:
    for text, column, message, remedy in REASONS:
        for shift, before in ((0, ""), (1, "# a remark\n")):
            with pytest.raises(QueryError) as caught:
                shipped.sparql(before + text)
            finding = caught.value.finding
            assert (finding.line, finding.column) == (1 + shift, column), text
            assert message in finding.message
            assert remedy in (finding.remedy or ""), text
            lines = (finding.excerpt or "").splitlines()
            assert lines[0] == f"  {text}"
            assert lines[1].index("^") == column + 1
    with pytest.raises(QueryError, match="there is no function <urn:f>; use a function of SPARQL"):
        shipped.sparql("SELECT ?x { FILTER(<urn:f>(1)) }")


def test_a_long_line_is_cut_around_the_place(shipped: KnowledgeGraph) -> None:
    with pytest.raises(QueryError) as caught:
        shipped.sparql("SELECT ?x { " + "?x ?p 'value' . " * 5_000 + "?x ?p foo:bar }")
    lines = str(caught.value).splitlines()
    assert lines[1][lines[2].index("^") :].startswith("foo:bar")
    assert max(map(len, lines)) < 400


def test_notes_on_a_query_are_printed_and_are_in_the_result(
    shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    usa = "the graph has no country:USA; did you mean country:US (United States)?"
    tag = 'language tags are in lower case here: compare with "zh-hans", or use langMatches(lang(?x), "zh-Hans")'
    for text, note in (
        ("SELECT ?s { country:USA kg:metUnder ?s }", usa),
        ('SELECT ?l { ?x skos:prefLabel ?l FILTER(lang(?l) = "zh-Hans") }', tag),
    ):
        answer = shipped.sparql(text)
        assert isinstance(answer, Result)
        assert (answer.rows, answer.notes) == ((), (note,))
        for style in ("csv", "table"):
            assert main(["sparql", text, "-f", style, "-C", str(shipped.project.root), "--last-build"]) == 0
            assert capsys.readouterr().err == f"kg: note: {note}\n"
    many = shipped.sparql(
        f"SELECT * {{ VALUES ?x {{ {' '.join(f'country:none{n}' for n in range(3000))} }} ?x ?p ?o }}"
    )
    assert isinstance(many, Result)
    assert len(many.notes) == 6
    assert many.notes[-1] == "other names of the query are not checked; correct these first"
    for text in ('lang(?l) = "zh-hans"', 'langMatches(lang(?l), "zh-Hans")', "STR(?l) = 'US'"):
        answer = shipped.sparql(f"SELECT ?l {{ ?x skos:prefLabel ?l FILTER({text}) }}")
        assert isinstance(answer, Result)
        assert answer.notes == ()


def test_every_name_that_the_graph_lacks_is_named_and_no_other(
    shipped: KnowledgeGraph, snapshot_of: Callable[..., Snapshot]
) -> None:
    # The text after the base, and the beginnings of its notes.
    for text, notes in (
        ("ASK { <country/USA> kg:metUnder ?f }", ["the graph has no country:USA"]),
        ("PREFIX of: <country/> ASK { of:UZ a kg:Country . of:XX a kg:Country }", ["the graph has no country:XX"]),
        ("ASK { <country/UZ> a <ontology#Country> }", []),
        ("ASK { ?s kg:nosuchProperty ( country:UZ ) ; kg:metUnder ( kg:a ) }",
         ["the ontology has no kg:nosuchProperty", "the ontology has no kg:a"]),
        ("ASK { ?s ?p ?x, ?y FILTER(xsd:integer(?x)<5&&?y>3) }", []),
        ("ASK { ?s ?p ?x FILTER(<http://www.opengis.net/def/function/geosparql/sfWithin>(?x, '1'^^kg:shape)) }", []),
    ):  # fmt: skip
        found = query_notes(shipped.snapshot, f"BASE <{terms.BASE}> {text}")
        assert [note.partition(";")[0] for note in found] == notes, text
    farsi = "my:\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    names = snapshot_of(f"my:cafe\u0301 a kg:Topic . {farsi} a kg:Topic .")
    for name, known in (("my:cafe\u0301", True), (farsi, True), ("my:cafe", False)):
        text = f"PREFIX my: <https://example.org/desk/> ASK {{ {name} a kg:Topic }}"
        assert run(names, text) is known
        assert [note.partition(";")[0] for note in query_notes(names, text)] == ["the graph has no my:cafe"] * (
            not known
        )


def test_a_blank_node_is_not_like_a_text_in_any_format(
    shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "SELECT ?b (1e0/0 AS ?x) (0e0/0e0 AS ?y) { ?b ?p ?o FILTER(isBlank(?b)) } LIMIT 1"
    for style, begins in {
        "jsonl": '{"b": "_:', "csv": "b,x,y\n_:", "tsv": "?b\t?x\t?y\n_:",
        "markdown": "| b | x | y |\n| --- | --- | --- |\n| _:",
    }.items():  # fmt: skip
        assert main(["sparql", text, "-f", style, "-C", str(shipped.project.root), "--last-build"]) == 0
        assert capsys.readouterr().out.replace("\r", "").startswith(begins)


def test_the_options_of_limits_are_checked(shipped: KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    root = ["-C", str(shipped.project.root), "--last-build"]
    for words, code, printed in (
        (["--timeout", "x"], 2, "kg: --timeout: 'x' is not a number, such as 90, or 0 for no limit\n"),
        (["--timeout", "nan"], 2, "kg: --timeout: 'nan' is not a number, such as 90, or 0 for no limit\n"),
        (["--limit", "-1"], 2, "kg: --limit: '-1' is not a whole number, such as 1000, or 0 for no limit\n"),
        (["--limit", "1"], 0, "kg: note: the answer is cut after 1 rows; --limit 0 (in Python limit=None) gives all\n"),
        (["--limit", "0", "--timeout", "0"], 0, ""),
    ):
        assert main(["sparql", "SELECT ?c { ?c a kg:Country }", *words, *root]) == code
        # Besides, it says what judgements leave out.
        notes = capsys.readouterr().err.splitlines(keepends=True)
        assert "".join(note for note in notes if "judgements" not in note) == printed
    assert main(["ask", "leaders", "--timeout", "30", *root]) == 0
    assert main(["export", "-f", "schema.org", "--timeout", "30", *root]) == 0
    assert build.open_last(shipped.project).folder == shipped.snapshot.folder
