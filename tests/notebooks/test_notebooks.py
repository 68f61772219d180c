"""The notebooks run, and give the committed outputs."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="session")
def script() -> ModuleType:
    """The script notebooks/execute.py as a module."""
    spec = importlib.util.spec_from_file_location("execute", FOLDER / "execute.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _shown(notebook: Any) -> list[list[str]]:
    """Return the outputs of each code cell as text."""
    return [
        [str(output.get("text") or sorted(output.get("data", {}).items())) for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def test_the_notebooks_are_these_four() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "01-the-founding-question", "02-reasoning-and-proofs", "03-who-was-the-minister",
        "04-what-did-we-know-in-2023",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_gives_the_committed_outputs(path: Path, tmp_path: Path) -> None:
    # In a separate process, whose end closes the sockets of the kernel's client.
    subprocess.run(
        [sys.executable, FOLDER / "execute.py", "--to", tmp_path, path.name],
        check=True, capture_output=True, cwd=tmp_path, timeout=600,
    )  # fmt: skip
    committed = nbformat.read(path, as_version=4)
    executed = nbformat.read(tmp_path / path.name, as_version=4)
    assert _shown(executed) == _shown(committed)
    assert any(_shown(committed))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stripped(path: Path, script: ModuleType) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert json.dumps(script.strip(copy.deepcopy(notebook)), sort_keys=True) == json.dumps(notebook, sort_keys=True)


def test_pieces_of_printed_output_are_joined(script: ModuleType) -> None:
    pieces = [nbformat.v4.new_output("stream", name=name, text=text) for name, text in
              [("stdout", "one\n"), ("stderr", "still at it\n"), ("stdout", "two\n")]]  # fmt: skip
    cell = nbformat.v4.new_code_cell("print()", outputs=pieces)
    script.strip(nbformat.v4.new_notebook(cells=[cell]))
    assert [output.text for output in cell.outputs] == ["one\ntwo\n"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_no_paths_of_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/tmp/|/home/|/root/|/Users/|\\\\Users|site-packages", text)
    assert str(Path(__file__).parents[2]) not in text
    assert sys.prefix not in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_a_heading_and_no_error(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].source.startswith("# ")
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert "error" not in {output.output_type for output in outputs}
