"""The command `kg`: parses, calls, prints; one module for each group of commands.

Imports: errors, rdf, project, store, reason, temporal, build, sparql, evidence, analysis, check, authoring, formats, graph.
Offers: `main`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from kg import __version__
from kg.cli import answers, curating, evidence, files, history, pictures, project, quality
from kg.errors import DataError, KgError, UnknownNameError, UsageError, suggest

DESCRIPTION = """\
Knowledge graphs of diplomatic relationships: every answer carries its proof,
and every proof ends at a passage in a source.

kg works on the project it stands in (a folder with a kg.toml, or one above),
and on the graph that it ships otherwise.
"""
EXAMPLES = """\
examples:
  kg ask                                        the questions that can be asked
  kg ask frameworks-by-partner --country UZ     run one, by name ...
  kg ask 1 --country Uzbekistan                 ... or by its number
  kg why UZ "met under" us-uz-spd               the proof of one statement
  kg sparql "SELECT ?f { country:UZ kg:metUnder ?f }"
  kg check                                      what is wrong, or worth a look
  kg graph -o page.html                         the interactive page
  kg init my-desk                               start a graph of your own
  kg new source                                 begin the file of a document

exit codes: 0 good, 1 findings (or the statement does not hold), 2 wrong use
"""

_PROJECT = "work on the project that DIR lies in"
_GROUPS = (project, answers, evidence, quality, curating, pictures, files, history)


class _Parser(argparse.ArgumentParser):
    """argparse, with "did you mean" and our exit code."""

    def error(self, message: str) -> NoReturn:
        import re

        if match := re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message):
            names = re.findall(r"[\w-]+", match[2])
            near = suggest(match[1], names)
            hint = f"did you mean {' or '.join(map(repr, near))}?" if near else f"there are: {', '.join(names)}"
            message = f"no {'command' if 'COMMAND' in message else 'choice'} called {match[1]!r}; {hint}"
        raise UsageError(f"{message}\n{self.format_usage().strip()}")


class _Help(argparse.RawDescriptionHelpFormatter):
    """argparse, with a column that is wide enough for the names of commands, which stand further in than options."""

    def add_argument(self, action: argparse.Action) -> None:
        super().add_argument(action)
        if action.nargs == argparse.PARSER:
            self._action_max_length += self._indent_increment


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows ``kg``; ``sys.argv`` unless told.

    Returns
    -------
    int
        The exit code: 0 good, 1 findings, 2 wrong use, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        words = sys.argv[1:] if arguments is None else list(arguments)
        options, rest = _parser().parse_known_args(words)
        if options.project is not None and not options.in_project:
            raise UsageError(f"-C: {_call(options)} works on no project; leave it out")
        if rest and options.run is not answers.ask:
            known = [f"--{name.replace('_', '-')}" for name in vars(options)]
            raise UnknownNameError("option", rest[0].split("=")[0], known, f"{_call(options)} --help lists them")
        options.rest, options.typed = rest, words
        code = int(options.run(options))
        sys.stdout.flush()
    except KgError as error:
        _print_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("kg: interrupted; the builds that were there are untouched", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader has what it wanted; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Without a name it is standard output, which has none.
        where = f"{error.filename}: cannot be opened" if error.filename else "cannot write"
        print(f"kg: {where}: {error.strerror or error}", file=sys.stderr)
        return 2
    return code


def _call(options: argparse.Namespace) -> str:
    return f"kg {options.command}" if options.command else "kg"


def _print_error(error: KgError) -> None:
    if isinstance(error, DataError):
        for finding in error.findings:
            print(finding, file=sys.stderr)
    print(f"kg: {error}", file=sys.stderr)


def _parser() -> _Parser:
    parser = _Parser("kg", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=_Help, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"kg {__version__}")
    parser.add_argument("-C", "--project", metavar="DIR", help=_PROJECT)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    parser.set_defaults(run=_help, parser=parser, in_project=True)

    def command(
        name: str, run: Callable[[Any], int], text: str, *examples: str, in_project: bool = True
    ) -> argparse.ArgumentParser:
        lines = "examples:\n" + "".join(f"  {example}\n" for example in examples)
        sub: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=f"{text[0].upper()}{text[1:]}.", epilog=lines, formatter_class=_Help,
            allow_abbrev=False, add_help=name != "ask",
        )  # fmt: skip
        sub.set_defaults(run=run, in_project=in_project)
        if in_project:
            # Suppressed, so that where it is not given, the one before the command holds.
            sub.add_argument("-C", "--project", metavar="DIR", default=argparse.SUPPRESS, help=_PROJECT)
        return sub

    for group in _GROUPS:
        group.add(command)
    return parser


def _help(options: argparse.Namespace) -> int:
    options.parser.print_help()
    return 0
