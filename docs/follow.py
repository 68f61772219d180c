"""Follows a page: writes its files, runs its commands, and compares the outputs.

The words after the fence say what to do with a block. Readers of the rendered page do not see them, so the text above
a block must name its file, and the line above an insertion::

    ```turtle file=data/sources/a.ttl    write the file; a second block for the same file is appended
    ```turtle add=data/sources/a.ttl     append to an existing file
    ```python add=a.py after="X = {"     insert into that file, below the line X = {
    ```python drop=a.py                  remove the lines from that file
    ```sh                                run each line; with `exit=1` the last one must exit with 1
    ```python                            run it; all blocks share one namespace
    ```text output                       the output of the block before it
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.S | re.M)
#: The environment of the commands: a terminal without colours, as wide as a page.
TERMINAL = {"COLUMNS": "110", "NO_COLOR": "1"}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the rest of its fence, its text, and the place of the text in the page."""

    language: str
    says: str
    text: str
    span: tuple[int, int]

    @property
    def file(self) -> str | None:
        """The file that the block writes."""
        match = re.search(r"\bfile=(\S+)", self.says)
        return match[1] if match else None

    @property
    def addition(self) -> str | None:
        """The file that the block is added to."""
        match = re.search(r"\badd=(\S+)", self.says)
        return match[1] if match else None

    @property
    def after(self) -> str:
        """The line of that file above the added text; empty for the end of the file."""
        match = re.search(r'\bafter="(.*)"', self.says)
        return match[1] if match else ""

    @property
    def removal(self) -> str | None:
        """The file that the text is removed from."""
        match = re.search(r"\bdrop=(\S+)", self.says)
        return match[1] if match else None

    @property
    def exit_code(self) -> int:
        """The exit code of the last command."""
        match = re.search(r"\bexit=(\d+)", self.says)
        return int(match[1]) if match else 0

    @property
    def is_output(self) -> bool:
        """Whether the block shows the output of the block before it."""
        return self.says.split() == ["output"]


class _Terminal(io.StringIO):
    """An output stream that looks like a terminal, because readers type the commands in a terminal."""

    def isatty(self) -> bool:
        return True


def blocks(page: str) -> list[Block]:
    r"""List the fenced blocks of a page.

    Examples
    --------
    >>> [block.language for block in blocks("```sh\nkg ask\n```\n")]
    ['sh']
    """
    return [Block(m[1], m[2].strip(), m[3], m.span(3)) for m in _BLOCK.finditer(page)]


def follow(page: str, folder: Path, namespace: dict[str, Any] | None = None) -> Iterator[tuple[Block, str]]:
    """Follow a page, and yield each output block with the actual output.

    Parameters
    ----------
    page : str
    folder : pathlib.Path
        The folder to work in; it is the working directory during the call.
    namespace : dict, optional
        The namespace of the Python blocks.

    Raises
    ------
    AssertionError
        If a command exits with another code than the page says.
    """
    names: dict[str, Any] = {} if namespace is None else namespace
    written: set[Path] = set()
    printed = ""
    with contextlib.chdir(folder), _environment(TERMINAL):
        for block in blocks(page):
            if block.is_output:
                yield block, printed
            elif block.file:
                _write(Path(block.file).resolve(), block.text, written)
            elif block.addition:
                _add(Path(block.addition), block.text, block.after)
            elif block.removal:
                _drop(Path(block.removal), block.text)
            elif block.language == "sh":
                printed = _run(block)
            elif block.language == "python":
                stream = io.StringIO()
                with contextlib.redirect_stdout(stream):
                    exec(compile(block.text, "page", "exec"), names)
                printed = stream.getvalue()


def refresh(page: str, folder: Path) -> str:
    """Return a page with updated outputs."""
    for block, printed in reversed(list(follow(page, folder))):
        page = page[: block.span[0]] + printed + page[block.span[1] :]
    return page


def _write(path: Path, text: str, written: set[Path]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") + "\n" if path in written else ""
    path.write_bytes((before + text).encode())
    written.add(path)


def _add(path: Path, text: str, after: str) -> None:
    before, line, rest = path.read_text(encoding="utf-8").partition(f"\n{after}\n" if after else "\0")
    assert line or not after, f"{path} has no line {after}"
    path.write_bytes((f"{before}{line}{text}{rest}" if after else f"{before}{text}").encode())


def _drop(path: Path, text: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert content.count(text) == 1, f"{path} does not contain exactly once: {text}"
    path.write_bytes(content.replace(text, "").encode())


def _run(block: Block) -> str:
    from kg.cli import main

    stream = _Terminal()
    code = 0
    for line in block.text.splitlines():
        command, *words = shlex.split(line, comments=True) or [""]
        if command == "kg":
            stream.seek(0)
            stream.truncate()
            with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(io.StringIO()) as complaints:
                code = main(words)
            assert code == (block.exit_code if line == block.text.splitlines()[-1] else 0), (
                f"{line}: exit code {code}\n{stream.getvalue()}{complaints.getvalue()}"
            )
        elif command == "cd":
            os.chdir(words[0])
        elif command == "rm":
            Path(words[0]).unlink()
        elif command == "python":
            _run_python(line, words)
        elif line == "make frontend":
            _make_frontend()
        elif command:
            raise AssertionError(f"a page may run kg, python, make frontend, cd and rm, not {line}")
    return stream.getvalue()


def _run_python(line: str, words: list[str]) -> None:
    """Run the tests or a script of the checkout in this process, which is faster than starting another."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        if words[:2] == ["-m", "pytest"]:
            import pytest

            code = int(pytest.main(["-q", "-p", "no:cacheprovider", *words[2:]]))
        else:
            before, sys.argv = sys.argv, words
            try:
                runpy.run_path(words[0], run_name="__main__")
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
            finally:
                sys.argv = before
    assert code == 0, f"{line}: exit code {code}\n{printed.getvalue()}"


def _make_frontend() -> None:
    """Build and check the page's script."""
    tools = Path("frontend/node_modules/.installed")
    assert tools.exists(), f"the tools of frontend/ are not installed; first run `make {tools}`"
    for what in ("build", "check"):
        command = ["sh", ".ci/frontend", sys.executable, what]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 0, f"frontend, {what}: {run.stdout}{run.stderr}"


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
