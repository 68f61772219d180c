"""Checks: rows of queries and results of shapes become findings with file and line."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.check.places import Places
from kg.check.shapes import shape_findings
from kg.errors import Finding, sort_findings
from kg.project.project import Project
from kg.sparql.worker import Limits, limited

TODAY = datetime.date(2026, 1, 1)


def add_check(project: Project, text: str) -> None:
    (project.root / "queries" / "checks" / "own.rq").write_text(text, encoding="utf-8")


def found(project: Project, name: str) -> list[Finding]:
    return [finding for finding in kg.open(project.root).check(TODAY) if finding.check == name]


def found_by_shapes(project: Project) -> tuple[Finding, ...]:
    """Return what the shapes alone find, which takes less time than all checks."""
    findings = shape_findings(project.shapes(), kg.open(project.root).snapshot, Places(project))
    return sort_findings(finding for finding in findings if finding.check == "shape")


ROW = "SELECT ?focus ?source { VALUES (?focus ?source) { (<https://example.org/desk/event/round-1> "
ROW += "<https://example.org/desk/source/example>) } }"


def test_a_row_becomes_a_finding_at_its_line(project: Project) -> None:
    add_check(project, "# title: x\n# severity: info\n# message: {focus} is odd\n# remedy: mend it\n" + ROW)
    (finding,) = found(project, "own")
    assert finding.message == "1st example climate dialogue is odd"
    assert (finding.severity, finding.remedy) == ("info", "mend it")
    lines = (project.root / "data" / "sources" / "example.ttl").read_text(encoding="utf-8").splitlines()
    assert finding.line is not None
    assert lines[finding.line - 1].startswith("my-event:round-1 a kg:Dialogue")


def test_a_file_of_a_query_that_cannot_be_used_is_a_finding_with_its_line(project: Project) -> None:
    info = "# title: x\n# severity: info\n"
    files = {
        "checks/bad.rq": ("SELECT ?focus {}", "1: error: the header has no title"),
        "checks/c1.rq": ("# title: x\nSELECT ?focus {}", "1: error: a check needs a severity"),
        "checks/c2.rq": ("# title: x\n# severity: bad\nSELECT ?focus {}", "2: error: a check needs a severity"),
        "checks/c3.rq": (f"{info}SELECT ?x {{}}", " error: a check must be a SELECT with a column ?focus"),
        "checks/c4.rq": (f"{info}ASK {{}}", " error: a check must be a SELECT with a column ?focus"),
        "checks/c5.rq": (f"{info}# message: {{no}} {{!}}\n{ROW}", "3: error: the message contains {no}, which is not"),
        "checks/c6.rq": (f"{info}SELECT ?focus WERE {{}}", "3:15: error: the query cannot be parsed here"),
        "checks/one.rq": (f"{info}# question: 99\n{ROW}", " warning: the name one belongs to another question: x"),
        "bad.rq": ("# titel: x\nSELECT * {}", "1: error: no header key 'titel'"),
        "kind.rq": (
            "# title: x\n# parameter c: kg:Contry; y\nSELECT * { VALUES ?c { UNDEF } # parameter\n}",
            "2: error: parameter c: there is no class kg:Contry; did you mean kg:Country?",
        ),
        "one.rq": ("# title: x\n# question: 1\nSELECT * {}", "2: warning: question 1 is another one: frameworks-by"),
        "parse.rq": ("# title: x\n\nSELECT ?x WERE {}", "3:11: error: the query cannot be parsed here"),
    }
    for name, (text, _) in files.items():
        (project.root / "queries" / name).write_text(text, encoding="utf-8")
    # Two queries that can be used, but name what nothing in the graph has.
    unknown = "?focus ?p country:USA , <https://example.org/desk/gone>"
    for name in ("unknown.rq", "checks/unknown-in-check.rq"):
        (project.root / "queries" / name).write_text(f"{info}SELECT ?focus {{\n{unknown} }}", encoding="utf-8")
    # Only the name of a column in braces stands for a value.
    odd = "is {odd } {} {focus.nope} {focus!z} {focus:d} {focus[x]} {focus:>3000000000} {{focus"
    add_check(project, f"{info}# message: {{focus}} {odd}\n{ROW}")
    graph = kg.open(project.root)
    answer = graph.ask("unknown")
    assert answer.notes[0] == "the graph has no country:USA; did you mean country:US (United States)?"
    findings = graph.check(TODAY)
    assert [
        (Path(f.path or "").name, f.line, f.severity, f.message, f.remedy)
        for f in findings if f.check == "unknown-name"
    ] == [
        (name, 4, severity, f"the graph has no {thing}", hint)
        for severity, thing, hint in (
            ("warning", "country:USA", "did you mean country:US (United States)?"),
            ("info", "https://example.org/desk/gone", None),
        )
        for name in ("unknown-in-check.rq", "unknown.rq")
    ]  # fmt: skip
    assert [f.message for f in findings if f.check == "own"] == [f"1st example climate dialogue {odd}"]
    found = {f"{f}".partition("/queries/")[2] for f in findings if f.check in ("query", "taken")}
    assert len(found) == len(files)
    for name, (_, message) in files.items():
        assert [text for text in found if text.startswith(f"{name}:{message}")], (name, found)


def test_a_check_with_the_parameter_today_gets_the_date(project: Project) -> None:
    add_check(
        project,
        "# title: x\n# severity: info\n# message: {today}\n# parameter today: xsd:date; the day\n"
        'SELECT ?focus ?today { VALUES ?today { "1999-01-01"^^xsd:date } # parameter\n BIND (country:UZ AS ?focus) }',
    )
    assert [finding.message for finding in found(project, "own")] == ["2026-01-01"]


def test_an_ill_typed_literal_is_not_logged(
    project: Project, write_source: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    write_source('my:s a kg:Source . my:e a kg:Dialogue ; kg:earliestDate "2025-13-01T00:00:00"^^xsd:dateTime .')
    assert [f for f in found(project, "shape") if f.focus == "https://example.org/desk/e" and "2025-13-01" in f.message]
    assert caplog.text == ""


def test_findings_of_shapes_have_file_and_line(project: Project, write_source: Callable[..., Path]) -> None:
    write_source("my:s a kg:Source .")
    (finding, *_) = [f for f in found(project, "shape") if f.focus == "https://example.org/desk/s"]
    assert str(finding.path).endswith("spoiled.ttl")
    assert finding.line == 8


def shape(project: Project, part: str) -> Finding:
    (finding,) = [f for f in found(project, "shape") if part in f.message]
    return finding


def test_a_wrong_value_is_reported_in_the_file_that_states_it(
    project: Project, write_source: Callable[..., Path]
) -> None:
    event = "<https://example.org/desk/event/round-1>"  # described in example.ttl
    write_source(f'my:s a kg:Source .\n{event} kg:gist "x" ;\n  kg:earliestDate "2025" .')
    finding = shape(project, "is not a date")
    assert finding.message == 'my-event:round-1: kg:earliestDate "2025" is not a date of the years 0001 to 9999'
    assert finding.remedy == 'write "2024-11-13"^^xsd:date'
    assert (str(finding.path)[-11:], finding.line) == ("spoiled.ttl", 10)
    assert finding.source == "https://example.org/desk/s"
    dates = ("kg:startEarliest", "kg:startLatest", "kg:endLatest", "dcterms:issued", "kg:retrieved")
    values = (
        '"2024-01-01Z"^^xsd:date',
        '"2024-01-01-05:00"^^xsd:date',
        '"2024Z"^^xsd:gYear',
        '"-0044-03-15"^^xsd:date',
    )
    write_source(
        "my:s a kg:Source .\n"
        + "".join(f"{event} {date} {value} .\n" for date in dates for value in (*values, '"2024-01-01"^^xsd:date'))
    )
    zones = [f for f in found_by_shapes(project) if "a date with a time or a time zone" in f.message]
    assert {f.line for f in zones} == {9 + 5 * date + value for date in range(len(dates)) for value in range(3)}
    assert {f.remedy for f in zones} == {'write the day alone, such as "2024-11-13"^^xsd:date'}


def test_classes_in_a_circle_or_with_two_superclasses_end_and_name_the_file(
    project: Project, write_source: Callable[..., Path]
) -> None:
    (project.root / "ontology" / "own.ttl").write_text(
        """@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix o: <https://example.org/desk/ontology#> .
        <https://example.org/desk/ontology> a owl:Ontology .
        o:Meeting a owl:Class ; rdfs:subClassOf o:Talk . o:Talk a owl:Class ; rdfs:subClassOf kg:Place , o:Meeting .
        o:Other a owl:Class . o:Both a owl:Class ; rdfs:subClassOf o:Other , o:Meeting .""",
        encoding="utf-8",
    )
    write_source(
        'my:s a kg:Source . my:one a <https://example.org/desk/ontology#Talk> ; skos:prefLabel "A"@en , "B"@en .\n'
        'my:two a <https://example.org/desk/ontology#Both> ; skos:prefLabel "A"@en , "B"@en .'
    )
    findings = [f for f in found_by_shapes(project) if "two preferred names" in f.message]
    assert {str(f.focus).rpartition("/")[2] for f in findings} == {"one", "two"}
    assert all(str(f.path).endswith("spoiled.ttl") for f in findings)


def test_a_wrong_value_in_two_files_is_reported_in_both(project: Project, write_source: Callable[..., Path]) -> None:
    write_source('my:s a kg:Source .\nmy:e kg:earliestDate "2025" .', "one.ttl")
    write_source('my:t a kg:Source .\n\nmy:e kg:earliestDate "2025" .', "two.ttl")
    places = [(str(f.path)[-7:], f.line) for f in found_by_shapes(project) if "is not a date" in f.message]
    assert places == [("one.ttl", 9), ("two.ttl", 10)]


def test_two_values_are_reported_with_both_places(project: Project, write_source: Callable[..., Path]) -> None:
    folder = project.root / "data" / "reference" / "vocabulary"
    folder.mkdir(parents=True)
    write_source(
        'my:s a kg:Source .\nmy:X a kg:Country ; skos:prefLabel "X"@en , "X"@fr ; kg:alpha2 "XX" .\n'
        'my:Y a kg:Place ; skos:prefLabel "Y"@en , "Ypsilon" ; kg:inCountry my:X .',
        "one.ttl",
    )
    write_source(
        'my:t a kg:Source .\nmy:X a kg:Country ;\n  skos:prefLabel "Xland"@en ;\n  kg:alpha2 "XY" .', "two.ttl"
    )
    for name in ("one.ttl", "two.ttl"):
        (project.root / "data" / "sources" / name).rename(folder / name)
    finding = shape(project, "needs one kg:alpha2; it has")
    assert (str(finding.path)[-7:], finding.line) == ("two.ttl", 11)
    assert finding.message.startswith('my:X is a country that needs one kg:alpha2; it has "XX" (')
    assert "one.ttl:9" in finding.message
    assert finding.message.endswith("two.ttl:11)")
    named = shape(project, "two preferred names in one")
    assert (named.line, named.severity) == (10, "warning")
    assert '"X"@en' in named.message
    assert "@fr" not in named.message
    untagged = shape(project, "one is in no language")
    assert (str(untagged.path)[-7:], untagged.line, untagged.severity) == ("one.ttl", 10, "warning")


def test_values_stated_by_the_inverse_property_are_reported_too(
    project: Project, write_source: Callable[..., Path]
) -> None:
    write_source(
        "my:s a kg:Source .\nmy:p a kg:Participation ;\n kg:atEvent my:e , my:f .\nmy:g kg:hasParticipation my:p ."
    )
    message = shape(project, "needs one event").message
    assert [part in message for part in ("my:e (", "my:f (", "my:g (")] == [True] * 3
    assert "spoiled.ttl:10) and my:g (" in message
    assert message.endswith("spoiled.ttl:11)")


def test_a_missing_value_is_reported_in_the_file_that_requires_it(
    project: Project, write_source: Callable[..., Path]
) -> None:
    event = "<https://example.org/desk/event/round-1>"
    write_source(f'my:s a kg:Source .\n{event} kg:startEarliest "2025-01-01"^^xsd:date .', "a.ttl")
    write_source(f"my:t a kg:Source .\n{event} a kg:Tenure .", "b.ttl")
    assert str(shape(project, "has no precision of its start").path).endswith("a.ttl")
    finding = shape(project, "is a tenure that needs one post")
    assert str(finding.path).endswith("b.ttl")
    assert finding.remedy == "give kg:ofPost once"


@pytest.mark.parametrize(
    ("name", "shown", "remedy"),
    [
        ("event:us-uz-spd-44", "event:us-uz-spd-44", "did you mean event:us-uz-spd-4 ("),
        ("country:FX", "country:FX", "correct the name"),
        ("my:nowhere-at-all", "my:nowhere-at-all", "correct the name"),
    ],
)
def test_an_undescribed_thing_is_reported_with_a_suggestion(
    project: Project, write_source: Callable[..., Path], name: str, shown: str, remedy: str
) -> None:
    write_source(
        "@prefix event: <https://w3id.org/diplomatic-kg/event/> .\nmy:s a kg:Source .\n"
        'event:us-uz-spd-4 a kg:Event ; skos:prefLabel "4th round"@en .\n'
        f"my:c kg:concerns {name} ."
    )
    (finding,) = found(project, "undescribed")
    assert finding.message == f"concerns refers to {shown}, which no file describes"
    assert str(finding.remedy).startswith(remedy)
    assert "correct the name, or describe the thing" in str(finding.remedy)


def test_a_thing_is_named_with_a_prefix_of_the_file_if_the_graph_has_none(
    project: Project, write_source: Callable[..., Path]
) -> None:
    for name in ("s", "t"):
        prefix = f"@prefix p: <https://example.org/other/{name}/> .\n"
        write_source(f"{prefix}my:{name} a kg:Source .\nmy:e a kg:Dialogue ; kg:passage p:nine .", f"{name}.ttl")
    messages = {finding.message for finding in found(project, "undescribed")}
    assert messages == {"passage refers to p:nine, which no file describes"}


def test_a_shape_of_a_project_needs_no_message(project: Project, write_source: Callable[..., Path]) -> None:
    (project.root / "shapes").mkdir()
    (project.root / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .\n"
        "<urn:shape> a sh:NodeShape ; sh:targetClass kg:Dialogue ;\n"
        "  sh:property [ sh:path kg:ordinal ; sh:maxInclusive 0 ] .",
        encoding="utf-8",
    )
    finding = shape(project, "kg:ordinal 1")
    assert finding.line is not None
    text = (project.root / "data" / "sources" / "example.ttl").read_text(encoding="utf-8").splitlines()
    assert "kg:ordinal 1" in text[finding.line - 1]


def test_a_project_file_with_the_name_of_a_shipped_one_is_reported_by_its_path(project: Project) -> None:
    folder = project.root / "data" / "reference" / "vocabulary"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "countries.ttl").write_text("<urn:s> a <https://w3id.org/diplomatic-kg/ontology#Source> .", "utf-8")
    (finding, *_) = [f for f in found_by_shapes(project) if f.focus == "urn:s"]
    assert str(folder) in str(finding.path)


def test_a_project_cannot_change_a_shipped_shape(project: Project, write_source: Callable[..., Path]) -> None:
    write_source("my:s a kg:Source .\nmy:e a kg:Event .")
    (project.root / "shapes").mkdir()
    (project.root / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix my: <https://example.org/desk/> .\n"
        "@prefix shape: <https://w3id.org/diplomatic-kg/shape/> .\n"
        "my:shape a sh:NodeShape .\n"
        + "".join(f"shape:{name} sh:deactivated true .\n" for name in ("Named", "name", "oneName")),
        encoding="utf-8",
    )
    findings = found_by_shapes(project)
    changed = [f for f in findings if "which a project cannot change" in f.message]
    assert changed
    assert {Path(f.path or "").name for f in changed} == {"own.ttl"}
    assert [f for f in findings if "has no English name" in f.message and f.focus == "https://example.org/desk/e"]


def test_shapes_that_do_not_end_are_stopped(project: Project, write_source: Callable[..., Path]) -> None:
    write_source(f'my:s a kg:Source .\nmy:e a kg:Dialogue ; skos:prefLabel "{"a" * 48}!"@en .')
    (project.root / "shapes").mkdir()
    (project.root / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<urn:x> a sh:NodeShape ; sh:targetClass kg:Dialogue ; sh:property [ sh:path skos:prefLabel ; "
        'sh:pattern "^(a+)+$" ] .',
        encoding="utf-8",
    )
    graph = kg.open(project.root, background=False)
    with limited(Limits(seconds=1)):
        findings = list(shape_findings(graph.project.shapes(), graph.snapshot, Places(graph.project)))
    (stopped,) = (str(f) for f in findings if "own.ttl" in str(f.path))
    assert "the shapes were stopped after 1 second, so they found nothing" in stopped
    assert "--timeout SECONDS" in stopped


def test_a_file_of_shapes_that_cannot_be_used_is_a_finding_and_the_others_are_run(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .\n"
    start = f"{prefixes}<urn:x> a sh:NodeShape ; sh:targetClass kg:Dialogue ; sh:property [ sh:path kg:ordinal ; "
    files = {"a": "\nbroken", "b": f"{start} sh:maxCount 'x' ] .", "c": f"{start} sh:maxInclusive 0 ] ."}
    (project.root / "shapes").mkdir()
    for name, text in files.items():
        (project.root / "shapes" / f"{name}.ttl").write_text(text, encoding="utf-8")
    (project.root / "shapes" / "d.ttl").mkdir()
    findings = kg.open(project.root).check(TODAY)
    assert [f.check for f in findings if "kg:ordinal 1" in f.message] == ["shape"]
    texts = [str(f).partition("/shapes/")[2] for f in findings if "/shapes/" in str(f.path)]
    assert [text.partition("\n")[0].partition(" of ")[0] for text in texts] == [
        "a.ttl:2:1: error: broken is not a valid subject or graph name [syntax]",
        "b.ttl: error: the shapes cannot be run: MaxCountConstraintComponent sh:maxCount must be a literal with "
        "datatype xsd:integer. [shape]",
        "d.ttl: error: the shapes cannot be read: it is a folder; rename it, or move it away [shape]",
    ]
    assert capfd.readouterr().err == ""
