"""Plugins of other packages are found by entry points, loaded only when needed, and cannot break kg."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DataError, UnknownNameError, UsageError
from kg.formats.export import export
from kg.formats.format import GRAPHS, GROUP, TABLES, TRIPLES, TableFormat, all_formats, format_of
from kg.formats.table import Table
from kg.formats.write import write
from kg.graph import KnowledgeGraph
from kg.importers.importer import IMPORTERS, Imported, Importer, read_files
from kg.plugins.registry import Registry

TINY = """\
from kg.formats.format import GraphFormat, TableFormat
from kg.importers.importer import Imported, Importer, Input

COUNT = TableFormat("count", "how many rows", lambda table, layout: f"{len(table.rows)} rows\\n", (".count",))
SIZE = GraphFormat("size", "how many quads", lambda snapshot: str(snapshot.manifest.size).encode(), (".size",))
NAMES = Importer(
    "names", "a file of names", (Input("FILE", "a name on each line"),), "data/reference/vocabulary/names.ttl",
    lambda paths: Imported(paths[0].read_text(encoding="utf-8").upper(), "some names"),
)
TEXT = "no format at all"
"""
Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that installs a package called tiny: a module and the metadata that pip writes."""

    def make(code: str = TINY, group: str = GROUP, **entries: str) -> Path:
        module = f"tiny_{tmp_path.name.replace('-', '_')}"
        (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        metadata = tmp_path / "tiny-1.0.dist-info"
        metadata.mkdir(exist_ok=True)
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n", encoding="utf-8")
        lines = [f"[{group}]", *(f"{name} = {module}:{value}" for name, value in entries.items()), ""]
        with (metadata / "entry_points.txt").open("a", encoding="utf-8") as file:
            file.write("\n".join(lines))
        monkeypatch.syspath_prepend(tmp_path)
        return tmp_path

    return make


@pytest.mark.parametrize("registry", [TABLES, GRAPHS, IMPORTERS], ids=lambda registry: registry.folder)
def test_every_module_of_the_folder_declares_values(registry: Registry[Any]) -> None:
    modules = pkgutil.iter_modules(importlib.import_module(registry.folder).__path__)
    declared = {
        m.name: getattr(importlib.import_module(f"{registry.folder}.{m.name}"), registry.attribute) for m in modules
    }
    assert all(declared.values())
    found = {*TABLES.shipped.values(), *TRIPLES.shipped.values(), *GRAPHS.shipped.values(), *IMPORTERS.shipped.values()}
    assert {value for values in declared.values() for value in values} <= found


def test_shipped_formats_have_names_and_titles_of_one_line() -> None:
    for registry in (TABLES, TRIPLES, GRAPHS, IMPORTERS):
        for name, value in registry.shipped.items():
            assert value.name == name
            assert value.title
            assert "\n" not in value.title


def test_no_two_formats_of_a_kind_share_a_file_extension() -> None:
    for registry in (TABLES, GRAPHS):
        endings = [ending for one in registry.shipped.values() for ending in one.endings]
        assert len(endings) == len(set(endings))
        assert all(ending.startswith(".") and ending == ending.lower() for ending in endings)


def test_a_plugin_adds_a_format_for_tables(install: Install) -> None:
    install(count="COUNT")
    assert write(Table(("a",), ((1,), (2,))), "count") == "2 rows\n"
    assert format_of("answer.count", TABLES) == "count"
    assert "count" in TABLES.all(pytest.fail)


def test_a_plugin_adds_a_format_for_graphs(install: Install, shipped: KnowledgeGraph) -> None:
    install(size="SIZE")
    assert export(shipped.snapshot, "size") == str(shipped.snapshot.manifest.size).encode()
    assert format_of("graph.size", GRAPHS) == "size"


def test_a_plugin_adds_an_importer(install: Install) -> None:
    install(group=IMPORTERS.group, names="NAMES")
    assert IMPORTERS.find("names").usage == "FILE"


def test_a_format_of_another_kind_is_left_out_silently(install: Install) -> None:
    install(size="SIZE", count="COUNT")
    assert "size" not in TABLES.all(pytest.fail)
    with pytest.raises(UnknownNameError, match="no format for tables called 'size'"):
        TABLES.find("size")


def test_finding_one_format_loads_no_other_plugin(install: Install) -> None:
    install("raise SystemError('loaded')", broken="COUNT")
    assert TABLES.find("csv").name == "csv"
    assert format_of("a.csv", TABLES) == "csv"


def test_a_broken_plugin_is_named_and_the_others_work(install: Install) -> None:
    install("import nothing_of_this_name\n", broken="COUNT")
    notes: list[str] = []
    assert set(TABLES.all(notes.append)) == set(TABLES.shipped)
    (note,) = notes
    assert "the package tiny 1.0 adds 'broken'" in note
    assert "ModuleNotFoundError: No module named 'nothing_of_this_name'" in note


def test_a_broken_format_is_an_error_when_used(install: Install) -> None:
    install("import nothing_of_this_name\n", broken="COUNT")
    with pytest.raises(UsageError, match=r"the package tiny 1\.0 adds 'broken'"):
        TABLES.find("broken")
    with pytest.raises(UnknownNameError, match="did you mean 'csv'"):
        TABLES.find("cvs")


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ({"text": "TEXT"}, "which is of type str, not GraphFormat or TableFormat or TriplesFormat"),
        ({"names": "NAMES"}, "which is of type Importer, not GraphFormat or TableFormat or TriplesFormat"),
        ({"odd": "Input"}, "which is of type type, not"),
        ({"counts": "COUNT"}, "whose own name is 'count'; both must be the same"),
        ({"none": "NONE"}, "AttributeError"),
    ],
)
def test_an_invalid_plugin_value_is_reported(install: Install, entries: dict[str, str], problem: str) -> None:
    install(**entries)
    notes: list[str] = []
    assert set(TABLES.all(notes.append)) == set(TABLES.shipped)
    assert [problem in note for note in notes] == [True]


