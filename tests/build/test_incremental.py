"""A build that reads only what has changed has the same content as one that reads everything."""

from __future__ import annotations

import datetime
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.build import build
from kg.build.assemble import assemble
from kg.build.kept import accepted_of
from kg.errors import DataError
from kg.evidence.why import in_proof_order
from kg.load import files as loading
from kg.load.files import load_project
from kg.project import contents
from kg.project.find import find_project
from kg.project.project import Project
from kg.rdf.model import ACCEPTED, plain
from kg.reason import read
from kg.store.disk import STORE
from kg.store.scope import WHOLE, Scope
from kg.store.snapshot import Snapshot

#: How many edits are compared; `make edits` compares more.
CASES = int(os.environ.get("KG_EDITS", "12"))
SCOPES = (Scope(at=datetime.date(2024, 3, 1)), Scope(known_by=datetime.date(2024, 6, 1)), Scope(judgements=False))
HEAD = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {
        "kg": "https://w3id.org/diplomatic-kg/ontology#", "country": "https://w3id.org/diplomatic-kg/country/",
        "dcterms": "http://purl.org/dc/terms/", "owl": "http://www.w3.org/2002/07/owl#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#", "my": "https://example.org/desk/",
    }.items()
)  # fmt: skip


def source(chosen: random.Random, name: str) -> str:
    """Write a report: a session whose dates other reports may state in another way, its parties, who led a side."""
    number = chosen.randrange(4)
    event, day = f"my:talks-{number}", datetime.date(2024, 1, 1) + datetime.timedelta(days=chosen.randrange(4))
    parties = " , ".join(f"country:{code}" for code in chosen.sample(["FR", "JP", "UZ", "KZ", "US"], 2))
    text = f"""{HEAD}
my:{name} a kg:Source , kg:NewsReport ; dcterms:issued "2024-0{chosen.randrange(1, 9)}-15"^^xsd:date .
my:passage-{name} a kg:Passage ; kg:inSource my:{name} ; kg:paragraph 1 ; kg:gist "They met."@en .
{event} a kg:Dialogue ; skos:prefLabel "Talks {number}"@en ; kg:heldSessionOf my:series ; kg:hasParty {parties} ;
    kg:earliestDate "{day}"^^xsd:date ; kg:latestDate "{day}"^^xsd:date ; kg:datePrecision "day" ;
    kg:passage my:passage-{name} .
my:series a kg:DialogueSeries .
[] a owl:Axiom ; owl:annotatedSource {event} ; owl:annotatedProperty kg:heldSessionOf ; owl:annotatedTarget my:series ;
    kg:passage my:passage-{name} .
my:tenure-{name} a kg:Tenure ; kg:heldBy my:envoy-{number} ; kg:ofPost my:post ;
    kg:startEarliest "2024-02-01"^^xsd:date .
my:envoy-{number} a kg:Official ; skos:prefLabel "Envoy {number}"@en . my:post a kg:Post ; skos:prefLabel "Envoy"@en .
"""
    if chosen.random() < 0.3:
        text += f"my:twin-{name} a kg:Official ; owl:sameAs my:other-{name} . my:other-{name} a kg:Official .\n"
    if chosen.random() < 0.3:
        text += f"my:forum-{name} a my:Forum ; my:within my:series .\n"
    return text


def judgements(chosen: random.Random, names: list[str]) -> str:
    text = f"{HEAD}\nmy:held a kg:Source , kg:ReferenceData .\n"
    for number, name in enumerate(names):
        if chosen.random() < 0.5:
            text += (
                f"my:judgement-{number} a kg:Judgement ; kg:verdict kg:Rejected ; kg:judgedSource my:{name} ; "
                f'kg:judgedNode my:talks-{chosen.randrange(4)} ; kg:ground "It is wrong."@en .\n'
            )
    return text


def ontology(chosen: random.Random) -> str:
    kind = chosen.choice(("owl:TransitiveProperty", "owl:SymmetricProperty", "owl:ObjectProperty"))
    above = chosen.choice(("kg:Framework", "kg:MultilateralPlatform"))
    return (
        f"{HEAD}\nmy:own a owl:Ontology .\nmy:within a owl:ObjectProperty , {kind} ; rdfs:label 'within'@en .\n"
        f"my:Forum a owl:Class ; rdfs:subClassOf {above} ; rdfs:label 'forum'@en .\n"
    )


