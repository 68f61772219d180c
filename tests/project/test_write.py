"""No file is lost: whatever stops a writer, a reader finds all of the old content or all of the new."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

import kg
from kg.authoring.cite import add_passage, find_words, read_source
from kg.authoring.formatter.files import format_file
from kg.errors import OutputError
from kg.project import write
from kg.project.create import init_project
from kg.project.project import Project
from kg.project.write import change_file, create_file, locked, replace_file

PACKAGE = Path(kg.__file__).parent
#: Prepares, acts and checks, once for each call of the system at which the act is stopped; returns their number.
StoppedEverywhere = Callable[..., int]


def test_a_writer_that_is_stopped_anywhere_leaves_the_old_or_the_new_content(
    tmp_path: Path, stopped_everywhere: StoppedEverywhere
) -> None:
    path, old, new = tmp_path / "a.ttl", b"old\n" * 9, b"new\n" * 99
    for act in (lambda: replace_file(path, new), lambda: change_file(path, lambda _: new)):
        assert stopped_everywhere(lambda: path.write_bytes(old), act, lambda: has(path, old, new)) > 10
    assert {file.name[:4] for file in tmp_path.iterdir() if file != path} <= {".kg-"}


def has(path: Path, *contents: bytes) -> None:
    assert path.read_bytes() in contents


def test_a_new_file_is_whole_or_absent_wherever_its_writer_is_stopped(
    tmp_path: Path, stopped_everywhere: StoppedEverywhere
) -> None:
    path = tmp_path / "a.ttl"

    def check() -> None:
        assert not path.exists() or path.read_bytes() == b"new"

    assert stopped_everywhere(lambda: path.unlink(missing_ok=True), lambda: create_file(path, b"new"), check) > 10


def test_a_new_project_is_whole_or_absent_wherever_its_writer_is_stopped(
    tmp_path: Path, stopped_everywhere: StoppedEverywhere
) -> None:
    whole = {file.relative_to(tmp_path / "0") for file in init_project(tmp_path / "0").root.rglob("*")}
    number = 0

    def prepare() -> None:
        nonlocal number
        number += 1

    def check() -> None:
        root = tmp_path / str(number)
        found = {file.relative_to(root) for file in root.rglob("*") if not file.name.startswith(".kg-")}
        assert not root.exists() or found == whole

    assert stopped_everywhere(prepare, lambda: init_project(tmp_path / str(number)), check, every=5) > 20


def test_an_empty_folder_stays_empty_if_a_project_cannot_be_written_there(
    tmp_path: Path, stopped_at: Callable[..., AbstractContextManager[list[str]]]
) -> None:
    for number in (5, 20, 40):
        with (
            stopped_at(number, kill=False),
            pytest.raises(OutputError, match=r"the project cannot be created: .*space"),
        ):
            init_project(tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_only_one_file_of_kg_writes_and_the_builds() -> None:
    """All other code calls it, so that one place keeps what is promised."""
    writing = {"write_text", "write_bytes", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory",
               "TemporaryFile", "extractall", "link", "symlink_to", "hardlink_to", "rmtree", "unlink", "touch",
               "truncate", "dump", "save", "to_csv", "to_excel", "write_html", "write_gexf", "write_graphml",
               "copy", "copyfile", "copy2", "move"}  # fmt: skip
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {name for node in ast.walk(tree) if isinstance(node, ast.Call) for name in _writes(node, writing)}
        if names:
            found[path.relative_to(PACKAGE).as_posix()] = names
    assert found.pop("project/write.py")
    assert found == {
        "project/create.py": {"TemporaryDirectory", "rename", "rmtree", "unlink"},  # the folder of a new project
        "project/read.py": {"open"},  # to read
        "store/builds.py": {"TemporaryDirectory", "mkdtemp", "rename", "rmtree", "unlink"},  # a build is a folder
        "store/disk.py": {
            "TemporaryDirectory",
            "copy2",
            "copyfile",
            "link",
            "symlink_to",
            "unlink",
        },  # the store of a build
        "build/kept.py": {"save"},  # into memory
        "formats/export.py": {"dump"},  # into memory
        "formats/graphs/networks.py": {"write_graphml", "write_gexf"},  # into memory
        "analysis/diff/states.py": {"TemporaryDirectory", "extractall"},  # an old revision, deleted at the end
        "cli/__init__.py": {"open"},  # in the place of a closed stream
        "sparql/worker.py": {"open"},  # /dev/null in the place of the streams of a worker
    }


def _writes(call: ast.Call, writing: set[str]) -> Iterator[str]:
    """Yield the name of a function that writes, if this is a call of one."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    words = {argument.value for argument in (*call.args, *(word.value for word in call.keywords))
             if isinstance(argument, ast.Constant) and isinstance(argument.value, str)}  # fmt: skip
    modes = {"w", "wb", "a", "ab", "x", "xb", "r+", "r+b", "w+"}
    writes = {
        "open": bool(modes & words) or (owner in ("", "os") and not words and len(call.args) > 1),
        "rename": len(call.args) == 1,
        "replace": len(call.args) == 1 and not call.keywords,
        "serialize": len(call.args) > 1,
        "copy": owner == "shutil",
        "write_text": owner != "formatter",  # of click
    }
    if writes.get(name, name in writing):
        yield name