#: Formats that cannot be made, and why.
WRONG = {
    'TableFormat("a", 5, len)': "title must be str, not int",
    'TableFormat("a", "t", None)': "write must be Callable, not NoneType",
    'TableFormat("a", "t", len, None)': "endings must be a tuple of str, not NoneType",
    'TableFormat("a", "t", len, ".zz")': "endings must be a tuple of str, not str",
    'TableFormat("a", "t", len, (5,))': "endings must be a tuple of str, but has int",
    'TableFormat("a", "t", len, ("zz",))': "an ending is a dot and letters, such as .csv, not 'zz'",
    'TableFormat("a", "t", len, (".zz.gz",))': "an ending is a dot and letters, such as .csv, not '.zz.gz'",
    'TableFormat("a", "t", len, binary="no")': "binary must be bool, not str",
    'GraphFormat("a", "t", len, use=None)': "use must be str, not NoneType",
    'TriplesFormat(5, "t", len)': "name must be str, not int",
}


def test_a_format_with_a_field_of_a_wrong_type_is_reported(tmp_path: Path, install: Install) -> None:
    head = "from kg.formats.format import GraphFormat, TableFormat, TriplesFormat\n"
    for number, (code, problem) in enumerate(WRONG.items()):
        with pytest.raises((TypeError, ValueError)) as caught:
            exec(f"{head}{code}", {})
        assert str(caught.value) == problem, number
    install(f"{head}BAD = {next(iter(WRONG))}", bad="BAD")
    notes: list[str] = []
    assert set(TABLES.all(notes.append)) == set(TABLES.shipped)
    assert "which cannot be loaded: TypeError: title must be str, not int" in notes[0]


def test_an_importer_with_a_field_of_a_wrong_type_cannot_be_made() -> None:
    inputs: Any
    for inputs in (None, "FILE", ("FILE",)):
        with pytest.raises(TypeError, match="inputs must be a tuple of Input"):
            Importer("a", "t", inputs, "a.ttl", lambda paths: Imported("", ""))
    with pytest.raises(TypeError, match="turtle must be str"):
        Imported(b"", "no names")  # type: ignore[arg-type]


def test_a_plugin_that_exits_is_reported(install: Install) -> None:
    install("import sys\nsys.exit(3)\n", bad="COUNT")
    notes: list[str] = []
    assert set(TABLES.all(notes.append)) == set(TABLES.shipped)
    assert "the package tiny 1.0 adds 'bad'" in notes[0]
    assert "which cannot be loaded: SystemExit: 3" in notes[0]


