"""Snapshots are complete or absent, damaged ones are built again, and none has data of the machine."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.build import build
from kg.cli import main
from kg.errors import Finding, NoRoomError, OutputError, ProjectError
from kg.graph import KnowledgeGraph
from kg.load.files import load_project
from kg.project.contents import INPUTS
from kg.project.project import NOWHERE, Project
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, plain
from kg.store import builds
from kg.store.builds import last_good, read_snapshot, verify, write_snapshot
from kg.store.checksums import MANIFEST, NOTED, SUMS, write_sums
from kg.store.content import Content
from kg.store.disk import STORE
from kg.store.labels import NAMING, Labels
from kg.store.manifest import FORMAT, Manifest
from kg.store.scope import WHOLE, Scope
from kg.store.snapshot import Snapshot


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def dataset(folder: Path) -> Path:
    """Return the largest file of the store of a build."""
    return max((folder / STORE).glob("*.sst"), key=lambda path: path.stat().st_size)


def test_a_manifest_is_read_back_unchanged(shipped: KnowledgeGraph) -> None:
    manifest = shipped.snapshot.manifest
    assert Manifest.from_json(manifest.to_json()) == manifest


def test_findings_of_a_build_are_stored_in_the_manifest(shipped: KnowledgeGraph) -> None:
    manifest = shipped.snapshot.manifest
    values = {field: getattr(manifest, field) for field in manifest.__dataclass_fields__}
    changed = Manifest(**{**values, "findings": (Finding("a", "b", line=3),)})
    assert Manifest.from_json(changed.to_json()).findings == (Finding("a", "b", line=3),)


def test_a_manifest_has_no_data_of_the_machine(shipped: KnowledgeGraph, project: Project) -> None:
    for graph in (shipped, kg.open(project.root)):
        text = (graph.snapshot.folder / "manifest.json").read_text(encoding="utf-8")
        for place in (graph.project.root, graph.snapshot.folder.parent, Path.home(), Path.cwd()):
            assert str(place) not in text
        assert os.uname().nodename not in text


def test_a_manifest_has_the_counts_of_the_dataset(shipped: KnowledgeGraph) -> None:
    assert len(shipped.snapshot.store) == shipped.snapshot.manifest.size
    for info in shipped.snapshot.manifest.graphs:
        quads = shipped.snapshot.store.quads_for_pattern(None, None, None, ox.NamedNode(info.iri))
        assert sum(1 for _ in quads) == info.triples


def test_the_graph_of_a_source_has_the_triples_of_its_file(project: Project) -> None:
    graph = kg.open(project.root)
    parsed = {p.iri.value: p for p in load_project(project).parsed}
    example = parsed["https://example.org/desk/source/example"]
    quads = graph.snapshot.store.quads_for_pattern(None, None, None, example.iri)

    def shape(triples: object) -> list[str]:
        return sorted(" ".join("_" if isinstance(t, ox.BlankNode) else str(t) for t in s) for s in triples)  # type: ignore[attr-defined]

    assert shape(map(plain, quads)) == shape(example.triples)


def test_an_opened_graph_does_not_need_its_folder(project: Project) -> None:
    graph = kg.open(project.root)
    shutil.rmtree(project.build_folder())
    assert graph.sparql("ASK { country:FR kg:metUnder ?framework }") is True
    assert graph.why("FR", "kg:metUnder", "climate-dialogue").holds


DAMAGE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "empty dataset": ("dataset", lambda content: b""),
    "dataset cut": ("dataset", lambda content: content[:-30]),
    "dataset overwritten": ("dataset", lambda content: b"no quads here"),
    "a byte of the dataset": ("dataset", lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:]),
    "the list of files of the store cut": ("store/CURRENT", lambda content: content[:-2]),
    "empty manifest": ("manifest.json", lambda content: b""),
    "manifest cut": ("manifest.json", lambda content: content[:100]),
    "manifest of another format": ("manifest.json", lambda content: b"[]"),
    "manifest without a field": ("manifest.json", lambda content: b'{"format": 1}'),
    "a title of the same length": ("manifest.json", lambda content: content.replace(b"title", b"tytle", 1)),
    "empty checksums": ("SHA256SUMS", lambda content: b""),
    "checksums cut": ("SHA256SUMS", lambda content: content[:-1]),
    "checksums of fewer files": ("SHA256SUMS", lambda content: content[content.index(b"\n") + 1 :]),
    "other checksums": ("SHA256SUMS", lambda content: content[::-1]),
}


def damage(build: Path, how: str) -> None:
    """Damage one of the files of a build."""
    name, spoil = DAMAGE[how]
    path = dataset(build) if name == "dataset" else build / name
    path.write_bytes(spoil(path.read_bytes()))


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_snapshot_cannot_be_read(shipped: KnowledgeGraph, tmp_path: Path, how: str) -> None:
    small = tiny(tmp_path, shipped)
    assert len(read_snapshot(tmp_path, small.manifest.name).store) == 4
    damage(small.folder, how)
    with pytest.raises(ProjectError, match="kg build"):
        read_snapshot(tmp_path, small.manifest.name)


SPOILED: dict[str, object] = {
    "accepted": "4", "inferred": True, "prefixes": None, "title": 5, "licence": "\ud800", "attribution": "me",
    "graphs": [5], "scope": "whole", "findings": {}, "undated": [None], "nonsense": 1,
}  # fmt: skip
SPOILED_PARTS = {
    "scope": {"sources": "abc", "background": "no", "at": "2024-01-01T05:00:00", "more": 1},
    "graphs": {"triples": None, "role": "nonsense", "more": 1},
    "prefixes": {"a": 5, "b": "http://[/"},
    "findings": {"line": "3", "severity": "bad"},
}


def is_refused(snapshot: Snapshot, manifest: str) -> bool:
    """Return whether a build cannot be read with this text as its manifest, if the checksums fit."""
    (snapshot.folder / "manifest.json").write_text(manifest, encoding="utf-8")
    write_sums(snapshot.folder)
    try:
        read_snapshot(snapshot.folder.parent, snapshot.manifest.name)
    except ProjectError:
        return True
    return False


def test_a_manifest_with_a_value_of_another_type_is_damaged(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    snapshot = tiny(tmp_path, shipped)
    path = snapshot.folder / "manifest.json"
    entry = {"iri": "urn:g", "role": "source", "path": "a.ttl", "triples": 0}
    sound = {
        **json.loads(path.read_text(encoding="utf-8")),
        "graphs": [entry],
        "findings": [{"check": "a", "message": "b"}],
    }
    assert not is_refused(snapshot, json.dumps(sound))
    spoiled = [json.dumps({**sound, key: value}) for key, value in SPOILED.items()]
    for key, values in SPOILED_PARTS.items():
        for inner, value in values.items():
            part = [{**sound[key][0], inner: value}] if isinstance(sound[key], list) else {**sound[key], inner: value}
            spoiled.append(json.dumps({**sound, key: part}))
    texts = ("null", "5", '"x"', "[]", "{}", "[" * 100_000, '{"format":' * 100_000, *spoiled)
    assert [text[-600:] for text in texts if not is_refused(snapshot, text)] == []


def test_a_build_of_another_version_of_kg_is_made_again_and_named_as_one(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    now = kg.open(project.root).snapshot
    manifest = json.loads((now.folder / MANIFEST).read_text(encoding="utf-8"))
    old = project.build_folder() / "0123456789abcdef0123"
    for version in (2, 4, FORMAT + 1):
        shutil.rmtree(project.build_folder())
        old.mkdir(parents=True)
        # Earlier versions kept one text, and other checksums or none.
        (old / "dataset.nq").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
        (old / MANIFEST).write_text(json.dumps({**manifest, "format": version}), encoding="utf-8")
        (old / "inputs.json").write_text('{"format": 1}', encoding="utf-8")
        if version != 2:
            (old / SUMS).write_text("0" * 64, encoding="utf-8")
        (old.parent / "current").write_text(f"{old.name}\n", encoding="utf-8")
        told = f"it has the format {version}, and this version of kg reads {FORMAT}"
        assert verify(old.parent) == {old.name: told}
        assert main(["ask", "my-sessions", "--last-build", "-C", str(project.root)]) == 2
        assert f"the build cannot be used ({told}); make it again with: kg build" in capsys.readouterr().err
        assert kg.open(project.root).snapshot.manifest == now.manifest
        assert last_good(old.parent) == now.manifest.name


def test_a_copy_of_another_build_is_damaged(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    snapshot = tiny(tmp_path, shipped)
    shutil.copytree(snapshot.folder, tmp_path / "other")
    assert verify(tmp_path) == {"tiny": None, "other": "it is a copy of the build tiny"}
    with pytest.raises(ProjectError, match=r"copy of the build tiny.*kg build"):
        read_snapshot(tmp_path, "other")


def test_kg_build_replaces_whatever_is_in_the_place_of_a_build(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    good = kg.open(project.root).snapshot
    (good.folder / "manifest.json").write_text("null", encoding="utf-8")
    assert main(["ask", "my-sessions", "-C", str(project.root)]) == 0
    for path in (good.folder, project.build_folder() / "current"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        # A file where there should be a folder, and the other way round.
        path.write_text("", encoding="utf-8") if path == good.folder else (path / "more").mkdir(parents=True)
        assert main(["build", "-C", str(project.root)]) == 0, capsys.readouterr().err
    assert last_good(project.build_folder()) == good.manifest.name
    assert read_snapshot(project.build_folder(), good.manifest.name).manifest == good.manifest


def tiny(folder: Path, model: KnowledgeGraph, name: str = "tiny", scope: Scope = WHOLE) -> Snapshot:
    """Write a build of four quads."""
    nodes = [ox.NamedNode(f"urn:{letter}") for letter in "abcd"]
    content = Content({ACCEPTED: [(nodes[0], nodes[1], node) for node in nodes]})
    values = {"graphs": (), "accepted": 4, "inferred": 0, "unjudged": None}
    return write_snapshot(folder, content, replace(model.snapshot.manifest, name=name, scope=scope, **values))


@pytest.fixture(params=["dataset cut", "empty manifest"])
def damaged(request: pytest.FixtureRequest, project: Project) -> KnowledgeGraph:
    graph = kg.open(project.root)
    damage(graph.snapshot.folder, request.param)
    return graph


def test_a_damaged_snapshot_is_built_again_when_opened(damaged: KnowledgeGraph) -> None:
    with pytest.warns(UserWarning, match="the build is damaged .* so it is built again"):
        again = kg.open(damaged.project.root)
    assert again.snapshot.manifest == damaged.snapshot.manifest
    on_disk = read_snapshot(again.snapshot.folder.parent, again.snapshot.manifest.name)
    assert len(on_disk.store) == len(damaged.snapshot.store)


def test_a_snapshot_damaged_after_it_was_read_is_built_again(project: Project) -> None:
    """The cache of builds in conftest.py must notice a changed file."""
    kg.open(project.root)
    read = kg.open(project.root).snapshot
    dataset(read.folder).write_text("no quad\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"store/\d+\.sst is not as it was written"):
        assert len(kg.open(project.root).snapshot.store) == len(read.store)
    assert dataset(read.folder).read_bytes() != b"no quad\n"


def test_kg_build_replaces_a_damaged_snapshot(damaged: KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-C", str(damaged.project.root)]) == 0
    assert read_snapshot(damaged.snapshot.folder.parent, damaged.snapshot.manifest.name)


def test_no_other_file_renames_a_relation_that_is_a_node(snapshot_of: Callable[..., Snapshot]) -> None:
    people = " ".join(f'my:{name} a kg:Official ; skos:prefLabel "{name}"@en .' for name in ("a", "x", "z"))
    known = people + " my:talks a kg:Event ; skos:prefLabel 'Talks'@en ."
    issued = 'my:s{} dcterms:issued "{}"^^xsd:date .'
    node = "my:p a kg:Participation ; kg:participant my:x ; kg:atEvent my:talks ."
    lie = "my:p kg:participant my:a ."
    rejecting = """[] a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:s2 ; kg:judgedSubject my:p ;
        kg:judgedPredicate kg:participant ; kg:judgedObject my:a ."""
    days = (issued.format(1, "2025-01-31"), issued.format(2, "2025-02-01"))
    for first, second, judgements, label in (
        (node, lie, rejecting, "x at Talks"),
        (node, lie, "", "x at Talks"),
        # Two files introduce it: the one that was published first counts, then the first IRI.
        (days[0] + node, days[1] + lie + " my:p a kg:Participation .", "", "x at Talks"),
        (days[1].replace("s2", "s1") + node, days[0].replace("s1", "s2") + node.replace("my:x", "my:z"), "",
         "z at Talks"),
        # What is wholly rejected keeps a name that people can read.
        ("", lie + " my:p kg:atEvent my:talks .", rejecting, "a at Talks"),
    ):  # fmt: skip
        snapshot = snapshot_of(first, second, judgements=judgements, background=known)
        assert snapshot.label("https://example.org/desk/p") == label


def test_a_damaged_last_build_is_reported(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    dataset(kg.open(project.root).snapshot.folder).write_text("spoiled", encoding="utf-8")
    assert main(["ask", "my-sessions", "--last-build", "-C", str(project.root)]) == 2
    assert "make it again with: kg build" in capsys.readouterr().err


def test_whatever_happens_to_a_build_it_is_built_again_with_one_line_on_standard_error(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["ask", "my-sessions", "-f", "csv", "--country", "FR", "-C", str(project.root)]
    assert main(ask) == 0
    usual = capsys.readouterr()
    place = kg.open(project.root).snapshot.folder
    flipped = bytearray(dataset(place).read_bytes())
    flipped[len(flipped) // 2] ^= 4
    for name, content in (
        ("", flipped), ("", None), ("manifest.json", b"[" * 100_000), ("SHA256SUMS", b"\xff"),
    ):  # fmt: skip
        file = place / name if name else dataset(place)
        file.unlink() if content is None else file.write_bytes(content)
        assert main(["build", "--verify", "-C", str(project.root)]) == 1
        assert capsys.readouterr().err == f"kg: damaged: {place.name}; kg builds it again when it is needed\n"
        assert main([*ask[:2], "--last-build", *ask[2:]]) == 2
        assert "the build cannot be used (" in capsys.readouterr().err
        assert main(ask) == 0
        again = capsys.readouterr()
        # On a slow machine, the names of long steps come first.
        notes, before = ([line for line in text.splitlines() if line[-4:] != " ..."] for text in (again.err, usual.err))
        assert (again.out, notes[1:]) == (usual.out, before)
        assert re.search(rf"{place.name}: the build is damaged \(.+\), so it is built again$", notes[0])
    file = dataset(place)
    file.unlink()
    os.mkfifo(file)
    assert main(["build", "-C", str(project.root)]) == 0
    capsys.readouterr()
    assert main(["build", "--verify", "-f", "csv", "-C", str(project.root)]) == 0
    assert capsys.readouterr().out == f"build,current,state\n{place.name},true,intact\n"
    assert names(project.build_folder()) == {place.name, "current"}


def test_each_flipped_bit_of_a_build_is_found(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    place = tiny(tmp_path, shipped).folder
    assert verify(tmp_path) == {"tiny": None}
    chosen = random.Random(1)
    files = [path for path in place.rglob("*") if path.is_file() and path.name != NOTED and path.stat().st_size]
    for path in files:
        whole = path.read_bytes()
        for _ in range(20):
            bit = chosen.randrange(8 * len(whole))
            changed = bytearray(whole)
            changed[bit // 8] ^= 1 << bit % 8
            path.write_bytes(changed)
            assert verify(tmp_path)["tiny"] is not None, (path.name, bit)
        path.write_bytes(whole)
    assert verify(tmp_path) == {"tiny": None}


def test_the_checksums_are_in_the_format_of_sha256sum(shipped: KnowledgeGraph) -> None:
    lines = (shipped.snapshot.folder / SUMS).read_text(encoding="utf-8").splitlines()
    digests = [hashlib.sha256((shipped.snapshot.folder / line[66:]).read_bytes()).hexdigest() for line in lines]
    found = [path for path in shipped.snapshot.folder.rglob("*") if path.is_file()]
    files = [path.relative_to(shipped.snapshot.folder).as_posix() for path in found]
    listed = sorted({file for file in files if not file.startswith("periods-")} - {SUMS, NOTED, INPUTS})
    assert sorted(lines) == sorted(f"{digest}  {line[66:]}" for digest, line in zip(digests, lines, strict=True))
    assert sorted(line[66:] for line in lines) == listed


def test_the_last_good_build_is_a_folder_of_builds(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    tiny(tmp_path, shipped)
    for name in ("../", f"{tmp_path}/tiny", ".", "", "tiny/../tiny"):
        (tmp_path / "current").write_text(name, encoding="utf-8")
        assert last_good(tmp_path) is None
    (tmp_path / "current").write_text("tiny", encoding="utf-8")
    assert last_good(tmp_path) == "tiny"


def test_a_build_that_is_stopped_anywhere_leaves_the_last_good_one(
    shipped: KnowledgeGraph, tmp_path: Path, stopped_everywhere: Callable[..., int]
) -> None:
    """It may be stopped by a full disk, or killed; also a build that replaces a damaged one."""
    for damaged in (False, True):

        def prepare(damaged: bool = damaged) -> None:
            tiny(tmp_path, shipped, "next")
            if damaged:
                damage(tmp_path / "next", "a byte of the dataset")
            else:
                shutil.rmtree(tmp_path / "next")
            tiny(tmp_path, shipped, "good")

        def check(damaged: bool = damaged) -> None:
            name = last_good(tmp_path)
            assert name in ("good", "next")
            assert len(read_snapshot(tmp_path, name).store) == 4
            assert damaged or verify(tmp_path).get("next") is None

        assert stopped_everywhere(prepare, lambda: tiny(tmp_path, shipped, "next"), check, every=8) > 15


def test_a_user_without_a_home_gets_an_answer_from_memory(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def no_home(*_: object, **__: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_CACHE_DIR")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "~/.cache/diplomatic-kg")
    assert shipped.project.build_folder() == NOWHERE
    monkeypatch.setattr("platformdirs.user_cache_dir", no_home)
    assert main(["sparql", "ASK {}", "-f", "json"]) == 0
    captured = capsys.readouterr()
    assert captured.out == '{"head":{},"boolean":true}\n'
    assert captured.err.endswith(
        "kg: this user has no home folder, so the build cannot be written\n"
        "set KG_CACHE_DIR to a folder that can be written\n"
        "the answer comes from a temporary copy, and the next command builds the graph again\n"
    )
    assert main(["ask", "leaders", "--last-build"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_cache_of_another_user_is_not_used(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The home folder of another user cannot even be looked into."""
    hidden = tmp_path / "home"

    def denied(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setenv("KG_CACHE_DIR", str(hidden / "cache"))
    for name in ("mkdir", "exists", "is_dir"):
        monkeypatch.setattr(Path, name, denied)
    with pytest.raises(OutputError, match=r"home/cache: the build cannot be written \(Permission denied\)"):
        tiny(hidden / "cache", shipped)


def test_a_missing_dataset_is_built_again(project: Project) -> None:
    dataset(kg.open(project.root).snapshot.folder).unlink()
    with pytest.warns(UserWarning, match=r"damaged \(store/\d+\.sst: No such file"):
        assert dataset(kg.open(project.root).snapshot.folder).is_file()


def test_a_full_disk_leaves_only_the_last_good_build(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = kg.open(project.root)
    before = names(project.build_folder())
    source = project.root / "data" / "sources" / "example.ttl"
    source.write_text(source.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")

    def full(self: Manifest) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "to_json", full)
        assert main(["build", "-C", str(project.root)]) == 2
    assert capsys.readouterr().err.endswith(
        "the build cannot be written (No space left on device); the last good build is unchanged\n"
        "make room on this disk, or move the project to a disk with more room\n"
    )
    # RocksDB gives no number of the error, only a long text; the numbers of a build are written by kg itself.
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for scope in (Scope(background=False), Scope()):
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
        try:
            with pytest.raises(NoRoomError, match=r"written \(File too large\); the last .*\nmake room on this disk"):
                build.build(project, scope)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert names(project.build_folder()) == before
    assert last_good(project.build_folder()) == first.snapshot.manifest.name
    assert main(["ask", "my-sessions", "--last-build", "-C", str(project.root)]) == 0


def test_a_build_folder_that_is_a_file_is_an_output_error(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.root / ".kg").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"\.kg: builds go into this folder, but it is a file"):
        build.build(project)
    assert main(["build", "-C", str(project.root)]) == 2
    assert "move it away" in capsys.readouterr().err


def test_no_link_in_a_project_makes_kg_write_elsewhere(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("mine", encoding="utf-8")
    folder = project.root / ".kg"
    for target in (outside, tmp_path / "absent"):
        folder.symlink_to(target)
        with pytest.raises(OutputError, match=r"\.kg: builds go into this folder of the project, but it is a link"):
            build.build(project)
        # Reading commands answer from memory.
        assert main(["ask", "my-sessions", "-C", str(project.root)]) == 0
        assert "but it is a link; delete the link" in capsys.readouterr().err
        assert names(outside) == {"file"}
        assert not (tmp_path / "absent").exists()
        folder.unlink()
    snapshot = build.build(project)
    for place in ("current", snapshot.manifest.name):
        shutil.rmtree(folder)
        folder.mkdir()
        (folder / place).symlink_to(outside / "file" if place == "current" else outside)
        build.build(project)
        assert not (folder / place).is_symlink()
        assert last_good(folder) == snapshot.manifest.name
        assert names(outside) == {"file"}
        assert (outside / "file").read_text(encoding="utf-8") == "mine"


def test_a_build_that_cannot_be_written_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("KG_CACHE_DIR", "/dev/null/cache")
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "/dev/null/cache: the build cannot be written (Not a directory)" in captured.err
    assert "set KG_CACHE_DIR to a folder that can be written" in captured.err


@pytest.mark.parametrize(
    "command",
    [
        "ask my-sessions", "sparql ASK{country:FR_a_kg:Party}", "why country:FR a kg:Party", "view affiliations",
        "check", "graph -o page.html", "export -o graph.trig",
    ],
)  # fmt: skip
def test_reading_commands_answer_if_no_build_can_be_written(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    command: str,
) -> None:
    words = [*(word.replace("_", " ") for word in command.split()), "-C", str(project.root)]
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")

    def outcome() -> tuple[int, str, dict[str, bytes]]:
        code = main(words)
        return code, capsys.readouterr().out, {path.name: path.read_bytes() for path in Path().iterdir()}

    usual = outcome()
    assert usual[0] == 0
    shutil.rmtree(project.build_folder())
    project.build_folder().write_text("", encoding="utf-8")
    messages: list[str] = []
    monkeypatch.setattr("kg.cli.opening.say", messages.append)
    assert outcome() == usual
    (message,) = messages
    assert "builds go into this folder, but it is a file" in message
    assert "the answer comes from a temporary copy" in message


def test_the_shipped_graph_is_read_if_no_build_can_be_written(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["ask", "leaders"]) == 0
    usual = capsys.readouterr().out
    monkeypatch.setenv("KG_CACHE_DIR", "/dev/null/cache")
    assert main(["ask", "leaders"]) == 0
    captured = capsys.readouterr()
    assert captured.out == usual
    # A progress line may come first, if building takes more than a second.
    assert "kg: /dev/null/cache: the build cannot be written" in [
        line.split(" (")[0] for line in captured.err.splitlines()
    ]
    assert "the answer comes from a temporary copy" in captured.err


def test_a_graph_that_cannot_be_written_is_opened_with_a_warning(project: Project) -> None:
    (project.root / ".kg").write_text("", encoding="utf-8")
    with pytest.warns(UserWarning, match="comes from a temporary copy") as caught:
        graph = kg.open(project.root)
    assert caught[0].filename == __file__
    assert len(graph.ask("my-sessions")) == 1  # type: ignore[arg-type]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_cache_is_not_used(project: Project) -> None:
    kg.open(project.root)
    project.build_folder().chmod(0)
    try:
        with pytest.warns(UserWarning, match="Permission denied"):
            kg.open(project.root)
    finally:
        project.build_folder().chmod(0o700)


def test_a_graph_has_the_same_order_of_quads_built_or_read(project: Project) -> None:
    built, read = build.build(project), kg.open(project.root).snapshot
    assert read.folder == project.build_folder() / built.manifest.name

    def named(snapshot: Snapshot, predicate: ox.NamedNode | None) -> list[ox.Quad]:
        quads = snapshot.store.quads_for_pattern(None, predicate, None, None)
        return [quad for quad in quads if not {type(quad.subject), type(quad.object)} & {ox.BlankNode}]

    for predicate in (None, ox.NamedNode(terms.RDF_TYPE)):
        assert named(built, predicate) == named(read, predicate)


def test_only_complete_builds_are_visible(project: Project) -> None:
    kg.open(project.root)
    assert not [name for name in names(project.build_folder()) if name.startswith(".")]


def test_unfinished_builds_are_deleted_unless_a_process_is_writing(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """A build that was killed leaves its files; those of a running build stay, whichever process builds meanwhile."""

    def leave() -> None:
        (tmp_path / ".building-killed").mkdir()
        (tmp_path / ".building-killed" / "manifest.json").write_text("cut", encoding="utf-8")
        (tmp_path / ".kg-killed").write_text("cut", encoding="utf-8")

    leave()
    tiny(tmp_path, shipped, "one")
    assert names(tmp_path) == {"one", "current"}
    leave()
    running = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"writing\n"
    (unfinished,) = (name for name in names(tmp_path) if name.startswith(".building-") and name != ".building-killed")
    tiny(tmp_path, shipped, "two")
    assert names(tmp_path) == {"one", "two", "current", ".building-killed", ".kg-killed", unfinished}
    running.kill()
    running.communicate()
    tiny(tmp_path, shipped, "three")
    assert names(tmp_path) == {"one", "two", "three", "current"}


#: A process that begins to write a build, says so, and waits.
WRITING = """
import sys
from pathlib import Path
from kg.store.builds import write_snapshot
from kg.store.content import Content

class Manifest:
    name = "never"
    def to_json(self):
        print("writing", flush=True)
        sys.stdin.read()

write_snapshot(Path(sys.argv[1]), Content({}), Manifest())
"""


def test_old_builds_are_deleted_and_the_last_good_one_is_kept(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    tiny(tmp_path, shipped, "whole")
    for number in range(builds.KEEP + 2):
        tiny(tmp_path, shipped, f"part-{number}", Scope(background=False))
        os.utime(tmp_path / f"part-{number}", (number, number))
    os.utime(tmp_path / "whole", (0, 0))
    tiny(tmp_path, shipped, "newest", Scope(background=False))
    kept = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert kept == {"newest", "whole", *(f"part-{number}" for number in range(3, builds.KEEP + 2))}
    assert last_good(tmp_path) == "whole"


def test_a_build_of_some_sources_is_not_the_last_good_one(project: Project) -> None:
    kg.open(project.root, background=False)
    assert last_good(project.build_folder()) is None


@pytest.mark.parametrize("content", ["", "gone\n", "\xff"])
def test_a_pointer_to_a_missing_build_is_ignored(tmp_path: Path, content: str) -> None:
    (tmp_path / "current").write_bytes(content.encode("latin-1"))
    assert last_good(tmp_path) is None


def test_labels_are_the_same_read_at_once_and_one_by_one(shipped: KnowledgeGraph) -> None:
    snapshot = shipped.snapshot
    # Of two labels in one language the last by its text counts; "b" is stated first.
    store, thing = ox.Store(), ox.NamedNode("urn:thing")
    for text, language in (("b", "en"), ("a", "en"), ("d", None), ("c", None)):
        store.add(ox.Quad(thing, NAMING[0], ox.Literal(text, language=language), ACCEPTED))
    for own, files in ((store, {}), (snapshot.store, snapshot.graph_info)):
        at_once, singly = (Labels(own, snapshot.in_order, files) for _ in range(2))
        things = set(at_once)
        assert len(at_once) == len(things)
        some = sorted(things)[:: max(1, len(things) // 100)]
        assert {iri: at_once[iri] for iri in some} == {iri: singly[iri] for iri in some}
        assert set(at_once) == things
    assert at_once.get("urn:thing") is None
    assert Labels(store, snapshot.in_order, {})["urn:thing"] == {"en": "b", "": "d"}


def test_labels_are_in_the_requested_language_or_in_english(shipped: KnowledgeGraph) -> None:
    iri = f"{terms.BASE}country/UZ"
    languages = shipped.snapshot.labels[iri]
    for language, label in languages.items():
        assert shipped.snapshot.label(iri, language or "en") in (label, languages["en"])
    assert shipped.snapshot.label(iri, "xx") == "Uzbekistan"


def test_a_thing_without_a_label_is_shown_as_a_curie(shipped: KnowledgeGraph) -> None:
    assert shipped.snapshot.label(f"{terms.BASE}event/nowhere") == "event:nowhere"


def test_a_relation_without_a_label_is_named_by_its_ends(project: Project, write_source: Callable[..., Path]) -> None:
    cases = {
        "my:n kg:participant official:wang-yi ; kg:atEvent my:e .": "Wang Yi at First talks",
        "my:n kg:participant official:wang-yi . my:e kg:hasParticipation my:n .": "Wang Yi at First talks",
        "my:n kg:participant my:somebody ; kg:atEvent my:e .": "my:somebody at First talks",
        "my:n kg:membershipOf country:UZ ; kg:asMemberIn framework:sco .":
            "Uzbekistan in Shanghai Cooperation Organisation",
        "my:n kg:statusOf my:e ; kg:commitmentStatus kg:Announced .": "First talks reported as announced",
        "my:n kg:participant official:wang-yi .": "my:n",  # one end only
        "my:n kg:participant my:n ; kg:atEvent my:n .": "my:n",
        'my:n a kg:Participation ; kg:participant official:wang-yi ; kg:atEvent my:e ; skos:prefLabel "Opening"@en .':
            "Opening",
    }  # fmt: skip
    prefixes = "".join(f"@prefix {kind}: <{terms.BASE}{kind}/> .\n" for kind in ("official", "framework"))
    text = f'{prefixes}my:s a kg:Source . my:e a kg:Event ; skos:prefLabel "First talks"@en .\n'
    write_source(text + "\n".join(case.replace("my:n", f"my:n{number}") for number, case in enumerate(cases)))
    snapshot = kg.open(project.root).snapshot
    found = [snapshot.label(f"https://example.org/desk/n{number}") for number in range(len(cases))]
    assert found == [label.replace("my:n", f"my:n{number}") for number, label in enumerate(cases.values())]


def test_no_other_source_renames_a_thing(project: Project, write_source: Callable[..., Path]) -> None:
    names = {"a": ("2025-01-01", '"Post" , "Почта"@ru'), "b": ("2025-01-01", '"Later"@en'), "c": ("", '"0"@fr')}
    for file, (day, said) in names.items():
        issued = f'dcterms:issued "{day}"^^xsd:date ;' if day else ""
        write_source(
            f"my:{file} a kg:Source ; {issued} dcterms:publisher my:post .\n"
            f"my:post a kg:Organisation ; skos:prefLabel {said} .\n",
            f"{file}.ttl",
        )
    graph = kg.open(project.root)
    found = {graph.snapshot.label("https://example.org/desk/post", language) for language in ("en", "fr", "de")}
    assert found == {"Post"}
    assert graph.snapshot.label("https://example.org/desk/post", "ru") == "Почта"
    publisher = ox.NamedNode("https://example.org/desk/post")
    # Each source is cited with its own name of its publisher.
    cited = [graph.snapshot.text_by(f"https://example.org/desk/{file}", publisher) for file in (*names, "d")]
    assert cited == ["Post", "Later", "0", "Post"]


def test_no_triple_is_both_accepted_and_inferred(shipped: KnowledgeGraph) -> None:
    for quad in shipped.snapshot.store.quads_for_pattern(None, None, None, INFERRED):
        assert not shipped.snapshot.is_accepted(plain(quad))


def test_triple_terms_are_refused() -> None:
    node = ox.NamedNode("urn:a")
    with pytest.raises(TypeError, match=r"RDF 1\.2"):
        plain(ox.Quad(node, node, ox.Triple(node, node, node)))


def test_a_manifest_is_plain_json(shipped: KnowledgeGraph) -> None:
    values = json.loads(shipped.snapshot.manifest.to_json())
    assert values["format"] == FORMAT
    assert not {"time", "date", "host", "user", "root", "folder"} & set(values)