def edit(chosen: random.Random, root: Path) -> str:
    """Change something in a project; return what."""
    folder = root / "data" / "sources"
    paths = sorted(folder.glob("*.ttl"))
    kind = chosen.choice(
        ("write", "write", "new", "delete", "rename", "judge", "ontology", "settings", "touch", "add", "spoil")
    )
    path = chosen.choice(paths)
    if kind == "write":
        path.write_text(source(chosen, path.stem), encoding="utf-8")
    elif kind == "new" or len(paths) < 3:
        name = f"report-{chosen.randrange(1000)}"
        (folder / f"{name}.ttl").write_text(source(chosen, name), encoding="utf-8")
    elif kind == "delete":
        path.unlink()
    elif kind == "rename":
        path.rename(folder / f"renamed-{chosen.randrange(1000)}.ttl")
    elif kind == "judge":
        (root / "data" / "judgements.ttl").write_text(judgements(chosen, [p.stem for p in paths]), encoding="utf-8")
    elif kind == "ontology":
        (root / "ontology" / "own.ttl").write_text(ontology(chosen), encoding="utf-8")
    elif kind == "settings":
        settings = (root / "kg.toml").read_text(encoding="utf-8")
        title = f'title = "Desk {chosen.randrange(1000)}"'
        (root / "kg.toml").write_text("\n".join([title, *settings.splitlines()[1:]]) + "\n", encoding="utf-8")
    elif kind == "touch":
        os.utime(path)
    else:
        text = path.read_text(encoding="utf-8")
        more = '<http://www.w3.org/2000/01/rdf-schema#comment> "x" .' if kind == "add" else "my:unknown 1 ."
        path.write_text(f"{text}<https://example.org/desk/note> {more}\n", encoding="utf-8")
    return f"{kind} {path.name}"


def content(snapshot: Snapshot) -> tuple[Any, set[str], set[str], set[str]]:
    unjudged = snapshot.without_judgements
    graphs = {str(graph) for graph in snapshot.store.named_graphs()}
    return snapshot.manifest, {*map(str, snapshot.store)}, {*map(str, unjudged.store)}, graphs


def outcome(make: Callable[[], Snapshot]) -> Any:
    try:
        return content(make())
    except DataError as error:
        return [str(finding) for finding in error.findings]


def whole(project: Project, scope: Scope = WHOLE) -> Snapshot:
    """Read everything, as if there were no build."""
    loaded = load_project(project, lenient=scope.lenient)
    if any(finding.severity == "error" for finding in loaded.findings):
        raise DataError("", build._from_here(project, loaded.findings))
    return assemble(project, loaded, scope, name=build.build_name(project, scope))


@pytest.fixture
def edited(project: Project) -> Project:
    chosen = random.Random(0)
    for number in range(4):
        path = project.root / "data" / "sources" / f"s{number}.ttl"
        path.write_text(source(chosen, path.stem), encoding="utf-8")
    settings = (project.root / "kg.toml").read_text(encoding="utf-8")
    lines = [line for line in settings.splitlines() if not line.startswith(("#", "title"))]
    text = "\n".join(['title = "Desk"', *lines]).replace("background = true", "background = false")
    (project.root / "kg.toml").write_text(text + "\n", encoding="utf-8")
    (project.root / "ontology" / "own.ttl").write_text(ontology(chosen), encoding="utf-8")
    return find_project(project.root)


def test_each_edit_gives_the_same_build_as_reading_everything(edited: Project) -> None:
    chosen = random.Random(7)
    failed = shared = scoped = 0
    for number in range(CASES):
        saved = {path: path.read_bytes() for path in edited.root.glob("[!.]*/**/*.ttl")}
        what = f"edit {number}: {edit(chosen, edited.root)}"
        project = find_project(edited.root)
        before = {path.stat().st_ino for path in (edited.root / ".kg").glob("*/store/*.sst")}
        found = outcome(lambda project=project: build.build(project))  # type: ignore[misc]
        assert found == outcome(lambda project=project: whole(project)), what  # type: ignore[misc]
        if isinstance(found, list):
            failed += 1
            for path in edited.root.glob("[!.]*/**/*.ttl"):
                path.unlink()
            for path, text in saved.items():
                path.write_bytes(text)
            continue
        files = {path.stat().st_ino for path in (edited.root / ".kg" / found[0].name / STORE).glob("*.sst")}
        shared += bool(files & before)
        if number % 4 == 0:
            scope = chosen.choice(SCOPES)
            sliced = outcome(lambda project=project, scope=scope: build.build(project, scope))  # type: ignore[misc]
            assert sliced == outcome(lambda project=project, scope=scope: whole(project, scope)), what  # type: ignore[misc]
            scoped += any(path.stat().st_ino in files for path in edited.root.glob(f".kg/{sliced[0].name}/store/*.sst"))
    assert failed < CASES / 3 < shared
    assert scoped  # The store of a scope is an edited copy, too, if it differs little.


