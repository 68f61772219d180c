"""The rooms of the package import only the rooms that their docstrings name, and kg starts fast."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import kg
from kg.build.build import ROOMS
from kg.graph import KnowledgeGraph

PACKAGE = Path(kg.__file__).parent
#: The files at the top level of the package, besides the rooms.
TOP_LEVEL = {"__init__.py", "__main__.py", "errors.py", "graph.py", "py.typed"}
#: Folders without code of kg: the ontology, data and queries of an installed package.
NO_ROOMS = {"shipped", "__pycache__"}
LONGEST_FILE = 600
MOST_FILES_IN_A_ROOM = 12
HEAVY = {"rdflib", "networkx", "pyvis", "owlrl", "pyshacl", "numpy", "pandas"}


def rooms() -> list[str]:
    return sorted(path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name not in NO_ROOMS)


@cache
def allowed() -> dict[str, tuple[str, ...]]:
    """Return the rooms that each room may import, as its docstring states; errors.py imports none."""
    places = {**{room: PACKAGE / room / "__init__.py" for room in rooms()}, "graph": PACKAGE / "graph.py"}
    return {"errors": (), **{room: named(path) for room, path in places.items()}}


def units(room: str) -> dict[str, Path]:
    """Return the sub-rooms of a room, as ROOM.SUBROOM."""
    return {f"{room}.{path.parent.name}": path for path in sorted((PACKAGE / room).glob("*/__init__.py"))}


def named(path: Path) -> tuple[str, ...]:
    """Return the rooms and sub-rooms that a room or sub-room may import, as the docstring of its file states."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    line = re.search(r"(?ms)^Imports: (.+?)\.$", text)
    name = path.relative_to(PACKAGE.parent).as_posix()
    assert line, f"{name}: the docstring lacks the line 'Imports: ROOM, ROOM.'"
    assert re.search(r"(?m)^Offers: ", text), f"{name}: the docstring lacks the line 'Offers: ...'"
    return tuple(re.split(r",\s+", line[1]))


def order() -> list[str]:
    return list(TopologicalSorter(allowed()).static_order())


