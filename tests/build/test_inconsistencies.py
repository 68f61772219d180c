"""Messages on inconsistencies name the statements and their places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.build.build import findings_of
from kg.build.inconsistencies import MOST
from kg.cli import main
from kg.errors import Finding
from kg.project.project import Project


def findings(project: Project) -> tuple[Finding, ...]:
    return findings_of(project, kg.open(project.root).snapshot)


def test_an_inconsistency_is_described_with_labels_and_places(
    project: Project, write_source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_source("my:s a kg:Source .\ncountry:FR a kg:Framework .")
    (finding,) = findings(project)
    assert finding.message.startswith(
        "cannot all be true (cax-adc): France is a country (kg: vocabulary/countries.ttl:"
    )
    assert finding.message.endswith(", and France is a framework (data/sources/spoiled.ttl:9)")
    assert (finding.path, finding.line) == (str(path), 9)
    monkeypatch.chdir(project.root / "data")
    assert findings(project)[0].path == "sources/spoiled.ttl"


def test_inferred_premises_are_replaced_by_the_asserted_statements(
    project: Project, write_source: Callable[..., Path]
) -> None:
    # my:x is a framework by the range of one property and an event by the domain of another.
    write_source("my:s a kg:Source .\nmy:e kg:heldSessionOf my:x .\nmy:x kg:place my:p .")
    (finding,) = findings(project)
    assert "my:x is an event (data/sources/spoiled.ttl:10)" in finding.message
    assert "my:x is a framework (data/sources/spoiled.ttl:9)" in finding.message


def test_the_axioms_of_a_project_are_named(project: Project, write_source: Callable[..., Path]) -> None:
    ontology = project.root / "ontology" / "own.ttl"
    ontology.parent.mkdir(exist_ok=True)
    text = write_source("", "own.ttl").read_text(encoding="utf-8")
    (project.root / "data" / "sources" / "own.ttl").unlink()
    axioms = "my:o a owl:Ontology .\nmy:A a owl:Class ; owl:disjointWith my:B .\nmy:B a owl:Class .\n"
    implied = "my:p a owl:ObjectProperty ; <http://www.w3.org/2000/01/rdf-schema#domain> my:A .\n"
    ontology.write_text(text + axioms + implied, encoding="utf-8")
    start = text.count("\n")
    write_source("my:s a kg:Source .\nmy:x my:p my:y ; a my:B .")
    (finding,) = (one for one in findings(project) if one.check == "inconsistent")
    assert f", by own axioms (ontology/own.ttl:{start + 2}, ontology/own.ttl:{start + 4})" in finding.message


def test_inconsistencies_beyond_the_limit_for_a_rule_are_counted(
    project: Project, write_source: Callable[..., Path]
) -> None:
    things = " , ".join(f"my:x{number:02}" for number in range(MOST + 3))
    write_source(f"my:s a kg:Source .\nmy:c kg:cooperatesIn {things} .\nmy:d kg:plans {things} .")
    found = findings(project)
    assert len(found) == MOST + 1
    assert [f.message for f in found if f.path is None] == ["3 more of the same kind (cax-adc) are not listed"]


def test_build_and_check_print_the_place(
    project: Project, write_source: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_source("my:s a kg:Source .\ncountry:FR a kg:Framework .")
    assert main(["build", "-C", str(project.root)]) == 1
    assert f"{path}:9: error: cannot all be true" in capsys.readouterr().err
    main(["check", "-C", str(project.root), "-f", "table"])
    assert f"{path}:9: error: cannot all be true" in capsys.readouterr().out
