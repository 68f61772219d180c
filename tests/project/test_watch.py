"""Changed files are noticed, and `kg check --watch` checks again; the tests do not sleep."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg.cli.options import Opening
from kg.cli.output import Output
from kg.cli.project_commands import check
from kg.load import files
from kg.project.project import Project
from kg.project.watch import changes


def steps(*todo: Callable[[], object]) -> Callable[[], object]:
    """Return a function that does one thing at each call, and then interrupts as Ctrl-C does."""
    waiting = iter(todo)

    def wait() -> object:
        try:
            return next(waiting)()
        except StopIteration:
            raise KeyboardInterrupt from None

    return wait


def seen(folder: Path, *todo: Callable[[], object]) -> list[list[str]]:
    found: list[list[str]] = []
    with contextlib.suppress(KeyboardInterrupt):
        for changed in changes(lambda: folder.glob("*.ttl"), steps(*todo)):
            found.append([path.name for path in changed])
    return found


def test_added_changed_and_deleted_files_are_noticed(tmp_path: Path) -> None:
    a, b = tmp_path / "a.ttl", tmp_path / "b.ttl"
    a.write_text("x", encoding="utf-8")
    assert seen(
        tmp_path,
        lambda: None,
        lambda: b.write_text("y", encoding="utf-8"),
        lambda: (a.write_text("longer", encoding="utf-8"), b.write_text("longer", encoding="utf-8")),
        a.unlink,
        lambda: (tmp_path / "c.txt").write_text("z", encoding="utf-8"),
    ) == [["b.ttl"], ["a.ttl", "b.ttl"], ["a.ttl"]]


def test_a_changed_file_of_the_same_size_is_noticed_by_its_time(tmp_path: Path) -> None:
    a = tmp_path / "a.ttl"
    a.write_text("x", encoding="utf-8")
    assert seen(tmp_path, lambda: os.utime(a, (1, 1))) == [["a.ttl"]]


def test_a_file_deleted_while_watching_is_no_error(tmp_path: Path) -> None:
    gone = tmp_path / "gone.ttl"
    with pytest.raises(KeyboardInterrupt):
        next(changes(lambda: [gone], steps()))


def watch(project: Project, *todo: Callable[[], object], texts: Path | None = None) -> int:
    """Watch a project while some functions change its files."""
    folder, place, today = str(project.root), str(texts) if texts else None, datetime.date(2025, 4, 1)
    once = partial(check.check_once, folder, Opening(), today, place, Output("table"))
    return check.watch(folder, place, once, steps(*todo))


def test_the_check_runs_again_after_each_change(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = project.root / "data" / "sources" / "example.ttl"
    good = path.read_text(encoding="utf-8")
    config = project.root / "kg.toml"
    settings = config.read_text(encoding="utf-8")
    code = watch(
        project,
        lambda: path.write_text(good + "\nmy-event:x a kg:Dialog .\n", encoding="utf-8"),
        lambda: None,
        lambda: config.write_text("base = ", encoding="utf-8"),
        lambda: config.write_text(settings, encoding="utf-8"),
        lambda: path.write_text(good, encoding="utf-8"),
    )
    captured = capsys.readouterr()
    assert code == 0
    assert captured.out.count("the ontology has no class kg:Dialog") == 2
    assert [line for line in captured.out.splitlines() if line.endswith(" found")] == [
        "nothing found", "1 error found", "1 error found", "nothing found",
    ]  # fmt: skip
    assert captured.err.count("kg: changed: ") == 4
    assert "kg.toml: cannot be read" in captured.err
    assert captured.err.endswith("kg: stopped watching\n")


def test_the_exit_code_is_that_of_the_last_check(project: Project) -> None:
    path = project.root / "data" / "sources" / "example.ttl"
    spoil = path.read_text(encoding="utf-8").replace("my-event:round-1 a kg:Dialogue", "my-event:round-1 a kg:Dialog")
    assert watch(project, lambda: path.write_text(spoil, encoding="utf-8")) == 1


def test_a_changed_file_is_parsed_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    parse = files.parse

    def counting(name: str, *args: Any, **options: Any) -> Any:
        names.append(Path(name).name)
        return parse(name, *args, **options)

    monkeypatch.setattr(files, "parse", counting)
    path = project.root / "data" / "sources" / "example.ttl"
    text = path.read_text(encoding="utf-8")
    watch(
        project,
        names.clear,  # at first, all are read
        lambda: path.write_text(text.replace("my-event:round-1", "my-event:round-2"), encoding="utf-8"),
        lambda: path.write_text(text, encoding="utf-8"),
    )
    assert names == ["example.ttl"]  # and none for a state that was built before


def test_source_texts_are_watched(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    watch(project, lambda: (folder / "example.txt").write_text("too short", encoding="utf-8"), texts=folder)
    captured = capsys.readouterr()
    assert "example.txt" in captured.err
    assert "[text-missing]" in captured.out
    assert "is outside its text: characters 0–64, but example.txt has 9 [passage-outside]" in captured.out
