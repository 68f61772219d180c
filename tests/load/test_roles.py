"""A statement counts only if its file may make it: the files of the folder hostile/ are refused or contained."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest

from kg.build.assemble import select
from kg.build.rows import Graphs, accepted_rows, concluded
from kg.errors import Finding
from kg.load.files import load
from kg.load.parsed import LoadedFiles
from kg.project.find import shipped
from kg.project.paths import display
from kg.project.project import Role, SourceFile
from kg.rdf import terms
from kg.rdf.model import Term, Triple

FOLDER = Path(__file__).parent / "hostile"
#: Each file is in a folder with the name of its role, after import- if it is imported. The mark #! and the name of a
#: check are at the lines of its findings.
HOSTILE = {path.relative_to(FOLDER).as_posix(): path for path in sorted(FOLDER.glob("[!h]*/*.ttl"))}
#: Findings in two files, because it is not clear which of them is wrong.
UNCLEAR = {"role-shared-key", "role-source-iri"}
#: What a file may say of things of others: other names of things, names in other languages.
ALLOWED = {
    terms.ALT_LABEL,
    terms.PREF_LABEL,
    f"{terms.RDFS}label",
    terms.RDF_TYPE,
    f"{terms.RDFS}subClassOf",
    f"{terms.RDFS}subPropertyOf",
}


@cache
def honest() -> dict[SourceFile, bytes | OSError]:
    """Return the shipped ontology, and a small project that means well."""
    ontologies = (file for file in shipped().files() if file.role == "ontology")
    found: dict[SourceFile, bytes | OSError] = {file: file.path.read_bytes() for file in ontologies}
    for role in ("ontology", "vocabulary", "background", "source", "judgements"):
        path = FOLDER / "honest" / f"{role}.ttl"
        found[SourceFile(path, role, shipped=role in ("vocabulary", "background"))] = path.read_bytes()
    return found


@cache
def undisturbed() -> Graphs:
    loaded = load(honest())
    assert [str(finding) for finding in loaded.findings] == []
    return graphs_of(loaded)


def graphs_of(loaded: LoadedFiles) -> Graphs:
    return concluded(accepted_rows(select(loaded).accepted), loaded.dictionary)


def with_file(path: Path, *, lenient: bool = False) -> LoadedFiles:
    imported, folder = path.parent.name.startswith("import-"), path.parent.name.removeprefix("import-")
    (role,) = (role for role in get_args(Role) if role == folder)
    files = {**honest(), SourceFile(path, role, imported=imported): path.read_bytes()}
    # Ontologies are loaded first, as in a project.
    ordered = sorted(files, key=lambda file: file.role != "ontology")
    return load({file: files[file] for file in ordered}, lenient=lenient)


def marked(path: Path) -> set[tuple[int, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {(number, check) for number, line in enumerate(lines, 1) for check in re.findall(r"#! ([\w-]+)", line)}
    assert found
    return found


def places(findings: list[Finding], path: Path) -> set[tuple[int | None, str]]:
    elsewhere = {(str(finding.path), finding.check) for finding in findings if finding.path != display(path)}
    assert elsewhere <= {(display(FOLDER / "honest" / "source.ttl"), check) for check in UNCLEAR}
    assert all(finding.remedy for finding in findings)
    return {(finding.line, finding.check) for finding in findings if finding.path == display(path)}


def named(triples: Iterable[Triple]) -> set[Triple]:
    """Return the triples without blank nodes, which are other ones each time that a file is read."""
    return {triple for triple in triples if not any(isinstance(term, ox.BlankNode) for term in triple)}


def is_evil(term: Term) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith("https://evil.example/")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_the_line(name: str) -> None:
    path = HOSTILE[name]
    findings = with_file(path).findings
    assert places(findings, path) == marked(path)
    # In a name that differs from the shipped one, the shipped one stays.
    assert {(f.severity, f.check == "role-redefinition") for f in findings} <= {("error", False), ("warning", True)}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_lenient_build_contains_a_hostile_file(name: str) -> None:
    path = HOSTILE[name]
    loaded = with_file(path, lenient=True)
    if any(finding.severity == "error" for finding in loaded.findings):
        # What is wrong with the whole file is refused in any case.
        checks = {finding.check for finding in loaded.findings}
        assert checks <= {"foreign-source", "duplicate-source", *UNCLEAR}
        return
    assert places(loaded.findings, path) == marked(path)
    before, after = undisturbed(), graphs_of(loaded)
    # What others say is unchanged, and nothing follows about their things.
    told = {part.iri: part.triples for part in loaded.parsed}
    was = {part.iri for part in load(honest()).parsed}
    for part in load(honest()).parsed:
        assert named(told[part.iri]) == named(part.triples)
        assert len(told[part.iri]) == len(part.triples)
    assert named(before.dictionary.decode(before.accepted)) <= named(after.dictionary.decode(after.accepted))
    added = {
        t
        for t in named(after.dictionary.decode(after.accepted)) - named(before.dictionary.decode(before.accepted))
        if not is_evil(t[0]) and t[0] not in told.keys() - was
    }
    assert {t[1].value for t in added} <= ALLOWED
    inferred = named(after.dictionary.decode(after.inferred))
    assert named(before.dictionary.decode(before.inferred)) <= inferred
    # Own classes may have shipped ones below them.
    new = {
        t
        for t in inferred - named(before.dictionary.decode(before.inferred))
        if not is_evil(t[0]) and t[0] not in told.keys() - was
    }
    assert {t for t in new if not (path.parent.name == "ontology" and (is_evil(t[1]) or is_evil(t[2])))} == set()
    assert after.inconsistencies == before.inconsistencies == ()
