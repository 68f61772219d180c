"""The page on valid time and knowledge time: its commands run, and the tests that its tables name exist."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from kg.project import paths

TESTS = Path(__file__).parents[1] / "temporal" / "test_clocks.py"


def test_every_command_runs(
    docs: Path,
    follow: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from kg.cli import main

    monkeypatch.chdir(tmp_path)
    blocks = [b for b in follow.blocks((docs / "clocks.md").read_text(encoding="utf-8")) if b.language == "sh"]
    lines = [line.split("#")[0].split() for block in blocks for line in block.text.splitlines()]
    assert len(lines) >= 5
    for words in lines:
        assert words[0] == "kg"
        assert main([*words[1:], "-C", str(paths.shipped_root())]) == 0, words
    assert (tmp_path / "2023.html").is_file()
    assert "at 2023-12-31" in (tmp_path / "2023.html").read_text(encoding="utf-8")
    capsys.readouterr()


def test_the_tests_that_a_row_names_exist(docs: Path) -> None:
    there = re.findall(r"^def (test_\w+)\(", TESTS.read_text(encoding="utf-8"), re.M)
    rows = re.findall(r"^\| (?!statement|---)(.+) \|$", (docs / "clocks.md").read_text(encoding="utf-8"), re.M)
    assert len(rows) == 12
    for row in rows:
        patterns = re.findall(r"`(test_\w+)\*`", row)
        assert patterns, row
        for pattern in patterns:
            assert any(name.startswith(pattern) for name in there), pattern
