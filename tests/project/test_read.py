"""Whatever has the name of a file: kg reads it or says what to do, and never waits for ever."""

from __future__ import annotations

import ast
import datetime
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.check.check import check
from kg.cli import main
from kg.errors import DataError, KgError
from kg.load.files import load_project
from kg.project import read
from kg.project.project import Project
from kg.project.read import open_regular, read_content

PACKAGE = Path(kg.__file__).parent
Run = Callable[..., tuple[int, str, str]]


def _socket(path: Path) -> None:
    # The name of a socket must be short.
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


#: Things that are no readable file, how they are made, and what the message says.
ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "it is a pipe, and kg reads only files"),
    "socket": (_socket, "it is a socket"),
    "folder": (lambda path: path.mkdir(), "it is a folder"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "link that leads out of the project|it is a device"),
    "link to a secret": (lambda path: path.symlink_to("/etc/passwd"), "link that leads out of the project"),
    "linked": (lambda path: path.symlink_to("."), "it is a link to a folder; put the files themselves"),
    "link upwards": (lambda path: path.symlink_to("../" * 9 + "etc/passwd"), "link that leads out of the project"),
    "broken link": (lambda path: path.symlink_to("nowhere"), "No such file"),
    "circle of links": (lambda path: path.symlink_to(path.name), "Too many levels of symbolic links"),
    "large": (lambda path: (path.touch(), os.truncate(path, read.LARGEST + 1)), "larger than .* split it"),
}


def test_whatever_is_among_the_sources_becomes_a_finding(project: Project) -> None:
    for folder in ("data/sources", "data/reference/vocabulary", "data/reference/background", "ontology"):
        place = project.root / folder
        place.mkdir(parents=True, exist_ok=True)
        for kind, (make, _) in ODD.items():
            make(place / f"{kind}.ttl")
    place = project.root / "data" / "judgements.ttl"
    os.mkfifo(place)
    # The files in a linked folder would be left out without a word.
    for name, target in (("inside", "../../data"), ("outside", "/etc")):
        (project.root / "data" / "sources" / name).symlink_to(target)
    found = {finding.path: finding for finding in load_project(project).findings if finding.check == "unreadable"}
    linked = [found.pop(path) for path in sorted(found) if path and Path(path).name in ("inside", "outside")]
    assert [finding.message.partition(": ")[2] for finding in linked] == [
        "it is a link to a folder", "it is a link that leads out of the project",
    ]  # fmt: skip
    assert len(found) == 4 * len(ODD) + 1
    for finding in found.values():
        assert finding.path is not None
        assert finding.remedy
        if not finding.path.endswith("judgements.ttl"):
            _raises_match(ODD[Path(finding.path).stem][1], f"{finding.message}; {finding.remedy}")
    assert not any("root:" in str(finding) for finding in found.values())


def _raises_match(pattern: str, text: str) -> None:
    with pytest.raises(ValueError, match=pattern):
        raise ValueError(text)