def test_invalid_metadata_of_a_package_is_reported_if_it_concerns_kg(install: Install) -> None:
    folder = install(count="COUNT")
    other = folder / "other-1.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n", encoding="utf-8")
    for content, concerns in ((b"zz\n", False), (b"[x]\nzz\n", False), (b"\xff", False), (b"", False),
                              (f"[{GROUP}]\nzz\n".encode(), True)):  # fmt: skip
        (other / "entry_points.txt").write_bytes(content)
        notes: list[str] = []
        assert "count" in TABLES.all(notes.append), content
        assert [f"a package in {folder} has entry points that cannot be read" in note for note in notes] == (
            [True] if concerns else []
        )
        assert TABLES.find("count").name == "count"


def test_a_failing_plugin_is_named(install: Install, shipped: KnowledgeGraph) -> None:
    code = (
        "import sys\n"
        "from kg.errors import DataError\n"
        "from kg.formats.format import GraphFormat, TableFormat, TriplesFormat\n"
        "from kg.importers.importer import Importer\n"
        "NONE = TableFormat('none', 't', lambda table, layout: None, boolean=lambda answer: 1 / 0)\n"
        "GONE = GraphFormat('gone', 't', lambda snapshot: sys.exit(3))\n"
        "TEXT = GraphFormat('text', 't', lambda snapshot: 'text')\n"
        "HALF = TriplesFormat('half', 't', lambda triples: triples.nothing)\n"
        "ODD = Importer('odd', 't', (), 'data/odd.ttl', lambda paths: 5)\n"
        "def stop(paths): raise DataError('too little data', [])\n"
        "DATA = Importer('data', 't', (), 'data/odd.ttl', stop)\n"
    )
    install(code, none="NONE", gone="GONE", text="TEXT", half="HALF")
    install(code, IMPORTERS.group, odd="ODD", data="DATA")
    triples = shipped.sparql("CONSTRUCT { country:UZ a kg:Country } {}")
    for name, call, problem in (
        ("none", lambda: write(Table(("a",), ()), "none"), "returned NoneType, not str or bytes"),
        ("none", lambda: write(True, "none"), "failed: ZeroDivisionError: division by zero"),
        ("gone", lambda: export(shipped.snapshot, "gone"), "failed: SystemExit: 3"),
        ("text", lambda: export(shipped.snapshot, "text"), "returned str, not bytes"),
        ("half", lambda: write(triples, "half"), "failed: AttributeError: "),
        ("odd", lambda: read_files("odd", []), "returned int, not Imported"),
    ):
        with pytest.raises(UsageError, match=rf"the package tiny 1\.0 adds '{name}' \(.*\), which {problem}"):
            call()
    with pytest.raises(DataError, match="too little data"):
        read_files("data", [])


def test_plugins_are_listed_with_the_others_and_each_note_is_given_once(install: Install) -> None:
    install(TINY.replace('".count"', '".COUNT"'), count="COUNT", text="TEXT")
    notes: list[str] = []
    names = [one.name for one in all_formats([TABLES, TRIPLES], notes.append)]
    assert names == [*sorted([*TABLES.shipped, "count"]), *TRIPLES.shipped]
    assert len(notes) == 1
    assert format_of("answer.count", TABLES, TRIPLES, note=notes.append) == "count"
    assert len(notes) == 2


def test_a_plugin_cannot_replace_a_shipped_format(install: Install) -> None:
    install(TINY.replace('"count"', '"csv"'), csv="COUNT")
    notes: list[str] = []
    assert TABLES.all(notes.append)["csv"] is TABLES.find("csv") is TABLES.shipped["csv"]
    assert notes == ["the package tiny 1.0 adds a format for tables called 'csv', but this name is taken"]


def test_without_a_callback_a_warning_names_the_package(install: Install) -> None:
    install(text="TEXT")
    with pytest.warns(UserWarning, match=r"the package tiny 1\.0 adds 'text'"):
        assert "csv" in TABLES.all()


def test_listing_the_formats_imports_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from kg.formats.format import GRAPHS, TABLES, TRIPLES\n"
        "from kg.importers.importer import IMPORTERS\n"
        "for registry in (GRAPHS, TABLES, TRIPLES, IMPORTERS): registry.all()\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    heavy = {"rdflib", "networkx", "pyvis", "owlrl", "pyshacl", "numpy", "pandas", "rich", "jinja2", "xlsxwriter"}
    assert set(done.stdout.split()) & heavy == set()


def test_a_shipped_format_has_the_type_of_its_registry() -> None:
    assert isinstance(TABLES.find("csv"), TableFormat)
