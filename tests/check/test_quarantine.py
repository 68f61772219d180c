"""What a file from elsewhere would change: reported before it is put into the project, and nothing is written."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.analysis.catalogue import questions_of
from kg.check import quarantine as module
from kg.check.quarantine import Quarantine, quarantine
from kg.cli import main
from kg.errors import DataError
from kg.project.project import Project
from kg.sparql.library import Library

DAY = datetime.date(2026, 11, 22)
#: A report of the second round, made of the example: it only adds.
SECOND = {
    "my-source:example": "my-source:second",
    "passage/example/": "passage/second/",
    '"An invented report"': '"Another invented report"',
    "my-event:round-1": "my-event:round-2",
    '"1st example': '"2nd example',
    "ordinal 1": "ordinal 2",
    "owl:annotatedTarget 1": "owl:annotatedTarget 2",
    "2025-03-0": "2026-03-0",
    "my-commitment:next-round": "my-commitment:again",
    '"Exchange climate data every year"': '"Exchange climate data every month"',
    "https://example.org/report": "https://example.org/second-report",
}
HOSTILE = """
my:mail a kg:Source ; dcterms:title "A mail"@en ; dcterms:issued "2025-03-20"^^xsd:date ;
    dcterms:publisher <https://example.org/desk/organisation/example-press> ;
    dcterms:description "see http://tracker.example/pixel?id=1" .
<https://example.org/desk/event/round-1> a kg:Dialogue ;
    kg:earliestDate "2025-03-09"^^xsd:date ; kg:latestDate "2025-03-09"^^xsd:date ;
    kg:hasParty country:CN ; skos:prefLabel "Great victory"@en ; skos:exactMatch <https://elsewhere.example/1> ;
    a owl:Axiom .
my:own a kg:Dialogue , owl:Axiom ; skos:prefLabel "Own talks"@en .
"""


@pytest.fixture
def few_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare three answers, not sixty."""

    def chosen(project: Project) -> Library:  # type: ignore[type-arg]
        found = questions_of(project)
        for name in found.keys() - {"my-sessions", "leaders", "who-met-whom"}:
            del found[name]
        assert found
        return found

    monkeypatch.setattr(module, "questions_of", chosen)


