"""The command as a process: exit codes, streams, interruptions."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import __main__ as start
from kg.cli import main
from kg.cli.output import showing_progress
from kg.errors import Finding
from kg.graph import KnowledgeGraph
from kg.project import paths
from kg.project.project import Project

Run = Callable[..., tuple[int, str, str]]


INTERRUPTED = """
import sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
from kg.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize("module", ["kg.cli", "kg.cli.options", "kg.rdf.terms", "click"])
def test_an_interruption_while_the_command_starts_leaves_no_traceback(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", INTERRUPTED.format(module=module)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 130
    assert done.stderr == "kg: stopped\n"


def _piped(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True, text=True, env={**os.environ, **environment},
        cwd="/", check=False,
    )  # fmt: skip


KG = f"{shlex.quote(sys.executable)} -m kg"


def test_a_pipe_closed_early_is_no_error(shipped: KnowledgeGraph) -> None:
    done = _piped(f"{KG} export --no-judgements -f nquads | head -1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_a_closed_stream_is_an_empty_one(shipped: KnowledgeGraph) -> None:
    wanted = {
        "ask leaders --last-build >&-": (0, "", ""),
        "sparql 'ASK {}' --last-build -f json 2>&-": (0, '{"head":{},"boolean":true}', ""),
        "sparql - --last-build <&-": (2, "", "kg: the query is empty"),
        "new source <&- >&-": (2, "", "kg: a new source needs --title"),
        "foo 2>&-": (2, "", ""),
        "--version <&- >&- 2>&-": (0, "", ""),
    }
    done = {words: _piped(f"cd {paths.shipped_root()}; {KG} {words}") for words in wanted}
    assert {w: (d.returncode, d.stdout.strip(), d.stderr[: len(wanted[w][2])]) for w, d in done.items()} == wanted


def test_a_query_on_standard_input_is_utf8(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    invalid = "kg: standard input: is not UTF-8: invalid"
    for given, expected in (
        (b"ASK { ?x ?y 'T\xc3\xbcrkiye' }\r\n", (0, '{"head":{},"boolean":false}\n', "")),
        (b"ASK { ?x ?y 'T\xfcrkiye' }", (2, "", f"{invalid} byte 0xfc; save the query as UTF-8\n")),
        ("ASK {}".encode("utf-16"), (2, "", "kg: standard input: is UTF-16, not UTF-8; save the query as UTF-8\n")),
        (b"\xef\xbb\xbfASK {}", (0, '{"head":{},"boolean":true}\n', "")),
    ):
        # The encoding of the terminal does not matter.
        stream = io.TextIOWrapper(io.BytesIO(given), encoding="ascii", errors="surrogateescape")
        monkeypatch.setattr(sys, "stdin", stream)
        assert run("sparql", "-", "-f", "json") == expected


def test_a_full_disk_behind_standard_output_is_explained(shipped: KnowledgeGraph) -> None:
    done = _piped(f"{KG} ask leaders > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "kg: cannot write: No space left on device\n"


def test_a_file_that_cannot_be_opened_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/secret/file")

    monkeypatch.setattr("kg.project.find.find_project", denied)
    assert run("ask", "leaders") == (2, "", "kg: /secret/file: cannot be opened: Permission denied\n")


def test_names_are_printed_in_utf8_under_any_locale(shipped: KnowledgeGraph) -> None:
    done = _piped(f"{KG} sparql 'SELECT ?c {{ BIND (country:CI AS ?c) }}'", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Côte" in done.stdout


def test_piped_answers_are_json_lines(run: Run) -> None:
    code, out, err = run("ask", "leaders")
    assert (code, err) == (0, "")
    assert all(json.loads(line)["session"].startswith("https://") for line in out.splitlines())


def test_answers_on_a_terminal_are_a_table(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    code, out, _ = run("ask", "leaders")
    assert code == 0
    assert re.search(r"\d+ rows\n$", out)
    assert "\x1b[1m" in out


def test_a_terminal_without_colours_gets_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as patch:
            patch.delenv("NO_COLOR", raising=False)
            patch.setenv(name, value)
            assert "\x1b" not in run("ask", "leaders")[1]


def test_output_can_be_standard_output_or_a_device(run: Run, project: Project) -> None:
    for begins, words in {"<!doctype html>": ["graph"], "@prefix": ["export", "-f", "turtle"]}.items():
        code, out, _ = run(*words, "-C", str(project.root), "-o", "-")
        assert (code, out.startswith(begins), Path("-").exists()) == (0, True, False)
        assert run(*words, "-C", str(project.root), "-o", os.devnull)[0] == 0
        assert Path(os.devnull).is_char_device()
        code, out, err = run(*words, "-C", str(project.root), "-o", "/dev/full")
        assert (code, out) == (2, "")
        assert "kg: /dev/full: cannot be written: No space left on device\n" in err


def test_an_answer_that_cannot_be_written_leaves_the_old_file(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    old = tmp_path / "keep.csv"
    old.write_text("old")
    done = _piped(f"ulimit -f 1; {KG} ask passages --last-build -o {old}")
    assert (done.returncode, old.read_text()) == (2, "old")
    assert done.stderr.endswith("keep.csv: cannot be written: File too large\n")
    assert [file.name for file in tmp_path.iterdir()] == ["keep.csv"]


def test_the_project_option_may_come_before_or_after_the_command(run: Run, project: Project) -> None:
    root = str(project.root)
    for words in (["-C", root, "ask"], ["ask", "-C", root], ["-C", "/", "ask", "-C", root], ["ask", f"-C{root}"]):
        code, out, _ = run(*words)
        assert code == 0
        assert "my-sessions" in {json.loads(line)["name"] for line in out.splitlines()}
    for words in (["-C", root, "ask", "my-sessions", "-h"], ["ask", f"--project={root}", "my-sessions", "-h"]):
        assert run(*words)[1].startswith("Usage: kg ask my-sessions ")


def test_build_reports_whether_the_project_has_changed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    statuses = []
    for text in ("", "", "# changed\n"):
        source = project.root / "data" / "sources" / "example.ttl"
        source.write_text(source.read_text(encoding="utf-8") + text, encoding="utf-8")
        assert main(["build", "-C", str(project.root)]) == 0
        statuses += re.findall(r"(?m)^kg: (built|up to date):", capsys.readouterr().err)
    assert statuses == ["built", "up to date", "built"]


def test_check_exits_with_one_for_any_finding(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for findings, code in (((), 0), ([Finding("own", "odd", "info")], 1), ([Finding("own", "wrong")], 1)):
        monkeypatch.setattr("kg.check.check.check", lambda *_, given=findings: given)
        assert run("check", "-f", "table")[0] == code


def test_a_new_project_has_no_errors(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "-f", "jsonl", "-C", str(project.root)])
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [finding for finding in findings if finding["severity"] == "error"] == []


def test_progress_is_for_terminals(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the content of a file of messages would depend on the speed of the machine."""

    class AtOnce:
        def __init__(self, _seconds: float, call: Callable[[], None]) -> None:
            self.start, self.cancel = call, lambda: None

    monkeypatch.setattr("threading.Timer", AtOnce)
    for terminal, shown in ((False, ""), (True, "kg: reasoning ...\n")):
        monkeypatch.setattr("sys.stderr.isatty", lambda answer=terminal: answer, raising=False)
        with showing_progress() as progress:
            progress("reasoning")
        assert capsys.readouterr().err == shown


def test_kg_runs_as_a_module() -> None:
    done = _piped(f"{KG} --version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("kg ")


def test_an_interrupted_command_prints_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.project.find.find_project", interrupted)
    assert run("ask", "leaders") == (130, "", "kg: stopped\n")


def test_help_loads_no_library_of_the_field() -> None:
    """For a fast start, `kg --help` loads all commands, but none of the libraries that they use."""
    code = "import sys; from kg.cli import main; main(['--help']); print('\\nLOADED', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.rpartition("LOADED")[2].split()}
    heavy = {"rdflib", "networkx", "numpy", "owlrl", "pandas", "pyoxigraph", "pyshacl", "pyvis", "rich", "jinja2"}
    assert loaded & heavy == set()
    assert "click" in loaded


def test_numpy_starts_one_thread_unless_the_user_wants_more(monkeypatch: pytest.MonkeyPatch) -> None:
    for before, after in ((None, "1"), ("4", "4")):
        monkeypatch.setattr("sys.argv", ["kg", "--version"])
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", before or "")
        if before is None:
            monkeypatch.delenv("OPENBLAS_NUM_THREADS")
        with contextlib.suppress(SystemExit):
            start.main()
        assert os.environ["OPENBLAS_NUM_THREADS"] == after
