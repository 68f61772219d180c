"""Shell completion offers commands, options, questions, parameters and names; on an error it offers nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete, get_completion_class

from kg.cli import completion, main, shell
from kg.cli.app import MODULES, app
from kg.cli.graph_commands import commitments
from kg.graph import KnowledgeGraph
from kg.project import paths
from kg.project.project import Project

#: Characters at which bash splits words.
BREAKS = " \t\n\"'><=;|&(:"


@pytest.fixture(autouse=True)
def _empty_folder(shipped: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Complete in an empty folder, where the names are those of the shipped graph."""
    monkeypatch.chdir(tmp_path)


def offered(*words: str) -> dict[str, str | None]:
    """Complete the last word with click's own helper; return each offer with its help text."""
    *args, incomplete = words
    found = ShellComplete(app, {}, "kg", shell.ASKING).get_completions(args, incomplete)
    return {item.value: item.help for item in found}


def test_commands_and_options_are_offered() -> None:
    assert list(offered("")) == list(MODULES)
    assert offered("comm") == {"commitments": "List commitments: who is bound, when they are due, their status"}
    assert list(offered("fmt", "--")) == ["--check", "--project", "--help"]
    assert "--known-by" in offered("check", "--k")
    assert "--iris" not in offered("ask", "leaders", "--iris", "--i")


def test_questions_are_offered_by_name_and_by_number() -> None:
    assert offered("ask", "lead") == {"leaders": "Who led each side at a session"}
    assert set(offered("ask", "1")) >= {"1", "10", "11"}
    assert list(offered("graph", "--question", "lead")) == ["leaders"]


def test_parameters_of_the_question_are_offered() -> None:
    assert list(offered("ask", "1", "--p")) == ["--partner", "--project"]
    assert set(offered("ask", "brokers", "--")) > {"--from", "--to", "--without", "--format"}
    assert "--partner" not in offered("ask", "--")


def test_things_of_the_class_of_a_parameter_are_offered() -> None:
    assert offered("ask", "1", "--country", "country:UZ") == {"country:UZ": "Uzbekistan"}
    assert offered("ask", "1", "--country", "uzb") == {"Uzbekistan": "country:UZ"}
    assert offered("ask", "1", "--country=Uzb") == {"Uzbekistan": "country:UZ"}
    sessions = offered("ask", "leaders", "--session", "us-uz")
    assert "us-uz-spd-4" in sessions
    assert set(offered("ask", "leaders", "--session", "")) & set(offered("ask", "1", "--country", "")) == set()
    assert offered("ask", "41", "--date", "2024") == {}


def test_things_relations_sources_views_formats_and_exclusive_properties_are_offered() -> None:
    assert "Uzbekistan" in offered("why", "Uzbek")
    assert offered("why", "UZ", "met") == {"metUnder": "met under"}
    assert "us-uz-spd" in offered("why", "UZ", "metUnder", "us-uz-spd")
    assert list(offered("ask", "1", "--source", "kun-uz-2024-11-16")) == ["kun-uz-2024-11-16"]
    assert list(offered("view", "af")) == list(offered("graph", "--view", "af")) == ["affiliations"]
    assert "Uzbekistan" in offered("view", "countries", "--brokers", "Uzb")
    assert "Uzbekistan" in offered("view", "countries", "--path", "CN", "Uzb")
    assert list(offered("ask", "1", "-f", "j")) == ["json", "json-notes", "jsonl"]
    assert "turtle" in offered("export", "-f", "t")
    assert list(offered("conflicts", "--slot", "lea")) == ["leader"]
    assert list(offered("completion", "z")) == ["zsh"]


def test_before_anything_is_typed_the_prefixes_of_many_things_are_offered() -> None:
    prefixes = offered("why", "")
    assert {"country:", "event:", "framework:"} < set(prefixes)
    assert prefixes["country:"] == f"{len(offered('why', 'country:'))} names"
    assert all(offered("why", prefix) for prefix in prefixes)
    assert "country:UZ" in offered("ask", "1", "--country", "")


