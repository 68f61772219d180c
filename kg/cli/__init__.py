"""The command `kg`: parses, calls, prints; one file for each command.

Imports: errors, rdf, project, store, reason, temporal, build, sparql, evidence, analysis, check, authoring, formats,
importers, graph.
Offers: `main`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from kg.errors import DataError, KgError, harmless


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``kg``. Default: ``sys.argv``.

    Returns
    -------
    int
        The exit code: 0 success, 1 findings, 2 wrong use, 130 stopped.
    """
    from kg.cli.shell import ASKING, answer_shell

    if arguments is None and ASKING in os.environ:
        return answer_shell()
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
    except KgError as error:
        _print_error(error)
        return error.exit_code
    except KeyboardInterrupt as stop:
        _print("; ".join(("stopped", *map(str, stop.args))))
        return 130
    except BrokenPipeError:
        # The reader closed the pipe; prevent an error message of Python at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # An error without a file name is about standard output.
        where = f"{error.filename}: cannot be opened" if error.filename else "cannot write"
        _print(f"{where}: {error.strerror or error}")
        return 2
    return code


def _open_closed_streams() -> None:
    """Replace each closed stream (``kg ask >&-``) by an empty one: Python has None for it."""
    # In this order each gets the number of the closed one, so that no other file gets it.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  pathlib loads slowly


def _run(words: list[str]) -> int:
    import click

    from kg.cli.app import app
    from kg.cli.command import in_words

    try:
        with app.make_context("kg", words) as context:
            return int(app.invoke(context))
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        raise in_words(error) from error


def _print_error(error: KgError) -> None:
    if isinstance(error, DataError):
        for finding in error.findings:
            _print(str(finding), "")
    _print(str(error))


def _print(text: str, start: str = "kg: ") -> None:
    # Without kg.cli.output, which the help does not need.
    print(harmless(start + text), file=sys.stderr)
