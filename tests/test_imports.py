"""Imports flow one way, and starting up costs little."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.graph import KnowledgeGraph

PACKAGE = Path(kg.__file__).parent
ARCHITECTURE = PACKAGE.parent / "docs" / "architecture.md"
#: From left to right; those in one group do not import one another unless told in WITHIN.
LAYERS = (
    ("errors",), ("terms",), ("sources",), ("store",), ("places", "values", "wording"), ("load", "accept", "clocks"),
    ("reason",), ("inconsistent",), ("build",), ("query", "slots", "witness"), ("texts", "fmt", "watch"),
    ("explain", "accounts"), ("conflict", "curate"), ("check",), ("history", "views", "output", "sensitivity"),
    ("questions", "periods"), ("export", "draw", "exchange"), ("graph",), ("cli",), ("entry",),
)  # fmt: skip
#: Within a group, from left to right.
WITHIN = {("accept", "load"), ("clocks", "load"), ("export", "exchange")}
HEAVY = {"rdflib", "networkx", "pyvis", "owlrl", "pyshacl", "numpy", "pandas"}


def module_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Collect the modules of kg that a file imports, those for type checkers only left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        parts = [name.split(".") for name in names]
        found |= {part[1] for part in parts if part[0] == "kg" and len(part) > 1}
    return found & {name for layer in LAYERS for name in layer}


def edges() -> set[tuple[str, str]]:
    files = [path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.name != "__init__.py"]
    found = {(module_of(path), target) for path in files for target in imports(path)}
    return {(source, target) for source, target in found if source != target}


def test_every_module_has_a_place() -> None:
    modules = {module_of(path) for path in PACKAGE.rglob("*.py")} - {"__init__"}
    assert modules == {name for layer in LAYERS for name in layer}


def test_no_module_imports_one_to_its_right() -> None:
    place = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    wrong = {
        (source, target)
        for source, target in edges()
        if place[source] < place[target] or (place[source] == place[target] and (source, target) not in WITHIN)
    }
    assert wrong == set()


def test_there_is_an_edge_to_check() -> None:
    assert {("cli", "graph"), ("build", "reason"), ("store", "sources")} <= edges()


def test_the_table_of_the_architecture_names_every_module() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(\w+)` \|", text, re.M))
    assert {name for layer in LAYERS for name in layer} - {"output"} <= described


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_imports_tests_or_scripts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?m)^\s*(from|import) (tests|scripts|benchmarks)\b", text)


def loaded_after(code: str, *arguments: str) -> set[str]:
    """Run code in a fresh interpreter; return the top-level modules that are loaded then."""
    code += "\nimport sys; sys.stdout.flush(); print('\\nLOADED', *{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    return set(run.stdout.rsplit("LOADED", 1)[1].split())


def test_the_command_starts_without_any_library_of_the_field() -> None:
    assert loaded_after("import kg.cli") & (HEAVY | {"pyoxigraph", "rich", "jinja2"}) == set()


def test_importing_the_package_loads_nothing() -> None:
    assert loaded_after("import kg") & (HEAVY | {"pyoxigraph", "rich", "argparse"}) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "leaders"],
        ["ask"],
        ["ask", "plan-past-its-date"],
        ["commitments"],
        ["sparql", "ASK { ?s ?p ?o }"],
        ["why", "us-uz-spd-4", "kg:hasParty", "UZ"],
        ["export", "-f", "nquads", "-o", os.devnull],
    ],
    ids=" ".join,
)
def test_answers_from_a_built_graph_load_no_reasoner(shipped: KnowledgeGraph, arguments: list[str]) -> None:
    code = "import sys\nfrom kg.cli import main\nassert main(sys.argv[1:]) == 0"
    assert loaded_after(code, *arguments, "-C", str(shipped.project.root)) & HEAVY == set()


def test_a_proof_loads_numpy_alone(shipped: KnowledgeGraph) -> None:
    code = "import sys\nfrom kg.cli import main\nassert main(sys.argv[1:]) == 0"
    arguments = ("why", "UZ", "kg:metUnder", "us-uz-spd", "-C", str(shipped.project.root))
    assert loaded_after(code, *arguments) & HEAVY == {"numpy"}


def test_naming_a_build_loads_no_reasoner(shipped: KnowledgeGraph) -> None:
    assert loaded_after("import kg\nkg.open()") & HEAVY == set()