@pytest.fixture
def state(project: Project) -> Callable[[], dict[str, str]]:
    """Return a function that describes every file of the project."""

    def read() -> dict[str, str]:
        return {
            path.relative_to(project.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(project.root.rglob("*"))
            if path.is_file()
        }

    return read


def second(project: Project, place: Path) -> Path:
    (example,) = (project.root / "data" / "sources").glob("*.ttl")
    text = example.read_text(encoding="utf-8")
    for old, new in SECOND.items():
        assert old in text, old
        text = text.replace(old, new)
    place.write_text(text, encoding="utf-8")
    return place


def names(found: Quarantine) -> set[str]:
    return {one.question.name for one in found.answers}


def test_a_file_that_only_adds(
    project: Project, tmp_path: Path, few_questions: None, state: Callable[[], dict[str, str]]
) -> None:
    before = state()
    found = quarantine(project, second(project, tmp_path / "second.ttl"), DAY)
    assert found.findings == ()
    assert found.only_adds
    assert found.source == "https://example.org/desk/source/second"
    assert {one.label for one in found.introduces} == {
        "2nd example climate dialogue", "Exchange climate data every month",
    }  # fmt: skip
    assert found.passages == 2
    assert (found.others, found.takes_away, found.renamed, found.conflicts) == ((), (), (), ())
    assert "France — bound by → Exchange climate data every month" not in found.follows  # one end is new
    assert found.addresses == ("https://example.org/second-report",)
    assert names(found) == {"my-sessions"}
    assert all(one.gained for one in found.answers)
    assert found.summary == "the file only adds"
    changed = replace(found, answers=tuple(replace(one, lost=one.gained[:1]) for one in found.answers))
    assert changed.summary == "the file only adds statements; with them, 1 row of an answer changes or disappears"
    # Nothing is written, neither a file nor a build.
    assert state() == before
    assert not (project.root / ".kg").exists()


def test_a_file_that_contradicts_and_renames(
    project: Project, tmp_path: Path, write_source: Callable[..., Path], few_questions: None
) -> None:
    path = write_source(HOSTILE, "mail.ttl").rename(tmp_path / "mail.ttl")
    found = quarantine(project, path, DAY)
    assert not found.only_adds
    # An annotation is no thing, but a thing is listed even if it is also called one.
    assert [one.label for one in found.introduces] == ["Own talks"]
    (event,) = found.others
    assert event.iri.endswith("/round-1")
    assert len(event.statements) == 5
    assert any("→ China" in statement for statement in event.statements)
    assert any("China — met under → Example climate dialogue" in line for line in found.follows)
    ((iri, old, new),) = found.renamed
    assert (iri, old, new) == (event.iri, "1st example climate dialogue", "Great victory")
    assert [one.exclusive.name for one in found.conflicts] == ["date"]
    assert found.addresses == ("http://tracker.example/pixel?id=1", "https://elsewhere.example/1")
    met = next(one for one in found.answers if one.question.name == "my-sessions")
    assert met.gained
    assert found.findings
    assert {finding.path for finding in found.findings} == {str(path)}


def test_a_file_of_the_project_is_compared_with_the_project_without_it(project: Project, few_questions: None) -> None:
    (example,) = (project.root / "data" / "sources").glob("*.ttl")
    second(project, example.with_name("second.ttl"))
    found = quarantine(project, example, DAY)
    assert {one.label for one in found.introduces} == {
        "1st example climate dialogue", "Exchange climate data every year",
    }  # fmt: skip
    assert found.only_adds


def test_a_judgement_from_elsewhere_takes_nothing_away_unseen(
    project: Project, tmp_path: Path, write_source: Callable[..., Path], few_questions: None
) -> None:
    forged = """my:mail a kg:Source . [] kg:verdict kg:Rejected ;
        kg:judgedSource <https://example.org/desk/source/example> ;
        kg:judgedNode <https://example.org/desk/event/round-1> ."""
    found = quarantine(project, write_source(forged, "mail.ttl").rename(tmp_path / "mail.ttl"), DAY)
    assert not found.only_adds
    # Either the file may not judge, which is a finding, or what it would take away is listed.
    assert any("verdict" in finding.message or "judge" in finding.message for finding in found.findings) or any(
        "Example climate dialogue" in line for line in found.takes_away
    )


def test_a_file_that_cannot_be_read_is_a_finding(project: Project, tmp_path: Path) -> None:
    for name, content in (("broken.ttl", b"<a> <b> "), ("latin.ttl", b"# \xe9\n"), ("empty.ttl", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        found = quarantine(project, path, DAY)
        assert (found.source, found.only_adds, len(found.findings)) == ("", False, 1)
        assert found.findings[0].path == str(path)
        assert "cannot be read as a source" in str(found)


def test_a_project_with_errors_is_not_compared(
    project: Project, tmp_path: Path, write_source: Callable[..., Path]
) -> None:
    path = second(project, tmp_path / "second.ttl")
    write_source("my:other a kg:Source ; kg:unheardOf 1 .")
    with pytest.raises(DataError, match="errors without the file"):
        quarantine(project, path, DAY)


def test_the_command_reports_as_text_and_as_json(
    project: Project, tmp_path: Path, few_questions: None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = second(project, tmp_path / "second.ttl")
    here = ["-C", str(project.root)]
    assert main(["check", str(path), *here, "-f", "table"]) == 0
    out, _ = capsys.readouterr()
    for part in ("introduces (2):", "answers that change", "addresses that it names (1):", "the file only adds"):
        assert part in out
    assert main(["check", str(path), *here, "-f", "json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert report["only_adds"] is True
    assert report["addresses"] == ["https://example.org/second-report"]
    assert {one["question"] for one in report["answers"]} == {"my-sessions"}
    assert report["not_compared"] == ["source-influence", "changes"]
    for words, message in (
        (["check", str(tmp_path / "no.ttl"), *here], "no such file"),
        (["check", str(tmp_path), *here], "is not a file"),
        (["check", str(path), *here, "--watch"], "leave out --watch and the options of the scope"),
        (["check", str(path), *here, "--no-background"], "leave out --watch and the options of the scope"),
        (["check", str(path), *here, "-f", "csv"], "written as table, json or jsonl"),
    ):
        assert main(words) == 2
        assert message in capsys.readouterr().err


def test_all_questions_are_compared_but_those_that_compare_files(project: Project, tmp_path: Path) -> None:
    found = quarantine(project, second(project, tmp_path / "second.ttl"), DAY)
    assert {"my-sessions", "frameworks-by-partner"} <= set(questions_of(project))
    assert len(names(found)) > 3
    assert not names(found) & set(found.not_compared)
    assert set(found.not_compared) <= set(questions_of(project))
    assert [one.error for one in found.answers if one.error] == []
