"""A build depends on its input files alone, and a failed build leaves the last good one unchanged."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.build import build
from kg.build.build import build_name, is_current, open_last, open_snapshot
from kg.cli import main
from kg.errors import DataError, ProjectError, UnknownNameError
from kg.formats.export import export
from kg.graph import KnowledgeGraph
from kg.project.create import init_project
from kg.project.find import find_project
from kg.project.project import Project
from kg.rdf import terms
from kg.rdf.model import INFERRED
from kg.store.builds import last_good
from kg.store.scope import Scope
from kg.store.snapshot import Snapshot

OWN = "https://example.org/desk/"


def name(project: Project) -> str:
    return build_name(find_project(project.root))


def example(project: Project) -> Path:
    return project.root / "data" / "sources" / "example.ttl"


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_name_of_a_build_does_not_depend_on_the_folder(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "Ўзбекистон и друзья" / "my desk"
    shutil.copytree(project.root, other)
    assert name(project) == name(find_project(other))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a comment": lambda root: append(root / "data/sources/example.ttl", "#"),
    "a title": lambda root: append(root / "kg.toml", '\nattribution = ["me"]'),
    "another source": lambda root: (root / "data/sources/b.ttl").write_text(f"<urn:s> a <{terms.KG}Source> ."),
    "a file's name": lambda root: (root / "data/sources/example.ttl").rename(root / "data/sources/renamed.ttl"),
    "an ontology": lambda root: (root / "ontology/o.ttl").write_text(f"<urn:o> a <{terms.OWL}Ontology> ."),
    "judgements": lambda root: (root / "data/judgements.ttl").write_text(f"<urn:j> a <{terms.KG}Source> ."),
}


def test_any_change_of_the_input_gives_another_name(project: Project) -> None:
    names = [name(project)]
    for change, make in CHANGES.items():
        make(project.root)
        names.append(name(project))
        assert names[-1] not in names[:-1], change


def test_the_name_of_a_build_is_known_before_it_is_made(project: Project) -> None:
    scope = Scope(background=False)
    assert open_snapshot(project, scope).manifest.name == build_name(project, scope)
    assert is_current(project, scope)
    assert not is_current(project)


def test_a_query_does_not_change_the_name(project: Project) -> None:
    before = name(project)
    append(project.root / "queries" / "my-sessions.rq", "# changed\n")
    assert name(project) == before


def test_each_scope_gives_another_name(project: Project) -> None:
    scopes = (Scope(), Scope(background=False), Scope(("example",)), Scope(("example",), False))
    assert len({build_name(project, scope) for scope in scopes}) == 4


def test_a_snapshot_has_the_scope_that_it_was_opened_with(project: Project) -> None:
    scope = Scope(("example",), background=False, at=datetime.date(2026, 1, 1), known_by=datetime.date(2026, 2, 1))
    assert open_snapshot(project, scope).manifest.scope == scope
    assert open_snapshot(project, scope).folder.name  # read from the disk
    assert open_snapshot(project, scope).manifest.scope == scope


def test_the_order_of_selected_sources_does_not_matter(project: Project) -> None:
    append(example(project), "")
    (project.root / "data" / "sources" / "b.ttl").write_text(f"<urn:x/b> a <{terms.KG}Source> .", encoding="utf-8")
    assert build_name(project, Scope(("example", "b"))) == build_name(project, Scope(("b", "example")))


def test_the_names_of_files_do_not_change_the_graph(project: Project) -> None:
    (project.root / "data" / "sources" / "b.ttl").write_text(f"<urn:x/b> a <{terms.KG}Source> .", encoding="utf-8")
    before = export(open_snapshot(project), "nquads")
    (project.root / "data" / "sources" / "b.ttl").rename(project.root / "data" / "sources" / "a.ttl")
    assert export(open_snapshot(project), "nquads") == before


def test_an_unknown_source_is_answered_with_the_known_ones(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'example'"):
        open_snapshot(project, Scope(("exmple",)))
    assert main(["ask", "my-sessions", "--source", "exmple", "-C", str(project.root)]) == 2
    assert "sources: example" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["example", "my-source:example", f"{OWN}source/example"])
def test_a_source_is_selected_by_name_curie_or_iri(project: Project, text: str) -> None:
    snapshot = open_snapshot(project, Scope((text,)))
    assert [info.iri for info in snapshot.manifest.graphs if info.role == "source"] == [f"{OWN}source/example"]


def test_without_background_the_graph_has_no_statement_of_it() -> None:
    graph = kg.open(sources_only=("kun-uz-2024-11-16", "breaking-latest-2023-11-21"), background=False)
    assert "background" not in {info.role for info in graph.snapshot.manifest.graphs}
    assert graph.sparql("ASK { country:US kg:memberOf ?framework }") is False


def test_an_existing_build_is_not_made_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    open_snapshot(project)
    monkeypatch.delattr("kg.build.rows.concluded")
    assert open_snapshot(project).manifest.accepted > 0


def test_build_opens_a_build_that_exists(project: Project) -> None:
    steps: list[str] = []
    build.build(project, progress=steps.append)
    assert steps == ["reading sources", "accepting", "reasoning", "storing the graph"]
    build.build(project, progress=steps.append)
    assert len(steps) == 4
    build.build(project, Scope(background=False), progress=steps.append)
    assert steps[-1] == "storing the graph (without background)"


def test_a_folder_without_data_has_nothing_to_build(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project.root / "data")
    with pytest.raises(ProjectError, match="no source here"):
        kg.open(project.root)
    for command in (["build"], ["ask", "my-sessions"], ["check"], ["export"]):
        assert main([*command, "-C", str(project.root)]) == 2
        assert "data/sources: no source here" in capsys.readouterr().err


def test_without_an_earlier_build_there_is_no_last_one(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ProjectError, match="no earlier build"):
        open_last(project)
    assert main(["ask", "my-sessions", "--last-build", "-C", str(project.root)]) == 2


def test_a_failed_build_leaves_the_last_good_one_and_says_how_to_use_it(
    project: Project, write_source: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    good = open_snapshot(project).manifest.name
    write_source("broken")
    with pytest.raises(DataError, match="the last good build is unchanged") as caught:
        kg.open(project.root)
    assert caught.value.kept
    assert main(["ask", "my-sessions", "-C", str(project.root)]) == 1
    assert "use it with --last-build" in capsys.readouterr().err
    assert main(["ask", "my-sessions", "--last-build", "-C", str(project.root)]) == 0
    assert "climate dialogue" in capsys.readouterr().out
    assert open_last(project).manifest.name == good


def test_without_a_good_build_none_is_offered(
    project: Project, write_source: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_source("broken")
    with pytest.raises(DataError) as caught:
        kg.open(project.root)
    assert not caught.value.kept
    assert "last good build" not in str(caught.value)
    assert main(["ask", "my-sessions", "-C", str(project.root)]) == 1
    assert "--last-build" not in capsys.readouterr().err


def test_last_build_cannot_be_combined_with_a_scope(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "my-sessions", "--last-build", "--no-background", "-C", str(project.root)]) == 2
    assert "--last-build is a build of the whole project" in capsys.readouterr().err


@pytest.mark.parametrize("step", ["assemble.apply_judgements", "rows.concluded", "build.write_snapshot"])
def test_an_interrupted_build_leaves_only_the_last_good_one(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    good = open_snapshot(project).manifest.name
    append(example(project), "# changed\n")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"kg.build.{step}", interrupt)
    assert main(["build", "-C", str(project.root)]) == 130
    assert capsys.readouterr().err.endswith("kg: stopped; earlier builds are unchanged\n")
    assert {path.name for path in project.build_folder().iterdir()} == {good, "current"}
    assert last_good(project.build_folder()) == good


def test_an_interruption_while_writing_leaves_no_partial_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = open_snapshot(project).manifest.name
    append(example(project), "# changed\n")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.store.manifest.Manifest.to_json", interrupt)
    with contextlib.suppress(KeyboardInterrupt):
        kg.open(project.root)
    assert {path.name for path in project.build_folder().iterdir()} == {good, "current"}


def _kg(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return _python("-m", "kg", *arguments, **environment)


def _python(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )  # fmt: skip


def _finished(process: subprocess.Popen[bytes]) -> bytes:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err.decode()
    return out


def test_processes_that_build_at_the_same_time_write_the_same_build(project: Project) -> None:
    running = [_kg("export", "-f", "nquads", "-C", str(project.root), PYTHONHASHSEED=str(seed)) for seed in range(3)]
    outputs = {_finished(process) for process in running}
    assert len(outputs) == 1
    assert [path.name for path in project.build_folder().iterdir() if path.is_dir()] == [name(project)]


def test_a_graph_can_be_read_while_another_process_builds(project: Project) -> None:
    graph = kg.open(project.root)
    append(example(project), "# changed\n")
    building = _kg("build", "-C", str(project.root))
    while building.poll() is None:
        assert open_last(project).manifest.accepted == graph.snapshot.manifest.accepted
    _finished(building)
    assert open_last(project).manifest.name == name(project) != graph.snapshot.manifest.name


STYLES = ("trig", "nquads", "jsonld", "turtle", "ntriples", "rdfxml", "graphml")
EXPORT_ALL = """
import sys
from kg.cli import main
project, out, *styles = sys.argv[1:]
sys.exit(max(main(["export", "-f", style, "-o", f"{out}/{style}", "-C", project]) for style in styles))
"""


@pytest.mark.slow
def test_two_builds_export_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    running = []
    for seed in ("1", "77"):
        project, out = init_project(tmp_path / seed), tmp_path / f"out-{seed}"
        out.mkdir()
        running.append(_python("-c", EXPORT_ALL, str(project.root), str(out), *STYLES, PYTHONHASHSEED=seed))
    for process in running:
        _finished(process)
    first, second = ({f.name: f.read_bytes() for f in (tmp_path / f"out-{seed}").iterdir()} for seed in ("1", "77"))
    assert set(first) == set(STYLES)
    assert [style for style in STYLES if first[style] != second[style]] == []


# ---- Projects of users


def test_a_project_works_in_a_folder_with_spaces_and_non_latin_letters(tmp_path: Path) -> None:
    project = init_project(tmp_path / "мой стол 外交", "https://desk.test/外交/")
    assert main(["build", "-C", str(project.root)]) == 0
    assert len(kg.open(project.root).ask("my-sessions")) == 1  # type: ignore[arg-type]


def test_a_command_uses_the_project_of_the_working_directory(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root / "queries")
    assert main(["ask", "my-sessions"]) == 0
    assert "1st example climate dialogue" in capsys.readouterr().out


def test_a_new_source_is_in_the_next_answer(project: Project, write_source: Callable[..., Path]) -> None:
    write_source(
        "my:s a kg:Source . my:round-9 a kg:Dialogue ; kg:hasParty country:KE ;"
        " kg:heldSessionOf <https://example.org/desk/framework/climate-dialogue> ;"
        ' kg:latestDate "2025-05-05"^^xsd:date .'
    )
    result = kg.open(project.root).ask("my-sessions", country="Kenya")
    assert [row["session"] for row in result] == [f"{OWN}round-9"]  # type: ignore[union-attr]


def test_a_query_of_a_project_is_run_by_name(project: Project) -> None:
    query = "# title: Parties\nSELECT ?p WHERE { event:none kg:hasParty ?p }\n"
    (project.root / "queries" / "nobody.rq").write_text(query, encoding="utf-8")
    assert len(kg.open(project.root).ask("nobody")) == 0  # type: ignore[arg-type]


def test_a_query_of_a_project_replaces_the_shipped_query_of_its_name(project: Project) -> None:
    (project.root / "queries" / "leaders.rq").write_text("# title: Mine\nSELECT (1 AS ?one) {}\n", encoding="utf-8")
    (project.root / "queries" / "brokers.rq").write_text("# title: Mine\nSELECT (2 AS ?two) {}\n", encoding="utf-8")
    with (project.root / "kg.toml").open("a", encoding="utf-8") as config:
        config.write('replaces = ["leaders", "brokers"]\n')
    graph = kg.open(project.root)
    assert graph.ask("leaders").values() == graph.ask(3).values() == [{"one": 1}]  # type: ignore[union-attr]
    assert graph.ask("brokers").values() == graph.ask(16).values() == [{"two": 2}]  # type: ignore[union-attr]


def test_a_term_declared_by_a_project_is_used_in_inference(project: Project, write_source: Callable[..., Path]) -> None:
    ontology = (
        f"@prefix my: <{OWN}> . @prefix kg: <{terms.KG}> .\n"
        f"@prefix owl: <{terms.OWL}> . @prefix rdfs: <{terms.RDFS}> .\n"
        "<https://example.org/desk> a owl:Ontology .\n"
        "my:allyOf a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:range kg:Party .\n"
    )
    (project.root / "ontology" / "own.ttl").write_text(ontology, encoding="utf-8")
    write_source("my:s a kg:Source . country:FR my:allyOf country:JP .")
    graph = kg.open(project.root)
    assert graph.sparql(f"ASK {{ country:JP <{OWN}allyOf> country:FR }}") is True
    proof = graph.why("JP", f"{OWN}allyOf", "FR").proof
    assert proof is not None
    assert proof.rule is not None
    assert proof.rule.name == "prp-symp"


def test_a_check_of_a_project_is_run(project: Project, write_source: Callable[..., Path]) -> None:
    write_source("my:s a kg:Source . my:e a kg:Dialogue ; kg:eventStatus kg:Held .")
    found = [f for f in kg.open(project.root).check() if f.check == "session-without-date"]
    assert [finding.focus for finding in found] == [f"{OWN}e"]
    assert found[0].line is not None
    assert str(found[0].path).endswith("spoiled.ttl")


def test_sources_in_subfolders_are_read(project: Project, write_source: Callable[..., Path]) -> None:
    (project.root / "data" / "sources" / "2024" / "_drafts").mkdir(parents=True)
    write_source("my:s a kg:Source .", "2024/one.ttl")
    write_source("my:t a kg:Source .", "2024/_drafts/two.ttl")
    read = {info.path for info in kg.open(project.root).snapshot.manifest.graphs if info.role == "source"}
    assert read == {"data/sources/2024/one.ttl", "data/sources/example.ttl"}


def test_files_that_are_not_read_are_reported(
    project: Project, write_source: Callable[..., Path], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kg.open(project.root)  # makes a build before the files exist
    monkeypatch.chdir(project.root)
    for name in ("loud.TTL", "graph.nt", "notes.md", ".hidden.nt", "report.ttl.txt"):  # Notepad adds .txt.
        write_source("my:s a kg:Source .", name)
    findings = [f for f in kg.open(project.root).check() if f.check == "not-read"]
    assert [(f.path, f.severity, f.remedy) for f in findings] == [
        ("data/sources/graph.nt", "warning", "convert it to Turtle, or move it away"),
        ("data/sources/loud.TTL", "warning", "rename it"),
        ("data/sources/report.ttl.txt", "warning", "rename it"),
    ]
    assert main(["build"]) == 1
    assert (
        "data/sources/loud.TTL: warning: is not read, because its name does not end in .ttl" in capsys.readouterr().err
    )


def test_background_can_be_switched_off_in_kg_toml(project: Project) -> None:
    config = project.root / "kg.toml"
    text = config.read_text(encoding="utf-8").replace("background = true", "background = false")
    config.write_text(text, encoding="utf-8")
    assert "background" not in {info.role for info in kg.open(project.root).snapshot.manifest.graphs}


def test_inconsistencies_are_findings_and_the_build_continues(
    project: Project, write_source: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_source("my:s a kg:Source . my:x a kg:Position , kg:Grant .")
    (finding,) = {
        f.message: f for f in kg.open(project.root).snapshot.manifest.findings if "cax-dw" in f.message
    }.values()
    assert "is a position" in finding.message
    assert "is a commitment" in finding.message
    assert finding.focus == f"{OWN}x"
    assert main(["build", "-C", str(project.root)]) == 1
    assert "cannot all be true (cax-dw)" in capsys.readouterr().err


@pytest.mark.slow
def test_both_engines_infer_the_same_triples(
    shipped: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In the cache of all tests this build would become the last good one, and the other could be deleted as an old one.
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path))
    reference = open_snapshot(shipped.project, engine="owlrl")
    assert reference.manifest.engine.startswith("owlrl ")
    assert reference.manifest.name != shipped.snapshot.manifest.name

    def inferred(snapshot: Snapshot) -> set[str]:
        return {str(quad.triple) for quad in snapshot.store.quads_for_pattern(None, None, None, INFERRED)}

    assert inferred(reference) == inferred(shipped.snapshot)
