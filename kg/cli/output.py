"""What commands print: answers in a format, findings, notes, and the progress of long work."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from kg.errors import Finding


class Progress:
    """Names a step on standard error once it has taken a second."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def __call__(self, step: str) -> None:
        """Begin a step."""
        self.stop()
        self._timer = threading.Timer(1.0, lambda: print(f"kg: {step} ...", file=sys.stderr, flush=True))
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """End the last step."""
        if self._timer is not None:
            self._timer.cancel()


@contextlib.contextmanager
def showing_progress() -> Iterator[Progress]:
    """Name the steps of long work on standard error."""
    steps = Progress()
    try:
        yield steps
    finally:
        steps.stop()


def style_of(style: str | None) -> str:
    """Return the format asked for; by default a table on a terminal, JSON lines otherwise."""
    return style or ("table" if sys.stdout.isatty() else "jsonl")


def terminal() -> dict[str, Any]:
    """Return the width of the terminal, and whether it shows colours."""
    import shutil

    tty = sys.stdout.isatty()
    return {"width": shutil.get_terminal_size((120, 24)).columns, "colour": tty and "NO_COLOR" not in os.environ}


def write_answer(answer: Any, style: str | None, *, iris: bool) -> None:
    """Print the answer to a query."""
    from kg.formats import tables
    from kg.sparql.results import Triples

    chosen = style or ("turtle" if isinstance(answer, Triples) else style_of(style))
    write(tables.render(answer, chosen, curies=iris, **terminal()))


def say(note: str) -> None:
    """Print a note on standard error, apart from the answer."""
    print(f"kg: {note}", file=sys.stderr)


def write(text: str) -> None:
    """Print a text that ends its own lines."""
    sys.stdout.write(text)


def list_findings(findings: Sequence[Finding], stream: TextIO | None = None) -> None:
    """Print findings, by default on standard error."""
    for finding in findings:
        print(finding, file=stream or sys.stderr)


def summary(findings: Sequence[Finding]) -> str:
    """Count findings in words."""
    counts = {level: sum(f.severity == level for f in findings) for level in ("error", "warning", "info")}
    named = [f"{n} {level}{'s' if n != 1 and level != 'info' else ''}" for level, n in counts.items() if n]
    return f"{', '.join(named)} found" if named else "nothing found"