def test_a_file_that_cannot_be_written_is_unchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "answer.csv"
    path.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_file(path, b"new")
        patch.setattr(os, "access", lambda *_: False)
        for act in (lambda: replace_file(path, b"new"), lambda: change_file(path, lambda _: b"new")):
            with pytest.raises(OutputError, match=r"^answer\.csv: cannot be written: Permission"):
                act()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputError, match=r"^loop: cannot be written: Too many levels"):
        replace_file(Path("loop"), b"new")
    assert (path.read_bytes(), {file.name for file in tmp_path.iterdir()}) == (b"old", {"answer.csv", "loop"})


def test_a_file_in_a_deleted_working_directory_is_an_output_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    with pytest.raises(OutputError, match=r"^b\.ttl: cannot be written: No such file"):
        replace_file(Path("b.ttl"), b"")


def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    path, link = tmp_path / ("a" * 250), tmp_path / "link"
    link.symlink_to(path)
    for content in (b"new", b"newer"):
        replace_file(link, content)
        assert (link.is_symlink(), path.read_bytes()) == (True, content)
    path.chmod(0o640)
    assert change_file(link, lambda content: content + b"!")
    assert (link.is_symlink(), path.read_bytes(), path.stat().st_mode & 0o777) == (True, b"newer!", 0o640)
    assert not change_file(link, lambda content: content)


def test_a_new_file_does_not_replace_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")
    for _ in range(2):
        with pytest.raises(OutputError, match="File exists"):
            create_file(path, b"new")
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(1, "Operation not permitted")))
    assert path.read_bytes() == b"old"
    create_file(tmp_path / "b.ttl", b"new")  # on a file system without links
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.ttl", "b.ttl"]


