"""CONTRIBUTING.md is right: its recipes work as written, and its hooks and templates exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TOOLS = ROOT / "frontend" / "node_modules" / ".installed"
#: A file written by esbuild, minified.
BUILT = "kg/page/static/page.js"
#: Named as the place of an output, so the file need not exist.
OUTPUTS = {"data/reference/vocabulary/cities.ttl"}
RECIPES = re.findall(r"(?m)^### (.*)$", PAGE)

Copy = tuple[Path, dict[str, Any]]


@pytest.fixture(scope="module")
def copy(recipes: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of the checkout in which all recipes were followed, and the result of each."""
    folder = tmp_path_factory.mktemp("recipes") / "checkout"
    return folder, {one.title: one for one in recipes.follow_all(folder)}


def test_each_kind_of_addition_has_a_recipe() -> None:
    kinds = {
        "a relation", "a question", "a question that takes an algorithm", "a check", "a table format", "a graph format",
        "an importer", "a rule", "a control to the page",
    }  # fmt: skip
    assert {title.removeprefix("Add ") for title in RECIPES} == kinds


@pytest.mark.slow
@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_works_and_shows_the_printed_output(title: str, copy: Copy) -> None:
    if title == "Add a control to the page" and not TOOLS.exists():
        pytest.skip("the tools of frontend/ are not installed: make frontend/node_modules/.installed")
    followed = copy[1][title]
    assert followed.error == ""
    assert [PAGE[begin:end] for begin, end, _ in followed.outputs] == [printed for _, _, printed in followed.outputs]


@pytest.mark.slow
def test_files_written_by_recipes_pass_the_linters(copy: Copy) -> None:
    for command in (["check"], ["format", "--check"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "."],
            cwd=copy[0],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout


@pytest.mark.slow
def test_every_file_that_the_page_names_exists(copy: Copy) -> None:
    # A recipe that stops, because the tools of frontend/ are not installed, has not written all of its files.
    written = set() if TOOLS.exists() else set(re.findall(r"(?m)^```\w+ file=(\S+)", PAGE))
    named = set(re.findall(r"`([\w./-]+/[\w.-]*)`", PAGE)) - {".venv/", *OUTPUTS} - written
    assert len(named) > 10
    assert [name for name in sorted(named) if not (copy[0] / name).exists() and not (ROOT / name).exists()] == []


def test_the_text_above_a_block_names_its_file(follow: ModuleType) -> None:
    """The words after a fence are hidden on the rendered page."""
    for name in ("CONTRIBUTING.md", "docs/curating.md", "docs/conflicts.md"):
        page, end = (ROOT / name).read_text(encoding="utf-8"), 0
        for block in follow.blocks(page):
            above, end = page[end : block.span[0]].rpartition("\n```")[0], block.span[1]
            if file := block.file or block.addition or block.removal:
                assert f"`{file}`" in above, (name, block.says)
                assert not block.after or f"`{block.after.strip()}`" in above, (name, block.says)


def test_every_target_of_make_that_the_page_names_exists() -> None:
    assert set(re.findall(r"(?m)^make (\w+)", PAGE)) <= set(re.findall(r"(?m)^(\w+):", MAKEFILE))


def _hooks() -> list[dict[str, Any]]:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repository["repo"] == "local"
    hooks: list[dict[str, Any]] = repository["hooks"]
    return hooks


def test_hooks_run_the_commands_of_make_test() -> None:
    entries = {hook["id"]: hook["entry"].replace(" --force-exclude", "") for hook in _hooks()}
    assert {hook["language"] for hook in _hooks()} == {"system"}
    gate = MAKEFILE.partition("\ntest:")[2].partition("\n\n")[0].replace("$(BIN)", ".venv/bin")
    for name in ("ruff-check", "ruff-format", "mypy"):
        assert re.search(rf"@{re.escape(entries.pop(name))}( \.)?$", gate, re.M), name
    assert entries == {"docs": ".venv/bin/python docs/generate.py --check"}


def test_files_agree_with_editorconfig() -> None:
    settings = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    assert "trim_trailing_whitespace = true" in settings
    assert "insert_final_newline = true" in settings
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    wrong = []
    for name in names:
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if (
            content
            and b"\0" not in content
            and "/vendor/" not in name
            and "/fuzz/turtle/" not in name
            and name != BUILT
        ):
            tabs = b"\t" in content and name != "Makefile"
            if tabs or b"\r" in content or not content.endswith(b"\n") or re.search(rb"[ \t]\n", content):
                wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("name", ["bug", "correction", "question"])
def test_a_template_requires_the_needed_fields(name: str) -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text(encoding="utf-8"))
    fields = {part["id"]: part for part in form["body"] if part["type"] != "markdown"}
    assert form["name"]
    assert form["description"]
    assert all(part["attributes"]["label"] for part in fields.values())
    required = {key for key, part in fields.items() if part.get("validations", {}).get("required")}
    wanted = {"bug": {"what", "where", "output", "version"}, "correction": {"statement", "wrong"}, "question": {"goal"}}
    assert required == wanted[name]
