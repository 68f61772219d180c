"""A statement that its file may not make stops the build; a lenient build goes on without it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.build.build import build_name
from kg.cli import main
from kg.errors import DataError
from kg.project.project import Project
from kg.sparql.results import Result
from kg.store.builds import last_good
from kg.store.scope import WHOLE, Scope

ROUND = "<https://example.org/desk/event/round-1>"
EVIL = f"""my:evil a kg:Source .
kg:Dialogue <http://www.w3.org/2000/01/rdf-schema#subClassOf> kg:Grant .
[] kg:verdict kg:Rejected ; kg:judgedSource <https://example.org/desk/source/example> ; kg:judgedNode {ROUND} .
my:talk a kg:Dialogue ; kg:hasParty country:FR .
"""


def test_a_forged_judgement_and_an_axiom_in_a_source_have_no_effect(
    project: Project, write_source: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(project.root)
    before = kg.open(root).ask("my-sessions")
    good = last_good(project.build_folder())
    write_source(EVIL, "evil.ttl")

    assert main(["build", "-C", root]) == 1
    err = capsys.readouterr().err
    for text in ("evil.ttl:9: error: a source may not", "evil.ttl:10: error: a source may not make a judgement",
                 "the last good build is unchanged", "judgements belong in data/judgements.ttl"):  # fmt: skip
        assert text in err
    with pytest.raises(DataError) as caught:
        kg.open(root)
    assert {(f.check, f.line) for f in caught.value.findings} == {("role-term", 9), ("role-judgement", 10)}
    assert main(["ask", "my-sessions", "--last-build", "-C", root, "-f", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(before)

    graph = kg.open(root, lenient=True)
    assert graph.ask("my-sessions").rows == before.rows
    assert graph.sparql(f"ASK {{ {ROUND} a kg:Grant }}") is False
    assert graph.sparql("ASK { GRAPH ?g { ?s kg:verdict ?v } }") is False
    assert graph.sparql("ASK { my:talk a kg:Meeting }") is True
    assert "lenient" in repr(graph)
    assert {(f.check, f.line, f.severity) for f in graph.check() if f.check.startswith("role-")} == {
        ("role-term", 9, "warning"), ("role-judgement", 10, "warning"),
    }  # fmt: skip
    assert main(["check", "--lenient", "-C", root]) == 1
    assert "it does not count" in capsys.readouterr().out
    # Every answer says so.
    told = "lenient: statements that a file may not make are left out of data/sources/evil.ttl; kg check --lenient"
    for answer in (graph.ask("my-sessions"), graph.ask("brokers"), graph.sparql("SELECT ?s { ?s a kg:Meeting }")):
        assert isinstance(answer, Result)
        assert [note for note in answer.notes if note.startswith(told)], answer.columns
    for command, code in (
        (["why", ROUND, "a", "kg:Grant"], 1), (["why", ROUND, "a", "kg:Dialogue"], 0), (["ask", "my-sessions"], 0),
        (["sparql", "ASK { my:talk a kg:Meeting }"], 0), (["sparql", "SELECT ?s { ?s a kg:Meeting }"], 0),
    ):  # fmt: skip
        assert main([*command, "--lenient", "-C", root, "-f", "json"]) == code
        assert capsys.readouterr().err.count(told) == 1, command
    # It has a name of its own, and does not become the last good build.
    assert len({build_name(project, scope) for scope in (WHOLE, Scope(lenient=True))}) == 2
    assert last_good(project.build_folder()) == good


def test_imported_data_acts_as_its_manifest_says(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project.root / "data" / "imports" / "clubs"
    folder.mkdir(parents=True)
    (folder / "clubs.ttl").write_text(
        "@prefix kg: <https://w3id.org/diplomatic-kg/ontology#> .\n@prefix my: <https://example.org/desk/> .\n"
        "@prefix country: <https://w3id.org/diplomatic-kg/country/> .\n"
        "my:clubs a kg:Source , kg:ReferenceData .\nmy:club a kg:Framework .\n"
        "my:m a kg:Membership ; kg:membershipOf country:FR ; kg:asMemberIn my:club .\n",
        encoding="utf-8",
    )
    manifest = folder / "import.toml"
    for text, message in (
        (None, "import.toml: is missing"), ("role =", "import.toml: cannot be read"),
        (f"a = 1\nb = {'9' * 5000}", "import.toml:2: cannot be read: a number is too long"),
        ('role = "ontology"', "does not say as what the files act"), ("", "one of vocabulary, background, source"),
    ):  # fmt: skip
        if text is not None:
            manifest.write_text(text, encoding="utf-8")
        assert main(["build", "-C", str(project.root)]) == 2
        assert message in capsys.readouterr().err
    (folder.parent / "empty").mkdir()  # It stops nothing.
    for role, found in (("background", [True, False]), ("source", [True, True])):
        manifest.write_text(f'role = "{role}"', encoding="utf-8")
        question = "ASK { country:FR kg:memberOf my:club }"
        assert [kg.open(project.root, background=used).sparql(question) for used in (True, False)] == found
    (finding,) = (f for f in kg.open(project.root).snapshot.manifest.findings if f.check == "not-read")
    assert (finding.path, finding.severity, finding.remedy) == (
        "data/imports/empty", "warning", "delete the folder, or let kg import write into it",
    )  # fmt: skip
    manifest.write_text('role = "vocabulary"', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        kg.open(project.root)
    assert {finding.check for finding in caught.value.findings} == {"not-read", "role-relation"}
