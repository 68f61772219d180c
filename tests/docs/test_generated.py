"""The generated pages are up to date and complete, and their links work."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

from kg.cli.app import MODULES
from kg.project import paths
from kg.sparql.library import library

ROOT = Path(__file__).parents[2]
PAGES = [
    "queries.md",
    "cli.md",
    "rules.md",
    "ontology.md",
    "ontology.svg",
    "architecture.svg",
    "exports.md",
    "imports.md",
    "conflicts.md",
]
#: Pages whose commands other tests run, comparing the outputs.
FOLLOWED = {"curating.md": "test_curating.py", "../CONTRIBUTING.md": "test_contributing.py"}


@pytest.fixture(autouse=True)
def _in_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_all_pages_are_tested(generate: ModuleType) -> None:
    assert set(generate.PAGES) == {*PAGES, *FOLLOWED}
    for name, test in FOLLOWED.items():
        text = Path(__file__).with_name(test).read_text(encoding="utf-8")
        assert Path(name).name in text
        assert "printed for " in text


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(generate: ModuleType, docs: Path, name: str) -> None:
    assert (docs / name).read_text(encoding="utf-8") == generate.PAGES[name](), "run: python docs/generate.py"


def test_check_names_stale_files(
    generate: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (ROOT / "docs" / "rules.md").read_bytes()
    monkeypatch.setattr(generate, "PAGES", {"rules.md": lambda: "stale", "cli.md": generate.cli_page})
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().out == "stale: docs/rules.md\n"
    assert (ROOT / "docs" / "rules.md").read_bytes() == before


def test_check_accepts_files_that_are_up_to_date(generate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "PAGES", {"rules.md": generate.rules_page})
    assert generate.main(["--check"]) == 0


def test_stale_files_are_written(
    generate: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    monkeypatch.setattr(generate, "PAGES", {"rules.md": lambda: "fresh"})
    assert generate.main([]) == 0
    assert (tmp_path / "rules.md").read_text() == "fresh"
    assert capsys.readouterr().out == "wrote rules.md\n"


def test_the_generator_runs_as_a_script() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "--check" in done.stdout


def test_every_command_has_a_section(docs: Path) -> None:
    page = (docs / "cli.md").read_text(encoding="utf-8")
    assert re.findall(r"^## kg (\w+)$", page, re.M) == list(MODULES)


def test_every_option_is_listed(docs: Path, generate: ModuleType) -> None:
    sections = re.split(r"^## kg ", (docs / "cli.md").read_text(encoding="utf-8"), flags=re.M)[1:]
    for section, (name, command) in zip(sections, generate.commands(), strict=True):
        missing = [n for param in command.params for n in param.opts if n.startswith("-") and f"`{n}" not in section]
        assert (name, missing) == (name, [])


def test_every_query_has_a_section(docs: Path) -> None:
    page = (docs / "queries.md").read_text(encoding="utf-8")
    names = set(library([paths.shipped_root() / "queries"]))
    assert names <= set(re.findall(r"^## (\S+)$", page, re.M))


def test_the_drawing_is_xml_and_names_the_five_classes(docs: Path) -> None:
    drawing = ET.parse(docs / "ontology.svg")
    texts = {"".join(node.itertext()) for node in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"country", "official", "dialogue", "framework", "commitment"} <= texts


def _anchors(page: str) -> set[str]:
    """Return the anchors that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", page, flags=re.S | re.M), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_links_resolve(path: Path) -> None:
    page = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page):
        name, _, anchor = target.partition("#")
        if name.startswith(("http://", "https://", "mailto:")):
            continue
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in _anchors(file.read_text(encoding="utf-8"))):
            broken.append(target)
    assert broken == []
