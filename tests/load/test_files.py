"""Invalid files are reported with line and column, by the library and by the commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.errors import DataError, Finding
from kg.load.files import load, load_project
from kg.project.contents import read_files
from kg.project.project import Project, SourceFile
from kg.rdf import terms

# Line 8 of a file is the first after the prefixes that `write_source` puts before it.
SOURCE = "my:source a kg:Source .\n"

SPOILED: dict[str, tuple[str | bytes, str, int | None, int | None, str]] = {
    # name: content, check, line, column, part of message or remedy
    "no-dot": (SOURCE + "my:a a kg:Event\nmy:b a kg:Event .", "syntax", 10, 1, "dot is expected"),
    "no-semicolon": (SOURCE + 'my:a a kg:Event\n  kg:gist "x" .', "syntax", 10, None, "missing"),
    "open-string": (SOURCE + 'my:a kg:gist "never closed .', "syntax", 9, 14, "never closed: look for"),
    "open-line": (SOURCE + 'my:a kg:gist "never closed ;\n  kg:gist "x" .', "syntax", 9, None, "stands between"),
    "unknown-prefix": (SOURCE + "contry:UZ a kg:Country .", "syntax", 9, 1, "did you mean country:?"),
    "missing-prefix": (SOURCE + "event:x a kg:Event .", "syntax", 9, 1, "@prefix event: <https://w3id.org"),
    "space-in-iri": (SOURCE + "<https://a.test/b c> a kg:Event .", "syntax", 9, 1, "write a space as %20"),
    "relative-iri": (SOURCE + "<event/1> a kg:Event .", "syntax", 9, 1, "write whole IRIs"),
    "rdf-star": (SOURCE + "<<( my:a kg:gist my:b )>> kg:gist my:c .", "syntax", 9, None, ""),
    "triple-term": (SOURCE + "my:a kg:gist <<( my:a kg:gist my:b )>> .", "syntax", 9, None, "owl:Axiom"),
    "annotation": (SOURCE + "my:a kg:gist 1 {| kg:gist 2 |} .", "syntax", 9, None, "owl:Axiom"),
    "bare-percent": (SOURCE + "<https://a.test/Sahrisabz%> a kg:Event .", "syntax", 9, 1, "write a bare % as %25"),
    "language": (SOURCE + 'my:a kg:gist "x"@zh-classical .', "syntax", 9, None, "'zh-classical' is not a language tag"),
    "language-remedy": (SOURCE + 'my:a kg:gist "x"@zh-classical .', "syntax", 9, None, "write lzh"),
    "web-page": (b"\n<!DOCTYPE html>\n<html><p>Not found", "syntax", 1, None, "this is HTML, not Turtle"),
    "json": (b'{"@context": "https://schema.org"}', "syntax", 1, None, "this is JSON, not Turtle"),
    "xml": (b'<?xml version="1.0"?>\n<rdf:RDF/>', "syntax", 1, None, "this is XML, not Turtle"),
    "csv": (b"id,label\n1,x\n", "syntax", 1, None, "this is a table (CSV), not Turtle"),
    "language-of-locale": (SOURCE + 'my:a kg:gist "x"@en_US .', "syntax", 9, None, "write en-US"),
    "conflict-base": (SOURCE + "||||||| base\nmy:a a kg:Event .", "syntax", 9, None, "a merge conflict"),
    "conflict-middle": (SOURCE + "=======\nmy:a a kg:Event .", "syntax", 9, None, "a merge conflict"),
    "no-break-space": (SOURCE + "my:a\u00a0a kg:Event .", "syntax", 9, None, "U+00A0 (no-break space)"),
    "conflict": (SOURCE + "<<<<<<< HEAD\nmy:a a kg:Event .\n=======\n>>>>>>> x", "syntax", 9, None, "a merge conflict"),
    "utf-16-without-mark": (SOURCE.encode("utf-16-le"), "syntax", 1, None, "save the file as UTF-8"),
    "typographic": (SOURCE + "my:a kg:gist “x” .", "syntax", 9, 14, "straight quotation marks"),
    "escape": (SOURCE + 'my:a kg:gist "a\\d" .', "syntax", 9, None, "single backslash as"),
    "no-object": (SOURCE + "my:a kg:gist ; a kg:Event .", "syntax", 9, None, "one too many"),
    "own-prefix": (SOURCE + "my-topic:UZ a kg:Topic .", "syntax", 9, 1, "@prefix my-topic: <BASEtopic/>"),
    "others-prefix": (
        SOURCE + "my-event:x a kg:Event .", "syntax", 9, 1, "@prefix my-event: <https://example.org/desk/event/> .",
    ),
    "line-separator": (SOURCE + 'my:a kg:gist "a\u2028b\x0bc" ;\n  kg:gist .', "syntax", 10, None, "one too many"),
    "latin-1": (b"# Kh\xe1nat\n<https://a.test/s> a <b> .", "encoding", 1, 5, "save the file as UTF-8"),
    "utf-16": (SOURCE.encode("utf-16"), "encoding", 1, 1, "save the file as UTF-8"),
    "empty": (b"", "empty", None, None, "contains no statement"),
    "blank": (b" \n\t\n", "empty", None, None, "contains no statement"),
    "comments": (b"# one\n\n  # two\n", "empty", None, None, "describe a source in it"),
    "no-source": ("my:a a kg:Event .", "no-source", None, None, "does not say which source it is"),
    "nameless-source": ("[] a kg:Source .", "no-source", None, None, "a subject with an IRI"),
    "two-sources": ("my:s a kg:Source .\nmy:t a kg:Source .", "several-sources", 9, None, "one document is one file"),
    "duplicate": (
        "<https://example.org/desk/source/example> a kg:Source .", "duplicate-source", 8, None,
        "example.ttl also describes my-source:example",
    ),
    "reserved": (f"<{terms.ACCEPTED}> a kg:Source .", "reserved", 8, None, "graph that kg makes"),
    "unknown-property": (SOURCE + "my:a kg:hasPary country:UZ .", "unknown-term", 9, None, "mean kg:hasParty"),
    "unknown-class": (SOURCE + "my:a a kg:Dialoge .", "unknown-term", 9, None, "no class kg:Dialoge"),
    "unknown-individual": (SOURCE + "my:a kg:eventStatus kg:Heldd .", "unknown-term", 9, None, "mean kg:Held"),
    "unknown-subject": (SOURCE + "kg:Nothing a kg:Event .", "unknown-term", 9, None, "no term kg:Nothing"),
    "unknown-elsewhere": (SOURCE + 'my:a dcterms:titel "x" .', "unknown-term", 9, None, "mean dcterms:title?"),
    "month-13": (
        SOURCE + 'my:a a kg:Event ;\n  kg:latestDate "2024-13-01"^^xsd:date .', "bad-literal", 10, None,
        "month 13 is not from 1 to 12",
    ),
    "february-30": (SOURCE + 'my:a kg:latestDate "2024-02-30"^^xsd:date .', "bad-literal", 9, None, "not from 1 to 29"),
    "written-date": (SOURCE + 'my:a kg:latestDate "1 May 2024"^^xsd:date .', "bad-literal", 9, None, "like 2024-11-13"),
    "short-year": (SOURCE + 'my:a kg:latestDate "24"^^xsd:gYear .', "bad-literal", 9, None, "not a valid xsd:gYear"),
    "worded-integer": (SOURCE + 'my:a kg:ordinal "two"^^xsd:integer .', "bad-literal", 9, None, "valid xsd:integer"),
    "comma-decimal": (SOURCE + 'my:a kg:amount "1,5"^^xsd:decimal .', "bad-literal", 9, None, "like 1.5"),
    "yes": (SOURCE + 'my:a kg:acting "yes"^^xsd:boolean .', "bad-literal", 9, None, "not a valid xsd:boolean"),
    "text-for-a-thing": (
        SOURCE + 'my:a kg:hasParty country:UZ ,\n  "France" .', "wrong-value", 10, None,
        'kg:hasParty takes a thing, not "France" write country:FR, which has this name',
    ),
    "number-for-a-thing": (SOURCE + "my:a kg:hasParty 4 .", "wrong-value", 9, None, "write the IRI of the thing"),
    "thing-for-a-value": (SOURCE + "my:a kg:ordinal country:UZ .", "wrong-value", 9, None, "not country:UZ"),
    "node-for-a-value": (SOURCE + "my:a kg:gist [] .", "wrong-value", 9, None, "not a node without a name"),
    "text-for-a-number": (
        SOURCE + 'my:a a kg:Event ;\n  kg:gist "x" ;\n  kg:ordinal "first" .', "wrong-value", 11, None,
        'kg:ordinal takes xsd:integer, not "first" write a whole number without quotes, such as 4',
    ),
    "language-of-a-code": (SOURCE + 'my:a kg:alpha2 "UZ"@en .', "wrong-value", 9, None, 'not "UZ"@en'),
    "float-for-a-decimal": (SOURCE + "my:a kg:amount 1.5e3 .", "wrong-value", 9, None, '"1.5e3"^^xsd:double'),
    "undeclared-own": (SOURCE + "my:a my:likes country:UZ .", "unknown-term", 9, None, "declare one of your own"),
}  # fmt: skip


def findings(project: Project) -> tuple[Finding, ...]:
    with pytest.raises(DataError) as caught:
        kg.open(project.root)
    return caught.value.findings


def wrong_with(finding: Finding, case: str) -> list[str]:
    """List the parts of a finding on a spoiled file that are not as expected."""
    _, check, line, column, says = SPOILED[case]
    return [
        f"{case}: {what}: {finding}"
        for what, right in {
            "check": finding.check == check,
            "severity": finding.severity == "error",
            "path": str(finding.path).endswith("spoiled.ttl"),
            "line": line in (None, finding.line),
            "column": column in (None, finding.column),
            "words": says in f"{finding.message} {finding.remedy}",
        }.items()
        if not right
    ]


def test_every_spoiled_file_is_reported_with_its_place(project: Project, write_source: Callable[..., Path]) -> None:
    usual, wrong = read_files(project).contents, []
    for case, (content, *_) in SPOILED.items():
        path = write_source(content)
        found = load({**usual, SourceFile(path, "source"): path.read_bytes()}).findings
        wrong += wrong_with(found[0], case) if len(found) == 1 else [f"{case}: {len(found)} findings"]
    assert wrong == []


#: A file that cannot be parsed, one without a source, one with a wrong value: commands treat them alike.
KINDS = ("no-dot", "no-source", "text-for-a-thing")


@pytest.mark.parametrize("case", KINDS)
def test_a_graph_with_a_spoiled_file_cannot_be_opened(
    project: Project, write_source: Callable[..., Path], case: str
) -> None:
    write_source(SPOILED[case][0])
    (finding,) = findings(project)
    assert wrong_with(finding, case) == []


@pytest.mark.parametrize("case", KINDS)
@pytest.mark.parametrize("command", [["build"], ["ask", "my-sessions"], ["check"]])
def test_with_a_spoiled_file_each_command_exits_with_one(
    project: Project,
    write_source: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    case: str,
    command: list[str],
) -> None:
    content, check, *_ = SPOILED[case]
    write_source(content)
    assert main([*command, "-C", str(project.root)]) == 1
    captured = capsys.readouterr()
    assert "spoiled.ttl" in captured.out + captured.err
    assert check in captured.out + captured.err
    assert "Traceback" not in captured.err


def test_a_syntax_error_shows_the_line_with_a_caret(project: Project, write_source: Callable[..., Path]) -> None:
    write_source(SOURCE + "contry:UZ a kg:Country .")
    (finding,) = findings(project)
    assert finding.excerpt == "  contry:UZ a kg:Country .\n  ^^^^^^^^^"


def test_valid_literals_are_not_reported(project: Project, write_source: Callable[..., Path]) -> None:
    literals = (
        '"2024-02-29"^^xsd:date', '"2024-02-29Z"^^xsd:date', '"2024-12-31+05:00"^^xsd:date', '"-0044-03-15"^^xsd:date',
        '"+4"^^xsd:integer', '"-.5"^^xsd:decimal', '"1."^^xsd:decimal', '"0"^^xsd:boolean', '"0999"^^xsd:gYear',
        '"x"^^xsd:token', '"2024-13-01"',
    )  # fmt: skip
    write_source(SOURCE + "".join(f"my:a kg:gist {literal} .\n" for literal in literals))
    assert load_project(project).findings == []


def test_a_directory_in_place_of_a_file_is_a_finding(project: Project) -> None:
    (project.root / "data" / "sources" / "folder.ttl").mkdir()
    (finding,) = findings(project)
    assert (finding.check, finding.message) == ("unreadable", "cannot be read: it is a folder")


def test_a_dangling_link_is_a_finding(project: Project) -> None:
    (project.root / "data" / "sources" / "link.ttl").symlink_to(project.root / "gone.ttl")
    (finding,) = findings(project)
    assert finding.check == "unreadable"
    assert "No such file" in finding.message


def test_all_spoiled_files_are_reported_in_one_run(project: Project, write_source: Callable[..., Path]) -> None:
    write_source(b"", "a.ttl")
    write_source(b"\xff", "b.ttl")
    write_source(SOURCE + "my:a kg:nope 1 .", "c.ttl")
    assert [finding.check for finding in findings(project)] == ["empty", "encoding", "unknown-term"]


def test_each_unknown_term_of_a_file_is_named_once(project: Project, write_source: Callable[..., Path]) -> None:
    write_source(SOURCE + "my:a kg:nope 1 , 2 .\nmy:b kg:nope 3 ; kg:nay 4 .")
    assert sorted(f.message for f in findings(project)) == [
        "the ontology has no property kg:nay", "the ontology has no property kg:nope",
    ]  # fmt: skip


def test_a_byte_order_mark_is_accepted(project: Project, write_source: Callable[..., Path]) -> None:
    write_source(b"\xef\xbb\xbf" + b"<https://a.test/s> a <https://w3id.org/diplomatic-kg/ontology#Source> .")
    assert "https://a.test/s" in {parsed.iri.value for parsed in load_project(project).parsed}


def test_windows_line_ends_are_accepted(project: Project, write_source: Callable[..., Path]) -> None:
    write_source(
        b"@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .\r\n<urn:s> a kg:Source .\r\n<urn:t> a kg:Nope .\r\n"
    )
    (finding,) = findings(project)
    assert finding.line == 3


def test_a_blank_node_label_in_two_files_is_two_nodes(project: Project, write_source: Callable[..., Path]) -> None:
    write_source('my:s a kg:Source .\n_:x kg:gist "one" .', "one.ttl")
    write_source('my:t a kg:Source .\n_:x kg:gist "two" .', "two.ttl")
    gist = f"{terms.KG}gist"
    subjects = {
        s
        for p in load_project(project).parsed
        for s, q, _ in p.triples
        if q.value == gist and isinstance(s, ox.BlankNode)
    }
    assert len(subjects) == 2


def test_prefixes_of_files_are_added_and_do_not_replace_the_shipped_ones(
    project: Project, write_source: Callable[..., Path]
) -> None:
    write_source("@prefix country: <urn:mine:> .\n@prefix extra: <urn:extra:> .\n" + SOURCE)
    prefixes = load_project(project).prefixes
    assert prefixes["extra"] == "urn:extra:"
    assert prefixes["country"] == terms.PREFIXES["country"]


def test_findings_of_a_file_outside_the_working_directory_have_its_absolute_path(tmp_path: Path) -> None:
    file = SourceFile(tmp_path / "x.ttl", "source")
    assert load({file: b""}).findings[0].path == str(tmp_path / "x.ttl")


OWN = """\
@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .
@prefix my: <https://example.org/desk/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/desk/ontology> a owl:Ontology .
my:round a owl:DatatypeProperty ; rdfs:subPropertyOf kg:ordinal .
my:both a owl:DatatypeProperty , owl:ObjectProperty .
"""


@pytest.mark.parametrize(
    ("statement", "checks"),
    [
        ("my:a my:round 2 .", []),
        ('my:a my:round "2"^^xsd:unsignedByte .', []),
        ('my:a my:round "two" .', ["wrong-value"]),
        ('my:a my:both "x" , my:b .', []),
        ('my:a kg:amount 2 , 2.5 , "3"^^xsd:int .', []),
        ('my:a skos:note my:b ; kg:passage "x" .', []),  # annotation properties have no range
    ],
)
def test_the_accepted_values_of_a_property_come_from_the_ontologies(
    project: Project, write_source: Callable[..., Path], statement: str, checks: list[str]
) -> None:
    (project.root / "ontology" / "own.ttl").write_text(OWN, encoding="utf-8")
    write_source(SOURCE + statement)
    assert [finding.check for finding in load_project(project).findings] == checks


def test_terms_of_a_foreign_vocabulary_are_one_finding_and_may_be_allowed(
    project: Project, write_source: Callable[..., Path]
) -> None:
    direct, statement = "http://www.wikidata.org/prop/direct/", "http://www.wikidata.org/prop/statement/"
    lines = [f'my:a <{place}P{n}> "{n}" .' for place in (direct, statement) for n in range(300)]
    lines += [f"my:a kg:unknown{n} country:UZ ; kg:ordinal 0.{n} ." for n in range(100, 200)]
    path = write_source(SOURCE + "\n".join(lines))
    file = SourceFile(path, "source")
    contents = {**read_files(project).contents, file: path.read_bytes()}
    found = load(contents).findings
    foreign = [finding for finding in found if "no ontology of the project declares" in finding.message]
    assert [finding.message.split(":", 2)[1].split("//")[1] for finding in foreign] == [
        "www.wikidata.org/prop/direct/", "www.wikidata.org/prop/statement/",
    ]  # fmt: skip
    assert "300 of them are used" in foreign[0].message
    assert foreign[0].line == 9
    assert f'foreign = ["{direct}"]' in str(foreign[0].remedy)
    rest = [finding for finding in found if finding not in foreign]
    assert [(finding.check, finding.message) for finding in rest if "more" in finding.message] == [
        ("unknown-term", "50 more like this are in the file"), ("wrong-value", "50 more like this are in the file"),
    ]  # fmt: skip
    assert len(rest) == 102
    assert not [f for f in load(contents, foreign=["http://www.wikidata.org/prop/"]).findings if f in foreign]


def test_kg_toml_names_foreign_vocabularies(project: Project) -> None:
    config = project.root / "kg.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f'{text}\nforeign = ["http://www.wikidata.org/prop/"]\n', encoding="utf-8")
    path = project.root / "data" / "sources" / "example.ttl"
    with path.open("a", encoding="utf-8") as stream:
        stream.write('my-source:example <http://www.wikidata.org/prop/P1> "x" .\n')
    assert main(["build", "-C", str(project.root), "-f", "csv"]) == 0
    # A beginning of kg's own terms, of the project's or of OWL would keep kg from checking them.
    for namespace in (
        "prop/",
        "https://w3id.org/",
        "https://example.org/desk/ontology#",
        "http://www.w3.org/2002/07/o",
    ):
        config.write_text(f'{text}\nforeign = ["{namespace}"]\n', encoding="utf-8")
        assert main(["build", "-C", str(project.root), "-f", "csv"]) == 2, namespace
