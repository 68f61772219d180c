"""The rooms of the package import only the rooms that their docstrings name, and kg starts fast."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
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
#: The rooms that the two files at the top import: `import kg` offers the graph, `python -m kg` is the command.
ENTRANCES = {"__init__.py": {"graph", "project"}, "__main__.py": {"cli"}}
#: Ways to import or to run code that other tests here cannot follow, as a name or an attribute.
UNSEEN = {
    "import_module", "__import__", "exec", "eval", "resolve_name", "run_module", "run_path", "spec_from_file_location",
    "sys.modules",
}  # fmt: skip
#: The files that use one of them.
USING_UNSEEN = {
    # `kg.errors`, `kg.page` and `kg.reason` are there after `import kg`, and loaded on first use.
    "__init__.py": {"import_module"},
    # Commands, questions, formats and importers are loaded by name when they are asked for.
    "cli/app.py": {"import_module"},
    "analysis/catalogue.py": {"import_module"},
    "plugins/registry.py": {"import_module"},
    # The interface of the reasoner loads its own files on first use.
    "reason/__init__.py": {"import_module"},
    # A graph of rdflib is recognised without importing rdflib.
    "reason/readers/sources.py": {"sys.modules"},
}
LONGEST_FILE = 600
MOST_FILES_IN_A_ROOM = 12
SEE = "docs/architecture.md explains the rooms and their order."
HEAVY = {"rdflib", "networkx", "pyvis", "owlrl", "pyshacl", "numpy", "pandas"}


def rooms() -> list[str]:
    return sorted(path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name not in NO_ROOMS)


@cache
def allowed() -> dict[str, tuple[str, ...]]:
    """Return the rooms that each room may import, as its docstring states; errors.py imports none.

    A room whose docstring does not state it is left out, so that one test fails for it, not all.
    """
    found = {room: named(path) for room, path in places().items()}
    return {"errors": (), **{room: others for room, others in found.items() if others is not None}}


def places() -> dict[str, Path]:
    """Return the files whose docstrings describe the rooms."""
    return {**{room: PACKAGE / room / "__init__.py" for room in rooms()}, "graph": PACKAGE / "graph.py"}


def units(room: str) -> dict[str, Path]:
    """Return the sub-rooms of a room, as ROOM.SUBROOM."""
    return {f"{room}.{path.parent.name}": path for path in sorted((PACKAGE / room).glob("*/__init__.py"))}


def named(path: Path) -> tuple[str, ...] | None:
    """Return what a room or sub-room may import, as its docstring states; None if it does not."""
    line = re.search(r"(?ms)^Imports: (.+?)\.$", docstring(path))
    return tuple(re.split(r",\s+", line[1])) if line else None


def docstring(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "") if path.is_file() else ""


def order() -> list[str]:
    """List the rooms, each after those that it imports; in the order of the alphabet if there is a cycle."""
    return sorted(allowed()) if cycle(allowed()) else list(TopologicalSorter(allowed()).static_order())


def cycle(graph: Mapping[str, Iterable[str]]) -> str:
    """Write the first cycle of a graph, from each node to one that it imports; empty if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return " → ".join(reversed(error.args[1])) + f". {SEE}"
    return ""


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
    """List pairs of a file and a file that it imports, without the imports of the package's __init__ and __main__."""
    starts = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}
    found = {
        (path, target)
        for path in PACKAGE.rglob("*.py")
        if path not in starts
        for name in imported(path)
        if (target := file_of(name)) is not None
    }
    return frozenset((source, target) for source, target in found if source != target)


def unit_of(path: Path) -> str:
    """Return the sub-room that a file is in, or the file of its room, as ROOM.NAME."""
    return ".".join(path.relative_to(PACKAGE).parts[:2]).removesuffix(".py")


def shown(*paths: Path) -> str:
    return " → ".join(path.relative_to(PACKAGE.parent).as_posix() for path in paths)


def drawn() -> str:
    """Draw the order in words: one line for each room, with the rooms that it may import."""
    rows = {room: ", ".join(allowed().get(room, ())) or "no room" for room in order()}
    return "\n".join(f"{room:>{max(map(len, rows))}} may import: {others}" for room, others in rows.items())


def listed(problems: Iterable[str], advice: str) -> str:
    """Write the message of a test: one line for each problem, then what to do."""
    return "\n".join(["", *problems, f"{advice} {SEE}"])


def test_only_rooms_are_at_the_top_level() -> None:
    found = {path.name for path in PACKAGE.iterdir()} - NO_ROOMS - set(rooms())
    more = [f"kg/{name}" for name in sorted(found - TOP_LEVEL)]
    assert not more, listed(more, "Besides the rooms, kg/ has no file but those of TOP_LEVEL. Move it into a room.")
    assert found == TOP_LEVEL


def test_every_room_and_sub_room_states_what_it_imports_and_offers() -> None:
    paths = [*places().values(), *(path for room in rooms() for path in units(room).values())]
    silent = [
        f"{shown(path)}: the docstring lacks the line '{word}: ...'"
        for path in paths
        for word in ("Imports", "Offers")
        if not re.search(rf"(?ms)^{word}: .+?\.$", docstring(path))
    ]
    assert not silent, listed(silent, "Write the lines 'Imports: ROOM, ROOM.' and 'Offers: ...' there.")


def test_imports_between_rooms_have_no_cycle() -> None:
    found = cycle(allowed())
    assert not found, f"The docstrings of rooms name one another: {found}"
    assert order()[0] == "errors"
    assert order().index("rdf") < order().index("build") < order().index("cli")


