"""Every kind of input is read into columns of numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import DataError, UsageError
from kg.rdf import terms
from kg.reason.readers.encoded import DEFAULT_GRAPH, Encoded
from kg.reason.readers.files import read_file
from kg.reason.readers.rdflib_graphs import from_rdflib
from kg.reason.readers.triples import from_triples

A, P = "<urn:a>", "<urn:p>"


def rows(encoded: Encoded) -> set[tuple[str, ...]]:
    written = encoded.dictionary.texts
    columns = [encoded.subject, encoded.predicate, encoded.object]
    found = [[written[n] for n in column.tolist()] for column in columns]
    if encoded.graph is not None:
        found.append(["" if n == DEFAULT_GRAPH else written[n] for n in encoded.graph.tolist()])
    return set(zip(*found, strict=True))


def by_pyoxigraph(text: str, syntax: ox.RdfFormat) -> set[tuple[str, ...]]:
    quads = ox.parse(text.encode(), format=syntax)
    size = 4 if syntax.supports_datasets else 3
    return {tuple("" if part == ox.DefaultGraph() else str(part) for part in quad)[:size] for quad in quads}


def read(tmp_path: Path, name: str, text: str) -> Encoded:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_file(path)


TERMS = st.sampled_from([
    A, "<urn:b#c>", "_:x", "_:x.y-z", '"plain"', '"caf\u00e9"', '"caf\\u00E9"', '"tab\\t"', '"quote\\"s"', '""',
    '"x"@en', '"x"@EN-gb', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "<urn:\\u00e9>", "<urn:é%20>",
    '"x"^^<http://www.w3.org/2001/XMLSchema#string>', '"with <angles> in it"', '"with # in it"', '"ends ."',
    '"a <urn:b> c"', '"_:b c"', '"a \\\\"', '"\\\\\\" b \\\\"', '"\\" . "', '"\\\\n"', '"a\u00a0b\u2028c"', '"a\x01 b"',
])  # fmt: skip
ENDS = st.sampled_from([" .", " . ", ".", "\t.", " . # c"])
LINES = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from([A, "_:x", "<urn:é>"]), TERMS, st.sampled_from([" .", " . ", ".", "\t.", " . # c"])
        ).map(lambda row: f"{row[0]} {P} {row[1]}{row[2]}\n"),
        st.sampled_from(["\n", "# a comment\n", "  \n", f"{A}\t{P}\t{A} .\n", f"{A}  {P} {A} .\r\n"]),
    ),
    max_size=12,
)
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(lines=LINES, last=st.booleans())
def test_lines_are_read_as_pyoxigraph_reads_them(tmp_path: Path, lines: list[str], last: bool) -> None:
    text = "".join(lines)
    text = text if last else text.rstrip("\n")
    assert rows(read(tmp_path, "a.nt", text)) == by_pyoxigraph(text, ox.RdfFormat.N_TRIPLES)


@many
@given(quads=st.lists(st.tuples(TERMS, st.sampled_from(["", " <urn:g>", " _:g"])), max_size=6))
def test_quads_are_read_as_pyoxigraph_reads_them(tmp_path: Path, quads: list[tuple[str, str]]) -> None:
    text = "".join(f"{A} {P} {obj}{graph} .\n" for obj, graph in quads)
    found = read(tmp_path, "a.nq", text)
    if quads:
        assert rows(found) == by_pyoxigraph(text, ox.RdfFormat.N_QUADS)
    assert len(found) == len(quads)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "@prefix : <urn:> . :a :p :b, 'x\\n'@en, 3 ; a [ :q ( 1 2 ) ] ."),
        ("a.trig", "@prefix : <urn:> . :a :p :b . :g { :a :p 'x y', :c }"),
        ("a.rdf", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:"><rdf:Description '
                  'rdf:about="urn:a"><p rdf:resource="urn:b"/></rdf:Description></rdf:RDF>'),
    ],
)  # fmt: skip
def test_other_formats_are_read(tmp_path: Path, name: str, text: str) -> None:
    found = read(tmp_path, name, text)
    path = tmp_path / name
    assert len(found) == sum(1 for _ in ox.parse(path=str(path)))
    if name != "a.ttl":
        syntax = ox.RdfFormat.from_extension(name[2:])
        assert syntax is not None
        assert rows(found) == by_pyoxigraph(text, syntax)


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        (f"{A} {P} <relative> .", 3), (f"{A} {P} .", 3), (f'"x" {P} {A} .', 3), (f'{A} "p" {A} .', 3),
        (f"{A} _:p {A} .", 3), (f'{A} {P} "open .', 3), (f"{A} {P} {A}", 4), (f"{A} {P} {A} . {A} {P} {A} .", 3),
    ],
)  # fmt: skip
def test_a_syntax_error_has_its_line(tmp_path: Path, bad: str, line: int) -> None:
    good = f"{A} {P} {A} .\n"
    with pytest.raises(DataError) as error:
        read(tmp_path, "a.nt", good * 2 + bad + "\n" + good)
    assert error.value.findings[0].line == line
    assert f"a.nt:{line}" in str(error.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nt", f"{A} {P} .\n{A} {P} {A} {A} {P} {A} .\n"),
        ("a.nt", f'{A} {P} "a .\n{A} {P} b" .\n'),
        ("a.nt", f'"a b" {P} {A} .\n'),
        ("a.nt", f'{A} {P} "a" b" .\n'),
        ("a.nt", f"{A} {P} <urn:a b> .\n"),
        ("a.nt", f"{A} {P} {A} .\n.\n{A} {P} {A} .\n"),
        ("a.nq", f'{A} {P} {A} "graph" .\n'),
        ("a.nq", f"{A} {P} {A} {A} {A} .\n"),
    ],
)
def test_lines_that_look_right_when_put_together_are_refused(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(DataError):
        read(tmp_path, name, text)


def test_the_line_is_right_in_a_long_file(tmp_path: Path) -> None:
    text = "".join(f"<urn:a{n}> {P} {A} .\n" for n in range(5000)) + f"{A} {P} nonsense .\n"
    with pytest.raises(DataError) as error:
        read(tmp_path, "a.nt", text)
    assert error.value.findings[0].line == 5001


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_bytes(b'<urn:a> <urn:p> "\xff" .\n')
    with pytest.raises(DataError, match="UTF-8"):
        read_file(path)


def test_an_unknown_extension_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.ttl"):
        read_file(tmp_path / "a.docx")
    for ending in ("nt", "ttl"):
        with pytest.raises(UsageError):
            read_file(tmp_path / f"missing.{ending}")


def test_an_empty_file_has_no_triples(tmp_path: Path) -> None:
    assert len(read(tmp_path, "a.nt", "")) == 0


def test_triples_quads_and_tuples_are_read() -> None:
    a, p, x = ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("x\n")
    assert rows(from_triples([ox.Triple(a, p, x), (a, p, a)])) == {(A, P, '"x\\n"'), (A, P, A)}
    assert rows(from_triples([ox.Quad(a, p, x), ox.Quad(a, p, x, a)])) == {(A, P, '"x\\n"', ""), (A, P, '"x\\n"', A)}


def test_a_literal_cannot_be_a_subject() -> None:
    with pytest.raises(UsageError, match="cannot stand"):
        from_triples([(ox.Literal("x"), ox.NamedNode("urn:p"), ox.NamedNode("urn:a"))])


def test_graphs_and_datasets_of_rdflib_are_read() -> None:
    text = "<urn:a> <urn:p> 'x\\ty'@EN, 1, 1.0, '01'^^<http://www.w3.org/2001/XMLSchema#integer>, true, _:b ."
    graph = rdflib.Graph().parse(data=text, format="turtle")
    literals = {row[2] for row in rows(from_rdflib(graph)) if row[2][0] == '"'}
    assert '"x\\ty"@en' in literals
    assert len(from_rdflib(graph)) == len(graph)
    dataset = rdflib.Dataset()
    a, p, b, c, g = (rdflib.URIRef(f"urn:{name}") for name in "apbcg")
    dataset.default_graph.add((a, p, b))
    dataset.graph(g).add((a, p, c))
    assert rows(from_rdflib(dataset)) == {(A, P, "<urn:b>", ""), (A, P, "<urn:c>", "<urn:g>")}


def test_terms_and_numbers_are_converted() -> None:
    encoded = from_triples([(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(5))])
    assert encoded.term(2) == ox.Literal(5)
    assert encoded.find(ox.Literal(5)) == 2
    assert encoded.find(ox.Literal(6)) is None
    assert encoded.literals().tolist() == [False, False, True]


def test_a_file_that_is_something_else_is_named(tmp_path: Path) -> None:
    label = '<r:label xmlns:r="urn:r" xml:lang="someone@example.org">x</r:label>'
    for name, text, message, line in (
        ("a.jsonld", '{"@context": "https://schema.org", "name": "x"}', "kg reads nothing from the network", 1),
        ("a.owl", "@prefix a: <http://a/> .\na:b a:c a:d .", "this is Turtle, not RDF/XML", 1),
        ("a.owl", "# x\nPrefix(:=<urn:a>)\nOntology(<urn:b>)", "this is OWL functional syntax, not RDF/XML", 1),
        ("a.owl", "Prefix: : <urn:a>\nOntology: <urn:b>", "this is Manchester syntax, not RDF/XML", 1),
        ("a.owl", f"<?xml version='1.0'?><!DOCTYPE Ontology [\n<!ENTITY a 'b'> ]>\n<Ontology xmlns='{terms.OWL}'/>",
         "this is OWL/XML, not RDF/XML", 1),
        ("a.owl", "<a/>", "this is XML, but not RDF/XML", 1),
        ("b.owl", f'<rdf:RDF xmlns:rdf="{terms.RDF}"><rdf:Description>\n{label}</rdf:Description></rdf:RDF>',
         "'someone@example.org' is not a language tag", 2),
        ("a.nt", "<html><p>Not found", "this is HTML, not N-Triples", 1),
        ("a.jsonld", "[" * 100_000, "Max stack size", 1),
    ):  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match=message) as caught:
            read_file(tmp_path / name)
        (finding,) = caught.value.findings
        assert (finding.line, bool(finding.remedy)) == (line, True), name


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 9)] * 5), max_size=40), st.integers(1, 5))
def test_some_of_the_triples_are_numbered_as_if_they_were_read_alone(found: list[tuple[int, ...]], batch: int) -> None:
    terms_ = [ox.NamedNode(f"urn:{number}") for number in range(10)]
    quads = [ox.Quad(terms_[s], terms_[p], ox.Literal(str(o)), terms_[g]) for s, p, o, g, _ in found]
    for rows_ in (quads, [(quad.subject, quad.predicate, quad.object) for quad in quads]):
        with pytest.MonkeyPatch.context() as patch:
            for place in ("encoded", "triples"):
                patch.setattr(f"kg.reason.readers.{place}.BATCH", batch)
            keep = [bool(row[4] % 2) for row in found]
            some = from_triples(rows_).only(np.array(keep, np.bool_))
            alone = from_triples([row for row, kept in zip(rows_, keep, strict=True) if kept])
        assert some.dictionary.texts == alone.dictionary.texts
        for column in ("subject", "predicate", "object", "graph"):
            # Where there are no triples, it is not known whether they would have graphs.
            one, other = ([] if numbers is None else numbers.tolist() for numbers in (
                getattr(some, column), getattr(alone, column)))  # fmt: skip
            assert one == other, column
