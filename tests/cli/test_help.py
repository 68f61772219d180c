"""Every command has help with examples; the help of a question shows its parameters."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kg.analysis.catalogue import questions_of
from kg.cli.app import MODULES
from kg.project.find import shipped

Run = Callable[..., tuple[int, str, str]]


def test_every_command_has_help_with_an_example(run: Run) -> None:
    for command in MODULES:
        for option in ("--help", "-h"):
            code, out, err = run(command, option)
            assert (code, err) == (0, ""), command
            assert out.startswith(f"Usage: kg {command} "), command
            assert re.search(rf"(?m)^  .*kg {command}\b", out.partition("Examples:")[2]), command


def test_without_a_command_help_is_shown(run: Run) -> None:
    code, out, _ = run()
    assert code == 0
    assert re.findall(r"(?m)^  (\w+) +[A-Z]", out) == list(MODULES)
    assert run("--help") == (0, out, "")


def test_no_help_uses_retired_words(run: Run) -> None:
    """The help of no command has one of the words that the glossary replaces."""
    text = "".join(run(*words)[1] for words in ([], *([name, "--help"] for name in MODULES)))
    assert re.findall(r"(?i)unless told|\btold\b|of what|rests on|witness|account", text) == []


def test_the_version_is_shown(run: Run) -> None:
    code, out, _ = run("--version")
    assert (code, bool(re.fullmatch(r"kg \d+\.\d+\.\d+\n", out))) == (0, True)


def test_help_of_a_question_names_its_parameters(run: Run) -> None:
    for words in (["leaders", "--help"], ["-h", "leaders"], ["3", "--help"]):
        code, out, _ = run("ask", *words)
        assert code == 0
        assert out.startswith("Usage: kg ask leaders [--session EVENT] [OPTIONS]\n")
        assert re.search(r"(?m)^  --session EVENT  .+", out)
    assert "--without FRAMEWORK" in run("ask", "brokers", "--help")[1]


def test_each_option_has_one_default_or_is_required_once(run: Run) -> None:
    helps = {name: run(name, "--help")[1] for name in MODULES}
    helps |= {name: run("ask", name, "--help")[1] for name in questions_of(shipped())}
    wrong = []
    for name, text in helps.items():
        for entry in re.split(r"\n(?=  -)", text):
            said = re.findall(r"(?i)\bdefault: |\brequired\b", entry.partition("\n\n")[0])
            if len(said) > 1:
                wrong.append((name, entry))
    assert wrong == []
    assert "  --without FRAMEWORK  Frameworks to leave out. May be repeated. Default:" in helps["brokers"]


def test_help_of_a_question_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (60, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = run("ask", "frameworks-by-partner", "--help")[1]
        assert max(map(len, out.splitlines())) <= min(columns, 100)
        assert "[--country COUNTRY]" in re.sub(r"\s+", " ", out)
