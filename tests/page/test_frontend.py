"""The tools of frontend/ have exact versions, and there is no lock file."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"


def test_every_tool_has_an_exact_version() -> None:
    package = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    assert "dependencies" not in package
    versions = package["devDependencies"]
    assert [name for name in versions if not re.fullmatch(r"\d+\.\d+\.\d+", versions[name])] == []


def test_no_lock_file_is_in_git() -> None:
    assert "package-lock=false" in (FRONTEND / ".npmrc").read_text(encoding="utf-8").splitlines()
    listed = subprocess.run(["git", "ls-files", "frontend"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    assert not [name for name in listed.stdout.splitlines() if "lock" in name or "node_modules" in name]


def test_no_typescript_file_has_more_than_400_lines() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in FRONTEND.glob("[st]*/**/*.ts")}
    assert len(lengths) > 50
    assert [file.name for file, length in lengths.items() if length > 400] == []


def test_logic_imports_nothing_that_needs_a_browser() -> None:
    """Node runs the tests of these modules, without a document."""
    pure = {*(FRONTEND / "src" / "logic").glob("*.ts"), FRONTEND / "src" / "data.ts"}
    found = [
        (file.name, target)
        for file in pure
        for target in re.findall(r'from "([^"]+)"', file.read_text(encoding="utf-8"))
        if (file.parent / target).resolve() not in pure
    ]
    assert found == []
