"""The code on the page on `kg.reason` runs, and the page is complete."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

from kg import reason


@pytest.fixture
def page(docs: Path) -> str:
    return (docs / "reason.md").read_text(encoding="utf-8")


# rdflib uses a deprecated method of its own when a Dataset reads quads.
@pytest.mark.filterwarnings(r"ignore:Dataset\.\w+ is deprecated:DeprecationWarning")
def test_every_block_runs(page: str, follow: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = [block for block in follow.blocks(page) if block.language == "python"]
    (data,) = re.findall(r'DATA = """(.*?)"""', blocks[0].text, re.S)
    path = tmp_path / "meetings.ttl"
    path.write_text(data, encoding="utf-8")
    namespace: dict[str, Any] = {"DATA_FILE": path}
    for block in blocks:
        exec(compile(block.text, "docs/reason.md", "exec"), namespace)
    assert len(blocks) > 7
    printed = capsys.readouterr().out
    assert "given" in printed
    assert "eq-diff1" in printed


def test_every_file_extension_is_listed(page: str) -> None:
    from kg.reason.readers import files

    (row,) = re.findall(r"^\| the path of a file: (.*?) \|", page, re.M)
    assert set(re.findall(r"`(\.\w+)`", row)) == set(files._FORMATS)


def test_every_public_method_is_on_the_page(page: str) -> None:
    methods = [name for name in vars(reason.Conclusions) if not name.startswith("_")]
    assert [name for name in methods if f".{name}" not in page] == []


def test_every_public_name_exists() -> None:
    for name in reason.__all__:
        assert getattr(reason, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = reason.nothing


def test_the_listed_kinds_of_input_are_accepted() -> None:
    a = ox.NamedNode("urn:a")
    for source in (ox.Store(), ox.Dataset(), [ox.Triple(a, a, a)], [ox.Quad(a, a, a)], [(a, a, a)]):
        assert list(reason.close(source).inferred()) == []