def test_an_editor_that_saves_meanwhile_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors write into a file or rename one; either may happen after kg has compared the contents."""
    path, usual = tmp_path / "a.ttl", write.swap

    def save() -> None:
        path.write_bytes(b"from the editor")

    def save_by_renaming() -> None:
        (tmp_path / "saved").write_bytes(b"from the editor")
        (tmp_path / "saved").replace(path)

    for saving in (save, save_by_renaming):
        for late in (False, True):
            path.write_bytes(b"old")

            def change(content: bytes, late: bool = late, saving: Callable[[], None] = saving) -> bytes:
                if not late:
                    saving()
                return content.upper()

            def swap(one: Path, other: Path, late: bool = late, saving: Callable[[], None] = saving) -> None:
                if late and other.read_bytes() == b"old":
                    saving()
                usual(one, other)

            monkeypatch.setattr(write, "swap", swap)
            with pytest.raises(OutputError, match=r"a\.ttl: changed meanwhile, so kg did not write it; run it again"):
                change_file(path, change)
            assert path.read_bytes() == b"from the editor"
    monkeypatch.setattr(write, "swap", lambda *_: (_ for _ in ()).throw(OSError(38, "Function not implemented")))
    assert change_file(path, bytes.upper)
    assert path.read_bytes() == b"FROM THE EDITOR"
    assert [file.name for file in tmp_path.iterdir()] == ["a.ttl"]


def test_a_source_that_is_saved_while_it_is_formatted_is_not_overwritten(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.root / "data" / "sources" / "example.ttl"
    saved = path.read_bytes() + b"# a comment of the editor\n"
    usual = write.swap
    source, quote = read_source(path), find_words("They met.", "They met.")
    for act in (lambda: format_file(path), lambda: add_passage(source, quote, "What it says.")):
        path.write_bytes(path.read_bytes().replace(b" ;\n", b";\n", 1))

        def swap(one: Path, other: Path) -> None:
            if other.read_bytes() != saved and one.read_bytes() != saved:
                other.write_bytes(saved)
            usual(one, other)

        monkeypatch.setattr(write, "swap", swap)
        with pytest.raises(OutputError, match="changed meanwhile"):
            act()
        assert path.read_bytes() == saved


#: Waits for the others, then adds three passages.
CITING = """
import sys, time
from pathlib import Path
from kg.authoring.cite import add_passage, find_words, read_source
path, number, go = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
text = "They met in Oslo. " * 40
print("ready", flush=True)
while not go.exists():
    time.sleep(0.001)
for n in range(3):
    add_passage(read_source(path), find_words(text, "They met", nth=3 * number + n + 1), "A meeting took place.")
"""


def test_two_and_six_writers_at_once_lose_nothing(project: Project, tmp_path: Path) -> None:
    path = project.root / "data" / "sources" / "example.ttl"
    before = path.read_text(encoding="utf-8").count("kg:Passage")
    for writers, first in ((2, 0), (6, 2)):
        go = tmp_path / f"go-{writers}"
        started = [
            subprocess.Popen(
                [sys.executable, "-c", CITING, str(path), str(first + number), str(go)], stdout=subprocess.PIPE
            )
            for number in range(writers)
        ]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        go.touch()
        assert [process.wait(60) for process in started] == [0] * writers
        for process in started:
            assert process.stdout is not None
            process.stdout.close()
    assert path.read_text(encoding="utf-8").count("kg:Passage") == before + 3 * 8
    assert [file.name for file in path.parent.iterdir()] == ["example.ttl"]


def test_one_writer_waits_for_another_but_not_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"")
    inside, waiting = threading.Event(), threading.Event()

    def slow(content: bytes) -> bytes:
        inside.set()
        assert waiting.wait(60)
        return content + b"1"

    first = threading.Thread(target=lambda: change_file(path, slow))
    first.start()
    assert inside.wait(60)
    with pytest.raises(OutputError, match="another process of kg is writing here"), locked(tmp_path, patience=0.02):
        pass
    second = threading.Thread(target=lambda: change_file(path, lambda content: content + b"2"))
    second.start()
    waiting.set()
    first.join(60)
    second.join(60)
    assert path.read_bytes() == b"12"


#: Holds the lock of a folder.
HOLDING = """
import sys
from pathlib import Path
from kg.project.write import locked
with locked(Path(sys.argv[1])):
    print(1, flush=True)
    sys.stdin.read()
"""


def test_the_lock_of_a_killed_process_is_released(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"1\n"
    with locked(tmp_path, patience=0) as held:
        assert not held
    process.kill()
    process.communicate()
    with locked(tmp_path, patience=0) as held:
        assert held
