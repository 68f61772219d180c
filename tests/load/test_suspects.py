"""The statements that are selected for a closer look give the same verdicts as all statements."""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest

from kg.load import suspects as selecting
from kg.load.files import load
from kg.load.parsed import LoadedFiles, ParsedFile
from kg.project.contents import Content
from kg.project.find import shipped
from kg.project.project import Role, SourceFile
from kg.rdf import terms
from kg.rdf.model import Triple

FOLDER = Path(__file__).parent / "hostile"
HOSTILE = {path.relative_to(FOLDER).as_posix(): path for path in sorted(FOLDER.glob("[!h]*/*.ttl"))}
#: How many projects with random statements are compared; `make edits` compares more.
CASES = int(os.environ.get("KG_EDITS", "24"))
#: Predicates that matter for the roles of files, and classes.
PREDICATES = [
    *(terms.KG + name for name in ("inSource", "passage", "verdict", "judgedNode", "listOf", "alpha2", "capital")),
    *(terms.OWL + name for name in ("sameAs", "annotatedSource", "annotatedProperty", "annotatedTarget", "deprecated")),
    terms.RDF_TYPE, terms.RDF_TYPE, terms.PREF_LABEL, f"{terms.RDFS}subClassOf", f"{terms.RDFS}label",
    f"{terms.DCTERMS}title", f"{terms.DCTERMS}creator",
]  # fmt: skip
CLASSES = [
    *(terms.KG + name for name in ("Country", "Passage", "Judgement", "Source", "Event", "Official", "Document")),
    *(terms.OWL + name for name in ("Axiom", "Thing", "Class")), f"{terms.RDF}List",
]  # fmt: skip


@cache
def honest() -> dict[SourceFile, Content]:
    """Return the shipped ontology, and a small project that means well."""
    found: dict[SourceFile, Content] = {
        file: file.path.read_bytes() for file in shipped().files() if file.role == "ontology"
    }
    for role in get_args(Role):
        path = FOLDER / "honest" / f"{role}.ttl"
        found[SourceFile(path, role, shipped=role in ("vocabulary", "background"))] = path.read_bytes()
    return found


def verdicts(loaded: LoadedFiles) -> tuple[list[str], list[set[Triple]]]:
    return [str(finding) for finding in loaded.findings], [{*file.triples} for file in loaded.parsed]


def everything(files: list[ParsedFile]) -> tuple[list[ParsedFile], list[ParsedFile]]:
    return files, files


def differences(contents: dict[SourceFile, Content], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the findings that only the selected, or only all statements lead to."""
    found = []
    for lenient in (False, True):
        selected = verdicts(load(contents, lenient=lenient))
        with monkeypatch.context() as patch:
            patch.setattr(selecting, "suspects", everything)
            whole = verdicts(load(contents, lenient=lenient))
        found += sorted({*selected[0]} ^ {*whole[0]})
        found += ["other statements are left"] * (selected[1] != whole[1])
    return found


def test_the_hostile_files_get_the_same_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = random.Random(3)
    for name in chosen.sample(sorted(HOSTILE), min(len(HOSTILE), 2 * CASES)):
        path = HOSTILE[name]
        role: Role = path.parent.name.removeprefix("import-")  # type: ignore[assignment]
        file = SourceFile(path, role, imported=path.parent.name.startswith("import-"))
        contents: dict[SourceFile, Content] = {**honest(), file: path.read_bytes()}
        ordered = sorted(contents, key=lambda one: one.role != "ontology")
        assert differences({one: contents[one] for one in ordered}, monkeypatch) == [], name


def test_random_statements_get_the_same_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    known = load(honest()).parsed
    nodes = sorted({term.value for file in known[2:] for s, _, o in file.triples for term in (s, o)
                    if isinstance(term, ox.NamedNode)})  # fmt: skip
    found = 0
    for case in range(CASES):
        chosen = random.Random(case)
        contents: dict[SourceFile, Content] = dict(honest())
        extra = SourceFile(Path("extra.ttl"), chosen.choice(("source", "vocabulary", "background")),
                           imported=chosen.random() < 0.3)  # fmt: skip
        contents[extra] = (
            f"<https://example.org/extra> a <{terms.KG}Source> . <https://example.org/p> a <{terms.KG}Passage> ; "
            f"<{terms.KG}inSource> <https://example.org/extra> . "
        ).encode()
        for _ in range(chosen.randrange(1, 7)):
            file = chosen.choice([file for file in contents if not file.shipped or chosen.random() < 0.1])
            before = contents[file]
            assert isinstance(before, bytes)
            contents[file] = before + statement(chosen, nodes).encode()
        assert differences(contents, monkeypatch) == [], case
        found += len(load(contents).findings)
    assert found > CASES


def statement(chosen: random.Random, nodes: list[str]) -> str:
    """Write a random statement as a line of N-Triples."""
    some = [*nodes, "https://example.org/extra", "https://example.org/p", "https://example.org/new"]
    subject = f"<{chosen.choice(some)}>" if chosen.random() < 0.9 else "_:b"
    predicate = chosen.choice(PREDICATES)
    if predicate == terms.RDF_TYPE:
        value = f"<{chosen.choice(CLASSES)}>"
    elif predicate == f"{terms.OWL}annotatedProperty":
        value = f"<{chosen.choice(PREDICATES)}>"
    else:
        value = f"<{chosen.choice(some)}>" if chosen.random() < 0.7 else f'"{chosen.choice(["FR", "1", "01", "x"])}"@en'
    return f"\n{subject} <{predicate}> {value} ."
