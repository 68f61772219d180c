"""The code on the page on the Python API runs, and the page is complete."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kg
from kg import errors
from kg.project import paths


@pytest.mark.slow
# rdflib uses a deprecated method of its own when a Dataset reads quads.
@pytest.mark.filterwarnings(r"ignore:Dataset\.\w+ is deprecated:DeprecationWarning")
def test_every_block_runs(
    docs: Path, follow: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(paths.shipped_root())
    namespace: dict[str, Any] = {}
    blocks = [b for b in follow.blocks((docs / "python.md").read_text(encoding="utf-8")) if b.language == "python"]
    for block in blocks:
        exec(compile(block.text, "docs/python.md", "exec"), namespace)
    assert len(blocks) > 10
    assert "did you mean 'frameworks-by-partner'" in capsys.readouterr().out


def test_every_error_is_in_the_table(docs: Path) -> None:
    listed = set(re.findall(r"^\| `(\w+Error)` \|", (docs / "python.md").read_text(encoding="utf-8"), re.M))
    there = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.KgError) and value is not errors.KgError
    }
    assert listed == there
    # After `import kg` alone, `kg.errors` is loaded on first use.
    assert kg.__getattr__("errors") is errors


def test_every_public_method_is_on_the_page(docs: Path) -> None:
    from kg.graph import KnowledgeGraph

    page = (docs / "python.md").read_text(encoding="utf-8")
    methods = [
        name for name in vars(KnowledgeGraph) if not name.startswith("_") and name not in ("project", "snapshot")
    ]
    assert [name for name in methods if f"graph.{name}" not in page] == []