def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    names: list[str] = []
    parse = loading.parse

    def counting(name: str, *args: Any, **options: Any) -> Any:
        names.append(Path(name).name)
        return parse(name, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(loading, "parse", counting)
        yield names


def test_only_a_changed_file_is_parsed(edited: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(edited)
    names = next(watched := parsed(monkeypatch))
    build.build(edited)
    path = edited.root / "data" / "sources" / "s1.ttl"
    path.write_text(source(random.Random(5), "s1"), encoding="utf-8")
    build.build(edited)
    assert names == ["s1.ttl"]
    # A file that is written again with the same content is no change.
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    build.build(edited)
    assert names == ["s1.ttl"]
    watched.close()  # type: ignore[attr-defined]


def test_a_change_at_the_same_moment_and_of_the_same_size_is_found(
    edited: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Because it was noted at that moment; later, because the state of the file changed at another one."""
    path = edited.root / "data" / "sources" / "s1.ttl"
    text = path.read_text(encoding="utf-8")
    for moment, changed in ((contents._UNCERTAIN, "They sat."), (-(10**15), "They ate.")):
        monkeypatch.setattr(contents, "_UNCERTAIN", moment)
        first = build.build(edited)
        state = path.stat()
        path.write_text(text.replace("They met.", changed), encoding="utf-8")
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
        assert build.build(edited).manifest.name != first.manifest.name


def test_other_code_reads_all_files_again(edited: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(edited)
    monkeypatch.setattr(build, "_code", lambda: "other")
    names = next(watched := parsed(monkeypatch))
    build.build(edited)
    assert "s1.ttl" in names
    watched.close()  # type: ignore[attr-defined]


def test_a_damaged_build_is_no_base(edited: Project) -> None:
    first = build.build(edited)
    for spoiled in ("numbers/stated.npy", "numbers/terms.txt", "store/CURRENT"):
        path = first.folder / spoiled
        path.write_bytes(path.read_bytes()[:-3])
        source_file = edited.root / "data" / "sources" / "s1.ttl"
        source_file.write_text(source_file.read_text(encoding="utf-8") + "\n# more", encoding="utf-8")
        first = build.build(edited)
        assert content(first)[1:] == content(whole(edited))[1:]


def test_what_a_new_file_takes_from_another_one_is_not_in_an_edited_store(
    edited: Project, write_source: Callable[..., Path]
) -> None:
    """Here, what another file says of a thing that a new vocabulary describes; each copy of a store loses it."""
    write_source("my:new a kg:Source . my:org a kg:Organisation ; skos:prefLabel 'Org by A'@en .", "new.ttl")
    build.build(edited)
    folder = edited.root / "data" / "reference" / "vocabulary"
    folder.mkdir(parents=True)
    head = "my:v a kg:Source , kg:ReferenceData . my:org a kg:Organisation ; skos:prefLabel 'Org'@en .\n"
    (folder / "v.ttl").write_text(HEAD + head, encoding="utf-8")
    project, lenient = find_project(edited.root), Scope(lenient=True)
    found = build.build(project, lenient)
    assert content(found) == content(whole(project, lenient))
    assert "my:org skos:prefLabel" in "".join(finding.message for finding in found.manifest.findings)
    assert len(found.store) == found.manifest.size


def test_two_spellings_of_a_number_are_one_literal(edited: Project) -> None:
    path = edited.root / "data" / "sources" / "s1.ttl"
    text = path.read_text(encoding="utf-8")
    for amounts in ("1.50 , 1.5", "1.50", "1.500 , 2", "1.5 , 02"):
        path.write_text(f"{text}my:c a kg:Commitment ; kg:amount {amounts} .\n", encoding="utf-8")
        assert content(build.build(edited))[1] == content(whole(edited))[1], amounts


def test_the_accepted_graph_that_a_build_has_kept_is_that_of_its_store(edited: Project) -> None:
    path = edited.root / "data" / "sources" / "s1.ttl"
    for amounts in ("1.50 , 1.5", "3.0"):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}my:c a kg:Commitment ; kg:amount {amounts} .\n", encoding="utf-8")
        snapshot = build.build(edited)
        kept = accepted_of(snapshot.folder)
        stored = read(in_proof_order(map(plain, snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))))
        assert kept is not None
        assert kept.dictionary.texts == stored.dictionary.texts
        for place in ("subject", "predicate", "object"):
            assert getattr(kept, place).tolist() == getattr(stored, place).tolist()
