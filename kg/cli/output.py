"""Output of commands: answers in a format, findings, notes, and the progress of long work."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from kg.errors import Finding, UnknownNameError, UsageError, harmless, one_line
from kg.formats.format import TABLES, Formats, Layout, format_of
from kg.project.paths import check_place
from kg.project.write import replace_file

if TYPE_CHECKING:
    from kg.formats.table import Table
    from kg.sparql.results import Answer


class Progress:
    """Prints the name of a step on standard error, if that is a terminal and the step takes more than a second."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def __call__(self, step: str) -> None:
        """Begin a step."""
        self.stop()
        if not sys.stderr.isatty():  # what a file keeps does not depend on how long steps took
            return
        self._timer = threading.Timer(1.0, lambda: say(f"{step} ..."))
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """End the last step."""
        if self._timer is not None:
            self._timer.cancel()


@contextlib.contextmanager
def showing_progress() -> Iterator[Progress]:
    """Print the names of long steps on standard error."""
    steps = Progress()
    try:
        yield steps
    finally:
        steps.stop()


@dataclass(frozen=True)
class Output:
    """How and where a table is written.

    Parameters
    ----------
    style : str, optional
        The requested format, by its name or by the ending of the file.
    file : str, optional
        The file to write. Default: standard output.
    bom : bool
        Write CSV for Excel.
    """

    style: str | None = None
    file: str | None = None
    bom: bool = False

    @classmethod
    def read(cls, formats: Formats, style: str | None, file: str | None, *, bom: bool) -> Output:
        """Read the options; fail early if the output cannot be written.

        Parameters
        ----------
        formats : sequence of registries
            The registries whose endings of file names are known.
        style, file
            As they were given; ``-`` is standard output.
        bom : bool

        Raises
        ------
        UsageError
            For a binary format on a terminal, a byte order mark in a format other than CSV, or an unknown ending of the
            file.
        OutputError
            If the folder of the file does not exist.
        """
        path = file_of(file)
        chosen = style or (format_of(path, *formats, note=say) if path else "csv" if bom else None)
        found = None
        with contextlib.suppress(UnknownNameError):
            found = TABLES.find(chosen) if chosen else None
        if bom and not (found and found.bom):
            raise UsageError(f"--bom is for csv, not for {chosen}")
        if file is None and found and found.binary and sys.stdout.isatty():
            ending = found.endings[0] if found.endings else ""
            raise UsageError(f"{chosen} cannot be shown on a terminal; write it to a file: -o answer{ending}")
        return cls(chosen, path, bom)

    @property
    def name(self) -> str:
        """The format asked for; by default a table on a terminal, JSON lines otherwise."""
        return style_of(self.style)


def file_of(output: str | None) -> str | None:
    """Read the value of ``--output``: None is standard output, also written as ``-``.

    Raises
    ------
    OutputError
        If the folder of the file does not exist.
    """
    if output in (None, "-"):
        return None
    check_place(output)
    return output


def style_of(style: str | None) -> str:
    """Return the format asked for; by default a table on a terminal, JSON lines otherwise."""
    return style or ("table" if sys.stdout.isatty() else "jsonl")


def terminal() -> dict[str, Any]:
    """Return the width of the terminal, and whether it shows colours."""
    import shutil

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return {"width": shutil.get_terminal_size((120, 24)).columns, "colour": colour}


def with_option(note: str) -> str:
    """Add to a note on a view which option shows the view without judgements."""
    return f"{note}; --no-judgements shows the view without them"


def write_answer(answer: Table | Answer, out: Output, *, iris: bool = False) -> None:
    """Write an answer in the format asked for (by default triples as Turtle), and its notes on standard error."""
    from kg.formats.write import write as written
    from kg.sparql.results import TriplesResult

    look = terminal()
    layout = Layout(look["width"], look["colour"] and out.file is None, iris, out.bom)
    style = "turtle" if out.style is None and isinstance(answer, TriplesResult) else out.name
    write(written(answer, style, layout), out.file, colour=layout.colour)
    if not isinstance(answer, bool):
        for note in answer.notes:
            say(f"note: {one_line(note)}")


def shown(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Write the values of parameters for people.

    Examples
    --------
    >>> shown({"country": ["UZ", "KZ"], "year": 2024})
    {'country': 'UZ, KZ', 'year': '2024'}
    """
    return {
        name: ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        for name, value in parameters.items()
    }


def say(note: str) -> None:
    """Print a note on standard error, not into the answer."""
    tell(f"kg: {note}", sys.stderr)


def tell(text: str, stream: TextIO | None = None) -> None:
    """Print a line for people, by default on standard output; all that kg prints goes through this or `write`."""
    print(harmless(text), file=stream or sys.stdout, flush=stream is not None)


def write(content: str | bytes, file: str | None = None, *, colour: bool = False) -> None:
    """Write a text (no line feed is added) or bytes to a file or to standard output.

    Characters that control a terminal are removed, except sequences for colours if ``colour`` is true.

    Raises
    ------
    OutputError
        If the file cannot be written; it is then unchanged.
    """
    if isinstance(content, str):
        content = harmless(content, colour=colour)
    if file is not None:
        from pathlib import Path

        # As on standard output, a byte in the name of a file that is not UTF-8 becomes a question mark.
        replace_file(Path(file), content if isinstance(content, bytes) else content.encode(errors="replace"))
    elif isinstance(content, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)


def list_findings(findings: Sequence[Finding], stream: TextIO | None = None) -> None:
    """Print findings, by default on standard error."""
    for finding in findings:
        tell(str(finding), stream or sys.stderr)


def summary(findings: Sequence[Finding]) -> str:
    """Count findings in words."""
    counts = {level: sum(f.severity == level for f in findings) for level in ("error", "warning", "info")}
    named = [f"{n} {level}{'s' if n != 1 and level != 'info' else ''}" for level, n in counts.items() if n]
    return f"{', '.join(named)} found" if named else "nothing found"