def test_statuses_are_offered_as_the_help_lists_them() -> None:
    listed = next(param.help for param in commitments.command.params if "--status" in param.opts)
    assert set(offered("commitments", "--status", "")) == set(re.split(", | or ", listed[len("One of: ") : -1]))
    assert offered("commitments", "--status", "In") == {"in progress": "kg:InProgress"}


def test_parameters_of_the_question_to_draw_and_their_values_are_offered() -> None:
    words = ("graph", "--question", "1", "--with")
    assert list(offered(*words, "")) == ["country=", "partner="]
    assert offered(*words, "country=country:UZ") == {"country=country:UZ": "Uzbekistan"}
    assert offered(*words, "country=uzb") == {"country=Uzbekistan": "country:UZ"}
    assert offered("graph", "--question", "brokers", "--with", "from=uzb") == {"from=Uzbekistan": "country:UZ"}
    assert offered("graph", "--with", "c") == offered(*words, "nosuch=U") == {}


def test_files_and_folders_are_left_to_the_shell() -> None:
    kinds = [
        item.type
        for words in (["sparql", "--file"], ["-C"], ["ask", "--texts"], ["graph", "-o"])
        for item in ShellComplete(app, {}, "kg", shell.ASKING).get_completions(words, "x")
    ]
    assert kinds == ["file", "dir", "dir", "file"]


def test_names_are_those_of_the_project(project: Project) -> None:
    root = str(project.root)
    assert "my-sessions" in offered("ask", "-C", root, "my")
    assert "my-sessions" in offered("-C", root, "ask", "my")
    assert offered("ask", "-C", root, "my-sessions", "--country", "country:F") == {}, "nothing is built yet"
    assert main(["build", "-C", root, "-f", "json"]) == 0
    assert "country:FR" in offered("ask", "-C", root, "my-sessions", "--country", "country:F")
    assert list(offered("-C", root, "ask", "1", "--source", "ex")) == ["example"]


def test_english_labels_are_preferred(project: Project) -> None:
    root = str(project.root)
    assert main(["build", "-C", root, "-f", "json"]) == 0
    labels = {thing.curie: thing.label for thing in completion.instances(project)}
    assert labels["country:CI"] == "Côte d’Ivoire"


def test_after_an_error_nothing_is_offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object) -> None:
        raise ValueError("damaged")

    monkeypatch.setattr("kg.cli.completion.instances", broken)
    assert offered("ask", "leaders", "--session", "u") == {}
    monkeypatch.setattr("kg.analysis.catalogue.questions_of", broken)
    assert offered("ask", "lea") == {}
    assert list(offered("ask", "leaders", "--se")) == ["--sensitivity"]
    assert capsys.readouterr() == ("", "")


def test_a_folder_without_a_project_offers_nothing_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert offered("-C", "/", "ask", "lea") == {}
    assert offered("ask", "nosuch", "--country", "U") == {}
    assert capsys.readouterr() == ("", "")


def test_errors_during_completion_print_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for asked in ("bash_complete", "bash_nonsense", "nosuch_complete", "bash_complete"):
        monkeypatch.setenv(shell.ASKING, asked)
        monkeypatch.delenv("KG_LINE", raising=False)
        assert main() == 1
    assert capsys.readouterr() == ("", "")


def bash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str) -> list[str]:
    """Return the completions that bash gets for a line."""
    monkeypatch.setenv(shell.ASKING, "bash_complete")
    monkeypatch.setenv("KG_LINE", line)
    monkeypatch.setenv("KG_BREAKS", BREAKS)
    assert main() == 0
    return capsys.readouterr().out.split("\n")[:-1]


def test_bash_gets_the_part_after_the_colon_with_spaces_escaped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = {
        "kg ask 1 --country country:U": "plain,UZ",
        "kg ask 1 --country uzb": "plain,Uzbekistan",
        "kg ask 1 --country=south\\ a": "plain,South\\ Africa",
        'kg ask 1 --country "south a': "plain,South Africa",
        "kg sparql --file ": "file,",
        "kg lea": "",
    }
    found = {line: bash(monkeypatch, capsys, line) for line in expected}
    assert {line: value for line, value in expected.items() if value not in found[line]} == {}


def answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, **environment: str
) -> list[str]:
    """Return what a shell gets."""
    monkeypatch.setenv(shell.ASKING, f"{name}_complete")
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    assert main() == 0
    return capsys.readouterr().out.splitlines()


def test_each_shell_gets_the_option_with_its_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "kg ask 1 --country=Uzb"
    assert answers(monkeypatch, capsys, "fish", KG_LINE=line) == ["plain,--country=Uzbekistan\tcountry:UZ"]
    zsh = answers(monkeypatch, capsys, "zsh", COMP_WORDS=line, COMP_CWORD="3")
    assert zsh == ["plain", "--country=Uzbekistan", "country:UZ"]
    assert bash(monkeypatch, capsys, line) == ["plain,Uzbekistan"]
    assert bash(monkeypatch, capsys, "kg graph --question 1 --with country=country:UZ") == ["plain,UZ"]


def test_every_shell_has_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    for name in shell.SHELLS:
        assert main(["completion", name]) == 0
        script = capsys.readouterr().out
        assert f"_KG_COMPLETE={name}_complete" in script
        assert "2>/dev/null" in script, "a message would disturb the line that someone is typing"
        assert get_completion_class(name) is not None
    assert main(["completion", "tcsh"]) == 2
    assert "choose one of: bash, zsh, fish" in capsys.readouterr().err


def run_in(shell_name: str, script: str, folder: Path) -> list[str]:
    """Run a script of a shell in which `kg` is this code; return what it prints."""
    if shutil.which(shell_name) is None:
        pytest.skip(f"{shell_name} is not installed")
    command = folder / "kg"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    command.chmod(0o755)
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    root = os.pathsep.join((str(paths.shipped_root()), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        [shell_name, "-c", script], capture_output=True, text=True, check=True, cwd=folder,
        env={**os.environ, "HOME": str(folder), "PATH": path, "PYTHONPATH": root, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    """Run bash with the script loaded, and ask it for the completions of the Tab key."""
    asked = """\
eval "$(kg completion bash)"
complete -p kg
compopt() { echo "compopt $1 $2"; }
try() {
    COMP_LINE=$1 COMP_POINT=${#1}
    _kg_completion kg
    printf '%s\\n' "${COMPREPLY[@]}"
}
try 'kg conf'
try 'kg ask lead'
try 'kg ask 1 --country country:UZ'
try 'kg graph --question 1 --with c'
"""
    assert run_in("bash", asked, tmp_path) == [
        "complete -o nosort -F _kg_completion kg", "conflicts", "leaders", "UZ", "compopt -o nospace", "country=",
    ]  # fmt: skip


def test_fish_completes_with_the_script(tmp_path: Path) -> None:
    """Values and descriptions with a comma are whole."""
    asked = """\
kg completion fish | source
complete -C 'kg commitm'
complete -C 'kg why China,'
complete -C 'kg ask 1 --country=Uzb'
"""
    assert run_in("fish", asked, tmp_path) == [
        "commitments\tList commitments: who is bound, when they are due, their status",
        "China, Central Asia sign treaty, outline new paths for cooperation\tsource:astana-times-2025-06-18",
        "China, Uzbekistan ink strategic partnership treaty\tsource:china-daily-2012-06-06",
        "--country=Uzbekistan\tcountry:UZ",
    ]


def test_zsh_completes_with_the_script(tmp_path: Path) -> None:
    """Run the function of the script with the commands of zsh's completion replaced by ones that print."""
    asked = """\
compdef() { : }
eval "$(kg completion zsh)"
_describe() { print -rl -- ${completions_with_descriptions} }
compadd() { print -rl -- ${completions} }
words=(kg why Uzbeki) CURRENT=3
_kg_completion
words=(kg ask 1 --country=country:UZ) CURRENT=4
_kg_completion
words=(kg view af) CURRENT=3
_kg_completion
"""
    printed = run_in("zsh", asked, tmp_path)
    assert "Uzbekistan:country\\:UZ" in printed or "Uzbekistan:country:UZ" in printed
    assert printed[-2:] == ["--country=country\\:UZ:Uzbekistan", "affiliations"]
