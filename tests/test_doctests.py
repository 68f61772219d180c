"""The examples in docstrings run, and public functions have complete docstrings."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from types import ModuleType
from typing import Any

import pytest

import kg

NAMES = ["kg", *sorted(m.name for m in pkgutil.walk_packages(kg.__path__, "kg.") if m.name != "kg.__main__")]
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def public(module: ModuleType) -> list[tuple[str, Any]]:
    """List the functions of a module and the methods of its classes that have no underscore."""
    found = []
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(value):
            found.append((f"{module.__name__}.{name}", value))
        elif inspect.isclass(value):
            found += [
                (f"{module.__name__}.{name}.{method}", function)
                for method, function in vars(value).items()
                if inspect.isfunction(function) and not method.startswith("_")
            ]
    return found


FUNCTIONS = dict(item for name in NAMES for item in public(importlib.import_module(name)))


def described(docstring: str) -> set[str] | None:
    """Read the parameter names in a docstring; None if it has no section of parameters."""
    _, heading, rest = docstring.partition("Parameters\n----------\n")
    if not heading:
        return None
    block = re.split(r"\n\n?\w+\n-{3,}\n", rest)[0]
    lines = (line for line in block.splitlines() if line and not line.startswith(" "))
    return {part.strip().lstrip("*") for line in lines for part in line.split(" :")[0].split(",")}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_module_run(name: str, shipped: object) -> None:
    module = importlib.import_module(name)
    results = doctest.testmod(module, optionflags=OPTIONS)
    assert results.failed == 0


def test_the_package_has_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    examples = [test for name in NAMES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(examples) > 20


def test_every_name_that_kg_exports_exists() -> None:
    assert sorted(kg.__all__) == kg.__all__
    for name in kg.__all__:
        assert getattr(kg, name) is not None


def test_an_unknown_name_of_kg_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        kg.nothing_like_it  # noqa: B018


def test_every_module_has_a_docstring() -> None:
    assert [name for name in NAMES if not importlib.import_module(name).__doc__] == []


def test_public_functions_have_a_docstring() -> None:
    assert len(FUNCTIONS) > 300
    assert [name for name, function in FUNCTIONS.items() if not inspect.getdoc(function)] == []


def test_described_parameters_are_those_of_the_signature() -> None:
    wrong = {
        name: sorted(names ^ existing)
        for name, function in FUNCTIONS.items()
        if (names := described(inspect.getdoc(function) or "")) is not None
        and names != (existing := set(inspect.signature(function).parameters) - {"self", "cls"})
    }
    assert wrong == {}


def test_the_names_of_described_parameters_are_read() -> None:
    text = "Do.\n\nParameters\n----------\none, two : int\n    Both.\n*rest\n\nReturns\n-------\nfour\n"
    assert described(inspect.cleandoc(text)) == {"one", "two", "rest"}
    assert described("Do.") is None


#: Functions that users call from Python.
ENTRY_POINTS = (
    "kg.graph.open",
    "kg.graph.KnowledgeGraph.ask",
    "kg.graph.KnowledgeGraph.to_networkx",
    "kg.graph.KnowledgeGraph.page",
    "kg.graph.KnowledgeGraph.conflicts",
    "kg.graph.KnowledgeGraph.sensitivity",
    "kg.evidence.conflicts.conflicts",
    "kg.evidence.conflicts.choose",
    "kg.analysis.sensitivity.sensitivity",
    "kg.analysis.sensitivity.influence",
    "kg.graph.KnowledgeGraph.check",
    "kg.sparql.parameters.run_query",
    "kg.sparql.resolve.resolve",
    "kg.evidence.why.why",
    "kg.analysis.views.graph.view",
    "kg.analysis.measures.shortest_path",
    "kg.analysis.measures.brokers",
    "kg.formats.export.export",
    "kg.check.check.check",
    "kg.build.build.open_snapshot",
    "kg.reason.materialise.materialise",
    "kg.reason.conclusions.close",
    "kg.load.files.load",
    "kg.project.create.init_project",
    "kg.project.find.find_project",
    "kg.page.page.write",
    "kg.page.page.page",
    "kg.cli.main",
    "kg.formats.write.write",
    "kg.importers.importer.read_files",
)


def test_functions_for_users_describe_their_parameters() -> None:
    assert [name for name in ENTRY_POINTS if described(inspect.getdoc(FUNCTIONS[name]) or "") is None] == []
