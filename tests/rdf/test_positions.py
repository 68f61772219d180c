"""Line numbers of statements and of nodes in Turtle."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.project import project
from kg.project.find import shipped
from kg.rdf import positions, terms
from kg.rdf.model import plain
from kg.rdf.positions import line_of, line_of_statement, lines_of_statements


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:x a:p a:y .\na:x a:q a:y .", 2),
        ("a:x a:q a:z ;\n  a:p a:y ;\n  a:q a:z ,\n    a:y .", 4),
        ("a:w a:q a:y .\na:x a:q a:y .", 2),
        ("a:x a:p 1 .", 1),  # not in the text: the line that describes the subject
        ("a:w a:q [ a:p a:y ; a:q a:z ] , a:y .\na:x a:q ( a:z a:z ) ,\n a:y .", 3),
        ("@prefix b: <http://a/> .\nPREFIX c: <http://a/>\n\nb:x b:q # a:y\n c:y .", 5),
        ("a:x a:q a:z . [] a:q a:z .\n[ a:q a:z ] a:q a:z .\n<http://a/x> <http://a/q> <http://a/y> .", 3),
        ("a:z a:p 1 .", None),
    ],
)
def test_a_statement_is_found_at_its_line(text: str, line: int | None) -> None:
    triple = (ox.NamedNode("http://a/x"), ox.NamedNode("http://a/q"), ox.NamedNode("http://a/y"))
    assert line_of_statement(text, triple, {"a": "http://a/"}) == line


@pytest.mark.parametrize(
    ("text", "value", "line"),
    [
        ("a:x a:q 14 ,\n 4 .", ox.Literal(4), 2),
        ('a:x a:q "a \\"b\\" c" ,\n  "b" .', ox.Literal("b"), 2),
        ('a:x a:q "one",\n """two\nthree""" .', ox.Literal("two\nthree"), 2),
    ],
)
def test_a_literal_is_found_at_its_line(text: str, value: ox.Literal, line: int) -> None:
    triple = (ox.NamedNode("http://a/x"), ox.NamedNode("http://a/q"), value)
    assert line_of_statement(text, triple, {"a": "http://a/"}) == line


def test_a_blank_node_is_found_at_its_line() -> None:
    triple = (ox.BlankNode(), ox.NamedNode("http://a/q"), ox.BlankNode())
    assert line_of_statement("a:x a:q [] .\n[] a:q a:x ;\n a:q [] .", triple, {"a": "http://a/"}) == 3


def test_a_type_is_found_at_its_line() -> None:
    triple = (ox.NamedNode("http://a/x"), ox.NamedNode(terms.RDF_TYPE), ox.NamedNode("http://a/C"))
    assert line_of_statement("a:x a:p a:C ;\n  a a:C .", triple, {"a": "http://a/"}) == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:x a:p a:y .\na:y a:p a:z .", 2),  # described below, mentioned above
        ("a:x a:p a:y .", 1),
        ("a:x a:p a:yy .", None),
        ("<http://a/y> a:p 1 .", 1),
        ("@prefix b: <http://a/> .\nb:y b:p 1 .", 2),
        ("PREFIX b: <http://a/>\n\nb:y b:p 1 .", 3),
    ],
)
def test_a_node_is_found_where_it_is_described(text: str, line: int | None) -> None:
    assert line_of(text, "http://a/y", {"a": "http://a/"}) == line


def test_a_blank_node_is_the_one_with_the_same_statements() -> None:
    text = """@prefix a: <http://a/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
a:x a:p [ a:q a:y ; a:r ( a:y a:z
    [ a:q a:z ] ) ] , # the one
  [ a:q a:y ; a:r ( a:y # the other
    a:x ) ] .
[ a:p [ a:q a:z ] ] a:q () .
_:n a:q _:m . _:m a:q _:n ; a:q a:y ,
  [ rdf:first a:x ; a:q a:x ] .a:x a:p ( # the list (of one)
    ########################################
    a:x ) ."""
    graph = [plain(quad) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    lines = lines_of_statements(text, graph, {}, graph)
    assert set(lines) == set(graph)
    q = ox.NamedNode("http://a/q")
    named = [(o.value[-1], line) for (_, p, o), line in lines.items() if p == q and isinstance(o, ox.NamedNode)]
    assert sorted(named) == [("l", 7), ("x", 9), ("y", 3), ("y", 5), ("y", 8), ("z", 4), ("z", 7)]


@pytest.mark.slow
@pytest.mark.parametrize("file", shipped().files(), ids=lambda file: file.path.name)
def test_the_line_of_every_shipped_statement_has_its_object(file: project.SourceFile) -> None:
    text = file.path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = sorted({plain(quad) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}, key=str)
    # Each search reads the whole text, so of a large file one statement in ten is enough.
    for subject, predicate, value in found[:: 1 if len(found) < 1000 else 10]:
        if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
            continue
        line = line_of_statement(text, (subject, predicate, value), terms.PREFIXES)
        assert line is not None
        shown = (
            terms.local_name(value.value)
            if isinstance(value, ox.NamedNode)
            else value.value.split("\n")[0].replace('"', '\\"')
        )
        assert shown in lines[line - 1].replace("\\/", "/")


def test_a_literal_is_found_however_a_store_writes_it() -> None:
    text = '<a:x> <a:q> 1.50 , "007" , 4 .\n<a:y> <a:q>\n  "2024-01-01T00:00:00.000Z" .'
    x, y, q = (ox.NamedNode(f"a:{name}") for name in "xyq")
    found = [(x, q, ox.Literal(value)) for value in ("1.5", "7", "4.0", "5")] + [
        (y, q, ox.Literal("2024-01-01T00:00:00Z"))
    ]
    lines = lines_of_statements(text, found, {}, [])
    assert [lines.get(triple) for triple in found] == [1, 1, 1, None, 3]


def test_a_large_text_is_read_only_where_the_statements_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "@prefix a: <http://a/> .\nPREFIX b: <http://a/>\n# a:x . a:q\n"
        'a:w a:p "a:x a:q 1 .\\n" , """.\n a:x . "\n""" , 1.5 , 1. a:v.w a:p a:x, [ a:p a:x ; a:q ( 2.5 a:x ) ] .\n'
        "b:x a:p a:y ;\n a:q a:z .a:x a:q 1.50 , a:y\n .\n"
        "a:x\\,y a:q <http://a/x.y> .\n<http://a/x>\n a:q 'last' . # a:x"
    )
    graph = [plain(quad) for quad in ox.parse(text, ox.RdfFormat.TURTLE)]
    named = [triple for triple in graph if not any(isinstance(term, ox.BlankNode) for term in triple)]
    whole = lines_of_statements(text, named, {}, graph)
    assert len(whole) == len(named) == 11
    monkeypatch.setattr(positions, "_LARGE", 0)
    assert lines_of_statements(text, named, {}, graph) == whole
    read: list[str] = []
    tokens = positions._read
    monkeypatch.setattr(positions, "_read", lambda part, known: [read.append(part), *tokens(part, known)][1:])
    for triple in named:
        assert lines_of_statements(text, [triple], {}, graph) == {triple: whole[triple]}
    other = "\n".join(f"a:o{number} a:p a:q ." for number in range(1000))
    read.clear()
    assert lines_of_statements(f"{text}\n{other}", [named[-1]], {}, graph) == {named[-1]: whole[named[-1]]}
    assert sum(map(len, read)) < len(text)
