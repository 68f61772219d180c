"""The tools of frontend/: exact versions, and no file that records where they came from."""

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


def test_no_lock_file_is_kept() -> None:
    assert "package-lock=false" in (FRONTEND / ".npmrc").read_text(encoding="utf-8").splitlines()
    listed = subprocess.run(["git", "ls-files", "frontend"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout of git")
    assert not [name for name in listed.stdout.splitlines() if "lock" in name or "node_modules" in name]


def test_no_file_is_too_long_to_be_read() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in FRONTEND.glob("[st]*/**/*.ts")}
    assert len(lengths) > 50
    assert [file.name for file, length in lengths.items() if length > 400] == []


def test_logic_and_files_of_data_need_no_browser() -> None:
    """What is tested in node imports nothing that touches the page."""
    pure = {*(FRONTEND / "src" / "logic").glob("*.ts"), FRONTEND / "src" / "data.ts"}
    found = [
        (file.name, target)
        for file in pure
        for target in re.findall(r'from "([^"]+)"', file.read_text(encoding="utf-8"))
        if (file.parent / target).resolve() not in pure
    ]
    assert found == []
