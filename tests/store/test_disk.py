"""The store on disk: which of its files are open."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import disk
from kg.store.disk import create_store, edit_store, open_store, opened_files


def _quads(start: int, number: int) -> Iterator[ox.Quad]:
    for place in range(start, start + number):
        subject, other = ox.NamedNode(f"urn:thing:{place}"), ox.NamedNode(f"urn:thing:{place % 7}")
        for predicate, value in (
            ("urn:linked", other),
            ("urn:counted", ox.Literal(place)),
            ("urn:named", ox.Literal("a" * 20)),
        ):
            yield ox.Quad(subject, ox.NamedNode(predicate), value, ox.NamedNode(f"urn:graph:{place % 3}"))


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Return a store that shares files with another one and has more files than RocksDB opens at once."""
    create_store(tmp_path / "base", _quads(0, 50))
    edit_store(tmp_path / "base", tmp_path / "once", _quads(50, 5), _quads(0, 2))
    shutil.copytree(tmp_path / "base", tmp_path / "again", copy_function=os.link)  # the same files under other names
    edit_store(tmp_path / "base", tmp_path / "edited", _quads(50, 5), _quads(0, 2))
    assert sum(path.suffix == ".sst" for path in (tmp_path / "edited").iterdir()) > 16
    return tmp_path / "edited"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says which files are open")
def test_all_files_of_an_open_store_are_open_under_its_own_name(edited: Path) -> None:
    others = [open_store(edited.parent / name) for name in ("base", "again")]
    store = open_store(edited)
    mine = {path for _, path in opened_files() if path.parent == edited}
    assert mine == {path for path in edited.iterdir() if path.suffix == ".sst"}
    assert (len(store), [*map(len, others)]) == (3 * 53, [3 * 50, 3 * 50])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says which files are open")
def test_a_store_whose_files_cannot_all_be_open_is_read_into_memory(
    edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {*open_store(edited)}
    monkeypatch.setattr(disk, "_STEPS", ())
    store = open_store(edited)
    for path in edited.iterdir():
        path.unlink()
    assert {*store} == expected