def test_a_file_imports_only_rooms_that_its_room_names() -> None:
    wrong = [
        shown(source, target)
        for source, target in sorted(imports())
        if room_of(source) in allowed() and room_of(target) not in {room_of(source), *allowed()[room_of(source)]}
    ]
    advice = f"No room imports a room that its docstring does not name. The order:\n\n{drawn()}\n\n"
    assert not wrong, listed(wrong, advice)


def test_every_room_imports_the_rooms_that_it_names() -> None:
    used = {(room_of(source), room_of(target)) for source, target in imports()}
    unused = [
        f"{shown(places()[room])} names {other}"
        for room, others in allowed().items()
        for other in others
        if (room, other) not in used
    ]
    assert not unused, listed(unused, "No file of the room imports it. Take it out of the line 'Imports: ...'.")


def test_the_files_at_the_top_import_only_the_graph_and_the_command() -> None:
    found = {
        name: {room_of(target) for module in imported(PACKAGE / name) if (target := file_of(module)) is not None}
        for name in ENTRANCES
    }
    assert found == ENTRANCES


def unseen_in(path: Path) -> set[str]:
    """Collect the uses of `UNSEEN` in a file, and imports of what `import kg` offers."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found |= {node.attr, f"{ast.unparse(node.value)}.{node.attr}"}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {f"import {alias.name}" for alias in node.names if alias.name.partition(".")[0] == "kg"}
            found |= {f"import sys as {alias.asname}" for alias in node.names if alias.name == "sys" and alias.asname}
    offered = {"kg.*", *(f"kg.{name}" for name in kg.__all__ if not name.startswith("__"))}
    return {name for name in found if name in UNSEEN | offered or name.startswith("import ")}


def test_no_import_is_hidden_from_these_tests() -> None:
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    used = {name: found for name, path in paths.items() if (found := unseen_in(path))}
    hidden = [f"kg/{name}: {', '.join(sorted(used[name]))}" for name in used if used[name] != USING_UNSEEN.get(name)]
    assert not hidden, listed(hidden, "Write 'from kg.ROOM.FILE import NAME', which can be tested.")
    assert used == USING_UNSEEN


def test_sub_rooms_import_exactly_what_they_name() -> None:
    for room in rooms():
        for unit, path in units(room).items():
            # Within its own room a sub-room names sub-rooms and files; for other rooms it names the room.
            used = {
                unit_of(target) if room_of(target) == room else room_of(target)
                for source, target in imports()
                if unit_of(source) == unit
            }
            names = named(path)
            assert names is None or used - {unit} == set(names), f"{shown(path)}: its line 'Imports: ...' differs"


def test_imports_within_a_room_have_no_cycle() -> None:
    for room in rooms():
        inside: dict[str, set[str]] = {}
        for source, target in imports():
            if room_of(source) == room_of(target) == room:
                inside.setdefault(unit_of(source), set()).add(unit_of(target))
        found = cycle({unit: others - {unit} for unit, others in inside.items()})
        assert not found, f"Sub-rooms or files import one another: {found}"


def test_imports_between_files_have_no_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for source, target in imports():
        graph.setdefault(source.relative_to(PACKAGE).as_posix(), set()).add(target.relative_to(PACKAGE).as_posix())
    found = cycle(graph)
    assert not found, f"Files import one another: {found}"


def reached(room: str) -> set[str]:
    """Collect a room and all rooms that it imports, directly or through others."""
    found = {room}
    while more := {other for one in found for other in allowed().get(one, ())} - found:
        found |= more
    return found


def test_the_name_of_a_build_depends_on_the_code_of_all_rooms_for_building() -> None:
    # errors.py is left out: the text of an error does not change a build.
    wrong = [f"kg/{room}" for room in sorted(set(ROOMS) ^ (reached("build") - {"errors"}))]
    advice = "ROOMS in kg/build/build.py names the rooms that the room build imports, directly or through others."
    assert not wrong, listed(wrong, advice)
    assert [room for room in ROOMS if not (PACKAGE / room).is_dir()] == []


@pytest.mark.parametrize("room", rooms())
def test_no_room_has_too_many_files(room: str) -> None:
    folders = {PACKAGE / room, *(path.parent for path in (PACKAGE / room).rglob("*.py"))}
    crowded = [
        f"kg/{folder.relative_to(PACKAGE).as_posix()}: {len(files)} files, {', '.join(files)}"
        for folder in sorted(folders)
        if len(files := sorted({path.name for path in folder.glob("*.py")} - {"__init__.py"})) > MOST_FILES_IN_A_ROOM
    ]
    advice = f"A room has at most {MOST_FILES_IN_A_ROOM} files besides __init__.py. Move some into a sub-room."
    assert not crowded, listed(crowded, advice)


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    long = [f"{shown(path)}: {length} lines" for path, length in sorted(lengths.items()) if length > LONGEST_FILE]
    assert not long, listed(long, f"A file has at most {LONGEST_FILE} lines. Cut it into files with one concern each.")


def test_the_architecture_has_a_paragraph_for_every_room() -> None:
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    described = set(re.findall(r"(?m)^\*\*`(\w+)/`\*\*", text))
    wrong = [f"kg/{room}" for room in sorted(described ^ set(rooms()))]
    assert not wrong, listed(wrong, "There is one paragraph for each room, which begins with **`NAME/`**.")


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