def imported(path: Path) -> set[str]:
    """Collect the modules of kg that a file imports, as dotted names; imports for type checkers count too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("kg.")}


def file_of(name: str) -> Path | None:
    """Find the file of a module, or the file that defines a name."""
    parts = name.split(".")[1:]
    for number in range(len(parts), 0, -1):
        place = PACKAGE.joinpath(*parts[:number])
        if place.with_suffix(".py").is_file():
            return place.with_suffix(".py")
        if (place / "__init__.py").is_file():
            return place / "__init__.py"
    return None


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports() -> frozenset[tuple[Path, Path]]:
    """List pairs of a file and a file that it imports, without __init__ and __main__ of the package."""
    starts = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}
    found = {
        (path, target)
        for path in PACKAGE.rglob("*.py")
        if path not in starts
        for name in imported(path)
        if (target := file_of(name)) is not None
    }
    return frozenset((source, target) for source, target in found if source != target and target not in starts)


def unit_of(path: Path) -> str:
    """Return the sub-room that a file is in, or the file of its room, as ROOM.NAME."""
    return ".".join(path.relative_to(PACKAGE).parts[:2]).removesuffix(".py")


def shown(source: Path, target: Path) -> str:
    return " → ".join(path.relative_to(PACKAGE.parent).as_posix() for path in (source, target))


def drawn() -> str:
    """Draw the order in words: one line for each room, with the rooms that it may import."""
    width = max(map(len, order()))
    return "\n".join(f"{room:>{width}} may import: {', '.join(allowed()[room]) or 'no room'}" for room in order())


def test_only_rooms_are_at_the_top_level() -> None:
    found = {path.name for path in PACKAGE.iterdir()} - NO_ROOMS
    assert found - set(rooms()) == TOP_LEVEL


def test_imports_between_rooms_have_no_cycle() -> None:
    assert order()[0] == "errors"
    assert order().index("rdf") < order().index("build") < order().index("cli")


def test_a_file_imports_only_rooms_that_its_room_names() -> None:
    wrong = [
        shown(source, target)
        for source, target in sorted(imports())
        if room_of(source) != room_of(target) and room_of(target) not in allowed()[room_of(source)]
    ]
    assert not wrong, "\n".join([*wrong, "", "The order of the rooms, as their docstrings state it:", drawn()])


def test_every_room_imports_the_rooms_that_it_names() -> None:
    used = {(room_of(source), room_of(target)) for source, target in imports()}
    unused = [(room, other) for room, others in allowed().items() for other in others if (room, other) not in used]
    assert unused == []


def test_sub_rooms_import_exactly_what_they_name() -> None:
    for room in rooms():
        for unit, path in units(room).items():
            # Within its own room a sub-room names sub-rooms and files; for other rooms it names the room.
            used = {
                unit_of(target) if room_of(target) == room else room_of(target)
                for source, target in imports()
                if unit_of(source) == unit
            }
            assert used - {unit} == set(named(path)), f"kg/{unit.replace('.', '/')}"


def test_imports_within_a_room_have_no_cycle() -> None:
    for room in rooms():
        inside: dict[str, set[str]] = {}
        for source, target in imports():
            if room_of(source) == room_of(target) == room:
                inside.setdefault(unit_of(source), set()).add(unit_of(target))
        TopologicalSorter({unit: others - {unit} for unit, others in inside.items()}).prepare()


def test_imports_between_files_have_no_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for source, target in imports():
        graph.setdefault(source.relative_to(PACKAGE).as_posix(), set()).add(target.relative_to(PACKAGE).as_posix())
    TopologicalSorter(graph).prepare()


def reached(room: str) -> set[str]:
    """Collect a room and all rooms that it imports, directly or through others."""
    return {room}.union(*(reached(other) for other in allowed()[room]))


def test_the_name_of_a_build_depends_on_the_code_of_all_rooms_for_building() -> None:
    # errors.py is left out: the text of an error does not change a build.
    assert set(ROOMS) == reached("build") - {"errors"}
    assert [room for room in ROOMS if not (PACKAGE / room).is_dir()] == []


def test_no_two_files_import_each_other() -> None:
    graph: dict[Path, set[Path]] = {}
    for source, target in imports():
        graph.setdefault(source, set()).add(target)
    cycles = [shown(source, target) for source, target in sorted(imports()) if source in graph.get(target, ())]
    assert cycles == []


@pytest.mark.parametrize("room", rooms())
def test_no_room_has_too_many_files(room: str) -> None:
    folders = {PACKAGE / room, *(path.parent for path in (PACKAGE / room).rglob("*.py"))}
    crowded = {
        folder.relative_to(PACKAGE).as_posix(): len(files)
        for folder in folders
        if len(files := [path for path in folder.glob("*.py") if path.name != "__init__.py"]) > MOST_FILES_IN_A_ROOM
    }
    assert crowded == {}


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {path.name for path, length in lengths.items() if length > LONGEST_FILE} == set()


def test_the_architecture_has_a_paragraph_for_every_room() -> None:
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\*\*`(\w+)/`\*\*", text)) == set(rooms())


def test_no_module_imports_tests_or_scripts() -> None:
    importing = re.compile(r"(?m)^\s*(from|import) (tests|scripts|benchmarks)\b")
    assert [path for path in PACKAGE.rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))] == []


def loaded_after(code: str, *arguments: str) -> set[str]:
    """Run code in a new interpreter; return the top-level modules that it has loaded."""
    code += "\nimport sys; sys.stdout.flush(); print('\\nLOADED', *{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    return set(run.stdout.rsplit("LOADED", 1)[1].split())


def test_importing_the_command_loads_no_heavy_library() -> None:
    assert loaded_after("import kg.cli") & (HEAVY | {"pyoxigraph", "rich", "jinja2"}) == set()


def test_importing_the_package_loads_no_heavy_library() -> None:
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
def test_answers_from_a_build_load_no_reasoner(shipped: KnowledgeGraph, arguments: list[str]) -> None:
    code = "import sys\nfrom kg.cli import main\nassert main(sys.argv[1:]) == 0"
    assert loaded_after(code, *arguments, "-C", str(shipped.project.root)) & HEAVY == set()


def test_a_proof_loads_only_numpy(shipped: KnowledgeGraph) -> None:
    code = "import sys\nfrom kg.cli import main\nassert main(sys.argv[1:]) == 0"
    arguments = ("why", "UZ", "kg:metUnder", "us-uz-spd", "-C", str(shipped.project.root))
    assert loaded_after(code, *arguments) & HEAVY == {"numpy"}


def test_naming_a_build_loads_no_reasoner(shipped: KnowledgeGraph) -> None:
    assert loaded_after("import kg\nkg.open()") & HEAVY == set()