def test_a_file_with_a_name_that_is_not_utf8_becomes_a_finding(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = os.fsdecode(b"T\xfcrkiye")
    (project.root / "data" / "sources" / f"{odd}.ttl").write_text("# nothing\n", encoding="utf-8")
    (project.root / "data" / "sources" / odd).mkdir()
    (project.root / "data" / "sources" / odd / "b.ttl").write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        kg.open(project.root)
    found = {finding.path and finding.path[-13:]: finding.message for finding in caught.value.findings}
    assert found == dict.fromkeys(("T?rkiye/b.ttl", "s/T?rkiye.ttl"), "cannot be read: its name is not UTF-8")
    for words in (["-f", "table"], ["-f", "csv"], ["-f", "jsonl"], ["-o", str(project.root / "findings.xlsx")]):
        assert main(["check", "-C", str(project.root), *words]) == 1
        assert "Traceback" not in capsys.readouterr().err


def test_a_file_that_is_not_read_may_have_any_name(project: Project) -> None:
    (project.root / "data" / os.fsdecode(b"T\xfcrkiye.nt")).write_text("", encoding="utf-8")
    os.mkfifo(project.root / "data" / "pipe.rdf")
    findings = kg.open(project.root).snapshot.manifest.findings
    assert [finding.path for finding in findings] == ["data/T?rkiye.nt", "data/pipe.rdf"]


def test_a_project_may_be_in_a_folder_with_a_name_that_is_not_utf8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / os.fsdecode(b"T\xfcrkiye")
    assert main(["init", str(root)]) == 0
    for words in (["check"], ["ask", "my-sessions"], ["build"], ["fmt", "--check"], ["graph", "-o", f"{root}/p.html"]):
        assert main([*words, "-C", str(root)]) == 0, words
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_listed_becomes_a_finding(project: Project) -> None:
    place = project.root / "data" / "sources" / "more"
    place.mkdir()
    place.chmod(0)
    try:
        (finding,) = load_project(project).findings
    finally:
        place.chmod(0o700)
    assert finding.message == "cannot be read: Permission denied"


def test_a_folder_that_cannot_be_listed_stands_for_its_files(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = os.scandir

    def denied(path: str | Path = ".") -> object:
        if Path(path).name == "more":
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path)

    (project.root / "data" / "sources" / "more").mkdir()
    monkeypatch.setattr(os, "scandir", denied)
    (finding,) = load_project(project).findings
    assert (finding.message, Path(finding.path or "").name) == ("cannot be read: Permission denied", "more")


def test_whatever_is_among_queries_and_shapes_becomes_a_finding(project: Project) -> None:
    for folder, ending in (("queries", "rq"), ("queries/checks", "rq"), ("shapes", "ttl")):
        place = project.root / folder
        place.mkdir(exist_ok=True)
        for kind, (make, _) in ODD.items():
            make(place / f"{kind.replace(' ', '-')}-{Path(folder).name}.{ending}")
    opened = kg.open(project.root)
    found = [str(finding) for finding in check(opened.project, opened.snapshot, datetime.date(2026, 1, 1))]
    for kind, (_, message) in ODD.items():
        told = [text for text in found if f"{kind.replace(' ', '-')}-" in text]
        assert len(told) == 3, kind
        for text in told:
            _raises_match(message, text)
    assert not any("root:" in text for text in found)


def test_whatever_is_named_kg_toml_is_explained(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    config = project.root / "kg.toml"
    for kind, (make, message) in ODD.items():
        config.unlink()
        make(config)
        assert main(["ask", "-C", str(project.root)]) == 2, kind
        err = capsys.readouterr().err
        _raises_match(message, err)
        assert "kg.toml: cannot be read" in err
        config.rmdir() if kind == "folder" else config.unlink()
        config.touch()


def test_whatever_is_given_as_a_file_is_explained(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = ["-C", str(project.root)]
    commands = (
        ("ttl", "fmt FILE"), ("ttl", "fmt --check FILE"), ("ttl", "profile FILE"), ("ttl", "cite FILE words"),
        ("rq", "sparql --file FILE"), ("txt", "cite example words --text FILE"), ("txt", "new source --text FILE"),
        ("csv", "import country-codes FILE FILE"), ("tar.gz", "import factbook FILE"),
    )  # fmt: skip
    for kind in ("pipe", "socket", "folder", "device", "broken link", "circle of links"):
        for number, (ending, command) in enumerate(commands):
            path = tmp_path / f"{kind}-{number}.{ending}"
            ODD[kind][0](path)
            if kind == "folder" and "factbook" in command:
                continue  # It reads a folder, too.
            words = [str(path) if word == "FILE" else word for word in command.split()]
            assert main([*words, *([] if words[0] in ("profile", "import") else desk)]) == 2, words
            _raises_match(ODD[kind][1], capsys.readouterr().err)


def test_the_texts_of_a_project_are_files_inside_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    texts = project.root / "texts"
    texts.mkdir()
    for kind, (make, _) in ODD.items():
        make(texts / f"{kind}.txt")
    with (project.root / "kg.toml").open("a", encoding="utf-8") as file:
        file.write('texts = "texts"\n')
    assert main(["check", "-C", str(project.root), "-f", "table"]) == 1
    out = capsys.readouterr().out
    for kind, (_, message) in ODD.items():
        (line,) = (line for line in out.splitlines() if f"{kind}.txt" in line)
        _raises_match(message, line)


def test_a_stream_that_a_shell_opened_can_be_given_as_a_file(project: Project) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m kg sparql -C {project.root} -f json --file <(sleep 0.1; echo 'ASK {{}}')"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, '{"head":{},"boolean":true}\n'), done.stderr


def test_a_link_inside_a_project_is_read(project: Project) -> None:
    sources = project.root / "data" / "sources"
    (project.root / "kept").mkdir()
    (sources / "example.ttl").rename(project.root / "kept" / "example.ttl")
    (sources / "example.ttl").symlink_to("../../kept/example.ttl")
    assert load_project(project).findings == []


def test_a_file_that_grows_or_becomes_a_pipe_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"12345")
    assert read_content(path, largest=5) == b"12345"
    for largest in (4, 0):
        with pytest.raises(OSError, match="it is larger than 0 MiB"):
            read_content(path, largest=largest)
    monkeypatch.setattr(read, "_check", lambda *_: None)
    with pytest.raises(OSError, match="it is larger than 0 MiB"):
        read_content(path, largest=4)


def test_only_one_file_of_kg_reads_what_people_wrote() -> None:
    """Other files read only what belongs to the package."""
    names = {"read_text", "read_bytes", "open"}
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            is_method = isinstance(node.func, ast.Attribute)
            if name in names and (is_method or name not in own | imported):
                found.add((path.relative_to(PACKAGE).as_posix(), name))
    assert found == {
        ("project/read.py", "open"), ("project/write.py", "open"), ("store/disk.py", "open"),
        ("cli/__init__.py", "open"), ("sparql/worker.py", "open"),  # devices and /proc
        ("project/write.py", "read_bytes"),  # what is replaced
        ("reason/readers/files.py", "open"), ("importers/datasets/factbook.py", "open"),  # after check_regular
        ("analysis/diff/states.py", "open"),  # what git wrote
        # Files of the package, and of the system:
        ("authoring/formatter/order.py", "read_text"), ("build/build.py", "read_bytes"),
        ("project/create.py", "read_text"), ("load/files.py", "read_text"), ("load/role_table.py", "open"),
        ("formats/graphs/panel.py", "read_text"), ("formats/graphs/schema_org.py", "read_text"),
        ("analysis/periods.py", "read_bytes"), ("page/layouts/atlas.py", "read_text"),
        ("page/scripts.py", "read_text"), ("plugins/registry.py", "read_text"),
        ("reason/engine/memory.py", "read_text"), ("reason/rules/table.py", "read_text"),
    }  # fmt: skip


def test_a_device_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """To open some devices has an effect."""
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(OSError, match="it is a device"):
        open_regular("/dev/null")


def test_the_errors_of_reading_are_errors_of_kg(project: Project) -> None:
    os.mkfifo(project.root / "data" / "sources" / "pipe.ttl")
    with pytest.raises(KgError, match="nothing was built"):
        kg.open(project.root)
